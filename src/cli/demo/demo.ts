// `npm run demo`: debugs an example through the real adapter process and shows what it sees: stops, operand stacks, frames.
// Everything that is shown comes from the adapter; nothing of it is known beforehand but the example's name.
import { defined } from '../../base/assert';
import type { Arguments, Language, Text } from '../../base/message';
import { NodePlatform } from '../../platform/node/platform';
import { readLaunch } from '../../options/read';
import { Inspection, isReal } from '../debug/inspection';
import { Target, type Halt } from '../debug/target';
import { sentence } from '../diagnostics';
import { padded, wrapped } from '../layout';
import type { Output, Paint } from '../terminal';
import { DEMO } from './messages';

/** What the demonstration shows. */
const EXAMPLE = 'examples/factorial.sasm';
const FUNCTION = 'factorial';
const DEEPEST = 'n == 0';

/** Lines of source around a stop, and instructions that are stepped at most. */
const LINES_AROUND = 3;
const STEPS_MAX = 12;
/** Width of the first column of a table, in cells. */
const COLUMN = 24;

/** Where the demonstration takes place. */
export interface Stage {
  /** The program of the adapter, and the folder that holds the examples. */
  readonly adapter: string;
  readonly folder: string;
  readonly language: Language;
  readonly out: Output;
  readonly paint: Paint;
}

/** Shows it; whether the program ran to its end without trouble. */
export async function demonstrate(stage: Stage): Promise<boolean> {
  return new Demonstration(stage).run();
}

class Demonstration {
  private readonly target: Target;
  private readonly inspection: Inspection;
  private printed = '';

  constructor(private readonly stage: Stage) {
    const platform = new NodePlatform();
    const { options } = readLaunch({ program: platform.join(stage.folder, EXAMPLE), cwd: stage.folder });
    this.target = new Target(stage.adapter, stage.language, options, {
      onOutput: (category, text) => { if (category === 'stdout') this.printed += text; },
      onBreakpoint: () => undefined,
    });
    this.inspection = new Inspection(this.target, stage.language, {
      read: (path) => { const bytes = platform.readFile(path); return bytes && new TextDecoder().decode(bytes); },
      shown: (path) => platform.relative(stage.folder, path) ?? path,
    });
  }

  async run(): Promise<boolean> {
    await this.target.load();
    this.title(DEMO.title);
    this.say(DEMO.setting, { program: EXAMPLE, pid: this.target.pid ?? '?' });
    await this.firstStop();
    await this.steps();
    await this.deepestCall();
    await this.wayBack();
    const code = await this.end();
    await this.target.close();
    return code === 0;
  }

  // The acts

  private async firstStop(): Promise<void> {
    this.heading(DEMO.breakpoint, { name: FUNCTION });
    await this.setBreakpoint();
    await this.target.start();
    await this.goOn();
    await this.showSource();
    this.fact(DEMO.locals, await this.localsText());
    this.fact(DEMO.stack, stackText(await this.inspection.operands(), this.stage.paint));
  }

  /** Steps until the function calls itself. */
  private async steps(): Promise<void> {
    this.heading(DEMO.stepping);
    this.row(this.word(DEMO.instruction), this.word(DEMO.stack), true);
    const depth = (await this.inspection.stack()).length;
    for (let left = STEPS_MAX; left > 0 && (await this.inspection.stack()).length === depth; left--) {
      const instruction = defined(await this.inspection.instructionOf(await this.inspection.frame()), 'the instruction at a stop');
      await this.step('stepIn');
      const called = (await this.inspection.stack()).length > depth;
      this.row(instruction, called ? `→ ${(await this.inspection.frame()).name} (${await this.localsText()})` : stackText(await this.inspection.operands(), this.stage.paint));
    }
  }

  /** The call stack at its highest, with what waits in each frame. */
  private async deepestCall(): Promise<void> {
    this.heading(DEMO.deepest, { condition: DEEPEST });
    await this.setBreakpoint(DEEPEST);
    await this.goOn();
    this.row(this.word(DEMO.frame), this.word(DEMO.stack), true);
    const frames = (await this.inspection.stack()).filter(isReal);
    for (let number = 0; number < frames.length; number++) {
      await this.inspection.chooseFrame(number);
      const { name, line } = frames[number];
      this.row(`${name} (${await this.localsText()})  :${line}`, stackText(await this.inspection.operands(), this.stage.paint));
    }
    await this.inspection.chooseFrame(0);
  }

