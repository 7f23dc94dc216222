// Searches in the past: the last moment before another at which something was so. The past is looked through in parts, the
// nearest first, each several times as long as the one before; in each the machine runs forward, as it always does.
import type { Steps } from '../base/steps';
import { Pass, type Outcome } from '../machine/machine';
import { SEARCH_GROWTH, SEARCH_STEPS, TRAVEL_WORK } from './limits';
import type { Timeline } from './timeline';

/** What is looked for. */
export interface Probe {
  /** Makes the machine come back wherever the moment may be one; what it gives takes that away again. */
  plant(): () => void;
  /** Before each run: how many steps it may take at most. */
  steps?(): number;
  /** Whether the moment at which the machine came back is one. */
  isThere(outcome: Outcome): boolean;
  /** Where hits count, a part of the past cannot be looked through without all that came before it. */
  readonly fromStart?: boolean;
}

/**
 * Gives the last count of steps before `before` at which a probe finds what it looks for; undefined: there is none. The machine is
 * somewhere in the past afterwards.
 */
export function* lastMoment(timeline: Timeline, before: number, probe: Probe): Steps<number | undefined> {
  let size = probe.fromStart === true ? Infinity : SEARCH_STEPS;
  for (let high = before; high > 0; size *= SEARCH_GROWTH) {
    const low = Math.max(0, high - size);
    yield* timeline.goTo(low);
    const found = yield* lastWithin(timeline, high, before, probe);
    if (found !== undefined) return found;
    high = low;
  }
  return undefined;
}

/** Runs up to a count of steps and gives the last moment on the way; what is only seen by coming to the end of a part is found there. */
function* lastWithin(timeline: Timeline, high: number, before: number, probe: Probe): Steps<number | undefined> {
  const { machine } = timeline;
  let last: number | undefined;
  let pass = Pass.nothing;
  const remove = probe.plant();
  try {
    while (machine.steps < high) {
      const outcome = timeline.run(Math.min(high - machine.steps, probe.steps?.() ?? Infinity), TRAVEL_WORK, pass);
      timeline.drain();
      if (outcome.kind === 'ended' || outcome.kind === 'input') break;
      if (machine.steps < before && probe.isThere(outcome)) last = machine.steps;
      pass = passBehind(outcome);
      yield;
    }
  } finally {
    remove();
  }
  return last;
}

/** What a run goes on past when it has come back with an outcome. */
export function passBehind({ kind }: Outcome): Pass {
  return kind === 'stop' ? Pass.stop : kind === 'trap' ? Pass.trap : Pass.nothing;
}

/** The last count of steps, from `low` up to `high`, at which a test that held at `low` holds: it changes once at most. */
export function* lastWhere(timeline: Timeline, low: number, high: number, holds: () => boolean): Steps<number> {
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    yield* timeline.goTo(middle);
    if (holds()) low = middle;
    else high = middle - 1;
  }
  return low;
}
