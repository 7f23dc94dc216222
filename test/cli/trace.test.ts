// `strata trace`: a line for each instruction that takes effect, across contexts too.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { strata, withFolder } from './process';

const PROGRAM = `func twice (n: i32) -> i32
  get n 2 mul ret
end
entry func main -> i32
  1.5 f2i call twice ret
end
`;

interface Line {
  readonly step?: number;
  readonly context: number;
  readonly function: string;
  readonly address: number;
  readonly instruction: string;
  readonly stack?: readonly (number | string)[];
  readonly ends?: string;
  readonly code?: number;
}

function linesOf(json: string): Line[] {
  return json.trim().split('\n').map((line) => JSON.parse(line) as Line);
}

/** Step, context and instruction. */
function short({ step, context, instruction }: Line): string {
  return `${step} ${context} ${instruction}`;
}

describe('strata trace', () => {
  it('writes step, context, function, address, instruction and the operand stack after it', async () => {
    await withFolder({ 'p.sasm': PROGRAM }, async (cwd) => {
      const { code, stdout, stderr } = await strata(['trace', 'p.sasm'], { cwd });
      assert.deepEqual([code, stderr], [2, '']);
      assert.deepEqual(stdout.trimEnd().split('\n').map((line) => line.replace(/ +/g, ' ').trim()), [
        '1 1 main 4 push.f64 1.5 | 1.5', '2 1 main 5 f2i | 1', '3 1 main 6 call twice |', '4 1 twice 0 get n | 1', '5 1 twice 1 push 2 | 1 2',
        '6 1 twice 2 mul | 2', '7 1 twice 3 ret | 2', '1 main 7 ret = exit 2',
      ]);
    });
  });

  it('writes only the steps that are asked for, and ends behind them', async () => {
    await withFolder({ 'p.sasm': PROGRAM }, async (cwd) => {
      const steps = async (...flags: string[]): Promise<(number | undefined)[]> => {
        const { code, stdout } = await strata(['trace', '--json', ...flags, 'p.sasm'], { cwd });
        assert.equal(code, 0);
        return stdout === '' ? [] : linesOf(stdout).map(({ step }) => step);
      };
      assert.deepEqual(await steps('--to', '2'), [1, 2]);
      assert.deepEqual(await steps('--from', '3', '--to', '5'), [3, 4, 5]);
      assert.deepEqual(await steps('--from', '5', '--limit', '2'), [5, 6]);
      assert.deepEqual(await steps('--from', '5', '--to', '2'), []);
    });
  });

  it('shows a trap as the return of resume, and interrupted children by their own lines', async () => {
    const kernel = `memory 65536
embed child
  entry func main
    1 drop
    sys 20 ()
    ret
  end
end
entry func main
  child child.size image.load 32768 4096 mode.user ctx.new
  1 resume drop
  1 -1 resume drop
  drop ret
end
`.replace('  1 resume drop', '  1 1 resume drop');
    const { code, stdout, stderr } = await strata(['trace', '--json', '-'], { input: kernel });
    assert.deepEqual([code, stderr], [0, '']);
    const lines = linesOf(stdout).map(short);
    const from = lines.findIndex((line) => line.endsWith('resume'));
    const first = Number(lines[from].split(' ')[0]);
    assert.deepEqual(lines.slice(from, from + 9), [
      `${first} 1 resume`, `${first + 1} 2 push 1`, `${first + 2} 1 resume`, `${first + 3} 1 drop`,
      `${first + 4} 1 push 1`, `${first + 5} 1 push -1`, `${first + 6} 1 resume`, `${first + 7} 2 drop`, `${first + 8} 1 resume`,
    ]);
    const resumes = linesOf(stdout).filter(({ instruction }) => instruction === 'resume');
    // The cause that a resume came back with: budget, then sys.
    assert.deepEqual(resumes.map(({ stack }) => stack?.at(-1)), [1, 11, -1, 1]);
  });

  it('counts the same steps as the machine, whatever it is', async () => {
    const { code, stdout } = await strata(['trace', '--json', 'examples/round_robin.sasm']);
    assert.equal(code, 0);
    const steps = linesOf(stdout);
    assert.deepEqual(steps.slice(0, -1).map(({ step }) => step), steps.slice(0, -1).map((_, i) => i + 1));
    assert.equal(steps.at(-1)?.ends, 'exit');
    assert.ok(new Set(steps.map(({ context }) => context)).size >= 3);
  });

  it('shows the instruction that trapped, and gives its code', async () => {
    const { code, stdout, stderr } = await strata(['trace', '--json', '-'], { input: 'entry func main\n  1 0 div drop ret\nend\n' });
    assert.equal(code, 133);
    const last = linesOf(stdout).at(-1);
    assert.deepEqual([last?.instruction, last?.ends, last?.code], ['div', 'divide', 133]);
    assert.match(stderr, /Trap divide/);
  });

  it('keeps the program\'s own output out of its lines, and writes them to a file where that is asked for', async () => {
    await withFolder({}, async (cwd) => {
      const file = path.join(cwd, 'trace.txt');
      const { stdout, stderr } = await strata(['trace', '-o', file, 'examples/hello.sasm']);
      assert.deepEqual([stdout, stderr], ['', 'Hello, world!\n']);
      assert.match(readFileSync(file, 'utf8'), /^ +1 +1 +main +\d+ +push/);
      assert.equal((await strata(['trace', '-o', path.join(cwd, 'no', 'file'), 'examples/hello.sasm'])).code, 74);
    });
  });
});
