// `strata debug` about the past of a run: what log points would have printed, and histories of values.
import { strict as assert } from 'node:assert';
import { strata, withFolder } from './process';

const PROGRAM = `data total = i32 0
func twice (n: i32) -> i32
  local t: i32
  get n get n add set t
  get t ret
end
entry func main
  local i: i32
next:
  get i 1 add set i
  total get i call twice store
  get i 6 lt jumpnz next
  ret
end
`;

async function batch(...commands: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  return withFolder({ 'p.sasm': PROGRAM, 'script.gdb': commands.join('\n') }, (cwd) => strata(['debug', '--batch', '-x', 'script.gdb', 'p.sasm'], { cwd }));
}

/** What was written behind the last stop. */
async function behind(...commands: readonly string[]): Promise<string[]> {
  const { stdout } = await batch('dprintf 11, "i is {i}"', 'break 5 if n == 4', 'run', 'echo ---', ...commands);
  return stdout.slice(stdout.indexOf('---') + 4).trimEnd().split('\n');
}

describe('strata debug about the past', () => {
  it('shows what log points would have printed: those that are set, and any other', async () => {
    assert.deepEqual(await behind('past-log'), [' 4  i is 1  p.sasm:11', '22  i is 2  p.sasm:11', '40  i is 3  p.sasm:11', '58  i is 4  p.sasm:11']);
    const lines = await behind('past-log twice if n > 3, n {n} of {i}', 'past-log twice if n > 3, "n {n}"');
    assert.match(lines[0], /`i`/);
    assert.equal(lines[1], '61  n 4  p.sasm:4');
  });

  it('tells lines of the future from those of the past', async () => {
    const lines = await behind('delete', 'continue', 'goto 30', 'past-log 11, {i}');
    assert.deepEqual(lines.slice(-7), [' 4  1  p.sasm:11', '22  2  p.sasm:11', '-- the program stands at step 30 --', '40  3  p.sasm:11', '58  4  p.sasm:11',
      '76  5  p.sasm:11', '94  6  p.sasm:11']);
  });

  it('lists the values that something has had, and says what of', async () => {
    assert.deepEqual(await behind('history t', 'history total[0]'), [
      't of this call, which began at step 61:', '   61  0  (at first)', '=> 65  8  twice: set t  p.sasm:4',
      'total[0], since the beginning of the run:', '    0  0  (at first)', '   14  2  main: store  p.sasm:11', '   32  4  main: store  p.sasm:11',
      '=> 50  6  main: store  p.sasm:11',
    ]);
    const { stderr } = await batch('break 5', 'run', 'history 1 + 1', 'past-log');
    assert.match(stderr, /D220/);
    const other = await batch('break 5', 'run', 'past-log');
    assert.match(other.stderr, /R872/);
    assert.match((await batch('break 5', 'run', 'past-log 1')).stderr, /R871/);
    assert.match((await batch('history total')).stderr, /R843/);
  });
});
