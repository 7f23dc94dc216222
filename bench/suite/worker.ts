// A process that does work on request: it reads lines of a name and a work count, and answers each with a line of the checksum
// and the seconds that it measured. Where it has no clock, the time from the request to the answer counts, which is some tenths of
// a millisecond more. All engines of the suite are served in this way, ours too.
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { ROOT } from '../machines';
import type { Sample } from './programs';

export class Worker {
  private readonly process: ChildProcess;
  private readonly lines: Interface;
  private asked_ms = 0;
  private answer: (sample: Sample) => void = () => undefined;
  private fail: (trouble: Error) => void = () => undefined;

  constructor(command: string, args: readonly string[]) {
    this.process = spawn(command, args, { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] });
    if (this.process.stdout === null) throw new Error('a worker without output');
    this.lines = createInterface({ input: this.process.stdout });
    this.lines.on('line', (line) => {
      const [checksum, seconds = (performance.now() - this.asked_ms) / 1000] = line.split(' ').map(Number);
      this.answer({ checksum, seconds });
    });
    this.process.on('error', (trouble) => this.fail(trouble));
    this.process.on('exit', (code) => this.fail(new Error(`${command} ended with ${code}`)));
  }

  /** Asks for work; one request at a time. */
  run(program: string, count: number): Promise<Sample> {
    return new Promise((resolve, reject) => {
      this.answer = resolve;
      this.fail = reject;
      this.asked_ms = performance.now();
      this.process.stdin?.write(`${program} ${count}\n`);
    });
  }

  close(): void {
    this.fail = () => undefined;
    this.process.stdin?.end();
    this.process.kill();
  }
}
