// A debug session over a machine: the parts of the debugger behind one door, and what may be asked when.
import { Refusal, type Message } from '../base/message';
import type { Span } from '../base/diagnostic';
import type { Steps } from '../base/steps';
import type { DebugInfo } from '../image/debug';
import { applyChange, type MachineChange } from '../machine/changes';
import { windowOf, type Context } from '../machine/context';
import type { Machine } from '../machine/machine';
import { PHYSICAL_START } from '../machine/store';
import { samplesOf } from '../history/overview';
import { printedSoFar, type PrintedText } from '../history/printed-so-far';
import type { Recording } from '../history/recording';
import { sampleOf, type Sample } from '../history/sample';
import { Timeline, type TimelineOptions } from '../history/timeline';
import { Meter } from '../meter/meter';
import { meterReport, type MeterReport } from '../meter/report';
import type { RunLimits } from '../options/run-limits';
import type { Debugger } from './api';
import { Assignment } from './assignment';
import { branchComparison, type BranchComparison } from './branch-comparison';
import { Breakpoints } from './breakpoints';
import { completions } from './completions';
import { disassemble } from './disassembly';
import { Evaluator } from './evaluator';
import { foresee, type Foresight } from './foresight';
import { Frames } from './frames';
import { Layers } from './layers';
import { lineCounts, type FileCounts } from './line-counts';
import { lineStacks, type LineStack } from './line-stacks';
import { BREAKPOINT_PROBLEMS, REQUEST_PROBLEMS } from './messages';
import { Moves } from './moves';
import { nextTouches, type NextTouch } from './next-touches';
import { Newsroom } from './news';
import { pastLog, type PastLog, type PastPointWish } from './past-log';
import { Programs } from './programs';
import { recordedRun, type RunToRecord } from './recorded-run';
import { Runner } from './runner';
import { Traveller } from './traveller';
import { trapInfo } from './trap-info';
import { TrapRules } from './trap-rules';
import type * as types from './types';
import { originLines, originPlace, type OriginLine } from './value-origins';
import { valueHistory, type ValueHistory } from './value-history';
import { Values } from './values';
import { WatchTargets } from './watch-targets';

/** What a session may be given. */
export interface SessionOptions {
  /** Finds debug information for images that carry none. */
  readonly lookup?: types.DebugLookup;
  /** What ends the run beside the program itself. */
  readonly limits?: RunLimits;
  /** Records the run, so that one can go back: bytes that this may take, and a clock in milliseconds. Nothing: no way back. */
  readonly history?: TimelineOptions;
  /** Whether the end of the run is a stop. */
  readonly stopOnExit?: boolean;
}

export class DebugSession implements Debugger {
  private readonly programs: Programs;
  private readonly points: Breakpoints;
  private readonly stacks: Frames;
  private readonly values: Values;
  private readonly assignment: Assignment;
  private readonly evaluator: Evaluator;
  private readonly watching: WatchTargets;
  private readonly moves: Moves;
  private readonly traps: TrapRules;
  private readonly runner: Runner;
  private readonly newsroom: Newsroom;
  /** Absent where the machine has run before. */
  private readonly meter: Meter | undefined;
  private readonly timeline: Timeline | undefined;
  private readonly traveller: Traveller | undefined;
  /** Branches at whose end the program was seen to end. */
  private readonly ended = new Set<number>();
  /** Whether the machine is elsewhere, because somebody asked where a value came from. */
  private away = false;

