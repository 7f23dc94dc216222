// The values that something has had on a branch of a recorded run, with the moments at which they came to be and the instructions
// that wrote them. The past is looked through in parts, the nearest first, so that those nearest to now are there at once; then the
// future, as far as it is recorded. A history is of bytes of memory from the beginning of the run, or of a slot of one frame as long
// as there is that frame: another call of the same function has other locals.
import { Refusal } from '../base/message';
import type { Steps } from '../base/steps';
import { excursion } from '../history/excursion';
import { SEARCH_GROWTH } from '../history/limits';
import type { Timeline } from '../history/timeline';
import { windowOf, type Context } from '../machine/context';
import { framesOf } from '../machine/walk';
import { ByteTrace } from './byte-trace';
import { formatNumber } from './format';
import { HISTORY_STEPS, HISTORY_VALUES_MAX } from './limits';
import { DATA_PROBLEMS } from './messages';
import type { Programs } from './programs';
import { SlotTrace } from './slot-trace';
import type { WatchTarget } from './types';
import { codeOf, type OriginCode } from './value-origins';
import type { TracedValue, ValueTrace } from './value-trace';

/** One value of a history. */
export interface PastValue {
  /** The count of steps from which on it is there: where to go to see it. */
  readonly steps: number;
  readonly value: string;
  /** Which element of an array. */
  readonly index?: number;
  /** `initial`: there when the history begins. `edit`: changed by hand. */
  readonly how: 'initial' | 'write' | 'edit';
  /** The instruction that wrote it. */
  readonly code?: OriginCode;
}

export interface ValueHistory {
  readonly target: WatchTarget;
  /** Each other than the one before, in the order in which they came to be. Of an array only elements that changed. */
  readonly values: readonly PastValue[];
  /** Where the history begins: 0, or where the frame did. */
  readonly start: number;
  /** Where the frame returned, if it has. */
  readonly ended?: number;
  /** Whether there were more values before the first, and are more behind the last: a limit was reached. */
  readonly earlier: boolean;
  readonly later: boolean;
}

export interface HistoryLimits {
  /** Values before now, and as many after it. */
  readonly values: number;
  /** Steps of the first part of the past; it makes no difference to what is told. */
  readonly steps: number;
}

const LIMITS: HistoryLimits = { values: HISTORY_VALUES_MAX, steps: HISTORY_STEPS };

/** The history of what is there now, refused where nothing is; however it ends, the machine is where it was afterwards. */
export function valueHistory(timeline: Timeline, programs: Programs, target: WatchTarget, context: Context, limits = LIMITS): Steps<ValueHistory> {
  return excursion(timeline, new Historian(timeline, programs, traceOf(timeline, target, context), limits).tell(target));
}

function traceOf(timeline: Timeline, target: WatchTarget, context: Context): ValueTrace {
  if (target.kind === 'memory') {
    const { address, size } = target, window = windowOf(context);
    if (size < 1 || address + size > window.size) throw new Refusal(DATA_PROBLEMS.outside, { address, size });
    return new ByteTrace(timeline, target, window.start + address);
  }
  for (const { depth, fn } of framesOf(timeline.machine.store, context)) {
    if (depth === context.frames - target.frame && fn === target.function) return new SlotTrace(timeline, target);
  }
  throw new Refusal(DATA_PROBLEMS.no_frame, { name: target.name, frame: target.frame, id: context.id });
}

/** Values, of which so many are kept, and whether there were more. */
interface Part {
  readonly values: readonly TracedValue[];
  readonly more: boolean;
}

class Historian {
  constructor(private readonly timeline: Timeline, private readonly programs: Programs, private readonly trace: ValueTrace,
    private readonly limits: HistoryLimits) {}

  *tell(target: WatchTarget): Steps<ValueHistory> {
    const { machine, branch } = this.timeline, now = machine.steps;
    const start = yield* this.trace.start();
    const past = yield* this.past(start, now);
    const future = yield* this.future(now, branch.end);
    const { ended } = this.trace;
    const values = [...past.values, ...future.values].map((value) => this.shown(value));
    return { target, values, start, earlier: past.more, later: future.more, ...(ended === undefined ? {} : { ended }) };
  }

  private *past(start: number, now: number): Steps<Part> {
    let values: readonly TracedValue[] = [], low = now;
    const { values: max } = this.limits;
    for (let size = this.limits.steps; low > start && values.length <= max; size *= SEARCH_GROWTH) {
      const high = low;
      low = Math.max(start, high - size);
      values = [...yield* this.within(low, high), ...values];
    }
    if (low === start) values = [...yield* this.first(start), ...values];
    return { values: values.slice(-max), more: values.length > max };
  }

  /** The values that came to be in a part of the past; where they are many, the newest. */
  private *within(low: number, high: number): Steps<TracedValue[]> {
    const { trace, timeline, limits: { values: max } } = this, values: TracedValue[] = [];
    yield* timeline.goTo(low);
    trace.begin();
    yield* trace.run(high, (value) => {
      if (values.length > 2 * max) values.splice(0, max - 1);
      values.push(value);
      return true;
    });
    return values;
  }

  /** What was there when it began. */
  private *first(start: number): Steps<TracedValue[]> {
    const values: TracedValue[] = [];
    yield* this.timeline.goTo(start);
    this.trace.begin();
    this.trace.initial((value) => values.push(value) > 0);
    return values;
  }

  private *future(now: number, end: number): Steps<Part> {
    const { trace, timeline, limits: { values: max } } = this, values: TracedValue[] = [];
    yield* timeline.goTo(now);
    trace.begin();
    yield* trace.run(end, (value) => values.push(value) <= max);
    return { values: values.slice(0, max), more: values.length > max };
  }

  private shown({ steps, type, value, index, how, site }: TracedValue): PastValue {
    return {
      steps, value: formatNumber(type, value), how, ...(index === undefined ? {} : { index }),
      ...(site === undefined ? {} : { code: codeOf(this.programs, site) }),
    };
  }
}
