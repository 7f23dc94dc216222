// An image as the rest of Strata holds it: a program that has been read or assembled, before or after verification.
// Reading and writing files is in `read.ts` and `write.ts`; whether it may run is the verifier's word.
import type { FunctionType, ValueType } from '../isa/types';
import type { DebugInfo } from './debug';

/** A function of an image. Its code is `length` words of the image's code from `start`. */
export interface ImageFunction {
  /** Number of its type in {@link Image.types}. */
  readonly type: number;
  /** Types of the locals beyond the parameters; all begin at zero. */
  readonly locals: readonly ValueType[];
  /** The most operands its stack ever holds, 0 to OPERANDS_MAX; the verifier holds it to that. */
  readonly operands: number;
  readonly start: number;
  readonly length: number;
}

/** Stands for a function where there is none yet. */
export const NO_FUNCTION: ImageFunction = { type: 0, locals: [], operands: 0, start: 0, length: 0 };

/** Bytes that a new context finds at `address` of its window. */
export interface Segment {
  readonly address: number;
  readonly bytes: Uint8Array;
}

/** A function that can be found from outside by name. */
export interface Export {
  readonly name: string;
  readonly function: number;
}

/** A program. */
export interface Image {
  /** Bytes of the window it wants, 0 to 2^32 - 2; undefined: all that there is. */
  readonly window: number | undefined;
  /** The function that a new context begins with, of type () or (-> i32). */
  readonly entry: number;
  readonly types: readonly FunctionType[];
  readonly functions: readonly ImageFunction[];
  /** One word an instruction; see isa/encoding. */
  readonly code: Int32Array;
  /** Pools of the constants that do not fit into an instruction. */
  readonly integers: Int32Array;
  readonly floats: Float64Array;
  /** What `call.table` and `ctx.set call` choose from: numbers of functions. */
  readonly table: Int32Array;
  /** In ascending order of address, none overlapping. */
  readonly segments: readonly Segment[];
  readonly exports: readonly Export[];
}

/** An image together with what its file says of it. */
export interface LoadedImage extends Image {
  /** SHA-256 of everything but the debug section, 64 hexadecimal digits. */
  readonly identity: string;
  /** Debug information of this image and of the images embedded in it, by identity. */
  readonly debug: ReadonlyMap<string, DebugInfo>;
}

/** What a window of undefined size is written as in a file, and the offset in the header where a kernel finds the size. */
export const WINDOW_ALL = 0xffff_ffff;
export const WINDOW_OFFSET = 12;
