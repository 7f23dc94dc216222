// The engine that compiles: what runs often runs as WebAssembly, everything else is interpreted, and nobody can tell
// which. It finds what runs often by looking now and then at where the interpreter is, and by counting where it begins.
import { defined } from '../base/assert';
import { Cause } from '../isa/causes';
import type { Context } from '../machine/context';
import { Exit, type Engine, type EngineMaker, type Slice } from '../machine/engine';
import { FRAME_COLUMNS, FrameColumn, HEADER_WORDS } from '../machine/frames';
import { interpret } from '../machine/interpreter';
import type { Observation } from '../machine/observation';
import { ENTER, type Program } from '../machine/program';
import { PHYSICAL_START, type Store } from '../machine/store';
import { settleChanges } from './counts';
import { EndWords } from './ends';
import { EMITTERS, type Emitters } from './emitters';
import { FUEL_MAX, FUEL_MIN, INLINE_DEPTH_MAX, SAMPLE_INSTRUCTIONS } from './limits';
import { Leave, Register, SITE_BITS } from './registers';
import { Tier, type Compiled, type Entry } from './tier';

/** How the engine decides. */
export interface CompilerOptions {
  /** Compile wherever a run begins, at once, whatever it costs; for tests and for `--engine compiler`. */
  readonly always?: boolean;
  /** What instructions become; tests plant mistakes here. */
  readonly emitters?: Emitters;
}

const enum Word { origin = Register.origin / 4, limit = Register.limit / 4, top = Register.top / 4, fuel = Register.fuel / 4,
  site = Register.site / 4, fn = Register.fn / 4, fp = Register.fp / 4, frames = Register.frames / 4,
  context = Register.context / 4,
  writesStart = Register.writesStart / 4, writesEnd = Register.writesEnd / 4, readsStart = Register.readsStart / 4, readsEnd = Register.readsEnd / 4 }

/** The least bytes between a frame and that of a function called from it: the header. */
const FRAME_BYTES_MIN = HEADER_WORDS * 4;

/** Makes an engine that compiles. */
export function compiler(options: CompilerOptions = {}): EngineMaker {
  return (store, observation): Compiler => new Compiler(store, observation, options);
}

export class Compiler implements Engine {
  /** What was compiled so far: modules, and instructions in them. */
  readonly made = { units: 0, instructions: 0 };
  /** By number of the program. */
  private readonly tiers: (Tier | undefined)[] = [];
  private readonly always: boolean;
  private readonly fuelMin: number;
  private endWords: EndWords;
  /** The version of the observation for which everything is compiled. */
  private version = 0;
  private countersEnd = 0;

  constructor(private readonly store: Store, private readonly observation: Observation, private readonly options: CompilerOptions) {
    this.endWords = new EndWords(store);
    this.always = options.always ?? false;
    this.fuelMin = this.always ? 1 : FUEL_MIN;
  }

  private tierOf(program: Program): Tier {
    if (this.version !== this.observation.version) this.forget();
    return this.tiers[program.number] ?? this.makeTier(program);
  }

  /** An observer wants to know something else of programs: nothing that was compiled does any more. */
  private forget(): void {
    this.version = this.observation.version;
    this.tiers.length = 0;
    this.endWords = new EndWords(this.store);
  }

  private makeTier(program: Program): Tier {
    const { writes, reads } = this.observation;
    const { counters } = program;
    if (counters !== 0) this.countersEnd = Math.max(this.countersEnd, counters + program.image.code.length);
    const tier = new Tier(this.store, program, this.endWords, this.options.emitters ?? EMITTERS, { writes, reads, counters }, this.always, this.made);
    this.tiers[program.number] = tier;
    return tier;
  }

  settleCounts(): void {
    settleChanges(this.store, this.countersEnd);
  }

  run(context: Context, slice: Slice): Exit {
    const tier = this.tierOf(context.program);
    if (slice.fuel < this.fuelMin) return interpret(this.store, context, context.program.live, slice);
    let begins = true;
    for (;;) {
      const word = tier.code[context.pc];
      if (begins && (word & 0xff) !== ENTER) tier.begins(context.pc);
      const entry = slice.fuel > 0 ? tier.entryOf(tier.code[context.pc]) : undefined;
      const exit = entry === undefined ? this.interpretOn(tier, context, slice) : this.compiled(tier, entry, context, slice);
      begins = entry !== undefined;
      if (exit !== Exit.enter && (exit !== Exit.fuel || slice.fuel === 0)) return exit;
    }
  }

