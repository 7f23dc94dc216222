// THE instruction table. Encoder, decoder, assembler, disassembler, verifier, fuzzer, hover, completion, grammar and
// the reference manual read it; the meaning itself stands in the interpreter's switch and in the compiler's emitters.
//
// Every instruction is one word of 32 bits: the opcode in the low 8 bits, its operand in the 24 above. An address of
// code is the number of a word in the image's code. `mode` and `sys` are as long as each other on purpose: a
// hypervisor may rewrite one into the other.
import type { CauseName } from './causes';

/** Opcodes; 0 is none. A constant enumeration, because a switch over literals runs several times as fast as any other. */
export const enum Op {
  unreachable = 1, nop, push, push_i32, push_f64, drop, dup, swap, over, rot, select, get, set, tee,
  add = 16, sub, mul, div, div_u, rem, rem_u, and, or, xor, shl, shr, shr_u, rotr, clz, ctz, popcnt,
  eqz = 36, eq, ne, lt, lt_u, gt, gt_u, le, le_u, ge, ge_u,
  fadd = 48, fsub, fmul, fdiv, fneg, fabs, fsqrt, ffloor, fceil, ftrunc, fmin, fmax, feq, fne, flt, fgt, fle, fge,
  i2f = 68, u2f, f2i, f2u,
  load = 72, load8_s, load8_u, load16_s, load16_u, fload, store, store8, store16, fstore, copy, fill,
  jump = 88, jumpz, jumpnz, switch_, case_, call, call_table, ret, sys, break_,
  ctx_new = 104, ctx_drop, ctx_get, ctx_set, ctx_getf, ctx_setf, resume, image_load, image_drop,
  in_, out, ins, outs, wait, halt, mode,
}

/**
 * What the 24 bits beside the opcode hold.
 * - `none`: zero. `small`: a signed number. `integer`, `float`: a place in the image's pool of constants.
 * - `local`: a parameter or local. `code`: an address of code in the same function. `cases`: how many `case` words
 *   follow, less one for the default. `function`, `type`: numbers of the image. `offset`: unsigned, added to an address.
 * - `sys`: the number in the low 12 bits, above it the types, two bits each: the result, then the operands.
 */
export type OperandKind =
  | 'none' | 'small' | 'integer' | 'float' | 'local' | 'code' | 'cases' | 'function' | 'type' | 'offset' | 'sys';

/** Where the program goes on: `next` at the next word, `jump` elsewhere, `branch` either, `end` nowhere in this frame. */
export type Flow = 'next' | 'jump' | 'branch' | 'switch' | 'end';

/** One row of the table. */
export interface InstructionRow {
  readonly code: Op;
  readonly operand: OperandKind;
  /** `a:i32 b:i32 -> i32`, deepest first; letters for types stand for any type. `*`: depends on the operand. */
  readonly effect: string;
  readonly flow: Flow;
  readonly privileged: boolean;
  /** The causes it can raise beside `privileged` and those that come between instructions. */
  readonly causes: readonly CauseName[];
  readonly formula: string;
  /** One sentence. */
  readonly text: string;
  /** Each runs on every engine: source, then the operand stack it leaves, or `!` and the cause it raises. */
  readonly examples: readonly string[];
}

const next = { operand: 'none', flow: 'next', privileged: false, causes: [] } as const;
const divides = { ...next, causes: ['divide'] } as const;
const loads = { ...next, operand: 'offset', effect: 'addr:i32 -> i32', causes: ['memory'] } as const;
const stores = { ...next, operand: 'offset', effect: 'addr:i32 v:i32 ->', causes: ['memory'] } as const;
const branches = { ...next, operand: 'code', flow: 'branch', effect: 'c:i32 ->' } as const;
const privileged = { ...next, privileged: true } as const;
const ends = { ...next, flow: 'end' } as const;
const unary = { ...next, effect: 'a:i32 -> i32' } as const;
const binary = { ...next, effect: 'a:i32 b:i32 -> i32' } as const;
const funary = { ...next, effect: 'a:f64 -> f64' } as const;
const fbinary = { ...next, effect: 'a:f64 b:f64 -> f64' } as const;
const fcompare = { ...next, effect: 'a:f64 b:f64 -> i32' } as const;

