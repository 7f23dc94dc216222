// A writer of WebAssembly: bytes of code, and a module around them. It knows the binary format (WebAssembly Core
// Specification 2.0, chapter 5) and nothing of the machine.

/** The instructions that the compiler uses, by their byte; those of the prefix 0xfc by 0xfc00 + number. */
export const enum Wasm {
  unreachable = 0x00, block = 0x02, loop = 0x03, if_ = 0x04, else_ = 0x05, end = 0x0b, br = 0x0c, br_if = 0x0d, br_table = 0x0e,
  return_ = 0x0f, call = 0x10, call_indirect = 0x11, drop = 0x1a, select = 0x1b,
  local_get = 0x20, local_set = 0x21, local_tee = 0x22,
  i32_load = 0x28, i64_load = 0x29, f64_load = 0x2b, i32_load8_s = 0x2c, i32_load8_u = 0x2d, i32_load16_s = 0x2e, i32_load16_u = 0x2f,
  i32_store = 0x36, i64_store = 0x37, f64_store = 0x39, i32_store8 = 0x3a, i32_store16 = 0x3b,
  i32_const = 0x41, i64_const = 0x42, f64_const = 0x44,
  i32_eqz = 0x45, i32_eq, i32_ne, i32_lt_s, i32_lt_u, i32_gt_s, i32_gt_u, i32_le_s, i32_le_u, i32_ge_s, i32_ge_u,
  i64_gt_u = 0x56,
  f64_eq = 0x61, f64_ne, f64_lt, f64_gt, f64_le, f64_ge,
  i32_clz = 0x67, i32_ctz, i32_popcnt, i32_add, i32_sub, i32_mul, i32_div_s, i32_div_u, i32_rem_s, i32_rem_u, i32_and, i32_or, i32_xor,
  i32_shl, i32_shr_s, i32_shr_u, i32_rotl, i32_rotr,
  i64_add = 0x7c,
  f64_abs = 0x99, f64_neg, f64_ceil, f64_floor, f64_trunc, f64_nearest, f64_sqrt, f64_add, f64_sub, f64_mul, f64_div, f64_min, f64_max,
  i64_extend_i32_u = 0xad, f64_convert_i32_s = 0xb7, f64_convert_i32_u = 0xb8, i64_reinterpret_f64 = 0xbd,
  i32_trunc_sat_f64_s = 0xfc02, i32_trunc_sat_f64_u = 0xfc03, memory_copy = 0xfc0a, memory_fill = 0xfc0b,
}

/** Types of values, and of a block that takes and gives nothing. */
export const enum Type { i32 = 0x7f, i64 = 0x7e, f64 = 0x7c, none = 0x40 }

/** Bytes that grow. */
export class Bytes {
  private bytes: Uint8Array;
  length = 0;

  constructor(capacity = 256) {
    this.bytes = new Uint8Array(capacity);
  }

