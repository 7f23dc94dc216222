// The timeline of a machine: records while it runs, goes to any moment of any branch, and begins a new branch where somebody
// changes something in the past. Everything that runs the machine runs it through here.
//
// A moment is a branch and a count of steps. The state there is the one after everything that belongs to the moment: input
// whose time it is, and changes by hand.
import { assert } from '../base/assert';
import type { Steps } from '../base/steps';
import { applyChange, type MachineChange } from '../machine/changes';
import type { Machine, Outcome, Pass } from '../machine/machine';
import { checkpointBefore, checkpointIndex, type Branch, type Edit } from './branch';
import { Checkpoints, type Checkpoint } from './checkpoints';
import { CHECKPOINT_TIME_PART, EARLY_BYTES, EARLY_INTERVAL_MIN, EARLY_PARTS, EARLY_STEPS, INTERVAL_MAX, INTERVAL_MIN, OUTPUT_KEPT_MAX, TRAVEL_WORK } from './limits';
import { Printed, type KeptBytes } from './printed';
import { quietly } from './quiet';
import { sampleOf } from './sample';

export interface TimelineOptions {
  /** Bytes of the host that checkpoints may take. */
  readonly bytes: number;
  /** Milliseconds since some moment; without it checkpoints are made at even distances. */
  readonly clock?: () => number;
  /** The least steps from one checkpoint to the next. Without it there are more at the beginning of a run, so that short runs have some, too. */
  readonly interval?: number;
  /** Bytes of what the program prints that are kept. */
  readonly outputBytes?: number;
  /** A run that was recorded before and lies ahead. */
  readonly recorded?: {
    /** In ascending order of steps. */
    readonly edits: readonly Edit[];
    /** The count of steps at which it ends. */
    readonly end: number;
    /** Called before each edit is made; refuses one that cannot be made there. */
    allow(edit: Edit): void;
  };
}

export class Timeline {
  readonly branches: Branch[];
  branch: Branch;
  readonly checkpoints: Checkpoints;
  /** How many edits of the branch lie behind the machine. */
  private edited = 0;
  private interval: number;
  private readonly intervalMin: number;
  /** Whether checkpoints at the beginning of a run are nearer. */
  private readonly early: boolean;
  private readonly clock: () => number;
  private readonly allow: (edit: Edit) => void;
  private last_ms: number;
  private readonly kept: KeptBytes;

  /** @param machine one that has not run yet */
  constructor(readonly machine: Machine, { bytes, clock = () => 0, interval, outputBytes = OUTPUT_KEPT_MAX, recorded }: TimelineOptions) {
    assert(machine.steps === 0, 'a machine at its start');
    this.checkpoints = new Checkpoints(machine, bytes);
    this.kept = { left: outputBytes };
    const edits = [...recorded?.edits ?? []];
    this.branch = {
      number: 1, from: undefined, script: [], edits, checkpoints: [this.checkpoints.first], end: recorded?.end ?? 0, printed: 0, text: new Printed(this.kept),
    };
    this.allow = recorded?.allow ?? (() => undefined);
    this.branches = [this.branch];
    this.clock = clock;
    this.interval = this.intervalMin = interval ?? INTERVAL_MIN;
    this.early = interval === undefined;
    this.last_ms = clock();
    this.applyEdits();
  }

  /** The count of steps before which a search of the past begins: at the end of the run the last moment itself is in the past. */
  get before(): number {
    const { machine } = this;
    return machine.ending === undefined ? machine.steps : machine.steps + 1;
  }

  /** Whether there is a recorded future. */
  get isPast(): boolean {
    return this.machine.steps < this.branch.end;
  }

  /** {@link Machine.run}, with the changes by hand that lie on the way, and with checkpoints. */
  run(steps: number, work: number, pass?: Pass): Outcome {
    const { machine } = this;
    const last = Math.min(machine.steps + steps, this.nextOwn);
    const outcome = machine.run(last - machine.steps, work, pass);
    this.applyEdits();
    this.branch.end = Math.max(this.branch.end, machine.steps);
    if (machine.steps === last && machine.ending === undefined) this.atCheckpoint();
    return outcome;
  }

