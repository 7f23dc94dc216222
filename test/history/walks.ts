// Random walks through the history of random programs, and the brute force against which they are held: a fresh machine, to
// which the same things are done at the same steps.
import { hex } from '../../src/base/hash';
import type { Random } from '../../src/base/random';
import { finish } from '../../src/base/steps';
import { Timeline } from '../../src/history/timeline';
import type { EngineMaker } from '../../src/machine/engine';
import { Machine } from '../../src/machine/machine';
import { machineHash } from '../../src/machine/state-hash';
import { PHYSICAL_START } from '../../src/machine/store';
import { imageOf, randomFor, sampleOf, type Sample } from '../engines/sample';

/** Something from outside, at a count of steps. */
type Action =
  | { readonly step: number; readonly kind: 'input'; readonly bytes: Uint8Array | undefined }
  | { readonly step: number; readonly kind: 'edit'; readonly at: number; readonly bytes: Uint8Array };

/** What a branch should be. */
interface Model {
  readonly actions: Action[];
  end: number;
}

const STEPS_MAX = 4000;
const PURPOSE = 40;

/** Runs a machine to a count of steps, or to where it waits or ends. */
function runTo(run: (steps: number) => string, machine: Machine, steps: number): void {
  while (machine.steps < steps) {
    const kind = run(steps - machine.steps);
    if (kind === 'ended' || kind === 'input') return;
  }
}

function lookAt(machine: Machine): string {
  return `${machineHash(machine)} step ${machine.steps} clock ${machine.clock} output ${machine.devices.output.total}`;
}

export class Walk {
  private readonly machine: Machine;
  private readonly timeline: Timeline;
  private readonly models: Model[] = [{ actions: [], end: 0 }];
  private readonly random: Random;
  private readonly sample: Sample;
  /** What was done, for whoever has to find out why it went wrong. */
  readonly done: string[] = [];

  constructor(readonly seed: number, private readonly engine: EngineMaker) {
    this.sample = sampleOf(seed, []);
    this.random = randomFor(seed, PURPOSE);
    this.machine = this.fresh();
    const interval = this.random.pick([1, 7, 50, 400]);
    this.timeline = new Timeline(this.machine, { interval, bytes: this.random.pick([60_000, 400_000, 1e9]) });
  }

  private fresh(): Machine {
    return new Machine(imageOf(this.sample), { ...this.sample.options, engine: this.engine });
  }

  private get model(): Model {
    return this.models[this.timeline.branch.number - 1];
  }

  /** Takes so many random actions and compares after each; gives the first difference. */
  go(count: number): string | undefined {
    for (let i = 0; i < count; i++) {
      this.act();
      const expected = this.expected(), found = lookAt(this.machine);
      if (expected !== found) return `seed ${this.seed}: ${this.done.join('; ')}: expected ${expected}, found ${found}`;
    }
    return undefined;
  }

  private act(): void {
    const { random, machine, timeline } = this;
    switch (random.below(8)) {
      case 0: case 1: return this.runOn(1 + random.below(random.pick([3, 100, 2000])));
      case 2: return this.goTo(random.below(timeline.branch.end + 1));
      case 3: return this.goTo(Math.max(0, machine.steps - 1));
      case 4: return this.goTo(timeline.branch.end);
      case 5: return this.edit();
      case 6: return this.input();
      case 7: return this.goTo(undefined);
    }
  }

  private runOn(steps: number): void {
    const { machine, timeline } = this;
    this.done.push(`run ${steps}`);
    runTo((left) => timeline.run(left, this.random.pick([20, 1e6])).kind, machine, Math.min(STEPS_MAX, machine.steps + steps));
    this.model.end = Math.max(this.model.end, machine.steps);
  }

  private goTo(steps: number | undefined): void {
    const { timeline, random } = this;
    const branch = steps === undefined ? random.pick(timeline.branches) : timeline.branch;
    const target = steps ?? random.below(branch.end + 1);
    this.done.push(`go to ${target} of branch ${branch.number}`);
    finish(timeline.goTo(target, branch));
  }

  private edit(): void {
    const { machine, random } = this;
    if (machine.ending !== undefined) return;
    const at = random.below(machine.store.physicalBytes - 8), bytes = Uint8Array.of(random.below(256), random.below(256));
    this.done.push(`edit ${at} at ${machine.steps}`);
    this.happen({ step: machine.steps, kind: 'edit', at, bytes }, () => this.timeline.change({ kind: 'write', at, bytes }));
  }

  private input(): void {
    const { machine, random } = this;
    if (machine.ending !== undefined) return;
    const bytes = random.below(6) === 0 ? undefined : Uint8Array.of(random.below(256), 10);
    this.done.push(`input at ${machine.steps}`);
    this.happen({ step: machine.steps, kind: 'input', bytes }, () => this.timeline.provideInput(bytes));
  }

  private happen(action: Action, make: () => void): void {
    const { model: { actions } } = this;
    const past = this.timeline.isPast;
    make();
    if (past) this.models.push({ actions: [...actions.filter(({ step }) => step <= action.step), action], end: action.step });
    else actions.push(action);
  }

  /** What a fresh machine looks like at the same moment. */
  private expected(): string {
    const machine = this.fresh();
    for (const action of this.model.actions) {
      if (action.step > this.machine.steps) break;
      runTo((left) => machine.run(left, 1e9).kind, machine, action.step);
      machine.run(0, 0);
      if (action.kind === 'input') machine.provideInput(action.bytes);
      else machine.store.u8.set(action.bytes, PHYSICAL_START + action.at);
    }
    runTo((left) => machine.run(left, 1e9).kind, machine, this.machine.steps);
    if (this.machine.ending !== undefined) runTo((left) => machine.run(left, 1e9).kind, machine, machine.steps + 1);
    return lookAt(machine);
  }

  /** What the machine has printed and nobody has taken. */
  get output(): string {
    return hex(this.machine.devices.output.take());
  }
}
