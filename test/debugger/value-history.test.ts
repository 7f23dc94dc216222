// Histories of values against brute force: a fresh machine takes every step alone, and somebody looks at the slot or the bytes after
// each; the history has just the changes that are seen so.
import { strict as assert } from 'node:assert';
import { finish } from '../../src/base/steps';
import type { Random } from '../../src/base/random';
import { compiler } from '../../src/compiler/engine';
import { MEMORY_ELEMENT_BYTES } from '../../src/debugger/memory-watch';
import { Programs } from '../../src/debugger/programs';
import type { MemoryElement, WatchTarget } from '../../src/debugger/types';
import { valueHistory, type ValueHistory } from '../../src/debugger/value-history';
import { Timeline } from '../../src/history/timeline';
import { windowOf } from '../../src/machine/context';
import type { EngineMaker } from '../../src/machine/engine';
import { interpreter } from '../../src/machine/interpreter';
import { Machine } from '../../src/machine/machine';
import { machineHash } from '../../src/machine/state-hash';
import { PHYSICAL_START } from '../../src/machine/store';
import { imageOf, randomFor, sampleOf } from '../engines/sample';
import { PROGRAMS } from './crowds';
import { INTERRUPTED, slotHistory, someSlot, witness, type Bytes, type Expected, type Looked } from './looks';
import { machineOf, refusal, Tester } from './sessions';

const ENGINES: Readonly<Record<string, EngineMaker>> = { interpreter, compiler: compiler({ always: true }) };
const STEPS_MAX = 2500;
const PURPOSE = 77;
const SEEDS: Readonly<Record<string, number>> = { interpreter: 35, compiler: 15 };
const ELEMENTS: readonly MemoryElement[] = ['i8', 'u8', 'i16', 'u16', 'i32', 'f64'];

function byteHistory(looks: readonly Looked[]): Expected {
  const isArray = looks[0].size > 1, values: string[] = [];
  looks.forEach((look, steps) => {
    if (steps === 0 && isArray) return;
    for (const [index, value] of look) if (steps === 0 || looks[steps - 1].get(index) !== value) values.push(`${steps}: ${isArray ? `[${index}] ` : ''}${value}`);
  });
  return { values, start: 0 };
}

function shown({ values }: ValueHistory): string[] {
  return values.map(({ steps, index, value }) => `${steps}: ${index === undefined ? '' : `[${index}] `}${value}`);
}

/** Bytes around one that the run has changed, as the root's; undefined where it has changed none. */
function someBytes(machine: Machine, fresh: Machine, random: Random): Bytes | undefined {
  const { size: there } = windowOf(machine.root), now = machine.store.u8, before = fresh.store.u8;
  const changed: number[] = [];
  for (let at = 0; at < there; at++) if (now[PHYSICAL_START + at] !== before[PHYSICAL_START + at]) changed.push(at);
  const element = random.pick(ELEMENTS), size = MEMORY_ELEMENT_BYTES[element] * (1 + random.below(4));
  if (changed.length === 0 || there < size) return undefined;
  const address = Math.min(there - size, Math.max(0, random.pick(changed) - random.below(size)));
  return { target: { kind: 'memory', context: 1, address, size, element, name: 'bytes' }, start: address };
}

/** Runs up to a count of steps, or to where the program ends or waits. */
function runTo(timeline: Timeline, steps: number): void {
  const { machine } = timeline;
  while (machine.steps < steps) if (['ended', 'input'].includes(timeline.run(steps - machine.steps, 1e6).kind)) return;
}

const counts = { bytes: 0, slots: 0, inner: 0, below: 0 };

/** Compares histories of random things at random moments of a run with brute force. */
class Comparison {
  private readonly timeline: Timeline;
  private readonly programs: Programs;

  constructor(private readonly make: () => Machine, private readonly random: Random, private readonly name: string) {
    this.timeline = new Timeline(make(), { bytes: 1e9, interval: random.pick([50, 400, 100_000]) });
    const { machine } = this.timeline;
    this.programs = new Programs(machine, () => undefined);
    machine.onProgram = (program) => { this.programs.add(program); };
    runTo(this.timeline, 1 + random.below(STEPS_MAX));
  }

