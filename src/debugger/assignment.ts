// Sets values: the only part of the debugger that changes a machine, and only what it was asked to change.
import { Refusal } from '../base/message';
import type { MachineChange } from '../machine/changes';
import { windowOf } from '../machine/context';
import { PHYSICAL_START } from '../machine/store';
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
  constructor(private readonly frames: Frames, private readonly change: (change: MachineChange) => void) {}

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
    this.write(word * 4, type === 'i32' ? integerBytes(integer(value, 'i32'), 4) : floatBytes(value.value));
  }

  private setMemory(place: Place & { kind: 'memory' }, value: Value): void {
    const { element } = place;
    const address = place.address >>> 0;
    const bytes = element === 'f64' ? floatBytes(value.value) : integerBytes(integer(value, element), ELEMENTS[element].bytes);
    this.write(this.at(place.context, address, bytes.length), bytes);
  }

  /** Writes bytes into a context's window, all or none. */
  writeMemory(context: number, address: number, bytes: Uint8Array): void {
    this.write(this.at(context, address, bytes.length), bytes);
  }

  private write(at: number, bytes: Uint8Array): void {
    this.change({ kind: 'write', at: at - PHYSICAL_START, bytes });
  }

  /** Where bytes of a window lie in the store. */
  private at(id: number, address: number, size: number): number {
    const window = windowOf(this.frames.context(id));
    if (address >= 0 && address + size <= window.size) return PHYSICAL_START + window.start + address;
    if (window.size === 0) throw new Refusal(EXPRESSION_PROBLEMS.no_memory, { size, address });
    throw new Refusal(EXPRESSION_PROBLEMS.outside, { size, address, last: window.size - 1 });
  }
}

/** An f64 as it is stored; every NaN as the machine stores it. */
function floatBytes(value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(FLOAT_BYTES));
  if (value === value) view.setFloat64(0, value, true);
  else view.setInt32(4, CANONICAL_NAN_HIGH, true);
  return new Uint8Array(view.buffer);
}

function integerBytes(value: number, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => value >> (i * 8));
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
