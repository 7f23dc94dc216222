// A run may be cut anywhere, by steps, by work, by an observer, in the middle of a long instruction: the machine is the same.
import * as assert from 'node:assert/strict';
import { Random } from '../../src/base/random';
import { causeName } from '../../src/isa/causes';
import type { InputEvent } from '../../src/machine/input';
import { Pass, type Machine } from '../../src/machine/machine';
import { machineHash, programHash } from '../../src/machine/state-hash';
import { chaos, CHAOS_MEMORY } from '../witness/chaos';
import { launch, runSteps } from '../witness/machines';

const LIMITS = { contexts: 12, frames: 60, images: 12, slots: 4096 };
const DISK = Uint8Array.from({ length: 8 * 512 }, (_, i) => i * 7);
const SEEDS = Array.from({ length: Number(process.env.STRATA_CHAOS_SEEDS ?? 8) }, (_, i) => i + 1);
const STEPS = 150_000, MOMENTS = 12;

/** Input at random steps, some of it at the same one. */
function someInput(random: Random): InputEvent[] {
  const steps = Array.from({ length: 20 }, () => random.below(STEPS)).sort((a, b) => a - b);
  return [...steps.map((step) => ({ step, bytes: Uint8Array.of(random.below(256)) })), { step: STEPS, bytes: undefined }];
}

function machineOf(seed: number, more: Parameters<typeof launch>[1] = {}): Machine {
  return launch(chaos(seed), { memory: CHAOS_MEMORY, limits: LIMITS, disk: DISK, seed, input: someInput(new Random(seed)), ...more });
}

/** Step counts at which machines are compared, in ascending order. */
function moments(random: Random): number[] {
  return Array.from({ length: MOMENTS }, () => random.below(STEPS)).sort((a, b) => a - b);
}

/** What a machine looks like: every hash, counts and output. */
function looks(machine: Machine): unknown {
  return {
    steps: machine.steps, hash: machineHash(machine), clock: machine.clock, ending: machine.ending?.code,
    output: machine.devices.output.total,
    programs: [...machine.root.downward()].map((context) => programHash(machine, context)),
  };
}

/** Runs to each moment with `advance`, and looks. */
function album(machine: Machine, at: readonly number[], advance: (machine: Machine, to: number) => void): unknown[] {
  return at.map((step) => {
    advance(machine, step);
    return looks(machine);
  });
}

const inOneGo = (machine: Machine, to: number): void => runSteps(machine, to - machine.steps);