  /** Takes a machine that has not run yet, or runs no more elsewhere; from now on it runs through the session only. */
  constructor(private readonly machine: Machine, options: SessionOptions = {}) {
    this.programs = new Programs(machine, options.lookup ?? (() => undefined));
    this.points = new Breakpoints(machine, this.programs);
    this.stacks = new Frames(machine, this.programs);
    this.values = new Values(machine, this.programs);
    const { history, stopOnExit = false, limits } = options;
    this.meter = machine.steps === 0 ? new Meter(machine) : undefined;
    this.timeline = history === undefined ? undefined : new Timeline(machine, history);
    const change = (wanted: MachineChange): void => this.change(wanted);
    this.assignment = new Assignment(this.stacks, change);
    this.evaluator = new Evaluator(machine, this.programs, this.stacks, this.values, this.assignment);
    this.moves = new Moves(this.stacks, this.programs, change);
    this.watching = new WatchTargets(this.stacks, this.evaluator);
    this.traps = new TrapRules(machine, this.programs);
    this.runner = new Runner(machine, this.programs, this.points, this.values, this.traps, this.timeline, stopOnExit, limits);
    if (this.timeline !== undefined) this.traveller = new Traveller(this.timeline, this.programs, this.points, this.values, this.traps, this.runner);
    this.newsroom = new Newsroom(machine, this.programs, this.points);
    machine.onProgram = (program) => {
      for (const info of this.programs.add(program)) this.programChanged(info);
    };
  }

  private programChanged(info: ReturnType<Programs['of']>): void {
    this.points.bindIn(info);
    this.newsroom.programChanged(info);
  }

  get state(): types.RunState {
    return this.away ? 'running' : this.runner.state;
  }

  get stop(): types.StopEvent | undefined {
    return this.runner.stop;
  }

  private refuseUnlessStopped(): void {
    if (this.state === 'ended') throw new Refusal(REQUEST_PROBLEMS.ended);
    if (this.state !== 'stopped') throw new Refusal(REQUEST_PROBLEMS.not_stopped);
  }

  /** Values may also be set while the program waits for input: nothing moves then. */
  private refuseUnlessStill(): void {
    if (this.state !== 'waiting') this.refuseUnlessStopped();
  }

  stopAtEntry(): types.StopEvent {
    this.refuseUnlessStopped();
    return this.runner.stopAtEntry();
  }

  continue(alone?: number): void {
    this.refuseUnlessStopped();
    if (alone !== undefined) this.runner.refuseAlone(this.stacks.context(alone));
    this.goOn(() => {
      if (alone !== undefined) this.runner.runAlone(this.stacks.context(alone));
      this.runner.continue();
    });
  }

  step(kind: types.StepKind, granularity: types.Granularity, context: number, options: types.StepOptions = {}): void {
    this.refuseUnlessStopped();
    const wanted = this.stacks.context(context);
    if (options.alone === true) this.runner.refuseAlone(wanted);
    this.goOn(() => {
      if (options.alone === true) this.runner.runAlone(this.stacks.context(context));
      this.runner.begin(kind, granularity, this.stacks.context(context), options.target);
    });
  }

  /** Lets the program go, as soon as it is known how often its breakpoints were hit up to here. */
  private goOn(begin: () => void): void {
    if (this.traveller === undefined || !this.points.hitsUnknown || !this.points.hitsMatter) begin();
    else this.traveller.countHits(begin);
  }

  stepLayer(kind: types.LayerStepKind, id: number): void {
    this.refuseUnlessStopped();
    if (kind === 'intoExit') refuseRoot(this.stacks.context(id));
    this.goOn(() => {
      const context = this.stacks.context(id);
      if (kind === 'overExit') this.runner.begin('over', 'instruction', context);
      else this.runner.beginLayer(kind, context);
    });
  }

  stepLayerBack(kind: types.LayerStepKind, id: number): void {
    const { travelling } = this, context = this.stacks.context(id);
    if (kind === 'overExit') return travelling.stepBack('over', 'instruction', context);
    if (kind === 'intoExit') refuseRoot(context);
    travelling.layerBack(kind, context);
  }

  stayIn(id: number | undefined): void {
    this.refuseUnlessStill();
    this.runner.layer = id === undefined ? undefined : { id, name: this.layers.nameOf(this.stacks.context(id)) };
  }

  get stayingIn(): number | undefined {
    return this.runner.layer?.id;
  }

  layer(id: number): types.LayerInfo {
    return this.layers.info(this.stacks.context(id));
  }

