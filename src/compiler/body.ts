// The body of one compiled function while it is written: its locals, the operand stack as it is known at compile time,
// and the ways out. What instructions mean is in `emitters.ts`, where they go on in `structure.ts`.
//
// An operand is a constant, a local of the function that has not been set since, or a local of WebAssembly. Only where
// ways join, and where code leaves, does it have its own place: one local of WebAssembly for each depth and type.
import { defined } from '../base/assert';
import type { ValueType } from '../isa/types';
import type { ImageFunction } from '../image/image';
import { HEADER_WORDS } from '../machine/frames';
import { EMPTY } from '../verifier/stack-states';
import type { VerifiedImage } from '../verifier/verify';
import { AccessTests } from './access-tests';
import { emitChange } from './counts';
import { NO_LABEL } from './labels';
import { Leave, Register, SITE_BITS } from './registers';
import type { Shell } from './shell';
import { FIRST_PARAMETER, FRAME, FUEL, wasmType } from './signature';
import { Type, Wasm, type Code } from './wasm';

/** An operand as it is known at compile time. */
export type Operand = { readonly kind: 'constant'; readonly type: ValueType; readonly value: number } | LocalOperand;

/** The value that a local of WebAssembly has until somebody sets it. */
export interface LocalOperand {
  readonly kind: 'local';
  readonly type: ValueType;
  readonly local: number;
}

const SLOT_BYTES = 8;

/** How a function is compiled: to be called, to go on with a frame in memory, or in the middle of one that calls it. */
export type Kind = 'function' | 'entry' | 'inlined';

export class Body {
  readonly code: Code;
  stack: Operand[] = [];
  /** Types of the function's parameters and locals. */
  readonly types: readonly ValueType[];
  /** Address of the instruction that is being compiled, and how many of its block are counted but not yet done. */
  address = 0;
  ahead = 0;
  /** Address of the instruction whose stop code has tested and gone on; see `guards.ts`. */
  passedAt = -1;
  readonly tests: AccessTests;
  private readonly variables: readonly number[];
  private readonly places = new Map<number, number>();
  /** Temporaries that no operand uses, and how many operands use each of them all. */
  private readonly free: Record<ValueType, number[]> = { i32: [], f64: [] };
  private readonly uses = new Map<number, number>();
  /** Temporaries that are the value of a local, as it is still, and a constant. */
  private readonly sums = new Map<number, { readonly base: number; readonly by: number }>();
  /** For each depth of the function's operand stack the types of what it holds there: 1 i32, 2 f64, 3 both. */
  private readonly typesAt: readonly number[];
  /** Labels that were open when the ways out had been opened. */
  private outside = 0;

  /** @param offset bytes from the frame of the function of WebAssembly to the one of this function */
  constructor(readonly image: VerifiedImage, readonly number: number, readonly kind: Kind, readonly shell: Shell, readonly offset: number) {
    const fn = this.fn;
    const type = image.types[fn.type];
    this.code = shell.code;
    this.tests = new AccessTests(shell.code, (reach) => shell.end(reach));
    this.types = [...type.params, ...fn.locals];
    this.variables = this.types.map((each, i) => (kind === 'function' && i < type.params.length ? FIRST_PARAMETER + i : shell.makeLocal(wasmType(each))));
    this.typesAt = typesByDepth(image, fn);
  }

  get fn(): ImageFunction {
    return this.image.functions[this.number];
  }

  /** The local of WebAssembly that holds a parameter or local. */
  variable(index: number): number {
    return this.variables[index];
  }

  /** Types of the operands before the instruction at an address, deepest first. */
  operandTypes(address: number): ValueType[] {
    return this.image.states.types(this.image.stateAt[address]);
  }

  // Operands

  /** The operand so many below the top. */
  peek(below = 0): Operand {
    return this.stack[this.stack.length - 1 - below];
  }

  /** Takes the top operand off the stack; its value must be used or given up before it counts as free. */
  take(): Operand {
    return defined(this.stack.pop(), 'an operand');
  }

  /** Takes the top operand off the stack for good. */
  drop(): void {
    this.release(this.take());
  }

  /** Takes as many operands off the stack, deepest first. */
  takeAll(count: number): Operand[] {
    return this.stack.splice(this.stack.length - count, count);
  }

