// Writes the code of one function so that it verifies: it knows the operand stack while it writes. Here is straight code:
// constants, locals, arithmetic, memory. Where the code goes is `flow.ts`; contexts and devices are `kernel.ts`.
import { defined } from '../../src/base/assert';
import type { Random } from '../../src/base/random';
import { effectOf, encode, OPERAND_MAX, SMALL_MAX, SMALL_MIN, type Effect } from '../../src/isa/encoding';
import { INSTRUCTIONS, Op, type InstructionRow } from '../../src/isa/instructions';
import type { FunctionType, ValueType } from '../../src/isa/types';
import { SMALL_BLOCK_BYTES } from '../../src/machine/engine';

/** Operands that straight code leaves on the stack at most, above its floor. */
const DEPTH = 9;

export const INTEGERS: readonly number[] = [0, 1, -1, 2, 31, 32, 33, 255, 65_535, 0x7fff_ffff, -0x8000_0000, -0x7fff_ffff, 0x5555_5555,
  123_456_789, -8_388_609, 8_388_608];
export const FLOATS: readonly number[] = [0, -0, 1, -1, 0.5, -0.1, 1e10, -1e10, 2147483647.5, 2147483648, -2147483648.9, 4294967295.9,
  4294967296, 1e300, -1e300, 5e-324, Infinity, -Infinity, NaN, 2 ** 53 + 2];
const SMALL: readonly number[] = [0, 1, 2, 3, 4, 5, 31, 100, SMALL_MIN, SMALL_MAX];

/** Where a function's code lies, and what it may name. */
export interface Scope {
  readonly types: readonly FunctionType[];
  readonly functions: readonly Callee[];
  /** Numbers of functions. */
  readonly table: readonly number[];
  /** The function's own number. */
  readonly self: number;
  /** Address of its first word. */
  readonly start: number;
  /** Bytes of the window. */
  readonly window: number;
  /** Bytes at the window's beginning that stores leave alone. */
  readonly kept: number;
  /** One dangerous thing in so many is done: an access outside, a division by zero. */
  readonly risk: number;
  /** Whether the ports answer. */
  readonly devices: boolean;
  /** Whether control flow may have loops with two entries. */
  readonly irreducible: boolean;
}

/** A function that may be called. */
export interface Callee {
  /** Number of its type. */
  readonly type: number;
  /** Its first parameter counts down the calls that it may still make of functions like it. */
  readonly recursive: boolean;
}

interface Plain {
  readonly code: Op;
  readonly effect: Effect;
}

const rows: readonly InstructionRow[] = Object.values(INSTRUCTIONS);
const DIVISIONS = [Op.div, Op.div_u, Op.rem, Op.rem_u] as const;
const FLOAT_TO_INTEGER = [Op.f2i, Op.f2u] as const;

/** Instructions that neither jump nor trap nor are privileged, with effects that do not depend on their operand. */
const PLAIN: readonly Plain[] = rows
  .filter((row) => !row.privileged && row.flow === 'next' && row.operand === 'none' && row.causes.length === 0 && row.effect !== '*')
  .map((row) => ({ code: row.code, effect: defined(effectOf(row.code), 'a fixed effect') }));

/** Loads and stores, and the bytes that they move. */
const ACCESSES: readonly (Plain & { readonly size: number })[] = rows.filter((row) => row.operand === 'offset').map((row) => ({
  code: row.code, effect: defined(effectOf(row.code), 'a fixed effect'), size: sizeOf(row.code),
}));

function sizeOf(code: Op): number {
  switch (code) {
    case Op.fload: case Op.fstore: return 8;
    case Op.load: case Op.store: return 4;
    case Op.load16_s: case Op.load16_u: case Op.store16: return 2;
    default: return 1;
  }
}

/** The largest power of 2 up to `limit`, less one. */
export function maskBelow(limit: number): number {
  return limit < 1 ? 0 : 2 ** (31 - Math.clz32(limit)) - 1;
}

