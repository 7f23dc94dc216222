// Where compiled code and the engine tell each other things: words at the start of the store, which no program can
// address. Offsets in bytes.
import { CELLS_START } from '../machine/store';

/** What the engine says before it enters compiled code, and what compiled code says when it leaves. */
export const enum Register {
  /** The window: its first byte in the store, and its size in bytes. */
  origin = 0,
  limit = 4,
  /** The highest frame that compiled code may begin: what is above must be left to the interpreter. A byte of the store. */
  top = 8,
  /** Instructions that are left. */
  fuel = 12,
  /** Where compiled code left: an address of code, and a {@link Leave} in the bits above. */
  site = 16,
  fn = 20,
  /** The frame, as a byte of the store. */
  fp = 24,
  /** Frames around that one that compiled code had on its stack. */
  frames = 28,
  /** The header of the frame that was written last, as a byte of the store. */
  link = 32,
  /** Always 0. */
  zero = 36,
  /** The number of the context. */
  context = 40,
  /** Where bytes lie that an observer watches for being written, and read: the first, and the one behind the last, of the store. */
  writesStart = 44,
  writesEnd = 48,
  readsStart = 52,
  readsEnd = 56,
  /** From here on ends of windows, one word for each reach that a program's accesses have; see Ends. */
  ends = 64,
}

/** Where the registers end, in bytes. */
export const REGISTERS_END = CELLS_START;

/** Why compiled code left, before the instruction at the site. */
export const enum Leave {
  /** What is left of the fuel may end before the next place where it is asked for. */
  fuel = 0,
  /** The interpreter is to look at the instruction: it may trap, or an observer may stop there. */
  interpret = 1,
  /** The instruction is the machine's business. */
  machine = 2,
  /** A `sys` that traps. */
  sys = 3,
  /** A call of a function that is not compiled, or for which there is no room. */
  call = 4,
  /** A `ret` to a frame that compiled code has not called. */
  ret = 5,
  /** An observer wants to stop, as far as its test can say. */
  stop = 6,
  /** As `interpret`, where an observer's test was asked already and does not stop. */
  passed = 7,
}

/** The bits of an address of code in a site. */
export const SITE_BITS = 24;

/** What a function gives for its fuel when it did not run at all, and when frames are being written. */
export const REFUSED = -2;
export const UNWINDING = -1;
