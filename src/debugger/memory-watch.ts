// The bytes of a data breakpoint: where they lie in physical memory, what they held, and which elements an access touched.
import { windowOf, type Context } from '../machine/context';
import type { Machine } from '../machine/machine';
import type { DataAccess as Touched } from '../machine/observation';
import { PHYSICAL_START } from '../machine/store';
import type { DataAccess, MemoryElement, WatchTarget } from './types';

export const MEMORY_ELEMENT_BYTES: Readonly<Record<MemoryElement, number>> = { i8: 1, u8: 1, i16: 2, u16: 2, i32: 4, f64: 8 };

/** An element that was touched, with its value now and what it was when it was looked at before. */
export interface TouchedElement {
  readonly index: number;
  readonly value: number;
  /** Undefined where there was none before. */
  readonly old: number | undefined;
}

export class MemoryWatch {
  /** First byte, of physical memory; -1 while nothing is watched. */
  private start = -1;
  private before = new DataView(new ArrayBuffer(0));
  readonly width: number;

  constructor(private readonly machine: Machine, private readonly id: number, private readonly target: WatchTarget & { kind: 'memory' },
    private readonly access: DataAccess) {
    this.width = MEMORY_ELEMENT_BYTES[target.element];
  }

  get isSet(): boolean {
    return this.start >= 0;
  }

  /** How many elements there are; those that are not whole do not count. */
  get count(): number {
    return Math.max(1, Math.floor(this.target.size / this.width));
  }

  /** Begins to watch what the context's window shows at the address now; false where not all of it is there. */
  set(context: Context): boolean {
    const { target: { address, size }, id, access } = this;
    const window = windowOf(context);
    if (address + size > window.size) return false;
    this.start = window.start + address;
    this.remember();
    this.machine.observation.watch({ id, start: this.start, length: size, read: access !== 'write', write: access !== 'read' });
    return true;
  }

  /** Watches no longer. */
  remove(): void {
    if (this.isSet) this.machine.observation.unwatch(this.id);
    this.start = -1;
  }

  /** Takes the bytes as they are for those before. */
  remember(): void {
    if (this.isSet) this.before = new DataView(this.now().slice().buffer);
  }

  private now(): Uint8Array {
    const at = PHYSICAL_START + this.start;
    return this.machine.store.u8.subarray(at, at + this.target.size);
  }

  /** The elements that an access touched, in order; from then on what they hold is what was before. */
  *touched({ address, size }: Touched): Generator<TouchedElement> {
    const { width, start, before } = this;
    const first = Math.max(0, Math.floor((address - start) / width));
    const last = Math.min(this.count - 1, Math.floor((address + size - 1 - start) / width));
    const now = this.now(), view = new DataView(now.buffer, now.byteOffset, now.length);
    for (let index = first; index <= last; index++) yield { index, value: this.read(view, index), old: this.read(before, index) };
  }

  private read(view: DataView, index: number): number {
    return elementAt(view, this.target.element, index * this.width);
  }
}

/** The number at a byte of a view. */
export function elementAt(view: DataView, element: MemoryElement, at: number): number {
  switch (element) {
    case 'i8': return view.getInt8(at);
    case 'u8': return view.getUint8(at);
    case 'i16': return view.getInt16(at, true);
    case 'u16': return view.getUint16(at, true);
    case 'i32': return view.getInt32(at, true);
    case 'f64': return view.getFloat64(at, true);
  }
}