  /** Compiled code, and the instruction for which it comes back. */
  private compiled(tier: Tier, entry: Entry, context: Context, slice: Slice): Exit {
    const top = this.topOf(tier, context, slice);
    if (context.fp * 4 > top) return this.interpretOne(context, slice);
    const { fuel } = slice;
    const why = this.enter(tier, defined(entry.code, 'code'), top, context, slice);
    if (slice.fuel === 0) return Exit.fuel;
    if (why === Leave.fuel) return interpret(this.store, context, context.program.live, slice);
    if (entry.visited(fuel - slice.fuel)) tier.giveUp(entry);
    if (why === Leave.machine) return Exit.machine;
    if (why === Leave.stop) return Exit.stop;
    if (why !== Leave.sys) return this.interpretOne(context, slice, why === Leave.passed ? context.program.observed : context.program.live);
    slice.cause = Cause.sys;
    return Exit.trap;
  }

  /** Runs compiled code; the context then stands before an instruction that compiled code left to others. */
  private enter(tier: Tier, code: Compiled, top: number, context: Context, slice: Slice): Leave {
    const { i32 } = this.store;
    const kept = slice.fuel > FUEL_MAX ? slice.fuel - FUEL_MAX : 0;
    i32[Word.origin] = PHYSICAL_START + slice.windowStart;
    i32[Word.limit] = slice.windowSize;
    tier.ends.setWindow(slice.windowSize);
    i32[Word.top] = top;
    i32[Word.context] = context.id;
    if (slice.writes || slice.reads) this.sayWhatIsWatched();
    code(slice.fuel - kept, context.fp * 4);
    const { frames, image } = context.program;
    const site = i32[Word.site], pc = site & ((1 << SITE_BITS) - 1);
    slice.fuel = i32[Word.fuel] + kept;
    context.fn = i32[Word.fn];
    context.pc = pc;
    context.fp = i32[Word.fp] >>> 2;
    context.frames += i32[Word.frames];
    const operands = image.states.depth(image.stateAt[pc]) * 2;
    context.sp = context.fp + frames[context.fn * FRAME_COLUMNS + FrameColumn.locals] + HEADER_WORDS + operands;
    return site >>> SITE_BITS;
  }

  private sayWhatIsWatched(): void {
    const { observation, store: { i32 } } = this;
    const writes = observation.bounds(true), reads = observation.bounds(false);
    i32[Word.writesStart] = writes.start;
    i32[Word.writesEnd] = writes.end;
    i32[Word.readsStart] = reads.start;
    i32[Word.readsEnd] = reads.end;
  }

  /**
   * The highest frame for which there is room, as a byte of the store: in the context's stack, in its allowance, and on
   * the native stack. Inlined functions do not ask; so there must be room for them above it, too.
   */
  private topOf(tier: Tier, context: Context, slice: Slice): number {
    const frame = context.fp * 4;
    const frames = slice.framesMax - context.frames - INLINE_DEPTH_MAX;
    return Math.min(slice.stackEnd * 4 - (1 + INLINE_DEPTH_MAX) * tier.frameBytesMax, frame + tier.reach, frame + frames * FRAME_BYTES_MIN);
  }

  /** Interprets the one instruction that compiled code left; an observer stops before it where that is in the code. */
  private interpretOne(context: Context, slice: Slice, code = context.program.live): Exit {
    const rest = slice.fuel - 1;
    slice.fuel = 1;
    const exit = interpret(this.store, context, code, slice);
    slice.fuel += rest;
    return exit;
  }

  /** Interprets until it is time to look where the program is, or until there is compiled code. */
  private interpretOn(tier: Tier, context: Context, slice: Slice): Exit {
    const rest = Math.max(0, slice.fuel - SAMPLE_INSTRUCTIONS);
    slice.fuel -= rest;
    const exit = interpret(this.store, context, this.always ? context.program.live : tier.code, slice);
    slice.fuel += rest;
    if (exit === Exit.fuel && rest > 0) tier.found(context.fn, context.pc);
    if (exit === Exit.stop) tier.stopped(context.fn, context.pc);
    return exit;
  }
}
