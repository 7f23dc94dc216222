// Runs the real command line as a process of its own, as a shell would.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

/** The program, compiled next to these tests. */
const PROGRAM = path.resolve(__dirname, '../../src/cli.js');

/** What a process came to. */
export interface Finished {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a process is started. */
export interface Start {
  /** What stands on standard input, which then ends. Absent: nothing. */
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** English, whatever the machine of the tests speaks. */
const ENVIRONMENT = { LC_ALL: 'C', LC_MESSAGES: '', LANG: '' };

/** Starts `strata` and leaves it to the test. */
export function start(args: readonly string[], { cwd, environment }: Start = {}): ChildProcess {
  return spawn(process.execPath, [PROGRAM, ...args], { cwd, env: { ...process.env, ...ENVIRONMENT, ...environment }, stdio: 'pipe' });
}

/** Runs `strata` to its end. */
export async function strata(args: readonly string[], given: Start = {}): Promise<Finished> {
  const child = start(args, given);
  child.stdin?.end(given.input ?? '');
  return finished(child);
}

/** Resolves when a process has ended and all its output has come. */
export function finished(child: ChildProcess): Promise<Finished> {
  let stdout = '', stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => { stdout += text; });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
  // A program that does not read all its input closes its end.
  child.stdin?.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

/** Resolves when the text has come on a stream of the process. */
export function says(child: ChildProcess, text: string, stream: 'stdout' | 'stderr' = 'stdout'): Promise<void> {
  let heard = '';
  return new Promise((resolve, reject) => {
    child[stream]?.on('data', (bytes: Uint8Array | string) => {
      heard += String(bytes);
      if (heard.includes(text)) resolve();
    });
    child.once('close', () => reject(new Error(`it ended after saying ${JSON.stringify(heard)}`)));
  });
}

/** A folder with files in it, for the length of some work. */
export async function withFolder<T>(files: Readonly<Record<string, string | Uint8Array>>, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'strata-cli-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
