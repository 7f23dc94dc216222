// The second half of verification: one walk along every way through a function gives the operand stack before each
// instruction. Where ways join, the stacks must be equal, so each instruction is walked once and the walk is linear.
import { defined } from '../base/assert';
import { decoded, decodeSys, effectOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import { typeText, type FunctionType, type ValueType } from '../isa/types';
import { NO_FUNCTION, type Image, type ImageFunction } from '../image/image';
import { isFixed, popCounts, popTypes, pushTypes, Way, ways } from './effects';
import type { Report } from './problem';
import { codeOf, EMPTY, I32, TYPE_OF, type StackStates } from './stack-states';

/** The state of a word that no way leads to. */
export const UNREACHED = -1;

/** Words that one call of {@link FlowWalk.walk} goes through before it lets others have their turn. */
const PIECE_WORDS = 5_000;

/** Stands for a stack that cannot be, or an address where nothing goes on. */
const NONE = -1;

/** Walks through the functions of an image, one after the other; `stateAt` has an entry for each word of its code. */
export class FlowWalk {
  /** The most operands met so far in the function. */
  deepest = 0;
  private fn: ImageFunction = NO_FUNCTION;
  private type: FunctionType = { params: [] };
  private end = 0;
  private localTypes = new Uint8Array(8);
  /** Where ways go on that were not walked yet. */
  private readonly pending: number[] = [];
  private readonly callTypes = new Map<number, FunctionType>();
  private address = 0;

  /** `cameFrom`: takes for each word the one from which it was reached first, where somebody wants to know. */
  constructor(private readonly image: Image, private readonly states: StackStates, private readonly stateAt: Int32Array,
    private readonly report: Report, private readonly cameFrom?: Int32Array) {}

  /** Goes on with another function. */
  begin(fn: ImageFunction): void {
    this.fn = fn;
    this.type = this.image.types[fn.type];
    this.end = fn.start + fn.length;
    this.deepest = 0;
    this.setLocals(this.type.params, fn.locals);
    this.stateAt.fill(UNREACHED, fn.start, this.end);
    this.stateAt[fn.start] = EMPTY;
    this.pending.push(fn.start);
  }

  private setLocals(params: readonly ValueType[], locals: readonly ValueType[]): void {
    const count = params.length + locals.length;
    if (count > this.localTypes.length) this.localTypes = new Uint8Array(count * 2);
    for (let i = 0; i < params.length; i++) this.localTypes[i] = codeOf(params[i]);
    for (let i = 0; i < locals.length; i++) this.localTypes[params.length + i] = codeOf(locals[i]);
  }

  /** Walks on for a while; true when there is nothing left to walk. */
  walk(): boolean {
    let address = NONE;
    for (let left = PIECE_WORDS; left > 0; left--) {
      if (address === NONE) address = this.pending.pop() ?? NONE;
      if (address === NONE) return true;
      address = this.step(address);
    }
    if (address !== NONE) this.pending.push(address);
    return false;
  }

  /** The stack behind a word that was reached; negative where the word is in error. */
  behind(address: number): number {
    this.address = address;
    const word = this.image.code[address], code: Op = word & 0xff, state = this.stateAt[address];
    return isFixed[code] !== 0 ? this.fixed(code, state) : this.after(code, word >>> 8, state);
  }

  /** Walks one word; the word to go on with. */
  private step(address: number): number {
    this.address = address;
    const word = this.image.code[address], code: Op = word & 0xff;
    const state = this.stateAt[address];
    const after = isFixed[code] !== 0 ? this.fixed(code, state) : this.after(code, word >>> 8, state);
    if (after === NONE) return NONE;
    const depth = this.states.depth(after);
    if (depth > this.deepest) {
      if (depth > this.fn.operands) return this.overflow(code, depth);
      this.deepest = depth;
    }
    switch (ways[code]) {
      case Way.next: return this.reach(address + 1, after);
      case Way.jump: return this.reach(word >>> 8, after);
      case Way.branch: {
        this.later(word >>> 8, after);
        return this.reach(address + 1, after);
      }
      case Way.switch_: for (let i = 1; i <= (word >>> 8) + 1; i++) this.later(this.image.code[address + i] >>> 8, after);
    }
    return NONE;
  }

  private overflow(code: Op, depth: number): number {
    this.report('overflow', this.address, { mnemonic: decoded(code).mnemonic, depth, limit: this.fn.operands });
    return NONE;
  }

  /** The stack goes on to a word; that word, where nobody has been there yet. */
  private reach(target: number, state: number): number {
    if (target === this.end) this.report('falls_off', this.address, {});
    else {
      const known = this.stateAt[target];
      if (known === UNREACHED) {
        this.stateAt[target] = state;
        if (this.cameFrom !== undefined) this.cameFrom[target] = this.address;
        return target;
      }
      if (known !== state) this.report('join', target, { first: this.states.text(known), second: this.states.text(state) }, this.address);
    }
    return NONE;
  }

  private later(target: number, state: number): void {
    const fresh = this.reach(target, state);
    if (fresh !== NONE) this.pending.push(fresh);
  }

  /** The stack behind an instruction whose effect is always the same. */
  private fixed(code: Op, state: number): number {
    const { states } = this;
    let at = state, types = popTypes[code];
    for (let left = popCounts[code]; left > 0; left--, types >>= 1) {
      if (states.top(at) !== (types & 1)) return this.refuse(code, defined(effectOf(code), 'a fixed effect').pops, state);
      at = states.below(at);
    }
    return pushTypes[code] < 0 ? at : states.push(at, pushTypes[code]);
  }

  /** The stack behind any other instruction. */
  private after(code: Op, operand: number, state: number): number {
    switch (code) {
      case Op.get: return this.states.push(state, this.localTypes[operand]);
      case Op.set: return this.stored(code, operand, state) ? this.states.below(state) : NONE;
      case Op.tee: return this.stored(code, operand, state) ? state : NONE;
      case Op.call: return this.called(code, this.image.types[this.image.functions[operand].type], state);
      case Op.call_table: return this.called(code, this.image.types[operand], state);
      case Op.sys: return this.called(code, this.callType(operand), state);
      case Op.ret: return this.returned(state);
      default: return this.moved(code, state);
    }
  }

  /** Whether the top has the type of a local. */
  private stored(code: Op, local: number, state: number): boolean {
    const type = this.localTypes[local];
    if (this.states.top(state) === type) return true;
    this.refuse(code, [TYPE_OF[type]], state);
    return false;
  }

  private called(code: Op, { params, result }: FunctionType, state: number): number {
    const { states } = this;
    const takesIndex = code === Op.call_table;
    let at = state, isGood = !takesIndex || states.top(at) === I32;
    if (isGood && takesIndex) at = states.below(at);
    for (let i = params.length - 1; i >= 0 && isGood; i--) {
      isGood = states.top(at) === codeOf(params[i]);
      if (isGood) at = states.below(at);
    }
    if (!isGood) return this.refuse(code, takesIndex ? [...params, 'i32'] : params, state);
    return result === undefined ? at : states.push(at, codeOf(result));
  }

  /** The type of a `sys` operand; there are few different ones. */
  private callType(operand: number): FunctionType {
    let type = this.callTypes.get(operand);
    if (type === undefined) this.callTypes.set(operand, type = defined(decodeSys(operand), 'a tested sys operand').type);
    return type;
  }

  private returned(state: number): number {
    const { result } = this.type;
    const expected = result === undefined ? EMPTY : this.states.push(EMPTY, codeOf(result));
    if (state === expected) return state;
    this.report('ret_rest', this.address, { expected: this.states.text(expected), found: this.states.text(state), type: typeText(this.type) });
    return NONE;
  }

  /** The instructions that move values of any type. */
  private moved(code: Op, state: number): number {
    const { states } = this;
    if (states.depth(state) < popCounts[code]) return this.refuseMoved(code, state);
    const a = states.top(state), first = states.below(state);
    if (code === Op.drop) return first;
    if (code === Op.dup) return states.push(state, a);
    const b = states.top(first), second = states.below(first);
    if (code === Op.swap) return states.push(states.push(second, a), b);
    if (code === Op.over) return states.push(state, b);
    const c = states.top(second), third = states.below(second);
    if (code === Op.rot) return states.push(states.push(states.push(third, b), a), c);
    return a === I32 && b === c ? second : this.refuseMoved(code, state);
  }

  /** Tells why the stack does not end with what an instruction pops, deepest first. */
  private refuse(code: Op, pops: readonly string[], state: number): number {
    const { states } = this, { mnemonic } = decoded(code);
    let at = state;
    for (let i = pops.length - 1; at !== EMPTY && TYPE_OF[states.top(at)] === pops[i]; i--) at = states.below(at);
    if (at === EMPTY) this.report('underflow', this.address, { mnemonic, needed: pops.length, depth: states.depth(state) });
    else this.report('mismatch', this.address, { mnemonic, expected: `[${pops.join(' ')}]`, found: states.text(state) });
    return NONE;
  }

  private refuseMoved(code: Op, state: number): number {
    const { states } = this, { mnemonic, effect } = decoded(code);
    const depth = states.depth(state), needed = popCounts[code];
    const hasCondition = code !== Op.select || depth === 0 || states.top(state) === I32;
    if (depth < needed && hasCondition) this.report('underflow', this.address, { mnemonic, needed, depth });
    else this.report('mismatch', this.address, { mnemonic, expected: `[${effect.split('->')[0].trim()}]`, found: states.text(state) });
    return NONE;
  }
}
