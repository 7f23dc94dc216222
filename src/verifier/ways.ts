// The ways through one function that is in error, found out anew where somebody wants to be told how the verifier got to a
// problem: from where each word was reached first, and which instruction left a value on the stack.
import { decodeSys } from '../isa/encoding';
import { Op } from '../isa/instructions';
import type { ValueType } from '../isa/types';
import type { Image } from '../image/image';
import { popCounts } from './effects';
import { FlowWalk, UNREACHED } from './flow';
import { EMPTY, StackStates } from './stack-states';

/** Nothing led to a word before: it is the first of its function. */
const NOWHERE = -1;

/** The ways through one function after the other. */
export class Ways {
  private readonly states = new StackStates();
  private readonly stateAt: Int32Array;
  private readonly origins: Int32Array;
  private readonly walk: FlowWalk;

  constructor(private readonly image: Image) {
    this.stateAt = new Int32Array(image.code.length).fill(UNREACHED);
    this.origins = new Int32Array(image.code.length).fill(NOWHERE);
    // Its problems are told already.
    this.walk = new FlowWalk(image, this.states, this.stateAt, () => undefined, this.origins);
  }

  /** Goes on with another function; what is asked from now on is about this one. */
  begin(index: number): void {
    this.walk.begin(this.image.functions[index]);
    for (let done = false; !done;) done = this.walk.walk();
  }

  /** The word from which a word was reached first; undefined where the function begins with it. */
  cameFrom(address: number): number | undefined {
    return this.origins[address] === NOWHERE ? undefined : this.origins[address];
  }

  /** The words that jump on the way to a word, in order. */
  jumpsTo(address: number): number[] {
    return [...this.back(address)].map((at) => this.origins[at]).filter((origin, i, all) => origin !== NOWHERE && origin + 1 !== (i === 0 ? address : all[i - 1])).reverse();
  }

  /** A word, and those before it on the way there. */
  private *back(address: number): Generator<number> {
    for (let at = address; at !== NOWHERE && this.stateAt[at] !== UNREACHED; at = this.origins[at]) yield at;
  }

  private typesBehind(address: number): readonly ValueType[] {
    const state = this.walk.behind(address);
    return state < 0 ? [] : this.states.types(state);
  }

  /** The stack behind a word, as people read it. */
  textBehind(address: number): string {
    const state = this.walk.behind(address);
    return this.states.text(Math.max(state, EMPTY));
  }

  /** How many values from the bottom are the same behind two words; undefined stands for the beginning of the function. */
  agreement(first: number | undefined, second: number): number {
    const one = first === undefined ? [] : this.typesBehind(first), other = this.typesBehind(second);
    let level = 0;
    while (level < Math.min(one.length, other.length) && one[level] === other[level]) level++;
    return level;
  }

  /** The level, from 1 at the bottom, of a value before a word that is not what a problem's arguments expect; 0: none. */
  wrongLevel(address: number, { expected }: Readonly<Record<string, string | number>>): number {
    if (expected === undefined || this.stateAt[address] === UNREACHED) return 0;
    const types = this.states.types(this.stateAt[address]), wanted = String(expected).replace(/^\[|\]$/g, '').split(' ').filter((one) => one !== '');
    if ((this.image.code[address] & 0xff) === Op.ret) return types.length > wanted.length ? wanted.length + 1 : types.findIndex((type, i) => type !== wanted[i]) + 1;
    for (let i = 1; i <= Math.min(types.length, wanted.length); i++) {
      const type = wanted[wanted.length - i].split(':').pop();
      if ((type === 'i32' || type === 'f64') && types[types.length - i] !== type) return types.length - i + 1;
    }
    return 0;
  }

  /** The word that left the value at a level of the stack behind a word, on the way there. */
  leaver(address: number, level: number): { readonly address: number; readonly type: ValueType } | undefined {
    const type = this.typesBehind(address)[level - 1];
    if (type === undefined) return undefined;
    for (const at of this.back(address)) {
      const untouched = this.states.depth(this.stateAt[at]) - this.popCount(this.image.code[at]);
      if (untouched < level) return { address: at, type };
    }
    return undefined;
  }

  /** How many values a word takes from the stack. */
  private popCount(word: number): number {
    const { types, functions } = this.image, code: Op = word & 0xff, operand = word >>> 8;
    switch (code) {
      case Op.get: return 0;
      case Op.set: case Op.tee: return 1;
      case Op.call: return types[functions[operand].type].params.length;
      case Op.call_table: return types[operand].params.length + 1;
      case Op.sys: return decodeSys(operand)?.type.params.length ?? 0;
      default: return popCounts[code];
    }
  }
}
