// The file of expectations: what it may hold, and that nothing misspelt goes through.
import { strict as assert } from 'node:assert';
import { Refusal } from '../../src/base/message';
import { DEFAULT_LIMITS } from '../../src/grading/cases';
import { readExpectations } from '../../src/grading/expect-file';
import { numbersOf } from '../../src/grading/seeded';

function read(content: unknown): ReturnType<typeof readExpectations> {
  return readExpectations('e.json', typeof content === 'string' ? content : JSON.stringify(content), DEFAULT_LIMITS);
}

/** The code and the field of the refusal. */
function refused(content: unknown): string {
  try {
    read(content);
  } catch (trouble) {
    assert.ok(trouble instanceof Refusal);
    return `${trouble.row.code} ${String(trouble.args.field ?? '')}`.trim();
  }
  return 'accepted';
}

describe('a file of expectations', () => {
  it('holds cases with everything that a run is given and must give', () => {
    const [first, second] = read({
      seed: 5, limits: { instructions: 1000, memory: '64KiB' },
      cases: [
        { name: 'a', args: 'x', input: '1\n', leaky: true, disk: 'd.img', machine: { frames: 9 }, expect: { output: 'y\n', exit: 2 }, limits: { time: 0.5 } },
        { seed: 6, input: [{ at: 0, text: 'a' }, { at: 9, text: 'b' }], expect: { contains: 'q', matches: ['^a', 'b$'], trap: 'divide' } },
      ],
    });
    assert.deepEqual(first, {
      name: 'a', launch: { args: ['x'], input: [{ at: 0, text: '1\n' }], seed: 5, leaky: true, disk: 'd.img', machine: { frames: 9 } },
      expected: { output: { exact: 'y\n' }, exit: 2 }, limits: { ...DEFAULT_LIMITS, instructions: 1000, memory: 65_536, time_ms: 500 },
    });
    assert.deepEqual([second.name, second.launch.seed, second.expected], ['2', 6, { output: { contains: ['q'], matches: ['^a', 'b$'] }, trap: 'divide' }]);
  });

  it('makes input from a seed, the same everywhere', () => {
    const [{ launch }] = read({ cases: [{ seed: 7, input: { count: 4, least: -5, most: 5 }, expect: {} }] });
    assert.deepEqual(launch.input, [{ at: 0, text: '-5\n-5\n5\n2\n' }]);
    const many = numbersOf({ seed: 1, count: 1000, least: 3, most: 6 }).trimEnd().split('\n').map(Number);
    assert.deepEqual([...new Set(many)].sort(), [3, 4, 5, 6]);
  });

  it('is refused where anything in it is not as it should be', () => {
    const one = (fields: object): unknown => ({ cases: [fields] });
    const table: readonly (readonly [content: unknown, refusal: string])[] = [
      ['{', 'R911'], [[], 'R912 .'], [{ cases: [] }, 'R914'], [{ cases: 3 }, 'R912 cases'], [{ cases: [{}], limit: {} }, 'R913 limit'],
      [one({ expects: {} }), 'R913 cases[0].expects'], [one({ expect: { outptu: '' } }), 'R913 cases[0].expect.outptu'], [one({ expect: { exit: 256 } }), 'R912 cases[0].expect.exit'],
      [one({ expect: { exit: 1, trap: 'divide' } }), 'R912 cases[0].expect.exit'], [one({ expect: { trap: 'division' } }), 'R912 cases[0].expect.trap'],
      [one({ expect: { matches: '(' } }), 'R912 cases[0].expect.matches'], [one({ args: [1], expect: {} }), 'R912 cases[0].args'], [one({ input: 3, expect: {} }), 'R912 cases[0].input'],
      [one({ input: { least: 3 }, expect: {} }), 'R912 cases[0].input.count'], [one({ limits: { time: 0 }, expect: {} }), 'R912 cases[0].limits.time'], [one({}), 'R912 cases[0].expect'],
      [{ cases: [{ name: 'a', expect: {} }, { name: 'a', expect: {} }] }, 'R912 cases[1].name'],
    ];
    for (const [content, refusal] of table) assert.equal(refused(content), refusal, JSON.stringify(content));
  });
});
