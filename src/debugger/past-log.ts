// Log points on the past: what they would have printed, had they been there from the beginning of the run. The branch on which the
// machine stands is run again from its beginning to the furthest point that was reached, at full speed, with these log points and
// nothing else; each is judged exactly as a live one is, hits counted from the beginning.
import { assert } from '../base/assert';
import type { Message } from '../base/message';
import type { Steps } from '../base/steps';
import { excursion } from '../history/excursion';
import { TRAVEL_WORK } from '../history/limits';
import type { Timeline } from '../history/timeline';
import type { Context } from '../machine/context';
import { Pass, type Machine } from '../machine/machine';
import type { BoundBreakpoint } from './bound-breakpoint';
import type { BreakpointTarget } from './breakpoint-record';
import { conditionFailed } from './breakpoints';
import { Environment } from './expression/environment';
import { PAST_LINES_MAX, PAST_UNITS_MAX } from './limits';
import { PastPoint } from './past-points';
import type { Programs } from './programs';
import { Sites } from './sites';
import type { SourceLocation } from './types';

/** A log point that is asked about. */
export interface PastPointWish {
  readonly target: BreakpointTarget;
  /** Text with `{expressions}`. */
  readonly logMessage: string;
  readonly condition?: string;
  readonly hitCondition?: string;
  /** Only in this context. */
  readonly context?: number;
}

/** What has become of it. */
export interface PastPointView {
  /** Whether there is code at which it can speak, and nothing is wrong with its expressions. */
  readonly verified: boolean;
  /** Why it is not verified, or what is different from what was asked for. */
  readonly message?: Message;
  readonly location?: SourceLocation;
  /** How often the run came to it with its condition true. */
  readonly hits: number;
}

/** A line that was printed. */
export interface PastLine {
  /** Which of the points, counted from 0. */
  readonly point: number;
  /** The moment: the context is about to execute the instruction. */
  readonly steps: number;
  readonly text: string;
  /** Why there is no text: the condition has no value here. A live one stops here and says this. */
  readonly failed?: Message;
  readonly context: number;
  readonly function: string;
  readonly location?: SourceLocation;
}

export interface PastLog {
  /** One for each that was asked about. */
  readonly points: readonly PastPointView[];
  /** In the order in which they were printed: the first PAST_LINES_MAX, or fewer where they are long. */
  readonly lines: readonly PastLine[];
  /** How many more there would be. */
  readonly leftOut: number;
  /** The furthest count of steps of the branch: up to here. */
  readonly end: number;
}

/** What log points would have printed; however it ends, the machine is where it was afterwards. */
export function* pastLog(timeline: Timeline, programs: Programs, wishes: readonly PastPointWish[]): Steps<PastLog> {
  return yield* excursion(timeline, new PastPrinter(timeline, programs, wishes).run());
}

class PastPrinter {
  private readonly machine: Machine;
  private readonly sites = new Sites();
  private readonly points: readonly PastPoint[];
  private readonly environment: Environment;
  private readonly lines: PastLine[] = [];
  private units = 0;
  /** Lines that found no room before it was known that none has any. */
  private lost = 0;

  constructor(private readonly timeline: Timeline, private readonly programs: Programs, wishes: readonly PastPointWish[]) {
    this.machine = timeline.machine;
    this.environment = new Environment(this.machine);
    this.points = wishes.map((wish, number) => new PastPoint(number, wish, this.sites, this.machine.store));
  }

  /** Runs the whole branch, from its beginning; nobody else observes the machine meanwhile. */
  *run(): Steps<PastLog> {
    const { timeline, machine, points, programs } = this;
    const { branch: { end } } = timeline, { onProgram } = machine;
    machine.onProgram = (program) => {
      onProgram(program);
      for (const point of points) point.bindIn(programs.of(program));
    };
    try {
      yield* timeline.goTo(0);
      for (const info of programs.all) for (const point of points) point.bindIn(info);
      yield* this.upTo(end);
      this.atEnd();
      const leftOut = points.reduce((sum, point) => sum + point.leftOut, this.lost);
      return { points: points.map((point) => point.view(programs)), lines: this.lines, leftOut, end };
    } finally {
      machine.onProgram = onProgram;
      for (const point of points) point.drop();
    }
  }

  private *upTo(end: number): Steps<void> {
    const { timeline, machine } = this;
    for (let pass = Pass.nothing; machine.steps < end;) {
      const { kind } = timeline.run(end - machine.steps, TRAVEL_WORK, pass);
      assert(kind === 'slice' || kind === 'stop' || kind === 'data', 'a run that is recorded');
      machine.devices.output.take();
      pass = kind === 'stop' ? Pass.stop : Pass.nothing;
      if (kind === 'stop') this.arrive(machine.current);
      yield;
    }
  }

  /** The last moment of the branch is one at which a run stops by itself: a live log point speaks there, too. */
  private atEnd(): void {
    if (this.machine.ending === undefined) this.arrive(this.machine.current);
  }

  /** The innermost frame of a context arrives at an instruction. */
  private arrive(context: Context): void {
    if (context.completion !== undefined) return;
    const site = this.sites.at(context.program, context.pc);
    if (site === undefined) return;
    this.environment.setInnermost(context);
    for (const breakpoint of site.breakpoints) this.judge(breakpoint, context);
    if (!this.hasRoom && !this.points[0].isCounting) for (const point of this.points) point.count(this.programs);
  }

  private judge(breakpoint: BoundBreakpoint, context: Context): void {
    const { record } = breakpoint;
    if (record.options.context !== undefined && record.options.context !== context.id) return;
    const holds = breakpoint.holds(this.environment);
    if (holds === false) return;
    const speaks = record.hits.add(), point = this.points[record.id];
    if (point.isCounting) {
      if (holds !== true) point.addFailure();
    } else if (holds !== true) this.add(breakpoint, context, '', conditionFailed(record, holds));
    else if (speaks) this.add(breakpoint, context, this.hasRoom ? breakpoint.message(this.environment) ?? '' : '');
  }

  private get hasRoom(): boolean {
    return this.lines.length < PAST_LINES_MAX && this.units < PAST_UNITS_MAX;
  }

  private add({ record, info, location }: BoundBreakpoint, { id, fn }: Context, text: string, failed?: Message): void {
    if (!this.hasRoom) {
      this.lost++;
      return;
    }
    this.units += text.length;
    this.lines.push({
      point: record.id, steps: this.machine.steps, text, context: id, function: info.functionName(fn),
      ...(failed === undefined ? {} : { failed }), ...(location === undefined ? {} : { location }),
    });
  }
}
