// The door of the command line: picks the command, reads its arguments, and turns whatever goes wrong into a message
// and an exit code. A command's own file is loaded only when it is called, because starting must be quick.
import { NO_HOST_MEMORY, PROGRAM_TOO_LARGE } from '../adapter/messages';
import { Bug } from '../base/assert';
import { Refusal, render, message, type MessageRow } from '../base/message';
import { LoadError } from '../image/messages';
import { BuildError, ImageDamage, REFUSED } from '../oci/messages';
import { FILE_NOT_WRITABLE } from '../platform/messages';
import { NodePlatform } from '../platform/node/platform';
import { nearest } from '../base/suggest';
import { version } from '../../package.json';
import { readArguments, type Grammar } from './arguments';
import type { Call, Command, Installation } from './call';
import { COMMANDS, COMMON_FLAGS, commandRow, isGroup, PROGRAM_FLAGS, type CommandName, type CommandRow } from './commands';
import { EXIT_CODES } from './exit-codes';
import { Given } from './flags';
import { commandHelp, programHelp, type HelpStyle } from './help';
import { languageFrom } from './language';
import { launchFlags } from './launch-flags';
import { SENTENCES, USAGE, withSuggestion } from './messages';
import { Output, type Terminal } from './terminal';
import { UsageError } from './usage';

/** The names end in .js because Node itself resolves an import that happens later. */
const IMPLEMENTATIONS: Readonly<Record<Exclude<CommandName, 'help'>, () => Promise<Command>>> = {
  run: async () => (await import('./commands/run.js')).run,
  asm: async () => (await import('./commands/asm.js')).asm,
  dis: async () => (await import('./commands/dis.js')).dis,
  check: async () => (await import('./commands/check.js')).check,
  format: async () => (await import('./commands/format.js')).format,
  trace: async () => (await import('./commands/trace.js')).trace,
  stats: async () => (await import('./commands/stats.js')).stats,
  record: async () => (await import('./commands/record.js')).record,
  replay: async () => (await import('./commands/replay.js')).replay,
  test: async () => (await import('./commands/test.js')).test,
  debug: async () => (await import('./commands/debug.js')).debug,
  dap: async () => (await import('./commands/dap.js')).dap,
  lsp: async () => (await import('./commands/lsp.js')).lsp,
  'image build': async () => (await import('./commands/image-build.js')).imageBuild,
  'image ls': async () => (await import('./commands/image-looking.js')).imageLs,
  'image inspect': async () => (await import('./commands/image-looking.js')).imageInspect,
  'image verify': async () => (await import('./commands/image-looking.js')).imageVerify,
  'image disk': async () => (await import('./commands/image-moving.js')).imageDisk,
  'image save': async () => (await import('./commands/image-moving.js')).imageSave,
  'image load': async () => (await import('./commands/image-moving.js')).imageLoad,
  'lab list': async () => (await import('./commands/lab-copying.js')).labList,
  'lab open': async () => (await import('./commands/lab-copying.js')).labOpen,
  'lab reset': async () => (await import('./commands/lab-copying.js')).labReset,
  'lab check': async () => (await import('./commands/lab-checking.js')).labCheck,
  'lab summary': async () => (await import('./commands/lab-summary.js')).labSummary,
  'lab test': async () => (await import('./commands/lab-checking.js')).labTest,
};

/** Carries out a command line, without `node` and `strata` in front, and ends the process with its exit code. */
export async function main(words: readonly string[], installation: Installation): Promise<void> {
  const { env: environment } = process;
  const terminal = { language: languageFrom(environment), out: new Output(() => process.stdout), error: new Output(() => process.stderr), environment };
  const code = await guarded(terminal, () => carryOut(words, terminal, installation));
  await terminal.out.drained();
  await terminal.error.drained();
  process.exit(terminal.out.trouble === undefined ? code : outputLost(terminal, terminal.out.trouble));
}

/** A reader that has seen enough is nothing to complain about. */
function outputLost({ error, language }: Terminal, trouble: string): number {
  if (trouble !== 'EPIPE') error.write(`strata: ${render(message(SENTENCES.output_lost, { reason: trouble }), language)}\n`);
  return EXIT_CODES.output.code;
}

/** The exit code of the work; a refusal or a bug becomes a message on standard error. */
async function guarded(terminal: Terminal, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (trouble) {
    if (trouble instanceof Refusal) return refused(trouble, terminal);
    return failed(trouble, terminal);
  }
}

/** Why something was not written. */
const NOT_WRITTEN: ReadonlySet<MessageRow> = new Set([
  FILE_NOT_WRITABLE, REFUSED.exists, REFUSED.name_taken, REFUSED.not_layout, REFUSED.disk_room, REFUSED.disk_records, REFUSED.disk_size,
]);

