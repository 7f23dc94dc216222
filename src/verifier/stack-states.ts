// The operand stacks that a verifier meets, each as one number: equal stacks have equal numbers, so that a join of two
// ways is one comparison and the stack before each instruction of an image fits in one word.
import type { ValueType } from '../isa/types';

/** Types as the verifier counts them. */
export const I32 = 0;
export const F64 = 1;
export const TYPE_OF: readonly ValueType[] = ['i32', 'f64'];

/** The number of a type. */
export function codeOf(type: ValueType): number {
  return type === 'f64' ? F64 : I32;
}

/** Types that the text of a stack shows at most. */
const TEXT_TYPES = 16;
const STACKS_FIRST = 8;

/** The number of the empty stack. */
export const EMPTY = 0;

/** A tree of stacks: each is the one below it and the type on its top. */
export class StackStates {
  private count = 1;
  private belows: Int32Array = new Int32Array(STACKS_FIRST).fill(-1, 0, 1);
  private tops: Int32Array = new Int32Array(STACKS_FIRST).fill(-1, 0, 1);
  private depths: Int32Array = new Int32Array(STACKS_FIRST);
  /** The stack above with an i32 or an f64 on it, two entries a stack; 0 where nobody has asked for it. */
  private aboves: Int32Array = new Int32Array(STACKS_FIRST * 2);

  /** The stack with one more value. */
  push(state: number, type: number): number {
    const known = this.aboves[state * 2 + type];
    return known !== 0 ? known : this.add(state, type);
  }

  private add(state: number, type: number): number {
    const fresh = this.count++;
    if (fresh === this.tops.length) this.grow();
    this.belows[fresh] = state;
    this.tops[fresh] = type;
    this.depths[fresh] = this.depths[state] + 1;
    this.aboves[state * 2 + type] = fresh;
    return fresh;
  }

  private grow(): void {
    this.belows = doubled(this.belows);
    this.tops = doubled(this.tops);
    this.depths = doubled(this.depths);
    this.aboves = doubled(this.aboves);
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

function doubled(numbers: Int32Array): Int32Array {
  const larger = new Int32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
