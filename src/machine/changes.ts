// Changes of a machine made by hand between two instructions: its bytes, and where it stands. They are plain data, so that a recording can hold
// them. Whoever wants one has tested that it can be made: what stands here only makes it.
import { assert, defined } from '../base/assert';
import type { Context } from './context';
import { dropContext } from './contexts';
import { FRAME_COLUMNS, FrameColumn, HEADER_WORDS } from './frames';
import type { Machine } from './machine';
import { changeBytes } from './touches';
import { framesOf } from './walk';

export type MachineChange =
  /** Other bytes from `at` on, counted from the start of physical memory; the contexts' stacks lie behind it. */
  | { readonly kind: 'write'; readonly at: number; readonly bytes: Uint8Array }
  /** A frame, 1 the outermost, begins again: those further in are gone, its parameters stay as they are, its locals are 0. */
  | { readonly kind: 'restart'; readonly context: number; readonly frame: number }
  /** The innermost frame goes on at another address of its function, with so many of its operands. */
  | { readonly kind: 'jump'; readonly context: number; readonly address: number; readonly operands: number }
  /** A context and all below it are dropped, as its parent's `ctx.drop` would. */
  | { readonly kind: 'drop'; readonly context: number };

/** Makes a change. */
export function applyChange(machine: Machine, change: MachineChange): void {
  machine.settle();
  if (change.kind === 'write') return changeBytes(machine.store, change.at, change.bytes);
  const context = defined(machine.root.find(change.context), 'a context that is there');
  switch (change.kind) {
    case 'restart': return restart(machine, context, change.frame);
    case 'jump': return jump(context, change.address, change.operands);
    case 'drop': {
      const parent = defined(context.parent, 'a parent');
      return dropContext(machine, parent, parent.children.indexOf(context) + 1);
    }
  }
}

function restart({ store }: Machine, context: Context, number: number): void {
  const { frames } = context.program;
  const depth = context.frames - number;
  for (const { depth: at, fn, fp } of framesOf(store, context)) {
    if (at !== depth) continue;
    const row = fn * FRAME_COLUMNS;
    const header = fp + frames[row + FrameColumn.locals];
    store.i32.fill(0, fp + frames[row + FrameColumn.params], header);
    Object.assign(context, { fn, pc: frames[row + FrameColumn.start], fp, sp: header + HEADER_WORDS, frames: number });
    forgetTrap(context);
    return;
  }
  assert(false, 'a frame that is there');
}

function jump(context: Context, address: number, operands: number): void {
  context.pc = address;
  context.sp = context.fp + context.program.frames[context.fn * FRAME_COLUMNS + FrameColumn.locals] + HEADER_WORDS + operands * 2;
  forgetTrap(context);
}

/** What was to be completed is not there any more. */
function forgetTrap(context: Context): void {
  context.trap = undefined;
  context.completion = undefined;
  context.call = -1;
}