export class Writer {
  readonly code: number[] = [];
  /** Types of parameters and locals. */
  readonly locals: ValueType[];
  /** The most operands so far. */
  deepest = 0;
  protected stack: ValueType[] = [];
  /** Operands at the bottom that the code being written must leave alone. */
  protected floor = 0;
  /** Locals that random code may write: those from `first` up to `last`, not included. */
  private readonly first: number;
  private readonly last: number;

  constructor(protected readonly random: Random, protected readonly scope: Scope, locals: readonly ValueType[]) {
    this.locals = [...this.type.params, ...locals];
    this.first = scope.functions[scope.self].recursive ? 1 : 0;
    this.last = this.locals.length;
  }

  /** The function's own type. */
  get type(): FunctionType {
    return this.scope.types[this.scope.functions[this.scope.self].type];
  }

  protected emit(op: Op, operand = 0): void {
    this.code.push(encode(op, operand));
  }

  protected push(type: ValueType): void {
    if (this.stack.push(type) > this.deepest) this.deepest = this.stack.length;
  }

  /** Pushes an integer that is known now. */
  protected number(value: number): void {
    this.emit(Op.push, value);
    this.push('i32');
  }

  /** Pops operands and pushes a result, as the instruction does that is emitted. */
  protected operation(op: Op, pops: number, result?: ValueType, operand = 0): void {
    this.emit(op, operand);
    this.stack.length -= pops;
    if (result !== undefined) this.push(result);
  }

  /** Whether to do something dangerous. */
  protected risky(): boolean {
    return this.random.below(this.scope.risk) === 0;
  }

  /** Writes code that leaves alone what is on the stack now. */
  protected above<T>(code: () => T): T {
    const { floor } = this;
    this.floor = this.stack.length;
    const result = code();
    this.floor = floor;
    return result;
  }

  protected constant(type: ValueType): void {
    const { random } = this;
    if (type === 'f64') this.emit(Op.push_f64, random.below(FLOATS.length));
    else if (random.below(2) === 0) this.emit(Op.push_i32, random.below(INTEGERS.length));
    else this.emit(Op.push, random.below(2) === 0 ? random.pick(SMALL) : random.below(5000));
    this.push(type);
  }

  /** Pushes a value of the type: a local or a constant. */
  protected value(type: ValueType): void {
    const local = this.last === 0 ? -1 : this.random.below(this.last);
    if (local < 0 || this.locals[local] !== type || this.random.below(3) === 0) return this.constant(type);
    this.emit(Op.get, local);
    this.push(type);
  }

  /** Makes the top of the stack be of these types, deepest first, pushing what is not there. */
  protected demand(types: readonly ValueType[]): void {
    let have = Math.min(types.length, this.stack.length - this.floor);
    while (!this.endsWith(types, have)) have--;
    if (this.stack.length + types.length - have > this.floor + DEPTH) {
      while (this.stack.length + types.length > this.floor + DEPTH && this.stack.length > this.floor) this.drop();
      have = 0;
    }
    for (let i = have; i < types.length; i++) this.value(types[i]);
  }

  /** Whether the stack ends with the first `count` of these types. */
  private endsWith(types: readonly ValueType[], count: number): boolean {
    const at = this.stack.length - count;
    for (let i = 0; i < count; i++) if (this.stack[at + i] !== types[i]) return false;
    return true;
  }

  protected drop(): void {
    this.emit(Op.drop);
    this.stack.pop();
  }

  /** Makes the stack be exactly this. */
  protected become(wanted: readonly ValueType[]): void {
    let same = 0;
    while (same < this.stack.length && this.stack[same] === wanted[same]) same++;
    while (this.stack.length > same) this.drop();
    for (let i = same; i < wanted.length; i++) this.value(wanted[i]);
  }