  stats(): MeterReport {
    const { programs, meter } = this;
    if (meter === undefined) throw new Refusal(REQUEST_PROBLEMS.not_counted);
    return meterReport(this.machine, meter, {
      image: (program) => programs.of(program).name,
      function: (program, fn) => programs.of(program).functionName(fn),
      place: (program, pc) => {
        const at = programs.of(program).location(pc);
        return at && { source: at.source.name, line: at.span.start.line + 1 };
      },
    });
  }

  private get layers(): Layers {
    return new Layers(this.machine, this.programs);
  }

  restartFrame(frame: types.FrameRef): types.StopEvent {
    this.refuseUnlessStopped();
    this.moves.restartFrame(frame);
    return this.runner.land('restart');
  }

  jumpTargets(context: number, source: types.SourceQuery, line: number): types.CodeTarget[] {
    return this.moves.jumpTargets(context, source, line);
  }

  jump(context: number, address: number): types.StopEvent {
    this.refuseUnlessStopped();
    this.moves.jump(context, address);
    return this.runner.land('goto');
  }

  dropContext(id: number): void {
    this.refuseUnlessStopped();
    this.moves.drop(id);
  }

  stepTargets(frame: types.FrameRef): types.CodeTarget[] {
    return this.moves.stepTargets(frame);
  }

  advance(work: number): types.SessionEvent | undefined {
    const event = this.traveller?.isOnTheWay === true ? this.traveller.advance(work) : this.runner.advance(work);
    if (event !== undefined && this.machine.ending !== undefined) this.ended.add(this.position.branch);
    return event;
  }

  pause(): types.StopEvent | undefined {
    return this.traveller?.isOnTheWay === true ? this.traveller.cancel() : this.runner.pause();
  }

  provideInput(bytes: Uint8Array | undefined): void {
    if (this.state === 'ended') throw new Refusal(REQUEST_PROBLEMS.ended);
    if (this.away) throw new Refusal(REQUEST_PROBLEMS.not_stopped);
    const { input } = this.machine.devices;
    if (bytes !== undefined && !input.hasRoom(bytes.length)) throw new Refusal(REQUEST_PROBLEMS.input_full, { limit: input.available });
    (this.timeline ?? this.machine).provideInput(bytes);
    this.runner.inputCame();
  }

  /** Changes the machine, and records that. */
  private change(change: MachineChange): void {
    if (this.timeline !== undefined) this.timeline.change(change);
    else applyChange(this.machine, change);
  }

  private get travelling(): Traveller {
    this.refuseUnlessStopped();
    if (this.traveller === undefined) throw new Refusal(REQUEST_PROBLEMS.not_recorded);
    return this.traveller;
  }

  stepBack(kind: types.StepKind, granularity: types.Granularity, context: number): void {
    this.travelling.stepBack(kind, granularity, this.stacks.context(context));
  }

  reverseContinue(): void {
    this.travelling.reverseContinue();
  }

  backTo(source: types.SourceQuery, line: number): void {
    const places = new Map(this.programs.all.flatMap((info) => {
      const address = info.addressOf(source, line);
      return address === undefined ? [] : [[info.program, [address]]];
    }));
    if (places.size === 0) throw new Refusal(BREAKPOINT_PROBLEMS.no_code, { name: source.name, line: line + 1 });
    this.travelling.backTo(places);
  }

  goTo(steps: number | undefined, branch?: number): void {
    this.travelling.goTo(steps, branch);
  }

  origin(target: types.WatchTarget, brief = false): Steps<OriginLine[]> {
    this.refuseUnlessStill();
    if (this.timeline === undefined) throw new Refusal(REQUEST_PROBLEMS.not_recorded);
    return this.goAway(originLines(this.timeline, this.programs, originPlace(target, this.stacks.context(target.context)), brief));
  }

  pastLog(wishes: readonly PastPointWish[]): Steps<PastLog> {
    return this.goAway(pastLog(this.recording, this.programs, wishes));
  }

