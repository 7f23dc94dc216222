// The log of a part of a run, taken in single steps: what stood before each step, and for each slot of the contexts' stacks and
// each byte of memory which steps wrote it. The log is filled by provenance-record.ts; where what a step wrote came from is told
// by provenance-steps.ts.
import { defined } from '../base/assert';
import type { Context } from '../machine/context';
import type { Program } from '../machine/program';
import type { Store } from '../machine/store';

/** What a step was. */
export const enum How {
  /** A `resume` entered its child. */
  entered,
  /** An instruction took effect, carried out by an engine or by the machine. */
  done,
  /** A parent's answer completed the instruction. */
  completed,
  /** The firmware served the `sys` of the root. */
  served,
  /** A `resume` came back. */
  back,
}

/** One step, as it was before it: words of the store, addresses of code. */
export interface Step {
  /** The count of steps before it. */
  readonly steps: number;
  readonly how: How;
  readonly context: number;
  readonly program: Program;
  readonly fn: number;
  readonly pc: number;
  readonly fp: number;
  readonly sp: number;
  readonly word: number;
  /** Both halves of the three topmost slots, the top first. */
  readonly top: readonly number[];
  /** Of an access to memory: where it begins, in bytes of the store. Of a `ctx.get` of an operand: the slot it lies in, else 0. */
  readonly extra: number;
}

/** {@link StepLog.cameBack} writes the first seven in this order. */
const enum Column { how, context, program, fn, pc, fp, sp, extra, top }
const TOP_SLOTS = 3;
const COLUMNS = Column.top + TOP_SLOTS * 2;
/** Written bytes are found by pieces of 1 << CHUNK_SHIFT; what is larger is kept in a list of its own. */
const CHUNK_SHIFT = 6;

/** Bytes that a step wrote. */
export interface Written {
  readonly steps: number;
  readonly start: number;
  readonly size: number;
}

export class StepLog {
  private readonly rows: Int32Array;
  private readonly slots = new Map<number, number[]>();
  private readonly zeros = new Map<number, number[]>();
  private readonly answers = new Map<number, number[]>();
  private readonly chunks = new Map<number, Written[]>();
  private readonly blocks: Written[] = [];
  private readonly programs = new Map<number, Program>();

  /** @param low count of steps of the first one, with room up to `high`, not included */
  constructor(readonly low: number, readonly high: number) {
    this.rows = new Int32Array((high - low) * COLUMNS);
  }

  /** A step of the part. */
  step(steps: number): Step {
    const at = (steps - this.low) * COLUMNS, { rows } = this;
    const program = defined(this.programs.get(rows[at + Column.program]), 'a step that was logged');
    const pc = rows[at + Column.pc];
    return {
      steps, how: rows[at], context: rows[at + Column.context], program, fn: rows[at + Column.fn], pc, fp: rows[at + Column.fp],
      sp: rows[at + Column.sp], word: program.image.code[pc], top: [...rows.subarray(at + Column.top, at + COLUMNS)], extra: rows[at + Column.extra],
    };
  }

  /** The last step before a moment that wrote a slot; -1: none of this part. */
  slotWriter(word: number, moment: number): number {
    return lastBefore(this.slots.get(word), moment);
  }

  /** The last step before a moment with which a slot began to hold the 0 of a new frame; -1: none of this part. */
  slotZero(word: number, moment: number): number {
    return lastBefore(this.zeros.get(word), moment);
  }

  /** The last step before a moment with which a parent gave a context an answer. */
  answerWriter(context: number, moment: number): number {
    return lastBefore(this.answers.get(context), moment);
  }

  /** The last write before a moment to any of the bytes. */
  bytesWriter(start: number, size: number, moment: number): Written | undefined {
    let last = lastOverlap(this.blocks, start, size, moment);
    for (let chunk = start >>> CHUNK_SHIFT; chunk <= (start + size - 1) >>> CHUNK_SHIFT; chunk++) {
      const found = lastOverlap(this.chunks.get(chunk) ?? [], start, size, moment);
      if (found !== undefined && (last === undefined || found.steps > last.steps)) last = found;
    }
    return last;
  }

  /** Notes what stands before a step. */
  begin(steps: number, { i32 }: Store, context: Context): void {
    const { rows } = this;
    const at = (steps - this.low) * COLUMNS;
    const { id, program, fn, pc, fp, sp } = context;
    this.programs.set(program.number, program);
    rows[at + Column.context] = id;
    rows[at + Column.program] = program.number;
    rows[at + Column.fn] = fn;
    rows[at + Column.pc] = pc;
    rows[at + Column.fp] = fp;
    rows[at + Column.sp] = sp;
    for (let below = 0; below < TOP_SLOTS; below++) {
      rows[at + Column.top + below * 2] = i32[sp - 2 - below * 2];
      rows[at + Column.top + below * 2 + 1] = i32[sp - 1 - below * 2];
    }
  }

  /** A `resume` came back: the step is that of the parent, which has gone on behind it. */
  cameBack(steps: number, { id, program, fn, pc, fp, sp }: Context): void {
    const at = (steps - this.low) * COLUMNS;
    this.programs.set(program.number, program);
    this.rows.set([How.back, id, program.number, fn, pc - 1, fp, sp + 2], at);
  }

  /** Says what a step was. */
  end(steps: number, how: How, extra: number): void {
    this.rows[(steps - this.low) * COLUMNS + Column.how] = how;
    this.rows[(steps - this.low) * COLUMNS + Column.extra] = extra;
  }

  wroteSlot(steps: number, word: number): void {
    push(this.slots, word, steps);
  }

  wroteZeros(steps: number, from: number, to: number): void {
    for (let word = from; word < to; word += 2) push(this.zeros, word, steps);
  }

  answered(steps: number, context: number): void {
    push(this.answers, context, steps);
  }

  wroteBytes(steps: number, start: number, size: number): void {
    if (size <= 0) return;
    const written = { steps, start, size };
    if (size > 1 << CHUNK_SHIFT) {
      this.blocks.push(written);
      return;
    }
    for (let chunk = start >>> CHUNK_SHIFT; chunk <= (start + size - 1) >>> CHUNK_SHIFT; chunk++) push(this.chunks, chunk, written);
  }
}

function push<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [item]);
  else known.push(item);
}

/** The last of ascending counts that is below a moment. */
function lastBefore(counts: readonly number[] | undefined, moment: number): number {
  if (counts === undefined) return -1;
  let low = 0, high = counts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (counts[middle] < moment) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? -1 : counts[low - 1];
}

function lastOverlap(writes: readonly Written[], start: number, size: number, moment: number): Written | undefined {
  for (let i = writes.length - 1; i >= 0; i--) {
    const written = writes[i];
    if (written.steps < moment && written.start < start + size && start < written.start + written.size) return written;
  }
  return undefined;
}
