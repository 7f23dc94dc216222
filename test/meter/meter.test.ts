// The meter against a witness that takes single steps and finds all of it out by brute force; across going back; and whether anybody notices it.
import * as assert from 'node:assert/strict';
import { Random } from '../../src/base/random';
import { Cause, causeName } from '../../src/isa/causes';
import { decoded, opcodeOf, sysNumberOf } from '../../src/isa/encoding';
import { Op } from '../../src/isa/instructions';
import { compiler } from '../../src/compiler/engine';
import type { Context } from '../../src/machine/context';
import type { EngineMaker } from '../../src/machine/engine';
import { interpreter } from '../../src/machine/interpreter';
import { runToEnd, type Machine, type MachineOptions } from '../../src/machine/machine';
import { machineHash } from '../../src/machine/state-hash';
import { GONE_MAX } from '../../src/meter/limits';
import { Meter } from '../../src/meter/meter';
import { meterReport, type LayerReport, type MeterReport, type Names } from '../../src/meter/report';
import { machineOf } from '../debugger/sessions';
import { Walk } from '../history/walks';
import { chaos, CHAOS_MEMORY } from '../witness/chaos';
import { launch } from '../witness/machines';
import { oneStep } from '../witness/steps';

const ENGINES: Readonly<Record<string, EngineMaker>> = { interpreter, compiler: compiler({ always: true }) };
const NAMES: Names = { image: ({ number }) => `image${number}`, function: (_, fn) => `f${fn}`, place: () => undefined };

function report(machine: Machine, meter: Meter): MeterReport {
  return meterReport(machine, meter, NAMES);
}

/** What is to be compared of a report: a line for each layer, with its exits. */
function linesOf({ layers }: MeterReport): string[] {
  return layers.map(({ context, retired, entered, exits, causes }) => {
    const kinds = causes.flatMap(({ cause, count, kinds: all }) => [`${cause} ${count}`, ...all.map((kind) => `${kind.instruction ?? kind.call} ${kind.count}`).sort()]);
    return `${context}: ${retired} in ${entered} out ${exits}: ${kinds.join(', ')}`;
  }).sort();
}

/** The same by single steps. */
class Witness {
  private readonly retired = new Map<number, number>();
  private readonly entered = new Map<number, number>();
  /** By id and cause, and by what it was about. */
  private readonly exits = new Map<number, Map<Cause, Map<string, number>>>();

  constructor(private readonly machine: Machine) {}

  run(steps: number): void {
    const { machine } = this;
    while (machine.steps < steps) {
      const before = machine.chain.length, called = this.firmwareCall();
      const seen = oneStep(machine);
      if (seen === undefined) return;
      const { retired, back } = seen;
      if (retired === undefined) add(this.entered, machine.chain[before].id);
      else add(this.retired, retired.context.id);
      if (back !== undefined) this.addExit(back.context, back.cause, back.pc);
      else if (called && retired?.context === machine.root) this.addExit(machine.root, Cause.sys, retired.pc);
    }
  }

  private firmwareCall(): boolean {
    const { current, root } = this.machine;
    return current === root && opcodeOf(this.machine.wordAt(root)) === Op.sys;
  }

  private addExit({ id, program }: Context, cause: Cause, pc: number): void {
    const causes = this.exits.get(id) ?? new Map<Cause, Map<string, number>>();
    this.exits.set(id, causes);
    const kinds = causes.get(cause) ?? new Map<string, number>();
    causes.set(cause, kinds);
    const word = program.image.code[pc];
    const kind = cause === Cause.sys ? String(sysNumberOf(word >>> 8)) : cause === Cause.privileged || cause === Cause.operand ? decoded(word).mnemonic : '';
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }

