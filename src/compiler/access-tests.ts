// Tests of addresses, one for many accesses. Inside a block, accesses at the same address with different offsets are
// tested once, at the first of them, for the one that reaches furthest: where that is outside, the block cannot be run
// to its end anyhow, and the interpreter finds out where it traps.
//
// Where an observer wants to know of accesses, the flags of their pages are looked at in the same way: at the first of them,
// for all bytes from the first to the last that they touch; where no flag is set, none of them has to look again.
import { defined } from '../base/assert';
import { PAGE_BYTES } from '../machine/store';
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
  /** Bytes of the pages whose flags were looked at, for those who read and those who write. */
  readonly touched: { read?: Touched; write?: Touched };
}

/** Bytes from one to another, not included, as offsets from the address as it was when the flags were looked at. */
interface Touched {
  from: number;
  to: number;
  /** By how much the address had grown then. */
  readonly grown: number;
  readonly at: TouchedAt;
}

/** Where in the code the offsets of the first and of the last byte stand, and the local that holds the flags of their pages. */
export interface TouchedAt {
  readonly first: number;
  readonly last: number;
  readonly flags: number;
}

/** At most so many bytes are looked at as one, so that they lie on two pages at most. */
const TOUCHED_MAX = PAGE_BYTES;

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
    this.open.set(address, { reach, grown: 0, at: this.code.getLater(), touched: {} });
  }

  /** The local that holds the flags of these bytes' pages, and of others, where an access before has looked at them. */
  flagsOf(address: number, how: 'read' | 'write', offset: number, size: number): number | undefined {
    const test = this.open.get(address), touched = test?.touched[how];
    if (test === undefined || touched === undefined) return undefined;
    const first = offset + test.grown - touched.grown;
    const from = Math.min(touched.from, first), to = Math.max(touched.to, first + size);
    if (to - from > TOUCHED_MAX) return undefined;
    touched.from = from;
    touched.to = to;
    return touched.at.flags;
  }

  /** The flags of these bytes' pages are looked at now, and with them those of the accesses to come. */
  beginTouch(address: number, how: 'read' | 'write', offset: number, size: number, at: TouchedAt): void {
    const { grown, touched } = defined(this.open.get(address), 'a test of the address');
    if (touched[how] !== undefined) this.closeTouch(touched[how]);
    touched[how] = { from: offset, to: offset + size, grown, at };
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

  private close({ reach, at, touched: { read, write } }: Test): void {
    this.code.setLater(at, this.endLocal(reach));
    if (read !== undefined) this.closeTouch(read);
    if (write !== undefined) this.closeTouch(write);
  }

  private closeTouch({ from, to, at }: Touched): void {
    this.code.setLater(at.first, from);
    this.code.setLater(at.last, to - 1);
  }
}
