// The operands of the instruction at which a context stands: their types, their values, and how the instruction is
// completed from outside, by the machine itself or by a parent.
import { defined } from '../base/assert';
import { decoded, decodeSys, effectOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import type { ValueType } from '../isa/types';
import type { Image } from '../image/image';
import type { Context } from './context';
import type { Store } from './store';

/** Types of an instruction's operands, deepest first, and of its result. */
export interface Shape {
  readonly params: readonly ValueType[];
  readonly result?: ValueType;
  /** Whether a parent may complete it: not `unreachable`, `halt` and the entry function's `ret`. */
  readonly completable: boolean;
}

const fixedShapes: (Shape | undefined)[] = [];
/** By the types of the operand. */
const sysShapes: (Shape | undefined)[] = [];

/** The shape of a word that can trap; a `ret` traps only in the entry function. */
export function shapeOf(image: Image, word: number): Shape {
  const instruction = decoded(word);
  const operand = word >>> 8;
  switch (instruction.code) {
    case Op.call: return { ...image.types[image.functions[operand].type], completable: true };
    case Op.call_table: {
      const type = image.types[operand];
      return { params: [...type.params, 'i32'], result: type.result, completable: true };
    }
    case Op.sys: return sysShapes[operand >>> 12] ??= { ...defined(decodeSys(operand), 'a verified sys operand').type, completable: true };
    case Op.ret: {
      const { result } = image.types[image.functions[image.entry].type];
      return { params: result === undefined ? [] : [result], completable: false };
    }
  }
  return fixedShapes[instruction.code] ??= fixedShape(instruction.code);
}

function fixedShape(code: Op): Shape {
  const effect = defined(effectOf(code), 'the effect of an instruction that can trap');
  const types = (names: readonly string[]): ValueType[] => names.map((name) => (name === 'f64' ? 'f64' : 'i32'));
  return { params: types(effect.pops), result: types(effect.pushes)[0], completable: code !== Op.unreachable && code !== Op.halt };
}

/** The i32 on the stack that lies `below` values below the top. */
export function integerAt(store: Store, context: Context, below: number): number {
  return store.i32[context.sp - 2 - below * 2];
}

/** The f64 on the stack that lies `below` values below the top. */
export function floatAt(store: Store, context: Context, below: number): number {
  return store.f64[(context.sp - 2 - below * 2) >> 1];
}

/** Pushes a value of the type. */
export function pushValue(store: Store, context: Context, type: ValueType, value: number): void {
  if (type === 'i32') store.i32[context.sp] = value;
  else store.f64[context.sp >> 1] = value;
  context.sp += 2;
}

/** Pops the operands of the instruction at which the context stands, pushes its result and goes on behind it. */
export function completeInstruction(store: Store, context: Context, shape: Shape, value: number): void {
  context.sp -= shape.params.length * 2;
  if (shape.result !== undefined) pushValue(store, context, shape.result, value);
  context.pc++;
}