  /** What was written so far, not a copy. */
  get written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length++] = value;
  }

  private grow(more: number): void {
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    larger.set(this.bytes);
    this.bytes = larger;
  }

  append(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.bytes.length) this.grow(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** An unsigned number below 2^32, LEB128. */
  unsigned(value: number): void {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** A signed number of 32 bits, LEB128. */
  signed(value: number): void {
    let rest = value | 0;
    while (rest < -64 || rest > 63) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    this.byte(rest & 0x7f);
  }

  text(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.unsigned(bytes.length);
    this.append(bytes);
  }

  /** A piece with its length in front. */
  sized(piece: Bytes): void {
    this.unsigned(piece.length);
    this.append(piece.written);
  }
}

/** Bytes of a number that is filled in later: enough for every local and every i32. */
const LATER_BYTES = 5;
const CANONICAL_NAN = 0x7ff8_0000_0000_0000n;
const floatBytes = new Uint8Array(8);
const floatView = new DataView(floatBytes.buffer);

/** The code of one function. */
export class Code extends Bytes {
  /** Where the last `local.set` begins and ends, and which local it sets. */
  private setAt = -1;
  private setEnd = -1;
  private setLocal = -1;

  op(op: Wasm): void {
    if (op > 0xff) {
      this.byte(op >> 8);
      this.unsigned(op & 0xff);
    } else this.byte(op);
  }

  i32(value: number): void {
    this.byte(Wasm.i32_const);
    this.signed(value);
  }

  /** Every NaN becomes the canonical one. */
  f64(value: number): void {
    this.byte(Wasm.f64_const);
    floatView.setFloat64(0, value, true);
    if (value !== value) floatView.setBigUint64(0, CANONICAL_NAN, true);
    this.append(floatBytes);
  }

  get(local: number): void {
    this.byte(Wasm.local_get);
    this.unsigned(local);
  }

  /** {@link get} of a local that is not known yet: gives where its number stands. */
  getLater(): number {
    return this.later(Wasm.local_get);
  }

  /** {@link i32} of a number that is not known yet: gives where it stands. */
  i32Later(): number {
    return this.later(Wasm.i32_const);
  }

  private later(op: Wasm): number {
    this.byte(op);
    for (let i = 0; i < LATER_BYTES - 1; i++) this.byte(0x80);
    this.byte(0);
    return this.length - LATER_BYTES;
  }

  /** Says which local or number it was. */
  setLater(at: number, number: number): void {
    for (let i = 0; i < LATER_BYTES; i++) {
      this.written[at + i] = ((number >> (7 * i)) & 0x7f) | (i < LATER_BYTES - 1 ? 0x80 : 0);
    }
  }

  set(local: number): void {
    this.setAt = this.length;
    this.setLocal = local;
    this.byte(Wasm.local_set);
    this.unsigned(local);
    this.setEnd = this.length;
  }

  /**
   * {@link get}, where the value may still lie on the stack of WebAssembly from the `local.set` just before: then that
   * becomes a `local.tee`, or nothing at all where nobody else wants the local.
   * @param last whether this is the last use of the local
   */
  getBack(local: number, last: boolean): void {
    if (this.setEnd !== this.length || this.setLocal !== local) return this.get(local);
    this.length = this.setAt;
    this.setEnd = -1;
    if (last) return;
    this.byte(Wasm.local_tee);
    this.unsigned(local);
  }

  /** A load or store. `alignment` is the exponent of 2. */
  access(op: Wasm, offset: number, alignment = 0): void {
    this.byte(op);
    this.unsigned(alignment);
    this.unsigned(offset);
  }

  /** A `block`, `loop` or `if` that takes and gives nothing. */
  open(op: Wasm.block | Wasm.loop | Wasm.if_): void {
    this.byte(op);
    this.byte(Type.none);
  }

  branch(op: Wasm.br | Wasm.br_if, depth: number): void {
    this.byte(op);
    this.unsigned(depth);
  }
}

/** What a function takes and gives, as types of WebAssembly. */
export interface Signature {
  readonly params: readonly Type[];
  readonly results: readonly Type[];
}

/** The sections that a module of ours has, in their order. */
const enum Section { type = 1, import_ = 2, function_ = 3, export_ = 7, code = 10 }

const enum Kind { function_ = 0, table = 1, memory = 2 }
const FUNCTION_TYPE = 0x60;
const FUNCTION_REFERENCE = 0x70;

/** A module: imported memory and tables, functions, exports. */
export class ModuleWriter {
  private readonly types = new Bytes();
  private readonly typeNumbers = new Map<string, number>();
  private readonly imports = new Bytes();
  private importCount = 0;
  private readonly tables = new Map<string, number>();
  private readonly functions: { type: number; locals: readonly Type[]; code: Code }[] = [];
  private readonly exports = new Bytes();
  private exportCount = 0;

  constructor() {
    this.import('memory', Kind.memory, () => {
      this.imports.byte(0);
      this.imports.unsigned(1);
    });
  }

  private import(name: string, kind: Kind, describe: () => void): void {
    this.imports.text('');
    this.imports.text(name);
    this.imports.byte(kind);
    describe();
    this.importCount++;
  }

  /** The number of a signature. */
  type(signature: Signature): number {
    const key = `${signature.params.join()};${signature.results.join()}`;
    const known = this.typeNumbers.get(key);
    if (known !== undefined) return known;
    const number = this.typeNumbers.size;
    this.typeNumbers.set(key, number);
    this.types.byte(FUNCTION_TYPE);
    for (const side of [signature.params, signature.results]) {
      this.types.unsigned(side.length);
      for (const type of side) this.types.byte(type);
    }
    return number;
  }

  /** The number of an imported table of functions. */
  table(name: string): number {
    const known = this.tables.get(name);
    if (known !== undefined) return known;
    this.import(name, Kind.table, () => {
      this.imports.byte(FUNCTION_REFERENCE);
      this.imports.byte(0);
      this.imports.unsigned(0);
    });
    this.tables.set(name, this.tables.size);
    return this.tables.size - 1;
  }

  /** Adds the next function; functions count from 0. */
  function(signature: Signature, locals: readonly Type[], code: Code): void {
    this.functions.push({ type: this.type(signature), locals, code });
  }

  export(name: string, number: number): void {
    this.exports.text(name);
    this.exports.byte(Kind.function_);
    this.exports.unsigned(number);
    this.exportCount++;
  }

  /** The module's bytes. */
  finish(): Uint8Array<ArrayBuffer> {
    const module = new Bytes(4096);
    module.append(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
    section(module, Section.type, this.typeNumbers.size, this.types);
    section(module, Section.import_, this.importCount, this.imports);
    const types = new Bytes(), code = new Bytes(4096);
    for (const fn of this.functions) {
      types.unsigned(fn.type);
      code.sized(body(fn.locals, fn.code));
    }
    section(module, Section.function_, this.functions.length, types);
    section(module, Section.export_, this.exportCount, this.exports);
    section(module, Section.code, this.functions.length, code);
    return new Uint8Array(module.written);
  }
}

function section(module: Bytes, id: Section, count: number, content: Bytes): void {
  const counted = new Bytes();
  counted.unsigned(count);
  counted.append(content.written);
  module.byte(id);
  module.sized(counted);
}

/** Locals in runs of one type, then the code. */
function body(locals: readonly Type[], code: Code): Bytes {
  const whole = new Bytes(code.length + 64);
  const runs = new Bytes();
  let count = 0;
  for (let from = 0; from < locals.length; count++) {
    let to = from;
    while (to < locals.length && locals[to] === locals[from]) to++;
    runs.unsigned(to - from);
    runs.byte(locals[from]);
    from = to;
  }
  whole.unsigned(count);
  whole.append(runs.written);
  whole.append(code.written);
  return whole;
}
