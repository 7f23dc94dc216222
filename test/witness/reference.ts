// A second machine for one context, as plain as can be and written from the manual, not from the interpreter: values
// that know their type, stacks that are arrays, integers that are BigInts. It tests everything at every instruction.
import { INSTRUCTIONS, instructionOf, type Mnemonic } from '../../src/isa/instructions';
import type { FunctionType, ValueType } from '../../src/isa/types';
import type { Image } from '../../src/image/image';
import type { CauseName } from '../../src/isa/causes';

export interface Value {
  readonly type: ValueType;
  readonly value: number;
}

export interface ReferenceFrame {
  readonly fn: number;
  pc: number;
  readonly locals: Value[];
  readonly stack: Value[];
}

/** A trap, with the access where it is one of memory. */
export interface ReferenceTrap {
  readonly cause: CauseName;
  readonly access?: { readonly address: number; readonly size: number; readonly write: boolean };
}

/** Something that verified code cannot do. */
export class Impossible extends Error {
  override readonly name = 'Impossible';
}

const wrap = (value: bigint): number => Number(BigInt.asIntN(32, value));
const unsigned = (value: number): bigint => BigInt.asUintN(32, BigInt(value));
const truth = (condition: boolean): number => (condition ? 1 : 0);

type Integers = (a: bigint, b: bigint, ua: bigint, ub: bigint) => bigint;

/** Operations on two integers: signed first, then the same as unsigned. */
const INTEGER2: Partial<Record<Mnemonic, Integers>> = {
  add: (a, b) => a + b, sub: (a, b) => a - b, mul: (a, b) => a * b,
  div: (a, b) => a / b, 'div.u': (_, __, a, b) => a / b, rem: (a, b) => a % b, 'rem.u': (_, __, a, b) => a % b,
  and: (a, b) => a & b, or: (a, b) => a | b, xor: (a, b) => a ^ b,
  shl: (a, b) => a << (b & 31n), shr: (a, b) => a >> (b & 31n), 'shr.u': (_, b, a) => a >> (b & 31n),
  rotr: (_, b, a) => (a >> (b & 31n)) | (a << (32n - (b & 31n))),
  eq: (a, b) => BigInt(a === b), ne: (a, b) => BigInt(a !== b),
  lt: (a, b) => BigInt(a < b), 'lt.u': (_, __, a, b) => BigInt(a < b), gt: (a, b) => BigInt(a > b), 'gt.u': (_, __, a, b) => BigInt(a > b),
  le: (a, b) => BigInt(a <= b), 'le.u': (_, __, a, b) => BigInt(a <= b), ge: (a, b) => BigInt(a >= b), 'ge.u': (_, __, a,
    b) => BigInt(a >= b),
};

const digits = (value: number): string => unsigned(value).toString(2).padStart(32, '0');

const INTEGER1: Partial<Record<Mnemonic, (a: number) => number>> = {
  eqz: (a) => truth(a === 0),
  clz: (a) => (digits(a) + '1').indexOf('1'),
  ctz: (a) => ('1' + digits(a)).split('').reverse().indexOf('1'),
  popcnt: (a) => digits(a).replace(/0/g, '').length,
};

const FLOAT1: Partial<Record<Mnemonic, (a: number) => number>> = {
  fneg: (a) => -a, fabs: (a) => (a < 0 || Object.is(a, -0) ? -a : a), fsqrt: (a) => a ** 0.5 === Infinity && a === -Infinity
    ? NaN : Math.sqrt(a),
  ffloor: Math.floor, fceil: Math.ceil, ftrunc: (a) => (a < 0 || Object.is(a, -0) ? Math.ceil(a) : Math.floor(a)),
};

function least(a: number, b: number): number {
  if (a !== a || b !== b) return NaN;
  return a < b || (a === b && Object.is(a, -0)) ? a : b;
}

const FLOAT2: Partial<Record<Mnemonic, (a: number, b: number) => number>> = {
  fadd: (a, b) => a + b, fsub: (a, b) => a - b, fmul: (a, b) => a * b, fdiv: (a, b) => a / b, fmin: least, fmax: (a, b) => -least(-a, -b),
};

const COMPARE2: Partial<Record<Mnemonic, (a: number, b: number) => boolean>> = {
  feq: (a, b) => a === b, fne: (a, b) => a !== b, flt: (a, b) => a < b, fgt: (a, b) => a > b, fle: (a, b) => a <= b, fge: (a, b) => a >= b,
};

