// The frames of a context from the innermost out, and the types of what they hold: for hashes, the debugger and
// whoever else looks at a machine from outside.
import type { ValueType } from '../isa/types';
import type { Context } from './context';
import { FRAME_COLUMNS, FrameColumn, HEADER_WORDS, NO_CALLER } from './frames';
import type { Store } from './store';

/** One frame. `fp`, `operands` and `sp` are words of the store. */
export interface FrameView {
  readonly fn: number;
  /** Address of code: the next instruction of the innermost frame, where a caller goes on for the others. */
  readonly pc: number;
  readonly fp: number;
  /** First word of its operands. */
  readonly operands: number;
  /** First word above its operands. */
  readonly sp: number;
  /** How many frames are further in. */
  readonly depth: number;
}

/** The frames of a context, innermost first. */
export function* framesOf(store: Store, context: Context): Generator<FrameView> {
  const { frames } = context.program;
  let { fn, pc, fp, sp } = context;
  for (let depth = 0; ; depth++) {
    const header = fp + frames[fn * FRAME_COLUMNS + FrameColumn.locals];
    yield { fn, pc, fp, operands: header + HEADER_WORDS, sp, depth };
    if (store.i32[header] === NO_CALLER) return;
    sp = fp;
    fn = store.i32[header];
    pc = store.i32[header + 1];
    fp = store.i32[header + 2];
  }
}

/** Types of a function's parameters and locals. */
export function localTypes(context: Context, fn: number): readonly ValueType[] {
  const { image } = context.program;
  return [...image.types[image.functions[fn].type].params, ...image.functions[fn].locals];
}

/** Types of the operands that a frame holds, deepest first. */
export function operandTypes(context: Context, frame: FrameView): readonly ValueType[] {
  const { states, stateAt } = context.program.image;
  return states.types(stateAt[frame.pc]).slice(0, (frame.sp - frame.operands) / 2);
}

/** The value of a slot of the store. */
export function slotValue(store: Store, word: number, type: ValueType): number {
  return type === 'i32' ? store.i32[word] : store.f64[word >> 1];
}
