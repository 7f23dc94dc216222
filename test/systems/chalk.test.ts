// chalk: tasks that send each other words; what it does where a task is gone, asks for nonsense, or works for long.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../src/base/random';
import { machineHash } from '../../src/machine/state-hash';
import { SUBJECTS } from '../engines/subjects';
import { imageOf } from '../labs/programs';
import { finish, machineFor, program, SYSTEMS, type Came, type Program } from './systems';

const path = join(SYSTEMS, 'chalk/chalk.sasm');
const source = readFileSync(path, 'utf8');
const expected = [...source.matchAll(/^; expect: ?(.*)$/gm)].map(([, line]) => `${line}\n`).join('');

/** chalk with tasks of other texts in place of its own, by name. */
function withTasks(tasks: Readonly<Record<string, string>>): Pick<Program, 'bytes'> {
  const texts = Object.entries(tasks).map(([name, text]) => [join(SYSTEMS, `chalk/tasks/${name}.sasm`), text]);
  return { bytes: imageOf(path, Object.fromEntries(texts)) };
}

function chalk(tasks: Readonly<Record<string, string>> = {}): Came {
  return finish(machineFor(withTasks(tasks), { ends: false }));
}

/** A task of a text between `entry func main` and `end`. */
function task(body: string): string {
  return `memory 1024 include "calls.sasm" entry func main ${body} end`;
}

describe('chalk', () => {
  it('says what its comments promise, also where input comes that nobody wants, and halts', () => {
    assert.deepEqual([chalk().output, chalk().exit], [expected, 0]);
    assert.equal(finish(machineFor(program('chalk/chalk'), { input: 'hello\n' })).output, expected);
  });

  it('is the same after every engine', () => {
    const machine = machineFor(program('chalk/chalk'));
    const wanted = { ...finish(machine), steps: machine.steps, hash: machineHash(machine) };
    for (const subject of SUBJECTS) {
      const other = machineFor(program('chalk/chalk'), { engine: subject.make(new Random(3)) });
      assert.deepEqual({ ...finish(other), steps: other.steps, hash: machineHash(other) }, wanted, subject.name);
    }
  });

  it('goes on without a task that does what it may not do', () => {
    const primes = expected.replace(/tick\n/g, '');
    const wrongs = ['0 load8.u -1 load drop drop ret', '1 0 div drop ret', 'unreachable', 'halt', 'sys 15 () ret', 'sys 21 () ret',
      'sys 17 (-> f64) drop ret'];
    for (const wrong of wrongs) {
      assert.deepEqual(chalk({ ticker: task(wrong) }).output, primes, wrong);
    }
  });

  it('tells who sends to a task that is gone, or to none', () => {
    const sender = (to: string): string => task(`${to} 1 call send '0' add call put  '\\n' call put ret`);
    const quiet = { printer: task('call receive drop ret'), source: task('ret') };
    assert.equal(chalk({ ...quiet, ticker: sender('11') }).output, '0\n');
    assert.equal(chalk({ ...quiet, ticker: sender('-1') }).output, '0\n');
    assert.equal(chalk({ ...quiet, ticker: sender('printer') }).output, '1\n');
    assert.equal(chalk({ ...quiet, printer: task('ret'), ticker: sender('printer') }).output, '0\n');
  });

  it('keeps a word until it is taken, and the second sender waits so long', () => {
    const ticker = task('printer 65 call send drop printer 66 call send drop \'c\' call put printer 67 call send drop ret');
    const printer = task('call sleep call receive call put call receive call put call receive call put ret');
    assert.equal(chalk({ printer, ticker, source: task('ret') }).output, 'ABcC');
  });

  it('wakes a sleeper while another works', () => {
    const work = task('local left: i32 200000 set left next: get left 1 sub tee left jumpnz next \'w\' call put ret');
    assert.equal(chalk({ printer: task("call sleep 's' call put ret"), ticker: work, source: task('ret') }).output, 'sw');
  });

  it('lets its clock jump where nobody has anything to do', () => {
    const machine = machineFor(withTasks({ source: task('ret') }), { ends: false });
    const { output } = finish(machine);
    assert.equal(output, 'tick\ntick\ntick\n');
    assert.ok(machine.devices.slept > 20_000, String(machine.devices.slept));
    assert.ok(machine.steps < 20_000, String(machine.steps));
  });
});