  pushConstant(type: ValueType, value: number): void {
    this.stack.push({ kind: 'constant', type, value });
  }

  /** Pushes an operand that is on the stack already, or was until now. */
  push(operand: Operand): void {
    if (operand.kind === 'local') {
      const uses = this.uses.get(operand.local);
      if (uses !== undefined) this.uses.set(operand.local, uses + 1);
    }
    this.stack.push(operand);
  }

  /** Pushes the value of a parameter or local as it is now. */
  pushVariable(index: number): void {
    this.stack.push({ kind: 'local', type: this.types[index], local: this.variables[index] });
  }

  /** Pushes the value on top of the stack of WebAssembly. */
  pushResult(type: ValueType): void {
    const result = this.temporary(type);
    this.code.set(result.local);
    this.stack.push(result);
  }

  /** A local of WebAssembly that no operand uses, for one to come. */
  temporary(type: ValueType): LocalOperand {
    const local = this.free[type].pop() ?? this.shell.makeLocal(wasmType(type));
    this.tests.forget(local);
    this.sums.delete(local);
    this.uses.set(local, 1);
    return { kind: 'local', type, local };
  }

  /** Gives up an operand that was taken. */
  release(operand: Operand): void {
    const uses = operand.kind === 'local' ? this.uses.get(operand.local) : undefined;
    if (operand.kind !== 'local' || uses === undefined) return;
    this.uses.set(operand.local, uses - 1);
    if (uses === 1) this.free[operand.type].push(operand.local);
  }

  /** Puts an operand's value on the stack of WebAssembly. */
  load(operand: Operand): void {
    if (operand.kind === 'local') this.code.getBack(operand.local, this.uses.get(operand.local) === 0);
    else if (operand.type === 'i32') this.code.i32(operand.value);
    else this.code.f64(operand.value);
  }

  /** {@link load} for the last time: an operand that was taken, and that nobody else has, need not have been in a local at all. */
  use(operand: Operand): void {
    this.release(operand);
    this.load(operand);
  }

  /** Pops the stack of WebAssembly, which holds this operand's value, into a parameter or local. */
  set(local: number, value: Operand): void {
    const sum = value.kind === 'local' ? this.sums.get(value.local) : undefined;
    if (sum?.base === local) this.tests.grow(local, sum.by);
    else this.tests.forget(local);
    for (const [temporary, { base }] of this.sums) if (base === local) this.sums.delete(temporary);
    this.code.set(local);
  }

  /** The operand on top is the value that a local has now and a constant, which is not below 0. */
  noteSum(base: number, by: number): void {
    const top = this.peek();
    if (top.kind === 'local') this.sums.set(top.local, { base, by });
  }

  /** Keeps operands that are the value of a parameter or local from changing when it is set. */
  keepVariable(index: number): void {
    const local = this.variables[index];
    for (let i = 0; i < this.stack.length; i++) {
      const operand = this.stack[i];
      if (operand.kind !== 'local' || operand.local !== local) continue;
      const copy = this.temporary(operand.type);
      this.code.get(local);
      this.code.set(copy.local);
      this.stack[i] = copy;
    }
  }

  // Places of operands where ways join

  private place(depth: number, type: ValueType): number {
    const key = depth * 2 + (type === 'f64' ? 1 : 0);
    let local = this.places.get(key);
    if (local === undefined) this.places.set(key, local = this.shell.makeLocal(wasmType(type)));
    return local;
  }

  private exitPlace(depth: number): number {
    let local = this.places.get(-1 - depth);
    if (local === undefined) this.places.set(-1 - depth, local = this.shell.makeLocal(Type.i64));
    return local;
  }

  /** Begins a block: every operand is in its place. */
  beginBlock(address: number): void {
    this.passedAt = -1;
    for (const operand of this.stack) this.release(operand);
    this.stack = this.operandTypes(address).map((type, depth) => ({ kind: 'local', type, local: this.place(depth, type) }));
  }

  /** Puts every operand in its place; values pass over the stack of WebAssembly, so that they may change places. */
  settle(): void {
    const moved = this.stack.map((operand, depth) => ({ operand, local: this.place(depth, operand.type) }))
      .filter(({ operand, local }) => operand.kind === 'constant' || operand.local !== local);
    for (const { operand } of moved) this.load(operand);
    for (const { local } of moved.reverse()) {
      this.tests.forget(local);
      this.code.set(local);
    }
  }