  /** One of the {@link PLAIN} instructions; values of any type are taken as they lie. */
  protected plain(): void {
    const { code, effect: { pops, pushes } } = this.random.pick(PLAIN);
    if (this.stack.length - pops.length + pushes.length > this.floor + DEPTH) return this.drop();
    const letters = new Map<string, ValueType>();
    const typed = (name: string): ValueType => (name === 'i32' || name === 'f64' ? name : letters.get(name) ?? 'i32');
    pops.forEach((name, i) => {
      const at = this.stack.length - pops.length + i;
      const lies = at >= this.floor ? this.stack[at] : this.random.pick(['i32', 'f64'] as const);
      if (name.length === 1 && !letters.has(name)) letters.set(name, lies);
    });
    this.demand(pops.map(typed));
    this.operation(code, pops.length);
    for (const name of pushes) this.push(typed(name));
  }

  /** Reads or writes a local. */
  protected local(): void {
    const { random } = this;
    if (this.last === this.first) return this.plain();
    const index = this.first + random.below(this.last - this.first);
    const type = this.locals[index];
    switch (random.below(3)) {
      case 0: {
        if (this.stack.length >= this.floor + DEPTH) this.drop();
        this.emit(Op.get, index);
        return this.push(type);
      }
      case 1: {
        this.demand([type]);
        return this.operation(Op.set, 1, undefined, index);
      }
      default: {
        this.demand([type]);
        this.emit(Op.tee, index);
      }
    }
  }

  /** A division whose divisor is mostly made odd. */
  protected divide(): void {
    this.demand(['i32', 'i32']);
    if (!this.risky()) {
      this.number(1);
      this.operation(Op.or, 2, 'i32');
    }
    this.operation(this.random.pick(DIVISIONS), 2, 'i32');
  }

  /** A conversion of a number near the ends of what an i32 can hold, and of any other. */
  protected convert(): void {
    this.constant('f64');
    this.operation(this.random.pick(FLOAT_TO_INTEGER), 1, 'i32');
  }

  /** A load or store that mostly hits the window; it may touch its last byte or reach beyond. */
  protected access(): void {
    const { code, effect: { pops, pushes }, size } = this.random.pick(ACCESSES);
    const store = pops.length === 2;
    const offset = this.address(size, store);
    if (store) this.value(code === Op.fstore ? 'f64' : 'i32');
    this.operation(code, pops.length, undefined, offset);
    for (const name of pushes) this.push(name === 'f64' ? 'f64' : 'i32');
  }

  /** Pushes an address for so many bytes; gives the constant that the instruction is to add. */
  protected address(size: number, store: boolean): number {
    const { random, scope: { window, kept } } = this;
    const least = store ? kept : 0;
    if (this.risky()) return this.wild(size);
    const offset = least + random.below(16);
    if (window < offset + size + 8 || random.below(12) === 0) {
      this.number(Math.max(0, window - size - offset));
      return window < size + offset ? 0 : offset;
    }
    this.demand(['i32']);
    this.number(maskBelow(window - offset - size));
    this.operation(Op.and, 2, 'i32');
    return offset;
  }

  /** An address that likely is outside: one that reaches over the end, or any. */
  private wild(size: number): number {
    const { random, scope: { window } } = this;
    if (random.below(2) === 0) this.number(window - random.below(size + 1));
    else this.demand(['i32']);
    return random.pick([0, 0, 1, 8, 4096, OPERAND_MAX]);
  }

  /** A copy or fill; a large one is the machine's own work. */
  protected move(): void {
    const { random, scope: { window, kept } } = this;
    const half = Math.max(1, (window - kept) >> 1);
    const length = this.risky() ? random.below(window + 2) : Math.min(half, random.pick([random.below(40), random.below(300),
      SMALL_BLOCK_BYTES - 1 + random.below(3), random.below(half)]));
    const copy = random.below(2) === 0;
    this.within(kept, half);
    if (copy) this.within(0, half);
    else this.value('i32');
    this.number(length);
    this.operation(copy ? Op.copy : Op.fill, 3);
  }

  /** Pushes an address from `least` on with `half` of the window behind it. */
  private within(least: number, half: number): void {
    this.value('i32');
    this.number(maskBelow(half));
    this.operation(Op.and, 2, 'i32');
    this.number(least);
    this.operation(Op.add, 2, 'i32');
  }
}
