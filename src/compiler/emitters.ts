// What each instruction becomes in WebAssembly: the second place where its meaning is written, the interpreter's switch
// being the first. An instruction that might trap leaves compiled code before it has had any effect; the interpreter
// then finds out.
import { Op } from '../isa/instructions';
import type { ValueType } from '../isa/types';
import { SMALL_BLOCK_BYTES } from '../machine/engine';
import { CONSTANT_ADDRESS } from './access-tests';
import type { Body, Operand } from './body';
import { emitFlaggedTouch, emitFlags, emitTouch } from './pages';
import { Leave, Register } from './registers';
import { Wasm } from './wasm';

/** Writes an instruction's code; `operand` is the unsigned one of its word. */
export type Emitter = (body: Body, operand: number) => void;

/**
 * Instructions that neither branch, call nor leave for good; those belong to `function.ts`, `structure.ts` and `calls.ts`,
 * and an emitter that a test gives them here only comes before what these write.
 */
export type Emitters = Readonly<Partial<Record<Op, Emitter>>>;

/** The operation on the operands that lie on top, deepest first. */
function operation(op: Wasm, result: ValueType, operands: number): Emitter {
  return (body) => {
    for (const operand of body.takeAll(operands)) body.use(operand);
    body.code.op(op);
    body.pushResult(result);
  };
}

const binary = (op: Wasm): Emitter => operation(op, 'i32', 2);
const unary = (op: Wasm): Emitter => operation(op, 'i32', 1);
const float = (op: Wasm): Emitter => operation(op, 'f64', 2);
const floatUnary = (op: Wasm): Emitter => operation(op, 'f64', 1);

/** As {@link operation}, where the order of the two does not matter: the one on top may lie there still. */
function commutative(op: Wasm, result: ValueType = 'i32'): Emitter {
  return (body) => {
    const top = body.take(), below = body.take();
    body.use(top);
    body.use(below);
    body.code.op(op);
    body.pushResult(result);
  };
}

/** A sum with a constant is remembered: an address may grow by it. */
const add: Emitter = (body) => {
  const [below, top] = [body.peek(1), body.peek()];
  commutative(Wasm.i32_add)(body, 0);
  if (top.kind === 'constant' && top.value >= 0 && below.kind === 'local') body.noteSum(below.local, top.value);
};

/** Leaves where the divisor is zero; what is a constant is known. */
function testDivisor(body: Body): void {
  const divisor = body.peek();
  if (divisor.kind === 'constant' && divisor.value !== 0) return;
  body.load(divisor);
  body.code.op(Wasm.i32_eqz);
  body.leaveIf(Leave.interpret);
}

function division(op: Wasm): Emitter {
  return (body) => {
    testDivisor(body);
    binary(op)(body, 0);
  };
}

/** -2147483648 / -1 is -2147483648, where WebAssembly would trap: a division by -1 is a change of sign. */
const signedDivision: Emitter = (body) => {
  testDivisor(body);
  const divisor = body.peek();
  if (divisor.kind === 'constant' && divisor.value !== -1) return binary(Wasm.i32_div_s)(body, 0);
  const { code } = body;
  const result = body.temporary('i32');
  code.i32(0);
  body.load(body.peek(1));
  code.op(Wasm.i32_sub);
  code.set(result.local);
  body.load(divisor);
  code.i32(-1);
  code.op(Wasm.i32_ne);
  code.open(Wasm.if_);
  body.load(body.peek(1));
  body.load(divisor);
  code.op(Wasm.i32_div_s);
  code.set(result.local);
  code.op(Wasm.end);
  body.drop();
  body.drop();
  body.stack.push(result);
};

/** Leaves where the access of `size` bytes at the operand's address + offset is not all inside the window. */
function testAccess(body: Body, below: number, offset: number, size: number): void {
  const address = addressOf(body, below);
  const reach = address.add + offset + size;
  if (body.tests.covers(address.key, reach)) return;
  body.load(address.base);
  body.tests.begin(address.key, reach);
  body.code.op(Wasm.i32_ge_u);
  body.leaveIf(Leave.interpret);
}