  /** Reads the frame from memory: what a body does first that goes on with one. */
  loadFrame(address: number): void {
    this.types.forEach((type, i) => this.loadSlot(type, i * SLOT_BYTES, this.variables[i]));
    this.operandTypes(address).forEach((type, depth) => this.loadSlot(type, this.operandsOffset + depth * SLOT_BYTES, this.place(depth, type)));
  }

  /** Bytes from the frame of the function of WebAssembly to this one's operands. */
  get operandsOffset(): number {
    return this.headerOffset + HEADER_WORDS * 4;
  }

  private get headerOffset(): number {
    return this.offset + this.types.length * SLOT_BYTES;
  }

  private loadSlot(type: ValueType, offset: number, local: number): void {
    this.code.get(FRAME);
    this.code.access(type === 'f64' ? Wasm.f64_load : Wasm.i32_load, offset, type === 'f64' ? 3 : 2);
    this.code.set(local);
  }

  /** As a function that is inlined begins: with the operands that it is called with, and zeros. */
  takeArguments(caller: Body, values: readonly Operand[]): void {
    for (const value of values) caller.load(value);
    for (let i = values.length - 1; i >= 0; i--) this.code.set(this.variables[i]);
    for (let i = values.length; i < this.types.length; i++) {
      if (this.types[i] === 'f64') this.code.f64(0);
      else this.code.i32(0);
      this.code.set(this.variables[i]);
    }
  }

  // Ways out

  /**
   * With the condition on the stack of WebAssembly: leaves before the current instruction where it holds.
   * @param around blocks opened around this place that the structure does not know of
   */
  leaveIf(why: Leave, around = 0): void {
    this.code.open(Wasm.if_);
    this.leave(this.address, why, this.ahead, 1 + around);
    this.code.op(Wasm.end);
  }

  /**
   * Leaves before the instruction at an address.
   * @param ahead instructions that were counted and not done
   * @param depth blocks opened around this place that the structure does not know of
   */
  leave(address: number, why: Leave, ahead: number, depth: number): void {
    this.giveBack(address, ahead);
    const leave = address === this.passedAt && why !== Leave.fuel ? Leave.passed : why;
    this.wayOut((address | (leave << SITE_BITS)) >>> 0, depth);
  }

  /** Instructions from an address on were counted and are not done. */
  private giveBack(address: number, ahead: number): void {
    if (ahead === 0) return;
    this.countRun(address, address + ahead, -1);
    this.code.get(FUEL);
    this.code.i32(ahead);
    this.code.op(Wasm.i32_add);
    this.code.set(FUEL);
  }

  /** Leaves while the function waits for one that it called: of its operands only the lowest are its own still. */
  waitForCallee(operands: number, depth: number): void {
    const whole = this.stack;
    this.stack = whole.slice(0, operands);
    this.wayOut(this.address + 1, depth);
    this.stack = whole;
  }

  /** Where somebody counts instructions: those from one address up to another, not included, have run once more. */
  countRun(from: number, to: number, times = 1): void {
    const { counters } = this.shell.observed;
    if (counters === 0 || from === to) return;
    emitChange(this.code, counters, from, times);
    emitChange(this.code, counters, to, -times);
  }

  /** Puts all operands where the way out takes them from, and goes there. */
  wayOut(site: number, depth: number): void {
    const moved = this.stack.map((operand, at) => ({ operand, at })).filter(({ operand, at }) => this.isMixed(at)
      || operand.kind === 'constant' || operand.local !== this.place(at, operand.type));
    for (const { operand } of moved) this.load(operand);
    for (const { operand: { type }, at } of moved.reverse()) {
      if (this.isMixed(at)) this.code.op(type === 'f64' ? Wasm.i64_reinterpret_f64 : Wasm.i64_extend_i32_u);
      this.code.set(this.isMixed(at) ? this.exitPlace(at) : this.place(at, type));
    }
    this.code.i32(site);
    this.code.set(this.shell.site);
    this.code.branch(Wasm.br, this.shell.labels.depth - this.outside + depth + this.typesAt.length - this.stack.length);
  }

