// How an instruction is packed into its word, and what it takes from and leaves on the operand stack.
import { defined } from '../base/assert';
import { SYS_NUMBER_MAX, SYS_OPERANDS_MAX } from './limits';
import { INSTRUCTIONS, instructionOf, type Instruction, type Op } from './instructions';
import type { FunctionType, ValueType } from './types';

/** The range of an operand: 24 bits, signed or not. */
export const OPERAND_MAX = 0xff_ffff;
export const SMALL_MIN = -0x80_0000;
export const SMALL_MAX = 0x7f_ffff;

/** The word of an instruction; `operand` is taken modulo 2^24. */
export function encode(code: Op, operand = 0): number {
  return code | (operand << 8);
}

/** The opcode of a word. */
export function opcodeOf(word: number): Op {
  return word & 0xff;
}

/** The operand of a word: signed for `small`, unsigned for all others. */
export function operandOf(word: number, instruction: Instruction): number {
  return instruction.operand === 'small' ? word >> 8 : word >>> 8;
}

/** The types on both sides of an instruction's effect; a letter stands for any type, the same one each time. */
export interface Effect {
  /** Names of the operands, deepest first. */
  readonly names: readonly string[];
  readonly pops: readonly string[];
  readonly pushes: readonly string[];
}

const effects: (Effect | undefined)[] = [];
for (const row of Object.values(INSTRUCTIONS)) {
  if (row.effect === '*') continue;
  const [left, right] = row.effect.split('->').map((side) => side.trim().split(/\s+/).filter((word) => word !== ''));
  effects[row.code] = { names: left.map((word) => word.split(':')[0]), pops: left.map((word) => word.split(':')[1]), pushes: right };
}

/** The effect of an instruction that does not depend on its operand; undefined for `get`, `call`, `ret` and the like. */
export function effectOf(code: Op): Effect | undefined {
  return effects[code];
}

const typeCodes: Readonly<Record<ValueType, number>> = { i32: 1, f64: 2 };
const typesByCode: readonly (ValueType | undefined)[] = [undefined, 'i32', 'f64', undefined];

/** The operand of `sys`: number 0 to 4095, at most five operands of the type. */
export function encodeSys(number: number, type: FunctionType): number {
  let bits = type.result === undefined ? 0 : typeCodes[type.result];
  type.params.forEach((param, i) => { bits |= typeCodes[param] << (2 + 2 * i); });
  return number | (bits << 12);
}

/** Number and type of a `sys` operand; undefined where its bits are no such type. */
export function decodeSys(operand: number): { number: number; type: FunctionType } | undefined {
  const bits = operand >>> 12;
  if ((bits & 3) === 3) return undefined;
  const params: ValueType[] = [];
  for (let i = 0; i < SYS_OPERANDS_MAX; i++) {
    const code = (bits >> (2 + 2 * i)) & 3;
    const type = typesByCode[code];
    if (type === undefined) {
      if (bits >> (2 + 2 * i) !== 0) return undefined;
      break;
    }
    params.push(type);
  }
  return { number: sysNumberOf(operand), type: { params, result: typesByCode[bits & 3] } };
}

/** The number of a `sys` operand. */
export function sysNumberOf(operand: number): number {
  return operand & SYS_NUMBER_MAX;
}

/** The instruction of a word that is known to be valid. */
export function decoded(word: number): Instruction {
  return defined(instructionOf(word & 0xff), `opcode ${word & 0xff}`);
}