  valueHistory(target: types.WatchTarget): Steps<ValueHistory> {
    return this.goAway(valueHistory(this.recording, this.programs, target, this.stacks.context(target.context)));
  }

  *lineStacks(frame: types.FrameRef): Steps<LineStack[]> {
    this.refuseUnlessStill();
    if (this.timeline === undefined) return [];
    const found = this.stacks.find(frame);
    return yield* this.goAway(lineStacks(this.timeline, this.programs.of(found.context.program), found));
  }

  lineCounts(): Steps<FileCounts[]> {
    return this.goAway(lineCounts(this.recording, (program) => this.programs.of(program).debug));
  }

  compareBranches(one: number, other: number): Steps<BranchComparison> {
    return this.goAway(branchComparison(this.recording, this.programs, one, other));
  }

  outputSoFar(): Steps<PrintedText> {
    return this.goAway(printedSoFar(this.recording));
  }

  /** The timeline, while nothing moves. */
  private get recording(): Timeline {
    this.refuseUnlessStill();
    if (this.timeline === undefined) throw new Refusal(REQUEST_PROBLEMS.not_recorded);
    return this.timeline;
  }

  recordRun(wanted: RunToRecord, firstEnds = false): Steps<Recording> {
    this.refuseUnlessStill();
    if (this.timeline === undefined) throw new Refusal(REQUEST_PROBLEMS.not_recorded);
    const { number } = this.timeline.branch;
    return this.goAway(recordedRun(this.timeline, wanted, this.ended.has(number) || (number === 1 && firstEnds)));
  }

  private *goAway<T>(steps: Steps<T>): Steps<T> {
    this.away = true;
    try {
      return yield* steps;
    } finally {
      this.away = false;
    }
  }

  get position(): types.Position {
    const { machine, timeline } = this;
    return { steps: machine.steps, end: timeline?.branch.end ?? machine.steps, branch: timeline?.branch.number ?? 1 };
  }

  branches(): types.BranchInfo[] {
    return (this.timeline?.branches ?? []).map(({ number, end, from }) => (
      { number, end, ...(from === undefined ? {} : { from: { branch: from.branch.number, steps: from.step } }) }));
  }

  samples(number: number, most: number): Sample[] {
    const { timeline } = this, branch = timeline?.branches.find((each) => each.number === number);
    return branch === undefined ? [] : samplesOf(branch, most, branch === timeline?.branch ? sampleOf(this.machine) : undefined);
  }

  takeOutput(): Uint8Array {
    return this.timeline?.takeOutput() ?? this.machine.devices.output.take();
  }

  takeNews(): types.News {
    return this.newsroom.take(this.state !== 'running');
  }

  setSourceBreakpoints(source: types.SourceQuery, wanted: readonly types.SourceBreakpointRequest[]): types.Breakpoint[] {
    return this.points.replace(`source ${source.name}`, wanted.map((options) => {
      const { line, column } = options;
      return { target: column === undefined ? { kind: 'source', source, line } : { kind: 'source', source, line, column }, options };
    }));
  }

  setFunctionBreakpoints(wanted: readonly types.FunctionBreakpointRequest[]): types.Breakpoint[] {
    return this.points.replace('function', wanted.map((options) => ({ target: { kind: 'function', name: options.name }, options })));
  }

  setInstructionBreakpoints(wanted: readonly types.InstructionBreakpointRequest[]): types.Breakpoint[] {
    return this.points.replace('instruction', wanted.map((options) => (
      { target: { kind: 'instruction', address: options.address }, options })));
  }

  watchTarget(expression: string, frame: types.FrameRef = this.top, bytes?: number): types.WatchTarget {
    return this.watching.ofExpression(expression, frame, bytes);
  }

  watchPlace(place: types.Place, name: string): types.WatchTarget {
    return this.watching.ofPlace(place, name);
  }

  setDataBreakpoints(wanted: readonly types.DataBreakpointRequest[]): types.Breakpoint[] {
    return this.points.data.replace(wanted);
  }

