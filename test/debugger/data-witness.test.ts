// Data breakpoints on random programs, against single steps: every change of a watched local of the outermost frame stops once,
// with the values that somebody sees who looks at the machine after each step; and no engine makes a difference.
import { strict as assert } from 'node:assert';
import { render } from '../../src/base/message';
import { Random } from '../../src/base/random';
import { compiler } from '../../src/compiler/engine';
import { DebugSession, type SessionEvent, type WatchTarget } from '../../src/debugger';
import { decodeImage } from '../../src/image/read';
import { encodeStripped } from '../../src/image/write';
import type { EngineMaker } from '../../src/machine/engine';
import { interpreter } from '../../src/machine/interpreter';
import { Machine } from '../../src/machine/machine';
import { machineHash } from '../../src/machine/state-hash';
import { localTypes, slotValue } from '../../src/machine/walk';
import { verify, type VerifiedImage } from '../../src/verifier/verify';
import { assembled, generateProgram } from '../witness/generate';
import { SMALL } from '../witness/machines';
import { PROGRAMS as CROWDS } from './crowds';
import { goesOnAt, INTERRUPTED, lookAt, slotHistory, slotName, someSlot, witness, type Slot } from './looks';
import { machineOf } from './sessions';

const PROGRAMS = 25;
const INSTRUCTIONS = 3000;
const ENGINES: Readonly<Record<string, EngineMaker>> = { interpreter, always: compiler({ always: true }), automatic: compiler() };

/** Steps and values at which a local of the root's first frame changes, seen by looking after each step. */
function looked(image: VerifiedImage, index: number): string[] {
  const machine = new Machine(image, SMALL);
  const { root, store } = machine;
  const type = localTypes(root, root.fn)[index], word = root.fp + index * 2;
  const found: string[] = [];
  for (let before = slotValue(store, word, type); machine.steps < INSTRUCTIONS; before = slotValue(store, word, type)) {
    const { steps } = machine;
    const { kind } = machine.run(1, 1e9);
    if (kind === 'ended' || kind === 'input') break;
    const now = slotValue(store, word, type);
    if (!Object.is(now, before)) found.push(`${steps + 1}: ${now}`);
  }
  return found;
}

/** A session with one data breakpoint, to its end: where it stopped, and the hash of the end. */
function stopped(image: VerifiedImage, engine: EngineMaker, target: WatchTarget, condition?: string): { stops: string[]; end: string } {
  const machine = new Machine(image, { ...SMALL, engine });
  const debug = new DebugSession(machine, { limits: { instructions: INSTRUCTIONS } });
  debug.setDataBreakpoints([{ target, access: condition === undefined ? 'readWrite' : 'write', ...(condition === undefined ? {} : { condition }) }]);
  const stops: string[] = [];
  for (let event: SessionEvent | undefined; event === undefined || event.kind === 'stopped';) {
    debug.continue();
    do event = debug.advance(700); while (event === undefined && debug.state === 'running');
    if (event?.kind === 'stopped') stops.push(`${machine.steps}: ${event.message === undefined ? '' : render(event.message, 'en')}`);
  }
  return { stops, end: `${machine.steps} ${machineHash(machine)}` };
}

/** The values at which a data breakpoint for writes stops, each with the count of steps. */
function writtenValues(machine: Machine, target: Slot): string[] {
  const debug = new DebugSession(machine, { limits: { instructions: INSTRUCTIONS } });
  const [set] = debug.setDataBreakpoints([{ target, access: 'write' }]);
  assert.ok(set.verified, JSON.stringify(set));
  const values: string[] = [];
  for (;;) {
    debug.continue();
    let event: SessionEvent | undefined;
    while (event === undefined && debug.state === 'running') event = debug.advance(700);
    if (event?.kind !== 'stopped') return values;
    values.push(`${machine.steps}: ${lookAt(machine).get(slotName(target))}`);
  }
}

describe('data breakpoints on random programs', () => {
  it('stop at every change of a local, and only there', () => {
    let changes = 0;
    for (let seed = 1; seed <= PROGRAMS; seed++) {
      const image = verify(decodeImage(encodeStripped(assembled(generateProgram(new Random(seed))))));
      const entry = image.functions[image.entry];
      const types = [...image.types[entry.type].params, ...entry.locals];
      // `!=` of f64 says nothing of the sign of zero, and of NaN something else.
      for (const [index, type] of types.entries()) {
        if (type === 'f64') continue;
        const wanted = looked(image, index);
        changes += wanted.length;
        const target = { kind: 'local', context: 1, frame: 1, function: image.entry, index, name: 'l' } as const;
        for (const [name, engine] of Object.entries(ENGINES)) {
          const { stops } = stopped(image, engine, target, 'value != old');
          assert.deepEqual(stops.map((stop) => stop.split(':')[0]), wanted.map((change) => change.split(':')[0]), `seed ${seed}, local ${index}, ${name}`);
        }
      }
    }
    assert.ok(changes > 200, String(changes));
  });

  it('stop at the same accesses to places of the stack in every engine, and change nothing', () => {
    let stops = 0;
    for (let seed = 1; seed <= PROGRAMS; seed++) {
      const random = new Random(seed);
      const image = verify(decodeImage(encodeStripped(assembled(generateProgram(random)))));
      const target = { kind: 'operand', context: 1, frame: 1, function: image.entry, index: random.below(3), name: 's' } as const;
      const runs = Object.values(ENGINES).map((engine) => stopped(image, engine, target));
      for (const run of runs) assert.deepEqual(run, runs[0], `seed ${seed}`);
      stops += runs[0].stops.length;
    }
    assert.ok(stops > 200, String(stops));
  });

  for (const [title, texts] of Object.entries({ ...CROWDS, 'a child that is interrupted': INTERRUPTED })) {
    for (const [name, engine] of Object.entries(ENGINES)) {
      it(`stop at each new value of a slot of any frame, whoever completes the instruction that makes it: ${title}, ${name}`, () => {
        let stops = 0;
        for (let seed = 1; seed <= 12; seed++) {
          const random = new Random(seed), machine = machineOf(texts, { engine });
          machine.run(random.below(INSTRUCTIONS), 1e9);
          const target = someSlot(machine, random), from = machine.steps;
          const looks = witness(machineOf(texts), INSTRUCTIONS, []).slots;
          const changes = slotHistory(looks, from, target).values.map((text) => text.split(': ')).filter(([steps]) => Number(steps) > from);
          const found = writtenValues(machine, target).map((text) => text.split(': '));
          for (const [steps, value] of changes) {
            // What a parent or a callee makes is met when the frame goes on.
            const goesOn = goesOnAt(looks, Number(steps), target);
            if (goesOn === undefined) continue;
            const isMet = found.some(([at, each]) => Number(at) >= Number(steps) && Number(at) <= goesOn && each === value);
            assert.ok(isMet, `seed ${seed}, from ${from}, ${JSON.stringify(target)}: ${steps}: ${value} in ${found.join('; ')}`);
            stops++;
          }
        }
        assert.ok(stops >= 5, String(stops));
      });
    }
  }
});
