// The instructions on contexts and images: what a kernel or hypervisor works with.
import { Field } from '../isa/fields';
import { decoded, opcodeOf, operandOf, sysNumberOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import { TRAP_OPERANDS_MAX } from '../isa/limits';
import { defined } from '../base/assert';
import type { ValueType } from '../isa/types';
import { Answer, Context, Mode, takeHandle, windowOf } from './context';
import { FRAME_COLUMNS, FrameColumn, HEADER_WORDS, NO_CALLER } from './frames';
import type { Machine } from './machine';
import { floatAt, integerAt, shapeOf, type Shape } from './operands';
import type { Program } from './program';
import { PHYSICAL_START, type Store } from './store';

/** Makes the context begin its entry function. */
export function enterEntry(store: Store, context: Context): void {
  const { program } = context;
  const row = program.image.entry * FRAME_COLUMNS;
  context.fn = program.image.entry;
  context.pc = program.frames[row + FrameColumn.start];
  context.fp = store.stackStart(context.stack);
  const header = context.fp + program.frames[row + FrameColumn.locals];
  store.i32.fill(0, context.fp, header);
  store.i32.set([NO_CALLER, NO_CALLER, NO_CALLER, 0], header);
  context.sp = header + HEADER_WORDS;
}

/** `ctx.new`: a handle, or 0 where no handle is free, the mode is unknown or the data does not fit; undefined: no such image. */
export function newContext(machine: Machine, parent: Context, image: number, base: number, limit: number, mode: number): number | undefined {
  const program = parent.images[image - 1];
  if (program === undefined) return undefined;
  if (mode !== Mode.user && mode !== Mode.guest) return 0;
  for (const above of parent.upward()) if (above.contextsBelow >= above.allowance.contexts) return 0;
  const child = machine.makeContext(parent, program, base, limit, mode);
  if (child === undefined) return 0;
  machine.spend(program.image.segments.reduce((sum, { bytes }) => sum + bytes.length, 0));
  if (!copyData(machine.store, child)) {
    machine.freeContext(child);
    return 0;
  }
  const { start } = windowOf(child);
  for (const { address, bytes } of program.image.segments) machine.touched(parent, PHYSICAL_START + start + address, bytes.length, true);
  for (const above of parent.upward()) above.contextsBelow++;
  return takeHandle(parent.children, child);
}

/** Copies the image's data into the window; false, and nothing changed, where it does not fit. */
export function copyData(store: Store, context: Context): boolean {
  const { segments } = context.program.image;
  const window = windowOf(context);
  const last = segments.at(-1);
  if (last !== undefined && last.address + last.bytes.length > window.size) return false;
  for (const { address, bytes } of segments) store.u8.set(bytes, PHYSICAL_START + window.start + address);
  return true;
}

/** `ctx.drop`. */
export function dropContext(machine: Machine, parent: Context, handle: number): void {
  const child = defined(parent.child(handle), 'a tested handle');
  const contexts = child.contextsBelow + 1, images = child.imagesHeld;
  for (const above of parent.upward()) {
    above.contextsBelow -= contexts;
    above.imagesHeld -= images;
  }
  for (const context of child.downward()) machine.freeContext(context);
  parent.children[handle - 1] = undefined;
}

/** Whether a handle for one more image is free, in the context and in all above it. */
export function mayHoldImage(context: Context): boolean {
  for (const above of context.upward()) if (above.imagesHeld >= above.allowance.images) return false;
  return true;
}

/** `image.load` when the image is verified and {@link mayHoldImage}: its handle. */
export function holdImage(context: Context, program: Program): number {
  for (const above of context.upward()) above.imagesHeld++;
  return takeHandle(context.images, program);
}

/** `image.drop`; false where there is no such image. */
export function dropImage(context: Context, handle: number): boolean {
  if (context.images[handle - 1] === undefined) return false;
  context.images[handle - 1] = undefined;
  for (const above of context.upward()) above.imagesHeld--;
  return true;
}

const RESULT_CODES: Readonly<Record<ValueType, number>> = { i32: 1, f64: 2 };

/** `ctx.get`: the field's value, undefined where the field is unknown. */
export function getField(store: Store, child: Context, field: number): number | undefined {
  if (field === Field.interrupt) return child.interrupts;
  if (field >= Field.operand0 && field <= Field.operand7) return operandField(store, child, field - Field.operand0, 'i32');
  if (field < 0 || field > Field.write) return undefined;
  return child.trapWord === 0 ? 0 : trapField(child, child.trapWord, field);
}

function trapField(child: Context, word: number, field: Field): number | undefined {
  const access = child.trapAccess;
  switch (field) {
    case Field.opcode: return opcodeOf(word);
    case Field.number: return numberOf(word);
    case Field.operands: return trapShape(child).params.length;
    case Field.types: return trapShape(child).params.slice(0, TRAP_OPERANDS_MAX).reduce((bits, type, i) => bits | (type === 'f64' ? 1 << i : 0), 0);
    case Field.result_type: return resultType(trapShape(child));
    case Field.address: return access === undefined ? 0 : access.address > 0xffff_ffff ? -1 : access.address | 0;
    case Field.size: return access === undefined ? 0 : access.size | 0;
    case Field.write: return access?.write === true ? 1 : 0;
    default: return undefined;
  }
}

function trapShape(child: Context): Shape {
  return shapeOf(child.program.image, child.trapWord);
}

function resultType({ completable, result }: Shape): number {
  return !completable ? -1 : result === undefined ? 0 : RESULT_CODES[result];
}

function numberOf(word: number): number {
  return opcodeOf(word) === Op.sys ? sysNumberOf(word >>> 8) : operandOf(word, decoded(word));
}

/** Operand `index` of the trapped instruction; 0 where it is not there or of another type. */
function operandField(store: Store, child: Context, index: number, type: ValueType): number {
  if (child.trapWord === 0) return 0;
  const { params } = trapShape(child);
  if (params[index] !== type) return 0;
  const below = params.length - 1 - index;
  return type === 'i32' ? integerAt(store, child, below) : floatAt(store, child, below);
}

/** `ctx.getf`: the field's value, undefined where the field is unknown. */
export function getFloatField(store: Store, child: Context, field: number): number | undefined {
  if (field === Field.time) return child.time;
  if (field >= Field.operand0 && field <= Field.operand7) return operandField(store, child, field - Field.operand0, 'f64');
  return undefined;
}

/** `ctx.set`: 1, or 0 where it is not allowed now; undefined where the field is unknown. */
export function setField(machine: Machine, parent: Context, child: Context, field: number, value: number): number | undefined {
  switch (field) {
    case Field.interrupt: child.interrupts = value; return 1;
    case Field.base: child.base = value >>> 0; return 1;
    case Field.limit: child.limit = value >>> 0; return 1;
    case Field.mode: return setMode(child, value);
    case Field.result: return setResult(child, value, false);
    case Field.call: return setCall(machine.store, child, value >>> 0);
    case Field.contexts: return setAllowance(parent, child, 'contexts', value);
    case Field.frames: return setAllowance(parent, child, 'frames', value);
    case Field.images: return setAllowance(parent, child, 'images', value);
    default: return undefined;
  }
}

/** `ctx.setf`: as {@link setField}. */
export function setFloatField(child: Context, field: number, value: number): number | undefined {
  return field === Field.result ? setResult(child, value, true) : undefined;
}

function setMode(child: Context, mode: number): number {
  if (mode !== Mode.user && mode !== Mode.guest) return 0;
  child.mode = mode;
  return 1;
}

function setResult(child: Context, value: number, float: boolean): number {
  if (child.trapWord === 0 || child.active !== undefined) return 0;
  const { completable, result } = trapShape(child);
  if (!completable || (result === 'f64') !== float) return 0;
  child.answer = float ? Answer.float : Answer.integer;
  child.answerValue = value;
  return 1;
}

/** The function must be () -> () and its frame must fit, also after a completion has pushed its result. */
function setCall(store: Store, child: Context, index: number): number {
  const { image, frames } = child.program;
  const fn = index < image.table.length ? image.table[index] : -1;
  if (fn < 0 || child.active !== undefined) return 0;
  const type = image.types[image.functions[fn].type];
  if (type.params.length > 0 || type.result !== undefined || child.frames >= child.allowance.frames) return 0;
  if (child.sp + 2 + frames[fn * FRAME_COLUMNS + FrameColumn.need] > store.stackEnd(child.stack)) return 0;
  child.call = fn;
  return 1;
}

function setAllowance(parent: Context, child: Context, what: 'contexts' | 'frames' | 'images', value: number): number {
  if (value < 0 || value > parent.allowance[what]) return 0;
  child.allowance[what] = value;
  return 1;
}

/** Pushes the frame of the handler that the parent wants called; it returns to the instruction that was next. */
export function enterHandler(store: Store, context: Context): void {
  const { frames } = context.program;
  const row = context.call * FRAME_COLUMNS;
  const header = context.sp + frames[row + FrameColumn.locals];
  store.i32.fill(0, context.sp, header);
  store.i32.set([context.fn, context.pc, context.fp, 0], header);
  context.fn = context.call;
  context.pc = frames[row + FrameColumn.start];
  context.fp = context.sp;
  context.sp = header + HEADER_WORDS;
  context.frames++;
  context.call = -1;
  context.trap = undefined;
}
