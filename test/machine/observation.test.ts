// What observers learn of a run: watched accesses, written pages, counts of instructions, why contexts come back. The
// witness takes single steps and finds all of it out by brute force.
import * as assert from 'node:assert/strict';
import { Random } from '../../src/base/random';
import { Cause } from '../../src/isa/causes';
import { opcodeOf } from '../../src/isa/encoding';
import { Op } from '../../src/isa/instructions';
import { CODE_COUNTED_MAX } from '../../src/isa/limits';
import type { Image } from '../../src/image/image';
import { compiler } from '../../src/compiler/engine';
import { windowOf } from '../../src/machine/context';
import type { EngineMaker } from '../../src/machine/engine';
import { interpreter } from '../../src/machine/interpreter';
import { Pass, type Machine, type MachineOptions } from '../../src/machine/machine';
import type { DataWatch } from '../../src/machine/observation';
import { machineHash } from '../../src/machine/state-hash';
import { COUNTERS_START, PAGE_BYTES, PAGE_FLAGS, PAGE_FLAGS_START, PAGE_SHIFT, PageFlag, PHYSICAL_START } from '../../src/machine/store';
import { build, bytesOfImage, main } from '../witness/builder';
import { chaos, CHAOS_MEMORY } from '../witness/chaos';
import { launch, runSteps } from '../witness/machines';
import { child, parent } from '../witness/parents';
import { oneStep, type StepSeen } from '../witness/steps';

const STEPS = 40_000;
const SEEDS = [1, 2, 3, 4, 5];
const OPTIONS: Partial<MachineOptions> = {
  memory: CHAOS_MEMORY, limits: { contexts: 12, frames: 60, images: 12, slots: 4096 }, disk: new Uint8Array(4096).fill(7),
};

/** Engines that are held against the witness, which interprets. */
const ENGINES: Readonly<Record<string, EngineMaker>> = { interpreter, compiler: compiler({ always: true }) };

function chaotic(seed: number, engine: EngineMaker = interpreter): Machine {
  const random = new Random(seed);
  const events = Array.from({ length: 8 }, () => random.below(STEPS)).sort((a, b) => a - b);
  const input = [...events.map((step) => ({ step, bytes: Uint8Array.of(step) })), { step: STEPS, bytes: undefined }];
  return launch(chaos(seed), { ...OPTIONS, engine, seed, input });
}

/** Calls `see` for each step of a run of the seed. */
function witness(seed: number, see: (step: StepSeen, machine: Machine) => void): Machine {
  const machine = chaotic(seed);
  while (machine.steps < STEPS) {
    const step = oneStep(machine);
    if (step === undefined) break;
    see(step, machine);
  }
  assert.ok(machine.steps >= STEPS, 'a run long enough');
  return machine;
}

/** Runs to a count of steps, cut at random, and calls `see` for each outcome. */
function cut(machine: Machine, random: Random, to: number, see: (outcome: ReturnType<Machine['run']>) => void = () => undefined): void {
  for (let pass = Pass.nothing; machine.steps < to;) {
    const outcome = machine.run(Math.min(to - machine.steps, 1 + random.below(5000)), 1 + random.below(20_000), pass);
    see(outcome);
    pass = outcome.kind === 'stop' ? Pass.stop : outcome.kind === 'trap' ? Pass.trap : Pass.nothing;
  }
}

/** Watches at places that these programs touch: data of the root, its block, the windows of its children. */
function someWatches(random: Random): DataWatch[] {
  const places = [0, 16, 32, 1024, 32_768, 34_000, 524_288, 526_000, CHAOS_MEMORY - 40];
  return Array.from({ length: 12 }, (_, id) => {
    const kind = 1 + random.below(3);
    const start = random.pick(places) + random.below(40), length = 1 + random.below(random.pick([4, 40]));
    return { id, start, length, read: (kind & 1) !== 0, write: (kind & 2) !== 0 };
  });
}

