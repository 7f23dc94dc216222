// What the debugger can do, as its users see it: the adapter, the terminal, tests. `session.ts` carries it out.
import type { Span } from '../base/diagnostic';
import type { Message } from '../base/message';
import type { DebugInfo } from '../image/debug';
import type { Steps } from '../base/steps';
import type { Sample } from '../history/sample';
import type { MeterReport } from '../meter/report';
import type { PrintedText } from '../history/printed-so-far';
import type { BranchComparison } from './branch-comparison';
import type { Foresight } from './foresight';
import type { PastLog, PastPointWish } from './past-log';
import type { Recording } from '../history/recording';
import type { RunToRecord } from './recorded-run';
import type { NextTouch } from './next-touches';
import type * as types from './types';
import type { FileCounts } from './line-counts';
import type { LineStack } from './line-stacks';
import type { ValueHistory } from './value-history';
import type { OriginLine } from './value-origins';

/**
 * A machine under observation. The caller drives it: `continue` or `step` set it going, and {@link advance} does the
 * work in slices, so that between two of them anything may be asked. All of it is synchronous, none of it changes a
 * count or a hash of the machine, but what sets a value on purpose. Methods throw a Refusal for what cannot be.
 *
 * A session begins stopped, before the first instruction; {@link stopAtEntry} makes an event of that.
 */
export interface Debugger {
  readonly state: types.RunState;
  /** The last stop; undefined while the program runs. */
  readonly stop: types.StopEvent | undefined;

  // Running

  /** The event of the stop before the first instruction, for a launch that wants it. */
  stopAtEntry(): types.StopEvent;
  /** Lets the program run, only from a stop; `alone`: only this context, which must be the one that executes next. */
  continue(alone?: number): void;
  /**
   * Begins a step in a context, only from a stop. It belongs to that context and its innermost frame: `over` ends there,
   * whatever runs in between; a context that is not the one running waits until its turn comes.
   */
  step(kind: types.StepKind, granularity: types.Granularity, context: number, options?: types.StepOptions): void;
  /** Begins a step from layer to layer, only from a stop. */
  stepLayer(kind: types.LayerStepKind, context: number): void;
  /** The same into the past; refused where nothing is recorded. */
  stepLayerBack(kind: types.LayerStepKind, context: number): void;
  /** From now on breakpoints and traps stop, and steps go in, in this context only; undefined: in all. It ends when the context is dropped. */
  stayIn(context: number | undefined): void;
  readonly stayingIn: number | undefined;
  /**
   * Runs on, doing at most about `work` engine instructions; undefined: call again (or, where {@link state} is not
   * `running`, nothing to do). Where it leaves off for want of work depends on nothing but the program.
   */
  advance(work: number): types.SessionEvent | undefined;
  /**
   * Goes back, from a stop, as {@link step} goes forward: `in` to the last instruction or statement that ran, `over` to the last
   * one of the frame or its caller, `out` to the call. Refused where nothing is recorded.
   */
  stepBack(kind: types.StepKind, granularity: types.Granularity, context: number): void;
  /** Goes back to the last moment at which a run forward would have stopped, or to the beginning. */
  reverseContinue(): void;
  /** Goes back to the last moment at which a line of a source was about to be executed, in whatever context. */
  backTo(source: types.SourceQuery, line: number): void;
  /** Goes to a count of steps of a branch: to its end, and on the branch of now, where they are not given. */
  goTo(steps: number | undefined, branch?: number): void;
  /**
   * Where a value came from, as far as it is recorded; `brief`: only what it came from directly. Until the steps are done or called off (by `return`) the machine is elsewhere
   * and {@link state} is `running`: nothing else may be asked of it.
   */
  origin(target: types.WatchTarget, brief?: boolean): Steps<OriginLine[]>;
  /** The recording of the branch up to its end, under the conditions of {@link origin}. `firstEnds`: it is known that the first branch ends the program. */
  recordRun(wanted: RunToRecord, firstEnds?: boolean): Steps<Recording>;
  /**
   * What log points would have printed, had they been there from the beginning of the run on: up to the furthest point that was
   * reached on the branch, whether that lies before the stop or behind it. As {@link origin}, the machine is elsewhere meanwhile.
   */
  pastLog(wishes: readonly PastPointWish[]): Steps<PastLog>;
  /** The values that something has had on the branch, before the stop and behind it; as {@link origin}. */
  valueHistory(target: types.WatchTarget): Steps<ValueHistory>;
  /** The operand stack after each line that a frame has executed of late; none where nothing is recorded; as {@link origin}. */
  lineStacks(frame: types.FrameRef): Steps<LineStack[]>;
  /** How often each line of the sources was executed up to this moment; as {@link origin}. */
  lineCounts(): Steps<FileCounts[]>;
  /** Where two branches differ, by their numbers; as {@link origin}. */
  compareBranches(one: number, other: number): Steps<BranchComparison>;
  /** What the program has printed from the beginning of the run up to this moment; as {@link origin}. */
  outputSoFar(): Steps<PrintedText>;
  /** Where the run stands in what is recorded. */
  readonly position: types.Position;
  /** All branches, in the order in which they began; none where nothing is recorded. */
  branches(): types.BranchInfo[];
  /** At most so many moments of a branch and how far the run was at each; none where nothing is recorded. */
  samples(branch: number, most: number): Sample[];
  /** What the program has printed since somebody asked; nothing of it twice, however often it runs through the same past. */
  takeOutput(): Uint8Array;
  /** Stops a program that runs or waits for input, at once; undefined where it is stopped or has ended. */
  pause(): types.StopEvent | undefined;
  /** Console input, undefined for its end. A waiting program is `running` again and wants `advance`. */
  provideInput(bytes: Uint8Array | undefined): void;
  /** What happened beside stops; call it after every `advance` and every event. */
  takeNews(): types.News;

