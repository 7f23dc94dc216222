// Fills the log of a part of the past: takes each step alone, sees what it was by what stood before and after it, and notes which
// slots and bytes it wrote.
import { assert } from '../base/assert';
import type { Steps } from '../base/steps';
import { effectOf, opcodeOf, sysNumberOf } from '../isa/encoding';
import { Field } from '../isa/fields';
import { Call } from '../isa/firmware';
import { INSTRUCTIONS, Op } from '../isa/instructions';
import type { ValueType } from '../isa/types';
import { Answer, windowOf, type Context } from '../machine/context';
import { FRAME_COLUMNS, FrameColumn } from '../machine/frames';
import { Pass, type Machine } from '../machine/machine';
import { shapeOf } from '../machine/operands';
import { PHYSICAL_START } from '../machine/store';
import { touchesOf, type Touch } from '../machine/touches';
import { TRAVEL_WORK } from './limits';
import { How, StepLog } from './provenance-log';
import { quietly } from './quiet';
import type { Timeline } from './timeline';

/** Steps between two chances for others. */
const STEPS_BETWEEN = 10_000;

/** Operands that an instruction pops, and values that it pushes, where its operand makes no difference. */
const POPS = new Uint8Array(256), PUSHES = new Uint8Array(256);
for (const { code } of Object.values(INSTRUCTIONS)) {
  const effect = effectOf(code);
  if (effect === undefined) continue;
  POPS[code] = effect.pops.length;
  PUSHES[code] = effect.pushes.length;
}

/** Runs a part of the past in single steps and gives its log; the machine stands at its end afterwards. */
export function* logSteps(timeline: Timeline, low: number, high: number): Steps<StepLog> {
  const recorder = new Recorder(timeline, new StepLog(low, high));
  yield* timeline.goTo(low);
  yield* quietly(timeline.machine, recorder.run());
  return recorder.log;
}

/** What is known before a step and is not in the log. */
interface Before {
  readonly steps: number;
  readonly context: Context;
  readonly word: number;
  readonly fp: number;
  readonly sp: number;
  readonly touches: readonly Touch[];
  /** The child whose field is read or set. */
  readonly child: Context | undefined;
  /** The context that is to call a handler when it goes on, and the function. */
  readonly caller: Context | undefined;
  readonly handler: number;
}

const NO_TOUCHES: readonly Touch[] = [];

class Recorder {
  private readonly machine: Machine;

  constructor(private readonly timeline: Timeline, readonly log: StepLog) {
    this.machine = timeline.machine;
  }

  *run(): Steps<void> {
    const { machine, log } = this;
    while (machine.steps < log.high) {
      this.step();
      if ((machine.steps - log.low) % STEPS_BETWEEN === 0) yield;
    }
  }

  private step(): void {
    const { machine, log } = this;
    const context = machine.current, { answer, retired } = context;
    const before = this.look(context);
    log.begin(before.steps, machine.store, context);
    this.advance(before.steps);
    if (context.retired === retired) this.otherContext(before);
    else if (answer !== Answer.none) this.finished(before, How.completed);
    else if (context.isRoot && opcodeOf(before.word) === Op.sys) this.served(before);
    else this.done(before);
    this.enteredHandler(before);
    this.restarted();
  }

  private advance(steps: number): void {
    const { machine, timeline } = this;
    while (machine.steps === steps) {
      const { kind } = timeline.run(1, TRAVEL_WORK, Pass.stop);
      assert(kind !== 'ended' && kind !== 'input' && kind !== 'trap', 'a recorded step');
      machine.devices.output.take();
    }
  }

  private look(context: Context): Before {
    const { machine } = this, { store: { i32 }, steps } = machine;
    const { fp, sp } = context;
    const word = machine.wordAt(context), op = opcodeOf(word);
    const touches = op >= Op.load && op <= Op.fill ? touchesOf(machine.store, context, word, context) : NO_TOUCHES;
    const handle = op === Op.ctx_get || op === Op.ctx_getf || op === Op.resume ? i32[sp - 4] : op === Op.ctx_set || op === Op.ctx_setf ? i32[sp - 6] : 0;
    const child = context.child(handle);
    const caller = context.call >= 0 ? context : op === Op.resume && child !== undefined ? innermost(child) : undefined;
    return { steps, context, word, fp, sp, touches, child, caller, handler: caller?.call ?? -1 };
  }

  /** The context that stood there did nothing: another one came before it, or it is inside of one now. */
  private otherContext({ steps, context }: Before): void {
    const { current, chain } = this.machine;
    if (current !== context && chain.includes(context)) {
      this.log.end(steps, How.entered, 0);
      return;
    }
    this.log.cameBack(steps, current);
    this.log.wroteSlot(steps, current.sp - 2);
  }

  /** The instruction was completed from outside. */
  private finished({ steps, context, word, sp }: Before, how: How): void {
    this.log.end(steps, how, 0);
    const { params, result } = shapeOf(context.program.image, word);
    if (result !== undefined) this.log.wroteSlot(steps, sp - params.length * 2);
  }