  run(histories: number): void {
    const { timeline, timeline: { machine, branch: { end } }, random, make } = this;
    const bytes = Array.from({ length: 3 }, () => someBytes(machine, make(), random)).filter((each) => each !== undefined);
    const looked = witness(make(), end, bytes);
    bytes.forEach((each, i) => this.compare(each.target, byteHistory(looked.bytes[i])));
    for (let i = 0; i < histories; i++) {
      finish(timeline.goTo(random.below(end + 1)));
      const target = someSlot(machine, random);
      this.compare(target, slotHistory(looked.slots, machine.steps, target));
    }
  }

  private compare(target: WatchTarget, wanted: Expected): void {
    const { timeline, timeline: { machine }, random, programs } = this, { steps: now } = machine, hash = machineHash(machine);
    const context = machine.root.find(target.context) ?? assert.fail();
    const limits = { values: random.pick([3, 1e6]), steps: random.pick([1, 7, 100, 1e6]) };
    const found = finish(valueHistory(timeline, programs, target, context, limits));
    const at = `${this.name}, steps ${now}, ${JSON.stringify({ target, limits })}`;
    const past = wanted.values.filter((text) => Number.parseInt(text, 10) <= now), future = wanted.values.slice(past.length);
    assert.deepEqual(shown(found), [...past.slice(-limits.values), ...future.slice(0, limits.values)], at);
    assert.deepEqual({ earlier: found.earlier, later: found.later, start: found.start },
      { earlier: past.length > limits.values, later: future.length > limits.values, start: wanted.start }, at);
    assert.equal(`${machine.steps} ${machineHash(machine)}`, `${now} ${hash}`, at);
    this.count(target, found.values.length);
  }

  private count(target: WatchTarget, values: number): void {
    if (target.kind === 'memory') counts.bytes += values;
    else counts.slots += values;
    if (target.kind !== 'memory' && target.frame > 1) counts.inner += values;
    if (target.kind !== 'memory' && target.context > 1) counts.below += values;
  }
}

