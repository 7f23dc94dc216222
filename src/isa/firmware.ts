// The calls that the firmware serves to a root, and every kernel to its processes, under the same numbers.
import type { FunctionType } from './types';

/** Numbers of `sys`. A kernel's own calls and hypercalls take numbers from 16. */
export const enum Call {
  exit = 0,
  write = 1,
  read = 2,
  print = 3,
  args = 4,
  clock = 5,
  random = 6,
}

/** One row for each call. */
export interface CallRow {
  readonly code: number;
  readonly type: FunctionType;
  readonly text: string;
}

export const CALLS = {
  exit: { code: Call.exit, type: { params: ['i32'] }, text: 'Ends the program; the low 8 bits are its exit code.' },
  write: { code: Call.write, type: { params: ['i32', 'i32'], result: 'i32' }, text: 'Writes `len` bytes at `addr` to the console; gives how many it wrote (at most 65,536).' },
  read: { code: Call.read, type: { params: ['i32', 'i32'], result: 'i32' }, text: 'Reads what has come, at least 1 and at most `len` bytes, up to and with a line end, to `addr`; waits for it; gives how many, 0 at the end of the input.' },
  print: { code: Call.print, type: { params: ['i32'] }, text: 'Writes the number in decimal digits.' },
  args: { code: Call.args, type: { params: ['i32', 'i32'], result: 'i32' }, text: 'Copies the arguments, each ended by a zero byte, to `addr`, at most `len` bytes; gives how many bytes they all take.' },
  clock: { code: Call.clock, type: { params: [], result: 'f64' }, text: 'The clock, in instructions.' },
  random: { code: Call.random, type: { params: [], result: 'i32' }, text: 'A random i32.' },
} as const satisfies Record<string, CallRow>;

export type CallName = keyof typeof CALLS;
