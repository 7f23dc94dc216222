// Which bytes of memory the instruction at which a context stands touches, for observers; and how what they want to know
// of pages is looked up and kept.
import { Op } from '../isa/instructions';
import type { Context } from './context';
import type { Slice } from './engine';
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

/** Bytes that the instructions move that load or store one value. */
const LOADS: Readonly<Partial<Record<Op, number>>> = {
  [Op.load]: 4, [Op.load8_s]: 1, [Op.load8_u]: 1, [Op.load16_s]: 2, [Op.load16_u]: 2, [Op.fload]: 8,
};
const STORES: Readonly<Partial<Record<Op, number>>> = { [Op.store]: 4, [Op.store8]: 1, [Op.store16]: 2, [Op.fstore]: 8 };

/** What the load, store, `copy` or `fill` at which the context stands touches; it must lie in the window. Nothing for all others. */
export function touchesOf(store: Store, context: Context, word: number, window: Pick<Slice, 'windowStart'>): Touch[] {
  const op = (word & 0xff) as Op;
  const origin = PHYSICAL_START + window.windowStart;
  const operand = (below: number): number => integerAt(store, context, below) >>> 0;
  const loaded = LOADS[op], stored = STORES[op];
  if (loaded !== undefined) return [{ at: origin + operand(0) + (word >>> 8), size: loaded, write: false }];
  if (stored !== undefined) return [{ at: origin + operand(1) + (word >>> 8), size: stored, write: true }];
  const size = operand(0);
  if ((op !== Op.copy && op !== Op.fill) || size === 0) return [];
  const written = { at: origin + operand(2), size, write: true };
  return op === Op.fill ? [written] : [{ at: origin + operand(1), size, write: false }, written];
}

/** Notes that bytes of physical memory are written now. */
export function noteWritten({ u8 }: Store, at: number, size: number): void {
  if (size === 0) return;
  for (let page = at >>> PAGE_SHIFT; page <= (at + size - 1) >>> PAGE_SHIFT; page++) u8[PAGE_FLAGS + page] &= ~PageFlag.unwritten;
}

/** Whether some of the pages of these bytes are watched. */
export function mayBeWatched({ u8 }: Store, at: number, size: number, flag: PageFlag.writes | PageFlag.reads): boolean {
  if (size === 0) return false;
  for (let page = at >>> PAGE_SHIFT; page <= (at + size - 1) >>> PAGE_SHIFT; page++) if ((u8[PAGE_FLAGS + page] & flag) !== 0) return true;
  return false;
}
