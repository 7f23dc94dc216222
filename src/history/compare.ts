// Where two branches of a run differ: at which count of steps the state of the machine is another one for the first time, which is
// where the cause is, and at which one the execution takes another way, which may be much later, or never.
//
// Up to where the later one leaves what both share there is one run and nothing to look at. From there on, the same state and the
// same events from outside make the same state; so states are compared only at moments of events that are not the same, and the
// execution only from the first other state on. That is done in parts, by the trails of both. Where both are in the same state
// again at the end of a part, all is the same up to the next event that is not.
import { defined } from '../base/assert';
import { hex } from '../base/hash';
import type { Steps } from '../base/steps';
import type { MachineChange } from '../machine/changes';
import type { InputEvent } from '../machine/input';
import type { Machine } from '../machine/machine';
import { machineHash } from '../machine/state-hash';
import type { Branch } from './branch';
import { COMPARE_STEPS, COMPARE_STEPS_MAX, SEARCH_GROWTH, TRAIL_TURNS_MAX, TRAVEL_WORK } from './limits';
import { quietly } from './quiet';
import type { Timeline } from './timeline';
import { positionOf, trail, type Position } from './trail';

/** Where two branches differ; counts of steps. */
export interface Comparison {
  /** Up to here they are one branch. */
  readonly shared: number;
  /** Both are recorded up to here, and were compared up to here. */
  readonly until: number;
  /** The first moment at which the hash of the machine is another one. */
  readonly state: number | undefined;
  /** The first moment at which they stand at different instructions, or in different contexts. */
  readonly execution: Parting | undefined;
}

/** A moment of two branches at which they do not execute the same. */
export interface Parting {
  readonly steps: number;
  /** Where each of them stands; undefined: its run is over there. */
  readonly positions: readonly [Position | undefined, Position | undefined];
}

/** A part that was compared, up to `high`, not included where they part in it. */
interface Part {
  readonly high: number;
  readonly parting: Parting | undefined;
}

/** Compares two branches as far as both are recorded. The machine is anywhere afterwards. */
export function compareBranches(timeline: Timeline, one: Branch, other: Branch): Steps<Comparison> {
  return new Comparer(timeline, one, other).compare();
}

class Comparer {
  private readonly shared: number;
  private readonly until: number;
  private readonly turns: Turns;

  constructor(private readonly timeline: Timeline, private readonly one: Branch, private readonly other: Branch) {
    this.shared = sharedSteps(one, other);
    this.until = Math.min(one.end, other.end);
    this.turns = new Turns(timeline.machine);
  }

  *compare(): Steps<Comparison> {
    const { shared, until } = this;
    const moments = yield* this.differentMoments();
    const state = yield* this.firstState(moments);
    const execution = state === undefined ? undefined : yield* this.firstPosition(state, moments);
    return { shared, until, state, execution: execution ?? (yield* this.firstEnd()) };
  }

  /** Moments at which not the same comes from outside, in ascending order, as far as both go. */
  private *differentMoments(): Steps<number[]> {
    const one = yield* this.events(this.one), other = yield* this.events(this.other);
    const steps = [...new Set([...one.keys(), ...other.keys()])].filter((step) => step >= this.shared && step <= this.until);
    return steps.filter((step) => one.get(step) !== other.get(step)).sort((a, b) => a - b);
  }

  /** What came from outside in a branch, by its moments, as texts that are the same where it is. */
  private *events(branch: Branch): Steps<Map<number, string>> {
    yield* this.timeline.goTo(branch.end, branch);
    const events = new Map<number, string>();
    const add = (step: number, text: string): void => { events.set(step, `${events.get(step) ?? ''}${text};`); };
    for (const event of this.timeline.machine.devices.input.log) add(event.step, inputText(event));
    for (const { step, change } of branch.edits) add(step, changeText(change));
    return events;
  }

  private *firstState(moments: readonly number[]): Steps<number | undefined> {
    for (const steps of moments) if (!(yield* this.isSame(steps))) return steps;
    return undefined;
  }

  private *isSame(steps: number): Steps<boolean> {
    const { timeline, one, other } = this;
    yield* timeline.goTo(steps, other);
    const hash = machineHash(timeline.machine);
    yield* timeline.goTo(steps, one);
    return machineHash(timeline.machine) === hash;
  }

  private *firstPosition(first: number, moments: readonly number[]): Steps<Parting | undefined> {
    let size = COMPARE_STEPS;
    for (let low: number | undefined = first; low !== undefined && low <= this.until; size = Math.min(size * SEARCH_GROWTH, COMPARE_STEPS_MAX)) {
      const { high, parting }: Part = yield* this.within(low, Math.min(this.until, low + size));
      if (parting !== undefined || high === this.until) return parting;
      low = (yield* this.isSame(high)) ? moments.find((step) => step > high) : high;
    }
    return undefined;
  }

