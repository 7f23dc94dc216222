// Breakpoints: where they land, when they stop, what they say.
import { strict as assert } from 'node:assert';
import { message, render } from '../../src/base/message';
import { DebugSession, type Breakpoint, type SourceBreakpointRequest } from '../../src/debugger';
import { parseHitCondition } from '../../src/debugger/hit-condition';
import { KERNEL_AND_COUNTER } from './layers';
import { machineOf, refusal, session, Tester } from './sessions';

const LOOP = `; A comment,
; and another one.
func double (n: i32) -> i32
  get n 2 mul
  ret
end

entry func main
  local i: i32, x: f64
  0 set i
again:
  get i call double drop
  get i 1 add tee i 10 lt jumpnz again

  ret
end
`;
const MAIN = { name: 'main.sasm' };

/** Sets breakpoints at lines counted from 1, as people do. */
function at(tester: Tester, ...wanted: (number | SourceBreakpointRequest)[]): Breakpoint[] {
  return tester.debug.setSourceBreakpoints(MAIN, wanted.map((each) => (typeof each === 'number' ? { line: each - 1 } : { ...each, line: each.line - 1 })));
}

/** Where a breakpoint is, from 1, and what it says. */
function told({ location, message: said, verified }: Breakpoint): string {
  const place = location === undefined ? '-' : `${location.span.start.line + 1}:${location.span.start.column + 1}`;
  return `${verified ? 'at' : 'not'} ${place}${said === undefined ? '' : ` ${render(said, 'en')}`}`;
}

/** Values of an expression at each stop until the program ends. */
function values(tester: Tester, expression: string): string[] {
  const found: string[] = [];
  while (!tester.go().startsWith('ended')) found.push(tester.value(expression));
  return found;
}

describe('source breakpoints', () => {
  it('stop before the first instruction of their line, and say so', () => {
    const tester = session(LOOP);
    assert.deepEqual(at(tester, 12).map(told), ['at 12:3']);
    assert.equal(tester.go(), 'breakpoint root main:12');
    assert.deepEqual(tester.stopped.breakpoints, [1]);
    assert.equal(tester.value('i'), '0');
    assert.deepEqual(values(tester, 'i'), ['1', '2', '3', '4', '5', '6', '7', '8', '9']);
  });

  it('move to the next instruction, and say that', () => {
    const tester = session(LOOP);
    assert.deepEqual(at(tester, 1, 3, 11, 14, 17).map(told), [
      'at 4:3 There is no instruction here; the next one is at line 4.', 'at 4:3 There is no instruction here; the next one is at line 4.',
      'at 12:3 There is no instruction here; the next one is at line 12.', 'at 15:3 There is no instruction here; the next one is at line 15.',
      'not - There is no instruction at line 17 of `main.sasm` or after it.',
    ]);
  });

  it('take a column, and stand at the instruction around it', () => {
    const tester = session(LOOP);
    assert.deepEqual(at(tester, { line: 13, column: 8 }, { line: 13, column: 9 }, { line: 13, column: 24 }).map(told), ['at 13:9', 'at 13:11', 'at 13:24']);
    assert.deepEqual(at(tester, { line: 13, column: 4 }, { line: 13, column: 25 }).map(told), ['at 13:3', 'at 13:27']);
    assert.deepEqual(at(tester, { line: 4, column: 8 }).map(told), ['at 4:9']);
    assert.equal(tester.go(), 'breakpoint root double:4');
    assert.equal(tester.value('stack[0]'), '0');
  });

  it('tell where they can be', () => {
    const { debug } = session(LOOP);
    const spans = debug.possibleLocations(MAIN, { start: { line: 2, column: 0 }, end: { line: 5, column: 0 } });
    assert.deepEqual(spans.map(({ start }) => `${start.line + 1}:${start.column + 1}`), ['4:3', '4:9', '4:11', '5:3']);
    const one = debug.possibleLocations(MAIN, { start: { line: 3, column: 8 }, end: { line: 3, column: 10 } });
    assert.deepEqual(one.map(({ start }) => start.column), [8]);
  });

  it('keep id and hits while they are wanted as before', () => {
    const tester = session(LOOP);
    at(tester, 12);
    tester.go();
    tester.go();
    const [first, second] = at(tester, 12, 13);
    assert.deepEqual([first.id, first.hits, second.id], [1, 2, 2]);
    assert.equal(at(tester, { line: 12, condition: '1' })[0].id, 3);
  });

  it('go away when they are no longer wanted, and can be set while the program runs', () => {
    const tester = session(LOOP);
    at(tester, 12);
    tester.go();
    at(tester);
    tester.debug.continue();
    assert.equal(tester.debug.advance(1), undefined);
    at(tester, { line: 15 });
    assert.equal(tester.place(tester.run()), 'breakpoint root main:15');
    assert.equal(tester.go(), 'ended 0');
  });

  it('at the first instruction stop once', () => {
    const tester = session(LOOP);
    at(tester, 10);
    assert.equal(tester.go(), 'breakpoint root main:10');
    assert.equal(tester.go(), 'ended 0');
    const entered = session(LOOP);
    at(entered, 10);
    assert.deepEqual(entered.debug.stopAtEntry().breakpoints, [1]);
    assert.equal(entered.go(), 'ended 0');
  });

  it('are counted when a step ends at them', () => {
    const tester = session(LOOP);
    at(tester, 12);
    assert.equal(tester.step('over'), 'root main:12');
    assert.deepEqual(tester.stopped.breakpoints, [1]);
    assert.equal(at(tester, 12)[0].hits, 1);
  });

  it('of a source that differs are refused with a warning', () => {
    const { debug } = session(LOOP);
    const [sha256] = debug.sources().map((source) => source.sha256);
    assert.deepEqual(debug.setSourceBreakpoints({ ...MAIN, sha256 }, [{ line: 11 }]).map(told), ['at 12:3']);
    const [refused] = debug.setSourceBreakpoints({ ...MAIN, sha256: '0'.repeat(64) }, [{ line: 11 }]);
    assert.match(told(refused), /^not - `main.sasm` is not the text that the program was made from/);
    assert.equal(refused.pending, false);
  });
});

