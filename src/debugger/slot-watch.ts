// The slot of a data breakpoint: a local, or a place of the operand stack, of one frame. Slots lie in storage that no program
// can address, so whoever changes them is an instruction of the frame's own function, known beforehand: stops stand there.
import type { ValueType } from '../isa/types';
import type { Context } from '../machine/context';
import { FRAME_COLUMNS, FrameColumn, HEADER_WORDS } from '../machine/frames';
import type { Machine } from '../machine/machine';
import type { Program } from '../machine/program';
import { framesOf, localTypes, slotValue, type FrameView } from '../machine/walk';
import { UNREACHED } from '../verifier/flow';
import type { Sites } from './sites';
import { slotTouches, When, type SlotTouch } from './slot-touches';
import type { DataAccess, WatchTarget } from './types';

/** An access to a slot that has taken effect. */
export interface SlotAccess {
  readonly write: boolean;
  readonly type: ValueType;
  readonly value: number;
  /** Undefined where the slot held nothing before. */
  readonly old: number | undefined;
}

/** What the slot was before the instruction that is about to touch it. */
interface Expected {
  readonly context: Context;
  readonly touch: SlotTouch;
  readonly retired: number;
  /** Undefined where it held nothing: what lies there then is no value, and differs between engines. */
  readonly type: ValueType | undefined;
  readonly old: number | undefined;
}

export class SlotWatch {
  private program: Program | undefined;
  private touches = new Map<number, SlotTouch>();
  private expected: Expected | undefined;
  /** What takes effect when the frame goes on at an address, and that address. */
  private late: { readonly expected: Expected; readonly address: number } | undefined;
  /** The count of steps at which the frame was over. */
  private endedAt = Infinity;

  constructor(private readonly machine: Machine, private readonly sites: Sites, private readonly target: WatchTarget & { kind: 'local' | 'operand' },
    private readonly access: DataAccess) {}

  get isSet(): boolean {
    return this.program !== undefined;
  }

  /** Whether the frame is gone at this moment. */
  get isOver(): boolean {
    return this.machine.steps >= this.endedAt;
  }

  /** Whether the frame is gone at some moment that is known. */
  get hasEnded(): boolean {
    return this.endedAt < Infinity;
  }

  /** Begins to watch; false where the context has no such frame now. */
  set(context: Context): boolean {
    return this.frameOf(context) !== undefined && this.plant(context.program);
  }

  private plant(program: Program): true {
    this.program = program;
    this.touches = new Map([...slotTouches(program.image, this.target.function, this.target)].filter(([, touch]) => touch.ends || this.concerns(touch)));
    for (const address of this.places()) this.sites.plant(program, address);
    this.resume();
    return true;
  }

  /** Watches no longer. */
  remove(): void {
    if (this.program !== undefined) for (const address of this.places()) this.sites.remove(this.program, address);
    this.program = this.expected = this.late = undefined;
  }

  /** The machine is about to run on, perhaps from another moment: the frame may be waiting for a parent, or for the result of a callee. */
  resume(): void {
    this.expected = this.late = undefined;
    const context = this.machine.root.find(this.target.context);
    if (context === undefined || context.program !== this.program) return;
    const frame = this.frameOf(context);
    if (frame === undefined) return;
    const { depth, pc, sp, operands } = frame, hasResult = (sp - operands) / 2 > this.target.index;
    const address = depth === 0 ? pc : pc - 1, touch = this.touches.get(address);
    if (touch === undefined || !isLate(touch) || (depth > 0 && hasResult)) return;
    this.late = { expected: this.expect(context, touch, depth > 0), address: address + 1 };
  }

  private frameOf(context: Context): FrameView | undefined {
    const { target, machine: { store } } = this, depth = context.frames - target.frame;
    for (const frame of framesOf(store, context)) if (frame.depth === depth) return frame.fn === target.function ? frame : undefined;
    return undefined;
  }

  private expect(context: Context, touch: SlotTouch, isInCallee: boolean): Expected {
    const type = isInCallee ? undefined : this.typeAt(context), old = type === undefined ? undefined : this.valueOf(context, type);
    return { context, touch, retired: context.retired, type, old };
  }

  /** The frame is gone from now on. */
  end(): void {
    this.remove();
    this.endedAt = this.machine.steps;
  }

  /** Addresses at which it has to look. */
  private places(): Set<number> {
    const places = new Set(this.touches.keys());
    for (const [address, touch] of this.touches) if (isLate(touch)) places.add(address + 1);
    return places;
  }

  private concerns({ read, write }: SlotTouch): boolean {
    return (this.access !== 'write' && read !== When.never) || (this.access !== 'read' && write !== When.never);
  }

  private isMine(context: Context): boolean {
    const { target } = this;
    return context.id === target.context && context.frames === target.frame && context.fn === target.function && context.program === this.program;
  }

  /** Whether the instruction at which the machine stands may touch the slot; {@link after} it that is known. */
  before(): boolean {
    const { current } = this.machine;
    this.expected = undefined;
    if (!this.isMine(current) || current.completion !== undefined) return false;
    const touch = this.touches.get(current.pc);
    if (touch === undefined) return false;
    this.expected = this.expect(current, touch, false);
    this.late = isLate(touch) ? { expected: this.expected, address: current.pc + 1 } : undefined;
    return true;
  }

  /** What the instruction that was expected did, if it has retired. */
  after(): SlotAccess | undefined {
    const { expected } = this;
    this.expected = undefined;
    if (expected === undefined || expected.context.retired === expected.retired) return undefined;
    const access = this.accessOf(expected, When.now);
    if (expected.touch.ends) this.end();
    return access;
  }

  /** What has taken effect because the frame goes on here. */
  arrived(): SlotAccess | undefined {
    const { late } = this;
    const { current } = this.machine;
    if (late === undefined || late.address !== current.pc || !this.isMine(current)) return undefined;
    this.late = undefined;
    return this.accessOf(late.expected, When.late);
  }

  private accessOf({ context, touch, type, old }: Expected, when: When): SlotAccess | undefined {
    if (touch.write === when && this.access !== 'read') {
      const now = this.typeAt(context);
      if (now !== undefined) return { write: true, type: now, value: this.valueOf(context, now), old };
    }
    if (touch.read !== when || this.access === 'write' || type === undefined || old === undefined) return undefined;
    return { write: false, type, value: old, old };
  }

  /** The type of the slot before the instruction at which its frame stands; undefined where it holds nothing. */
  private typeAt(context: Context): ValueType | undefined {
    const { kind, index } = this.target;
    if (kind === 'local') return localTypes(context, context.fn)[index];
    const { states, stateAt } = context.program.image;
    const state = stateAt[context.pc];
    return state === UNREACHED ? undefined : states.types(state)[index];
  }

  private valueOf(context: Context, type: ValueType): number {
    const { kind, index, function: fn } = this.target;
    const first = kind === 'local' ? context.fp : context.fp + context.program.frames[fn * FRAME_COLUMNS + FrameColumn.locals] + HEADER_WORDS;
    return slotValue(this.machine.store, first + index * 2, type);
  }
}

function isLate({ read, write }: SlotTouch): boolean {
  return read === When.late || write === When.late;
}
