// The language of expectations in comments: every word, every mistake, and cases.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { DEFAULT_LIMITS } from '../../src/grading/cases';
import { limited, statedIn, STATEMENT_WORDS } from '../../src/grading/stated';

/** What a text states, without the lines. */
function cases(text: string): unknown[] {
  const { cases: found, problems } = statedIn(text);
  assert.deepEqual(problems, []);
  return found.map(({ name, launch, limits, expected }) => ({ name, launch, limits, expected }));
}

/** Problems as `line code`. */
function problems(text: string): string[] {
  return statedIn(text).problems.map(({ line, message }) => `${line} ${message.row.code}`);
}

describe('expectations in comments', () => {
  it('know every word', () => {
    const text = [
      '; input: one', '; input at 500: two', '; args: a  b', '; option: memory 64KiB', '; option: seed 7', '; option: disk 1024', '; option: leaky',
      '; option: frames 30', '; limit: instructions 1_000', '; limit: output 2KiB', '; limit: time 3', '; expect: first ', '; expect:', '; expect contains: mid',
      '; expect matches: ^\\d+$', '; exit: 3',
    ].join('\n');
    assert.deepEqual(cases(text), [{
      name: '',
      launch: { seed: 7, diskBytes: 1024, leaky: true, args: ['a', 'b'], input: [{ at: 0, text: 'one\n' }, { at: 500, text: 'two\n' }], machine: { frames: 30 } },
      limits: { memory: 65_536, instructions: 1000, outputBytes: 2048, time_ms: 3000 },
      expected: { output: { exact: 'first \n\n', contains: ['mid'], matches: ['^\\d+$'] }, exit: 3 },
    }]);
  });

  it('state nothing where nothing must come of a program', () => {
    assert.deepEqual(statedIn('; a comment\n; input: 3\nentry func main\n  ret ; expect: no statement\nend\n'), { cases: [], problems: [] });
  });

  it('have cases, which share what stands before the first', () => {
    const text = '; args: x\n; exit: 1\n; case: one\n; input: 1\n; expect: 1\n; case: two\n; limit: instructions 5\n';
    assert.deepEqual(cases(text), [
      { name: 'one', launch: { args: ['x'], input: [{ at: 0, text: '1\n' }] }, limits: {}, expected: { output: { exact: '1\n' }, exit: 1 } },
      { name: 'two', launch: { args: ['x'] }, limits: { instructions: 5 }, expected: { exit: 1 } },
    ]);
  });

  it('know the lines on which they stand', () => {
    const [{ line, outputLines, endLine }] = statedIn('\n; input: 3\n; expect: a\n\n; expect: b\n; trap: divide\n').cases;
    assert.deepEqual([line, outputLines, endLine], [1, [2, 4], 5]);
  });

  it('say what is wrong, once for all cases', () => {
    assert.deepEqual(problems('; expct: 5\n; exit: 256\n; option: size 3\n; limit: memory 3\n; option: seed x\n'), ['0 R901', '1 R902', '2 R906', '3 R907', '4 R908']);
    assert.deepEqual(problems('; trap: division\n; exit: 1\n; expect matches: (\n'), ['0 R903', '1 R904', '2 R905']);
    assert.deepEqual(problems('; input at 9: a\n; input at 8: b\n; input 3: c\n; expect at: 3\n; exit: 0\n; case: a\n; case: a\n; case:\n'), ['1 R909', '3 R901', '6 R910', '7 R910']);
    assert.deepEqual(problems('; note: this is a comment\n; see also: there\n'), []);
  });

  it('never get more than there is to have', () => {
    const [stated] = statedIn('; limit: instructions 10\n; option: memory 4GiB\n; exit: 0\n').cases;
    assert.deepEqual(limited(stated, DEFAULT_LIMITS).limits, { ...DEFAULT_LIMITS, instructions: 10 });
  });

  it('are explained in the manual, word by word, in both languages', () => {
    for (const page of ['docs/grading.md', 'docs/grading.ko.md']) {
      const text = readFileSync(page, 'utf8');
      for (const word of STATEMENT_WORDS) assert.ok(text.includes(`\`; ${word}${word === 'input at' ? ' n' : ''}: `), `${page}: ${word}`);
    }
  });
});
