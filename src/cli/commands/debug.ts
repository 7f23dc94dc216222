// `strata debug`: the debugger at a prompt, or carrying out a script.
import { Refusal } from '../../base/message';
import { RequestFailed } from '../../client/client';
import { PROGRAM_HAS_ERRORS } from '../../adapter/messages';
import type { Call } from '../call';
import { makeShell } from '../debug/make-shell';
import { PROMPT, SAYS } from '../debug/messages';
import { prompt } from '../debug/prompt';
import type { Shell } from '../debug/shell';
import type { Launch } from '../debug/target';
import { Writer } from '../debug/writer';
import { linesOfText, sentence } from '../diagnostics';
import { EXIT_CODES } from '../exit-codes';
import type { Given } from '../flags';
import { launchOptions } from '../launch-flags';
import { isImage, readOperand, STANDARD, textOf } from '../programs';
import { isTyped, readStandardInput } from '../standard-input';

/** Debugs until `quit`, the end of the input, or the end of the scripts where nothing else is wanted. */
export async function debug(call: Call): Promise<number> {
  const writer = new Writer(call.terminal, call.given.has('json'));
  const { terminal: { language }, platform, folder, installation: { adapter } } = call;
  const shell = makeShell({ language, platform, folder, adapter }, stoppingAtEnd(await launchOf(call)), writer);
  try {
    const refused = await load(shell, writer);
    if (refused !== undefined) return refused;
    await converse(shell, call);
    await letEnd(shell);
    return shell.failed && (call.given.has('batch') || !isTyped()) ? EXIT_CODES.found.code : EXIT_CODES.done.code;
  } finally {
    await shell.target.close();
  }
}

/** One can go back from the end, where anything is recorded. */
function stoppingAtEnd(launch: Launch): Launch {
  return { ...launch, stopOnExit: launch.history > 0 };
}

/** A run that has come to its end is over when nobody wants to go back from there any more. */
async function letEnd(shell: Shell): Promise<void> {
  const { target } = shell;
  if (target.atEnd) shell.write(await shell.halted(await target.go(() => target.client.request('continue', { threadId: target.thread }))));
}

/** The launch, as the adapter takes it. */
async function launchOf(call: Call): Promise<Launch> {
  const { given, platform } = call;
  const folder = platform.resolve(call.folder, given.text('cwd') ?? '.');
  const [operand] = given.operands;
  if (operand !== STANDARD) return launchOptions(given, platform.resolve(folder, operand), folder);
  const content = await readOperand(call, STANDARD);
  if (isImage(content)) throw new Refusal(PROMPT.standard_program);
  const path = platform.join(folder, content.name);
  return { ...launchOptions(given, path, folder), openTexts: { [path]: textOf(content) } };
}

/** Loads the program; the exit code where it is refused. */
async function load(shell: Shell, writer: Writer): Promise<number | undefined> {
  try {
    await shell.target.load();
    return undefined;
  } catch (trouble) {
    if (!(trouble instanceof RequestFailed)) throw trouble;
    writer.result({ type: 'error', command: 'launch', message: trouble.message });
    return `R${trouble.id}` === PROGRAM_HAS_ERRORS.code ? EXIT_CODES.source.code : EXIT_CODES.input.code;
  }
}

/** Scripts first, then the commands of the command line, then what is typed or piped in. */
async function converse(shell: Shell, { given, terminal }: Call): Promise<void> {
  const batch = given.has('batch');
  shell.target.haltsAtInput = true;
  await scripts(shell, given);
  if (batch || shell.ended) return;
  if (isTyped()) {
    shell.target.haltsAtInput = false;
    if (!given.has('json')) terminal.out.write(`${sentence(SAYS.welcome, terminal.language, { program: given.operands[0] })}\n`);
    await prompt(shell, { input: process.stdin, output: process.stdout, terminal: terminal.out.isTerminal, environment: terminal.environment });
  } else if (given.operands[0] !== STANDARD) {
    const text = new TextDecoder().decode(await readStandardInput());
    for (const line of linesOfText(text)) if (!shell.ended) await shell.carryOut(line);
  }
}

/** Carries out the scripts and commands that were given; false where one of them failed, which ends them all. */
async function scripts(shell: Shell, given: Given): Promise<boolean> {
  for (const path of given.texts('script')) if (!await shell.lines([`source ${path}`])) return false;
  return shell.lines(given.texts('execute'));
}