  /** Compares a part, up to `high` or to where the trail of one becomes too long. */
  private *within(low: number, wanted: number): Steps<Part> {
    const { timeline, one, other, turns: known } = this;
    yield* timeline.goTo(low, one);
    known.clear();
    yield* trail(timeline, wanted, (steps, position) => known.add(steps, position));
    const high = timeline.machine.steps;
    yield* timeline.goTo(low, other);
    let parting: Parting | undefined;
    let turn = 0;
    yield* trail(timeline, high, (steps, position) => {
      parting = known.partingAt(turn++, steps, position);
      return parting === undefined;
    });
    return { high, parting };
  }

  /** Where the run of one is over, while the other goes on. */
  private *firstEnd(): Steps<Parting | undefined> {
    const { timeline, one, other, until } = this;
    if (one.end === other.end) return undefined;
    const [shorter, longer] = one.end < other.end ? [one, other] : [other, one];
    yield* timeline.goTo(until, shorter);
    if (!(yield* quietly(timeline.machine, this.endsHere()))) return undefined;
    yield* timeline.goTo(until, longer);
    const position = positionOf(timeline.machine);
    return { steps: until, positions: shorter === one ? [undefined, position] : [position, undefined] };
  }

  /** Whether the run is over at the moment where the machine stands. What else it does there belongs to no branch. */
  private *endsHere(): Steps<boolean> {
    const { machine } = this.timeline, { steps } = machine;
    while (machine.steps === steps && machine.run(1, TRAVEL_WORK).kind === 'slice') yield;
    return machine.ending !== undefined;
  }
}

/** The turns of a part of a run. */
class Turns {
  private length = 0;
  private readonly steps = new Float64Array(TRAIL_TURNS_MAX);
  private readonly contexts = new Int32Array(TRAIL_TURNS_MAX);
  private readonly programs = new Int32Array(TRAIL_TURNS_MAX);
  private readonly pcs = new Int32Array(TRAIL_TURNS_MAX);

  constructor(private readonly machine: Machine) {}

  clear(): void {
    this.length = 0;
  }

  /** One more turn; false: there is no room for another one. */
  add(steps: number, { context, program, pc }: Position): boolean {
    const at = this.length++;
    this.steps[at] = steps;
    this.contexts[at] = context;
    this.programs[at] = program.number;
    this.pcs[at] = pc;
    return this.length < TRAIL_TURNS_MAX;
  }

  /** Where another run parts from this one at its turn of that number; undefined: it is the same, as all before it were. */
  partingAt(at: number, steps: number, position: Position): Parting | undefined {
    const { context, program, pc } = position;
    if (this.steps[at] === steps && this.contexts[at] === context && this.programs[at] === program.number && this.pcs[at] === pc) return undefined;
    const first = Math.min(this.steps[at], steps);
    return { steps: first, positions: [this.at(at, first), first === steps ? position : this.straightOn(at - 1, first)] };
  }

  /** The position at a count of steps, at a turn or on the way to it. */
  private at(turn: number, steps: number): Position {
    return this.straightOn(this.steps[turn] === steps ? turn : turn - 1, steps);
  }

  /** The position at a count of steps behind a turn and before the next one. */
  private straightOn(turn: number, steps: number): Position {
    const program = defined([...this.machine.programs.values()].at(this.programs[turn] - 1), 'a program of the machine');
    return { context: this.contexts[turn], program, pc: this.pcs[turn] + steps - this.steps[turn] };
  }
}

/** The last count of steps up to which two branches are one. */
function sharedSteps(one: Branch, other: Branch): number {
  const way = new Map<Branch, number>();
  let steps = Infinity;
  for (let at: Branch | undefined = one; at !== undefined; at = at.from?.branch) {
    way.set(at, steps);
    steps = Math.min(steps, at.from?.step ?? 0);
  }
  steps = Infinity;
  let at = other;
  while (!way.has(at)) {
    const { branch, step } = defined(at.from, 'a first branch');
    steps = Math.min(steps, step);
    at = branch;
  }
  return Math.min(steps, defined(way.get(at), 'a branch that both come from'), one.end, other.end);
}

function inputText({ bytes }: InputEvent): string {
  return bytes === undefined ? 'end' : `input ${hex(bytes)}`;
}

function changeText(change: MachineChange): string {
  return JSON.stringify(change, (_key, value: unknown) => (value instanceof Uint8Array ? hex(value) : value));
}
