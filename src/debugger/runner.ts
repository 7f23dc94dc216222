// Runs the machine in slices and decides what is worth a stop: breakpoints, traps, the end of a step, a pause.
import { message, Refusal, type Message } from '../base/message';
import { Cause } from '../isa/causes';
import type { Context } from '../machine/context';
import { Pass, type Machine, type Outcome } from '../machine/machine';
import { Alone } from './alone';
import type { Arrival, Breakpoints } from './breakpoints';
import { joined } from './data-breakpoints';
import type { Timeline } from '../history/timeline';
import type { RunLimits } from '../options/run-limits';
import { LayerStep } from './layer-step';
import { Layers } from './layers';
import { WORK_OF_A_STOP } from './limits';
import { MOVE_PROBLEMS, STOPS } from './messages';
import type { Programs } from './programs';
import { Step } from './step';
import { endingMessage, trapInfo } from './trap-info';
import type { TrapRules } from './trap-rules';
import type { Granularity, LayerStepKind, RunState, SessionEvent, StepKind, StopEvent, StopReason } from './types';
import type { Values } from './values';

const NOTHING: Arrival = { ids: [] };

/** A context that somebody stays in. */
export interface Layer {
  readonly id: number;
  readonly name: string;
}

export class Runner {
  state: RunState = 'stopped';
  stop: StopEvent | undefined;
  /** The context in which alone breakpoints and traps stop; undefined: all. */
  layer: Layer | undefined;
  /** The name of such a context that has just been dropped. */
  private lost: string | undefined;
  private step: Step | LayerStep | undefined;
  private alone: Alone | undefined;
  /** The name of the step's context, for the message that it was dropped. */
  private stepName = '';
  /** The moment, and the place, that was stopped at or judged already, and what is not to stop there again. */
  private judgedSteps = -1;
  /** By its number: the context is made again where the machine was elsewhere meanwhile. */
  private judgedContext = 0;
  private judged = Pass.nothing;
  private readonly steps_max: number;
  /** Whether the end of the run was a stop before. */
  private shownEnd = false;

  constructor(private readonly machine: Machine, private readonly programs: Programs, private readonly breakpoints: Breakpoints,
    private readonly values: Values, private readonly traps: TrapRules, private readonly timeline: Timeline | undefined,
    private readonly stopsOnExit: boolean, { instructions = Infinity, outputBytes = Infinity }: RunLimits = {}) {
    this.steps_max = instructions;
    machine.devices.output.limit = outputBytes;
    machine.onContext = (context, made) => {
      if (made) this.alone?.add(context);
      const lost = !made && context.id === this.layer?.id;
      if (lost) [this.lost, this.layer] = [this.layer?.name, undefined];
      if (breakpoints.data.contextChanged(context, made) || context === this.step?.context || lost) machine.comeOut();
    };
  }

  stopAtEntry(): StopEvent {
    return this.stopped('entry');
  }

  continue(): void {
    this.state = 'running';
    this.stop = undefined;
    this.breakpoints.data.refresh();
  }

  /** The run that begins next is one of this context only. */
  runAlone(context: Context): void {
    this.refuseAlone(context);
    this.alone = new Alone(this.machine, context);
  }

  /** Refuses where another context goes on next. */
  refuseAlone(context: Context): void {
    if (context !== this.machine.current) throw new Refusal(MOVE_PROBLEMS.not_alone, { id: context.id });
  }

  /** @param target flat address of the call to step into */
  begin(kind: StepKind, granularity: Granularity, context: Context, target?: number): void {
    this.stepName = new Layers(this.machine, this.programs).nameOf(context);
    const stays = context.id === this.layer?.id;
    this.step = new Step(this.machine, this.breakpoints.sites, this.programs.of(context.program), kind, granularity, context, target, stays);
    this.continue();
  }

  /** Begins a step to another layer. */
  beginLayer(kind: Exclude<LayerStepKind, 'overExit'>, context: Context): void {
    this.stepName = new Layers(this.machine, this.programs).nameOf(context);
    this.step = new LayerStep(this.machine, this.programs, kind, context);
    this.continue();
  }

  /** Whether something in the context that runs may stop. */
  private get isInLayer(): boolean {
    return this.layer === undefined || this.machine.current.id === this.layer.id;
  }

  pause(): StopEvent | undefined {
    if (this.state !== 'running' && this.state !== 'waiting') return undefined;
    this.machine.settle();
    return this.stopped('pause');
  }

  /** Console input is there: a program that waits for it goes on. */
  inputCame(): void {
    if (this.state === 'waiting') this.state = 'running';
  }

  advance(work: number): SessionEvent | undefined {
    let left = work;
    while (this.state === 'running' && left > 0) {
      const steps = this.breakpoints.data.before() ? 1 : this.step?.steps ?? Infinity;
      const outcome = (this.timeline ?? this.machine).run(Math.min(steps, this.steps_max - this.machine.steps), left, this.pass());
      left = Math.min(left, this.machine.workLeft) - WORK_OF_A_STOP;
      const event = this.judge(outcome) ?? this.limitReached();
      if (event !== undefined) return event;
    }
    return undefined;
  }

  /** What the next run is not to stop for. */
  private pass(): Pass {
    const { machine } = this;
    return machine.steps === this.judgedSteps && machine.current.id === this.judgedContext ? this.judged : Pass.nothing;
  }