  possibleLocations(source: types.SourceQuery, range: Span): Span[] {
    return this.points.possibleLocations(source, range);
  }

  setTrapFilter(filter: types.TrapFilter): void {
    this.traps.set([filter]);
  }

  setTrapRules(rules: readonly types.TrapRule[]): (Message | undefined)[] {
    return this.traps.set(rules);
  }

  contexts(): types.ContextInfo[] {
    return this.layers.list();
  }

  context(id: number): types.ContextView {
    return this.values.context(this.stacks.context(id));
  }

  frameCount(context: number): number {
    return this.stacks.count(context);
  }

  frames(context: number, start: number, count: number): types.FrameEntry[] {
    return this.stacks.entries(context, start, count);
  }

  trapInfo(id: number): types.TrapInfo | undefined {
    if (this.stop?.trap?.context === id) return this.stop.trap;
    const context = this.stacks.context(id);
    return context.trap === undefined ? undefined : trapInfo(this.machine, this.programs, this.values, context, context.trap);
  }

  memory(): Uint8Array {
    const { store, root } = this.machine, { start, size } = windowOf(root);
    return store.u8.subarray(PHYSICAL_START + start, PHYSICAL_START + start + size);
  }

  nextTouches(context: number): NextTouch[] {
    return nextTouches(this.machine, this.stacks.context(context));
  }

  foresight(context: number): Foresight {
    return foresee(this.machine, this.programs, this.stacks.context(context));
  }

  locals(frame: types.FrameRef): types.LocalInfo[] {
    return this.values.locals(this.stacks.find(frame));
  }

  operands(frame: types.FrameRef): types.OperandInfo[] {
    return this.values.operands(this.stacks.find(frame));
  }

  data(context: number): types.DataItem[] {
    return this.values.data(this.stacks.context(context));
  }

  elements(context: number, item: types.DataItem, start: number, count: number): types.Value[] {
    return this.values.elements(this.stacks.context(context), item, start, count);
  }

  readMemory(context: number, address: number, count: number): types.MemoryBytes {
    return this.values.readMemory(this.stacks.context(context), address, count);
  }

  writeMemory(context: number, address: number, bytes: Uint8Array): number {
    this.refuseUnlessStill();
    this.assignment.writeMemory(context, address, bytes);
    return bytes.length;
  }

  setPlace(place: types.Place, expression: string, frame: types.FrameRef): types.Evaluated {
    this.refuseUnlessStill();
    return this.evaluator.setPlace(place, expression, frame);
  }

  /** The innermost frame of what executes next. */
  private get top(): types.FrameRef {
    return { context: this.machine.current.id, depth: 0 };
  }

  evaluate(expression: string, frame: types.FrameRef = this.top): types.Evaluated {
    return this.evaluator.evaluate(expression, frame);
  }

  setExpression(target: string, expression: string, frame: types.FrameRef = this.top): types.Evaluated {
    this.refuseUnlessStill();
    return this.evaluator.setExpression(target, expression, frame);
  }

  completions(expression: string, column: number, frame: types.FrameRef = this.top): types.Completion[] {
    return completions(this.evaluator.scope(this.stacks.find(frame)), expression, column);
  }

  disassemble(address: number, offset: number, count: number): types.DisassemblyRow[] {
    return disassemble(this.programs, address, offset, count);
  }

  modules(): types.ModuleInfo[] {
    return this.programs.all.map((info) => info.module());
  }

  sources(): types.LoadedSource[] {
    return this.programs.sources();
  }

  sourceText(source: types.SourceRef): string | undefined {
    return this.programs.sourceText(source);
  }

  addDebugInfo(identity: string, info: DebugInfo): void {
    const changed = this.programs.addDebug(identity, info);
    if (changed !== undefined) this.programChanged(changed);
  }
}

function refuseRoot({ isRoot }: Context): void {
  if (isRoot) throw new Refusal(REQUEST_PROBLEMS.no_exit);
}
