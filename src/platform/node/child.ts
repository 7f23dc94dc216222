// Runs a program of ours in a process of its own and gives what it wrote.
import { spawn } from 'node:child_process';

/** What it wrote, whatever its exit code. Rejects where it could not be started. A signal that aborts ends it. */
export function runChild(program: string, words: readonly string[], signal: AbortSignal, onText: (text: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
    let text = '';
    const take = (piece: string): void => {
      text += piece;
      onText(piece);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    signal.addEventListener('abort', () => child.kill(), { once: true });
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
}