/** An operand as an address: what it counts as in the tests of addresses, and the two of which it is the sum. */
function addressOf(body: Body, below: number): { key: number; base: Operand; add: number } {
  const base = body.peek(below);
  return base.kind === 'local' ? { key: base.local, base, add: 0 } : { key: CONSTANT_ADDRESS, base: constant(0), add: base.value >>> 0 };
}

/** Puts the address in the store, without an offset, on the stack of WebAssembly. */
function useAddress(body: Body, operand: Operand): void {
  body.release(operand);
  loadAddress(body, operand);
}

function loadAddress(body: Body, operand: Operand): void {
  body.load(operand);
  body.code.get(body.shell.origin);
  body.code.op(Wasm.i32_add);
}

function constant(value: number): Operand {
  return { kind: 'constant', type: 'i32', value };
}

/** Where an observer wants to know: looks at the pages of the bytes that lie `offset` behind the operand's address, which is tested. */
function touch(body: Body, below: number, offset: number, size: number, how: 'read' | 'write'): void {
  if (!isObserved(body, how)) return;
  const { code } = body;
  const { key, base, add } = addressOf(body, below);
  const flags = flagsFor(body, key, base, add + offset, size, how);
  if (flags !== undefined) {
    code.get(flags);
    code.open(Wasm.if_);
  }
  const at = body.temporary('i32');
  loadAddress(body, base);
  code.i32(add + offset);
  code.op(Wasm.i32_add);
  code.set(at.local);
  const bytes = { at: at.local, size: constant(size), write: how === 'write' };
  if (flags === undefined) emitTouch(body, bytes);
  else {
    emitFlaggedTouch(body, bytes);
    code.op(Wasm.end);
  }
  body.release(at);
}

/** The local that holds the flags of these bytes' pages, and of others; undefined for a single byte that has to look for itself. */
function flagsFor(body: Body, key: number, base: Operand, offset: number, size: number, how: 'read' | 'write'): number | undefined {
  const known = body.tests.flagsOf(key, how, offset, size);
  if (known !== undefined || size === 1) return known;
  const at = emitFlags(body, () => loadAddress(body, base));
  body.tests.beginTouch(key, how, offset, size, at);
  return at.flags;
}

/** {@link touch} for as many bytes at the operand's address as the one on top says. */
function touchBlock(body: Body, below: number, how: 'read' | 'write'): void {
  if (!isObserved(body, how)) return;
  const at = body.temporary('i32');
  loadAddress(body, body.peek(below));
  body.code.set(at.local);
  emitTouch(body, { at: at.local, size: body.peek(), write: how === 'write' });
  body.release(at);
}

function isObserved({ shell: { observed } }: Body, how: 'read' | 'write'): boolean {
  return how === 'write' ? observed.writes : observed.reads;
}

function load(op: Wasm, size: number, result: ValueType = 'i32'): Emitter {
  return (body, offset) => {
    testAccess(body, 0, offset, size);
    touch(body, 0, offset, size, 'read');
    useAddress(body, body.take());
    body.code.access(op, offset);
    body.pushResult(result);
  };
}

function store(op: Wasm, size: number): Emitter {
  return (body, offset) => {
    testAccess(body, 1, offset, size);
    touch(body, 1, offset, size, 'write');
    const value = body.take();
    useAddress(body, body.take());
    body.use(value);
    body.code.access(op, offset);
  };
}

/** Every NaN is stored as the canonical one. */
const storeFloat: Emitter = (body, offset) => {
  testAccess(body, 1, offset, 8);
  touch(body, 1, offset, 8, 'write');
  const { code } = body;
  const value = body.take();
  useAddress(body, body.take());
  if (value.kind === 'constant') body.use(value);
  else {
    code.f64(NaN);
    body.load(value);
    body.load(value);
    body.use(value);
    code.op(Wasm.f64_ne);
    code.op(Wasm.select);
  }
  code.access(Wasm.f64_store, offset);
};

