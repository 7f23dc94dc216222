// The operands of the instruction at which a context stands: their types, their values, and how the instruction is
// completed from outside, by the machine itself or by a parent.
import { defined } from '../base/assert';
import { decodeSys, effectOf, opcodeOf } from '../isa/encoding';
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
/** By the types of the operand: 12 bits. */
const sysShapes = new Array<Shape | undefined>(1 << 12);

/** The shape of a word that can trap; a `ret` traps only in the entry function. */
export function shapeOf(image: Image, word: number): Shape {
  const operand = word >>> 8;
  const code = opcodeOf(word);
  switch (code) {
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
  return fixedShapes[code] ??= fixedShape(code);
}

function fixedShape(code: Op): Shape {
  const effect = defined(effectOf(code), 'the effect of an instruction that can trap');
  const types = (names: readonly string[]): ValueType[] => names.map((name) => (name === 'f64' ? 'f64' : 'i32'));
  return { params: types(effect.pops), result: types(effect.pushes)[0], completable: code !== Op.unreachable && code !== Op.halt };
}

/** What an instruction pushes, as a number. */
export const enum Result { none = 0, integer = 1, float = 2 }

/** {@link shapeOf} as one number above 0, as far as it takes to complete the instruction. */
export function effectNumber({ params, result }: Shape): number {
  return (params.length << 3) | ((result === undefined ? Result.none : result === 'i32' ? Result.integer : Result.float) << 1) | 1;
}

function popsOf(effect: number): number {
  return effect >> 3;
}

function resultOf(effect: number): Result {
  return (effect >> 1) & 3;
}

/** The i32 on the stack that lies `below` values below the top. */
export function integerAt(store: Store, context: Context, below: number): number {
  return store.i32[context.sp - 2 - below * 2];
}

/** The f64 on the stack that lies `below` values below the top. */
export function floatAt(store: Store, context: Context, below: number): number {
  return store.f64[(context.sp - 2 - below * 2) >> 1];
}

/** Pops the operands of the instruction at which the context stands, pushes its result and goes on behind it. */
export function completeInstruction(store: Store, context: Context, value: number): void {
  const effect = context.program.effectAt(context.pc);
  const sp = context.sp - popsOf(effect) * 2;
  context.pc++;
  switch (resultOf(effect)) {
    case Result.none: context.sp = sp; return;
    case Result.integer: store.i32[sp] = value; break;
    case Result.float: store.f64[sp >> 1] = value; break;
  }
  context.sp = sp + 2;
}
