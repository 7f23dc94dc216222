// The grader and a large class: each submission gets the verdict that it deserves, in a process of its own, and the reports of two
// gradings are the same, byte for byte, however many processes ran at a time.
import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { classOf, EXPECTATIONS, handIn } from './class';

const CLI = resolve('dist/cli.js');
const SIZE = 500;
const SEED = 20_261_123;

interface Line {
  readonly type: string;
  readonly name: string;
  readonly verdict: string;
}

function grade(...words: readonly string[]): { readonly code: number | null; readonly text: string; readonly lines: readonly Line[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'test', '--language', 'en', ...words], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  assert.equal(stderr, '');
  return { code: status, text: stdout, lines: stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Line) };
}

describe('a class of five hundred', function () {
  this.timeout(1_800_000);
  const submissions = classOf(SIZE, SEED);
  let folder: string, home: string, expectations: string;

  before(() => {
    home = mkdtempSync(join(tmpdir(), 'strata-class-'));
    folder = join(home, 'handed-in');
    expectations = join(home, 'expectations.json');
    mkdirSync(folder);
    writeFileSync(expectations, EXPECTATIONS);
    handIn(folder, submissions);
  });
  after(() => rmSync(home, { recursive: true }));

  it('has every verdict that a program can bring about', () => {
    assert.deepEqual([...new Set(submissions.map(({ verdict }) => verdict))].sort(), [
      'assembly-error', 'damaged-image', 'instruction-limit', 'memory-limit', 'output-limit', 'passed', 'refused', 'trap', 'wrong-exit', 'wrong-output',
    ]);
  });

  it('gets a verdict each, and the same report twice', () => {
    const [first, second] = [8, 2].map((jobs) => {
      const report = join(home, `report-${jobs}.xml`);
      const { code, text, lines } = grade('--json', '--jobs', String(jobs), '--max-seconds', '600', '--expect', expectations, '--junit', report, folder);
      assert.equal(code, 1);
      return { text, lines, junit: readFileSync(report, 'utf8') };
    });
    assert.deepEqual(first.lines.slice(0, -1).map(({ name, verdict }) => ({ name, verdict })), submissions.map(({ name, verdict }) => ({ name, verdict })));
    assert.equal(second.text, first.text);
    assert.equal(second.junit, first.junit);
    assert.equal(first.junit.match(/<testsuite /g)?.length, SIZE);
    assert.ok(!first.junit.includes(home) && !first.text.includes(home), 'no path of this machine');
  });
});
