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
  const window = windowOf(context), root = windowOf(machine.root);
  return leavesWindow(machine, context) ? [] : touches(machine, context).map(({ start, ...rest }) => ({ start: start + window.start - root.start, ...rest }));
}

/** Whether the next instruction is about to touch what is not its context's: it will trap. */
export function leavesWindow(machine: Machine, context: Context): boolean {
  const { size } = windowOf(context);
  return touches(machine, context).some((each) => each.start < 0 || each.start + each.size > size);
}

/** What the next instruction would touch, counted from the start of its context's window. */
function touches(machine: Machine, context: Context): NextTouch[] {
  const word = machine.wordAt(context), op = opcodeOf(word), { start } = windowOf(context);
  if (op < Op.load || op > Op.fill || context.completion !== undefined) return [];
  return touchesOf(machine.store, context, word, context).map(({ at, size, write }) => ({ start: at - PHYSICAL_START - start, size, write }));
}
