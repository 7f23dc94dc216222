// Going back: every stop in the past is the moment of a fresh run, and whatever stops a run forward stops it backward at the
// same moments.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { StepKind } from '../../src/debugger';
import type { CauseName } from '../../src/isa/causes';
import { compiler } from '../../src/compiler/engine';
import type { Machine } from '../../src/machine/machine';
import { machineHash } from '../../src/machine/state-hash';
import { PROGRAMS } from './crowds';
import { machineOf, Tester } from './sessions';

const HISTORY = { bytes: 1e6, interval: 300 };
const STOPS_MAX = 40;

function recorded(texts: Readonly<Record<string, string>>, compiled = false): Tester {
  return new Tester(machineOf(texts, compiled ? { engine: compiler({ always: true }) } : {}), { history: HISTORY, stopOnExit: true });
}

/** The hash of a plain machine after so many steps. */
function hashAt(texts: Readonly<Record<string, string>>, steps: number): string {
  const machine = machineOf(texts);
  while (machine.steps < steps && machine.ending === undefined) machine.run(steps - machine.steps, 1e9);
  return machineHash(machine);
}

const point = fc.record({
  line: fc.nat(40), condition: fc.constantFrom(undefined, 'steps > 100', 'stack[0] > 1', 'i32[pc * 4] == 0'),
  hitCondition: fc.constantFrom(undefined, undefined, '%3', '>=5', '2'), logMessage: fc.constantFrom(undefined, undefined, undefined, '{pc}'),
});
const watched = fc.record({ address: fc.nat(200), size: fc.constantFrom(1, 4, 8), access: fc.constantFrom('read' as const, 'write' as const, 'readWrite' as const) });
const setup = fc.record({
  points: fc.array(point, { maxLength: 3 }), watched: fc.array(watched, { maxLength: 2 }),
  causes: fc.subarray<CauseName>(['sys', 'privileged', 'exit', 'memory'], { maxLength: 2 }), compiled: fc.boolean(),
});
type Setup = typeof setup extends fc.Arbitrary<infer T> ? T : never;

function arm({ debug }: Tester, { points, watched: data, causes }: Setup): void {
  debug.setSourceBreakpoints(debug.sources()[0], points);
  debug.setDataBreakpoints(data.map(({ address, size, access }) => (
    { target: { kind: 'memory', context: 1, address, size, element: 'u8', name: `${address}` }, access })));
  debug.setTrapFilter({ causes, unhandled: true });
}

/** The count of steps of each stop from here, until nothing stops any more. */
function stopsForward(tester: Tester): number[] {
  const stops: number[] = [];
  for (let count = 0; count < STOPS_MAX; count++) {
    tester.debug.continue();
    const event = tester.run();
    assert.ok(event.kind === 'stopped', event.kind);
    if (event.reason === 'exit') break;
    stops.push(tester.machine.steps);
  }
  return stops;
}

function stopsBackward(tester: Tester): number[] {
  const stops: number[] = [];
  for (;;) {
    tester.debug.reverseContinue();
    const event = tester.run();
    assert.ok(event.kind === 'stopped', event.kind);
    if (event.reason === 'goto') return stops;
    stops.push(tester.machine.steps);
  }
}

