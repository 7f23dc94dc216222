// The second half of verification: one walk along every way through a function gives the operand stack before each
// instruction. Where ways join, the stacks must be equal, so each instruction is walked once and the walk is linear.
import { defined } from '../base/assert';
import { decoded, decodeSys, effectOf, operandOf } from '../isa/encoding';
import { INSTRUCTIONS, Op, type Instruction } from '../isa/instructions';
import { typeText, type FunctionType } from '../isa/types';
import type { Image, ImageFunction } from '../image/image';
import type { Report } from './problem';
import { CODE_OF, EMPTY, F64, I32, StackStates, TYPE_OF } from './stack-states';

/** The state of a word that no way leads to. */
export const UNREACHED = -1;

/** Words that one call of {@link FlowWalk.walk} goes through before it lets others have their turn. */
const PIECE_WORDS = 5_000;

/** What an instruction with a fixed effect pops (deepest first) and pushes, as type codes; undefined for all others. */
interface FixedEffect {
  readonly pops: readonly number[];
  readonly pushes: readonly number[];
}

const fixed: (FixedEffect | undefined)[] = [];
for (const row of Object.values(INSTRUCTIONS)) {
  const effect = effectOf(row.code);
  if (effect === undefined || ![...effect.pops, ...effect.pushes].every((type) => type === 'i32' || type === 'f64')) continue;
  const codes = (types: readonly string[]): number[] => types.map((type) => (type === 'f64' ? F64 : I32));
  fixed[row.code] = { pops: codes(effect.pops), pushes: codes(effect.pushes) };
}

/** The walk through one function; `stateAt` has an entry for each word of the image's code. */
export class FlowWalk {
  /** The most operands met so far. */
  deepest = 0;
  private readonly pending: number[] = [];
  private readonly type: FunctionType;
  private readonly localTypes: readonly number[];
  private failed = false;
  private address = 0;

  constructor(private readonly image: Image, private readonly fn: ImageFunction, private readonly states: StackStates,
    private readonly stateAt: Int32Array, private readonly report: Report) {
    this.type = image.types[fn.type];
    this.localTypes = [...this.type.params, ...fn.locals].map((type) => CODE_OF[type]);
    stateAt.fill(UNREACHED, fn.start, fn.start + fn.length);
    stateAt[fn.start] = EMPTY;
    this.pending.push(fn.start);
  }

  /** Walks on for a while; true when there is nothing left to walk. */
  walk(): boolean {
    for (let left = PIECE_WORDS; left > 0; left--) {
      const address = this.pending.pop();
      if (address === undefined) return true;
      this.step(address);
    }
    return false;
  }

  private step(address: number): void {
    const instruction = decoded(this.image.code[address]);
    const operand = operandOf(this.image.code[address], instruction);
    this.failed = false;
    this.address = address;
    const after = this.after(this.stateAt[address], instruction, operand);
    if (this.failed) return;
    const depth = this.states.depth(after);
    if (depth > this.fn.operands) return this.report('overflow', address, { mnemonic: instruction.mnemonic, depth, limit: this.fn.operands });
    if (depth > this.deepest) this.deepest = depth;
    this.leave(instruction, operand, after);
  }

  /** The stack goes on to wherever the instruction leads. */
  private leave(instruction: Instruction, operand: number, after: number): void {
    switch (instruction.flow) {
      case 'end': return;
      case 'switch': {
        for (let i = 1; i <= operand + 1; i++) this.reach(this.image.code[this.address + i] >>> 8, after);
        return;
      }
      case 'jump': return this.reach(operand, after);
      case 'branch': this.reach(operand, after);
    }
    if (instruction.flow === 'branch' || instruction.flow === 'next') this.reach(this.address + 1, after);
  }