  /** The next count of steps at which the timeline itself has something to do. Up to there, in what is recorded, the machine may run alone. */
  get nextOwn(): number {
    return Math.min(this.branch.edits.at(this.edited)?.step ?? Infinity, this.nextCheckpoint(this.machine.steps));
  }

  /** The next count of steps at which there is a checkpoint, or is to be one. */
  private nextCheckpoint(steps: number): number {
    const { checkpoints } = this.branch;
    const index = checkpointIndex(this.branch, steps);
    return Math.min(this.nextAfter(checkpoints[index]), checkpoints.at(index + 1)?.snapshot.steps ?? Infinity);
  }

  /** The count of steps at which the checkpoint after another is to be made. */
  private nextAfter({ snapshot: { steps } }: Checkpoint): number {
    return steps + (this.isEarly(steps) ? Math.max(EARLY_INTERVAL_MIN, Math.floor(steps / EARLY_PARTS)) : this.interval);
  }

  private isEarly(steps: number): boolean {
    return this.early && steps < EARLY_STEPS && this.checkpoints.bytes < EARLY_BYTES;
  }

  private applyEdits(): void {
    const { edits } = this.branch;
    if (edits.at(this.edited)?.step !== this.machine.steps) return;
    this.machine.run(0, 0);
    for (; this.edited < edits.length && edits[this.edited].step === this.machine.steps; this.edited++) this.apply(edits[this.edited]);
  }

  /** Goes on from a checkpoint that is there, or makes one where it is time. */
  private atCheckpoint(): void {
    const { machine: { steps } } = this;
    const before = checkpointBefore(this.branch, steps);
    if (before.snapshot.steps === steps) {
      if (before.edits === this.edited) this.checkpoints.reach(before);
    } else if (steps >= this.nextAfter(before)) this.takeCheckpoint(this.isEarly(before.snapshot.steps));
  }

  private apply(edit: Edit): void {
    this.allow(edit);
    applyChange(this.machine, edit.change);
  }

  private takeCheckpoint(isEarly: boolean): void {
    const start_ms = this.clock();
    this.addCheckpoint();
    const end_ms = this.clock();
    if (!isEarly) this.adapt(start_ms, end_ms);
    this.last_ms = end_ms;
  }

  /** Makes the next checkpoints sooner or later, by what part of the time the last one took. */
  private adapt(start_ms: number, end_ms: number): void {
    const part = (end_ms - start_ms) / Math.max(end_ms - this.last_ms, 1e-6);
    if (part > CHECKPOINT_TIME_PART) this.interval = Math.min(INTERVAL_MAX, this.interval * 2);
    else if (part < CHECKPOINT_TIME_PART / 4) this.interval = Math.max(this.intervalMin, this.interval / 2);
  }

  private addCheckpoint(): void {
    const { checkpoints } = this.branch;
    const { machine, machine: { workLeft } } = this;
    const index = checkpointIndex(this.branch, machine.steps) + 1;
    machine.run(0, 0);
    // A checkpoint is nothing that the run has to come back for.
    machine.workLeft = workLeft;
    const checkpoint = this.checkpoints.take(this.edited);
    const next = checkpoints.at(index);
    if (next !== undefined && next.parent === checkpoint.parent) this.checkpoints.insert(checkpoint, next);
    checkpoints.splice(index, 0, checkpoint);
    this.thin();
  }

  /** Removes checkpoints while there are too many: the near past stays dense, the far past becomes sparse, and no part of it empty. */
  private thin(): void {
    while (this.checkpoints.tooMany) {
      const victim = this.leastMissed();
      if (victim === undefined) return;
      this.checkpoints.remove(victim);
      for (const { checkpoints } of this.branches) if (checkpoints.includes(victim)) checkpoints.splice(checkpoints.indexOf(victim), 1);
    }
  }