function toInteger(value: number, low: bigint, high: bigint): number {
  if (value !== value) return 0;
  if (value === Infinity) return wrap(high);
  if (value === -Infinity) return wrap(low);
  const whole = BigInt(value < 0 ? Math.ceil(value) : Math.floor(value));
  return wrap(whole < low ? low : whole > high ? high : whole);
}

const CONVERT: Partial<Record<Mnemonic, [ValueType, ValueType, (a: number) => number]>> = {
  i2f: ['i32', 'f64', (a) => a], u2f: ['i32', 'f64', (a) => Number(unsigned(a))],
  f2i: ['f64', 'i32', (a) => toInteger(a, -(2n ** 31n), 2n ** 31n - 1n)], f2u: ['f64', 'i32', (a) => toInteger(a, 0n, 2n ** 32n - 1n)],
};

/** How many bytes an access takes, its type and whether it is signed. */
const ACCESS: Partial<Record<Mnemonic, [number, ValueType, boolean]>> = {
  load: [4, 'i32', true], 'load8.s': [1, 'i32', true], 'load8.u': [1, 'i32', false], 'load16.s': [2, 'i32', true], 'load16.u': [2, 'i32',
    false], fload: [8, 'f64', true],
  store: [4, 'i32', true], store8: [1, 'i32', true], store16: [2, 'i32', true], fstore: [8, 'f64', true],
};

export class Reference {
  readonly frames: ReferenceFrame[] = [];
  readonly memory: number[];
  retired = 0;

  constructor(private readonly image: Image, window: number, private readonly framesMax: number) {
    this.memory = new Array<number>(window).fill(0);
    for (const { address, bytes } of image.segments) bytes.forEach((byte, i) => { this.memory[address + i] = byte; });
    this.enter(image.entry, []);
  }

  private get frame(): ReferenceFrame {
    return this.frames[this.frames.length - 1];
  }

  private enter(fn: number, args: Value[]): void {
    const zero = (type: ValueType): Value => ({ type, value: 0 });
    const { locals, start } = this.image.functions[fn];
    this.frames.push({ fn, pc: start, locals: [...args, ...locals.map(zero)], stack: [] });
  }

  private pop(type?: ValueType): Value {
    const value = this.frame.stack.pop();
    if (value === undefined) throw new Impossible('the stack is empty');
    if (type !== undefined && value.type !== type) throw new Impossible(`${value.type} where ${type} is needed`);
    return value;
  }

  private push(type: ValueType, value: number): void {
    const { stack, fn } = this.frame;
    stack.push({ type, value: type === 'i32' ? value | 0 : value });
    if (stack.length > this.image.functions[fn].operands) throw new Impossible('more operands than declared');
  }

  private jump(target: number): void {
    const { start, length } = this.image.functions[this.frame.fn];
    if (target < start || target >= start + length) throw new Impossible('out of the function');
    this.frame.pc = target;
  }

  /** Puts the stack back as it was and says why. */
  private trap(before: Value[], trap: ReferenceTrap): ReferenceTrap {
    this.frame.stack.splice(0, Infinity, ...before);
    return trap;
  }

  /** Does one instruction; gives the trap where it has one, and then nothing has changed. */
  step(): ReferenceTrap | undefined {
    const { frame } = this;
    const word = this.image.code[frame.pc];
    const instruction = instructionOf(word & 0xff);
    if (instruction === undefined) throw new Impossible(`no instruction ${word}`);
    const before = [...frame.stack];
    const trap = this.execute(instruction.mnemonic, word);
    if (trap !== undefined) return this.trap(before, trap);
    if (frame.pc >= 0 && this.image.code[frame.pc] === word && !this.moved) frame.pc++;
    this.moved = false;
    this.retired++;
    return undefined;
  }

  /** Whether the instruction has said itself where its frame goes on. */
  private moved = false;

  /** As a parent does it: pops the operands of the trapped instruction and pushes a result. */
  complete(value: number): void {
    const { frame } = this;
    const word = this.image.code[frame.pc];
    const { params, result } = this.shape(word);
    for (let left = params; left > 0; left--) this.pop();
    if (result !== undefined) this.push(result, value);
    frame.pc++;
    this.retired++;
  }

  /** How many operands the instruction has and what it pushes. */
  private shape(word: number): { params: number; result?: ValueType } {
    const mnemonic = instructionOf(word & 0xff)?.mnemonic;
    if (mnemonic === 'sys') return sysShape(word);
    if (mnemonic === 'call') return shapeOfType(this.image.types[this.image.functions[word >>> 8].type]);
    if (mnemonic === 'call.table') {
      const shape = shapeOfType(this.image.types[word >>> 8]);
      return { ...shape, params: shape.params + 1 };
    }
    const effect = mnemonic === undefined ? '->' : INSTRUCTIONS[mnemonic].effect;
    const [left, right] = effect.split('->').map((side) => side.trim().split(/\s+/).filter((part) => part !== ''));
    const [result] = right;
    return result === undefined ? { params: left.length } : { params: left.length, result: result === 'f64' ? 'f64' : 'i32' };
  }

