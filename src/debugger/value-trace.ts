// What follows the values of something while the machine runs through a part of the past; the slots of frames and the bytes of
// memory do it each in their way.
import type { Steps } from '../base/steps';
import type { ValueType } from '../isa/types';
import type { OriginSite } from '../history/provenance';
import type { Timeline } from '../history/timeline';

/** A value that came to be. */
export interface TracedValue {
  /** The count of steps from which on it is there. */
  readonly steps: number;
  readonly type: ValueType;
  readonly value: number;
  /** Which element of an array. */
  readonly index?: number;
  readonly how: 'initial' | 'write' | 'edit';
  /** The instruction that wrote it. */
  readonly site?: Omit<OriginSite, 'word'>;
}

/** Takes a value; false: no more is wanted. */
export type TakeValue = (value: TracedValue) => boolean;

export interface ValueTrace {
  /** The first moment at which there is a value; the machine is somewhere in the past afterwards. */
  start(): Steps<number>;
  /** Looks at what is there at the moment at which the machine stands; what changes from there on is told. */
  begin(): void;
  /** Tells what {@link begin} has found, as the first of all values. */
  initial(take: TakeValue): void;
  /** Runs up to a count of steps, or until what holds the values is gone, or no more is wanted. */
  run(high: number, take: TakeValue): Steps<void>;
  /** The count of steps at which what holds the values was gone. */
  readonly ended: number | undefined;
}

/** Whether somebody changed something by hand at the moment at which the machine stands. */
export function isEdited({ branch, machine }: Timeline): boolean {
  return branch.edits.some(({ step }) => step === machine.steps);
}
