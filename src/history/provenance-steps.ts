// What a logged step made of a slot or of bytes, and what it took for that: the instruction table's view of where values come from.
// Instructions that only move a value name the place it lay in; those that compute name their operands.
import { effectOf, opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import type { ValueType } from '../isa/types';
import { How, type Step, type Written } from './provenance-log';

/** How a value came to be. */
export type OriginKind =
  /** What was asked about. */
  | 'place'
  /** Computed by an instruction from its operands. */
  | 'instruction'
  /** Part of the instruction. */
  | 'constant'
  /** Brought there from somewhere else. */
  | 'move'
  /** The answer with which a parent completed the instruction. */
  | 'parent'
  /** From outside: a port, or a call that the firmware serves. The disk counts as outside, whoever wrote it. */
  | 'input'
  /** What the machine answers: handles, causes, fields of contexts. */
  | 'machine'
  /** Data of an image, and the zeros that memory and the locals of a new frame begin with. */
  | 'initial'
  /** Changed by hand. */
  | 'edit';

/** Where a value can lie. */
export type Spot =
  /** A slot, by its word of the store. */
  | { readonly kind: 'slot'; readonly word: number; readonly type: ValueType }
  /** Bytes of the store. */
  | { readonly kind: 'bytes'; readonly start: number; readonly size: number }
  /** The answer that waits to complete an instruction of a context. */
  | { readonly kind: 'answer'; readonly context: number; readonly type: ValueType };

/** What a step took from a spot: its bytes [from, from + size) became those from `at` on, unless an instruction computed with them. */
export interface Taken {
  readonly spot: Spot;
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly from: number;
  readonly size: number;
}

/** What a step made. */
export interface Made {
  readonly kind: OriginKind;
  readonly type: ValueType | 'bytes';
  readonly bytes: Uint8Array;
  readonly taken: readonly Taken[];
}

/** Bytes of a value of a type. */
export function sizeOf(type: ValueType): number {
  return type === 'i32' ? 4 : 8;
}

/** What a step that wrote a slot made of it. `bytes`: what it was afterwards. */
export function slotMade(step: Step, word: number, type: ValueType, bytes: Uint8Array): Made {
  const make = (kind: OriginKind, ...taken: Taken[]): Made => ({ kind, type, bytes, taken });
  const whole = (spot: Spot): Taken => ({ spot, bytes, at: 0, from: 0, size: bytes.length });
  switch (step.how) {
    case How.back: case How.entered: return make('machine');
    case How.served: return make('input');
    case How.completed: return make('parent', whole({ kind: 'answer', context: step.context, type }));
    case How.done: break;
  }
  const from = movedFrom(step, word);
  if (from !== 0) return make('move', whole({ kind: 'slot', word: from, type }));
  const op = opcodeOf(step.word), size = LOADED[op];
  if (size > 0) return make('move', { spot: { kind: 'bytes', start: step.extra, size }, bytes: bytes.slice(0, size), at: 0, from: 0, size });
  if (op === Op.push || op === Op.push_i32 || op === Op.push_f64) return make('constant');
  if (op === Op.in_ || op === Op.ins) return make('input');
  return op >= Op.ctx_new ? make('machine') : make('instruction', ...operandsOf(step));
}

/** How many bytes an instruction loads, by opcode. */
const LOADED = new Uint8Array(256);
for (const [size, ...ops] of [[1, Op.load8_s, Op.load8_u], [2, Op.load16_s, Op.load16_u], [4, Op.load], [8, Op.fload]]) {
  for (const op of ops) LOADED[op] = size;
}

/** The slot whose value an instruction brought into a slot; 0 where it did something else. */
function movedFrom({ word, sp, fp, top, extra }: Step, slot: number): number {
  switch (opcodeOf(word)) {
    case Op.dup: case Op.set: case Op.tee: case Op.ret: return sp - 2;
    case Op.over: return sp - 4;
    case Op.swap: return slot === sp - 2 ? sp - 4 : sp - 2;
    case Op.rot: return slot === sp - 2 ? sp - 6 : slot + 2;
    case Op.select: return top[0] === 0 ? sp - 4 : sp - 6;
    case Op.get: return fp + (word >>> 8) * 2;
    case Op.call: case Op.call_table: return slot;
    case Op.ctx_get: case Op.ctx_getf: return extra;
    default: return 0;
  }
}

function operandsOf({ word, sp, top }: Step): Taken[] {
  const pops = effectOf(opcodeOf(word))?.pops ?? [];
  return pops.map((name, i) => {
    const below = pops.length - 1 - i, type = name === 'f64' ? 'f64' : 'i32', size = sizeOf(type);
    return { spot: { kind: 'slot', word: sp - 2 - below * 2, type }, bytes: bytesOfWords(top, below).slice(0, size), at: 0, from: 0, size };
  });
}

/** The bytes of a slot whose words were kept. */
function bytesOfWords(top: readonly number[], below: number): Uint8Array {
  return new Uint8Array(Int32Array.of(top[below * 2], top[below * 2 + 1]).buffer);
}

/** What a step that wrote bytes made of some of them, and the first byte of what it made. `bytes`: those from `start` on afterwards. */
export function bytesMade(step: Step, written: Written, start: number, bytes: Uint8Array): { made: Made; start: number } {
  const { word, sp, top, extra } = step, size = bytes.length;
  const made = (kind: OriginKind, ...taken: Taken[]): { made: Made; start: number } => ({ made: { kind, type: 'bytes', bytes, taken }, start });
  const op = opcodeOf(word);
  switch (op) {
    case Op.store: case Op.store8: case Op.store16: case Op.fstore: return stored(step, written, op === Op.fstore ? 'f64' : 'i32');
    case Op.fill: {
      const value: Spot = { kind: 'slot', word: sp - 4, type: 'i32' };
      return made('move', { spot: value, bytes: bytesOfWords(top, 1).slice(0, 4), at: 0, from: 0, size: 1 });
    }
    case Op.copy: return made('move', { spot: { kind: 'bytes', start: extra + start - written.start, size }, bytes, at: 0, from: 0, size });
    default: return made(op === Op.ctx_new ? 'initial' : 'input');
  }
}

/** All that a store stored. */
function stored({ sp, top }: Step, { start, size }: Written, type: ValueType): { made: Made; start: number } {
  const value = bytesOfWords(top, 0).slice(0, sizeOf(type));
  if (type === 'f64') canonical(value);
  const taken: Taken = { spot: { kind: 'slot', word: sp - 2, type }, bytes: value, at: 0, from: 0, size };
  return { made: { kind: 'move', type: 'bytes', bytes: value.slice(0, size), taken: [taken] }, start };
}

/** Every NaN in memory is the canonical one. */
function canonical(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer);
  if (Number.isNaN(view.getFloat64(0, true))) view.setBigUint64(0, 0x7ff8_0000_0000_0000n, true);
}

/** What a waiting answer is made of: the value that the parent gave. */
export function answerMade({ sp }: Step, type: ValueType, bytes: Uint8Array): Taken {
  return { spot: { kind: 'slot', word: sp - 2, type }, bytes, at: 0, from: 0, size: bytes.length };
}
