// The door of the command line: picks the command, reads its arguments, and turns whatever goes wrong into a message
// and an exit code. A command's own file is loaded only when it is called, because starting must be quick.
import { NO_HOST_MEMORY, PROGRAM_TOO_LARGE } from '../adapter/messages';
import { Bug } from '../base/assert';
import { Refusal, render, message } from '../base/message';
import { LoadError } from '../image/messages';
import { FILE_NOT_WRITABLE } from '../platform/messages';
import { NodePlatform } from '../platform/node/platform';
import { nearest } from '../base/suggest';
import { version } from '../../package.json';
import { readArguments, type Grammar } from './arguments';
import type { Call, Command, Installation } from './call';
import { COMMANDS, COMMON_FLAGS, commandRow, PROGRAM_FLAGS, type CommandName, type CommandRow } from './commands';
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
  debug: async () => (await import('./commands/debug.js')).debug,
  dap: async () => (await import('./commands/dap.js')).dap,
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

function refused(refusal: Refusal, { error, language }: Terminal): number {
  const place = refusal instanceof LoadError ? render(message(SENTENCES.image_place, { section: refusal.section, offset: refusal.offset }), language) : '';
  for (const each of [refusal, ...(refusal instanceof UsageError ? refusal.further : [])]) error.write(`strata: ${each.text(language)}${place}\n`);
  if (refusal instanceof UsageError) return EXIT_CODES.usage.code;
  if (refusal instanceof LoadError) return EXIT_CODES.image.code;
  if (refusal.row === FILE_NOT_WRITABLE) return EXIT_CODES.output.code;
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
  if (at < words.length && !given.has('help')) return call(words[at], words.slice(at + 1), terminal, installation);
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

async function call(word: string, words: readonly string[], terminal: Terminal, installation: Installation): Promise<number> {
  const name = commandName(word);
  const given = new Given();
  try {
    readArguments(grammarOf(name), words, given);
  } finally {
    chooseLanguage(given, terminal);
  }
  if (given.has('help')) return explain(name, terminal);
  if (name === 'help') return given.operands.length > 0 ? explain(commandName(given.operands[0]), terminal) : carryOut(['--help'], terminal, installation);
  const command = await IMPLEMENTATIONS[name]();
  return command({ given, terminal, platform: new NodePlatform(), folder: process.cwd(), installation } satisfies Call);
}

function commandName(word: string): CommandName {
  if (commandRow(word) !== undefined) return word as CommandName;
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