function refused(refusal: Refusal, { error, language }: Terminal): number {
  const isDamage = refusal instanceof LoadError || refusal instanceof ImageDamage;
  const place = isDamage ? render(message(SENTENCES.image_place, { section: refusal.section, offset: refusal.offset }), language) : '';
  // As compilers say it, so that editors find the line.
  const before = refusal instanceof BuildError ? `${refusal.file}:${refusal.line}: error ` : 'strata: ';
  for (const each of [refusal, ...(refusal instanceof UsageError ? refusal.further : [])]) error.write(`${before}${each.text(language)}${place}\n`);
  if (refusal instanceof UsageError) return EXIT_CODES.usage.code;
  if (refusal instanceof BuildError) return EXIT_CODES.source.code;
  if (isDamage) return EXIT_CODES.image.code;
  if (NOT_WRITTEN.has(refusal.row)) return EXIT_CODES.output.code;
  if (refusal.row === PROGRAM_TOO_LARGE || refusal.row === NO_HOST_MEMORY) return EXIT_CODES.limit.code;
  return EXIT_CODES.input.code;
}

function failed(trouble: unknown, { error, language }: Terminal): number {
  const what = trouble instanceof Bug ? trouble.message : String(trouble);
  error.write(`strata: ${render(message(SENTENCES.bug, { what }), language)}\n${trouble instanceof Error ? trouble.stack ?? '' : ''}\n`);
  return EXIT_CODES.bug.code;
}

async function carryOut(words: readonly string[], terminal: Terminal, installation: Installation): Promise<number> {
  const at = commandAt(words);
  const given = new Given();
  readArguments({ command: 'strata', flags: PROGRAM_FLAGS, operands: [] }, words.slice(0, at), given);
  chooseLanguage(given, terminal);
  if (at < words.length && !given.has('help')) return call(words.slice(at), terminal, installation);
  if (given.has('version')) terminal.out.write(`strata ${version}\n`);
  else if (given.has('help')) terminal.out.write(programHelp(styleOf(terminal)));
  else {
    terminal.error.write(programHelp(styleOf(terminal)));
    return EXIT_CODES.usage.code;
  }
  return EXIT_CODES.done.code;
}

/** Where the name of the command stands among the words; their count where there is none. */
function commandAt(words: readonly string[]): number {
  const takesValue = (word: string): boolean => PROGRAM_FLAGS.some(({ name, value }) => value !== undefined && word === `--${name}`);
  let at = 0;
  while (at < words.length && words[at].startsWith('-')) at += takesValue(words[at]) ? 2 : 1;
  return Math.min(at, words.length);
}

function chooseLanguage(given: Given, terminal: Terminal): void {
  const language = given.text('language');
  if (language !== undefined) terminal.language = language === 'ko' ? 'ko' : 'en';
}

function styleOf({ language, out }: Terminal): HelpStyle {
  return { language, width: out.width };
}

async function call(words: readonly string[], terminal: Terminal, installation: Installation): Promise<number> {
  if (isGroup(words[0]) && (words.length === 1 || words[1].startsWith('-'))) return explainGroup(words[0], words.slice(1), terminal);
  const { name, length } = commandName(words);
  const given = new Given();
  try {
    readArguments(grammarOf(name), words.slice(length), given);
  } finally {
    chooseLanguage(given, terminal);
  }
  if (given.has('help')) return explain(name, terminal);
  if (name === 'help') return help(given.operands, terminal, installation);
  const command = await IMPLEMENTATIONS[name]();
  return command({ given, terminal, platform: new NodePlatform(), folder: process.cwd(), installation } satisfies Call);
}

async function help(words: readonly string[], terminal: Terminal, installation: Installation): Promise<number> {
  if (words.length === 0) return carryOut(['--help'], terminal, installation);
  return words.length === 1 && isGroup(words[0]) ? explainGroup(words[0], ['--help'], terminal) : explain(commandName(words).name, terminal);
}

/** What is in a group: asked for, or because it alone is no command. */
function explainGroup(group: string, words: readonly string[], terminal: Terminal): number {
  const given = new Given();
  readArguments({ command: group, flags: COMMON_FLAGS, operands: [] }, words, given);
  chooseLanguage(given, terminal);
  const asked = given.has('help');
  (asked ? terminal.out : terminal.error).write(programHelp(styleOf(terminal), group));
  return asked ? EXIT_CODES.done.code : EXIT_CODES.usage.code;
}

/** The command that the words begin with, and how many of them are its name: two where the first names a group. */
function commandName(words: readonly string[]): { readonly name: CommandName; readonly length: number } {
  const length = isGroup(words[0]) ? 2 : 1, word = words.slice(0, length).join(' ');
  if (commandRow(word) !== undefined) return { name: word as CommandName, length };
  const near = nearest(word, Object.keys(COMMANDS));
  throw near === undefined ? new UsageError(USAGE.command, { name: word }) : new UsageError(withSuggestion(USAGE.command), { name: word, near });
}

/** All that the command line of a command may hold. */
export function grammarOf(name: CommandName): Grammar {
  const row: CommandRow = COMMANDS[name];
  return { command: name, operands: row.operands, rest: row.rest, flags: [...row.flags, ...launchFlags(row), ...COMMON_FLAGS] };
}

function explain(name: CommandName, terminal: Terminal): number {
  terminal.out.write(commandHelp(name, launchFlags(COMMANDS[name]), styleOf(terminal)));
  return EXIT_CODES.done.code;
}
