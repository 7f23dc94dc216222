// Where an expression gets its values: one frame of one context. An environment is made once and set before each
// evaluation, because conditions are evaluated millions of times.
import type { Context } from '../../machine/context';
import { windowOf } from '../../machine/context';
import { FRAME_COLUMNS, FrameColumn, HEADER_WORDS } from '../../machine/frames';
import type { Machine } from '../../machine/machine';
import { PHYSICAL_START } from '../../machine/store';
import type { FrameView } from '../../machine/walk';
import type { DataLabel } from '../../image/debug';
import { EXPRESSION_PROBLEMS } from '../messages';
import type { WatchedPart } from './scope';
import { ExpressionRefusal, type Range } from './tree';

export class Environment {
  readonly i32: Int32Array;
  readonly f64: Float64Array;
  private readonly view: DataView;
  context: Context;
  /** Address of code, and the words of the store that the frame's locals and operands begin and end at. */
  pc = 0;
  fp = 0;
  operands = 0;
  sp = 0;
  /** The access that a data breakpoint is asked about. */
  watched: Readonly<Record<WatchedPart, number>> = { value: 0, old: 0, index: 0 };

  constructor(readonly machine: Machine) {
    this.i32 = machine.store.i32;
    this.f64 = machine.store.f64;
    this.view = machine.store.view;
    this.context = machine.root;
    this.setInnermost(machine.root);
  }

  /** Looks at the innermost frame of a context. */
  setInnermost(context: Context): void {
    this.context = context;
    this.pc = context.pc;
    this.fp = context.fp;
    this.operands = context.fp + context.program.frames[context.fn * FRAME_COLUMNS + FrameColumn.locals] + HEADER_WORDS;
    this.sp = context.sp;
  }

  /** Looks at any frame. */
  setFrame(context: Context, frame: FrameView): void {
    this.context = context;
    this.pc = frame.pc;
    this.fp = frame.fp;
    this.operands = frame.operands;
    this.sp = frame.sp;
  }

  /** How many operands the frame holds. */
  get count(): number {
    return (this.sp - this.operands) / 2;
  }

  /** Where bytes of the window lie in the store; refused where not all of them are there. */
  private at(address: number, size: number, range: Range): number {
    const window = windowOf(this.context);
    if (address + size > window.size) throw outside(address, size, window.size, range);
    return PHYSICAL_START + window.start + address;
  }

  /** Reads a number of the window; `address` counts as unsigned. */
  read(address: number, element: DataLabel['element'] | 'u8' | 'u16', range: Range): number {
    const unsigned = address >>> 0;
    switch (element) {
      case 'i8': return this.view.getInt8(this.at(unsigned, 1, range));
      case 'u8': return this.view.getUint8(this.at(unsigned, 1, range));
      case 'i16': return this.view.getInt16(this.at(unsigned, 2, range), true);
      case 'u16': return this.view.getUint16(this.at(unsigned, 2, range), true);
      case 'f64': return this.view.getFloat64(this.at(unsigned, 8, range), true);
      default: return this.view.getInt32(this.at(unsigned, 4, range), true);
    }
  }

  /** Reads UTF-8; what is none becomes U+FFFD. */
  readText(address: number, length: number, range: Range): string {
    const at = this.at(address >>> 0, length, range);
    return new TextDecoder().decode(this.machine.store.u8.slice(at, at + length));
  }
}

function outside(address: number, size: number, there: number, range: Range): ExpressionRefusal {
  if (there === 0) return new ExpressionRefusal(EXPRESSION_PROBLEMS.no_memory, { size, address }, range);
  return new ExpressionRefusal(EXPRESSION_PROBLEMS.outside, { size, address, last: there - 1 }, range);
}