  // Breakpoints. Each call replaces all of its kind (for sources: all in that source) and keeps the hit counts of those that stay.

  setSourceBreakpoints(source: types.SourceQuery, wanted: readonly types.SourceBreakpointRequest[]): types.Breakpoint[];
  setFunctionBreakpoints(wanted: readonly types.FunctionBreakpointRequest[]): types.Breakpoint[];
  setInstructionBreakpoints(wanted: readonly types.InstructionBreakpointRequest[]): types.Breakpoint[];
  /** What an expression in a frame names, as something to watch; `bytes`: so many from there on, instead of its own size. */
  watchTarget(expression: string, frame?: types.FrameRef, bytes?: number): types.WatchTarget;
  /** A place as something to watch; `name` is what messages call it. */
  watchPlace(place: types.Place, name: string): types.WatchTarget;
  /** Replaces all data breakpoints. */
  setDataBreakpoints(wanted: readonly types.DataBreakpointRequest[]): types.Breakpoint[];
  /** Places in a range of a source where a breakpoint can be, in order, without doubles. */
  possibleLocations(source: types.SourceQuery, range: Span): Span[];
  setTrapFilter(filter: types.TrapFilter): void;
  /** Several filters, each with a condition; gives for each what is wrong with it. */
  setTrapRules(rules: readonly types.TrapRule[]): (Message | undefined)[];

  // Moving the program to where it was not going: what is refused leaves everything as it is

  /** The frame begins again, with its parameters as they are now. */
  restartFrame(frame: types.FrameRef): types.StopEvent;
  /** Where the innermost frame of a context could go on, of what begins in a line of a source. */
  jumpTargets(context: number, source: types.SourceQuery, line: number): types.CodeTarget[];
  /** The innermost frame of a context goes on at a flat address of its function. */
  jump(context: number, address: number): types.StopEvent;
  /** Drops a context and all below it, as `ctx.drop` does. */
  dropContext(id: number): void;
  /** The instructions in the frame's line that a step can go into; see StepOptions. */
  stepTargets(frame: types.FrameRef): types.CodeTarget[];

  // Contexts and frames

  /** All contexts, root first, each followed by those below it. */
  contexts(): types.ContextInfo[];
  /** A context as a layer: its own name, its mode, and whom it lies below. */
  layer(id: number): types.LayerInfo;
  /** What the meter has counted up to the moment where the run stands. */
  stats(): MeterReport;
  /** Registers and fields of a context. */
  context(id: number): types.ContextView;
  /** Entries of {@link frames} of a context: its own frames, then, after a label each, those of the contexts around it. */
  frameCount(context: number): number;
  /** Entries from `start` on, innermost first. */
  frames(context: number, start: number, count: number): types.FrameEntry[];
  /** What the trap at the last stop, or the one recorded in a context, was about. */
  trapInfo(context: number): types.TrapInfo | undefined;

  // Values

  locals(frame: types.FrameRef): types.LocalInfo[];
  /** Operands, top first. */
  operands(frame: types.FrameRef): types.OperandInfo[];
  /** Labelled data of the program that a context runs. */
  data(context: number): types.DataItem[];
  /** Elements of data from `start` on; those outside the window are left out. */
  elements(context: number, item: types.DataItem, start: number, count: number): types.Value[];
  readMemory(context: number, address: number, count: number): types.MemoryBytes;
  /** Writes bytes into a context's window; all or none. @returns how many */
  writeMemory(context: number, address: number, bytes: Uint8Array): number;
  /** Sets a place to what an expression in the frame is worth; gives the value it then has. */
  setPlace(place: types.Place, expression: string, frame: types.FrameRef): types.Evaluated;

  /** The bytes of the root's window as they are now: a view, which is not to be written. */
  memory(): Uint8Array;
  /** Which of them the next instruction of a context reads and writes. */
  nextTouches(context: number): NextTouch[];
  /** What the next instruction of a context is about to do to its operand stack. */
  foresight(context: number): Foresight;

  // Expressions

  /** The value of an expression in a frame; without one, in the innermost frame of the context that stopped. */
  evaluate(expression: string, frame?: types.FrameRef): types.Evaluated;
  /** Sets the place that `target` names; {@link setPlace}. */
  setExpression(target: string, expression: string, frame?: types.FrameRef): types.Evaluated;
  /** Proposals at a column of an expression, counted from 0. */
  completions(expression: string, column: number, frame?: types.FrameRef): types.Completion[];

  // Code and sources

  /**
   * Rows from `offset` instructions after (before: negative) a flat address, always exactly `count`. A flat address is
   * the program's number × 2^32 + 4 × the word of code.
   */
  disassemble(address: number, offset: number, count: number): types.DisassemblyRow[];
  modules(): types.ModuleInfo[];
  sources(): types.LoadedSource[];
  /** The source text that an image carries, if it does. */
  sourceText(source: types.SourceRef): string | undefined;
  /** Debug information that was found later; breakpoints take it into account. */
  addDebugInfo(identity: string, info: DebugInfo): void;
}
