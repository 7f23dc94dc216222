// What the verifier finds wrong, as values: a loader throws the first one, an assembler shows them all.
import type { LoadErrorName } from '../image/messages';

/** One reason why code may not run. */
export interface Problem {
  readonly error: LoadErrorName;
  /** Address of code. */
  readonly address: number;
  readonly args: Readonly<Record<string, string | number>>;
  /** The address from which the other stack comes, where two ways do not agree. */
  readonly from?: number;
}

/** Takes a problem. */
export type Report = (error: LoadErrorName, address: number, args: Readonly<Record<string, string | number>>, from?: number) => void;
