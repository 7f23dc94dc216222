// The interpreter: the definition of what the instructions do. It runs one context until its fuel is used up or
// something happens that is the machine's business: a trap, a privileged instruction, an observer's stop.
//
// It keeps the registers in local variables and puts them back when it leaves. `sp`, `fp` and frames count words of
// 4 bytes; a slot is two words, an i32 lies in the lower one.
import { Bug, unreachable } from '../base/assert';
import { Cause } from '../isa/causes';
import { Op } from '../isa/instructions';
import type { Context } from './context';
import { Exit, SMALL_BLOCK_BYTES, type Engine, type Slice } from './engine';
import { FRAME_COLUMNS, FrameColumn, HEADER_WORDS, NO_CALLER } from './frames';
import { ENTER, OBSERVE, STOP } from './program';
import { PHYSICAL_START, type Store } from './store';
import { meetsWatch } from './touches';

const CANONICAL_NAN_HIGH = 0x7ff8_0000;

/** Stores an f64 at any byte of the store; every NaN becomes the canonical one. */
function storeFloat(store: Store, at: number, value: number): void {
  if (value === value) store.view.setFloat64(at, value, true);
  else {
    store.view.setInt32(at, 0, true);
    store.view.setInt32(at + 4, CANONICAL_NAN_HIGH, true);
  }
}

/** Truncates to a signed integer, saturating; NaN gives 0. */
function toSigned(value: number): number {
  if (value >= 2147483647) return 2147483647;
  return value <= -2147483648 ? -2147483648 : value | 0;
}

/** Truncates to an unsigned integer, saturating, as an i32; NaN gives 0. */
function toUnsigned(value: number): number {
  if (value >= 4294967295) return -1;
  return value <= 0 ? 0 : value | 0;
}