  private markJudged(pass: Pass): void {
    this.judged = Math.max(pass, this.pass());
    this.judgedSteps = this.machine.steps;
    this.judgedContext = this.machine.current.id;
  }

  private judge(outcome: Outcome): SessionEvent | undefined {
    const accessed = this.breakpoints.data.after(outcome, this.breakpoints.direction);
    const touched = this.isInLayer ? accessed : undefined;
    switch (outcome.kind) {
      case 'ended': return this.ended();
      case 'input': return this.waiting();
      case 'trap': {
        this.markJudged(Pass.trap);
        if (!this.stopsAtTrap(outcome.cause)) return undefined;
        const trap = trapInfo(this.machine, this.programs, this.values, this.machine.current, outcome);
        return this.stopped('trap', { trap, message: trap.attempted });
      }
      case 'stop': return this.arrived(outcome);
      default: return this.stepEvent(outcome, touched) ?? this.lostEvent() ?? (touched === undefined ? undefined : this.stopped('data', { arrival: touched }));
    }
  }

  /** A trap of the root that would end the run stops whatever layer somebody stays in. */
  private stopsAtTrap(cause: Cause): boolean {
    const { current } = this.machine;
    return (this.isInLayer || (current.isRoot && cause !== Cause.sys)) && this.traps.stops(current, cause, this.breakpoints.direction);
  }

  /** The context that somebody stays in is gone. */
  private lostEvent(): SessionEvent | undefined {
    const { lost: name } = this;
    this.lost = undefined;
    return name === undefined ? undefined : this.stopped('dropped', { message: message(STOPS.layer_dropped, { name }) });
  }

  private arrived(outcome: Outcome): SessionEvent | undefined {
    const seen = this.arrive(), arrival = this.isInLayer ? seen : undefined;
    const done = this.stepEvent(outcome, arrival);
    return done ?? (arrival === undefined ? undefined : this.stopped(arrival.data === true ? 'data' : 'breakpoint', { arrival }));
  }

  /** Lets the breakpoints at the next instruction count, once in a moment. */
  private arrive(): Arrival | undefined {
    const { machine } = this;
    const { current } = machine;
    if (this.pass() !== Pass.nothing || current.completion !== undefined) return undefined;
    this.markJudged(Pass.stop);
    return this.breakpoints.arrive(current);
  }

  /** The event where the step is over, or its context is gone. */
  private stepEvent(outcome: Outcome, arrival?: Arrival): SessionEvent | undefined {
    const { step, alone, machine } = this;
    if (step === undefined && alone === undefined) return undefined;
    if (outcome.kind === 'entered') machine.run(0, 0);
    if (alone?.isOver(outcome) === true) return this.stopped('left', { arrival, message: leftMessage(alone.context, machine.current) });
    if (step === undefined) return undefined;
    if (step.context.dropped) return this.stopped('dropped', { arrival, message: message(STOPS.dropped, { name: this.stepName }) });
    return step.isDone(outcome) ? this.stopped('step', { arrival }) : undefined;
  }

  /** The machine was brought to another moment, and stops there. */
  land(reason: StopReason, more: Partial<StopEvent> & { arrival?: Arrival } = {}): StopEvent {
    this.endStep();
    this.judgedSteps = -1;
    this.shownEnd = false;
    this.breakpoints.data.refresh();
    if (reason === 'trap') this.markJudged(Pass.trap);
    return this.stopped(reason, more);
  }

  private stopped(reason: StopReason, more: Partial<StopEvent> & { arrival?: Arrival } = {}): StopEvent {
    const { arrival: first, ...rest } = more;
    const arrival = joined(first, this.arrive()) ?? NOTHING;
    this.endStep();
    this.state = 'stopped';
    const said: Message | undefined = rest.message ?? arrival.message;
    this.stop = {
      kind: 'stopped', reason, context: this.machine.current.id, breakpoints: arrival.ids,
      ...(said === undefined ? {} : { message: said }), ...(rest.trap === undefined ? {} : { trap: rest.trap }),
      ...(rest.ending === undefined ? {} : { ending: rest.ending }),
    };
    return this.stop;
  }

  private endStep(): void {
    this.step?.end();
    this.alone?.end();
    this.step = this.alone = undefined;
  }

  /** The end where the program has used up what it may. */
  private limitReached(): SessionEvent | undefined {
    const { machine } = this;
    const limit = machine.devices.output.full ? 'output' : machine.steps >= this.steps_max ? 'instructions' : undefined;
    if (limit === undefined) return undefined;
    this.endStep();
    this.state = 'ended';
    return { kind: 'limit', limit, context: machine.current.id };
  }

  private waiting(): SessionEvent {
    this.state = 'waiting';
    return { kind: 'waiting', context: this.machine.current.id };
  }

  private ended(): SessionEvent {
    this.endStep();
    const ending = this.machine.ending ?? { code: 0 };
    const said = endingMessage(this.machine, this.programs, this.values);
    if (this.stopsOnExit && !this.shownEnd) {
      this.shownEnd = true;
      return this.stopped('exit', { arrival: NOTHING, ending, message: said ?? message(STOPS.finished, { code: ending.code }) });
    }
    this.state = 'ended';
    return { kind: 'ended', ending, ...(said === undefined ? {} : { message: said }) };
  }
}

/** What is said where a context was to run alone, and another one goes on. */
function leftMessage({ id }: Context, { id: next }: Context): Message {
  return message(STOPS.left, { id, next });
}