  lines(): string[] {
    const { contextsMade } = this.machine;
    return Array.from({ length: contextsMade }, (_, i) => i + 1).map((id) => {
      let exits = 0;
      const kinds = [...this.exits.get(id) ?? []].sort(([a], [b]) => a - b).flatMap(([cause, all]) => {
        const count = [...all.values()].reduce((sum, each) => sum + each, 0);
        exits += count;
        return [`${causeName(cause)} ${count}`, ...[...all].filter(([kind]) => kind !== '').map(([kind, each]) => `${kind} ${each}`).sort()];
      });
      return `${id}: ${this.retired.get(id) ?? 0} in ${this.entered.get(id) ?? 0} out ${exits}: ${kinds.join(', ')}`;
    }).sort();
  }
}

function add(counts: Map<number, number>, id: number): void {
  counts.set(id, (counts.get(id) ?? 0) + 1);
}

const STEPS = 30_000;
const OPTIONS: Partial<MachineOptions> = { memory: CHAOS_MEMORY, limits: { contexts: 12, frames: 60, images: 12, slots: 4096 }, disk: new Uint8Array(4096).fill(7) };

function chaotic(seed: number, engine: EngineMaker): Machine {
  const random = new Random(seed);
  const events = Array.from({ length: 8 }, () => random.below(STEPS)).sort((a, b) => a - b);
  const input = [...events.map((step) => ({ step, bytes: Uint8Array.of(step) })), { step: STEPS, bytes: undefined }];
  return launch(chaos(seed), { ...OPTIONS, engine, seed, input });
}

describe('the meter', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    for (const [name, engine] of Object.entries(ENGINES)) {
      it(`${name}, seed ${seed}: counts what single steps count, and nobody notices it`, () => {
        const witness = new Witness(chaotic(seed, interpreter));
        witness.run(STEPS);
        const machine = chaotic(seed, engine), plain = chaotic(seed, engine);
        const meter = new Meter(machine), random = new Random(seed);
        while (machine.steps < STEPS) machine.run(Math.min(STEPS - machine.steps, 1 + random.below(4000)), 1 + random.below(9000));
        while (plain.steps < STEPS) plain.run(STEPS - plain.steps, 1e6);
        const told = report(machine, meter), wanted = witness.lines();
        // A context that could not be made has an id that nobody has.
        const made = new Set(told.layers.map(({ context }) => context));
        assert.deepEqual(linesOf(told), wanted.filter((line) => made.has(Number.parseInt(line, 10))));
        for (const line of wanted) if (!made.has(Number.parseInt(line, 10))) assert.match(line, /: 0 in 0 out 0: $/);
        assert.ok(told.exits > 5);
        assert.equal(told.retired, machine.root.time);
        assert.equal(told.layers.reduce((sum, { entered }) => sum + entered, 0), machine.steps - machine.root.time);
        assert.equal(machineHash(machine), machineHash(plain));
      });
    }
  }

  for (const [name, engine] of Object.entries(ENGINES)) {
    it(`a moment has the counts that it had, whatever way one comes to it, ${name}`, () => {
      let exits = 0;
      for (let seed = 1; seed <= 25; seed++) {
        const walk = new Walk(seed, engine, (machine) => {
          const meter = new Meter(machine);
          return () => {
            const told = report(machine, meter);
            exits += told.exits;
            return JSON.stringify(told);
          };
        });
        assert.equal(walk.go(25), undefined);
      }
      assert.ok(exits > 400, `${exits} exits seen`);
    });
  }

  it('says where a layer lies: below the sibling around its window, also when both are gone', () => {
    const machine = machineOf(SIBLINGS, { memory: 131_072 });
    const meter = new Meter(machine);
    runToEnd(machine);
    const { layers } = report(machine, meter);
    assert.deepEqual(layers.map(({ context, parent, below, depth, gone }) => [context, parent, below, depth, gone]), [
      [1, null, null, 0, false], [2, 1, 1, 1, true], [3, 1, 2, 2, true], [4, 1, 3, 3, true], [5, 1, 1, 1, true],
    ]);
    const [root, outer] = layers;
    assert.equal(outer.within.retired, layers.slice(1, 4).reduce((sum, { retired }) => sum + retired, 0));
    assert.equal(root.within.retired, machine.root.time);
    assert.equal(layers[3].path, 'root > image2 #1 > image2 #2 > image2 #3');
  });

  it('counts the waits that found an interrupt, and those of the root that let time pass', () => {
    const machine = machineOf(WAITS);
    const meter = new Meter(machine);
    runToEnd(machine);
    assert.equal(machine.ending?.code, 0);
    const [root, guest] = report(machine, meter).layers;
    assert.deepEqual(root.waits, { pending: 0, waited: 1 });
    assert.deepEqual(guest.waits, { pending: 1, waited: 0 });
    assert.deepEqual(kinds(guest, 'privileged'), ['wait 1']);
  });

  it('adds up by image what is gone beyond a limit', () => {
    const count = GONE_MAX + 40;
    const machine = machineOf({ 'main.sasm': churn(count), 'child.sasm': 'memory 4096\nentry func main\n  nop sys 20 () ret\nend\n' });
    const meter = new Meter(machine);
    runToEnd(machine);
    const told = report(machine, meter);
    assert.equal(told.layers.length, 1 + GONE_MAX + 1);
    const last = told.layers[told.layers.length - 1], [, one] = told.layers;
    assert.deepEqual([last.context, last.contexts, last.exits, last.entered, last.retired], [null, 40, 40 * one.exits, 40 * one.entered, 40 * one.retired]);
    assert.equal(told.retired, machine.root.time);
    assert.equal(told.crossings, 2 * (machine.steps - machine.root.time));
  });
});

