// `strata debug`: the debugger at a prompt, or carrying out a script.
import { Refusal } from '../../base/message';
import { RequestFailed } from '../../client/client';
import { PROGRAM_HAS_ERRORS, SAYS as ADAPTER_SAYS } from '../../adapter/messages';
import type { Call } from '../call';
import { BREAKPOINTS } from '../debug/breakpoint-commands';
import { Inspection } from '../debug/inspection';
import { LOOKING } from '../debug/looking-commands';
import { PROMPT, SAYS } from '../debug/messages';
import { Points } from '../debug/points';
import { prompt } from '../debug/prompt';
import type { Result } from '../debug/results';
import { RUNNING } from '../debug/running-commands';
import { SESSION } from '../debug/session-commands';
import { Shell } from '../debug/shell';
import { Show } from '../debug/show';
import { Target, type Launch } from '../debug/target';
import { linesOfText, sentence } from '../diagnostics';
import { EXIT_CODES } from '../exit-codes';
import type { Given } from '../flags';
import { launchOptions } from '../launch-flags';
import { isImage, readOperand, shownPath, STANDARD, textOf } from '../programs';
import { isTyped, readStandardInput } from '../standard-input';
import type { Terminal } from '../terminal';

/** Debugs until `quit`, the end of the input, or the end of the scripts where nothing else is wanted. */
export async function debug(call: Call): Promise<number> {
  const writer = new Writer(call.terminal, call.given.has('json'));
  const shell = makeShell(call, await launchOf(call), writer);
  try {
    const refused = await load(shell, writer);
    if (refused !== undefined) return refused;
    await converse(shell, call);
    return shell.failed && (call.given.has('batch') || !isTyped()) ? EXIT_CODES.found.code : EXIT_CODES.done.code;
  } finally {
    await shell.target.close();
  }
}

/** Writes results and output, for people or as JSON. */
class Writer {
  private readonly show: Show;
  /** Whether the program's output ended within a line. */
  private withinLine = false;

  constructor(private readonly terminal: Terminal, private readonly json: boolean) {
    this.show = new Show(terminal.language);
  }

  result(result: Result): void {
    if (this.json) return this.terminal.out.write(`${JSON.stringify(result)}\n`);
    const text = this.show.text(result);
    if (this.withinLine && text !== '') this.terminal.out.write('\n');
    this.withinLine = text === '' && this.withinLine;
    (result.type === 'error' ? this.terminal.error : this.terminal.out).write(text);
  }

  /** What the program prints and the adapter says. */
  output(category: string, text: string): void {
    if (this.json) return this.terminal.out.write(`${JSON.stringify({ type: 'output', category, text })}\n`);
    if (category !== 'stdout' && this.withinLine) this.terminal.out.write('\n');
    this.withinLine = !text.endsWith('\n');
    (category === 'stderr' ? this.terminal.error : this.terminal.out).write(text);
  }
}

/** The launch, as the adapter takes it. */
async function launchOf(call: Call): Promise<Launch> {
  const { given, platform } = call;
  const folder = platform.resolve(call.folder, given.text('cwd') ?? '.');
  const [operand] = given.operands;
  if (operand !== STANDARD) return { ...launchOptions(given, platform.resolve(folder, operand), folder) } as unknown as Launch;
  const content = await readOperand(call, STANDARD);
  if (isImage(content)) throw new Refusal(PROMPT.standard_program);
  const path = platform.join(folder, content.name);
  return { ...launchOptions(given, path, folder), openTexts: { [path]: textOf(content) } } as unknown as Launch;
}

function makeShell(call: Call, launch: Launch, writer: Writer): Shell {
  const { terminal: { language }, platform, installation, folder } = call;
  const shown = (path: string): string => shownPath(call, path);
  const target: Target = new Target(installation.adapter, language, launch, {
    onOutput: (category, text) => {
      // What to type where the program waits is another thing in scripts than in a Debug Console.
      if (!target.haltsAtInput || text !== `${ADAPTER_SAYS.waiting[language]}\n`) writer.output(category, text);
    },
    onBreakpoint: (breakpoint) => points.update(breakpoint),
  });
  const points = new Points(target.client, shown);
  const readFile = (path: string): string | undefined => {
    const bytes = platform.readFile(path);
    return bytes && new TextDecoder().decode(bytes);
  };
  const inspection = new Inspection(target.client, language, { read: readFile, shown });
  return new Shell({
    target, points, inspection, language, shown, write: (result) => writer.result(result),
    resolve: (path) => platform.resolve(folder, path),
    actions: { ...RUNNING, ...BREAKPOINTS, ...LOOKING, ...SESSION },
    readScript: (path) => {
      const text = readFile(platform.resolve(folder, path));
      if (text === undefined) throw new Refusal(PROMPT.no_script, { path });
      return linesOfText(text);
    },
  });
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
    await prompt(shell, { input: process.stdin, output: process.stdout, environment: terminal.environment });
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
