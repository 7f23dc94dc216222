// The operand stacks that a verifier meets, each as one number: equal stacks have equal numbers, so that a join of two
// ways is one comparison and the stack before each instruction of an image fits in one word.
import type { ValueType } from '../isa/types';

/** Types as the verifier counts them. */
export const I32 = 0;
export const F64 = 1;
export const TYPE_OF: readonly ValueType[] = ['i32', 'f64'];
export const CODE_OF: Readonly<Record<ValueType, number>> = { i32: I32, f64: F64 };

/** Types that the text of a stack shows at most. */
const TEXT_TYPES = 16;

/** The number of the empty stack. */
export const EMPTY = 0;

/** A tree of stacks: each is the one below it and the type on its top. */
export class StackStates {
  private readonly belows: number[] = [-1];
  private readonly tops: number[] = [-1];
  private readonly depths: number[] = [0];
  /** The stack above with an i32 or an f64 on it, two entries a stack; 0 where nobody has asked for it. */
  private readonly aboves: number[] = [0, 0];

  /** The stack with one more value. */
  push(state: number, type: number): number {
    const known = this.aboves[state * 2 + type];
    if (known !== 0) return known;
    const fresh = this.tops.length;
    this.belows.push(state);
    this.tops.push(type);
    this.depths.push(this.depths[state] + 1);
    this.aboves.push(0, 0);
    this.aboves[state * 2 + type] = fresh;
    return fresh;
  }

  /** The stack without its top; the stack must not be empty. */
  below(state: number): number {
    return this.belows[state];
  }

  /** Type of the top, -1 for the empty stack. */
  top(state: number): number {
    return this.tops[state];
  }

  depth(state: number): number {
    return this.depths[state];
  }

  /** The types, deepest first. */
  types(state: number): ValueType[] {
    const types: ValueType[] = [];
    for (let at = state; at !== EMPTY; at = this.belows[at]) types.push(TYPE_OF[this.tops[at]]);
    return types.reverse();
  }

  /** The stack as people read it: `[i32 f64]`, of a deep one only what lies on top. */
  text(state: number): string {
    const types: string[] = [];
    let at = state;
    for (; at !== EMPTY && types.length < TEXT_TYPES; at = this.belows[at]) types.push(TYPE_OF[this.tops[at]]);
    if (at !== EMPTY) types.push('...');
    return `[${types.reverse().join(' ')}]`;
  }
}