  private reach(target: number, state: number): void {
    if (target === this.fn.start + this.fn.length) return this.report('falls_off', this.address, {});
    const known = this.stateAt[target];
    if (known === UNREACHED) {
      this.stateAt[target] = state;
      this.pending.push(target);
    } else if (known !== state) {
      this.report('join', target, { first: this.states.text(known), second: this.states.text(state) }, this.address);
    }
  }

  private after(state: number, instruction: Instruction, operand: number): number {
    const effect = fixed[instruction.code];
    if (effect !== undefined) return this.apply(state, instruction, effect.pops, effect.pushes);
    switch (instruction.code) {
      case Op.get: return this.states.push(state, this.localTypes[operand]);
      case Op.set: return this.apply(state, instruction, [this.localTypes[operand]], []);
      case Op.tee: return this.apply(state, instruction, [this.localTypes[operand]], [this.localTypes[operand]]);
      case Op.call: return this.called(state, instruction, this.image.types[this.image.functions[operand].type], []);
      case Op.call_table: return this.called(state, instruction, this.image.types[operand], [I32]);
      case Op.sys: return this.called(state, instruction, defined(decodeSys(operand), 'a tested sys operand').type, []);
      case Op.ret: return this.returned(state);
      default: return this.moved(state, instruction);
    }
  }

  private apply(state: number, instruction: Instruction, pops: readonly number[], pushes: readonly number[]): number {
    let at = state;
    for (let i = pops.length - 1; i >= 0; i--) {
      const top = this.states.top(at);
      if (top !== pops[i]) return this.refuse(state, instruction, pops, at);
      at = this.states.below(at);
    }
    for (const type of pushes) at = this.states.push(at, type);
    return at;
  }

  private refuse(state: number, instruction: Instruction, pops: readonly number[], at: number): number {
    this.failed = true;
    const { mnemonic } = instruction;
    if (at === EMPTY) this.report('underflow', this.address, { mnemonic, needed: pops.length, depth: this.states.depth(state) });
    else {
      const expected = `[${pops.map((type) => TYPE_OF[type]).join(' ')}]`;
      this.report('mismatch', this.address, { mnemonic, expected, found: this.states.text(state) });
    }
    return state;
  }

  private called(state: number, instruction: Instruction, type: FunctionType, above: readonly number[]): number {
    const pushes = type.result === undefined ? [] : [CODE_OF[type.result]];
    return this.apply(state, instruction, [...type.params.map((param) => CODE_OF[param]), ...above], pushes);
  }

  private returned(state: number): number {
    const expected = this.type.result === undefined ? EMPTY : this.states.push(EMPTY, CODE_OF[this.type.result]);
    if (state !== expected) {
      this.failed = true;
      this.report('ret_rest', this.address, { expected: this.states.text(expected), found: this.states.text(state), type: typeText(this.type) });
    }
    return state;
  }

  /** The instructions that move values of any type. */
  private moved(state: number, instruction: Instruction): number {
    const effect = defined(effectOf(instruction.code), 'effect');
    const found = new Map<string, number>();
    let at = state;
    for (let i = effect.pops.length - 1; i >= 0; i--) {
      const top = this.states.top(at), name = effect.pops[i];
      const wanted = name === 'i32' ? I32 : found.get(name);
      if (at === EMPTY) return this.refuseMoved('underflow', state, instruction, effect.pops.length);
      if (wanted !== undefined && wanted !== top) return this.refuseMoved('mismatch', state, instruction, effect.pops.length);
      found.set(name, top);
      at = this.states.below(at);
    }
    for (const name of effect.pushes) at = this.states.push(at, defined(found.get(name), 'type of a moved value'));
    return at;
  }

  private refuseMoved(error: 'underflow' | 'mismatch', state: number, { mnemonic, effect }: Instruction, needed: number): number {
    this.failed = true;
    const expected = `[${effect.split('->')[0].trim()}]`;
    this.report(error, this.address, error === 'underflow'
      ? { mnemonic, needed, depth: this.states.depth(state) }
      : { mnemonic, expected, found: this.states.text(state) });
    return state;
  }
}
