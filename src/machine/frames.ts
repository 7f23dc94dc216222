// Frames in a context's private stack, as both engines and the debugger see them. Going up, a frame holds:
//
//   fp              its locals, parameters first, a slot of two words each (the caller's operands become parameters)
//   fp + locals     the header, two slots: function and pc and fp of the caller, one word spare
//   header + 4      its operands; sp is the first free word
//
// A pc is an address of code. The pc of a caller is where it goes on after the call.
import { FRAME_SLOTS } from '../isa/limits';
import type { Image } from '../image/image';

/** Words of a frame's header. */
export const HEADER_WORDS = FRAME_SLOTS * 2;
/** What the header of the first frame holds as its caller's function. */
export const NO_CALLER = -1;

/** Columns of {@link frameTable}. */
export const enum FrameColumn { start = 0, params = 1, locals = 2, need = 3, result = 4 }
export const FRAME_COLUMNS = 5;

/**
 * For each function: start of its code; words of parameters; words of parameters and locals; words of a whole frame;
 * 1 where it gives a result.
 */
export function frameTable(image: Image): Int32Array {
  const table = new Int32Array(image.functions.length * FRAME_COLUMNS);
  image.functions.forEach((fn, i) => {
    const type = image.types[fn.type];
    const locals = (type.params.length + fn.locals.length) * 2;
    table.set([fn.start, type.params.length * 2, locals, locals + HEADER_WORDS + fn.operands * 2, type.result === undefined ? 0 : 1], i * FRAME_COLUMNS);
  });
  return table;
}
