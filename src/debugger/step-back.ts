// Steps into the past: where a step forward might have begun. Like one forward, a step belongs to a context and to the frame
// in which it is asked for.
import type { Steps } from '../base/steps';
import { quietly } from '../history/quiet';
import { lastMoment, lastWhere, type Probe } from '../history/search';
import type { Timeline } from '../history/timeline';
import type { Context } from '../machine/context';
import type { Program } from '../machine/program';
import { framesOf } from '../machine/walk';
import type { Programs } from './programs';
import type { Granularity, StepKind } from './types';

/** What is looked for: a moment at which a context is about to execute one of these instructions. */
interface Places {
  readonly program: Program;
  readonly addresses: readonly number[];
  /** The context by its number, and the most frames it has then. */
  readonly context: number;
  readonly frames: number;
}

export class StepBack {
  private readonly before: number;
  private readonly frames: number;
  private readonly id: number;

  /** The machine stands at the moment from which the step goes back, `before` or behind its end. */
  constructor(private readonly timeline: Timeline, private readonly programs: Programs, private readonly kind: StepKind,
    private readonly granularity: Granularity, private readonly context: Context, private readonly stays = false) {
    this.before = timeline.before;
    this.frames = stays && kind === 'in' ? Infinity : context.frames;
    this.id = context.id;
  }

  /** The count of steps where it ends; undefined at the beginning of the run. The machine is somewhere in the past afterwards. */
  *find(): Steps<number | undefined> {
    if (this.before === 0) return undefined;
    const wanted = this.kind === 'out' ? this.out() : this.granularity === 'instruction' ? this.instruction() : this.place();
    return (yield* quietly(this.timeline.machine, wanted)) ?? this.before - 1;
  }

  /** The call, or the `resume`, that the frame or the context is inside of. */
  private out(): Steps<number | undefined> {
    const { context, frames, id } = this;
    const caller = this.callerPc();
    if (caller !== undefined) return this.last({ program: context.program, addresses: [caller - 1], context: id, frames: frames - 1 });
    const { parent } = context;
    if (parent === undefined) return this.none();
    return this.last({ program: parent.program, addresses: [parent.pc], context: parent.id, frames: parent.frames });
  }

  private *none(): Steps<number | undefined> {
    return undefined;
  }

  private callerPc(): number | undefined {
    if (this.frames === 1) return undefined;
    for (const frame of framesOf(this.timeline.machine.store, this.context)) if (frame.depth === 1) return frame.pc;
    return undefined;
  }

  /** One instruction: whatever ran last, or the last one of the frame. */
  private *instruction(): Steps<number | undefined> {
    const { before, context, kind, timeline, frames, id } = this;
    if (kind === 'in' && !this.stays) return before - 1;
    const { retired, pc, program } = context;
    yield* timeline.goTo(before - 1);
    if (this.isInFrame()) return before - 1;
    const own = yield* lastWhere(timeline, 0, before - 1, () => (this.now()?.retired ?? -1) < retired);
    yield* timeline.goTo(own);
    if (this.isInFrame()) return own;
    return yield* this.last({ program, addresses: [pc - 1], context: id, frames });
  }

  /** The context as it is at the moment where the machine stands. */
  private now(): Context | undefined {
    return this.timeline.machine.root.find(this.id);
  }

  private isInFrame(): boolean {
    const now = this.now();
    return now !== undefined && now === this.timeline.machine.current && now.frames <= this.frames;
  }

  /** The last statement, or beginning of a line: of the whole program, or of the frame and its caller. */
  private place(): Steps<number | undefined> {
    const { context, kind, frames, id } = this;
    const { program } = context;
    const functions = kind === 'in' ? program.image.functions.map((_, fn) => fn) : this.functionsAround();
    return this.last({ program, addresses: functions.flatMap((fn) => this.placesOf(fn)), context: id, frames: kind === 'in' ? Infinity : frames });
  }

  /** The function of the frame, and that of its caller. */
  private functionsAround(): number[] {
    const found = new Set<number>();
    for (const frame of framesOf(this.timeline.machine.store, this.context)) {
      if (frame.depth > 1) break;
      found.add(frame.fn);
    }
    return [...found];
  }

  private placesOf(fn: number): number[] {
    const { context: { program }, granularity } = this;
    const info = this.programs.of(program);
    const { start, length } = program.image.functions[fn];
    const statements = Array.from({ length }, (_, i) => start + i).filter((address) => info.isStatement(address));
    if (granularity === 'statement') return statements;
    return statements.filter((address, i) => i === 0 || info.line(statements[i - 1]) !== info.line(address));
  }

  private last(places: Places): Steps<number | undefined> {
    return lastMoment(this.timeline, this.before, probeFor(this.timeline, places));
  }
}

function probeFor({ machine }: Timeline, { program, addresses, context, frames }: Places): Probe {
  return {
    plant: () => {
      for (const address of addresses) program.setStop(address, true);
      return () => { for (const address of addresses) program.setStop(address, false); };
    },
    isThere: ({ kind }) => {
      const { current } = machine;
      return kind === 'stop' && current.id === context && current.frames <= frames && current.completion === undefined;
    },
  };
}