/** Leaves where a block of memory is large, or its `length` bytes at the operand's address are not inside the window. */
function testBlock(body: Body, below: number): void {
  const { code } = body;
  body.load(body.peek(below));
  code.op(Wasm.i64_extend_i32_u);
  body.load(body.peek(0));
  code.op(Wasm.i64_extend_i32_u);
  code.op(Wasm.i64_add);
  code.i32(0);
  code.access(Wasm.i32_load, Register.limit, 2);
  code.op(Wasm.i64_extend_i32_u);
  code.op(Wasm.i64_gt_u);
  body.leaveIf(Leave.interpret);
}

/** Leaves where there is much to move, or nothing. */
function testLength(body: Body): void {
  body.load(body.peek(0));
  body.code.i32(1);
  body.code.op(Wasm.i32_sub);
  body.code.i32(SMALL_BLOCK_BYTES);
  body.code.op(Wasm.i32_ge_u);
  body.leaveIf(Leave.interpret);
}

const copy: Emitter = (body) => {
  testLength(body);
  testBlock(body, 2);
  testBlock(body, 1);
  touchBlock(body, 2, 'write');
  touchBlock(body, 1, 'read');
  const [to, from, length] = body.takeAll(3);
  useAddress(body, to);
  useAddress(body, from);
  body.use(length);
  body.code.op(Wasm.memory_copy);
  body.code.byte(0);
  body.code.byte(0);
};

const fill: Emitter = (body) => {
  testLength(body);
  testBlock(body, 2);
  touchBlock(body, 2, 'write');
  const [to, value, length] = body.takeAll(3);
  useAddress(body, to);
  body.use(value);
  body.use(length);
  body.code.op(Wasm.memory_fill);
  body.code.byte(0);
};

function setVariable(body: Body, index: number): void {
  const value = body.take();
  body.keepVariable(index);
  body.use(value);
  body.set(body.variable(index), value);
}

const tee: Emitter = (body, index) => {
  setVariable(body, index);
  body.pushVariable(index);
};

/** Pops the operands and pushes some of them again, each by its place below the top. */
function moved(pops: number, pushes: readonly number[]): Emitter {
  return (body) => {
    const operands = body.takeAll(pops).reverse();
    for (const below of pushes) body.push(operands[below]);
    for (const operand of operands) body.release(operand);
  };
}

const select: Emitter = (body) => {
  const [first, second, condition] = body.takeAll(3);
  body.use(first);
  body.use(second);
  body.use(condition);
  body.code.op(Wasm.select);
  body.pushResult(first.type);
};

