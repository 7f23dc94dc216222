// What an engine is: it executes the instructions of one context until something happens that is the machine's business.
// There are two, the interpreter, which defines the machine, and the compiler; both work on the state in the store.
import type { Cause } from '../isa/causes';
import type { Context } from './context';
import type { Observation } from './observation';
import type { Store } from './store';

/** Why an engine came back. */
export const enum Exit {
  /** The fuel is used up. */
  fuel,
  /** The instruction at pc traps; {@link Slice.cause} says why. It has had no effect. */
  trap,
  /** The instruction at pc is privileged, or works on more memory than an engine does without a break. */
  machine,
  /** An observer wants to stop before the instruction at pc. */
  stop,
  /** The instruction at pc may touch bytes that an observer watches; see Observation. */
  data,
  /** The instruction at pc is one for {@link Slice.onChild}; never told to a machine. */
  child,
  /** There is compiled code from the instruction at pc on; an interpreter tells it to the engine around it, never to a machine. */
  enter,
}

/** What an engine is given and what it gives back. */
export interface Slice {
  /** Instructions it may retire; when it comes back, those that are left. */
  fuel: number;
  /** First byte of the window in physical memory, and its size in bytes. */
  windowStart: number;
  windowSize: number;
  /** The most frames that the context may have. */
  framesMax: number;
  /** Index into `i32` of the end of the context's stack. */
  stackEnd: number;
  cause: Cause;
  /** The refused access, for the cause `memory`. */
  address: number;
  size: number;
  write: boolean;
  /** Whether to look at the flags of pages before writing and reading; see Observation. */
  writes: boolean;
  reads: boolean;
  /** Whether an observer watches some of these bytes of the store, which lie in physical memory, for being written, or read. */
  readonly watched: (at: number, size: number, write: boolean) => boolean;
  /**
   * Carries out the `ctx.get`, `ctx.getf`, `ctx.set` or `ctx.setf` at which the context stands, with its registers and
   * operands in place, and moves them on: it counts as an instruction of the engine. False: nothing has changed, it is
   * the machine's business. An engine that calls it need not leave for these, but may.
   */
  readonly onChild: (context: Context) => boolean;
}

/** The most bytes that a copy or fill moves inside an engine. */
export const SMALL_BLOCK_BYTES = 256;

/** Executes instructions. */
export interface Engine {
  /**
   * Runs a context on from where it stands, with the stops that observers planted in its program. When it comes back,
   * the context's registers, its stack and the memory are what they are before the instruction at its pc, whatever the
   * engine did to get there.
   */
  run(context: Context, slice: Slice): Exit;
  /** Adds to the counters of the programs what the engine has counted elsewhere so far. */
  settleCounts?(): void;
}

/** Makes an engine for a machine's store and for what an observer wants to learn. */
export type EngineMaker = (store: Store, observation: Observation) => Engine;