describe('conditions', () => {
  it('are expressions of the place', () => {
    const tester = session(LOOP);
    at(tester, { line: 4, condition: 'n % 3 == 1' });
    assert.deepEqual(values(tester, 'n'), ['1', '4', '7']);
  });

  it('count hits where they hold', () => {
    const hits = (hitCondition: string, condition?: string): string[] => {
      const tester = session(LOOP);
      at(tester, { line: 12, hitCondition, ...(condition === undefined ? {} : { condition }) });
      return values(tester, 'i');
    };
    assert.deepEqual(hits('3'), ['2']);
    assert.deepEqual(hits('= 3'), ['2']);
    assert.deepEqual(hits('==3'), ['2']);
    assert.deepEqual(hits('>8'), ['8', '9']);
    assert.deepEqual(hits('>=9'), ['8', '9']);
    assert.deepEqual(hits('<3'), ['0', '1']);
    assert.deepEqual(hits('<=2'), ['0', '1']);
    assert.deepEqual(hits('%4'), ['3', '7']);
    assert.deepEqual(hits('2', 'i > 5'), ['7']);
  });

  it('for hits know how many in a row do not stop', () => {
    for (const sign of ['', '=', '==', '>', '>=', '<', '<=', '%']) for (const limit of [0, 1, 2, 5, 10]) {
      if (sign === '%' && limit === 0) continue;
      const condition = parseHitCondition(`${sign}${limit}`);
      for (let hit = 0; hit < 25; hit++) {
        let quiet = 0;
        while (quiet < 100 && !condition.stops(hit + quiet + 1)) quiet++;
        assert.equal(Math.min(condition.quietAfter(hit), 100), quiet, `${sign}${limit} after hit ${hit}`);
      }
    }
  });

  it('for hits count also where there are no cells left', () => {
    const tester = session(LOOP);
    const { store } = tester.machine;
    let last = store.takeCell();
    for (let cell = last; cell !== undefined; cell = store.takeCell()) last = cell;
    at(tester, { line: 12, hitCondition: '%4' });
    assert.deepEqual(values(tester, 'i'), ['3', '7']);
    assert.ok(last !== undefined);
    store.giveCell(last);
    assert.equal(store.takeCell(), last);
    assert.equal(store.takeCell(), undefined);
  });

  it('that cannot be read leave the breakpoint out, with the reason', () => {
    const tester = session(LOOP);
    assert.deepEqual(at(tester, { line: 12, condition: 'i >' }, { line: 12, condition: 'ii' }, { line: 12, hitCondition: 'x' }, { line: 12, logMessage: '{i' })
      .map(told), [
      'not - A value is missing at character 4.',
      'not - There is no local, label, constant or function `ii` here (at character 1). Did you mean `i`?',
      'not - `x` is no condition for hits; write 5, =5, >5, >=5, <5, <=5 or %5.',
      'not - A `{` in the message has no `}`; write `\\{` for a brace.',
    ]);
    assert.equal(tester.go(), 'ended 0');
  });

  it('without a value stop and say why', () => {
    const tester = session(LOOP);
    at(tester, { line: 12, condition: '10 / (i - 2) == 99' });
    assert.equal(tester.go(), 'breakpoint root main:12');
    assert.equal(tester.value('i'), '2');
    assert.match(render(tester.stopped.message ?? message({ en: '', ko: '' }), 'en'), /no value here\. This divides by zero/);
  });

  it('can ask for a context', () => {
    const tester = new Tester(machineOf(KERNEL_AND_COUNTER));
    tester.debug.setFunctionBreakpoints([{ name: 'main', context: 2 }]);
    assert.equal(tester.go(), 'breakpoint root>#1 main:5');
  });
});