describe('machine: slices', () => {
  for (const seed of SEEDS) {
    it(`seed ${seed}: runs cut at random steps and work, and cut by observers, are the run in one go`, () => {
      const random = new Random(seed * 7919);
      const at = moments(random);
      const whole = album(machineOf(seed), at, inOneGo);
      assert.ok((whole.at(-1) as { steps: number }).steps > 1000, 'a run long enough to say something');
      assert.deepEqual(album(machineOf(seed), at, cutAtRandom(random)), whole, 'cut by steps and work');
      assert.deepEqual(album(machineOf(seed), at, settleAtRandom(random)), whole, 'with pieces undone and done again');
      assert.deepEqual(album(machineOf(seed), at, observed(random)), whole, 'observed');
    });
  }

  it('the programs that the seeds make reach every common trap, three levels, and long instructions', () => {
    const seen = new Set<string>();
    for (const seed of SEEDS) {
      const machine = machineOf(seed);
      machine.watch.causes = ~0;
      machine.onContext = (context, made) => seen.add(`${made ? 'made' : 'dropped'} at ${[...context.upward()].length}`);
      for (let pass = Pass.nothing; machine.steps < STEPS;) {
        const { kind, ...more } = machine.run(STEPS - machine.steps, 500, pass);
        if ('cause' in more && more.cause !== undefined) seen.add(causeName(more.cause));
        if (kind === 'slice' && machine.workLeft < -1000) seen.add('a long piece of work');
        pass = kind === 'stop' || kind === 'trap' ? Pass.trap : Pass.nothing;
      }
    }
    const wanted = ['sys', 'privileged', 'operand', 'memory', 'divide', 'indirect', 'exit',
      'made at 2', 'made at 3', 'dropped at 2', 'dropped at 3', 'a long piece of work'];
    assert.deepEqual(wanted.filter((one) => !seen.has(one)), []);
  });

  it('private layout leaves no trace: other stacks, other sizes of them', () => {
    for (const seed of SEEDS.slice(0, 4)) {
      const at = moments(new Random(seed));
      const whole = album(machineOf(seed), at, inOneGo);
      assert.deepEqual(album(machineOf(seed, { limits: { ...LIMITS, slots: 5000 } }), at, inOneGo), whole, 'larger stacks');
      const shifted = machineOf(seed);
      const taken = [shifted.store.takeStack(), shifted.store.takeStack()];
      taken.forEach((stack) => shifted.store.giveStack(stack ?? -1));
      const before = Array.from({ length: 5 }, () => shifted.store.takeStack() ?? -1);
      [1, 3, 0, 2, 4].forEach((i) => shifted.store.giveStack(before[i]));
      assert.deepEqual(album(shifted, at, inOneGo), whole, 'stacks given out in another order');
    }
  });

  it('input that somebody gave while it ran, given from its log: the same machine', () => {
    for (const seed of SEEDS.slice(0, 4)) {
      const random = new Random(seed);
      const live = machineOf(seed, { input: [] });
      const at = moments(random);
      const seen = album(live, at, (machine, to) => {
        cutAtRandom(random)(machine, to);
        machine.provideInput(random.below(6) === 0 ? new Uint8Array(0) : Uint8Array.of(random.below(256)));
      });
      const log = [...live.devices.input.log];
      assert.equal(log.length, MOMENTS);
      assert.deepEqual(album(machineOf(seed, { input: log }), at, inOneGo), seen);
    }
  });
});

function cutAtRandom(random: Random) {
  return (machine: Machine, to: number): void => {
    while (machine.steps < to && machine.ending === undefined) {
      const outcome = machine.run(Math.min(to - machine.steps, 1 + random.below(random.pick([2, 50, 5000]))),
        1 + random.below(random.pick([5, 500, 50_000])));
      assert.notEqual(outcome.kind, 'input');
    }
  };
}

function settleAtRandom(random: Random) {
  return (machine: Machine, to: number): void => {
    for (let before = -1; machine.steps < to && machine.ending === undefined;) {
      // A long instruction that was undone must get the time to be done.
      const patient = machine.steps === before;
      before = machine.steps;
      machine.run(Math.min(to - machine.steps, 1 + random.below(3000)), patient ? 1e9 : 1 + random.below(6000));
      machine.settle();
    }
  };
}

/** Stops at random places of all programs, on every cause, and wherever another context goes on; then passes. */
function observed(random: Random) {
  return (machine: Machine, to: number): void => {
    let pass = Pass.nothing;
    for (let i = 0; machine.steps < to && machine.ending === undefined; i++) {
      if (i % 50 === 0) watchAtRandom(machine, random);
      const { kind } = machine.run(to - machine.steps, 1e9, pass);
      pass = kind === 'stop' ? Pass.stop : kind === 'trap' ? Pass.trap : Pass.nothing;
    }
    watchNothing(machine);
  };
}

function watchAtRandom(machine: Machine, random: Random): void {
  machine.watch.unhandled = true;
  machine.watch.causes = random.word();
  for (const context of machine.root.downward()) if (random.below(2) === 0) machine.watch.contexts.add(context);
  for (const program of machine.programs.values()) {
    const address = random.below(program.image.code.length);
    if (program.image.stateAt[address] >= 0) program.setStop(address, random.below(3) > 0);
  }
}

function watchNothing(machine: Machine): void {
  machine.watch.causes = 0;
  machine.watch.contexts.clear();
  for (const program of machine.programs.values()) program.image.code.forEach((_, address) => program.setStop(address, false));
}
