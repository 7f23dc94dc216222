// Which instructions of a function read or write one of its locals, or one place of its operand stack. The verifier knows
// how deep the stack is before each instruction, so this can be told without running anything.
import { effectOf, opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import { shapeOf } from '../machine/operands';
import { UNREACHED } from '../verifier/flow';
import type { VerifiedImage } from '../verifier/verify';

/** A local by its number, or an operand by its place, 0 the deepest. */
export interface Slot {
  readonly kind: 'local' | 'operand';
  readonly index: number;
}

/** When an access takes effect: with the instruction, or when the frame goes on behind it, as the result of a call does. */
export const enum When { never, now, late }

/** What one instruction does to a slot. */
export interface SlotTouch {
  readonly read: When;
  readonly write: When;
  /** The frame ends with it. */
  readonly ends: boolean;
}

const NOTHING: SlotTouch = { read: When.never, write: When.never, ends: false };

/** By address of code, the instructions of a function that touch a slot, and those that end the frame. */
export function slotTouches(image: VerifiedImage, fn: number, slot: Slot): Map<number, SlotTouch> {
  const { start, length } = image.functions[fn];
  const found = new Map<number, SlotTouch>();
  for (let address = start; address < start + length; address++) {
    const state = image.stateAt[address], word = image.code[address], op = opcodeOf(word);
    if (state === UNREACHED || op === Op.case_) continue;
    const touch = slot.kind === 'local' ? localTouch(word, slot.index) : operandTouch(image, fn, word, image.states.depth(state), slot.index);
    const ends = op === Op.ret;
    if (touch !== NOTHING || ends) found.set(address, { ...touch, ends });
  }
  return found;
}

function localTouch(word: number, index: number): SlotTouch {
  if (word >>> 8 !== index) return NOTHING;
  switch (opcodeOf(word)) {
    case Op.get: return { ...NOTHING, read: When.now };
    case Op.set: case Op.tee: return { ...NOTHING, write: When.now };
    default: return NOTHING;
  }
}

/** @param depth operands before the instruction */
function operandTouch(image: VerifiedImage, fn: number, word: number, depth: number, index: number): SlotTouch {
  const op = opcodeOf(word);
  const touch = (read: boolean, write: boolean): SlotTouch => touchOf(op, read, write);
  switch (op) {
    case Op.get: return touch(false, index === depth);
    case Op.set: case Op.tee: return touch(index === depth - 1, false);
    case Op.dup: return touch(index === depth - 1, index === depth);
    case Op.over: return touch(index === depth - 2, index === depth);
  }
  const { pops, pushes } = countsOf(image, fn, word);
  const bottom = depth - pops;
  return touch(index >= bottom && index < depth, index >= bottom && index < bottom + pushes);
}

/** A parent may complete `sys` and what is privileged, much later than the instruction was reached; a call takes its operands at once. */
function touchOf(op: Op, read: boolean, write: boolean): SlotTouch {
  if (!read && !write) return NOTHING;
  const waits = op === Op.sys || op >= Op.ctx_new;
  const reads = waits ? When.late : When.now, writes = waits || op === Op.call || op === Op.call_table ? When.late : When.now;
  return { read: read ? reads : When.never, write: write ? writes : When.never, ends: false };
}

/** How many operands an instruction pops and pushes. */
function countsOf(image: VerifiedImage, fn: number, word: number): { pops: number; pushes: number } {
  const op = opcodeOf(word);
  const effect = effectOf(op);
  if (effect !== undefined) return { pops: effect.pops.length, pushes: effect.pushes.length };
  if (op === Op.ret) return { pops: image.types[image.functions[fn].type].result === undefined ? 0 : 1, pushes: 0 };
  const { params, result } = shapeOf(image, word);
  return { pops: params.length, pushes: result === undefined ? 0 : 1 };
}