  private isMixed(depth: number): boolean {
    return this.typesAt[depth] === 3;
  }

  /** Opens the ways out: one for each number of operands, since what lies above those belongs to the frame of a callee. */
  openWaysOut(): void {
    for (let depth = 0; depth <= this.typesAt.length; depth++) this.shell.labels.begin(Wasm.block, NO_LABEL);
    this.outside = this.shell.labels.depth;
  }

  /** The ways out: write the frame to memory and say where it left, or on which call it waits. */
  closeWaysOut(): void {
    const { code, shell } = this;
    for (let depth = this.typesAt.length - 1; depth >= 0; depth--) {
      shell.labels.end();
      this.storeOperand(depth);
    }
    shell.labels.end();
    this.types.forEach((type, i) => this.storeSlot(type === 'f64' ? Wasm.f64_store : Wasm.i32_store, this.offset + i * SLOT_BYTES, this.variables[i]));
    code.get(FUEL);
    code.i32(0);
    code.op(Wasm.i32_lt_s);
    code.open(Wasm.if_);
    this.storeCalleesHeader();
    code.op(Wasm.else_);
    this.storeRegisters();
    code.op(Wasm.end);
    shell.storeRegister(Register.link, () => shell.frameByte(this.headerOffset));
  }

  private storeSlot(op: Wasm, offset: number, local: number): void {
    this.code.get(FRAME);
    this.code.get(local);
    this.code.access(op, offset, op === Wasm.i32_store ? 2 : 3);
  }

  private storeOperand(depth: number): void {
    const offset = this.operandsOffset + depth * SLOT_BYTES;
    const integer = this.places.get(depth * 2), float = this.places.get(depth * 2 + 1);
    if (this.isMixed(depth)) this.storeSlot(Wasm.i64_store, offset, this.exitPlace(depth));
    else if (integer !== undefined) this.storeSlot(Wasm.i32_store, offset, integer);
    else if (float !== undefined) this.storeSlot(Wasm.f64_store, offset, float);
  }

  /** The innermost frame: where it stands. */
  private storeRegisters(): void {
    const { code, shell } = this;
    shell.storeRegister(Register.site, () => code.get(shell.site));
    shell.storeRegister(Register.fn, () => code.i32(this.number));
    shell.storeRegister(Register.fp, () => shell.frameByte(this.offset));
    shell.storeRegister(Register.fuel, () => code.get(FUEL));
    shell.storeRegister(Register.frames, () => code.i32(0));
  }

  /** A frame further out: the header of the frame that it called was left to it. */
  private storeCalleesHeader(): void {
    const { code, shell } = this;
    const word = (offset: number, value: () => void): void => {
      shell.loadRegister(Register.link);
      value();
      code.access(Wasm.i32_store, offset, 2);
    };
    word(0, () => code.i32(this.number));
    word(4, () => code.get(shell.site));
    word(8, () => {
      shell.frameByte(this.offset);
      code.i32(2);
      code.op(Wasm.i32_shr_u);
    });
    shell.storeRegister(Register.frames, () => {
      shell.loadRegister(Register.frames);
      code.i32(1);
      code.op(Wasm.i32_add);
    });
  }

  /** Returns without a result; for the fuel gives a number that says why. */
  returnFuel(why: number): void {
    const { result } = this.image.types[this.fn.type];
    if (this.kind !== 'entry' && result === 'i32') this.code.i32(0);
    if (this.kind !== 'entry' && result === 'f64') this.code.f64(0);
    this.code.i32(why);
    this.code.op(Wasm.return_);
  }
}

/** For each depth that the operand stack of a function reaches the types that it holds there, one bit each. */
function typesByDepth(image: VerifiedImage, fn: ImageFunction): number[] {
  const { states, stateAt } = image;
  const found: number[] = [];
  const seen = new Set<number>();
  for (let address = fn.start; address < fn.start + fn.length; address++) {
    for (let state = stateAt[address]; state > EMPTY && !seen.has(state); state = states.below(state)) {
      seen.add(state);
      const depth = states.depth(state) - 1;
      found[depth] = (found[depth] ?? 0) | (1 << states.top(state));
    }
  }
  return found;
}
