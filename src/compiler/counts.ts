// Counting instructions in compiled code: a block that is run through says only where it begins and where it ends, by
// adding 1 to the change of the counter at its first instruction and taking 1 from the one behind its last. The sum of
// all changes up to an instruction is how often it has run.
import { CHANGES_START, COUNTERS_START, type Store } from '../machine/store';
import { Wasm, type Code } from './wasm';

/** Adds to the change at an instruction; `counters` is the program's, see Observation. */
export function emitChange(code: Code, counters: number, address: number, by: number): void {
  const at = counters * 8 + CHANGES_START - COUNTERS_START + address * 8;
  code.i32(0);
  code.i32(0);
  code.access(Wasm.f64_load, at, 3);
  code.f64(by);
  code.op(Wasm.f64_add);
  code.access(Wasm.f64_store, at, 3);
}

/** Adds all changes to the counters, up to the one with an index into `f64`; from then on there are none. */
export function settleChanges({ f64 }: Store, end: number): void {
  const shift = (CHANGES_START - COUNTERS_START) / 8;
  let sum = 0;
  for (let counter = COUNTERS_START / 8; counter <= end; counter++) {
    sum += f64[counter + shift];
    f64[counter + shift] = 0;
    if (sum !== 0) f64[counter] += sum;
  }
}
