// Goes to other moments of a recorded run: searches the past for one, brings the machine there, and makes a stop of it. Like a
// run it is done in slices, and it can be called off: then everything is where it was.
import { message, Refusal } from '../base/message';
import type { Steps } from '../base/steps';
import { finish } from '../base/steps';
import { quietly } from '../history/quiet';
import { lastMoment, passBehind, type Probe } from '../history/search';
import { TRAVEL_WORK } from '../history/limits';
import type { Timeline } from '../history/timeline';
import type { Branch } from '../history/branch';
import type { Context } from '../machine/context';
import { Pass, type Outcome } from '../machine/machine';
import type { Program } from '../machine/program';
import { branchOf } from './branch-comparison';
import type { Arrival, Breakpoints } from './breakpoints';
import { lastInLayer } from './layer-back';
import { REQUEST_PROBLEMS, STOPS } from './messages';
import type { Programs } from './programs';
import type { Runner } from './runner';
import { StepBack } from './step-back';
import { trapInfo } from './trap-info';
import type { TrapRules } from './trap-rules';
import type { Granularity, LayerStepKind, StepKind, StopEvent, StopReason } from './types';
import type { Values } from './values';

/** Where a travel began. */
interface Origin {
  readonly steps: number;
  readonly branch: Branch;
  readonly ended: boolean;
}

/** What a stop in the past is about. */
interface Found {
  readonly reason: StopReason;
  readonly outcome: Outcome;
  readonly arrival?: Arrival;
}

export class Traveller {
  private job: Steps<StopEvent | undefined> | undefined;
  /** What is done after a job that ends with no stop. */
  private next: () => void = () => undefined;
  private origin: Origin | undefined;

  constructor(private readonly timeline: Timeline, private readonly programs: Programs, private readonly breakpoints: Breakpoints,
    private readonly values: Values, private readonly traps: TrapRules, private readonly runner: Runner) {}

  get isOnTheWay(): boolean {
    return this.job !== undefined;
  }

  stepBack(kind: StepKind, granularity: Granularity, context: Context): void {
    const stays = context.id === this.runner.layer?.id;
    this.begin(this.backBy(new StepBack(this.timeline, this.programs, kind, granularity, context, stays)));
  }

  /** Goes back to the last moment at which something around a context, or below it, was about to execute an instruction. */
  layerBack(kind: Exclude<LayerStepKind, 'overExit'>, context: Context): void {
    this.begin(this.backToLayer(kind, context));
  }

  reverseContinue(): void {
    this.begin(this.backToStop());
  }

  /** Goes back to the last moment at which any context was about to execute one of these instructions. */
  backTo(places: ReadonlyMap<Program, readonly number[]>): void {
    this.begin(this.backToPlaces(places));
  }

  goTo(moment: number | undefined, number = this.timeline.branch.number): void {
    const branch = branchOf(this.timeline, number);
    const steps = moment ?? branch.end;
    if (!Number.isInteger(steps) || steps < 0 || steps > branch.end) throw new Refusal(REQUEST_PROBLEMS.no_moment, { steps, end: branch.end });
    this.begin(this.to(steps, 'goto', branch));
  }

  /** Counts how often breakpoints were hit from the beginning of the run up to here, then lets somebody go on. */
  countHits(next: () => void): void {
    this.next = next;
    this.begin(this.hitsUpToHere());
  }

  private begin(job: Steps<StopEvent | undefined>): void {
    const { machine, branch } = this.timeline;
    this.origin = { steps: machine.steps, branch, ended: machine.ending !== undefined };
    this.runner.continue();
    this.breakpoints.silent = true;
    this.breakpoints.direction = 'backward';
    this.job = job;
  }

  /** Goes on for about so much work; the stop where the travel is over. */
  advance(work: number): StopEvent | undefined {
    for (let left = work; left > 0 && this.job !== undefined; left -= TRAVEL_WORK) {
      const { done, value } = this.job.next();
      if (done === true && value !== undefined) return this.arrived(value);
      if (done === true) return this.goOn();
    }
    return undefined;
  }

  private arrived(stop: StopEvent): StopEvent {
    this.end();
    return stop;
  }

  private goOn(): undefined {
    this.end();
    this.next();
  }

  private end(): void {
    this.job = undefined;
    this.breakpoints.silent = false;
    this.breakpoints.direction = 'forward';
  }

  /** Goes back to where the travel began. */
  cancel(): StopEvent | undefined {
    const { job, origin, timeline } = this;
    if (job === undefined || origin === undefined) return undefined;
    // What the job has planted goes with it.
    job.return(undefined as never);
    finish(timeline.goTo(origin.steps, origin.branch));
    if (origin.ended) timeline.run(1, TRAVEL_WORK);
    return this.arrived(this.runner.land('pause', { message: message(STOPS.called_off, { steps: origin.steps }) }));
  }

  private *to(steps: number, reason: StopReason, branch = this.timeline.branch): Steps<StopEvent> {
    yield* this.timeline.goTo(steps, branch);
    return this.land(reason);
  }

  private land(reason: StopReason, more: Partial<StopEvent> & { arrival?: Arrival } = {}): StopEvent {
    const restore = this.breakpoints.keepHits();
    const stop = this.runner.land(reason, more);
    restore();
    this.breakpoints.hitsUnknown = this.breakpoints.hitsMatter;
    return stop;
  }

