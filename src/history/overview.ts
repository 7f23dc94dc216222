// A run at a glance, from the checkpoints that there are: how much was printed and what each context had retired, moment by moment.
import type { Branch } from './branch';
import type { Timeline } from './timeline';

/** How far a run was at a moment. */
export interface Sample {
  readonly steps: number;
  /** Bytes of console output so far. */
  readonly printed: number;
  /** Instructions retired so far, by the id of the context; those that were gone by then are left out. */
  readonly retired: readonly (readonly [context: number, count: number])[];
}

/** At most so many moments of a branch, in order, from its beginning on; the last is now, where the machine is the furthest along it. */
export function samplesOf(timeline: Timeline, branch: Branch, most: number): Sample[] {
  const { machine } = timeline, { checkpoints } = branch, count = Math.min(most, checkpoints.length);
  const samples = Array.from({ length: count }, (_, i): Sample => {
    const { snapshot: { steps, devices, contexts } } = checkpoints[Math.floor(i * checkpoints.length / count)];
    return { steps, printed: devices.output, retired: contexts.map(({ context, fields }) => [context.id, fields.retired]) };
  });
  if (branch !== timeline.branch || machine.steps <= samples[count - 1].steps) return samples;
  const retired = [...machine.root.downward()].map((context) => [context.id, context.retired] as const);
  return [...samples, { steps: machine.steps, printed: machine.devices.output.total, retired }];
}
