// The prompt where a person types: lines with history and completion. What is typed while the program runs goes to the
// program; Ctrl+C pauses it.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as readline from 'node:readline';
import { complete } from './completion';
import type { Shell } from './shell';

const PROMPT_TEXT = '(strata) ';
/** Lines of history that are kept. */
const HISTORY_MAX = 1000;

/** Reads and carries out lines until the shell has ended, or the person ends the input. */
export async function prompt(shell: Shell, environment: NodeJS.ProcessEnv): Promise<void> {
  const file = historyFile(environment);
  const reader = readline.createInterface({
    input: process.stdin, output: process.stdout, prompt: PROMPT_TEXT, history: readHistory(file), historySize: HISTORY_MAX, removeHistoryDuplicates: true,
    completer: (line: string, done: (error: Error | null, result: [string[], string]) => void) => {
      complete(shell, line).then((result) => done(null, result), (trouble: Error) => done(trouble, [[], line]));
    },
  });
  let history: string[] = [];
  reader.on('history', (lines) => { history = lines; });
  await new Conversation(shell, reader).run();
  if (history.length > 0) writeHistory(file, history);
}

/** One person at the prompt. */
class Conversation {
  /** Whether a command is being carried out, so that lines belong to the program. */
  private busy = false;
  private finish: () => void = () => undefined;

  constructor(private readonly shell: Shell, private readonly reader: readline.Interface) {}

  async run(): Promise<void> {
    const { reader, shell } = this;
    const finished = new Promise<void>((resolve, reject) => {
      this.finish = resolve;
      reader.on('line', (line) => { this.line(line).catch(reject); });
      reader.on('close', () => { this.close(); });
    });
    reader.on('SIGINT', () => this.interrupt());
    if (!shell.ended) reader.prompt();
    await finished;
    reader.close();
  }

  private async line(text: string): Promise<void> {
    const { shell, reader } = this;
    if (this.busy) return void await shell.sendInput(text);
    this.busy = true;
    await shell.typed(text);
    this.busy = false;
    if (shell.ended) this.finish();
    else reader.prompt();
  }

  private interrupt(): void {
    if (this.busy) this.shell.target.pause();
    else {
      process.stdout.write('\n');
      this.reader.write(null, { ctrl: true, name: 'u' });
      this.reader.prompt();
    }
  }

  /** Ctrl+D at the prompt quits; while the program runs, it has ended the person's input for good. */
  private close(): void {
    this.shell.ended = true;
    process.stdout.write('\n');
    this.finish();
  }
}

/** Where the system keeps what programs remember between runs. */
function historyFile({ XDG_STATE_HOME, LOCALAPPDATA }: NodeJS.ProcessEnv): string {
  const home = os.homedir();
  const state = process.platform === 'win32' ? LOCALAPPDATA ?? path.join(home, 'AppData', 'Local')
    : process.platform === 'darwin' ? path.join(home, 'Library', 'Application Support')
      : XDG_STATE_HOME ?? path.join(home, '.local', 'state');
  return path.join(state, 'strata', 'history');
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
