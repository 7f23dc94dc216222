// The prompt where a person types: lines with history and completion. What is typed while the program waits for input goes
// to the program; Ctrl+C pauses it.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as readline from 'node:readline';
import { complete, type Proposals } from './completion';
import type { Shell } from './shell';

const PROMPT_TEXT = '(strata) ';
/** Lines of history that are kept. */
const HISTORY_MAX = 1000;

/** Where a person sits, and where the system keeps what programs remember. */
export interface Seat {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Whether keys come one by one, and lines can be edited. */
  readonly terminal: boolean;
  readonly environment: NodeJS.ProcessEnv;
}

/** Reads and carries out lines until the shell has ended, or the person ends the input. */
export async function prompt(shell: Shell, seat: Seat): Promise<void> {
  const file = historyFile(seat.environment);
  const conversation = new Conversation(shell, seat, readHistory(file));
  await conversation.run();
  if (conversation.history.length > 0) writeHistory(file, conversation.history);
}

/** One person at the prompt. A line that comes while the program runs waits: for the program to want it, or to stop. */
class Conversation {
  private reader: readline.Interface;
  private readonly waiting: string[] = [];
  private busy = false;
  /** No more lines will come. */
  private closed = false;
  private finish: () => void = () => undefined;
  private fail: (trouble: unknown) => void = () => undefined;

  /** @param history lines of before, newest first */
  constructor(private readonly shell: Shell, private readonly seat: Seat, public history: string[]) {
    this.reader = this.open();
  }

  async run(): Promise<void> {
    const finished = new Promise<void>((resolve, reject) => {
      this.finish = resolve;
      this.fail = reject;
    });
    this.shell.target.onWaiting = () => this.serve();
    this.reader.prompt();
    await finished;
    this.closed = true;
    this.reader.close();
  }

  private open(): readline.Interface {
    const { input, output, terminal } = this.seat;
    const reader = readline.createInterface({
      input, output, terminal, prompt: PROMPT_TEXT, history: this.history, historySize: HISTORY_MAX, removeHistoryDuplicates: true,
      completer: (line: string, done: (error: Error | null, result: Proposals) => void) => {
        complete(this.shell, line).then((result) => done(null, result), (trouble: Error) => done(trouble, [[], line]));
      },
    });
    reader.on('history', (lines) => { this.history = lines; });
    reader.on('line', (line) => {
      this.waiting.push(line);
      this.serve();
    });
    reader.on('SIGINT', () => this.interrupt());
    reader.on('close', () => { this.close().catch(this.fail); });
    return reader;
  }

  /** Does with the lines that wait what can be done now. */
  private serve(): void {
    if (this.shell.target.state === 'waiting' && this.busy) {
      for (const line of this.waiting.splice(0, 1)) this.shell.sendInput(line).catch(this.fail);
    } else if (!this.busy) this.next();
  }

  /** Carries out the next line, if one waits. */
  private next(): void {
    const line = this.waiting.shift();
    if (line === undefined) {
      if (this.closed) this.finish();
      else this.reader.prompt();
      return;
    }
    this.busy = true;
    this.shell.typed(line).then(() => {
      this.busy = false;
      if (this.shell.ended) this.finish();
      else this.next();
    }, this.fail);
  }

  private interrupt(): void {
    if (this.busy) this.shell.target.interrupt();
    else {
      this.seat.output.write('\n');
      this.reader.write(null, { ctrl: true, name: 'u' });
      this.reader.prompt();
    }
  }

  /** Ctrl+D: at the prompt it quits, while the program runs it ends the program's input. */
  private async close(): Promise<void> {
    if (this.closed) return;
    this.seat.output.write('\n');
    if (this.busy) await this.shell.target.client.request('strata/input', { end: true });
    this.closed = !this.busy || ('readableEnded' in this.seat.input && this.seat.input.readableEnded === true);
    if (!this.busy) this.finish();
    else if (!this.closed) this.reader = this.open();
  }
}

/** Where the system keeps what programs remember between runs. */
function historyFile({ XDG_STATE_HOME, LOCALAPPDATA }: NodeJS.ProcessEnv): string {
  const home = os.homedir();
  const usual = process.platform === 'win32' ? LOCALAPPDATA ?? path.join(home, 'AppData', 'Local')
    : process.platform === 'darwin' ? path.join(home, 'Library', 'Application Support') : path.join(home, '.local', 'state');
  return path.join(XDG_STATE_HOME ?? usual, 'strata', 'history');
}

/** The lines of the history, newest first, as readline has them; none where they cannot be read. */
function readHistory(file: string): string[] {
  try {
    return fs.readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').slice(-HISTORY_MAX).reverse();
  } catch (trouble) {
    if (trouble instanceof Error && 'code' in trouble) return [];
    throw trouble;
  }
}

/** A history that cannot be kept is no reason to trouble anybody. */
function writeHistory(file: string, lines: readonly string[]): void {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, `${[...lines].reverse().join('\n')}\n`, { mode: 0o600 });
  } catch (trouble) {
    if (!(trouble instanceof Error && 'code' in trouble)) throw trouble;
  }
}
