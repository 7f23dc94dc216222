// A branch of a run: what came from outside in it, what somebody changed by hand, and its checkpoints up to its end.
import type { MachineChange } from '../machine/changes';
import type { InputEvent } from '../machine/input';
import type { Checkpoint } from './checkpoints';
import type { Printed } from './printed';
import type { Sample } from './sample';

/** What somebody changed by hand. */
export interface Edit {
  /** The count of steps at which it was done, after everything else that belongs to that moment. */
  readonly step: number;
  readonly change: MachineChange;
}

export interface Branch {
  /** 1 for the first; never used again. */
  readonly number: number;
  /** Where it leaves another one; undefined for the first. */
  readonly from: { readonly branch: Branch; readonly step: number } | undefined;
  /** All input, in order: what has come, then what is known to come. */
  script: InputEvent[];
  /** In the order in which they were made. */
  readonly edits: Edit[];
  /** In ascending order of steps; the first is the beginning of the run. */
  readonly checkpoints: Checkpoint[];
  /** The furthest count of steps that was reached on it. */
  end: number;
  /** How far the run was there, where the machine has left it since. */
  furthest?: Sample;
  /** Bytes of console output that somebody has taken. */
  printed: number;
  /** What was printed on it, somebody may have taken it or not. */
  readonly text: Printed;
}

/** The last checkpoint that is not behind a count of steps. */
export function checkpointBefore(branch: Branch, steps: number): Checkpoint {
  return branch.checkpoints[checkpointIndex(branch, steps)];
}

/** Its index. */
export function checkpointIndex({ checkpoints }: Branch, steps: number): number {
  let low = 0, high = checkpoints.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (checkpoints[middle].snapshot.steps <= steps) low = middle;
    else high = middle - 1;
  }
  return low;
}
