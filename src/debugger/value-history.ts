// The values that something has had on a branch of a recorded run, with the moments at which they came to be and the instructions
// that wrote them. The past is looked through in parts, the nearest first, so that those nearest to now are there at once; then the
// future, as far as it is recorded. A history is of bytes of memory from the beginning of the run, or of a slot of one frame as long
// as there is that frame: another call of the same function has other locals.
import type { Steps } from '../base/steps';
import { excursion } from '../history/excursion';
import { SEARCH_GROWTH } from '../history/limits';
import type { Timeline } from '../history/timeline';
import { windowOf, type Context } from '../machine/context';
import { ByteTrace } from './byte-trace';
import { formatNumber } from './format';
import { HISTORY_STEPS, HISTORY_VALUES_MAX } from './limits';
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

/** The history of what is there now; however it ends, the machine is where it was afterwards. */
export function valueHistory(timeline: Timeline, programs: Programs, target: WatchTarget, context: Context): Steps<ValueHistory> {
  const trace = target.kind === 'memory' ? new ByteTrace(timeline, target, windowOf(context).start + target.address) : new SlotTrace(timeline, target);
  return excursion(timeline, new Historian(timeline, programs, trace).tell(target));
}

/** Values, of which so many are kept, and whether there were more. */
interface Part {
  readonly values: readonly TracedValue[];
  readonly more: boolean;
}

class Historian {
  constructor(private readonly timeline: Timeline, private readonly programs: Programs, private readonly trace: ValueTrace) {}

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
    for (let size = HISTORY_STEPS; low > start && values.length <= HISTORY_VALUES_MAX; size *= SEARCH_GROWTH) {
      const high = low;
      low = Math.max(start, high - size);
      values = [...yield* this.within(low, high), ...values];
    }
    if (low === start) values = [...yield* this.first(start), ...values];
    return { values: values.slice(-HISTORY_VALUES_MAX), more: values.length > HISTORY_VALUES_MAX };
  }

  /** The values that came to be in a part of the past; where they are many, the newest. */
  private *within(low: number, high: number): Steps<TracedValue[]> {
    const { trace, timeline } = this, values: TracedValue[] = [];
    yield* timeline.goTo(low);
    trace.begin();
    yield* trace.run(high, (value) => {
      if (values.length > 2 * HISTORY_VALUES_MAX) values.splice(0, HISTORY_VALUES_MAX);
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
    const { trace, timeline } = this, values: TracedValue[] = [];
    yield* timeline.goTo(now);
    trace.begin();
    yield* trace.run(end, (value) => values.push(value) <= HISTORY_VALUES_MAX);
    return { values: values.slice(0, HISTORY_VALUES_MAX), more: values.length > HISTORY_VALUES_MAX };
  }

  private shown({ steps, type, value, index, how, site }: TracedValue): PastValue {
    return {
      steps, value: formatNumber(type, value), how, ...(index === undefined ? {} : { index }),
      ...(site === undefined ? {} : { code: codeOf(this.programs, site) }),
    };
  }
}
