// What an observer wants to learn of a run beyond where it stops: which pages are written, who touches watched bytes, how
// often each instruction retires, why `resume` comes back. It changes no count and no hash, and costs nothing while it is off.
//
// What engines must do, and only while the property is on:
//   writes  Before an instruction writes bytes of its window, and after its own checks, look at the flags of the page or
//           the two pages it touches (PAGE_FLAGS in store.ts). PageFlag.unwritten: clear it. PageFlag.writes: if the access
//           overlaps a watch, which Slice.watched says, leave with Exit.data before the instruction; the machine then
//           carries it out, compares again and reports. To leave too often is slow but right.
//   reads   The same before it reads, with PageFlag.reads. `copy` reads and writes.
//   counts  Add 1 to f64[program.counters + pc] for each instruction that retires inside the engine, where
//           program.counters is not 0. An engine that keeps its sums elsewhere adds them in Engine.settleCounts.
// In Program.observed the word OBSERVE stands for each instruction that this concerns, so that who reads code needs to look
// at nothing else; the code itself is in the image.
// `version` grows with each change of a property, and only then: code compiled for an earlier one is to be thrown away.
// Flags and watches change without it, as does `program.counters` of a program that is new.
import { assert } from '../base/assert';
import type { Cause } from '../isa/causes';
import { CODE_COUNTED_MAX } from '../isa/limits';
import type { Context } from './context';
import type { Program } from './program';
import type { Touch } from './touches';
import { COUNTERS_START, PAGE_FLAGS_START, PAGE_SHIFT, PageFlag, PHYSICAL_START, type Store } from './store';

/** Bytes of physical memory that an observer watches. */
export interface DataWatch {
  readonly id: number;
  /** First byte, of physical memory; at least one byte. */
  readonly start: number;
  readonly length: number;
  readonly read: boolean;
  readonly write: boolean;
}

/** A watched access that has taken effect. */
export interface DataAccess {
  /** {@link DataWatch.id}. */
  readonly watch: number;
  /** The whole access, not only what is watched: first byte of physical memory, bytes. */
  readonly address: number;
  readonly size: number;
  readonly write: boolean;
  /** Whose instruction it was. */
  readonly context: Context;
}

/** Called when `resume` comes back from a context, the firmware serves the root, or a trap of the root ends the run. */
export type ExitListener = (context: Context, cause: Cause, pc: number) => void;

/**
 * Counts what happens in a run. What it has counted belongs to the moment: snapshots take it along, and the past is counted again
 * whenever it runs again, whoever else is kept from noticing.
 */
export interface Tally {
  /** Called as an {@link ExitListener} is. */
  readonly exit: ExitListener;
  /** A context is dropped. Its counts are up to date, and it is still among its parent's children where it ever was. */
  dropped(context: Context): void;
  /** A `wait` retires natively; `pending`: it found an interrupt, so that nobody waited. */
  waited(context: Context, pending: boolean): void;
  /** All that was counted so far. */
  keep(): unknown;
  /** Goes on from what was counted at another moment. */
  restore(kept: unknown): void;
}

const NOWHERE = { start: 0, end: 0 };

export class Observation {
  version = 0;
  onExit: ExitListener | undefined;
  tally: Tally | undefined;
  private readonly watches = new Map<number, DataWatch>();
  private writeBounds = NOWHERE;
  private readBounds = NOWHERE;
  private recorded = false;
  private counted = false;
  private countersUsed = 0;
  private readonly pages: number;

  /** @param settle lets the engine add up what it has counted elsewhere */
  constructor(private readonly store: Store, private readonly programs: ReadonlyMap<string, Program>, private readonly settle: () => void) {
    this.pages = Math.ceil(store.physicalBytes / (1 << PAGE_SHIFT));
  }

  /** Whether engines look at the flags of pages before they write. */
  get writes(): boolean {
    return this.recorded || this.watched(true);
  }

  /** Whether engines look at the flags of pages before they read. */
  get reads(): boolean {
    return this.watched(false);
  }

  /** Whether engines count each instruction. */
  get counts(): boolean {
    return this.counted;
  }

  /** Tells of an exit. */
  exit(context: Context, cause: Cause, pc: number): void {
    this.tally?.exit(context, cause, pc);
    this.onExit?.(context, cause, pc);
  }

  private watched(write: boolean): boolean {
    for (const watch of this.watches.values()) if (write ? watch.write : watch.read) return true;
    return false;
  }

  /** Makes a change, and a new version where a property of the engines is another one now. */
  private change(make: () => void): void {
    const { writes, reads, counts } = this;
    make();
    if (writes === this.writes && reads === this.reads && counts === this.counts) return;
    this.version++;
    for (const program of this.programs.values()) program.observe(this);
  }

