// Starting: `strata run` of a program that writes a line, beside a `node` that does nothing, in turn. The first byte of its
// output tells when the program's instructions begin.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../machines';
import { figure, type Measure } from '../measure';

const [ROUNDS, ROUNDS_QUICK] = [15, 5];

/** Milliseconds from the start of a process to its first output, and to its end. */
function start(args: readonly string[]): Promise<{ first_ms: number; end_ms: number }> {
  return new Promise((resolve, reject) => {
    const start_ms = performance.now();
    let first_ms = NaN;
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.once('data', () => { first_ms = performance.now() - start_ms; });
    child.on('close', (code) => {
      if (code === 0) resolve({ first_ms, end_ms: performance.now() - start_ms });
      else reject(new Error(`${args.join(' ')} ended with ${code}`));
    });
  });
}

export const START: Measure = {
  key: 'start', en: 'Starting a program', ko: '프로그램 시작',
  async run({ quick }) {
    const first: number[] = [], whole: number[] = [], nothing: number[] = [], above: number[] = [];
    for (let round = -1; round < (quick ? ROUNDS_QUICK : ROUNDS); round++) {
      const hello = await start([join(ROOT, 'dist', 'cli.js'), 'run', join(ROOT, 'examples', 'hello.sasm')]);
      const empty = await start(['-e', '0']);
      if (round < 0) continue;
      first.push(hello.first_ms);
      whole.push(hello.end_ms);
      nothing.push(empty.end_ms);
      above.push(hello.end_ms - empty.end_ms);
    }
    return [
      figure({ key: 'node', en: '`node -e 0`', ko: '`node -e 0`' }, 'ms', nothing),
      figure({ key: 'hello', en: '`strata run hello.sasm`', ko: '`strata run hello.sasm`' }, 'ms', whole),
      figure(
        { key: 'hello_above_node', en: '`strata run hello.sasm` above `node -e 0`', ko: '`strata run hello.sasm`이 `node -e 0`보다 더 걸린 시간' },
        'ms', above,
      ),
      figure({ key: 'hello_first_byte', en: 'start of the process to the first byte of output', ko: '프로세스 시작부터 첫 출력 바이트까지' }, 'ms', first),
    ];
  },
};
