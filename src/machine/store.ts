// The one memory that both engines share: the machine's physical memory, and for each context its private stack of
// frames. No program can address the stacks.
//
//   byte 0          one page for the engines' own registers
//   PHYSICAL_START  physical memory
//   then            one stack of equal size for each context the machine may have
//
// All of it is reserved at the start; the host gives pages as they are touched.

const PAGE_BYTES = 65_536;

/** Where physical memory begins, in bytes. */
export const PHYSICAL_START = PAGE_BYTES;

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

  /**
   * @param physicalBytes bytes of physical memory
   * @param contexts how many stacks there may be
   * @param stackSlots slots of 8 bytes of each stack
   * @throws RangeError where the host cannot give so much memory
   */
  constructor(readonly physicalBytes: number, private readonly contexts: number, private readonly stackSlots: number) {
    this.stacksStart = PHYSICAL_START + Math.ceil(physicalBytes / PAGE_BYTES) * PAGE_BYTES;
    const pages = Math.ceil((this.stacksStart + contexts * stackSlots * 8) / PAGE_BYTES);
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

  /** Index into `i32` where a stack begins. */
  stackStart(stack: number): number {
    return (this.stacksStart + stack * this.stackSlots * 8) / 4;
  }

  /** Index into `i32` where a stack ends. */
  stackEnd(stack: number): number {
    return this.stackStart(stack + 1);
  }
}