function popcount(value: number): number {
  let bits = value - ((value >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

/**
 * Runs a context.
 * @param code the image's code, with or without an observer's stops
 */
export function interpret(store: Store, context: Context, code: Int32Array, slice: Slice): Exit {
  for (;;) {
    const exit = execute(store, context, code, slice);
    if (exit !== Exit.child) return exit;
    if (!slice.onChild(context)) return Exit.machine;
    slice.fuel--;
  }
}

/** {@link interpret} up to an instruction on a child: a call in the loop would make V8 check all arrays anew at every instruction. */
function execute(store: Store, context: Context, code: Int32Array, slice: Slice): Exit {
  const { i32, f64, u8, view } = store;
  const { image, frames: table, counters } = context.program;
  const { integers, floats } = image;
  const origin = PHYSICAL_START + slice.windowStart;
  const limit = slice.windowSize;
  const { framesMax, stackEnd } = slice;
  let { fuel } = slice;
  let { fn, pc, fp, sp, frames } = context;
  let exit = Exit.fuel;
  let cause = Cause.memory;
  let address = 0, size = 0, write = false;
  /** Where the instruction stands that was counted last. */
  let counted = -1;

  loop: while (fuel > 0) {
    let word = code[pc++];
    fuel--;
    // Once; what an observer wants to hear of is found behind OBSERVE and dispatched again.
    for (;;) {
      const op = (word & 0xff) as Op;
      switch (op) {
        // The operand stack
        case Op.unreachable: cause = Cause.unreachable; exit = Exit.trap; break loop;
        case Op.nop: break;
        case Op.push: i32[sp] = word >> 8; sp += 2; break;
        case Op.push_i32: i32[sp] = integers[word >>> 8]; sp += 2; break;
        case Op.push_f64: f64[sp >> 1] = floats[word >>> 8]; sp += 2; break;
        case Op.drop: sp -= 2; break;
        case Op.dup: i32[sp] = i32[sp - 2]; i32[sp + 1] = i32[sp - 1]; sp += 2; break;
        case Op.swap: {
          const low = i32[sp - 2], high = i32[sp - 1];
          i32[sp - 2] = i32[sp - 4]; i32[sp - 1] = i32[sp - 3];
          i32[sp - 4] = low; i32[sp - 3] = high;
          break;
        }
        case Op.over: i32[sp] = i32[sp - 4]; i32[sp + 1] = i32[sp - 3]; sp += 2; break;
        case Op.rot: {
          const low = i32[sp - 6], high = i32[sp - 5];
          i32[sp - 6] = i32[sp - 4]; i32[sp - 5] = i32[sp - 3];
          i32[sp - 4] = i32[sp - 2]; i32[sp - 3] = i32[sp - 1];
          i32[sp - 2] = low; i32[sp - 1] = high;
          break;
        }
        case Op.select: {
          sp -= 4;
          if (i32[sp + 2] === 0) { i32[sp - 2] = i32[sp]; i32[sp - 1] = i32[sp + 1]; }
          break;
        }
        case Op.get: {
          const local = fp + (word >>> 7);
          i32[sp] = i32[local]; i32[sp + 1] = i32[local + 1];
          sp += 2;
          break;
        }
        case Op.set: {
          const local = fp + (word >>> 7);
          sp -= 2;
          i32[local] = i32[sp]; i32[local + 1] = i32[sp + 1];
          break;
        }
        case Op.tee: {
          const local = fp + (word >>> 7);
          i32[local] = i32[sp - 2]; i32[local + 1] = i32[sp - 1];
          break;
        }

        // i32 arithmetic
        case Op.add: sp -= 2; i32[sp - 2] = (i32[sp - 2] + i32[sp]) | 0; break;
        case Op.sub: sp -= 2; i32[sp - 2] = (i32[sp - 2] - i32[sp]) | 0; break;
        case Op.mul: sp -= 2; i32[sp - 2] = Math.imul(i32[sp - 2], i32[sp]); break;
        case Op.div: {
          const divisor = i32[sp - 2];
          if (divisor === 0) { cause = Cause.divide; exit = Exit.trap; break loop; }
          sp -= 2;
          i32[sp - 2] = (i32[sp - 2] / divisor) | 0;
          break;
        }
        case Op.div_u: {
          const divisor = i32[sp - 2];
          if (divisor === 0) { cause = Cause.divide; exit = Exit.trap; break loop; }
          sp -= 2;
          i32[sp - 2] = ((i32[sp - 2] >>> 0) / (divisor >>> 0)) | 0;
          break;
        }
        case Op.rem: {
          const divisor = i32[sp - 2];
          if (divisor === 0) { cause = Cause.divide; exit = Exit.trap; break loop; }
          sp -= 2;
          i32[sp - 2] = (i32[sp - 2] % divisor) | 0;
          break;
        }
        case Op.rem_u: {
          const divisor = i32[sp - 2];
          if (divisor === 0) { cause = Cause.divide; exit = Exit.trap; break loop; }
          sp -= 2;
          i32[sp - 2] = ((i32[sp - 2] >>> 0) % (divisor >>> 0)) | 0;
          break;
        }
        case Op.and: sp -= 2; i32[sp - 2] = i32[sp - 2] & i32[sp]; break;
        case Op.or: sp -= 2; i32[sp - 2] = i32[sp - 2] | i32[sp]; break;
        case Op.xor: sp -= 2; i32[sp - 2] = i32[sp - 2] ^ i32[sp]; break;
        case Op.shl: sp -= 2; i32[sp - 2] = i32[sp - 2] << i32[sp]; break;
        case Op.shr: sp -= 2; i32[sp - 2] = i32[sp - 2] >> i32[sp]; break;
        case Op.shr_u: sp -= 2; i32[sp - 2] = i32[sp - 2] >>> i32[sp]; break;
        case Op.rotr: {
          sp -= 2;
          i32[sp - 2] = (i32[sp - 2] >>> i32[sp]) | (i32[sp - 2] << (32 - (i32[sp] & 31)));
          break;
        }
        case Op.clz: i32[sp - 2] = Math.clz32(i32[sp - 2]); break;
        case Op.ctz: {
          const value = i32[sp - 2];
          i32[sp - 2] = value === 0 ? 32 : 31 - Math.clz32(value & -value);
          break;
        }
        case Op.popcnt: i32[sp - 2] = popcount(i32[sp - 2]); break;

        // i32 comparison
        case Op.eqz: i32[sp - 2] = i32[sp - 2] === 0 ? 1 : 0; break;
        case Op.eq: sp -= 2; i32[sp - 2] = i32[sp - 2] === i32[sp] ? 1 : 0; break;
        case Op.ne: sp -= 2; i32[sp - 2] = i32[sp - 2] !== i32[sp] ? 1 : 0; break;
        case Op.lt: sp -= 2; i32[sp - 2] = i32[sp - 2] < i32[sp] ? 1 : 0; break;
        case Op.lt_u: sp -= 2; i32[sp - 2] = i32[sp - 2] >>> 0 < i32[sp] >>> 0 ? 1 : 0; break;
        case Op.gt: sp -= 2; i32[sp - 2] = i32[sp - 2] > i32[sp] ? 1 : 0; break;
        case Op.gt_u: sp -= 2; i32[sp - 2] = i32[sp - 2] >>> 0 > i32[sp] >>> 0 ? 1 : 0; break;
        case Op.le: sp -= 2; i32[sp - 2] = i32[sp - 2] <= i32[sp] ? 1 : 0; break;
        case Op.le_u: sp -= 2; i32[sp - 2] = i32[sp - 2] >>> 0 <= i32[sp] >>> 0 ? 1 : 0; break;
        case Op.ge: sp -= 2; i32[sp - 2] = i32[sp - 2] >= i32[sp] ? 1 : 0; break;
        case Op.ge_u: sp -= 2; i32[sp - 2] = i32[sp - 2] >>> 0 >= i32[sp] >>> 0 ? 1 : 0; break;

        // f64
        case Op.fadd: sp -= 2; f64[(sp >> 1) - 1] += f64[sp >> 1]; break;
        case Op.fsub: sp -= 2; f64[(sp >> 1) - 1] -= f64[sp >> 1]; break;
        case Op.fmul: sp -= 2; f64[(sp >> 1) - 1] *= f64[sp >> 1]; break;
        case Op.fdiv: sp -= 2; f64[(sp >> 1) - 1] /= f64[sp >> 1]; break;
        case Op.fneg: f64[(sp >> 1) - 1] = -f64[(sp >> 1) - 1]; break;
        case Op.fabs: f64[(sp >> 1) - 1] = Math.abs(f64[(sp >> 1) - 1]); break;
        case Op.fsqrt: f64[(sp >> 1) - 1] = Math.sqrt(f64[(sp >> 1) - 1]); break;
        case Op.ffloor: f64[(sp >> 1) - 1] = Math.floor(f64[(sp >> 1) - 1]); break;
        case Op.fceil: f64[(sp >> 1) - 1] = Math.ceil(f64[(sp >> 1) - 1]); break;
        case Op.ftrunc: f64[(sp >> 1) - 1] = Math.trunc(f64[(sp >> 1) - 1]); break;
        case Op.fmin: sp -= 2; f64[(sp >> 1) - 1] = Math.min(f64[(sp >> 1) - 1], f64[sp >> 1]); break;
        case Op.fmax: sp -= 2; f64[(sp >> 1) - 1] = Math.max(f64[(sp >> 1) - 1], f64[sp >> 1]); break;
        case Op.feq: sp -= 2; i32[sp - 2] = f64[(sp >> 1) - 1] === f64[sp >> 1] ? 1 : 0; break;
        case Op.fne: sp -= 2; i32[sp - 2] = f64[(sp >> 1) - 1] !== f64[sp >> 1] ? 1 : 0; break;
        case Op.flt: sp -= 2; i32[sp - 2] = f64[(sp >> 1) - 1] < f64[sp >> 1] ? 1 : 0; break;
        case Op.fgt: sp -= 2; i32[sp - 2] = f64[(sp >> 1) - 1] > f64[sp >> 1] ? 1 : 0; break;
        case Op.fle: sp -= 2; i32[sp - 2] = f64[(sp >> 1) - 1] <= f64[sp >> 1] ? 1 : 0; break;
        case Op.fge: sp -= 2; i32[sp - 2] = f64[(sp >> 1) - 1] >= f64[sp >> 1] ? 1 : 0; break;

        // Conversion
        case Op.i2f: f64[(sp >> 1) - 1] = i32[sp - 2]; break;
        case Op.u2f: f64[(sp >> 1) - 1] = i32[sp - 2] >>> 0; break;
        case Op.f2i: i32[sp - 2] = toSigned(f64[(sp >> 1) - 1]); break;
        case Op.f2u: i32[sp - 2] = toUnsigned(f64[(sp >> 1) - 1]); break;

        // Memory
        case Op.load: {
          address = (i32[sp - 2] >>> 0) + (word >>> 8);
          if (address + 4 > limit) { size = 4; write = false; exit = Exit.trap; break loop; }
          const at = origin + address;
          i32[sp - 2] = (at & 3) === 0 ? i32[at >> 2] : view.getInt32(at, true);
          break;
        }
        case Op.load8_s: {
          address = (i32[sp - 2] >>> 0) + (word >>> 8);
          if (address + 1 > limit) { size = 1; write = false; exit = Exit.trap; break loop; }
          i32[sp - 2] = (u8[origin + address] << 24) >> 24;
          break;
        }
        case Op.load8_u: {
          address = (i32[sp - 2] >>> 0) + (word >>> 8);
          if (address + 1 > limit) { size = 1; write = false; exit = Exit.trap; break loop; }
          i32[sp - 2] = u8[origin + address];
          break;
        }
        case Op.load16_s: {
          address = (i32[sp - 2] >>> 0) + (word >>> 8);
          if (address + 2 > limit) { size = 2; write = false; exit = Exit.trap; break loop; }
          i32[sp - 2] = view.getInt16(origin + address, true);
          break;
        }
        case Op.load16_u: {
          address = (i32[sp - 2] >>> 0) + (word >>> 8);
          if (address + 2 > limit) { size = 2; write = false; exit = Exit.trap; break loop; }
          i32[sp - 2] = view.getUint16(origin + address, true);
          break;
        }
        case Op.fload: {
          address = (i32[sp - 2] >>> 0) + (word >>> 8);
          if (address + 8 > limit) { size = 8; write = false; exit = Exit.trap; break loop; }
          const at = origin + address;
          f64[(sp >> 1) - 1] = (at & 7) === 0 ? f64[at >> 3] : view.getFloat64(at, true);
          break;
        }
        case Op.store: {
          address = (i32[sp - 4] >>> 0) + (word >>> 8);
          if (address + 4 > limit) { size = 4; write = true; exit = Exit.trap; break loop; }
          sp -= 4;
          const at = origin + address;
          if ((at & 3) === 0) i32[at >> 2] = i32[sp + 2];
          else view.setInt32(at, i32[sp + 2], true);
          break;
        }
        case Op.store8: {
          address = (i32[sp - 4] >>> 0) + (word >>> 8);
          if (address + 1 > limit) { size = 1; write = true; exit = Exit.trap; break loop; }
          sp -= 4;
          u8[origin + address] = i32[sp + 2];
          break;
        }
        case Op.store16: {
          address = (i32[sp - 4] >>> 0) + (word >>> 8);
          if (address + 2 > limit) { size = 2; write = true; exit = Exit.trap; break loop; }
          sp -= 4;
          view.setInt16(origin + address, i32[sp + 2], true);
          break;
        }
        case Op.fstore: {
          address = (i32[sp - 4] >>> 0) + (word >>> 8);
          if (address + 8 > limit) { size = 8; write = true; exit = Exit.trap; break loop; }
          sp -= 4;
          const at = origin + address;
          const value = f64[(sp >> 1) + 1];
          if ((at & 7) === 0 && value === value) f64[at >> 3] = value;
          else storeFloat(store, at, value);
          break;
        }
        case Op.copy: {
          const length = i32[sp - 2] >>> 0;
          if (length > SMALL_BLOCK_BYTES) { exit = Exit.machine; break loop; }
          const to = i32[sp - 6] >>> 0, from = i32[sp - 4] >>> 0;
          if (length > 0 && to + length > limit) { address = to; size = length; write = true; exit = Exit.trap; break loop; }
          if (length > 0 && from + length > limit) { address = from; size = length; write = false; exit = Exit.trap; break loop; }
          u8.copyWithin(origin + to, origin + from, origin + from + length);
          sp -= 6;
          break;
        }
        case Op.fill: {
          const length = i32[sp - 2] >>> 0;
          if (length > SMALL_BLOCK_BYTES) { exit = Exit.machine; break loop; }
          address = i32[sp - 6] >>> 0;
          if (length > 0 && address + length > limit) { size = length; write = true; exit = Exit.trap; break loop; }
          u8.fill(i32[sp - 4], origin + address, origin + address + length);
          sp -= 6;
          break;
        }

        // Control
        case Op.jump: pc = word >>> 8; break;
        case Op.jumpz: sp -= 2; if (i32[sp] === 0) pc = word >>> 8; break;
        case Op.jumpnz: sp -= 2; if (i32[sp] !== 0) pc = word >>> 8; break;
        case Op.switch_: {
          sp -= 2;
          const count = word >>> 8, index = i32[sp] >>> 0;
          pc = code[pc + (index < count ? index : count)] >>> 8;
          break;
        }
        case Op.call: {
          const row = (word >>> 8) * FRAME_COLUMNS;
          const top = sp - table[row + FrameColumn.params];
          if (frames >= framesMax || top + table[row + FrameColumn.need] > stackEnd) {
            cause = Cause.stack; exit = Exit.trap; break loop;
          }
          const header = top + table[row + FrameColumn.locals];
          while (sp < header) i32[sp++] = 0;
          i32[header] = fn; i32[header + 1] = pc; i32[header + 2] = fp;
          fn = word >>> 8; pc = table[row + FrameColumn.start]; fp = top; sp = header + HEADER_WORDS;
          frames++;
          break;
        }
        case Op.call_table: {
          const index = i32[sp - 2] >>> 0;
          const callee = index < image.table.length ? image.table[index] : -1;
          if (callee < 0 || image.functions[callee].type !== word >>> 8) { cause = Cause.indirect; exit = Exit.trap; break loop; }
          const row = callee * FRAME_COLUMNS;
          const top = sp - 2 - table[row + FrameColumn.params];
          if (frames >= framesMax || top + table[row + FrameColumn.need] > stackEnd) {
            cause = Cause.stack; exit = Exit.trap; break loop;
          }
          const header = top + table[row + FrameColumn.locals];
          sp -= 2;
          while (sp < header) i32[sp++] = 0;
          i32[header] = fn; i32[header + 1] = pc; i32[header + 2] = fp;
          fn = callee; pc = table[row + FrameColumn.start]; fp = top; sp = header + HEADER_WORDS;
          frames++;
          break;
        }
        case Op.ret: {
          const row = fn * FRAME_COLUMNS;
          const header = fp + table[row + FrameColumn.locals];
          const caller = i32[header];
          if (caller === NO_CALLER) { cause = Cause.exit; exit = Exit.trap; break loop; }
          const top = fp;
          fn = caller; pc = i32[header + 1]; fp = i32[header + 2];
          // The result may lie where the header was, so the header is read first.
          if (table[row + FrameColumn.result] !== 0) {
            i32[top] = i32[sp - 2]; i32[top + 1] = i32[sp - 1];
            sp = top + 2;
          } else sp = top;
          frames--;
          break;
        }
        case Op.sys: cause = Cause.sys; exit = Exit.trap; break loop;
        case Op.break_: cause = Cause.breakpoint; exit = Exit.trap; break loop;

        // The machine's business
        case Op.ctx_get: case Op.ctx_set: case Op.ctx_getf: case Op.ctx_setf: exit = Exit.child; break loop;
        case Op.ctx_new: case Op.ctx_drop: case Op.resume: case Op.image_load: case Op.image_drop:
        case Op.in_: case Op.out: case Op.ins: case Op.outs: case Op.wait: case Op.halt: case Op.mode:
          exit = Exit.machine;
          break loop;

        case Op.case_: throw new Bug('a case word was reached');
        default:
          if (word === STOP) { exit = Exit.stop; break loop; }
          if (op as number === ENTER) { exit = Exit.enter; break loop; }
          if (word === OBSERVE) {
            word = image.code[pc - 1];
            if (counters !== 0) { counted = pc - 1; f64[counters + counted]++; }
            if (meetsWatch(store, slice, word, sp)) { exit = Exit.data; break loop; }
            continue;
          }
          unreachable(op);
      }
      break;
    }
  }

  if (exit !== Exit.fuel) {
    pc--;
    fuel++;
    if (counted === pc) f64[counters + pc]--;
  }
  context.fn = fn; context.pc = pc; context.fp = fp; context.sp = sp; context.frames = frames;
  slice.fuel = fuel;
  if (exit === Exit.trap) {
    slice.cause = cause; slice.address = address; slice.size = size; slice.write = write;
  }
  return exit;
}

/** The engine that interprets everything. */
export function interpreter(store: Store): Engine {
  return { run: (context, slice) => interpret(store, context, context.program.live, slice) };
}
