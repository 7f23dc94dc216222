// How far a run was at a moment, in figures.
import type { Machine } from '../machine/machine';
import type { Snapshot } from '../machine/snapshot';

export interface Sample {
  readonly steps: number;
  /** Bytes of console output so far. */
  readonly printed: number;
  /** Instructions retired so far, by the id of the context; those that were gone by then are left out. */
  readonly retired: readonly (readonly [context: number, count: number])[];
}

/** How far a machine is. */
export function sampleOf({ steps, devices, root }: Machine): Sample {
  return { steps, printed: devices.output.total, retired: [...root.downward()].map(({ id, retired }) => [id, retired]) };
}

/** How far a machine was. */
export function sampleThen({ steps, devices, contexts }: Snapshot): Sample {
  return { steps, printed: devices.output, retired: contexts.map(({ context, fields }) => [context.id, fields.retired]) };
}