  /** Notes from now on which pages are written, all of them unwritten at first; or no longer. */
  record(on: boolean): void {
    this.change(() => { this.recorded = on; });
    for (let page = 0; page < this.pages; page++) this.setFlag(page, PageFlag.unwritten, on);
  }

  /** The pages that were written since the last time, or since {@link record}; all are unwritten again. */
  takeWritten(): number[] {
    assert(this.recorded, 'a recording');
    const flags = this.store.u8, written: number[] = [];
    for (let page = 0; page < this.pages; page++) {
      if ((flags[PAGE_FLAGS_START + page] & PageFlag.unwritten) !== 0) continue;
      flags[PAGE_FLAGS_START + page] |= PageFlag.unwritten;
      written.push(page);
    }
    return written;
  }

  /** Watches bytes; one with the same id goes. */
  watch(watch: DataWatch): void {
    assert(watch.length > 0 && watch.start >= 0 && watch.start + watch.length <= this.store.physicalBytes, 'bytes of memory');
    this.change(() => this.watches.set(watch.id, watch));
    this.flagWatches();
  }

  unwatch(id: number): void {
    this.change(() => this.watches.delete(id));
    this.flagWatches();
  }

  /** All bytes of the store that are watched for being written, or read, lie from `start` up to `end`, not included. */
  bounds(write: boolean): { readonly start: number; readonly end: number } {
    return write ? this.writeBounds : this.readBounds;
  }

  private boundsOf(write: boolean): { start: number; end: number } {
    const watches = [...this.watches.values()].filter((watch) => (write ? watch.write : watch.read));
    if (watches.length === 0) return NOWHERE;
    const start = Math.min(...watches.map((watch) => watch.start)), end = Math.max(...watches.map((watch) => watch.start + watch.length));
    return { start: PHYSICAL_START + start, end: PHYSICAL_START + end };
  }

  private flagWatches(): void {
    this.writeBounds = this.boundsOf(true);
    this.readBounds = this.boundsOf(false);
    for (let page = 0; page < this.pages; page++) {
      this.setFlag(page, PageFlag.writes, false);
      this.setFlag(page, PageFlag.reads, false);
    }
    for (const { start, length, read, write } of this.watches.values()) {
      for (let page = start >>> PAGE_SHIFT; page <= (start + length - 1) >>> PAGE_SHIFT; page++) {
        if (write) this.setFlag(page, PageFlag.writes, true);
        if (read) this.setFlag(page, PageFlag.reads, true);
      }
    }
  }

  private setFlag(page: number, flag: PageFlag, on: boolean): void {
    if (on) this.store.u8[PAGE_FLAGS_START + page] |= flag;
    else this.store.u8[PAGE_FLAGS_START + page] &= ~flag;
  }

  /** The watched accesses that an access is. */
  accesses(context: Context, { at, size, write }: Touch): DataAccess[] {
    const address = at - PHYSICAL_START;
    return [...this.watches.values()].filter((watch) => overlaps(watch, address, size, write))
      .map(({ id }) => ({ watch: id, address, size, write, context }));
  }

  /** Whether an access, `at` in the store, is a watched one. */
  isWatched(at: number, size: number, write: boolean): boolean {
    for (const watch of this.watches.values()) if (overlaps(watch, at - PHYSICAL_START, size, write)) return true;
    return false;
  }

  /** Counts from now on, from zero; or no longer. */
  count(on: boolean): void {
    this.settle();
    this.change(() => { this.counted = on; });
    this.countersUsed = 0;
    for (const program of this.programs.values()) {
      program.counters = 0;
      this.countProgram(program);
    }
  }

  /** Begins to observe a program that is new. */
  begin(program: Program): void {
    this.countProgram(program);
    if (this.writes || this.reads || this.counts) program.observe(this);
  }

  /** Gives a program its counters, where it is to be counted and there is room. */
  private countProgram(program: Program): void {
    const { length } = program.image.code;
    if (!this.counted || this.countersUsed + length > CODE_COUNTED_MAX) return;
    program.counters = COUNTERS_START / 8 + this.countersUsed;
    this.countersUsed += length;
    this.store.f64.fill(0, program.counters, program.counters + length);
  }

  /** How often each instruction of a program has retired, by address of code; undefined where it is not counted. */
  countsOf(program: Program): Float64Array | undefined {
    if (program.counters === 0) return undefined;
    this.settle();
    return this.store.f64.slice(program.counters, program.counters + program.image.code.length);
  }
}

function overlaps(watch: DataWatch, address: number, size: number, write: boolean): boolean {
  return (write ? watch.write : watch.read) && address < watch.start + watch.length && watch.start < address + size;
}
