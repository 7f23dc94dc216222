// The machine: one root context and all below it, the devices, and the order in which things happen. It decides who
// runs and when a `resume` comes back; what instructions do is the engine's part.
import { assert, Bug, defined } from '../base/assert';
import type { Steps } from '../base/steps';
import { Cause } from '../isa/causes';
import { opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import { Interrupt } from '../isa/ports';
import { decodeSteps } from '../image/read';
import { LoadError } from '../image/messages';
import { verifySteps, type VerifiedImage } from '../verifier/verify';
import { After } from './after';
import { copyBlock, fillBlock, IMAGE_WORK, type Block } from './blocks';
import { Chain } from './chain';
import { Answer, Context, windowOf, type Access, type Allowance, type Mode } from './context';
import { copyData, enterEntry, enterHandler, holdImage, mayHoldImage } from './contexts';
import { Devices } from './devices';
import { serveFirmware } from './firmware';
import type { InputEvent } from './input';
import { Exit, type Engine, type EngineMaker, type Slice } from './engine';
import { interpret, interpreter } from './interpreter';
import { Observation, type DataAccess } from './observation';
import { completeInstruction, integerAt } from './operands';
import { executePrivileged, fieldInstruction } from './privileged';
import { Program } from './program';
import { PHYSICAL_START, Store } from './store';
import { noteWritten, touchesOf } from './touches';

/** What a machine is made of. All of it belongs to what a recording must name. */
export interface MachineOptions {
  /** Bytes of physical memory. */
  readonly memory: number;
  readonly limits: Allowance & {
    /** Slots of 8 bytes of each context's stack. */
    readonly slots: number;
  };
  readonly seed: number;
  readonly leaky: boolean;
  /** The bytes of the disk; empty: no disk. */
  readonly disk: Uint8Array;
  readonly args: readonly string[];
  /** Input that comes at known steps, in ascending order. */
  readonly input: readonly InputEvent[];
  /** What executes the instructions; no result depends on it. The interpreter where nothing is said. */
  readonly engine?: EngineMaker;
}

/** How a run ended. */
export interface Ending {
  /** 0 to 255. */
  readonly code: number;
  /** The unhandled trap of the root, where that ended it. */
  readonly cause?: Cause;
  readonly access?: Access;
}

/** Why {@link Machine.run} came back. */
export type Outcome =
  /** All steps or all work done; call again. */
  | { readonly kind: 'slice' }
  /** Before an instruction at which the observer stops. */
  | { readonly kind: 'stop' }
  /** Before an instruction that will trap for a cause at which the observer stops, or that no parent will take. */
  | { readonly kind: 'trap'; readonly cause: Cause; readonly access?: Access }
  /** After an instruction that touched bytes that the observer watches. */
  | { readonly kind: 'data'; readonly accesses: readonly DataAccess[] }
  /** The context that the observer waits for goes on. */
  | { readonly kind: 'entered' }
  /** The program waits for console input. */
  | { readonly kind: 'input' }
  | { readonly kind: 'ended' };

/** What an observer asks of a run. It changes no count and no hash. */
export interface Watch {
  /** Stop before an instruction traps for one of these causes: bits, 1 << cause. */
  causes: number;
  /** Stop before a trap in the root that ends the run. */
  unhandled: boolean;
  /** Stop when one of these contexts goes on after others have run. */
  readonly contexts: Set<Context>;
  /** Stop whenever another context goes on. */
  crossings: boolean;
}

/** What the first turn of a run takes no notice of, because the observer has stopped for it before. */
export const enum Pass {
  nothing,
  /** A stop planted at the instruction. */
  stop,
  /** That, and the instruction's trap. */
  trap,
}

/** What one step of the machine's own work costs, in instructions of an engine; it bounds a slice, nothing else. */
const WORK_OF_A_STEP = 40;
const BYTES_OF_ONE_WORK = 16;
/** The most instructions of one turn of an engine: a number that the host can keep in a register. */
const FUEL_MAX = 0x3fff_ffff;

const SLICE: Outcome = { kind: 'slice' };
const STOP: Outcome = { kind: 'stop' };
const ENTERED: Outcome = { kind: 'entered' };
const INPUT: Outcome = { kind: 'input' };
const ENDED: Outcome = { kind: 'ended' };

export class Machine {
  readonly store: Store;
  readonly devices: Devices;
  readonly observation: Observation;
  private readonly engine: Engine;
  readonly root: Context;
  readonly running: Chain;
  /** Steps so far: instructions retired, and `resume`s that entered their child. */
  steps = 0;
  ending: Ending | undefined;
  readonly watch: Watch = { causes: 0, unhandled: false, contexts: new Set(), crossings: false };
  /** Every image that was ever loaded, by identity, in order. */
  readonly programs = new Map<string, Program>();
  readonly args: Uint8Array;
  readonly leaky: boolean;
  /** Called when an image is there for the first time. */
  onProgram: (program: Program) => void = () => undefined;
  /** Called when a context has been made, and when it is dropped. */
  onContext: (context: Context, made: boolean) => void = () => undefined;
  /** How many contexts there ever were: the id of the last one. */
  contextsMade = 0;
  /** The count of steps at which the {@link run} stops. */
  private last = 0;
  /** Before this count of steps nothing is due that the machine must see to; in the past where it must look at once. */
  private due = 0;
  private block: Block | undefined;
  /** Work that the last {@link run} had left when it came back. */
  workLeft = 0;
  private refused: Access | undefined;
  /** What the observer watches of what the instruction touched that retires now. */
  private accesses: DataAccess[] = [];
  private readonly slice: Slice = {
    fuel: 0, windowStart: 0, windowSize: 0, framesMax: 0, stackEnd: 0, cause: Cause.memory, address: 0, size: 0, write: false,
    writes: false, reads: false, watched: (at, size, write) => this.observation.isWatched(at, size, write),
    onChild: (context) => this.onChild(context),
  };

  /** @throws RangeError where the host cannot give the memory. The image's window and data must fit; see {@link fits}. */
  constructor(image: VerifiedImage, options: MachineOptions) {
    const { limits } = options;
    const window = image.window ?? options.memory;
    assert(Machine.fits(image, options.memory), 'an image that fits the memory');
    this.store = new Store(options.memory, limits.contexts, limits.slots);
    this.observation = new Observation(this.store, this.programs, () => this.engine.settleCounts?.());
    this.engine = (options.engine ?? interpreter)(this.store, this.observation);
    this.devices = new Devices(window, options.seed, options.disk, [...options.input]);
    this.leaky = options.leaky;
    this.args = new TextEncoder().encode(options.args.map((argument) => `${argument}\0`).join(''));
    const allowance = { contexts: limits.contexts - 1, frames: limits.frames, images: limits.images };
    this.root = new Context(++this.contextsMade, undefined, this.program(image), defined(this.store.takeStack(), 'a first stack'), 0, window, 1, allowance);
    enterEntry(this.store, this.root);
    copyData(this.store, this.root);
    this.running = new Chain(this.root);
    this.reachMoment();
  }

  /** Whether a root with this image has room in so many bytes of memory. */
  static fits(image: VerifiedImage, memory: number): boolean {
    const last = image.segments.at(-1);
    return (image.window ?? memory) <= memory && (last === undefined || last.address + last.bytes.length <= memory);
  }

  /** The context that executes the next instruction. */
  get current(): Context {
    return this.running.current;
  }

  /** From the root to the context that runs. */
  get chain(): readonly Context[] {
    return this.running.contexts;
  }

  /** The clock of the root: all instructions retired and all that `wait` jumped over. */
  get clock(): number {
    return this.running.time + this.devices.slept;
  }

  /** The word of the instruction at which a context stands. */
  wordAt(context: Context): number {
    return context.program.image.code[context.pc];
  }

  /** Input from outside, now: before the next instruction, also where pieces of that are done already. */
  provideInput(bytes: Uint8Array | undefined): void {
    this.settle();
    if (this.devices.input.arrive({ step: this.steps, bytes })) this.root.interrupts |= Interrupt.console;
  }

  /** Lets input that is known to come later come now, since the machine waits for it; false where none is known. */
  inputArrives(): boolean {
    if (this.devices.input.nextStep === Infinity) return false;
    if (this.devices.input.takeNext(this.steps)) this.root.interrupts |= Interrupt.console;
    return true;
  }

  /** Lets the clock jump to the alarm; false where none is armed. */
  sleep(): boolean {
    if (this.devices.alarm === Infinity) return false;
    this.devices.slept += this.devices.alarm - this.clock;
    this.devices.alarm = Infinity;
    return true;
  }

  end(ending: Ending): void {
    this.ending = ending;
  }

  /** Bytes of a context's window, not a copy; undefined where not all of them are there. No bytes are there everywhere. */
  bytesOf(context: Context, address: number, size: number): Uint8Array | undefined {
    const window = windowOf(context);
    if (size > 0 && address + size > window.size) return undefined;
    const start = PHYSICAL_START + window.start + address;
    return this.store.u8.subarray(start, start + size);
  }

  /** {@link bytesOf} the root. */
  rootBytes(address: number, size: number): Uint8Array | undefined {
    return this.bytesOf(this.root, address, size);
  }

  /** A memory trap of the machine's own work. */
  refuse(access: Access): Cause {
    this.refused = access;
    return Cause.memory;
  }

  /** Counts bytes that an instruction moves as work of this slice. */
  spend(bytes: number): void {
    this.workLeft -= Math.ceil(bytes / BYTES_OF_ONE_WORK);
  }

  /** The instruction of this context that retires next touches bytes of the store, which lie in physical memory. */
  touched(context: Context, at: number, size: number, write: boolean): void {
    if (write) noteWritten(this.store, at, size);
    if (size > 0) this.accesses.push(...this.observation.accesses(context, { at, size, write }));
  }

  /** The image as a program of this machine. */
  program(image: VerifiedImage): Program {
    const known = this.programs.get(image.identity);
    if (known !== undefined) return known;
    const program = new Program(image, this.programs.size + 1);
    this.programs.set(image.identity, program);
    this.observation.begin(program);
    this.onProgram(program);
    return program;
  }

  /** A new context at its entry function, not yet among its parent's children; undefined where none is free. */
  makeContext(parent: Context, program: Program, base: number, limit: number, mode: Mode): Context | undefined {
    const stack = this.store.takeStack();
    if (stack === undefined) return undefined;
    const context = new Context(++this.contextsMade, parent, program, stack, base, limit, mode, { ...parent.allowance });
    enterEntry(this.store, context);
    this.onContext(context, true);
    return context;
  }

  /** Gives back what a context held. */
  freeContext(context: Context): void {
    this.observation.tally?.dropped(context);
    context.dropped = true;
    this.watch.contexts.delete(context);
    this.store.giveStack(context.stack);
    this.onContext(context, false);
  }

  /** The current context resumes a child. */
  enter(child: Context, budget: number): void {
    const parent = this.current;
    child.budget = budget === -1 ? Infinity : budget >>> 0;
    this.running.enter(child);
    const { current } = this;
    // The step of entering is the machine's, and none of the budget.
    child.dueAround = this.due;
    this.due = parent.interrupts !== 0 || current !== child || current.call >= 0 ? 0 : Math.min(this.due, this.steps + 1 + child.budget);
    this.prepare(current);
  }

  /**
   * Runs on.
   * @param steps the most steps to take; the run stops after exactly so many
   * @param work the most work to do, in instructions of an engine; where it stops for that depends on nothing but the program
   * @param pass what the observer has stopped for before; the first turn goes on without stopping for it again
   */
  run(steps: number, work: number, pass = Pass.nothing): Outcome {
    if (this.ending !== undefined) return ENDED;
    this.last = this.steps + steps;
    this.workLeft = Math.ceil(work);
    this.due = 0;
    this.slice.writes = this.observation.writes;
    this.slice.reads = this.observation.reads;
    this.prepare(this.current);
    let outcome = this.turn(pass);
    while (outcome === undefined) outcome = this.turn(Pass.nothing);
    this.running.settleAll();
    return outcome;
  }

  /** Makes {@link run} come back after the turn that it is in: an observer has seen something. */
  comeOut(): void {
    this.workLeft = 0;
  }

  /** Undoes the half-done pieces of an instruction that has not retired, so that the state is that before it. */
  settle(): void {
    this.block?.undo();
    this.block = undefined;
  }

  /** One turn: a piece of a long instruction, a return of `resume`, a completion, or instructions of an engine. */
  private turn(pass: Pass): Outcome | undefined {
    if (this.steps >= this.due || this.workLeft <= 0) {
      this.reachMoment();
      if (this.steps >= this.last || this.workLeft <= 0 || this.devices.output.full) return SLICE;
      if (this.block !== undefined) return this.piece(this.block);
      if (this.comeBackIfDue()) return this.entered();
      this.due = this.nextDue();
    }
    const { current } = this;
    if (current.answer === Answer.none) return this.execute(current, pass);
    this.complete(current);
    return this.steps >= this.due || this.workLeft <= 0 ? undefined : this.execute(current, Pass.nothing);
  }

  /**
   * Does what belongs to the moment that the count of steps names and is no step itself, so that a run which stops here,
   * for whatever reason, has one state: events come whose time it is, and the frame of a called handler is pushed.
   */
  private reachMoment(): void {
    if (this.block !== undefined) return;
    this.raiseEvents();
    const { current } = this;
    if (current.call >= 0 && current.answer === Answer.none) enterHandler(this.store, current);
  }

  /** Interrupts of devices reach the root when their moment has come. */
  private raiseEvents(): void {
    while (this.devices.input.nextStep <= this.steps) this.inputArrives();
    if (this.clock >= this.devices.alarm) {
      this.devices.alarm = Infinity;
      this.root.interrupts |= Interrupt.alarm;
    }
  }

  /** From the outermost `resume` inward: at each level the budget first, then a pending interrupt. */
  private comeBackIfDue(): boolean {
    for (let level = 0; level + 1 < this.chain.length; level++) {
      if (this.running.budgetAt(level + 1) <= 0) {
        this.comeBack(level, Cause.budget);
        return true;
      }
      if (this.chain[level].interrupts !== 0) {
        this.chain[level].interrupts = 0;
        this.comeBack(level, Cause.interrupt);
        return true;
      }
    }
    return false;
  }

  /** The least count of steps at which something may be due. A `resume` that enters is a step without time, so it may be less than that. */
  private nextDue(): number {
    const { steps, devices } = this;
    return Math.min(this.last, devices.input.nextStep, steps + Math.min(devices.alarm - this.clock, this.running.leastBudget()));
  }

  /** The `resume` of the context at this level of the chain retires with the cause. */
  private comeBack(level: number, cause: Cause): void {
    const child = this.chain[level + 1];
    this.running.leave(level);
    child.budget = Infinity;
    this.due = Math.min(child.dueAround, this.last);
    this.observation.exit(child, cause, child.pc);
    const parent = this.current;
    this.prepare(parent);
    completeInstruction(this.store, parent, cause);
    this.completed(parent);
    this.workLeft -= WORK_OF_A_STEP;
  }

  /** Counts instructions that the current context has retired. */
  private retired(current: Context, count: number): void {
    this.running.time += count;
    this.steps += count;
    if (current.trapWord !== 0) current.trap = undefined;
  }

  /** Counts the instruction that the machine itself has completed in the current context. */
  private completed(current: Context): void {
    this.count(current, current.pc - 1);
    this.retired(current, 1);
  }

  /** Counts that an instruction retires, where an observer wants that. */
  private count({ program: { counters } }: Context, address: number): void {
    if (counters !== 0) this.store.f64[counters + address]++;
  }

  private complete(context: Context): void {
    completeInstruction(this.store, context, context.answerValue);
    context.answer = Answer.none;
    this.completed(context);
    if (context.call >= 0) this.due = 0;
  }

  private execute(context: Context, pass: Pass): Outcome | undefined {
    const { slice } = this;
    const fuel = pass === Pass.nothing ? Math.min(this.due - this.steps, this.workLeft, FUEL_MAX) : 1;
    slice.fuel = fuel;
    const exit = pass === Pass.nothing ? this.engine.run(context, slice) : interpret(this.store, context, context.program.observed, slice);
    const used = fuel - slice.fuel;
    if (used > 0) {
      this.workLeft -= used;
      this.retired(context, used);
    }
    switch (exit) {
      case Exit.fuel: return undefined;
      case Exit.stop: return STOP;
      case Exit.enter: case Exit.child: throw new Bug('an engine came back before code of its own');
      case Exit.data: return this.touch(context);
      case Exit.trap: return this.trapped(context, slice.cause, pass === Pass.trap && used === 0);
      case Exit.machine: return this.carryOut(context, pass === Pass.trap && used === 0);
    }
  }

  /** Makes the slice that of the context that runs now. Nobody changes its window or what it may use while it does. */
  private prepare(context: Context): void {
    const { slice } = this;
    slice.windowStart = context.windowStart;
    slice.windowSize = context.windowSize;
    slice.framesMax = context.allowance.frames;
    slice.stackEnd = this.store.stackEnd(context.stack);
  }

  /** An instruction that touches watched bytes: carried out here, so that every engine reports the same at the same step. */
  private touch(context: Context): Outcome | undefined {
    this.noteTouches(context);
    this.count(context, context.pc);
    this.slice.fuel = 1;
    const exit = interpret(this.store, context, context.program.image.code, this.slice);
    assert(exit === Exit.fuel, 'an instruction that an engine has found to take effect');
    this.retired(context, 1);
    this.workLeft--;
    return this.seen();
  }

  private noteTouches(context: Context): void {
    for (const { at, size, write } of touchesOf(this.store, context, this.wordAt(context), this.slice)) this.touched(context, at, size, write);
  }

  /** What the observer hears of the instruction that has just retired. */
  private seen(): Outcome | undefined {
    const { accesses } = this;
    if (accesses.length === 0) return undefined;
    this.accesses = [];
    return { kind: 'data', accesses };
  }

  /** See {@link Slice.onChild}. */
  private onChild(context: Context): boolean {
    if (!fieldInstruction(this, context, opcodeOf(this.wordAt(context)))) return false;
    this.count(context, context.pc - 1);
    return true;
  }

  /** An instruction that the engine left to the machine. */
  private carryOut(context: Context, pass: boolean): Outcome | undefined {
    const op = opcodeOf(this.wordAt(context));
    if (op !== Op.resume) this.due = 0;
    const after = op === Op.copy || op === Op.fill ? this.beginBlock(context, op) : executePrivileged(this, context, op);
    return this.done(context, after, pass);
  }

  private done(context: Context, after: Cause | After, pass: boolean): Outcome | undefined {
    this.workLeft -= WORK_OF_A_STEP;
    switch (after) {
      case After.retired: this.completed(context); return this.seen();
      case After.entered: this.steps++; return this.entered();
      case After.waiting: return INPUT;
      case After.ended: return ENDED;
      case After.working: return undefined;
      default: return this.trapped(context, after, pass);
    }
  }

  /** An instruction traps: the parent's `resume` comes back, the firmware serves it, or the run ends. */
  private trapped(context: Context, cause: Cause, pass: boolean): Outcome | undefined {
    const access = cause === Cause.memory ? this.takeAccess() : undefined;
    const watched = !pass && (this.watch.causes & (1 << cause)) !== 0;
    if (watched && cause !== Cause.sys) return { kind: 'trap', cause, access };
    if (context.isRoot) return this.trappedInRoot(context, cause, access, pass);
    if (watched) return { kind: 'trap', cause, access };
    context.trapWord = this.wordAt(context);
    context.trapCause = cause;
    context.trapAccess = access;
    this.comeBack(this.chain.length - 2, cause);
    return this.entered();
  }

  private trappedInRoot(context: Context, cause: Cause, access: Access | undefined, pass: boolean): Outcome | undefined {
    const { pc } = context;
    if (cause === Cause.sys) {
      this.due = 0;
      const after = serveFirmware(this, context, this.wordAt(context));
      if (after !== (Cause.sys as number)) {
        if (after !== After.waiting) this.observation.exit(context, cause, pc);
        return this.done(context, after, pass);
      }
    }
    if (cause !== Cause.exit && this.watch.unhandled && !pass) return { kind: 'trap', cause, access };
    this.observation.exit(context, cause, pc);
    this.end(cause === Cause.exit ? { code: this.exitCode(context) } : { code: 128 + cause, cause, access });
    return ENDED;
  }

  /** What the entry function returns, or 0. */
  private exitCode(context: Context): number {
    const { image } = context.program;
    return image.types[image.functions[image.entry].type].result === undefined ? 0 : integerAt(this.store, context, 0) & 0xff;
  }

  /** The access for which the last instruction trapped. */
  private takeAccess(): Access {
    const { refused } = this;
    this.refused = undefined;
    return refused ?? { address: this.slice.address, size: this.slice.size, write: this.slice.write };
  }

  private entered(): Outcome | undefined {
    const { crossings, contexts } = this.watch;
    return crossings || (contexts.size > 0 && contexts.has(this.current)) ? ENTERED : undefined;
  }

  /** A copy or fill of more bytes than an engine works on without a break. */
  private beginBlock(context: Context, op: Op.copy | Op.fill): Cause | After {
    const size = integerAt(this.store, context, 0) >>> 0;
    const second = integerAt(this.store, context, 1), to = integerAt(this.store, context, 2) >>> 0;
    const target = this.bytesOf(context, to, size);
    if (target === undefined) return this.refuse({ address: to, size, write: true });
    if (op === Op.fill) this.block = fillBlock(this.store, target.byteOffset, second & 0xff, size);
    else {
      const source = this.bytesOf(context, second >>> 0, size);
      if (source === undefined) return this.refuse({ address: second >>> 0, size, write: false });
      this.block = copyBlock(this.store, target.byteOffset, source.byteOffset, size);
    }
    return After.working;
  }

  /** `image.load`: copies the bytes, then reads and verifies them in pieces. */
  beginImageLoad(context: Context): Cause | After {
    const size = integerAt(this.store, context, 0) >>> 0, address = integerAt(this.store, context, 1) >>> 0;
    const bytes = this.bytesOf(context, address, size);
    if (bytes === undefined) return this.refuse({ address, size, write: false });
    this.block = { pieceWork: IMAGE_WORK, steps: this.loadImage(context, bytes), undo: () => undefined };
    return After.working;
  }

  /** Nothing else runs before the last piece, so the bytes can be read where they lie; the image keeps none of them. */
  private *loadImage(context: Context, bytes: Uint8Array): Steps<number> {
    if (!mayHoldImage(context)) return 0;
    try {
      return holdImage(context, this.program(yield* verifySteps(yield* decodeSteps(bytes))));
    } catch (error) {
      if (error instanceof LoadError) return 0;
      throw error;
    }
  }

  /** Does a piece of the long instruction at which the current context stands; with the last one it retires. */
  private piece(block: Block): Outcome | undefined {
    const { done, value } = block.steps.next();
    this.workLeft -= block.pieceWork;
    if (done !== true) return undefined;
    this.block = undefined;
    const { current } = this;
    this.noteTouches(current);
    completeInstruction(this.store, current, value);
    this.completed(current);
    return this.seen();
  }
}

/** Runs a machine to its end, or until it waits for input. */
export function runToEnd(machine: Machine): Outcome {
  for (;;) {
    const outcome = machine.run(Infinity, 1e9);
    if (outcome.kind !== 'slice') return outcome;
  }
}
