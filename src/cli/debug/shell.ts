// The debugger at the prompt: carries out lines, remembers what Enter repeats and what is shown at every stop, and turns
// whatever goes wrong into a result. Where lines come from is the business of `prompt.ts` and `script.ts`.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { Refusal, type Language } from '../../base/message';
import { RequestFailed } from '../../client/client';
import type { Examined } from './examine';
import { isReal, type Inspection } from './inspection';
import { findCommand, SHELL, type ShellCommand, type ShellRow } from './commands';
import { parseLine, type ShellLine } from './lines';
import { PROMPT } from './messages';
import type { Points } from './points';
import type { Result, ShownValue } from './results';
import { isConnectionEnded, wordsOf, type Halt, type Target } from './target';

/** Carries out a command. */
export type Action = (shell: Shell, line: ShellLine) => Promise<Result | undefined>;

/** What a shell works with. */
export interface ShellParts {
  readonly target: Target;
  readonly points: Points;
  readonly inspection: Inspection;
  readonly language: Language;
  readonly actions: Readonly<Record<ShellCommand, Action>>;
  /** Takes what a command came to. */
  readonly write: (result: Result) => void;
  /** A path as it is shown. */
  readonly shown: (path: string) => string;
  /** The path of a source that somebody typed, from the current folder or that of the program. */
  readonly resolveSource: (file: string) => string;
  /** The lines of a script; refuses where there is none. */
  readonly readScript: (path: string) => readonly string[];
}

/** An expression that is shown at every stop. */
export interface Display {
  readonly number: number;
  readonly expression: string;
  readonly format: string;
}

/** How deep scripts may call each other. */
const SCRIPTS_MAX = 32;

export class Shell {
  readonly target: Target;
  readonly points: Points;
  readonly inspection: Inspection;
  readonly language: Language;
  readonly displays: Display[] = [];
  /** Numbers of breakpoints and displays that were given out. */
  lastDisplay = 0;
  /** Causes of traps that stop, beside those that would end the run. */
  catching: readonly string[] = ['breakpoint'];
  /** Where `list` and `x` go on. */
  listed: { readonly source: P.Source; readonly next: number } | undefined;
  examined: Examined | undefined;
  /** Nothing more is to be carried out. */
  ended = false;
  /** A command has failed. */
  failed = false;
  private repeated: string | undefined;
  private place = '';
  private scripts = 0;

  constructor(private readonly parts: ShellParts) {
    this.target = parts.target;
    this.points = parts.points;
    this.inspection = parts.inspection;
    this.language = parts.language;
  }

  write(result: Result): void {
    this.parts.write(result);
  }

  /** A path as it is shown. */
  shown(path: string): string {
    return this.parts.shown(path);
  }

  /** The path of a source that somebody typed, whether or not it is there. */
  resolveSource(file: string): string {
    return this.parts.resolveSource(file);
  }

  /** Carries out a line that somebody typed: an empty one repeats what may be repeated. */
  async typed(text: string): Promise<boolean> {
    if (text.trim() !== '') return this.carryOut(text);
    return this.repeated === undefined || this.carryOut(this.repeated);
  }

  /** Carries out a line; false where it failed. */
  async carryOut(text: string): Promise<boolean> {
    const line = parseLine(text);
    if (line === undefined) return true;
    try {
      const name = commandNamed(line.word);
      const row: ShellRow = SHELL[name];
      // A listing that is repeated goes on where it ended, so its operands are not repeated.
      this.repeated = row.repeats ? (name === 'list' || name === 'x' ? name : text) : undefined;
      const action: Action = this.parts.actions[name];
      const result = await action(this, line);
      if (result !== undefined) this.write(result);
      return true;
    } catch (trouble) {
      if (isConnectionEnded(trouble)) await this.target.gone();
      this.fail(text, trouble);
      return false;
    }
  }

  /** A refusal is a result; anything else is a bug. */
  private fail(command: string, trouble: unknown): void {
    if (!(trouble instanceof Refusal || trouble instanceof RequestFailed)) throw trouble;
    this.failed = true;
    this.repeated = undefined;
    const message = trouble instanceof Refusal ? trouble.text(this.language) : trouble.message;
    this.write({ type: 'error', command, message });
  }

  /** Carries out the lines of a file, up to the first that fails. */
  async script(path: string): Promise<boolean> {
    if (this.scripts >= SCRIPTS_MAX) throw new Refusal(PROMPT.nested, { limit: SCRIPTS_MAX });
    this.scripts++;
    try {
      return await this.lines(this.parts.readScript(path));
    } finally {
      this.scripts--;
    }
  }

  /** Carries out lines, up to the first that fails. */
  async lines(lines: readonly string[]): Promise<boolean> {
    for (const line of lines) {
      if (this.ended) break;
      if (!await this.carryOut(line)) return false;
    }
    return true;
  }

  /** Gives the program a line that a person typed while it runs; where it waits, `=` evaluates and `.eof` ends the input. */
  async sendInput(text: string): Promise<void> {
    const { client, state } = this.target;
    if (state !== 'waiting') await client.request('strata/input', { text: `${text}\n` });
    else {
      const { result } = await client.request('evaluate', { expression: text, context: 'repl' });
      if (text.startsWith('=')) this.write({ type: 'text', text: result });
    }
  }

  /** Refuses unless the program is stopped somewhere. */
  requireStop(): void {
    if (this.target.state !== 'stopped' && this.target.state !== 'waiting') throw new Refusal(PROMPT.not_started);
  }

  /** What a halt is to those who look: frame, line, operand stack. */
  async halted(halt: Halt): Promise<Result> {
    if (halt.kind === 'waiting') {
      this.inspection.choose(this.target.thread);
      return { type: 'waiting' };
    }
    if (halt.kind === 'exited') {
      this.place = '';
      return { type: 'exited', code: halt.code };
    }
    return this.stopped(halt.body);
  }

  private async stopped(body: Extract<Halt, { kind: 'stopped' }>['body']): Promise<Result> {
    const { inspection, target } = this;
    this.listed = undefined;
    inspection.choose(target.thread);
    const breakpoints = await this.points.hit(body.hitBreakpointIds ?? []);
    const frame = await inspection.frame();
    const place = `${target.thread} ${frame.name} ${(await inspection.stack()).filter(isReal).length}`;
    const elsewhere = place !== this.place;
    this.place = place;
    return {
      type: 'stopped', reason: body.reason, ...wordsOf(body), breakpoints, thread: target.thread, elsewhere,
      frame: inspection.shownFrame(frame, 0), line: await inspection.lineOf(frame), instruction: await inspection.instructionOf(frame),
      stack: await inspection.operands(), displays: await this.shownDisplays(),
    };
  }

  /** What the displays are worth here; those without a value here are left out. */
  async shownDisplays(): Promise<ShownValue[]> {
    const shown: ShownValue[] = [];
    for (const display of this.displays) {
      try {
        const { value, type } = await this.inspection.value(display.expression, display.format);
        shown.push({ name: `${display.number}: ${display.expression}`, value, type });
      } catch (trouble) {
        if (!(trouble instanceof RequestFailed)) throw trouble;
      }
    }
    return shown;
  }
}

/** The command that a word names; refuses where it names none, or several. */
export function commandNamed(word: string): ShellCommand {
  const found = findCommand(word);
  if (typeof found === 'string') return found;
  if (found.length === 0) throw new Refusal(PROMPT.unknown, { word });
  throw new Refusal(PROMPT.ambiguous, { word, names: found.join(', ') });
}
