// The one memory that both engines share: the machine's physical memory, what observers know of its pages and of the
// code, and for each context its private stack of frames. No program can address anything but physical memory.
//
//   byte 0            48 KiB for the engines' own registers
//   CELLS_START       16 KiB of words that observers and compiled code count in; see StopWish
//   PAGE_FLAGS_START  a byte of flags for each 4 KiB of physical memory; see PageFlag
//   COUNTERS_START    a counter, an f64, for each instruction of the programs that an observer counts
//   CHANGES_START     as many again, one more, for compiled code: by how much a counter is to differ from the one before it
//   PHYSICAL_START    physical memory
//   then              one stack of equal size for each context the machine may have
//
// All of it is reserved at the start and the host gives pages as they are touched, so what nobody uses costs nothing,
// nothing ever moves, and everything before the stacks lies at places that compiled code may know as constants.
import { CODE_COUNTED_MAX, MEMORY_MAX } from '../isa/limits';

const HOST_PAGE_BYTES = 65_536;

/** Pages, as observers speak of them, have 1 << PAGE_SHIFT bytes. */
export const PAGE_SHIFT = 12;
export const PAGE_BYTES = 1 << PAGE_SHIFT;

/** What observers want to know of a page of physical memory. 0: nothing. */
export const enum PageFlag {
  /** It was not written since the observer last asked; whoever writes it clears the flag. */
  unwritten = 1,
  /** Some of its bytes are watched for being written, or read. */
  writes = 2,
  reads = 4,
}

/** Where the cells begin, in bytes; they end where the flags of pages begin. */
export const CELLS_START = 49_152;
/** Where the flags of pages begin, in bytes. */
export const PAGE_FLAGS_START = HOST_PAGE_BYTES;
/** Where the counters of instructions begin, in bytes. */
export const COUNTERS_START = PAGE_FLAGS_START + (MEMORY_MAX >> PAGE_SHIFT);
/** Where the changes from one counter to the next begin, in bytes. */
export const CHANGES_START = COUNTERS_START + CODE_COUNTED_MAX * 8;
/** Where physical memory begins, in bytes. */
export const PHYSICAL_START = CHANGES_START + CODE_COUNTED_MAX * 8 + HOST_PAGE_BYTES;
/** The flags of the page that holds byte `at` of the store, a byte of physical memory, are byte PAGE_FLAGS + (at >>> PAGE_SHIFT). */
export const PAGE_FLAGS = PAGE_FLAGS_START - (PHYSICAL_START >> PAGE_SHIFT);

/** Stacks that were given back, highest first, and how many were ever taken. */
export interface FreeStacks {
  readonly free: readonly number[];
  readonly used: number;
}

/** The memory and the views that the engines use on it. Indices into `i32` are called words: 4 bytes each. */
export class Store {
  readonly memory: WebAssembly.Memory;
  readonly u8: Uint8Array;
  readonly i32: Int32Array;
  readonly f64: Float64Array;
  readonly view: DataView;
  private readonly stacksStart: number;
  private readonly free: number[] = [];
  private used = 0;
  private readonly freeCells: number[] = [];
  private cellsUsed = 0;

  /**
   * @param physicalBytes bytes of physical memory
   * @param contexts how many stacks there may be
   * @param stackSlots slots of 8 bytes of each stack
   * @throws RangeError where the host cannot give so much memory
   */
  constructor(readonly physicalBytes: number, private readonly contexts: number, private readonly stackSlots: number) {
    this.stacksStart = PHYSICAL_START + Math.ceil(physicalBytes / HOST_PAGE_BYTES) * HOST_PAGE_BYTES;
    const pages = Math.ceil((this.stacksStart + contexts * stackSlots * 8) / HOST_PAGE_BYTES);
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { buffer } = this.memory;
    this.u8 = new Uint8Array(buffer);
    this.i32 = new Int32Array(buffer);
    this.f64 = new Float64Array(buffer);
    this.view = new DataView(buffer);
  }

  /** Takes the lowest free stack; undefined where all are taken. */
  takeStack(): number | undefined {
    const free = this.free.pop();
    if (free !== undefined) return free;
    return this.used < this.contexts ? this.used++ : undefined;
  }

  /** Gives a stack back. */
  giveStack(stack: number): void {
    this.free.push(stack);
    this.free.sort((a, b) => b - a);
  }

  /** Which stacks are free. */
  freeStacks(): FreeStacks {
    return { free: [...this.free], used: this.used };
  }

  restoreStacks({ free, used }: FreeStacks): void {
    this.free.splice(0, Infinity, ...free);
    this.used = used;
  }

  /** Takes a cell, an index into `i32`; undefined where all are taken. */
  takeCell(): number | undefined {
    const cell = this.freeCells.pop() ?? CELLS_START / 4 + this.cellsUsed;
    if (cell >= PAGE_FLAGS_START / 4) return undefined;
    this.cellsUsed = Math.max(this.cellsUsed, cell + 1 - CELLS_START / 4);
    return cell;
  }

  /** Gives a cell back. */
  giveCell(cell: number): void {
    this.freeCells.push(cell);
  }

  /** Index into `i32` where a stack begins. */
  stackStart(stack: number): number {
    return (this.stacksStart + stack * this.stackSlots * 8) / 4;
  }

  /** Index into `i32` where a stack ends. */
  stackEnd(stack: number): number {
    return this.stackStart(stack + 1);
  }
}
