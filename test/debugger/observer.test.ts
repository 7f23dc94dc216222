// The observer is invisible: whatever a debugger does to a run, at every stop the machine is in the state in which a plain
// run is after as many steps, and both end the same.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { CauseName } from '../../src/isa/causes';
import type { Machine } from '../../src/machine/machine';
import { machineHash } from '../../src/machine/state-hash';
import { PROGRAMS } from './crowds';
import { machineOf, Tester } from './sessions';

const CAUSES: readonly CauseName[] = ['sys', 'privileged', 'exit', 'memory'];
const CONDITIONS = ['1', 'steps > 100', 'stack[0] > 1', 'i32[pc * 4] == 0', 'nowhere'];

const command = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('step' as const), step: fc.constantFrom('in' as const, 'over' as const, 'out' as const),
    granularity: fc.constantFrom('instruction' as const, 'statement' as const, 'line' as const), who: fc.nat(4) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pause' as const), work: fc.integer({ min: 1, max: 3000 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('breakpoints' as const), lines: fc.array(fc.nat(40), { maxLength: 4 }),
    condition: fc.constantFrom(...CONDITIONS), log: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('filter' as const), causes: fc.subarray([...CAUSES]) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('continue' as const) }) },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

/** Runs on until the next stop, but no longer than a person would wait. */
function runOn({ debug }: Tester, work = 20_000): void {
  const event = debug.advance(work);
  if (event === undefined) debug.pause();
}

function obey(tester: Tester, order: Command): void {
  const { debug } = tester;
  switch (order.kind) {
    case 'step': {
      const contexts = debug.contexts();
      debug.step(order.step, order.granularity, contexts[order.who % contexts.length].id);
      return runOn(tester);
    }
    case 'pause': debug.continue(); return runOn(tester, order.work);
    case 'continue': debug.continue(); return runOn(tester);
    case 'breakpoints': {
      const [source] = debug.sources();
      debug.setSourceBreakpoints(source, order.lines.map((line) => ({ line, condition: order.condition, ...(order.log ? { logMessage: '{pc} {stack[0]}' } : {}) })));
      return;
    }
    case 'filter': debug.setTrapFilter({ causes: order.causes, unhandled: true });
  }
}

/** Looks at everything there is to see. */
function lookAround({ debug }: Tester): void {
  debug.takeNews();
  for (const { id } of debug.contexts()) {
    debug.context(id);
    debug.frames(id, 0, debug.frameCount(id));
    debug.locals({ context: id, depth: 0 });
    debug.operands({ context: id, depth: 0 });
    debug.data(id);
    debug.trapInfo(id);
    debug.readMemory(id, 0, 100_000);
  }
}

/** Runs a plain machine until it has done as many steps. */
function follow(plain: Machine, steps: number): void {
  while (plain.steps < steps && plain.ending === undefined) plain.run(steps - plain.steps, 1e9);
}

describe('a debugger changes nothing', () => {
  for (const [name, texts] of Object.entries(PROGRAMS)) {
    it(name, () => {
      fc.assert(fc.property(fc.array(command, { minLength: 1, maxLength: 25 }), (orders) => {
        const plain = machineOf(texts), observed = machineOf(texts);
        const tester = new Tester(observed);
        for (const order of orders) {
          if (tester.debug.state === 'ended') break;
          obey(tester, order);
          lookAround(tester);
          follow(plain, observed.steps);
          if (observed.ending === undefined) assert.equal(machineHash(observed), machineHash(plain), JSON.stringify(order));
        }
        tester.debug.setSourceBreakpoints(tester.debug.sources()[0], []);
        tester.debug.setTrapFilter({ causes: [], unhandled: false });
        if (tester.debug.state !== 'ended') assert.match(tester.go(), /^ended/);
        follow(plain, Infinity);
        assert.equal(machineHash(observed), machineHash(plain));
        assert.equal(observed.steps, plain.steps);
        assert.deepEqual(observed.ending, plain.ending);
        assert.deepEqual(observed.devices.output.take(), plain.devices.output.take());
      }), { numRuns: 40 });
    });
  }
});
