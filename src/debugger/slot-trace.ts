// The values of one slot of one frame while the machine runs: a local, or a place of its operand stack. Its function's own
// instructions change it and nobody else, so the machine runs at full speed from one of those to the next. An instruction that
// takes effect later, when a callee returns or a parent answers, is looked at as soon as the frame can go on behind it.
import { defined } from '../base/assert';
import type { Steps } from '../base/steps';
import type { ValueType } from '../isa/types';
import { frameStart } from '../history/activation';
import { TRAVEL_WORK } from '../history/limits';
import type { Timeline } from '../history/timeline';
import type { Context } from '../machine/context';
import { Pass, type Machine } from '../machine/machine';
import type { Program } from '../machine/program';
import { framesOf, localTypes, operandTypes, slotValue, type FrameView } from '../machine/walk';
import { slotTouches, When, type SlotTouch } from './slot-touches';
import type { WatchTarget } from './types';
import { isEdited, type TakeValue, type ValueTrace } from './value-trace';

interface Seen {
  readonly type: ValueType;
  readonly value: number;
}

export class SlotTrace implements ValueTrace {
  private readonly machine: Machine;
  private readonly program: Program;
  private readonly touches: ReadonlyMap<number, SlotTouch>;
  private context: Context;
  /** What it held when it was looked at; undefined: nothing. */
  private known: Seen | undefined;
  /** Where the frame goes on behind an instruction whose effect is yet to come. */
  private late: number | undefined;
  /** The count of steps at which the frame returned. */
  ended: number | undefined;

  constructor(private readonly timeline: Timeline, private readonly target: WatchTarget & { kind: 'local' | 'operand' }) {
    this.machine = timeline.machine;
    this.context = this.find();
    this.program = this.context.program;
    const touches = [...slotTouches(this.program.image, target.function, target)];
    this.touches = new Map(touches.filter(([, { write, ends }]) => target.kind === 'operand' || write !== When.never || ends));
  }

  private find(): Context {
    return defined(this.machine.root.find(this.target.context), 'a context that is there');
  }

  start(): Steps<number> {
    return frameStart(this.timeline, this.context, this.target.frame);
  }

  begin(): void {
    this.context = this.find();
    const { pc, depth } = defined(this.frame(), 'the frame');
    this.known = this.see();
    const address = depth === 0 ? pc : pc - 1;
    const touch = this.touches.get(address);
    this.late = touch !== undefined && isLate(touch) ? address + 1 : undefined;
  }

  initial(take: TakeValue): void {
    const { known, machine: { steps } } = this;
    if (known !== undefined) take({ ...known, steps, how: isEdited(this.timeline) ? 'edit' : 'initial' });
  }

  *run(high: number, take: TakeValue): Steps<void> {
    const { timeline, machine } = this;
    const remove = this.plant();
    try {
      for (let pass = Pass.nothing; !this.isOver && machine.steps < high;) {
        const { pc } = this.context, touch = this.touch();
        const { kind } = timeline.run(touch === undefined ? high - machine.steps : 1, TRAVEL_WORK, touch === undefined ? pass : Pass.stop);
        machine.devices.output.take();
        pass = kind === 'stop' ? Pass.stop : Pass.nothing;
        if (!this.follow(touch, pc, take)) return;
        yield;
      }
    } finally {
      remove();
    }
  }

  /**
   * Stops where the slot may change. An instruction that a parent completes passes no stop, and one may be completed just as others
   * have their turn; so the machine comes back where the context goes on, or one above it does in its stead.
   */
  private plant(): () => void {
    const { program, touches, machine: { watch: { contexts } } } = this;
    const places = new Set(touches.keys());
    for (const [address, touch] of touches) if (isLate(touch)) places.add(address + 1);
    const watched = this.target.kind === 'operand' ? [...this.context.upward()] : [];
    for (const address of places) program.setStop(address, true);
    for (const context of watched) contexts.add(context);
    return () => {
      for (const address of places) program.setStop(address, false);
      for (const context of watched) contexts.delete(context);
    };
  }

  /** What the instruction at which the machine stands does to the slot. */
  private touch(): SlotTouch | undefined {
    return this.machine.current === this.context && this.isInnermost ? this.touches.get(this.context.pc) : undefined;
  }

  private get isInnermost(): boolean {
    return this.context.frames === this.target.frame;
  }

  private get isOver(): boolean {
    return this.context.dropped || this.context.frames < this.target.frame;
  }

  /** After a turn: looks where something may have changed; false: no more is wanted. */
  private follow(touch: SlotTouch | undefined, address: number, take: TakeValue): boolean {
    const { context, machine, timeline } = this, { steps } = machine;
    if (this.isOver) {
      if (!context.dropped) this.ended = steps;
      return true;
    }
    if (touch !== undefined) {
      this.late = isLate(touch) && !(this.isInnermost && context.pc === address + 1) ? address + 1 : undefined;
      return this.look(steps, address, take);
    }
    if (this.isInnermost && context.pc === this.late) {
      this.late = undefined;
      // Where another context goes on, this one had come here before that step.
      return this.look(machine.current === context ? steps : steps - 1, context.pc - 1, take);
    }
    return !isEdited(timeline) || this.look(steps, address, take);
  }

  private look(steps: number, pc: number, take: TakeValue): boolean {
    const { known, context, program, target } = this;
    const seen = this.known = this.see();
    if (seen === undefined || (known !== undefined && known.type === seen.type && Object.is(known.value, seen.value))) return true;
    if (isEdited(this.timeline)) return take({ ...seen, steps, how: 'edit' });
    return take({ ...seen, steps, how: 'write', site: { context: context.id, program, fn: target.function, pc } });
  }

  private frame(): FrameView | undefined {
    const { context, target, machine: { store } } = this;
    for (const frame of framesOf(store, context)) if (frame.depth === context.frames - target.frame) return frame;
    return undefined;
  }

  private see(): Seen | undefined {
    const { context, target: { kind, index }, machine: { store } } = this;
    const frame = this.frame();
    if (frame === undefined) return undefined;
    const type = (kind === 'local' ? localTypes(context, frame.fn) : operandTypes(context, frame)).at(index);
    if (type === undefined) return undefined;
    return { type, value: slotValue(store, (kind === 'local' ? frame.fp : frame.operands) + index * 2, type) };
  }
}

function isLate({ read, write }: SlotTouch): boolean {
  return read === When.late || write === When.late;
}