/** One line for each watched access: what a run with these watches must report after the step. */
function expected(step: StepSeen, machine: Machine, watches: readonly DataWatch[]): string[] {
  const lines: string[] = [];
  for (const { address, size, write } of step.touched) {
    for (const watch of watches) {
      const bytes = Array.from({ length: watch.length }, (_, i) => watch.start + i);
      if ((write ? watch.write : watch.read) && bytes.some((byte) => byte >= address && byte < address + size)) {
        lines.push(`${machine.steps} ${watch.id} ${address} ${size} ${write} ${step.retired?.context.id}`);
      }
    }
  }
  return lines;
}

describe('machine: observation', () => {
  for (const [name, engine] of Object.entries(ENGINES)) {
    for (const seed of SEEDS) {
      it(`${name}, seed ${seed}: every watched access is reported once, after its step, and nothing else is`, () => {
        const random = new Random(seed * 31);
        const watches = someWatches(random);
        const wanted: string[] = [];
        const plain = witness(seed, (step, machine) => wanted.push(...expected(step, machine, watches)));
        const machine = chaotic(seed, engine);
        for (const watch of watches) machine.observation.watch(watch);
        const seen: string[] = [];
        machine.watch.unhandled = true;
        machine.watch.causes = random.word() & random.word();
        for (const context of machine.root.downward()) machine.watch.contexts.add(context);
        cut(machine, random, STEPS, (outcome) => {
          if (random.below(20) === 0) plantStops(machine, random);
          if (outcome.kind !== 'data') return;
          for (const { watch, address, size, write, context } of outcome.accesses) {
            seen.push(`${machine.steps} ${watch} ${address} ${size} ${write} ${context.id}`);
          }
        });
        assert.ok(wanted.length > 5, `${wanted.length} accesses`);
        assert.deepEqual(seen.sort(), wanted.sort());
        assert.equal(machineHash(machine), machineHash(plain));
      });

      it(`${name}, seed ${seed}: the pages written between any two moments`, () => {
        const random = new Random(seed * 37);
        const moments = Array.from({ length: 12 }, () => random.below(STEPS)).sort((a, b) => a - b);
        const wanted: string[] = [];
        let pages = new Set<number>();
        const note = (at: number): void => {
          while (moments.length > wanted.length && at >= moments[wanted.length]) {
            wanted.push([...pages].sort((a, b) => a - b).join(' '));
            pages = new Set();
          }
        };
        note(0);
        witness(seed, ({ touched }, machine) => {
          for (const { address, size, write } of touched) {
            if (write) for (let page = address >>> 12; page <= (address + size - 1) >>> 12; page++) pages.add(page);
          }
          note(machine.steps);
        });
        const machine = chaotic(seed, engine);
        machine.observation.record(true);
        const seen = moments.map((moment) => {
          cut(machine, random, moment);
          return machine.observation.takeWritten().join(' ');
        });
        assert.deepEqual(seen, wanted);
      });

      it(`${name}, seed ${seed}: how often each instruction retired`, () => {
        const wanted = new Map<string, Float64Array>();
        const plain = witness(seed, ({ retired }) => {
          if (retired === undefined) return;
          const { identity, code } = retired.context.program.image;
          let counts = wanted.get(identity);
          if (counts === undefined) wanted.set(identity, counts = new Float64Array(code.length));
          counts[retired.pc]++;
        });
        const machine = chaotic(seed, engine);
        machine.observation.count(true);
        cut(machine, new Random(seed), STEPS);
        let sum = 0;
        for (const program of machine.programs.values()) {
          const counts = machine.observation.countsOf(program);
          assert.deepEqual(counts, wanted.get(program.image.identity) ?? new Float64Array(program.image.code.length));
          for (const count of counts ?? []) sum += count;
        }
        assert.equal(sum, machine.root.time);
        assert.equal(machineHash(machine), machineHash(plain));
      });

      it(`${name}, seed ${seed}: why contexts come back, whose and where`, () => {
        const wanted: string[] = [];
        witness(seed, ({ back, retired }, { root }) => {
          if (back !== undefined) wanted.push(`${back.context.id} ${back.cause} ${back.pc}`);
          if (retired?.context !== root || back !== undefined) return;
          if (opcodeOf(root.program.image.code[retired.pc]) === Op.sys) wanted.push(`1 ${Cause.sys} ${retired.pc}`);
        });
        const machine = chaotic(seed, engine);
        const seen: string[] = [];
        machine.observation.onExit = (context, cause, pc) => seen.push(`${context.id} ${cause} ${pc}`);
        cut(machine, new Random(seed), STEPS);
        assert.ok(wanted.length > 5, `${wanted.length} exits`);
        assert.deepEqual(seen, wanted);
      });
    }
  }

  for (const seed of SEEDS) {
    it(`seed ${seed}: what the chain keeps of each context is what it is`, () => {
      const times = new Map<number, number>();
      witness(seed, ({ retired }, machine) => {
        for (const context of retired?.context.upward() ?? []) times.set(context.id, (times.get(context.id) ?? 0) + 1);
        for (const context of machine.chain) {
          assert.deepEqual({ start: context.windowStart, size: context.windowSize }, windowOf(context));
          assert.equal(context.time, times.get(context.id) ?? 0);
        }
      });
    });
  }

  describe('watches', () => {
    /** Runs to the end with watches numbered from 0; a line for each access, with the count of steps after it. */
    function seen(image: Image, watches: readonly (readonly [start: number, length: number, kind: string])[],
      options: Partial<MachineOptions> = {}): string[] {
      const machine = launch(image, options);
      watches.forEach(([start, length, kind], id) => {
        machine.observation.watch({ id, start, length, read: kind.includes('r'), write: kind.includes('w') });
      });
      const lines: string[] = [];
      while (machine.ending === undefined) {
        const outcome = machine.run(Infinity, 1e9);
        if (outcome.kind !== 'data') continue;
        for (const { watch, address, size, write } of outcome.accesses) lines.push(`${machine.steps}: ${watch} ${write ? 'w' : 'r'} ${address} ${size}`);
      }
      return lines;
    }

    it('see every load and store by its bytes, on both sides of a page', () => {
      assert.deepEqual(seen(main('4094 1 store 4093 load drop ret'), [[4095, 1, 'rw'], [4096, 1, 'rw'], [4098, 1, 'rw']]),
        ['3: 0 w 4094 4', '3: 1 w 4094 4', '5: 0 r 4093 4', '5: 1 r 4093 4']);
      assert.deepEqual(seen(main('4092 1 store8 4095 1 store16 4088 2.0 fstore ret'), [[4096, 8, 'w']]), ['6: 0 w 4095 2']);
      assert.deepEqual(seen(main('4097 load8.s drop 4096 load8.u drop 4097 load16.s drop 4095 load16.u drop 4089 fload drop ret'),
        [[4096, 1, 'r'], [4097, 1, 'w']]),
        ['5: 0 r 4096 1', '11: 0 r 4095 2', '14: 0 r 4089 8']);
    });

    it('see the ends of memory', () => {
      assert.deepEqual(seen(main('0 7 store8 65535 7 store8 65528 1.0 fstore ret'), [[0, 1, 'w'], [65_535, 1, 'w']]),
        ['3: 0 w 0 1', '6: 1 w 65535 1', '9: 1 w 65528 8']);
    });

    it('see copies and fills, small and large, and nothing where no byte moves', () => {
      assert.deepEqual(seen(main('100 200 50 copy 5000 0 100 fill 300 1 0 fill 300 400 0 copy ret'),
        [[120, 1, 'rw'], [249, 1, 'rw'], [250, 1, 'rw'], [5099, 9, 'w'], [300, 1, 'rw']]),
        ['4: 1 r 200 50', '4: 0 w 100 50', '8: 3 w 5000 100']);
      assert.deepEqual(seen(main('1000 30000 20000 copy 2 7 60000 fill ret'), [[40_000, 1, 'rw'], [1000, 2, 'r']]),
        ['4: 0 r 30000 20000', '8: 0 w 2 60000']);
    });

    it('see what the machine moves for an instruction: firmware, disk, images', () => {
      const options = { input: [{ step: 0, bytes: Uint8Array.of(65, 66, 10, 67) }], args: ['ab'], disk: new Uint8Array(1024) };
      assert.deepEqual(seen(main(`1000 9 sys read drop 1000 2 sys write drop 2000 9 sys args drop
        port.disk 3000 700 ins drop port.disk 3000 9 outs drop ret`), [[1002, 1, 'rw'], [1001, 1, 'r'], [2002, 1, 'w'], [2003, 1, 'w'], [3511, 1, 'w'], [3008, 9, 'r']], options),
      ['3: 0 w 1000 3', '7: 1 r 1000 2', '11: 2 w 2000 3', '16: 4 w 3000 700', '21: 5 r 3000 9']);
      const image = { window: 4096, functions: { 'main ()': 'ret' }, data: { 100: Uint8Array.of(1, 2), 4090: Uint8Array.of(3) } };
      const size = bytesOfImage(image).length;
      assert.deepEqual(seen(main(`100 ${size} image.load 8192 4096 0 ctx.new drop ret`, { data: { 100: bytesOfImage(image) } }),
        [[8293, 1, 'w'], [12_282, 9, 'w'], [100 + size - 1, 9, 'r']]),
        [`3: 2 r 100 ${size}`, '7: 0 w 8292 2', '7: 1 w 12282 1']);
    });

    it('report an access that a trap refused not before it takes effect', () => {
      const image = parent('20000 7 store ret', `0 make set c get c -1 resume drop get c -1 resume drop get c field.limit 40000 ctx.set drop
        get c -1 resume drop ret`);
      assert.deepEqual(seen(image, [[36_384, 4, 'w']]).map((line) => line.replace(/^\d+/, '')), [': 0 w 36384 4']);
      const completed = parent('0 7 store ret', `0 make set c get c field.limit 0 ctx.set drop get c -1 resume drop get c field.limit 40000 ctx.set drop
        get c field.result 0 ctx.set drop get c -1 resume drop ret`);
      assert.deepEqual(seen(completed, [[16_384, 4, 'w']]), [], 'completed by its parent, it never touched anything');
    });

    it('come after a stop at the same instruction, and after nobody was told of its trap', () => {
      const machine = launch(main('8 7 store 8 7 store ret'));
      machine.observation.watch({ id: 5, start: 8, length: 4, read: false, write: true });
      machine.root.program.setStop(2, true);
      assert.equal(machine.run(Infinity, 1e9).kind, 'stop');
      assert.equal(machine.steps, 2);
      const outcome = machine.run(Infinity, 1e9, Pass.stop);
      assert.deepEqual([outcome.kind, machine.steps], ['data', 3]);
      assert.equal(machine.run(Infinity, 1e9, Pass.trap).kind, 'data');
      assert.equal(machine.run(Infinity, 1e9).kind, 'ended');
    });

    it('take and leave their flags, and make a new version only where engines have something else to do', () => {
      const { observation, store } = launch(main('ret'));
      const flags = (): number[] => [...store.u8.subarray(PAGE_FLAGS_START, PAGE_FLAGS_START + 16)];
      const at = (id: number, start: number, length: number, read: boolean, write: boolean): DataWatch => ({ id, start, length, read, write });
      observation.watch(at(1, 4090, 10, false, true));
      assert.deepEqual([observation.version, observation.writes, observation.reads], [1, true, false]);
      assert.deepEqual(flags().slice(0, 3), [PageFlag.writes, PageFlag.writes, 0]);
      observation.watch(at(2, 0, 1, true, true));
      assert.deepEqual([observation.version, flags()[0]], [2, PageFlag.writes | PageFlag.reads]);
      observation.watch(at(3, 65_535, 1, true, false));
      assert.deepEqual([observation.version, flags()[15]], [2, PageFlag.reads]);
      observation.record(true);
      assert.equal(observation.version, 2);
      assert.deepEqual(flags()[3], PageFlag.unwritten);
      for (const id of [1, 2, 3]) observation.unwatch(id);
      assert.deepEqual([observation.version, observation.writes, observation.reads], [3, true, false]);
      observation.record(false);
      assert.deepEqual([observation.version, ...flags()], [4, ...new Array<number>(16).fill(0)]);
    });
  });

  describe('the layout of the store', () => {
    it('puts flags and counters before physical memory, aligned for the host, and finds the flag of a byte of the store', () => {
      assert.ok(PAGE_FLAGS_START % 65_536 === 0 && COUNTERS_START % 65_536 === 0 && PHYSICAL_START % 65_536 === 0);
      assert.ok(PHYSICAL_START >= COUNTERS_START + CODE_COUNTED_MAX * 8);
      assert.equal(PAGE_FLAGS + (PHYSICAL_START >>> PAGE_SHIFT), PAGE_FLAGS_START);
      assert.equal(PAGE_FLAGS + ((PHYSICAL_START + 5 * PAGE_BYTES + 17) >>> PAGE_SHIFT), PAGE_FLAGS_START + 5);
    });

    it('counts nothing while nobody asks, from zero when somebody does again, and what there is room for', () => {
      const machine = launch(build({ functions: { 'main ()': 'nop nop loop: nop jump loop' } }));
      const { program } = machine.root;
      runSteps(machine, 2);
      assert.equal(machine.observation.countsOf(program), undefined);
      machine.observation.count(true);
      runSteps(machine, 5);
      assert.deepEqual([...machine.observation.countsOf(program) ?? []], [0, 0, 3, 2]);
      machine.observation.count(false);
      runSteps(machine, 5);
      assert.equal(machine.observation.countsOf(program), undefined);
      machine.observation.count(true);
      runSteps(machine, 1);
      assert.deepEqual([...machine.observation.countsOf(program) ?? []], [0, 0, 1, 0]);
      machine.store.f64[program.counters + 3] = 2 ** 40;
      runSteps(machine, 1);
      assert.equal(machine.observation.countsOf(program)?.[3], 2 ** 40 + 1);
    });
  });

  it('a trap of the root that ends the run, and its return, are exits too', () => {
    const exits = (code: string): string[] => {
      const machine = launch(main(code));
      const lines: string[] = [];
      machine.observation.onExit = (context, cause, pc) => lines.push(`${context.id} ${cause} ${pc}`);
      while (machine.ending === undefined) machine.run(Infinity, 1e9);
      return lines;
    };
    assert.deepEqual(exits('1 sys print ret'), [`1 ${Cause.sys} 1`, `1 ${Cause.exit} 2`]);
    assert.deepEqual(exits('1 0 div drop ret'), [`1 ${Cause.divide} 2`]);
    assert.deepEqual(exits('sys 999 () ret'), [`1 ${Cause.sys} 0`]);
    assert.deepEqual(exits('halt'), []);
  });

  it('a child in another window is watched where it lies in physical memory', () => {
    const machine = launch(parent(child('4 7 store ret'), '0 make -1 resume drop ret'));
    machine.observation.watch({ id: 1, start: 16_388, length: 1, read: false, write: true });
    const outcome = machine.run(Infinity, 1e9);
    assert.ok(outcome.kind === 'data');
    assert.deepEqual(outcome.accesses, [{ watch: 1, address: 16_388, size: 4, write: true, context: machine.current }]);
    assert.equal(machine.current.parent, machine.root);
  });
});

function plantStops(machine: Machine, random: Random): void {
  for (const program of machine.programs.values()) {
    const address = random.below(program.image.code.length);
    if (program.image.stateAt[address] >= 0) program.setStop(address, random.below(2) === 0);
  }
}