/** The instructions by mnemonic. The examples run in the surroundings that {@link EXAMPLE_SURROUNDINGS} gives. */
export const INSTRUCTIONS = {
  // The operand stack
  unreachable:  { ...ends, code: Op.unreachable, effect: '->', causes: ['unreachable'], formula: 'trap', text: 'Traps always; marks what should never run.', examples: ['unreachable -> !unreachable'] },
  nop:          { ...next, code: Op.nop, effect: '->', formula: '', text: 'Does nothing and counts as an instruction.', examples: ['1 nop -> 1'] },
  push:         { ...next, code: Op.push, operand: 'small', effect: '-> i32', formula: 'n', text: 'Pushes a number from -8388608 to 8388607; the assembler picks `push.i32` or `push.f64` for others.', examples: ['push 5 -> 5', 'push -8388608 -> -8388608', 'push 8388607 -> 8388607'] },
  'push.i32':   { ...next, code: Op.push_i32, operand: 'integer', effect: '-> i32', formula: 'n', text: 'Pushes an integer from the pool of constants.', examples: ['push.i32 2147483647 -> 2147483647', 'push.i32 -2147483648 -> -2147483648', 'push.i32 7 -> 7'] },
  'push.f64':   { ...next, code: Op.push_f64, operand: 'float', effect: '-> f64', formula: 'x', text: 'Pushes a floating-point number from the pool of constants.', examples: ['push.f64 1.5 -> 1.5', 'push.f64 nan -> nan', 'push.f64 -0.0 -> -0.0', 'push.f64 inf -> inf'] },
  drop:         { ...next, code: Op.drop, effect: 'a:A ->', formula: '', text: 'Pops a value and forgets it.', examples: ['1 2 drop -> 1', '1.5 drop ->'] },
  dup:          { ...next, code: Op.dup, effect: 'a:A -> A A', formula: 'a a', text: 'Pushes the top value once more.', examples: ['7 dup -> 7 7', '0.5 dup -> 0.5 0.5'] },
  swap:         { ...next, code: Op.swap, effect: 'a:A b:B -> B A', formula: 'b a', text: 'Exchanges the two top values.', examples: ['1 2 swap -> 2 1', '1 2.5 swap -> 2.5 1'] },
  over:         { ...next, code: Op.over, effect: 'a:A b:B -> A B A', formula: 'a b a', text: 'Pushes the value below the top once more.', examples: ['1 2 over -> 1 2 1', '1.5 2 over -> 1.5 2 1.5'] },
  rot:          { ...next, code: Op.rot, effect: 'a:A b:B c:C -> B C A', formula: 'b c a', text: 'Brings the third value to the top.', examples: ['1 2 3 rot -> 2 3 1', '1.5 2 3 rot -> 2 3 1.5'] },
  select:       { ...next, code: Op.select, effect: 'a:A b:A c:i32 -> A', formula: 'c ? a : b', text: 'Keeps the first of two values where the condition is not 0, else the second.', examples: ['10 20 1 select -> 10', '10 20 0 select -> 20', '1.5 2.5 -1 select -> 1.5'] },
  get:          { ...next, code: Op.get, operand: 'local', effect: '*', formula: 'L[x]', text: 'Pushes a parameter or local.', examples: ['get i -> 0', '9 set i get i -> 9', 'get x -> 0.0'] },
  set:          { ...next, code: Op.set, operand: 'local', effect: '*', formula: 'L[x] := a', text: 'Pops a value into a parameter or local.', examples: ['5 set i get i -> 5', '2.5 set x get x -> 2.5'] },
  tee:          { ...next, code: Op.tee, operand: 'local', effect: '*', formula: 'L[x] := a; a', text: 'Stores the top value in a parameter or local and keeps it.', examples: ['5 tee i get i -> 5 5', '0.5 tee x -> 0.5'] },

  // i32 arithmetic
  add:          { ...binary, code: Op.add, formula: 'a + b', text: 'Adds, wrapping modulo 2^32.', examples: ['3 4 add -> 7', '2147483647 1 add -> -2147483648'] },
  sub:          { ...binary, code: Op.sub, formula: 'a - b', text: 'Subtracts, wrapping modulo 2^32.', examples: ['3 4 sub -> -1', '-2147483648 1 sub -> 2147483647'] },
  mul:          { ...binary, code: Op.mul, formula: 'a * b', text: 'Multiplies, wrapping modulo 2^32.', examples: ['6 7 mul -> 42', '65536 65536 mul -> 0', '-2147483648 -1 mul -> -2147483648', '123456789 987654321 mul -> -67153019'] },
  div:          { ...divides, code: Op.div, effect: binary.effect, formula: 'a / b', text: 'Divides signed integers, towards zero; -2147483648 / -1 is -2147483648.', examples: ['7 2 div -> 3', '-7 2 div -> -3', '-2147483648 -1 div -> -2147483648', '1 0 div -> !divide'] },
  'div.u':      { ...divides, code: Op.div_u, effect: binary.effect, formula: 'a /u b', text: 'Divides unsigned integers.', examples: ['7 2 div.u -> 3', '-1 2 div.u -> 2147483647', '-1 1 div.u -> -1', '1 0 div.u -> !divide'] },
  rem:          { ...divides, code: Op.rem, effect: binary.effect, formula: 'a % b', text: 'Remainder of signed division, with the sign of a.', examples: ['7 3 rem -> 1', '-7 3 rem -> -1', '-2147483648 -1 rem -> 0', '-4 2 rem -> 0', '1 0 rem -> !divide'] },
  'rem.u':      { ...divides, code: Op.rem_u, effect: binary.effect, formula: 'a %u b', text: 'Remainder of unsigned division.', examples: ['7 3 rem.u -> 1', '-1 10 rem.u -> 5', '1 0 rem.u -> !divide'] },
  and:          { ...binary, code: Op.and, formula: 'a & b', text: 'Bitwise and.', examples: ['12 10 and -> 8', '-1 255 and -> 255'] },
  or:           { ...binary, code: Op.or, formula: 'a | b', text: 'Bitwise or.', examples: ['12 10 or -> 14'] },
  xor:          { ...binary, code: Op.xor, formula: 'a ^ b', text: 'Bitwise exclusive or.', examples: ['12 10 xor -> 6', '5 -1 xor -> -6'] },
  shl:          { ...binary, code: Op.shl, formula: 'a << (b mod 32)', text: 'Shifts left; the count is taken modulo 32.', examples: ['1 4 shl -> 16', '1 32 shl -> 1', '1 31 shl -> -2147483648', '1 -1 shl -> -2147483648'] },
  shr:          { ...binary, code: Op.shr, formula: 'a >> (b mod 32)', text: 'Shifts right and keeps the sign; the count is taken modulo 32.', examples: ['-16 2 shr -> -4', '16 32 shr -> 16', '-1 31 shr -> -1'] },
  'shr.u':      { ...binary, code: Op.shr_u, formula: 'a >>u (b mod 32)', text: 'Shifts right and fills with zeros; the count is taken modulo 32.', examples: ['-1 28 shr.u -> 15', '-1 32 shr.u -> -1'] },
  rotr:         { ...binary, code: Op.rotr, formula: 'a rotated right by b mod 32', text: 'Rotates right; the count is taken modulo 32.', examples: ['1 1 rotr -> -2147483648', '6 33 rotr -> 3', '5 0 rotr -> 5'] },
  clz:          { ...unary, code: Op.clz, formula: 'leading zeros of a', text: 'Counts the zero bits above the highest one.', examples: ['1 clz -> 31', '0 clz -> 32', '-1 clz -> 0'] },
  ctz:          { ...unary, code: Op.ctz, formula: 'trailing zeros of a', text: 'Counts the zero bits below the lowest one.', examples: ['8 ctz -> 3', '0 ctz -> 32', '-1 ctz -> 0'] },
  popcnt:       { ...unary, code: Op.popcnt, formula: 'ones in a', text: 'Counts the bits that are one.', examples: ['255 popcnt -> 8', '0 popcnt -> 0', '-1 popcnt -> 32'] },

  // i32 comparison
  eqz:          { ...unary, code: Op.eqz, formula: 'a = 0', text: '1 where the value is 0, else 0.', examples: ['0 eqz -> 1', '5 eqz -> 0'] },
  eq:           { ...binary, code: Op.eq, formula: 'a = b', text: '1 where both are equal, else 0.', examples: ['3 3 eq -> 1', '3 4 eq -> 0'] },
  ne:           { ...binary, code: Op.ne, formula: 'a != b', text: '1 where they differ, else 0.', examples: ['3 4 ne -> 1', '3 3 ne -> 0'] },
  lt:           { ...binary, code: Op.lt, formula: 'a < b', text: '1 where a is less, signed.', examples: ['-1 1 lt -> 1', '1 1 lt -> 0'] },
  'lt.u':       { ...binary, code: Op.lt_u, formula: 'a <u b', text: '1 where a is less, unsigned.', examples: ['-1 1 lt.u -> 0', '1 2 lt.u -> 1'] },
  gt:           { ...binary, code: Op.gt, formula: 'a > b', text: '1 where a is greater, signed.', examples: ['2 1 gt -> 1', '-1 1 gt -> 0'] },
  'gt.u':       { ...binary, code: Op.gt_u, formula: 'a >u b', text: '1 where a is greater, unsigned.', examples: ['-1 1 gt.u -> 1', '1 1 gt.u -> 0'] },
  le:           { ...binary, code: Op.le, formula: 'a <= b', text: '1 where a is less or equal, signed.', examples: ['1 1 le -> 1', '2 1 le -> 0'] },
  'le.u':       { ...binary, code: Op.le_u, formula: 'a <=u b', text: '1 where a is less or equal, unsigned.', examples: ['1 -1 le.u -> 1', '-1 1 le.u -> 0'] },
  ge:           { ...binary, code: Op.ge, formula: 'a >= b', text: '1 where a is greater or equal, signed.', examples: ['1 1 ge -> 1', '-1 1 ge -> 0'] },
  'ge.u':       { ...binary, code: Op.ge_u, formula: 'a >=u b', text: '1 where a is greater or equal, unsigned.', examples: ['-1 1 ge.u -> 1', '1 -1 ge.u -> 0'] },

  // f64
  fadd:         { ...fbinary, code: Op.fadd, formula: 'a + b', text: 'Adds floating-point numbers.', examples: ['1.5 2.0 fadd -> 3.5', 'inf -inf fadd -> nan', '0.1 0.2 fadd -> 0.30000000000000004'] },
  fsub:         { ...fbinary, code: Op.fsub, formula: 'a - b', text: 'Subtracts floating-point numbers.', examples: ['1.5 2.0 fsub -> -0.5', 'inf inf fsub -> nan'] },
  fmul:         { ...fbinary, code: Op.fmul, formula: 'a * b', text: 'Multiplies floating-point numbers.', examples: ['1.5 2.0 fmul -> 3.0', '0.0 inf fmul -> nan', '-1.0 0.0 fmul -> -0.0'] },
  fdiv:         { ...fbinary, code: Op.fdiv, formula: 'a / b', text: 'Divides floating-point numbers; by zero gives an infinity or NaN.', examples: ['1.0 4.0 fdiv -> 0.25', '1.0 0.0 fdiv -> inf', '0.0 0.0 fdiv -> nan', '1.0 -0.0 fdiv -> -inf'] },
  fneg:         { ...funary, code: Op.fneg, formula: '-a', text: 'Changes the sign.', examples: ['1.5 fneg -> -1.5', '0.0 fneg -> -0.0', 'nan fneg -> nan'] },
  fabs:         { ...funary, code: Op.fabs, formula: '|a|', text: 'Takes the sign away.', examples: ['-1.5 fabs -> 1.5', '-0.0 fabs -> 0.0', 'nan fabs -> nan'] },
  fsqrt:        { ...funary, code: Op.fsqrt, formula: 'sqrt a', text: 'Square root, correctly rounded; NaN for a negative number.', examples: ['2.25 fsqrt -> 1.5', '-1.0 fsqrt -> nan', '-0.0 fsqrt -> -0.0'] },
  ffloor:       { ...funary, code: Op.ffloor, formula: 'floor a', text: 'Rounds down to a whole number.', examples: ['1.7 ffloor -> 1.0', '-1.2 ffloor -> -2.0', 'nan ffloor -> nan'] },
  fceil:        { ...funary, code: Op.fceil, formula: 'ceil a', text: 'Rounds up to a whole number.', examples: ['1.2 fceil -> 2.0', '-0.5 fceil -> -0.0', 'nan fceil -> nan'] },
  ftrunc:       { ...funary, code: Op.ftrunc, formula: 'trunc a', text: 'Rounds towards zero to a whole number.', examples: ['1.7 ftrunc -> 1.0', '-1.7 ftrunc -> -1.0', 'nan ftrunc -> nan'] },
  fmin:         { ...fbinary, code: Op.fmin, formula: 'min(a, b)', text: 'The smaller number; NaN where either is; -0 is below 0.', examples: ['1.0 2.0 fmin -> 1.0', 'nan 1.0 fmin -> nan', '0.0 -0.0 fmin -> -0.0'] },
  fmax:         { ...fbinary, code: Op.fmax, formula: 'max(a, b)', text: 'The greater number; NaN where either is; 0 is above -0.', examples: ['1.0 2.0 fmax -> 2.0', 'nan 1.0 fmax -> nan', '-0.0 0.0 fmax -> 0.0'] },
  feq:          { ...fcompare, code: Op.feq, formula: 'a = b', text: '1 where both are equal; NaN equals nothing.', examples: ['1.5 1.5 feq -> 1', 'nan nan feq -> 0', '0.0 -0.0 feq -> 1'] },
  fne:          { ...fcompare, code: Op.fne, formula: 'a != b', text: '1 where they differ; NaN differs from everything.', examples: ['1.5 2.5 fne -> 1', 'nan nan fne -> 1', '1.5 1.5 fne -> 0'] },
  flt:          { ...fcompare, code: Op.flt, formula: 'a < b', text: '1 where a is less; 0 with a NaN.', examples: ['1.0 2.0 flt -> 1', 'nan 2.0 flt -> 0', '2.0 2.0 flt -> 0'] },
  fgt:          { ...fcompare, code: Op.fgt, formula: 'a > b', text: '1 where a is greater; 0 with a NaN.', examples: ['2.0 1.0 fgt -> 1', 'nan 1.0 fgt -> 0', '1.0 1.0 fgt -> 0'] },
  fle:          { ...fcompare, code: Op.fle, formula: 'a <= b', text: '1 where a is less or equal; 0 with a NaN.', examples: ['2.0 2.0 fle -> 1', 'nan 2.0 fle -> 0', '3.0 2.0 fle -> 0'] },
  fge:          { ...fcompare, code: Op.fge, formula: 'a >= b', text: '1 where a is greater or equal; 0 with a NaN.', examples: ['2.0 2.0 fge -> 1', 'nan 2.0 fge -> 0', '1.0 2.0 fge -> 0'] },

  // Conversion
  i2f:          { ...next, code: Op.i2f, effect: 'a:i32 -> f64', formula: 'a', text: 'Makes a signed integer a floating-point number, exactly.', examples: ['-3 i2f -> -3.0', '2147483647 i2f -> 2147483647.0'] },
  u2f:          { ...next, code: Op.u2f, effect: 'a:i32 -> f64', formula: 'a as unsigned', text: 'Makes an unsigned integer a floating-point number, exactly.', examples: ['3 u2f -> 3.0', '-1 u2f -> 4294967295.0'] },
  f2i:          { ...next, code: Op.f2i, effect: 'a:f64 -> i32', formula: 'trunc a', text: 'Rounds towards zero to a signed integer; beyond the ends gives the end, NaN gives 0.', examples: ['-2.9 f2i -> -2', '1e10 f2i -> 2147483647', '-1e10 f2i -> -2147483648', 'nan f2i -> 0', 'inf f2i -> 2147483647'] },
  f2u:          { ...next, code: Op.f2u, effect: 'a:f64 -> i32', formula: 'trunc a as unsigned', text: 'Rounds towards zero to an unsigned integer; beyond the ends gives the end, NaN gives 0.', examples: ['2.9 f2u -> 2', '4e9 f2u -> -294967296', '-1.0 f2u -> 0', '1e10 f2u -> -1', 'nan f2u -> 0'] },

  // Memory
  load:         { ...loads, code: Op.load, formula: 'M32[addr + o]', text: 'Loads an i32, little-endian, at any address.', examples: ['8 7 store 8 load -> 7', '0 1 store 4 2 store 2 load -> 131072', '4 9 store 0 load +4 -> 9', '65533 load -> !memory', '-1 load +16 -> !memory'] },
  'load8.s':    { ...loads, code: Op.load8_s, formula: 'sign-extended M8[addr + o]', text: 'Loads a byte as a signed number.', examples: ['8 255 store8 8 load8.s -> -1', '65536 load8.s -> !memory'] },
  'load8.u':    { ...loads, code: Op.load8_u, formula: 'M8[addr + o]', text: 'Loads a byte as an unsigned number.', examples: ['8 255 store8 8 load8.u -> 255', '65536 load8.u -> !memory'] },
  'load16.s':   { ...loads, code: Op.load16_s, formula: 'sign-extended M16[addr + o]', text: 'Loads two bytes as a signed number.', examples: ['8 65535 store16 8 load16.s -> -1', '7 -2 store16 7 load16.s -> -2', '65535 load16.s -> !memory'] },
  'load16.u':   { ...loads, code: Op.load16_u, formula: 'M16[addr + o]', text: 'Loads two bytes as an unsigned number.', examples: ['8 65535 store16 8 load16.u -> 65535', '65535 load16.u -> !memory'] },
  fload:        { ...loads, code: Op.fload, effect: 'addr:i32 -> f64', formula: 'MF[addr + o]', text: 'Loads an f64, at any address.', examples: ['8 1.5 fstore 8 fload -> 1.5', '9 -0.1 fstore 9 fload -> -0.1', '65529 fload -> !memory'] },
  store:        { ...stores, code: Op.store, formula: 'M32[addr + o] := v', text: 'Stores an i32, little-endian, at any address.', examples: ['8 7 store 8 load -> 7', '9 -7 store 9 load -> -7', '65533 1 store -> !memory', '0 1 store +16777215 -> !memory'] },
  store8:       { ...stores, code: Op.store8, formula: 'M8[addr + o] := v', text: 'Stores the low 8 bits.', examples: ['8 -1 store 8 0 store8 8 load -> -256', '65536 1 store8 -> !memory'] },
  store16:      { ...stores, code: Op.store16, formula: 'M16[addr + o] := v', text: 'Stores the low 16 bits.', examples: ['8 -1 store 8 0 store16 8 load -> -65536', '65535 1 store16 -> !memory'] },
  fstore:       { ...stores, code: Op.fstore, effect: 'addr:i32 v:f64 ->', formula: 'MF[addr + o] := v', text: 'Stores an f64, at any address; every NaN is stored as 7ff8000000000000.', examples: ['8 1.5 fstore 12 load -> 1073217536', '8 nan fneg fstore 12 load -> 2146959360', '65529 1.0 fstore -> !memory'] },
  copy:         { ...next, code: Op.copy, effect: 'dst:i32 src:i32 len:i32 ->', causes: ['memory'], formula: 'M[dst..] := M[src..]', text: 'Copies `len` bytes; the ranges may overlap.', examples: ['8 7 store 16 8 4 copy 16 load -> 7', '8 1 store 12 2 store 10 8 8 copy 14 load -> 2', '65535 0 2 copy -> !memory', '0 65535 2 copy -> !memory', '65536 65536 0 copy ->'] },
  fill:         { ...next, code: Op.fill, effect: 'dst:i32 v:i32 len:i32 ->', causes: ['memory'], formula: 'M[dst..] := v', text: 'Sets `len` bytes to the low 8 bits of v.', examples: ['8 255 4 fill 8 load -> -1', '65535 0 2 fill -> !memory', '65536 1 0 fill ->'] },

  // Control
  jump:         { ...next, code: Op.jump, operand: 'code', flow: 'jump', effect: '->', formula: 'goto L', text: 'Goes on at the label.', examples: ['1 jump on drop 2 on: -> 1'] },
  jumpz:        { ...branches, code: Op.jumpz, formula: 'if c = 0 goto L', text: 'Goes on at the label where the condition is 0.', examples: ['1 0 jumpz on drop 2 on: -> 1', '1 5 jumpz on drop 2 on: -> 2'] },
  jumpnz:       { ...branches, code: Op.jumpnz, formula: 'if c != 0 goto L', text: 'Goes on at the label where the condition is not 0.', examples: ['1 5 jumpnz on drop 2 on: -> 1', '1 0 jumpnz on drop 2 on: -> 2'] },
  switch:       { ...next, code: Op.switch_, operand: 'cases', flow: 'switch', effect: 'i:i32 ->', formula: 'goto L[min(i, n)]', text: 'Goes on at the label number i, unsigned, or at the last one where there are not so many.', examples: ['7 0 switch [a b] a: drop 1 b: -> 1', '7 1 switch [a b] a: drop 1 b: -> 7', '7 -1 switch [a b] a: drop 1 b: -> 7'] },
  case:         { ...next, code: Op.case_, operand: 'code', flow: 'end', effect: '->', formula: 'L', text: 'One label of the `switch` before it; it never runs itself.', examples: ['3 0 switch [on] on: -> 3'] },
  call:         { ...next, code: Op.call, operand: 'function', effect: '*', causes: ['stack'], formula: 'f(...)', text: 'Calls a function with the values on the stack.', examples: ['21 call twice -> 42', 'call forever -> !stack'] },
  'call.table': { ...next, code: Op.call_table, operand: 'type', effect: '*', causes: ['indirect', 'stack'], formula: 'T[i](...)', text: 'Calls the entry i of the table of functions, which must be of the type named.', examples: ['21 0 call.table (i32 -> i32) -> 42', '21 99 call.table (i32 -> i32) -> !indirect', '21 1 call.table (i32 -> i32) -> !indirect', '1 call.table () -> !stack'] },
  ret:          { ...ends, code: Op.ret, effect: '*', causes: ['exit'], formula: 'return', text: 'Returns from the function; in the entry function it traps with `exit`.', examples: ['21 call twice -> 42', 'ret -> !exit'] },
  sys:          { ...next, code: Op.sys, operand: 'sys', effect: '*', causes: ['sys'], formula: 'parent(n, ...)', text: 'Traps to the parent with a number and operands; in the root the firmware serves it.', examples: ['5 sys print ->', '0 0 sys write -> 0', '7 sys 99 (i32 -> i32) -> !sys'] },
  break:        { ...next, code: Op.break_, effect: '->', causes: ['breakpoint'], formula: 'trap', text: 'Traps as a breakpoint in the program; the parent may complete it.', examples: ['break -> !breakpoint'] },

  // Contexts and images
  'ctx.new':    { ...privileged, code: Op.ctx_new, effect: 'image:i32 base:i32 limit:i32 mode:i32 -> i32', causes: ['operand'], formula: 'c', text: 'Makes a context that runs the image in a window, and copies the image\'s data there; 0 where no handle is free, the mode is unknown or the data does not fit.', examples: ['child child.size image.load 4096 4096 0 ctx.new -> 1', 'child child.size image.load 4096 4 0 ctx.new -> 0', 'child child.size image.load 4096 4096 2 ctx.new -> 0', '5 0 0 0 ctx.new -> !operand'] },
  'ctx.drop':   { ...privileged, code: Op.ctx_drop, effect: 'c:i32 ->', causes: ['operand'], formula: '', text: 'Drops a context and all below it.', examples: ['child child.size image.load 4096 4096 0 ctx.new ctx.drop ->', '1 ctx.drop -> !operand'] },
  'ctx.get':    { ...privileged, code: Op.ctx_get, effect: 'c:i32 field:i32 -> i32', causes: ['operand'], formula: 'c.field', text: 'Reads an i32 field of a context.', examples: ['child child.size image.load 4096 4096 0 ctx.new tee i -1 resume get i field.number ctx.get -> 1 20', 'child child.size image.load 4096 4096 0 ctx.new field.opcode ctx.get -> 0', '9 0 ctx.get -> !operand', 'child child.size image.load 4096 4096 0 ctx.new 99 ctx.get -> !operand'] },
  'ctx.set':    { ...privileged, code: Op.ctx_set, effect: 'c:i32 field:i32 v:i32 -> i32', causes: ['operand'], formula: 'c.field := v', text: 'Writes an i32 field of a context; 0 where that is not allowed now or of another type, and then nothing has changed.', examples: ['child child.size image.load 4096 4096 0 ctx.new field.limit 64 ctx.set -> 1', 'child child.size image.load 4096 4096 0 ctx.new field.result 1 ctx.set -> 0', '9 field.result 1 ctx.set -> !operand', 'child child.size image.load 4096 4096 0 ctx.new 99 1 ctx.set -> !operand'] },
  'ctx.getf':   { ...privileged, code: Op.ctx_getf, effect: 'c:i32 field:i32 -> f64', causes: ['operand'], formula: 'c.field', text: 'Reads an f64 field of a context.', examples: ['child child.size image.load 4096 4096 0 ctx.new tee i -1 resume drop get i field.time ctx.getf -> 1.0', '9 field.time ctx.getf -> !operand', 'child child.size image.load 4096 4096 0 ctx.new 99 ctx.getf -> !operand'] },
  'ctx.setf':   { ...privileged, code: Op.ctx_setf, effect: 'c:i32 field:i32 v:f64 -> i32', causes: ['operand'], formula: 'c.field := v', text: 'Writes an f64 field of a context; 0 where that is not allowed now or of another type, and then nothing has changed.', examples: ['child child.size image.load 4096 4096 0 ctx.new field.result 1.5 ctx.setf -> 0', '9 field.result 1.5 ctx.setf -> !operand', 'child child.size image.load 4096 4096 0 ctx.new 99 1.0 ctx.setf -> !operand'] },
  resume:       { ...privileged, code: Op.resume, effect: 'c:i32 n:i32 -> i32', causes: ['operand'], formula: 'cause', text: 'Runs a context for at most n instructions, unsigned (-1: no limit), and pushes why it came back.', examples: ['child child.size image.load 4096 4096 0 ctx.new -1 resume -> 1', 'child child.size image.load 4096 4096 0 ctx.new 0 resume -> 11', '9 -1 resume -> !operand'] },
  'image.load': { ...privileged, code: Op.image_load, effect: 'addr:i32 len:i32 -> i32', causes: ['memory'], formula: 'im', text: 'Copies and verifies an image; 0 where it is invalid or no handle is free.', examples: ['child child.size image.load -> 1', 'child 40 image.load -> 0', '65535 2 image.load -> !memory'] },
  'image.drop': { ...privileged, code: Op.image_drop, effect: 'im:i32 ->', causes: ['operand'], formula: '', text: 'Gives an image\'s handle back; contexts that run it go on.', examples: ['child child.size image.load image.drop child child.size image.load -> 1', '1 image.drop -> !operand'] },

  // Devices and power
  in:           { ...privileged, code: Op.in_, effect: 'port:i32 -> i32', causes: ['operand'], formula: 'P[port]', text: 'Reads a port.', examples: ['port.console in -> -2', 'port.memory in -> 65536', '99 in -> !operand'] },
  out:          { ...privileged, code: Op.out, effect: 'port:i32 v:i32 ->', causes: ['operand'], formula: 'P[port] := v', text: 'Writes a port.', examples: ['port.console \'!\' out ->', '99 0 out -> !operand'] },
  ins:          { ...privileged, code: Op.ins, effect: 'port:i32 addr:i32 len:i32 -> i32', causes: ['operand', 'memory'], formula: 'n', text: 'Reads bytes from a block device into the window, at most 65536; pushes how many.', examples: ['port.disk 0 512 ins -> 512', 'port.disk.sector 1 out port.disk 0 65536 ins -> 512', 'port.disk.sector 9 out port.disk 0 512 ins -> 0', '99 0 512 ins -> !operand', 'port.disk 65535 512 ins -> !memory'] },
  outs:         { ...privileged, code: Op.outs, effect: 'port:i32 addr:i32 len:i32 -> i32', causes: ['operand', 'memory'], formula: 'n', text: 'Writes bytes from the window to a block device, at most 65536; pushes how many.', examples: ['0 7 store port.disk 0 512 outs 0 0 store port.disk 0 512 ins drop 0 load -> 512 7', '99 0 512 outs -> !operand', 'port.disk 65535 512 outs -> !memory'] },
  wait:         { ...privileged, code: Op.wait, effect: '->', causes: ['idle'], formula: '', text: 'Waits until an interrupt is pending, and takes all that are.', examples: ['port.alarm.low 100 out wait port.clock.low in -> 102', 'wait -> !idle'] },
  halt:         { ...privileged, ...ends, privileged: true, code: Op.halt, effect: '->', formula: 'power off', text: 'Ends the run with exit code 0.', examples: ['halt -> !halt'] },
  mode:         { ...privileged, code: Op.mode, effect: '-> i32', formula: 'm', text: '1 in the root and in guest mode; traps in user mode, or gives 0 there with the launch option `leaky`.', examples: ['mode -> 1'] },
} as const satisfies Record<string, InstructionRow>;

export type Mnemonic = keyof typeof INSTRUCTIONS;

/** A row with its mnemonic. */
export interface Instruction extends InstructionRow {
  readonly mnemonic: Mnemonic;
}

const byCode: (Instruction | undefined)[] = new Array<Instruction | undefined>(256).fill(undefined);
for (const [mnemonic, row] of Object.entries(INSTRUCTIONS)) byCode[row.code] = { ...row, mnemonic: mnemonic as Mnemonic };

/** The instruction with this opcode (0 to 255), if there is one. */
export function instructionOf(code: number): Instruction | undefined {
  return byCode[code];
}

/**
 * What stands around every example: the entry function's locals and what the examples name. The first table entry is
 * `twice`, the second `forever`; the child calls `sys 20`. The machine has a window of 65,536 bytes, no input, and a
 * disk of two sectors.
 */
export const EXAMPLE_SURROUNDINGS = `memory 65536
table twice forever
func twice (n: i32) -> i32
  get n 2 mul ret
end
func forever
  call forever ret
end
embed child
  data word = i32 20
  entry func main
    nop sys 20 ()
    ret
  end
end
entry func example
  local i: i32, x: f64
  {example}
end
`;