  private served(before: Before): void {
    const { steps, context, word, sp } = before, { store: { i32 }, args } = this.machine;
    this.finished(before, How.served);
    const number = sysNumberOf(word >>> 8);
    if (number !== Call.read && number !== Call.args) return;
    // The address of the bytes lay where the count is now.
    const count = i32[sp - 4], length = i32[sp - 2] >>> 0;
    const [, , address] = this.log.step(steps).top;
    const size = number === Call.read ? count : count < 0 ? 0 : Math.min(length, args.length);
    this.log.wroteBytes(steps, PHYSICAL_START + windowOf(context).start + (address >>> 0), size);
  }

  private done(before: Before): void {
    const { log } = this, { steps, word, fp, sp } = before;
    const op = opcodeOf(word);
    log.end(steps, How.done, this.extraOf(before, op));
    switch (op) {
      case Op.swap: return this.wrote(steps, sp - 2, sp - 4);
      case Op.rot: return this.wrote(steps, sp - 2, sp - 4, sp - 6);
      case Op.dup: case Op.over: case Op.get: return this.wrote(steps, sp);
      case Op.set: case Op.tee: return this.wrote(steps, fp + (word >>> 8) * 2);
      case Op.call: case Op.call_table: return this.called(before, op);
      case Op.ret: return this.returned(before);
      default: break;
    }
    for (const { at, size, write } of before.touches) if (write) log.wroteBytes(steps, at, size);
    if (PUSHES[op] > 0) log.wroteSlot(steps, sp - POPS[op] * 2);
    if (op >= Op.ctx_new) this.privileged(before, op);
  }

  private wrote(steps: number, ...slots: readonly number[]): void {
    for (const slot of slots) this.log.wroteSlot(steps, slot);
  }

  /** See `Step.extra`. The field of a `ctx.get` is still where it was. */
  private extraOf({ touches, child, sp }: Before, op: Op): number {
    const { store: { i32 } } = this.machine;
    if (op === Op.ctx_get) return child === undefined ? 0 : operandSlot(child, i32[sp - 2], 'i32');
    if (op === Op.ctx_getf) return child === undefined ? 0 : operandSlot(child, i32[sp - 2], 'f64');
    return touches.length === 0 ? 0 : touches[0].at;
  }

  private called({ steps, context, sp }: Before, op: Op): void {
    const { frames } = context.program, row = context.fn * FRAME_COLUMNS;
    const end = op === Op.call ? sp : sp - 2;
    for (let slot = context.fp; slot < end; slot += 2) this.log.wroteSlot(steps, slot);
    this.log.wroteZeros(steps, end, context.fp + frames[row + FrameColumn.locals]);
  }

  /** A result lies where the callee's frame began. */
  private returned({ steps, context, fp }: Before): void {
    if (context.sp === fp + 2) this.log.wroteSlot(steps, fp);
  }

  private privileged({ steps, context, child, sp }: Before, op: Op): void {
    const { log, machine: { store: { i32 } } } = this;
    const { top } = log.step(steps);
    switch (op) {
      case Op.ins: return log.wroteBytes(steps, PHYSICAL_START + windowOf(context).start + (top[2] >>> 0), i32[sp - 6]);
      case Op.ctx_new: return this.made(steps, context.child(i32[sp - 8]));
      case Op.ctx_set: case Op.ctx_setf:
        if (child !== undefined && top[2] === Field.result && i32[sp - 6] === 1) log.answered(steps, child.id);
    }
  }

  /** A new context has its image's data in its window, and a first frame. */
  private made(steps: number, child: Context | undefined): void {
    if (child === undefined) return;
    const start = PHYSICAL_START + windowOf(child).start;
    for (const { address, bytes } of child.program.image.segments) this.log.wroteBytes(steps, start + address, bytes.length);
    this.newFrame(steps, child, 0);
  }

  private newFrame(steps: number, { program: { frames }, fn, fp }: Context, params: number): void {
    this.log.wroteZeros(steps, fp + params, fp + frames[fn * FRAME_COLUMNS + FrameColumn.locals]);
  }

  private enteredHandler({ steps, caller, handler }: Before): void {
    if (caller !== undefined && handler >= 0 && caller.call < 0 && caller.fn === handler) this.newFrame(steps, caller, 0);
  }

  /** Somebody made a frame begin again by hand. */
  private restarted(): void {
    const { machine, timeline: { branch } } = this;
    for (const { step, change } of branch.edits) {
      if (step !== machine.steps || change.kind !== 'restart') continue;
      const context = machine.root.find(change.context);
      if (context === undefined) continue;
      this.newFrame(machine.steps - 1, context, context.program.frames[context.fn * FRAME_COLUMNS + FrameColumn.params]);
    }
  }
}

function innermost(context: Context): Context {
  let at = context;
  while (at.active !== undefined) at = at.active;
  return at;
}

/** Where an operand of the instruction on which a context has trapped lies, in words of the store; 0 where there is none of the type. */
function operandSlot({ program, trapWord, sp }: Context, field: number, type: ValueType): number {
  if (trapWord === 0 || field < Field.operand0 || field > Field.operand7) return 0;
  const { params } = shapeOf(program.image, trapWord), index = field - Field.operand0;
  return params[index] === type ? sp - (params.length - index) * 2 : 0;
}
