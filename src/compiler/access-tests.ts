// Tests of addresses, one for many accesses. Inside a block, accesses at the same address with different offsets are
// tested once, at the first of them, for the one that reaches furthest: where that is outside, the block cannot be run
// to its end anyhow, and the interpreter finds out where it traps.
import type { Code } from './wasm';

/** What all accesses at constant addresses count as: one address, 0, with the constants for offsets. */
export const CONSTANT_ADDRESS = -1;

/** Bytes by which an address may have grown since it was tested. */
const GROWTH_MAX = 65_536;

/** A test whose reach is not known yet. */
interface Test {
  reach: number;
  /** By how much the address has grown since. */
  grown: number;
  /** Where in the code the number of the local stands that it compares with. */
  readonly at: number;
}

export class AccessTests {
  /** By the local that holds the address. */
  private readonly open = new Map<number, Test>();

  /** @param endLocal the local that holds the end of the window for a reach */
  constructor(private readonly code: Code, private readonly endLocal: (reach: number) => number) {}

  /** Whether a test before tests this access, too. */
  covers(address: number, reach: number): boolean {
    const test = this.open.get(address);
    if (test === undefined) return false;
    test.reach = Math.max(test.reach, reach + test.grown);
    return true;
  }

  /** Puts the end of the window for the accesses to come at this address on the stack of WebAssembly. */
  begin(address: number, reach: number): void {
    this.open.set(address, { reach, grown: 0, at: this.code.getLater() });
  }

  /** The local grows by a constant. Accesses at its new value are then accesses at the old one that reach further. */
  grow(address: number, by: number): void {
    const test = this.open.get(address);
    if (test === undefined) return;
    test.grown += by;
    if (test.grown > GROWTH_MAX) this.forget(address);
  }

  /** The local gets another value. */
  forget(address: number): void {
    const test = this.open.get(address);
    if (test === undefined) return;
    this.close(test);
    this.open.delete(address);
  }

  /** The block ends. */
  endBlock(): void {
    for (const test of this.open.values()) this.close(test);
    this.open.clear();
  }

  private close({ reach, at }: Test): void {
    this.code.setLater(at, this.endLocal(reach));
  }
}
