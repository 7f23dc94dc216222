// Sets values: the only part of the debugger that changes a machine, and only what it was asked to change.
import { Refusal } from '../base/message';
import { windowOf } from '../machine/context';
import type { Machine } from '../machine/machine';
import { PHYSICAL_START } from '../machine/store';
import { noteWritten } from '../machine/touches';
import { localTypes, operandTypes } from '../machine/walk';
import type { ValueType } from '../isa/types';
import { floatText } from '../assembler/instruction-text';
import type { Frames } from './frames';
import { EXPRESSION_PROBLEMS, REQUEST_PROBLEMS } from './messages';
import type { FrameRef, MemoryElement, Place, Value } from './types';

/** The least and the greatest number that an element takes, signed and unsigned readings together, and its bytes. */
const ELEMENTS: Readonly<Record<Exclude<MemoryElement, 'f64'>, { low: number; high: number; bytes: number }>> = {
  i8: { low: -128, high: 255, bytes: 1 },
  u8: { low: -128, high: 255, bytes: 1 },
  i16: { low: -32_768, high: 65_535, bytes: 2 },
  u16: { low: -32_768, high: 65_535, bytes: 2 },
  i32: { low: -2_147_483_648, high: 4_294_967_295, bytes: 4 },
};

const FLOAT_BYTES = 8;
const CANONICAL_NAN_HIGH = 0x7ff8_0000;

export class Assignment {
  constructor(private readonly machine: Machine, private readonly frames: Frames) {}

  /** Sets a place; a Refusal where the value does not fit it or the place is not there, and then nothing has changed. */
  set(place: Place, value: Value): void {
    switch (place.kind) {
      case 'local': return this.setLocal(place.frame, place.index, value);
      case 'operand': return this.setOperand(place.frame, place.index, value);
      case 'memory': return this.setMemory(place, value);
    }
  }

  private setLocal(ref: FrameRef, index: number, value: Value): void {
    const { context, frame } = this.frames.find(ref);
    const types = localTypes(context, frame.fn);
    if (!isIndex(index, types.length)) throw new Refusal(REQUEST_PROBLEMS.no_local, { index });
    this.setSlot(frame.fp + index * 2, types[index], value);
  }

  private setOperand(ref: FrameRef, index: number, value: Value): void {
    const { context, frame } = this.frames.find(ref);
    const types = operandTypes(context, frame);
    if (!isIndex(index, types.length)) throw new Refusal(REQUEST_PROBLEMS.no_operand, { index, count: types.length });
    this.setSlot(frame.sp - 2 - index * 2, types[types.length - 1 - index], value);
  }

  private setSlot(word: number, type: ValueType, value: Value): void {
    if (type === 'i32') {
      const whole = integer(value, 'i32');
      this.machine.settle();
      this.machine.store.i32[word] = whole;
      return;
    }
    this.machine.settle();
    this.setFloat(word * 4, value.value);
  }

  private setMemory(place: Place & { kind: 'memory' }, value: Value): void {
    const { element } = place;
    const address = place.address >>> 0;
    if (element === 'f64') {
      const at = this.at(place.context, address, FLOAT_BYTES);
      this.machine.settle();
      noteWritten(this.machine.store, at, FLOAT_BYTES);
      return this.setFloat(at, value.value);
    }
    const { bytes } = ELEMENTS[element];
    const whole = integer(value, element);
    const at = this.at(place.context, address, bytes);
    this.machine.settle();
    for (let i = 0; i < bytes; i++) this.machine.store.u8[at + i] = whole >> (i * 8);
    noteWritten(this.machine.store, at, bytes);
  }

  /** Writes bytes into a context's window, all or none. */
  writeMemory(context: number, address: number, bytes: Uint8Array): void {
    const at = this.at(context, address, bytes.length);
    this.machine.settle();
    this.machine.store.u8.set(bytes, at);
    noteWritten(this.machine.store, at, bytes.length);
  }

  /** Where bytes of a window lie in the store. */
  private at(id: number, address: number, size: number): number {
    const window = windowOf(this.frames.context(id));
    if (address >= 0 && address + size <= window.size) return PHYSICAL_START + window.start + address;
    if (window.size === 0) throw new Refusal(EXPRESSION_PROBLEMS.no_memory, { size, address });
    throw new Refusal(EXPRESSION_PROBLEMS.outside, { size, address, last: window.size - 1 });
  }

  /** Every NaN is stored as the machine stores it. */
  private setFloat(at: number, value: number): void {
    const { view } = this.machine.store;
    if (value === value) return view.setFloat64(at, value, true);
    view.setInt32(at, 0, true);
    view.setInt32(at + 4, CANONICAL_NAN_HIGH, true);
  }
}

function isIndex(index: number, count: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < count;
}

/** The value as an integer that the element takes. */
function integer({ type, value }: Value, element: Exclude<MemoryElement, 'f64'>): number {
  const { low, high } = ELEMENTS[element];
  const found = type === 'f64' ? floatText(value) : String(value);
  if (!Number.isInteger(value)) throw new Refusal(EXPRESSION_PROBLEMS.not_i32, { found });
  if (value < low || value > high) throw new Refusal(EXPRESSION_PROBLEMS.element_range, { found, element, low, high });
  return value | 0;
}