  /** Out of every call of the function. */
  private async wayBack(): Promise<void> {
    this.heading(DEMO.returning);
    this.row(this.word(DEMO.frame), this.word(DEMO.stack), true);
    while ((await this.inspection.frame()).name === FUNCTION) {
      await this.step('stepOut');
      const { name } = await this.inspection.frame();
      this.row(`${name} (${await this.localsText()})`, stackText(await this.inspection.operands(), this.stage.paint));
    }
  }

  /** To the end of the program; its exit code. */
  private async end(): Promise<number | undefined> {
    this.heading(DEMO.running_on);
    const halt = await this.request(() => this.target.client.request('continue', { threadId: this.target.thread }));
    const code = halt.kind === 'exited' ? halt.code : undefined;
    this.fact(DEMO.output, this.printed.trimEnd());
    this.fact(DEMO.exit, String(code ?? '-'));
    this.heading(DEMO.next);
    for (const text of [DEMO.in_editor, DEMO.in_browser, DEMO.in_terminal]) this.say(text);
    return code;
  }

  // Driving the adapter

  private async setBreakpoint(condition?: string): Promise<void> {
    await this.target.client.request('setFunctionBreakpoints', { breakpoints: [{ name: FUNCTION, ...(condition === undefined ? {} : { condition }) }] });
  }

  private async goOn(): Promise<void> {
    await this.request(() => this.target.client.request('continue', { threadId: this.target.thread }));
  }

  private async step(step: 'stepIn' | 'stepOut'): Promise<void> {
    await this.request(() => this.target.client.request(step, { threadId: this.target.thread, granularity: 'instruction' }));
  }

  private async request(request: () => Promise<unknown>): Promise<Halt> {
    const halt = await this.target.go(request);
    this.inspection.choose(this.target.thread);
    return halt;
  }

  // Showing

  private word(text: Text): string {
    return text[this.stage.language];
  }

  private write(text: string): void {
    this.stage.out.write(`${text}\n`);
  }

  private say(text: Text, args: Arguments = {}): void {
    const lines = wrapped(sentence(text, this.stage.language, args), Math.min(100, this.stage.out.width) - 2);
    for (const line of lines) this.write(`  ${line}`);
  }

  private title(text: Text): void {
    this.write(`\n${this.stage.paint('strong', this.word(text))}\n`);
  }

  private heading(text: Text, args: Arguments = {}): void {
    this.write('');
    const lines = wrapped(sentence(text, this.stage.language, args), Math.min(100, this.stage.out.width) - 2);
    this.write(this.stage.paint('strong', lines.map((line, i) => (i === 0 ? `■ ${line}` : `  ${line}`)).join('\n')));
    this.write('');
  }

  private row(left: string, right: string, faint = false): void {
    const text = `    ${padded(left, COLUMN)}  ${right}`;
    this.write(faint ? this.stage.paint('faint', text) : text);
  }

  private fact(name: Text, value: string): void {
    this.row(this.word(name), value);
  }

  /** The lines around the stop, with the one at which it stands. */
  private async showSource(): Promise<void> {
    const frame = await this.inspection.frame();
    const lines = defined(await this.inspection.lines(frame.source), 'the lines of the source');
    const first = Math.max(1, frame.line - LINES_AROUND), last = Math.min(lines.length, frame.line + LINES_AROUND);
    for (let line = first; line <= last; line++) {
      const text = `${line === frame.line ? '▶' : ' '} ${String(line).padStart(3)}  ${lines[line - 1]}`;
      this.write(`    ${line === frame.line ? this.stage.paint('strong', text) : this.stage.paint('faint', text)}`.trimEnd());
    }
    this.write('');
  }

  private async localsText(): Promise<string> {
    return (await this.inspection.scope('locals')).map(({ name, value }) => `${name} = ${value}`).join(', ');
  }
}

/** Operands side by side, the top at the right. */
function stackText(operands: readonly string[], paint: Paint): string {
  return operands.map((value, i) => (i === operands.length - 1 ? paint('caret', `│ ${value} │`) : `│ ${value} `)).join('') || '─';
}
