// Random walks through the history of random programs, and the brute force against which they are held: a fresh machine, to
// which the same things are done at the same steps.
import { hex } from '../../src/base/hash';
import type { Random } from '../../src/base/random';
import { finish } from '../../src/base/steps';
import { Timeline } from '../../src/history/timeline';
import type { EngineMaker } from '../../src/machine/engine';
import { applyChange, type MachineChange } from '../../src/machine/changes';
import { interpreter } from '../../src/machine/interpreter';
import { Machine } from '../../src/machine/machine';
import { machineHash } from '../../src/machine/state-hash';
import { imageOf, randomFor, sampleOf, type Sample } from '../engines/sample';
import { changeOfFrame } from './recordings';

/** Something from outside, at a count of steps. */
type Action =
  | { readonly step: number; readonly kind: 'input'; readonly bytes: Uint8Array | undefined }
  | { readonly step: number; readonly kind: 'edit'; readonly change: MachineChange };

/** What a branch should be. */
interface Model {
  readonly actions: Action[];
  end: number;
}

const STEPS_MAX = 4000;
const PURPOSE = 40;
const OUTPUT_KEPT = [1e9, 0, 5];

/** Runs a machine to a count of steps, or to where it waits or ends. */
function runTo(run: (steps: number) => string, machine: Machine, steps: number): void {
  while (machine.steps < steps) {
    const kind = run(steps - machine.steps);
    if (kind === 'ended' || kind === 'input') return;
  }
}

/** Other bytes somewhere in memory. */
function someBytes(machine: Machine, random: Random): MachineChange {
  return { kind: 'write', at: random.below(machine.store.physicalBytes - 8), bytes: Uint8Array.of(random.below(256), random.below(256)) };
}

export class Walk {
  private readonly machine: Machine;
  readonly timeline: Timeline;
  private readonly models: Model[] = [{ actions: [], end: 0 }];
  private readonly random: Random;
  private readonly sample: Sample;
  /** What was done, for whoever has to find out why it went wrong. */
  readonly done: string[] = [];

  private readonly looks = new WeakMap<Machine, () => string>();

  /** @param observe observes a fresh machine; what it gives says what there is to see, which must be the same in a fresh run */
  constructor(readonly seed: number, private readonly engine: EngineMaker, private readonly observe: (machine: Machine) => () => string = () => () => '') {
    this.sample = sampleOf(seed, []);
    this.random = randomFor(seed, PURPOSE);
    this.machine = this.fresh();
    const interval = this.random.pick([1, 7, 50, 400, undefined]);
    this.timeline = new Timeline(this.machine, { interval, bytes: this.random.pick([60_000, 400_000, 1e9]), outputBytes: OUTPUT_KEPT[seed % OUTPUT_KEPT.length] });
  }

  private fresh(engine = this.engine): Machine {
    const machine = new Machine(imageOf(this.sample), { ...this.sample.options, engine });
    this.looks.set(machine, this.observe(machine));
    return machine;
  }

  private lookAt(machine: Machine): string {
    return `${machineHash(machine)} step ${machine.steps} clock ${machine.clock} output ${machine.devices.output.total} ${this.looks.get(machine)?.()}`;
  }

  private get model(): Model {
    return this.models[this.timeline.branch.number - 1];
  }

  /** Takes so many random actions and compares after each; gives the first difference. */
  go(count: number): string | undefined {
    for (let i = 0; i < count; i++) {
      this.act();
      const expected = this.expected(), found = this.lookAt(this.machine);
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
    const change = (random.below(2) === 0 ? changeOfFrame(machine, random) : undefined) ?? someBytes(machine, random);
    this.done.push(`${change.kind} at ${machine.steps}`);
    this.happen({ step: machine.steps, kind: 'edit', change }, () => this.timeline.change(change));
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
    return this.lookAt(this.freshNow());
  }

  /** A fresh machine at the same moment. */
  private freshNow(): Machine {
    const machine = this.fresh();
    this.redo(machine, this.model, this.machine.steps, (steps) => runTo((left) => machine.run(left, 1e9).kind, machine, steps));
    if (this.machine.ending !== undefined) runTo((left) => machine.run(left, 1e9).kind, machine, machine.steps + 1);
    return machine;
  }

  /** Does to a fresh machine what was done on a branch, up to a count of steps; `go` brings it to one. */
  private redo(machine: Machine, { actions }: Model, last: number, go: (steps: number) => void): void {
    for (const action of actions) {
      if (action.step > last) break;
      go(action.step);
      machine.run(0, 0);
      if (action.kind === 'input') machine.provideInput(action.bytes);
      else applyChange(machine, action.change);
    }
    go(last);
  }

  /** What a fresh machine prints up to the same moment. */
  expectedText(): string {
    return hex(this.freshNow().devices.output.take());
  }

  /** Every moment of a branch, by single steps of a fresh machine: how it looks, and where it stands; behind them the end, if it ends. */
  moments(number: number): { state: string; position: string }[] {
    const machine = this.fresh(interpreter), model = this.models[number - 1], { end } = this.timeline.branches[number - 1];
    const found: { state: string; position: string }[] = [];
    const see = (): void => {
      const { id, program, pc } = machine.current;
      found[machine.steps] = { state: machineHash(machine), position: `context ${id} program ${program.number} word ${pc}` };
    };
    this.redo(machine, model, end, (steps) => {
      while (machine.steps < steps) {
        machine.run(0, 0);
        see();
        const { steps: before } = machine;
        while (machine.steps === before && machine.ending === undefined) if (machine.run(1, 1e9).kind === 'input') break;
        if (machine.steps === before) return;
      }
    });
    machine.run(0, 0);
    see();
    machine.run(1, 1e9);
    if (machine.ending !== undefined) found.push({ state: 'ended', position: 'ended' });
    return found;
  }

  /** What the machine has printed and nobody has taken. */
  get output(): string {
    return hex(this.machine.devices.output.take());
  }
}