function kinds({ causes }: LayerReport, cause: string): string[] {
  return causes.find((each) => each.cause === cause)?.kinds.map(({ instruction, call, count }) => `${instruction ?? call} ${count}`) ?? [];
}

/** A root that makes four children: the second in the window of the first, the third in that of the second, the fourth beside them. */
const SIBLINGS = {
  'main.sasm': `memory 65536
embed child "child.sasm"
func run (base: i32, size: i32) -> i32
  local c: i32
  child child.size image.load get base get size mode.user ctx.new tee c
  -1 resume drop
  get c ret
end
entry func main
  local a: i32, b: i32, c: i32, d: i32
  4096 32768 call run set a
  8192 16384 call run set b
  8192 8192 call run set c
  40960 4096 call run set d
  get a ctx.drop get b ctx.drop get c ctx.drop get d ctx.drop
  ret
end
`,
  'child.sasm': 'memory 4096\nentry func main\n  sys 20 () ret\nend\n',
};

/** A guest in guest mode that waits twice, once with an interrupt pending; the root waits for the alarm. */
const WAITS = {
  'main.sasm': `memory 65536
embed child "child.sasm"
entry func main
  local c: i32
  child child.size image.load 32768 4096 mode.guest ctx.new set c
  get c -1 resume cause.privileged ne jumpnz bad
  get c field.result 0 ctx.set drop
  get c -1 resume cause.sys ne jumpnz bad
  port.alarm.high 0 out
  port.alarm.low 1000 out
  wait
  get c field.result 0 ctx.set drop
  get c field.interrupt 4 ctx.set drop
  get c -1 resume cause.exit ne jumpnz bad
  ret
bad:
  unreachable
end
`,
  'child.sasm': 'memory 4096\nentry func main\n  wait sys 20 () wait ret\nend\n',
};

/** Makes, runs and drops so many contexts. */
function churn(count: number): string {
  return `memory 65536
embed child "child.sasm"
entry func main
  local i: i32, im: i32, c: i32
  child child.size image.load set im
again:
  get im 32768 4096 mode.user ctx.new tee c
  -1 resume drop
  get c ctx.drop
  get i 1 add tee i ${count} lt jumpnz again
  ret
end
`;
}