  private execute(mnemonic: Mnemonic, word: number): ReferenceTrap | undefined {
    const operand = word >>> 8;
    const integer2 = INTEGER2[mnemonic], integer1 = INTEGER1[mnemonic], float1 = FLOAT1[mnemonic], float2 = FLOAT2[mnemonic];
    const compare = COMPARE2[mnemonic], convert = CONVERT[mnemonic], access = ACCESS[mnemonic];
    if (integer2 !== undefined) return this.integers(mnemonic, integer2);
    if (access !== undefined) return this.access(mnemonic, operand, ...access);
    if (integer1 !== undefined) this.push('i32', integer1(this.pop('i32').value));
    else if (float1 !== undefined) this.push('f64', float1(this.pop('f64').value));
    else if (float2 !== undefined || compare !== undefined) {
      const b = this.pop('f64').value, a = this.pop('f64').value;
      if (float2 !== undefined) this.push('f64', float2(a, b));
      else if (compare !== undefined) this.push('i32', truth(compare(a, b)));
    } else if (convert !== undefined) this.push(convert[1], convert[2](this.pop(convert[0]).value));
    else return this.special(mnemonic, word, operand);
    return undefined;
  }

  private integers(mnemonic: Mnemonic, operation: Integers): ReferenceTrap | undefined {
    const b = this.pop('i32').value, a = this.pop('i32').value;
    if (/^(div|rem)/.test(mnemonic) && b === 0) return { cause: 'divide' };
    this.push('i32', wrap(operation(BigInt(a), BigInt(b), unsigned(a), unsigned(b))));
    return undefined;
  }

  private outside(address: number, size: number, write: boolean): ReferenceTrap | undefined {
    return size > 0 && address + size > this.memory.length ? { cause: 'memory', access: { address, size, write } } : undefined;
  }

  private access(mnemonic: Mnemonic, offset: number, size: number, type: ValueType, signed: boolean): ReferenceTrap | undefined {
    const write = mnemonic.includes('store');
    const value = write ? this.pop(type).value : 0;
    const address = Number(unsigned(this.pop('i32').value)) + offset;
    const trap = this.outside(address, size, write);
    if (trap !== undefined) return trap;
    if (write) bytesOf(type, value).slice(0, size).forEach((byte, i) => { this.memory[address + i] = byte; });
    else this.push(type, valueOf(type, this.memory.slice(address, address + size), signed));
    return undefined;
  }

  private special(mnemonic: Mnemonic, word: number, operand: number): ReferenceTrap | undefined {
    const { locals } = this.frame;
    switch (mnemonic) {
      case 'unreachable': return { cause: 'unreachable' };
      case 'break': return { cause: 'breakpoint' };
      case 'sys': return { cause: 'sys' };
      case 'nop': return undefined;
      case 'push': this.push('i32', word >> 8); return undefined;
      case 'push.i32': this.push('i32', this.image.integers[operand]); return undefined;
      case 'push.f64': this.push('f64', this.image.floats[operand]); return undefined;
      case 'drop': this.pop(); return undefined;
      case 'get': this.push(locals[operand].type, locals[operand].value); return undefined;
      case 'set': locals[operand] = this.pop(locals[operand].type); return undefined;
      case 'tee': {
        locals[operand] = this.pop(locals[operand].type);
        this.push(locals[operand].type, locals[operand].value);
        return undefined;
      }
      case 'copy': case 'fill': return this.block(mnemonic);
      case 'jump': case 'jumpz': case 'jumpnz': case 'switch': return this.control(mnemonic, operand);
      case 'call': case 'call.table': case 'ret': return this.calls(mnemonic, operand);
      default: return this.shuffle(mnemonic);
    }
  }

  private shuffle(mnemonic: Mnemonic): undefined {
    const again = (...values: Value[]): void => { for (const { type, value } of values) this.push(type, value); };
    const c = mnemonic === 'select' || mnemonic === 'rot' ? this.pop() : undefined;
    const b = mnemonic === 'dup' ? undefined : this.pop();
    const a = this.pop();
    if (mnemonic === 'dup') again(a, a);
    else if (b === undefined) throw new Impossible(mnemonic);
    else if (mnemonic === 'swap') again(b, a);
    else if (mnemonic === 'over') again(a, b, a);
    else if (c === undefined) throw new Impossible(mnemonic);
    else if (mnemonic === 'rot') again(b, c, a);
    else if (mnemonic === 'select') {
      if (a.type !== b.type || c.type !== 'i32') throw new Impossible('select of two types');
      again(c.value !== 0 ? a : b);
    } else throw new Impossible(`what is ${mnemonic}?`);
  }

