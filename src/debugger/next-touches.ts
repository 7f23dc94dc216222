// Which bytes of the root's window the next instruction reads and writes; nothing where it will trap instead.
import { opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import { windowOf, type Context } from '../machine/context';
import type { Machine } from '../machine/machine';
import { PHYSICAL_START } from '../machine/store';
import { touchesOf } from '../machine/touches';

/** Bytes, counted from the start of the root's window. */
export interface NextTouch {
  readonly start: number;
  readonly size: number;
  readonly write: boolean;
}

export function nextTouches(machine: Machine, context: Context): NextTouch[] {
  const word = machine.wordAt(context), op = opcodeOf(word), window = windowOf(context), root = windowOf(machine.root);
  if (op < Op.load || op > Op.fill || context.completion !== undefined) return [];
  const touches = touchesOf(machine.store, context, word, context).map(({ at, size, write }) => ({ start: at - PHYSICAL_START, size, write }));
  const isInside = touches.every(({ start, size }) => start >= window.start && start + size <= window.start + window.size);
  return isInside ? touches.map(({ start, ...rest }) => ({ start: start - root.start, ...rest })) : [];
}
