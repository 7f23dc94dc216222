// One log point that is asked about the past: where it stands in the code, and how many lines it gives. While its lines are wanted
// the run stops wherever it may speak; when only their number is, compiled code counts by itself.
import type { Store } from '../machine/store';
import { BreakpointRecord, isGiven } from './breakpoint-record';
import { parseHitCondition, type HitCondition } from './hit-condition';
import type { ProgramInfo } from './program-info';
import type { Programs } from './programs';
import type { Sites } from './sites';
import type { PastPointView, PastPointWish } from './past-log';

/** A hit condition that no run comes to. */
const NEVER = '>999999999999999';

export class PastPoint {
  private readonly speaker: BreakpointRecord;
  private counter: BreakpointRecord | undefined;
  private readonly hitTest: HitCondition | undefined;
  /** Lines that a condition without a value gives, at hits that would give none. */
  private extra = 0;

  constructor(readonly number: number, private readonly wish: PastPointWish, private readonly sites: Sites, private readonly store: Store) {
    this.speaker = this.make(wish.hitCondition);
    this.hitTest = this.speaker.isMalformed || !isGiven(wish.hitCondition) ? undefined : parseHitCondition(wish.hitCondition);
  }

  private make(hitCondition: string | undefined): BreakpointRecord {
    const { target, condition, logMessage, context } = this.wish;
    return new BreakpointRecord(this.number, target, { condition, logMessage, context, hitCondition }, this.store);
  }

  /** What stands in the code now. */
  get record(): BreakpointRecord {
    return this.counter ?? this.speaker;
  }

  get isCounting(): boolean {
    return this.counter !== undefined;
  }

  bindIn(info: ProgramInfo): void {
    this.record.bindIn(info, this.sites);
  }

  /** From now on only the number of lines is wanted. */
  count(programs: Programs): void {
    this.speaker.unbind(this.sites);
    this.counter = this.make(NEVER);
    for (const info of programs.all) this.bindIn(info);
  }

  /** One hit at which the condition had no value, which gives a line whatever its number is. */
  addFailure(): void {
    if (this.hitTest?.stops(this.hits) === false) this.extra++;
  }

  private get hits(): number {
    return this.speaker.hits.count + (this.counter?.hits.count ?? 0);
  }

  /** Lines that were counted only. */
  get leftOut(): number {
    return this.counter === undefined ? 0 : this.extra + stopsBetween(this.hitTest, this.speaker.hits.count, this.hits);
  }

  /** How it stands, while it is in the code. */
  view(programs: Programs): PastPointView {
    const { verified, message, location } = this.record.view(programs);
    return { verified, hits: this.hits, ...(message === undefined ? {} : { message }), ...(location === undefined ? {} : { location }) };
  }

  /** Gives up all that it holds. */
  drop(): void {
    this.counter?.drop(this.sites);
    this.speaker.drop(this.sites);
  }
}

/** How many of the hits behind one and up to another stop. */
function stopsBetween(condition: HitCondition | undefined, first: number, last: number): number {
  if (condition === undefined) return last - first;
  let count = 0;
  for (let hit = first + 1 + condition.quietAfter(first); hit <= last; hit += 1 + condition.quietAfter(hit)) if (condition.stops(hit)) count++;
  return count;
}