  private block(mnemonic: 'copy' | 'fill'): ReferenceTrap | undefined {
    const size = Number(unsigned(this.pop('i32').value)), second = this.pop('i32').value, to = Number(unsigned(this.pop('i32').value));
    const target = this.outside(to, size, true);
    if (target !== undefined) return target;
    const from = Number(unsigned(second));
    if (mnemonic === 'fill') for (let i = 0; i < size; i++) this.memory[to + i] = second & 0xff;
    else {
      const source = this.outside(from, size, false);
      if (source !== undefined) return source;
      this.memory.slice(from, from + size).forEach((byte, i) => { this.memory[to + i] = byte; });
    }
    return undefined;
  }

  private control(mnemonic: Mnemonic, operand: number): undefined {
    const condition = mnemonic === 'jump' ? 0 : this.pop('i32').value;
    if (mnemonic === 'switch') {
      const at = this.frame.pc + 1 + Math.min(Number(unsigned(condition)), operand);
      if (instructionOf(this.image.code[at] & 0xff)?.mnemonic !== 'case') throw new Impossible('a switch without its case');
      this.jump(this.image.code[at] >>> 8);
      this.moved = true;
    } else if (mnemonic === 'jump' || (mnemonic === 'jumpz') === (condition === 0)) {
      this.jump(operand);
      this.moved = true;
    }
  }

  private calls(mnemonic: Mnemonic, operand: number): ReferenceTrap | undefined {
    if (mnemonic === 'ret') return this.leave();
    let fn = operand;
    if (mnemonic === 'call.table') {
      const index = Number(unsigned(this.pop('i32').value));
      if (index >= this.image.table.length || this.image.functions[this.image.table[index]].type !== operand) return { cause: 'indirect' };
      fn = this.image.table[index];
    }
    if (this.frames.length >= this.framesMax) return { cause: 'stack' };
    const args = [...this.image.types[this.image.functions[fn].type].params].reverse().map((type) => this.pop(type)).reverse();
    this.frame.pc++;
    this.moved = true;
    this.enter(fn, args);
    return undefined;
  }

  private leave(): ReferenceTrap | undefined {
    const { result } = this.image.types[this.image.functions[this.frame.fn].type];
    const { stack } = this.frame;
    if (stack.length !== (result === undefined ? 0 : 1) || (result !== undefined
      && stack[0].type !== result)) throw new Impossible('a return with another stack');
    if (this.frames.length === 1) return { cause: 'exit' };
    this.frames.pop();
    this.moved = true;
    if (result !== undefined) this.push(result, stack[0].value);
    return undefined;
  }
}

function shapeOfType({ params, result }: FunctionType): { params: number; result?: ValueType } {
  return result === undefined ? { params: params.length } : { params: params.length, result };
}

/** The types of a `sys`, read from its word: two bits each above the number, the result first. */
function sysShape(word: number): { params: number; result?: ValueType } {
  let bits = word >>> 20;
  const codes: number[] = [];
  for (; codes.length < 6; bits >>>= 2) codes.push(bits & 3);
  const params = codes.slice(1).filter((code) => code !== 0).length;
  return codes[0] === 0 ? { params } : { params, result: codes[0] === 2 ? 'f64' : 'i32' };
}

/** The bytes of a value in memory; every NaN is 7ff8000000000000. */
function bytesOf(type: ValueType, value: number): number[] {
  let bits: bigint;
  if (type === 'i32') bits = unsigned(value);
  else if (value !== value) bits = 0x7ff8000000000000n;
  else bits = new BigUint64Array(new Float64Array([value]).buffer)[0];
  return Array.from({ length: type === 'i32' ? 4 : 8 }, (_, i) => Number((bits >> BigInt(8 * i)) & 0xffn));
}

function valueOf(type: ValueType, bytes: readonly number[], signed: boolean): number {
  const bits = bytes.reduce((sum, byte, i) => sum + (BigInt(byte) << BigInt(8 * i)), 0n);
  if (type === 'f64') return new Float64Array(new BigUint64Array([bits]).buffer)[0];
  return wrap(signed ? BigInt.asIntN(bytes.length * 8, bits) : bits);
}
