// Which bytes of memory the instruction at which a context stands touches, for observers; and how what they want to know
// of pages is looked up and kept.
import { opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import type { Context } from './context';
import { SMALL_BLOCK_BYTES, type Slice } from './engine';
import { integerAt } from './operands';
import { PAGE_FLAGS, PAGE_SHIFT, PageFlag, PHYSICAL_START, type Store } from './store';

/** An access inside the window. */
export interface Touch {
  /** Its first byte, in the store. */
  readonly at: number;
  /** At least one byte. */
  readonly size: number;
  readonly write: boolean;
}

/** How many bytes the instructions move that load or store one value, those that store as negative numbers; 0 for all others. */
const MOVES = new Int8Array(256);
for (const [size, ...ops] of [[1, Op.load8_s, Op.load8_u], [2, Op.load16_s, Op.load16_u], [4, Op.load], [8, Op.fload],
  [-1, Op.store8], [-2, Op.store16], [-4, Op.store], [-8, Op.fstore]]) for (const op of ops) MOVES[op] = size;

/** What observers wish to hear of: instructions that write or read, or how often each instruction retires. */
export interface Wishes {
  readonly writes: boolean;
  readonly reads: boolean;
  readonly counts: boolean;
}

/** Whether the wishes concern an instruction that an engine carries out. */
export function isObserved(op: Op, { writes, reads, counts }: Wishes): boolean {
  return (counts && op !== Op.case_) || (writes && (MOVES[op] < 0 || op === Op.fill)) || (reads && MOVES[op] > 0)
    || ((writes || reads) && op === Op.copy);
}

/**
 * What the load, store, `copy`, `fill` or `image.load` at which the context stands touches; it must lie in the window.
 * Nothing for all others.
 */
export function touchesOf(store: Store, context: Context, word: number, window: Pick<Slice, 'windowStart'>): Touch[] {
  const op = opcodeOf(word), moves = MOVES[op];
  const origin = PHYSICAL_START + window.windowStart;
  const operand = (below: number): number => integerAt(store, context, below) >>> 0;
  if (moves > 0) return [{ at: origin + operand(0) + (word >>> 8), size: moves, write: false }];
  if (moves < 0) return [{ at: origin + operand(1) + (word >>> 8), size: -moves, write: true }];
  const size = operand(0);
  if (size === 0) return [];
  const first = { at: origin + operand(1), size, write: false };
  switch (op) {
    case Op.image_load: return [first];
    case Op.fill: return [{ at: origin + operand(2), size, write: true }];
    case Op.copy: return [first, { at: origin + operand(2), size, write: true }];
    default: return [];
  }
}

/** Notes that bytes of physical memory are written now. */
export function noteWritten({ u8 }: Store, at: number, size: number): void {
  if (size === 0) return;
  for (let page = at >>> PAGE_SHIFT; page <= (at + size - 1) >>> PAGE_SHIFT; page++) u8[PAGE_FLAGS + page] &= ~PageFlag.unwritten;
}

/** Before an engine writes: notes it. True where an observer watches for it. Of no bytes nothing is true. */
function writing({ u8 }: Store, slice: Slice, at: number, size: number): boolean {
  if (!slice.writes || size === 0) return false;
  const first = PAGE_FLAGS + (at >>> PAGE_SHIFT), last = PAGE_FLAGS + ((at + size - 1) >>> PAGE_SHIFT);
  const flags = u8[first] | u8[last];
  if (flags === 0) return false;
  u8[first] &= ~PageFlag.unwritten;
  u8[last] &= ~PageFlag.unwritten;
  return (flags & PageFlag.writes) !== 0 && slice.watched(at, size, true);
}

/** Before an engine reads: true where an observer watches for it. */
function reading({ u8 }: Store, slice: Slice, at: number, size: number): boolean {
  if (!slice.reads || size === 0) return false;
  const flags = u8[PAGE_FLAGS + (at >>> PAGE_SHIFT)] | u8[PAGE_FLAGS + ((at + size - 1) >>> PAGE_SHIFT)];
  return (flags & PageFlag.reads) !== 0 && slice.watched(at, size, false);
}

/**
 * Before the interpreter executes a word with its operands below `sp`: notes what it writes. True where it touches bytes
 * that an observer watches. Nothing where it will trap, or is the machine's.
 */
export function meetsWatch(store: Store, slice: Slice, word: number, sp: number): boolean {
  const op = opcodeOf(word), moves = MOVES[op];
  if (moves === 0) return (op === Op.copy || op === Op.fill) && blockMeetsWatch(store, slice, op, sp);
  const size = Math.abs(moves);
  const address = (store.i32[moves > 0 ? sp - 2 : sp - 4] >>> 0) + (word >>> 8);
  if (address + size > slice.windowSize) return false;
  const at = PHYSICAL_START + slice.windowStart + address;
  return moves > 0 ? reading(store, slice, at, size) : writing(store, slice, at, size);
}

/** {@link meetsWatch} of a `copy` or `fill` that an engine does itself. */
function blockMeetsWatch(store: Store, slice: Slice, op: Op.copy | Op.fill, sp: number): boolean {
  const origin = PHYSICAL_START + slice.windowStart;
  const length = store.i32[sp - 2] >>> 0, from = store.i32[sp - 4] >>> 0, to = store.i32[sp - 6] >>> 0;
  const reads = op === Op.copy;
  if (length > SMALL_BLOCK_BYTES || to + length > slice.windowSize || (reads && from + length > slice.windowSize)) return false;
  const written = writing(store, slice, origin + to, length);
  return (reads && reading(store, slice, origin + from, length)) || written;
}

/** Changes bytes by hand, counted from the start of physical memory; the contexts' stacks lie behind it. */
export function changeBytes(store: Store, at: number, bytes: Uint8Array): void {
  store.u8.set(bytes, PHYSICAL_START + at);
  if (at < store.physicalBytes) noteWritten(store, PHYSICAL_START + at, bytes.length);
}
