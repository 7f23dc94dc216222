// Which instruction pushed each operand: found without running anything, by one walk along every way through a function,
// as the verifier finds their types. Where two ways bring values from different instructions, the origin is unknown; so
// what is told is always true. Instructions that only move values leave them their origins.
import { decoded, operandOf } from '../isa/encoding';
import { Op, type Instruction } from '../isa/instructions';
import type { VerifiedImage } from '../verifier/verify';
import { countsOf } from './effect-counts';
import { ORIGINS_VISITS_MAX, ORIGINS_WORDS_MAX } from './limits';

/** A stack of origins, top first; `address` -1: unknown. Equal stacks are the same object. */
interface Origins {
  readonly address: number;
  readonly below: Origins | undefined;
}

const UNKNOWN = -1;

/** The origins in one function. */
export class FunctionOrigins {
  private readonly before = new Map<number, Origins | undefined>();
  private readonly known = new Map<Origins | undefined, Map<number, Origins>>();
  private readonly pending: number[] = [];
  private complete = false;

  constructor(private readonly image: VerifiedImage, fn: number) {
    const { start, length } = image.functions[fn];
    if (length > ORIGINS_WORDS_MAX) return;
    this.before.set(start, undefined);
    this.pending.push(start);
    for (let left = ORIGINS_VISITS_MAX; left > 0; left--) {
      const address = this.pending.pop();
      if (address === undefined) {
        this.complete = true;
        return;
      }
      this.visit(address);
    }
  }

  /** Addresses of the instructions that pushed the operands before an instruction, top first; -1: unknown. */
  at(address: number, count: number): number[] {
    const found: number[] = [];
    let at = this.complete ? this.before.get(address) : undefined;
    for (let i = 0; i < count; i++) {
      found.push(at?.address ?? UNKNOWN);
      at = at?.below;
    }
    return found;
  }

  private push(below: Origins | undefined, address: number): Origins {
    let above = this.known.get(below);
    if (above === undefined) this.known.set(below, above = new Map());
    let stack = above.get(address);
    if (stack === undefined) above.set(address, stack = { address, below });
    return stack;
  }

  private visit(address: number): void {
    const word = this.image.code[address];
    const instruction = decoded(word);
    const operand = operandOf(word, instruction);
    const after = this.after(this.before.get(address), address, instruction);
    const { flow } = instruction;
    if (flow === 'switch') for (let i = 1; i <= operand + 1; i++) this.reach(this.image.code[address + i] >>> 8, after);
    if (flow === 'jump' || flow === 'branch') this.reach(operand, after);
    if (flow === 'next' || flow === 'branch') this.reach(address + 1, after);
  }

  /** Takes a way's stack to where it leads; walks on from there where that tells something new. */
  private reach(target: number, stack: Origins | undefined): void {
    const known = this.before.get(target);
    const joined = this.before.has(target) ? this.join(known, stack) : stack;
    if (this.before.has(target) && joined === known) return;
    this.before.set(target, joined);
    this.pending.push(target);
  }

  /** Stacks of equal depth, as the verifier promises; origins that differ become unknown. */
  private join(a: Origins | undefined, b: Origins | undefined): Origins | undefined {
    const addresses: number[] = [];
    let left = a, right = b;
    for (; left !== right && left !== undefined && right !== undefined; left = left.below, right = right.below) {
      addresses.push(left.address === right.address ? left.address : UNKNOWN);
    }
    let joined = left;
    for (const address of addresses.reverse()) joined = this.push(joined, address);
    return joined;
  }

  private after(stack: Origins | undefined, address: number, instruction: Instruction): Origins | undefined {
    switch (instruction.code) {
      case Op.tee: return stack;
      case Op.swap: return this.moved(stack, 2, [0, 1]);
      case Op.rot: return this.moved(stack, 3, [1, 0, 2]);
    }
    const { pops, pushes } = countsOf(this.image, this.image.code[address]);
    let at = stack;
    for (let i = 0; i < pops; i++) at = at?.below;
    if (instruction.code === Op.dup || instruction.code === Op.over) return this.push(stack, address);
    for (let i = 0; i < pushes; i++) at = this.push(at, address);
    return at;
  }

  /** Takes `count` values off and puts them back, each named by its place from the top, deepest first. */
  private moved(stack: Origins | undefined, count: number, order: readonly number[]): Origins | undefined {
    const taken: number[] = [];
    let at = stack;
    for (let i = 0; i < count; i++, at = at?.below) taken.push(at?.address ?? UNKNOWN);
    for (const place of order) at = this.push(at, taken[place]);
    return at;
  }
}
