// Verdicts: what came against what was expected, and at which byte it went wrong.
import { strict as assert } from 'node:assert';
import { message, render } from '../../src/base/message';
import { Cause } from '../../src/isa/causes';
import type { Expected } from '../../src/grading/cases';
import { judge, type Came } from '../../src/grading/judge';
import { junit, tallyOf, verdictOn } from '../../src/grading/report';
import { readShard, shardOf } from '../../src/grading/shard';

function came(output: string, more: Partial<Came> = {}): Came {
  return { output: new TextEncoder().encode(output), code: 0, step: 9, ...more };
}

/** The verdict, and what is said, in English. */
function said(expected: Expected, what: Came): string {
  const { verdict, detail } = judge(expected, what);
  return `${verdict} ${detail === undefined ? '' : render(message(detail.row, detail.arguments), 'en')}`.trim();
}

describe('verdicts', () => {
  it('compare lines without the blanks at their ends, whether or not the last one ends', () => {
    for (const output of ['a\nb\n', 'a\nb', 'a  \nb\t\n', 'a\r\nb\r\n']) assert.equal(said({ output: { exact: 'a\nb\n' } }, came(output)), 'passed');
    assert.equal(said({ output: { exact: 'a\nb\n' } }, came('a\nc\n')), 'wrong-output Line 2 of the output: expected "b", found "c".');
    assert.equal(said({ output: { exact: 'a\nb\n' } }, came('a\n')), 'wrong-output Line 2 of the output is missing: "b".');
    assert.equal(said({ output: { exact: 'a\n' } }, came('a\n\nx')), 'wrong-output Line 2 of the output is one too many: "".');
    assert.equal(said({ output: { exact: '' } }, came('')), 'passed');
  });

  it('know how much of the output is right', () => {
    const right = (exact: string, output: string): number | undefined => judge({ output: { exact } }, came(output)).right;
    assert.deepEqual([right('ab\ncd\n', 'ab\ncx\n'), right('a\n', 'b\n'), right('ab\n', 'a'), right('한글\n', '한국\n'), right('a\n', 'a\nb\n')], [4, 0, 1, 3, 2]);
  });

  it('look for texts and expressions anywhere', () => {
    const expected: Expected = { output: { contains: ['ell'], matches: ['^o'] } };
    assert.equal(said(expected, came('hello\nok\n')), 'passed');
    assert.equal(said(expected, came('hallo\n')), 'wrong-output The output does not contain "ell".');
    assert.equal(said(expected, came('hello\n')), 'wrong-output The output does not match /^o/.');
  });

  it('tell ends from each other', () => {
    const divided = came('', { code: 133, cause: Cause.divide, place: 'p.sasm:3' });
    assert.equal(said({}, came('', { code: 1 })), 'wrong-exit Expected exit code 0, found 1.');
    assert.equal(said({ exit: 1 }, came('', { code: 1 })), 'passed');
    assert.equal(said({}, divided), 'trap Trap divide at p.sasm:3 in step 9.');
    assert.equal(said({ trap: 'divide' }, divided), 'passed');
    assert.equal(said({ exit: 133 }, divided), 'passed');
    assert.equal(said({ trap: 'memory' }, divided), 'trap Trap divide at p.sasm:3 in step 9.');
    assert.equal(said({ trap: 'memory' }, came('')), 'wrong-exit Expected the trap memory, but the program ended with code 0.');
  });
});

describe('reports', () => {
  const results = [
    { name: 'a', cases: [{ name: '', verdict: 'passed', detail: '' }] },
    { name: 'b<&">', cases: [{ name: 'x', verdict: 'passed', detail: '' }, { name: 'y', verdict: 'wrong-output', detail: '"\u0001\n', expected: '1', found: ']]>' }] },
    { name: 'c', cases: [{ name: '', verdict: 'crash', detail: 'gone' }] },
  ] as const;

  it('have the verdict of the first case that did not pass', () => {
    assert.deepEqual(results.map(verdictOn), ['passed', 'wrong-output', 'crash']);
    assert.deepEqual(tallyOf(results), { 'passed': 1, 'wrong-output': 1, 'crash': 1 });
  });

  it('are XML, whatever programs write', () => {
    assert.equal(junit(results), `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="strata" tests="4" failures="1" errors="1">
  <testsuite name="a" tests="1" failures="0" errors="0">
    <testcase classname="a" name="run"/>
  </testsuite>
  <testsuite name="b&lt;&amp;&quot;&gt;" tests="2" failures="1" errors="0">
    <testcase classname="b&lt;&amp;&quot;&gt;" name="x"/>
    <testcase classname="b&lt;&amp;&quot;&gt;" name="y">
      <failure type="wrong-output" message="&quot;\ufffd&#10;">&quot;\ufffd

--- expected
1
--- found
]]&gt;</failure>
    </testcase>
  </testsuite>
  <testsuite name="c" tests="1" failures="0" errors="1">
    <testcase classname="c" name="run">
      <error type="crash" message="gone">gone</error>
    </testcase>
  </testsuite>
</testsuites>
`);
  });
});

describe('shards', () => {
  it('are read strictly', () => {
    assert.deepEqual(readShard('2/5'), { index: 2, of: 5 });
    for (const wrong of ['0/5', '6/5', '1', '1/0', 'a/b', '1/2/3', '']) assert.equal(readShard(wrong), undefined, wrong);
  });

  it('hold each name once, about as many each, and by nothing but the name', () => {
    const names = Array.from({ length: 500 }, (_, index) => `student-${index}.sasm`), sizes = [0, 0, 0, 0, 0];
    for (const name of names) sizes[shardOf(name, 5) - 1]++;
    assert.equal(sizes.reduce((sum, size) => sum + size), 500);
    assert.ok(Math.min(...sizes) > 70 && Math.max(...sizes) < 130, sizes.join());
    assert.equal(shardOf('student-0.sasm', 5), 3);
  });
});
