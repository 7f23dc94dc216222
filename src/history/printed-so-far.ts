// The text that the program has printed up to a moment: what of it is kept, and the rest by letting the machine run again.
import type { Steps } from '../base/steps';
import type { Branch } from './branch';
import { excursion } from './excursion';
import { OUTPUT_GIVEN_MAX, TRAVEL_WORK } from './limits';
import type { Timeline } from './timeline';

/** What was printed up to a moment. */
export interface PrintedText {
  readonly bytes: Uint8Array;
  /** How many bytes came before them and are left out, because all together are too many. */
  readonly omitted: number;
}

/**
 * What the program has printed up to where it stands, the last bytes of it where they are more than `given`. Where it was not kept
 * the machine runs again from where that begins, and stands where it did afterwards.
 */
export function* printedSoFar(timeline: Timeline, given = OUTPUT_GIVEN_MAX): Steps<PrintedText> {
  timeline.drain();
  const { branch, machine: { steps, devices: { output: { total } } } } = timeline;
  const omitted = Math.max(0, total - given), bytes = new Uint8Array(total - omitted);
  const known = Math.max(omitted, Math.min(total, branch.text.length));
  bytes.set(branch.text.read(omitted, known));
  if (known < total) {
    yield* excursion(timeline, printAgain(timeline, branch, steps, (part, start) => copyPart(part, start, bytes, omitted), known));
  }
  return { bytes, omitted };
}

/** Copies what of a part, which begins at `start`, lies behind `first` to where that belongs. */
function copyPart(part: Uint8Array, start: number, to: Uint8Array, first: number): void {
  const from = Math.max(0, first - start);
  if (from < part.length) to.set(part.subarray(from), start + from - first);
}

/** Runs up to a count of steps, from before the byte with that number was printed, and gives all that is printed. */
function* printAgain(timeline: Timeline, branch: Branch, steps: number, give: (part: Uint8Array, start: number) => void, byte: number): Steps<void> {
  const { machine } = timeline;
  const start = branch.checkpoints.filter(({ snapshot }) => snapshot.devices.output <= byte && snapshot.steps <= steps).at(-1);
  yield* timeline.goTo(start?.snapshot.steps ?? 0);
  while (machine.steps < steps) {
    timeline.run(steps - machine.steps, TRAVEL_WORK);
    const part = timeline.drain();
    give(part, machine.devices.output.total - part.length);
    yield;
  }
}
