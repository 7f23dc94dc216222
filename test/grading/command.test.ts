// `strata test` as a command, and the processes that it starts: what hangs is killed, what dies takes nobody with it.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LIMITS, type TestCase } from '../../src/grading/cases';
import { decodeRecording } from '../../src/history/recording-file';
import { shardOf } from '../../src/grading/shard';
import { graded } from '../../src/cli/testing/processes';
import { strata, withFolder } from '../cli/process';

const HELLO = 'data text = "hello\\nworld\\n"\n; expect: hello\n; expect: world\nentry func main\n  text 6 sys write drop\n  text 6 add 6 sys write drop\n  ret\nend\n';
const DIVIDES = '; trap: divide\nentry func main\n  1 0 div drop ret\nend\n';

/** A case of a name and so much time. */
function caseOf(name: string, time_ms: number = DEFAULT_LIMITS.time_ms): TestCase {
  return { name, launch: {}, expected: {}, limits: { ...DEFAULT_LIMITS, time_ms } };
}

describe('strata test', function () {
  this.timeout(600_000);

  it('reads what programs state, says what did not pass, and ends with 1 where anything did not', async () => {
    await withFolder({ 'a.sasm': HELLO, 'b.sasm': HELLO.replace('; expect: world', '; expect: earth'), 'c.sasm': DIVIDES }, async (cwd) => {
      const { code, stdout, stderr } = await strata(['test', '.'], { cwd });
      assert.deepEqual([code, stderr], [1, '']);
      assert.equal(stdout, `passed             a.sasm
wrong output       b.sasm  Line 2 of the output: expected "earth", found "world".
passed             c.sasm

3 submissions, 2 passed.
  wrong output        1
`);
      assert.deepEqual((await strata(['test', 'a.sasm', 'c.sasm'], { cwd })).code, 0);
      const korean = await strata(['test', '--language', 'ko', 'b.sasm'], { cwd });
      assert.match(korean.stdout, /출력이 다름 +b\.sasm {2}출력 2행/);
    });
  });

  it('takes the word of a file that the author of the program cannot change, and lets nobody look at it', async () => {
    const cheat = 'embed answers "expect.json"\nentry func main\n  ret\nend\n; exit: 0\n', copy = 'include "a.sasm"\n; exit: 0\n';
    await withFolder({ 'a.sasm': `${HELLO}; exit: 9\n`, 'b.sasm': cheat, 'c.sasm': copy, 'expect.json': '{"cases":[{"expect":{"matches":"^w"}}]}' }, async (cwd) => {
      const { stdout } = await strata(['test', '--json', '--expect', 'expect.json', '.'], { cwd });
      const verdicts = stdout.trimEnd().split('\n').map((line) => (JSON.parse(line) as { verdict?: string }).verdict);
      assert.deepEqual(verdicts.slice(0, 3), ['passed', 'assembly-error', 'assembly-error']);
    });
  });

  it('splits a class into parts that together are all of it', async () => {
    const files = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`${name}.sasm`, HELLO]));
    await withFolder(files, async (cwd) => {
      const names = async (shard: string): Promise<string[]> => (await strata(['test', '--json', '--shard', shard, '.'], { cwd })).stdout.trimEnd().split('\n').slice(0, -1)
        .map((line) => (JSON.parse(line) as { name: string }).name);
      const first = await names('1/2'), second = await names('2/2');
      assert.deepEqual([...first, ...second].sort(), Object.keys(files));
      assert.deepEqual(first, Object.keys(files).filter((name) => shardOf(name, 2) === 1));
    });
    assert.equal((await strata(['test', '--shard', '3/2', '.'])).code, 64);
  });

  it('records what did not pass, with the step at which it went wrong', async () => {
    await withFolder({ 'b.sasm': HELLO.replace('; expect: world', '; expect: wrong') }, async (cwd) => {
      const { stdout } = await strata(['test', '--json', '--recordings', 'rec', '.'], { cwd });
      const [{ cases: [{ recording, failedStep, steps }] }] = stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as { cases: [{ recording: string; failedStep: number; steps: number }] });
      assert.deepEqual(readdirSync(join(cwd, 'rec')), ['b.sasm.strec']);
      assert.equal(recording, 'b.sasm.strec');
      const { points, end, bundle } = decodeRecording(readFileSync(join(cwd, 'rec', recording)));
      assert.deepEqual(points.map(({ step }) => step), [failedStep]);
      assert.ok(failedStep > 4 && failedStep < steps && end.steps === steps && bundle !== undefined, `${failedStep} of ${steps}`);
      assert.equal((await strata(['replay', join('rec', recording)], { cwd })).stdout, 'hello\nworld\n');
    });
  });

  it('kills what hangs outside the machine, and grades the cases behind it', async () => {
    const text = `data text = "${'a'.repeat(48)}!"\nentry func main\n  text 49 sys write drop ret\nend\n`;
    const cases = [{ name: 'one', expect: { contains: 'aaa' } }, { name: 'hangs', limits: { time: 3 }, expect: { matches: '^(a+)+$' } }, { name: 'three', expect: { contains: '!' } }];
    await withFolder({ 'a.sasm': text, 'e.json': JSON.stringify({ cases }) }, async (cwd) => {
      const { stdout } = await strata(['test', '--json', '--expect', 'e.json', 'a.sasm'], { cwd });
      const [{ cases: found }] = stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as { cases: { verdict: string }[] });
      assert.deepEqual(found.map(({ verdict }) => verdict), ['passed', 'time-limit', 'passed']);
    });
  });

  it('says how a process ended that gave no result', async () => {
    const scripts = {
      'dies.js': "process.kill(process.pid, 'SIGKILL');", 'exits.js': 'process.exit(3);', 'hoards.js': 'const all = []; for (;;) all.push(new Array(1e6).fill(0.5));',
      'half.js': "require('node:fs').writeSync(1, JSON.stringify({ name: 'a', verdict: 'passed', detail: '' }) + '\\n'); process.exit(4);",
    };
    await withFolder(scripts, async (folder) => {
      const verdicts = async (script: string, cases: readonly TestCase[]): Promise<string[]> =>
        (await graded(join(folder, script), { program: 'p.sasm', language: 'en', cases })).map(({ name, verdict, detail }) => `${name}: ${verdict} ${detail}`.trim());
      assert.deepEqual(await verdicts('dies.js', [caseOf('a')]), ['a: crash The process ended with SIGKILL and gave no result.']);
      assert.deepEqual(await verdicts('exits.js', [caseOf('a'), caseOf('b')]), ['a', 'b'].map((name) => `${name}: crash The process ended with 3 and gave no result.`));
      assert.deepEqual(await verdicts('hoards.js', [caseOf('a')]), ['a: memory-limit The process used up the memory it may have.']);
      assert.deepEqual(await verdicts('half.js', [caseOf('a'), caseOf('b')]), ['a: passed', 'b: crash The process ended with 4 and gave no result.']);
    });
  });

  it('grades a folder that has a program, and says what is in one that has none', async () => {
    await withFolder({}, async (cwd) => {
      for (const [folder, file] of [['main', 'main.sasm'], ['main', 'other.sasm'], ['only', 'x.sasm'], ['two', 'a.sasm'], ['two', 'b.sasm'], ['none', 'a.txt'], ['lib', 'a.sasm']]) {
        mkdirSync(join(cwd, folder), { recursive: true });
        writeFileSync(join(cwd, folder, file), HELLO);
      }
      const { stdout } = await strata(['test', '--json', '.'], { cwd });
      const found = stdout.trimEnd().split('\n').slice(0, -1).map((line) => JSON.parse(line) as { name: string; verdict: string });
      assert.deepEqual(found.map(({ name, verdict }) => `${name} ${verdict}`), ['main passed', 'none refused', 'only passed', 'two refused']);
    });
  });
});