/** The emitters by opcode. */
export const EMITTERS: Emitters = {
  [Op.nop]: () => undefined,
  [Op.push]: (body, operand) => body.pushConstant('i32', (operand << 8) >> 8),
  [Op.push_i32]: (body, operand) => body.pushConstant('i32', body.image.integers[operand]),
  [Op.push_f64]: (body, operand) => body.pushConstant('f64', body.image.floats[operand]),
  [Op.drop]: (body) => body.drop(),
  [Op.dup]: moved(1, [0, 0]),
  [Op.swap]: moved(2, [0, 1]),
  [Op.over]: moved(2, [1, 0, 1]),
  [Op.rot]: moved(3, [1, 0, 2]),
  [Op.select]: select,
  [Op.get]: (body, index) => body.pushVariable(index),
  [Op.set]: setVariable,
  [Op.tee]: tee,

  [Op.add]: add,
  [Op.sub]: binary(Wasm.i32_sub),
  [Op.mul]: commutative(Wasm.i32_mul),
  [Op.div]: signedDivision,
  [Op.div_u]: division(Wasm.i32_div_u),
  [Op.rem]: division(Wasm.i32_rem_s),
  [Op.rem_u]: division(Wasm.i32_rem_u),
  [Op.and]: commutative(Wasm.i32_and),
  [Op.or]: commutative(Wasm.i32_or),
  [Op.xor]: commutative(Wasm.i32_xor),
  [Op.shl]: binary(Wasm.i32_shl),
  [Op.shr]: binary(Wasm.i32_shr_s),
  [Op.shr_u]: binary(Wasm.i32_shr_u),
  [Op.rotr]: binary(Wasm.i32_rotr),
  [Op.clz]: unary(Wasm.i32_clz),
  [Op.ctz]: unary(Wasm.i32_ctz),
  [Op.popcnt]: unary(Wasm.i32_popcnt),

  [Op.eqz]: unary(Wasm.i32_eqz),
  [Op.eq]: commutative(Wasm.i32_eq),
  [Op.ne]: commutative(Wasm.i32_ne),
  [Op.lt]: binary(Wasm.i32_lt_s),
  [Op.lt_u]: binary(Wasm.i32_lt_u),
  [Op.gt]: binary(Wasm.i32_gt_s),
  [Op.gt_u]: binary(Wasm.i32_gt_u),
  [Op.le]: binary(Wasm.i32_le_s),
  [Op.le_u]: binary(Wasm.i32_le_u),
  [Op.ge]: binary(Wasm.i32_ge_s),
  [Op.ge_u]: binary(Wasm.i32_ge_u),

  [Op.fadd]: commutative(Wasm.f64_add, 'f64'),
  [Op.fsub]: float(Wasm.f64_sub),
  [Op.fmul]: commutative(Wasm.f64_mul, 'f64'),
  [Op.fdiv]: float(Wasm.f64_div),
  [Op.fneg]: floatUnary(Wasm.f64_neg),
  [Op.fabs]: floatUnary(Wasm.f64_abs),
  [Op.fsqrt]: floatUnary(Wasm.f64_sqrt),
  [Op.ffloor]: floatUnary(Wasm.f64_floor),
  [Op.fceil]: floatUnary(Wasm.f64_ceil),
  [Op.ftrunc]: floatUnary(Wasm.f64_trunc),
  [Op.fmin]: float(Wasm.f64_min),
  [Op.fmax]: float(Wasm.f64_max),
  [Op.feq]: operation(Wasm.f64_eq, 'i32', 2),
  [Op.fne]: operation(Wasm.f64_ne, 'i32', 2),
  [Op.flt]: operation(Wasm.f64_lt, 'i32', 2),
  [Op.fgt]: operation(Wasm.f64_gt, 'i32', 2),
  [Op.fle]: operation(Wasm.f64_le, 'i32', 2),
  [Op.fge]: operation(Wasm.f64_ge, 'i32', 2),

  [Op.i2f]: operation(Wasm.f64_convert_i32_s, 'f64', 1),
  [Op.u2f]: operation(Wasm.f64_convert_i32_u, 'f64', 1),
  [Op.f2i]: operation(Wasm.i32_trunc_sat_f64_s, 'i32', 1),
  [Op.f2u]: operation(Wasm.i32_trunc_sat_f64_u, 'i32', 1),

  [Op.load]: load(Wasm.i32_load, 4),
  [Op.load8_s]: load(Wasm.i32_load8_s, 1),
  [Op.load8_u]: load(Wasm.i32_load8_u, 1),
  [Op.load16_s]: load(Wasm.i32_load16_s, 2),
  [Op.load16_u]: load(Wasm.i32_load16_u, 2),
  [Op.fload]: load(Wasm.f64_load, 8, 'f64'),
  [Op.store]: store(Wasm.i32_store, 4),
  [Op.store8]: store(Wasm.i32_store8, 1),
  [Op.store16]: store(Wasm.i32_store16, 2),
  [Op.fstore]: storeFloat,
  [Op.copy]: copy,
  [Op.fill]: fill,
};
