// An expression as a tree, and the refusals that name a place in it.
import { Refusal, type Arguments, type MessageRow } from '../../base/message';
import type { ValueType } from '../../isa/types';
import type { Format } from '../types';

/** From `start` up to, not including, `end`, in UTF-16 units of the expression. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type UnaryOperator = '-' | '+' | '!' | '~';
export type BinaryOperator =
  | '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '|' | '^' | '&' | '<<' | '>>' | '>>>' | '+' | '-' | '*' | '/' | '%';

export type Tree = Range & (
  | { readonly kind: 'number'; readonly type: ValueType; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'name'; readonly name: string }
  /** `stack[0]`, `i32[address]`, `text[address, length]`, `table[3]`. */
  | { readonly kind: 'index'; readonly name: string; readonly operands: readonly Tree[] }
  /** `f64(n)`. */
  | { readonly kind: 'convert'; readonly name: string; readonly operand: Tree }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Tree }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'choice'; readonly condition: Tree; readonly yes: Tree; readonly no: Tree });

/** A whole expression with the format it asks for. */
export interface Expression {
  readonly text: string;
  readonly tree: Tree;
  readonly format: Format | undefined;
}

/** A refused expression; the range is where it goes wrong. */
export class ExpressionRefusal extends Refusal {
  constructor(row: MessageRow, args: Arguments, readonly range: Range) {
    super(row, { at: range.start + 1, ...args });
  }
}