  private *backBy(step: StepBack): Steps<StopEvent> {
    const steps = yield* step.find();
    if (steps !== undefined) return yield* this.to(steps, 'step');
    yield* this.timeline.goTo(0);
    return this.land('step', { message: message(STOPS.beginning) });
  }

  private *backToLayer(kind: Exclude<LayerStepKind, 'overExit'>, context: Context): Steps<StopEvent> {
    const steps = yield* lastInLayer(this.timeline, this.programs, kind, context);
    if (steps !== undefined) return yield* this.to(steps, 'step');
    yield* this.timeline.goTo(0);
    return this.land('step', { message: message(STOPS.not_in_layer) });
  }

  private *backToPlaces(places: ReadonlyMap<Program, readonly number[]>): Steps<StopEvent> {
    const { timeline } = this;
    const steps = yield* quietly(timeline.machine, lastMoment(timeline, timeline.before, { plant: () => plant(places), isThere: ({ kind }) => kind === 'stop' }));
    yield* timeline.goTo(steps ?? 0);
    return this.land('goto', steps === undefined ? { message: message(STOPS.not_before) } : {});
  }

  private *backToStop(): Steps<StopEvent> {
    const { timeline, breakpoints } = this;
    breakpoints.hitsUnknown = breakpoints.hitsMatter;
    const restore = breakpoints.keepHits();
    const search = new StopSearch(timeline, breakpoints, this.traps, this.runner.layer?.id);
    const { before } = timeline;
    let steps: number | undefined;
    try {
      steps = yield* lastMoment(timeline, before, search);
    } finally {
      if (!search.fromStart) restore();
    }
    yield* timeline.goTo(steps ?? 0);
    search.restoreHits();
    return steps === undefined ? this.land('goto', { message: message(STOPS.no_stop_before) }) : this.landAt(search.last);
  }

  private *hitsUpToHere(): Steps<undefined> {
    const { timeline, breakpoints } = this, { machine } = timeline, { steps, ending } = machine;
    yield* timeline.goTo(0);
    const search = new StopSearch(timeline, breakpoints, this.traps);
    search.plant();
    yield* search.all(steps);
    // That at which the run stands was counted when it was reached.
    if (machine.current.completion === undefined) breakpoints.arrive(machine.current);
    if (ending !== undefined) timeline.run(1, TRAVEL_WORK, Pass.trap);
    breakpoints.hitsUnknown = false;
  }

  private landAt(found: Found | undefined): StopEvent {
    const { machine } = this.timeline;
    const { reason = 'goto', outcome, arrival } = found ?? {};
    if (outcome?.kind !== 'trap') return this.land(reason, { arrival });
    const trap = trapInfo(machine, this.programs, this.values, machine.current, outcome);
    return this.land(reason, { trap, message: trap.attempted });
  }
}

/** Stops at all places; what it gives takes them away. */
function plant(places: ReadonlyMap<Program, readonly number[]>): () => void {
  const set = (wanted: boolean): void => {
    for (const [program, addresses] of places) for (const address of addresses) program.setStop(address, wanted);
  };
  set(true);
  return () => set(false);
}

/** Looks for moments at which a run forward stops, with the breakpoints and traps that it would stop for. */
class StopSearch implements Probe {
  readonly fromStart: boolean;
  /** The last one found. */
  last: Found | undefined;
  /** Makes hits what they were there, or none where nothing was found. */
  restoreHits: () => void = () => undefined;

  /** @param layer the context in which alone something stops; undefined: all */
  constructor(private readonly timeline: Timeline, private readonly breakpoints: Breakpoints, private readonly traps: TrapRules, private readonly layer?: number) {
    this.fromStart = breakpoints.hitsMatter;
  }

  plant(): () => void {
    if (this.fromStart) {
      this.breakpoints.forgetHits();
      this.restoreHits = this.breakpoints.keepHits();
    }
    this.breakpoints.data.refresh();
    return () => undefined;
  }

  /** Runs on up to a count of steps and lets everything count that would stop a run. */
  *all(high: number): Steps<void> {
    const { machine } = this.timeline;
    for (let pass = Pass.nothing; machine.steps < high;) {
      const outcome = this.timeline.run(Math.min(high - machine.steps, this.steps()), TRAVEL_WORK, pass);
      this.timeline.drain();
      this.isThere(outcome);
      pass = passBehind(outcome);
      yield;
    }
  }

  steps(): number {
    return this.breakpoints.data.before() ? 1 : Infinity;
  }

  isThere(outcome: Outcome): boolean {
    const found = this.found(outcome);
    if (found === undefined) return false;
    this.last = found;
    if (this.fromStart) this.restoreHits = this.breakpoints.keepHits();
    return true;
  }

  private found(outcome: Outcome): Found | undefined {
    const { breakpoints, timeline: { machine: { current } } } = this;
    const touched = breakpoints.data.after(outcome, breakpoints.direction);
    if (this.layer !== undefined && this.layer !== current.id) {
      if (outcome.kind === 'stop') breakpoints.arrive(current);
      return undefined;
    }
    if (outcome.kind === 'trap') return this.traps.stops(current, outcome.cause, breakpoints.direction) ? { reason: 'trap', outcome } : undefined;
    const arrival = outcome.kind === 'stop' && current.completion === undefined ? breakpoints.arrive(current) : touched;
    if (arrival === undefined) return undefined;
    return { reason: outcome.kind === 'stop' && arrival.data !== true ? 'breakpoint' : 'data', outcome, arrival };
  }
}