  /** The checkpoint around which the gap, were it gone, would be the least in proportion to its distance from now. */
  private leastMissed(): Checkpoint | undefined {
    let least = Infinity, victim: Checkpoint | undefined;
    for (const { checkpoints, end } of this.branches) {
      for (let i = 1; i < checkpoints.length; i++) {
        const each = checkpoints[i];
        const gap = (checkpoints.at(i + 1)?.snapshot.steps ?? end) - checkpoints[i - 1].snapshot.steps;
        const missed = gap / (1 + Math.abs(this.machine.steps - each.snapshot.steps));
        if (missed < least && this.checkpoints.canRemove(each)) [least, victim] = [missed, each];
      }
    }
    return victim;
  }

  /** Takes what was printed since it was taken, and keeps it as that of the branch, whether or not it was printed before. */
  drain(): Uint8Array {
    const { output } = this.machine.devices;
    const bytes = output.take();
    if (bytes.length > 0 && !output.full) this.branch.text.add(bytes, output.total);
    return bytes;
  }

  /** Takes what the program has printed and nobody has seen: not what it prints again because it runs again. */
  takeOutput(): Uint8Array {
    const { branch, machine: { devices: { output } } } = this;
    const bytes = this.drain();
    const seen = Math.max(0, Math.min(bytes.length, branch.printed - (output.total - bytes.length)));
    branch.printed = Math.max(branch.printed, output.total);
    return bytes.subarray(seen);
  }

  /** Input comes now, or ends; in the past it begins a new branch. */
  provideInput(bytes: Uint8Array | undefined): void {
    this.diverge();
    this.machine.provideInput(bytes);
  }

  /** Somebody changes the machine now; in the past it begins a new branch. */
  change(change: MachineChange): void {
    this.diverge();
    const edit = { step: this.machine.steps, change };
    this.branch.edits.push(edit);
    this.edited++;
    this.apply(edit);
  }

  /** Leaves the branch where it has a recorded future. */
  private diverge(): void {
    const { branch, machine } = this;
    if (!this.isPast) return;
    const { input } = machine.devices;
    branch.script = input.script();
    this.branch = {
      number: this.branches.length + 1, from: { branch, step: machine.steps }, script: [], edits: branch.edits.slice(0, this.edited),
      checkpoints: branch.checkpoints.filter(({ snapshot }) => snapshot.steps <= machine.steps), end: machine.steps, printed: machine.devices.output.total,
      text: new Printed(this.kept, { printed: branch.text, length: machine.devices.output.total }),
    };
    this.branches.push(this.branch);
    input.forgetFuture();
  }

  /** Goes to a count of steps on a branch, at most to its end. What the machine prints on the way is lost. */
  *goTo(steps: number, branch = this.branch): Steps<void> {
    assert(steps >= 0 && steps <= branch.end, 'a moment of the branch');
    const { machine } = this;
    const checkpoint = checkpointBefore(branch, steps);
    const ahead = branch === this.branch && machine.ending === undefined && machine.steps <= steps && machine.steps >= checkpoint.snapshot.steps;
    if (!ahead) this.restore(branch, checkpoint);
    yield* quietly(machine, this.forward(steps));
  }

  private restore(branch: Branch, checkpoint: Checkpoint): void {
    const { input } = this.machine.devices;
    this.drain();
    if (!this.isPast) this.branch.furthest = sampleOf(this.machine);
    if (branch !== this.branch) this.branch.script = input.script();
    const script = branch === this.branch ? input.script() : branch.script;
    this.branch = branch;
    this.checkpoints.restore(checkpoint);
    input.restore(checkpoint.snapshot.devices.input, script);
    this.edited = checkpoint.edits;
    // What came at that moment after the checkpoint had been made.
    this.machine.run(0, 0);
    this.applyEdits();
    this.last_ms = this.clock();
  }

  private *forward(steps: number): Steps<void> {
    const { machine } = this;
    while (machine.steps < steps) {
      const outcome = this.run(steps - machine.steps, TRAVEL_WORK);
      assert(outcome.kind === 'slice' || outcome.kind === 'data', `a recorded future and not ${outcome.kind}`);
      this.drain();
      yield;
    }
  }
}