describe('histories of values', () => {
  for (const [name, engine] of Object.entries(ENGINES)) {
    it(`are what somebody sees who looks after every step, random programs, ${name}`, () => {
      for (let seed = 1; seed <= SEEDS[name]; seed++) {
        const sample = sampleOf(seed, []);
        new Comparison(() => new Machine(imageOf(sample), { ...sample.options, engine }), randomFor(seed, PURPOSE), `seed ${seed}`).run(6);
      }
    });

    for (const [title, texts] of Object.entries({ ...PROGRAMS, 'a child that is interrupted': INTERRUPTED })) {
      it(`are what somebody sees who looks after every step, ${title}, ${name}`, () => {
        for (let seed = 1; seed <= 5; seed++) new Comparison(() => machineOf(texts, { engine }), randomFor(seed, PURPOSE), `${title} ${seed}`).run(20);
      });
    }
  }

  it('are of one call of a function, say where it began and returned, and who wrote', () => {
    const tester = new Tester(machineOf(`func twice (n: i32) -> i32
  local t: i32
  get n get n add set t
  get t ret
end
entry func main
  3 call twice drop
  4 call twice drop
  5 call twice drop
  ret
end
`), { history: { bytes: 1e6 }, stopOnExit: true });
    const { debug } = tester;
    debug.setFunctionBreakpoints([{ name: 'twice', condition: 'n == 4' }]);
    tester.go();
    const frame = { context: 1, depth: 0 };
    tester.debug.setFunctionBreakpoints([]);
    const at = tester.machine.steps;
    debug.continue();
    tester.run();
    debug.goTo(at);
    tester.run();
    const { values: found, start, ended, earlier, later } = finish(debug.valueHistory(debug.watchTarget('t', frame)));
    assert.deepEqual(found.map(({ steps, value, how, code }) => `${steps - at}: ${value} ${how} ${code?.function ?? ''} ${code?.text ?? ''}`),
      ['0: 0 initial  ', '4: 8 write twice set t']);
    assert.deepEqual({ start, ended, earlier, later }, { start: at, ended: at + 6, earlier: false, later: false });
    assert.deepEqual(finish(debug.valueHistory(debug.watchTarget('n', frame))).values.map(({ steps, value }) => [steps - at, value]), [[0, '4']]);
  });

  it('tell what somebody changed by hand, and leave data breakpoints and output as they are', () => {
    const tester = new Tester(machineOf(`entry func main
  local i: i32
next:
  get i sys print
  get i 1 add set i
  get i 20 lt jumpnz next
  ret
end
`), { history: { bytes: 1e6, interval: 10 }, stopOnExit: true });
    const { debug, machine } = tester;
    const target = debug.watchTarget('i');
    debug.setDataBreakpoints([{ target, access: 'write', condition: 'value == 5' }]);
    tester.go();
    const edited = machine.steps;
    debug.setExpression('i', '15');
    const hits = debug.setDataBreakpoints([{ target, access: 'write', condition: 'value == 5' }])[0].hits;
    debug.takeOutput();
    tester.go();
    const output = debug.takeOutput().length;
    assert.ok(machine.ending !== undefined && output > 0);
    debug.stepBack('in', 'instruction', 1);
    tester.run();
    const before = machineHash(machine), { values: found } = finish(debug.valueHistory(target));
    assert.deepEqual(found.map(({ value }) => value), ['0', '1', '2', '3', '4', '15', '16', '17', '18', '19', '20']);
    assert.deepEqual(found.filter(({ how }) => how === 'edit').map(({ steps, value }) => [steps, value]), [[edited, '15']]);
    assert.equal(machineHash(machine), before);
    assert.equal(debug.takeOutput().length, 0);
    assert.equal(debug.setDataBreakpoints([{ target, access: 'write', condition: 'value == 5' }])[0].hits, hits);
    assert.equal(debug.takeNews().breakpoints.length, 0);
  });

  it('can be called off, and then everything is as it was', () => {
    const tester = new Tester(machineOf(PROGRAMS['two processes that take turns']), { history: { bytes: 1e6, interval: 100 } });
    const { debug, machine } = tester;
    debug.continue();
    while (machine.steps < 900) assert.equal(debug.advance(100), undefined);
    debug.pause();
    const before = `${machine.steps} ${machineHash(machine)}`;
    const steps = debug.valueHistory(debug.watchTarget('i32[0]', { context: 1, depth: 0 }));
    for (let i = 0; i < 3; i++) assert.notEqual(steps.next().done, true);
    assert.equal(debug.state, 'running');
    assert.throws(() => debug.continue(), /pause it first/);
    steps.return(undefined as never);
    assert.equal(`${machine.steps} ${machineHash(machine)}`, before);
    assert.equal(debug.state, 'stopped');
  });

  it('are refused where nothing is recorded, and of what is not there', () => {
    const text = 'memory 64\nentry func main\n  nop ret\nend\n';
    const bare = new Tester(machineOf(text)), tester = new Tester(machineOf(text), { history: { bytes: 1e6 } });
    const target = { kind: 'memory', context: 1, address: 0, size: 4, element: 'i32', name: 'i32[0]' } as const;
    assert.equal(refusal(() => bare.debug.valueHistory(target)), 'D309');
    assert.equal(refusal(() => tester.debug.valueHistory({ ...target, address: 61 })), 'D221');
    assert.equal(refusal(() => tester.debug.valueHistory({ kind: 'local', context: 1, frame: 2, function: 0, index: 0, name: 'n' })), 'D223');
    assert.equal(refusal(() => tester.debug.valueHistory({ ...target, context: 9 })), 'D303');
  });

  it('were not all empty', () => {
    assert.ok(counts.bytes > 300 && counts.slots > 8000 && counts.inner > 300 && counts.below > 2500, JSON.stringify(counts));
  });
});
