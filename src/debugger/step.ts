// One step of a person: where it began, what it waits for, and when it is done. It belongs to the context and the frame
// where it began. In that frame it goes instruction by instruction, but never further than a statement or line; for all
// that happens elsewhere it plants a stop where the frame goes on, or waits for its context's turn, and the machine runs
// at full speed.
import type { Context } from '../machine/context';
import type { Machine, Outcome } from '../machine/machine';
import { framesOf } from '../machine/walk';
import type { ProgramInfo } from './program-info';
import type { Sites } from './sites';
import type { Granularity, StepKind } from './types';

/** What a step waits for. */
type Phase =
  /** The next instruction of its frame. */
  | { readonly kind: 'move' }
  /** That its context executes an address with a number of frames. */
  | { readonly kind: 'arrive'; readonly address: number; readonly frames: number }
  /** The turn of a context: its own, or its parent's. */
  | { readonly kind: 'turn'; readonly context: Context }
  /** Nothing: the root has nobody to come back to. */
  | { readonly kind: 'end' };

const MOVE: Phase = { kind: 'move' };
const END: Phase = { kind: 'end' };

export class Step {
  private phase: Phase = MOVE;
  /** Frames of its context while it is in the frame where it began. */
  private readonly frames: number;
  private readonly granularity: Granularity;
  private readonly file: number;
  private readonly line: number;
  /** Where the context stood, and what it had retired, when it was last about to move. */
  private pc: number;
  private retired: number;
  /** Time of the context at the beginning, where it was not running then. */
  private readonly suspendedAt: number | undefined;

  constructor(private readonly machine: Machine, private readonly sites: Sites, private readonly info: ProgramInfo,
    private readonly kind: StepKind, granularity: Granularity, readonly context: Context, private readonly target?: number, private readonly stays = false) {
    this.granularity = target === undefined ? granularity : 'line';
    this.frames = context.frames;
    this.pc = context.pc;
    this.retired = context.retired;
    this.file = info.fileNumber(context.pc);
    this.line = info.line(context.pc);
    this.suspendedAt = machine.chain.includes(context) ? undefined : context.time;
    this.goOn();
  }

  /** How many steps of the machine it wants to go before it looks again. */
  get steps(): number {
    return this.phase.kind === 'move' ? 1 : Infinity;
  }

  /** Takes back all that it planted. */
  end(): void {
    this.wait(MOVE);
  }

  private wait(phase: Phase): void {
    const { program } = this.context;
    if (this.phase.kind === 'arrive') this.sites.remove(program, this.phase.address);
    if (this.phase.kind === 'turn') this.machine.watch.contexts.delete(this.phase.context);
    this.phase = phase;
    if (phase.kind === 'arrive') this.sites.plant(program, phase.address);
    if (phase.kind === 'turn') this.machine.watch.contexts.add(phase.context);
  }

  /** Looks at where the machine came to; true: the step is done. Not to be asked where its context was dropped. */
  isDone(outcome: Outcome): boolean {
    const { phase, context, machine } = this;
    switch (phase.kind) {
      case 'move': return (outcome.kind === 'slice' || outcome.kind === 'data') && this.hasMoved() && this.isMoveDone();
      case 'turn': {
        if (outcome.kind !== 'entered' || machine.current !== phase.context) return false;
        return this.kind === 'out' ? this.suspendedAt !== context.time : this.isBackDone(context.retired !== this.retired);
      }
      case 'arrive': {
        if (machine.current !== context || context.pc !== phase.address || context.frames !== phase.frames) return false;
        return this.kind === 'out' || this.isBackDone(context.pc !== this.pc);
      }
      case 'end': return false;
    }
  }

  private hasMoved(): boolean {
    const { context, machine } = this;
    return machine.current !== context || context.retired !== this.retired || context.frames !== this.frames;
  }

  private isMoveDone(): boolean {
    const { context, machine } = this;
    const inside = machine.current === context && context.frames === this.frames;
    const follows = this.goesIn && !(this.stays && machine.current !== context);
    if (!inside && (follows || context.frames < this.frames)) return true;
    return inside ? this.isBackDone(true) : this.goOn();
  }

  /** Whether it goes into what the instruction that has just run led to. */
  private get goesIn(): boolean {
    return this.kind === 'in' && (this.target === undefined || this.info.flat(this.pc) === this.target);
  }

  /** The context is in its frame again; `progress`: and has done something there. */
  private isBackDone(progress: boolean): boolean {
    const { context } = this;
    if (context.frames < this.frames || (this.goesIn && context.frames > this.frames)) return true;
    if (progress && context.frames === this.frames && this.isElsewhere(this.pc, context.pc)) return true;
    return this.goOn();
  }

  /** Whether the frame has left the place that the granularity names. */
  private isElsewhere(before: number, pc: number): boolean {
    const { info, granularity } = this;
    if (granularity === 'instruction' || info.debug === undefined) return true;
    if (granularity === 'statement') return info.isStatement(pc);
    const file = info.fileNumber(pc);
    if (file < 0) return false;
    return file !== this.file || info.line(pc) !== this.line || (pc <= before && this.beginsLine(pc));
  }

  private beginsLine(pc: number): boolean {
    return pc === 0 || this.info.fileNumber(pc - 1) !== this.file || this.info.line(pc - 1) !== this.line;
  }

  /** Chooses what to wait for next; false: the step is not done. */
  private goOn(): false {
    const phase = this.kind === 'out' ? this.wayOut() : this.wayOn();
    if (phase === MOVE) {
      this.pc = this.context.pc;
      this.retired = this.context.retired;
    }
    this.wait(phase);
    return false;
  }

  private wayOut(): Phase {
    const { context } = this;
    if (this.frames > 1) return { kind: 'arrive', address: this.callerPc(this.frames), frames: this.frames - 1 };
    return context.parent === undefined || this.stays ? END : { kind: 'turn', context: context.parent };
  }

  private wayOn(): Phase {
    const { context, machine } = this;
    if (machine.current !== context) return { kind: 'turn', context };
    if (context.frames > this.frames) return { kind: 'arrive', address: this.callerPc(this.frames + 1), frames: this.frames };
    return MOVE;
  }

  /** Where the caller of the frame number `frames`, counted from the outermost, goes on. */
  private callerPc(frames: number): number {
    const { context } = this;
    const depth = context.frames - frames + 1;
    for (const frame of framesOf(this.machine.store, context)) if (frame.depth === depth) return frame.pc;
    return context.pc;
  }
}
