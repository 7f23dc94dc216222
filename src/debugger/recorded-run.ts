// The run so far as a recording: all that is recorded of the branch, wherever on it the machine stands.
import type { Steps } from '../base/steps';
import { excursion } from '../history/excursion';
import { TRAVEL_WORK } from '../history/limits';
import { recordingOf, type Recorded, type Recording } from '../history/recording';
import type { Timeline } from '../history/timeline';

/** What a recording is to say beside the run. */
export type RunToRecord = Omit<Recorded, 'edits' | 'ending' | 'bundle'>;

/** The recording of the branch up to its end; `ends`: the program ends there. The machine is where it was afterwards. */
export function recordedRun(timeline: Timeline, wanted: RunToRecord, ends: boolean): Steps<Recording> {
  return excursion(timeline, atEnd(timeline, wanted, ends));
}

function* atEnd(timeline: Timeline, wanted: RunToRecord, ends: boolean): Steps<Recording> {
  const { machine, branch } = timeline;
  yield* timeline.goTo(branch.end);
  // The last instruction of a run is none of its steps.
  while (ends && timeline.run(1, TRAVEL_WORK).kind !== 'ended') yield;
  return recordingOf(machine, { ...wanted, edits: branch.edits });
}