describe('going back', () => {
  for (const [name, texts] of Object.entries(PROGRAMS)) {
    it(`every kind of breakpoint stops at the same moments in both directions: ${name}`, function () {
      this.timeout(60_000);
      fc.assert(fc.property(setup, (given) => {
        const tester = recorded(texts, given.compiled);
        arm(tester, given);
        const forward = stopsForward(tester), last = tester.machine.steps;
        const backward = stopsBackward(tester);
        const moments = [...new Set(forward)].filter((steps) => steps < last || tester.machine.ending !== undefined);
        assert.deepEqual(backward.reverse(), forward.length < STOPS_MAX ? [...new Set(forward)] : moments);
      }), { numRuns: 25 });
    });

    it(`a walk forward and backward meets the states of a fresh run: ${name}`, function () {
      this.timeout(60_000);
      const kinds = fc.constantFrom<StepKind>('in', 'over', 'out');
      const order = fc.record({ back: fc.boolean(), kind: kinds, granularity: fc.constantFrom('instruction' as const, 'statement' as const, 'line' as const),
        who: fc.nat(3), far: fc.option(fc.nat(3000)) });
      fc.assert(fc.property(fc.array(order, { minLength: 3, maxLength: 12 }), (orders) => {
        const tester = recorded(texts);
        const { debug, machine } = tester;
        for (const { back, kind, granularity, who, far } of orders) {
          if (debug.state === 'ended') break;
          const contexts = debug.contexts(), before = machine.steps;
          const context = contexts[who % contexts.length].id;
          if (far !== null) {
            debug.continue();
            if (debug.advance(far) === undefined) debug.pause();
          } else if (back) {
            debug.stepBack(kind, granularity, context);
            tester.run();
            assert.ok(machine.steps < before || before === 0 || machine.ending === undefined, `${machine.steps} is not before ${before}`);
          } else {
            debug.step(kind, granularity, context);
            if (debug.advance(20_000) === undefined) debug.pause();
          }
          if (machine.ending === undefined) assert.equal(machineHash(machine), hashAt(texts, machine.steps), JSON.stringify({ back, kind, granularity, far }));
        }
      }), { numRuns: 15 });
    });
  }

  it('hits are counted from the beginning of the run, whenever a breakpoint is set and wherever one comes from', function () {
    this.timeout(60_000);
    const counted = fc.record({
      points: fc.array(fc.record({ line: fc.nat(40), hitCondition: fc.constantFrom('%3', '>=5', '4') }), { minLength: 1, maxLength: 2 }),
      watched: fc.array(fc.record({ address: fc.nat(200), size: fc.constant(4), access: fc.constant('write' as const), hitCondition: fc.constant('%2') }), { maxLength: 1 }),
      to: fc.double({ min: 0, max: 1, noNaN: true }), early: fc.boolean(), name: fc.constantFrom(...Object.keys(PROGRAMS)),
    });
    const set = ({ debug }: Tester, { points, watched: data }: typeof counted extends fc.Arbitrary<infer T> ? T : never): void => {
      debug.setSourceBreakpoints(debug.sources()[0], points);
      debug.setDataBreakpoints(data.map(({ address, size, access, hitCondition }) => (
        { target: { kind: 'memory', context: 1, address, size, element: 'u8', name: `${address}` }, access, hitCondition })));
    };
    let stopped = 0;
    fc.assert(fc.property(counted, (given) => {
      const first = recorded(PROGRAMS[given.name]), tester = recorded(PROGRAMS[given.name]);
      set(first, given);
      const all = stopsForward(first);
      tester.debug.continue();
      tester.run();
      if (given.early) set(tester, given);
      tester.debug.goTo(Math.floor(given.to * tester.debug.position.end));
      tester.run();
      const { machine: { steps } } = tester;
      if (!given.early) set(tester, given);
      const found = stopsForward(tester), wanted = all.filter((each) => each > steps);
      const count = Math.min(found.length, wanted.length, all.length < STOPS_MAX ? Infinity : STOPS_MAX);
      assert.deepEqual(found.slice(0, count), wanted.slice(0, count));
      if (all.length < STOPS_MAX) assert.equal(found.length, wanted.length, `${steps}: ${found.join()} and ${wanted.join()}`);
      stopped += count;
    }), { numRuns: 240 });
    assert.ok(stopped > 20, `${stopped} stops are too few to tell`);
  });

  it('so many instructions back and as many forward is where one was', () => {
    const texts = PROGRAMS['two processes that take turns'];
    const tester = recorded(texts);
    const { machine } = tester;
    tester.debug.continue();
    while (machine.steps < 500) assert.equal(tester.debug.advance(100), undefined);
    tester.debug.pause();
    const before = look(machine);
    for (let i = 0; i < 60; i++) back(tester);
    assert.equal(machineHash(machine), hashAt(texts, machine.steps));
    for (let i = 0; i < 60; i++) tester.step('in', 'instruction');
    assert.equal(look(machine), before);
  });
});

function back(tester: Tester): void {
  tester.debug.stepBack('in', 'instruction', 1);
  tester.run();
}

function look(machine: Machine): string {
  return `${machine.steps} ${machineHash(machine)}`;
}
