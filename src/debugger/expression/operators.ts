// What the operators do. Each row makes a function of the functions of its operands.
import type { ValueType } from '../../isa/types';
import { EXPRESSION_PROBLEMS } from '../messages';
import type { Environment } from './environment';
import { ExpressionRefusal, type BinaryOperator, type Range, type UnaryOperator } from './tree';

/** A number, in an environment. */
export type Compute = (environment: Environment) => number;

type Join = (left: Compute, right: Compute) => Compute;

function isTrue(value: number): boolean {
  return value !== 0 && value === value;
}

export const UNARY: Readonly<Record<UnaryOperator, (operand: Compute, type: ValueType) => Compute>> = {
  '+': (a) => a,
  '-': (a, type) => (type === 'i32' ? (e) => -a(e) | 0 : (e) => -a(e)),
  '~': (a) => (e) => ~a(e),
  '!': (a) => (e) => (isTrue(a(e)) ? 0 : 1),
};

/** Operators whose result is 1 or 0 whatever the operands are. */
export const COMPARE: Readonly<Partial<Record<BinaryOperator, Join>>> = {
  '||': (a, b) => (e) => (isTrue(a(e)) || isTrue(b(e)) ? 1 : 0),
  '&&': (a, b) => (e) => (isTrue(a(e)) && isTrue(b(e)) ? 1 : 0),
  '==': (a, b) => (e) => (a(e) === b(e) ? 1 : 0),
  '!=': (a, b) => (e) => (a(e) !== b(e) ? 1 : 0),
  '<': (a, b) => (e) => (a(e) < b(e) ? 1 : 0),
  '<=': (a, b) => (e) => (a(e) <= b(e) ? 1 : 0),
  '>': (a, b) => (e) => (a(e) > b(e) ? 1 : 0),
  '>=': (a, b) => (e) => (a(e) >= b(e) ? 1 : 0),
};

/** Operators that an f64 has. */
export const FLOATING: Readonly<Partial<Record<BinaryOperator, Join>>> = {
  '+': (a, b) => (e) => a(e) + b(e),
  '-': (a, b) => (e) => a(e) - b(e),
  '*': (a, b) => (e) => a(e) * b(e),
  '/': (a, b) => (e) => a(e) / b(e),
  '%': (a, b) => (e) => a(e) % b(e),
};

function divisor(value: number, range: Range): number {
  if (value === 0) throw new ExpressionRefusal(EXPRESSION_PROBLEMS.divide_by_zero, {}, range);
  return value;
}

/** Operators of two i32. */
export const INTEGER: Readonly<Record<BinaryOperator, (left: Compute, right: Compute, range: Range) => Compute>> = {
  ...(COMPARE as Record<'||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=', Join>),
  '|': (a, b) => (e) => a(e) | b(e),
  '^': (a, b) => (e) => a(e) ^ b(e),
  '&': (a, b) => (e) => a(e) & b(e),
  '<<': (a, b) => (e) => a(e) << b(e),
  '>>': (a, b) => (e) => a(e) >> b(e),
  '>>>': (a, b) => (e) => (a(e) >>> b(e)) | 0,
  '+': (a, b) => (e) => (a(e) + b(e)) | 0,
  '-': (a, b) => (e) => (a(e) - b(e)) | 0,
  '*': (a, b) => (e) => Math.imul(a(e), b(e)),
  '/': (a, b, range) => (e) => (a(e) / divisor(b(e), range)) | 0,
  '%': (a, b, range) => (e) => (a(e) % divisor(b(e), range)) | 0,
};
