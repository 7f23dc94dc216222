// A run at a glance, from the checkpoints that there are.
import { checkpointIndex, type Branch } from './branch';
import { sampleThen, type Sample } from './sample';

/**
 * About so many moments of a branch, in order, from its beginning to the furthest that was reached, evenly where checkpoints allow it.
 * @param now where the machine is on the branch
 */
export function samplesOf(branch: Branch, most: number, now?: Sample): Sample[] {
  const { checkpoints, end, furthest } = branch;
  const chosen = new Set(Array.from({ length: most }, (_, i) => checkpointIndex(branch, i * end / (most - 1))));
  const samples = [...chosen].map((index) => sampleThen(checkpoints[index].snapshot));
  const last = [now, furthest].find((sample) => sample?.steps === end);
  return last === undefined || last.steps === samples[samples.length - 1].steps ? samples : [...samples, last];
}