describe('log messages', () => {
  it('tell and go on, in order with the output', () => {
    const tester = session(LOOP.replace('drop', 'sys print'));
    at(tester, { line: 12, logMessage: 'i is {i}, twice {i * 2,x} \\{x\\} {stack[i]}', hitCondition: '<3' });
    assert.equal(tester.go(), 'ended 0');
    const { log } = tester.debug.takeNews();
    assert.deepEqual(log.map(({ text, output }) => `${output}: ${text}`), ['0: i is 0, twice 0x00000000 {x} <D120>', '1: i is 1, twice 0x00000002 {x} <D120>']);
  });

  it('are bounded, and say how many were lost', () => {
    const tester = session('entry func main\n  local i: i32\nround: get i 1 add tee i 12000 lt jumpnz round\n  ret\nend\n');
    at(tester, { line: 3, logMessage: '{i}' });
    assert.equal(tester.go(), 'ended 0');
    const { log, logLost } = tester.debug.takeNews();
    assert.deepEqual([log.length, logLost], [10_000, 2_000]);
    assert.equal(tester.debug.takeNews().log.length, 0);
  });
});

describe('function and instruction breakpoints', () => {
  it('stop at functions by name', () => {
    const tester = session(LOOP);
    const [known, unknown] = tester.debug.setFunctionBreakpoints([{ name: 'double' }, { name: 'doubel' }]);
    assert.equal(told(known), 'at 4:3');
    assert.match(told(unknown), /^not - No loaded program has a function `doubel`.*Did you mean `double`\?$/);
    assert.equal(unknown.pending, true);
    assert.equal(tester.go(), 'breakpoint root double:4');
  });

  it('stop at flat addresses', () => {
    const tester = session(LOOP);
    const [frame] = tester.debug.frames(1, 0, 1);
    assert(frame.kind === 'frame');
    const [there, far, middle, later] = tester.debug.setInstructionBreakpoints(
      [{ address: frame.address + 8 }, { address: frame.address + 4000 }, { address: frame.address + 2 }, { address: 7 * 2 ** 32 }]);
    assert.deepEqual([there.verified, far.verified, middle.verified, later.verified], [true, false, false, false]);
    assert.deepEqual([far.pending, later.pending], [false, true]);
    assert.equal(tester.go(), 'breakpoint root main:12');
  });
});

describe('breakpoints in programs that are loaded later', () => {
  it('wait with the reason, and are verified at `image.load`', () => {
    const tester = session(KERNEL_AND_COUNTER);
    const [waiting] = tester.debug.setSourceBreakpoints({ name: 'child.sasm' }, [{ line: 4 }]);
    assert.equal(told(waiting), 'not - No loaded program was made from `child.sasm`; the breakpoint waits for one.');
    assert.equal(waiting.pending, true);
    tester.debug.takeNews();
    assert.equal(tester.go(), 'breakpoint root>#1 main:5');
    const news = tester.debug.takeNews();
    assert.deepEqual(news.breakpoints.map((each) => `${each.id} ${told(each)}`), ['1 at 5:3']);
    assert.deepEqual(news.modules.map(({ number, name }) => `${number} ${name}`), ['2 child.sasm']);
    assert.deepEqual(news.sources.map(({ name }) => name), ['child.sasm']);
  });

  it('find debug information by identity, also when it comes later', () => {
    const known = machineOf(KERNEL_AND_COUNTER).root.program.image.debug;
    const looked = new Tester(machineOf(KERNEL_AND_COUNTER, {}, true), { lookup: (identity) => known.get(identity) });
    looked.debug.setSourceBreakpoints({ name: 'child.sasm' }, [{ line: 4 }]);
    assert.equal(looked.go(), 'breakpoint root>#1 main:5');

    const late = new Tester(machineOf(KERNEL_AND_COUNTER, {}, true));
    late.debug.setSourceBreakpoints({ name: 'kernel.sasm' }, [{ line: 8 }]);
    for (const [identity, info] of known) late.debug.addDebugInfo(identity, info);
    assert.equal(late.go(), 'breakpoint root main:9');
  });

  it('ignore debug information that cannot belong to the program', () => {
    const machine = machineOf(LOOP, {}, true);
    const other = [...machineOf('entry func main\n  ret\nend\n').root.program.image.debug.values()][0];
    const debug = new DebugSession(machine, { lookup: () => other });
    assert.equal(debug.modules()[0].debug, false);
  });
});

describe('what cannot be', () => {
  it('is refused with a number', () => {
    const { debug } = session(LOOP);
    assert.equal(refusal(() => debug.step('over', 'line', 9)), 'D303');
    debug.continue();
    assert.equal(refusal(() => debug.continue()), 'D301');
    while (debug.state === 'running') debug.advance(1000);
    assert.equal(refusal(() => debug.continue()), 'D302');
    assert.equal(debug.pause(), undefined);
  });
});
