// One launched program as the client sees it: the machine under its debugger, driven in slices, and everything that it
// tells of its own accord as events.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { message, Refusal, render, type Message, type Text } from '../base/message';
import { DebugSession, type Breakpoint, type Debugger, type ModuleInfo, type SessionEvent, type SessionOptions, type SourceLocation, type StopEvent } from '../debugger';
import { recordedFuture } from '../history/recording-replay';
import { LIMIT_EXIT_CODE, LIMIT_REACHED } from '../options/run-limits';
import type { LaunchOptions } from '../options/table';
import type { Platform } from '../platform/platform';
import type { ByteStream } from '../platform/stream';
import type { Connection } from '../protocol/connection';
import type { ClientForm } from './client-form';
import { debugLookup, pathOf, type Loaded } from './loading';
import { lastingColumns } from './module-columns';
import { layerMessage, modeMessage, STOP_REASONS } from './layer-messages';
import { PROGRAM_ENDED, SAYS } from './messages';
import { EventOutput, TerminalOutput, type ProgramOutput } from './output';
import { SourcePaths } from './paths';
import { Runner } from './runner';
import { Sources } from './sources';
import { styled } from './style';

/** Thread events of one stop; a client shows no more threads than that at once. */
const THREAD_EVENTS_MAX = 500;

/** Reasons of stops as the protocol has them. */
const REASONS: Readonly<Record<StopEvent['reason'], string>> = {
  entry: 'entry', breakpoint: 'breakpoint', data: 'data breakpoint', step: 'step', pause: 'pause', trap: 'exception', dropped: 'step',
  exit: 'exit', goto: 'goto', restart: 'restart', left: 'pause',
};

/** What a debuggee needs of the session around it. */
export interface Surroundings {
  readonly platform: Platform;
  readonly connection: Connection;
  readonly form: ClientForm;
  /** A mistake of our own. */
  mistake(trouble: unknown): void;
  /** The number by which the client knows a breakpoint. */
  breakpointId(id: number): number;
  /** The program runs on: references are no longer good. */
  onRun(): void;
}

/** Somebody who hears how a run goes on that leads elsewhere in the past. */
export interface Travelling {
  update(): void;
  /** It is over, however it ended. */
  end(): void;
}

/** How the run is recorded; a recording that was launched needs it for its changes by hand. */
function historyOf(platform: Platform, { machine, recording }: Loaded, options: LaunchOptions): SessionOptions['history'] {
  const recorded = recording === undefined ? {} : { recorded: recordedFuture(machine, recording) };
  if (options.history > 0 && !options.noDebug) return { bytes: options.history, clock: () => platform.now_ms(), ...recorded };
  return recording === undefined ? undefined : { bytes: 0, interval: Infinity, ...recorded };
}

export class Debuggee {
  readonly debug: Debugger;
  readonly sources: Sources;
  private readonly output: ProgramOutput;
  private readonly runner: Runner;
  private held = false;
  private told = false;
  private inPast = false;
  /** Whether the end that comes next was told before. */
  private endTold = false;
  private started = false;
  /** Whether there was ever a context beside the root. */
  private layered = false;
  /** The context in which alone stops are, as the client knows. */
  private staying: number | undefined;
  private travelling: Travelling | undefined;
  /** Ended, terminated, or replaced by a restart: it never runs again, and tells nothing. */
  private over = false;

  /** @param terminal the client's terminal, where the program has one for its console */
  constructor(private readonly around: Surroundings, readonly loaded: Loaded, readonly options: LaunchOptions, private readonly terminal?: ByteStream) {
    const { platform, connection, form } = around;
    const paths = new SourcePaths(platform, loaded.folder, form.uris, options.sourceMap, options.allowRoots);
    this.debug = new DebugSession(loaded.machine, {
      lookup: debugLookup(platform, loaded.folder, options.debugImages), limits: options.limits,
      stopOnExit: options.stopOnExit && !options.noDebug,
      history: historyOf(platform, loaded, options),
    });
    this.sources = new Sources(platform, this.debug, paths, loaded);
    this.output = terminal === undefined ? new EventOutput(platform, connection) : new TerminalOutput(platform, terminal);
    terminal?.read((bytes) => this.type(bytes), () => this.type(undefined));
    this.runner = new Runner(platform, this.debug, {
      onPiece: () => this.onPiece(),
      onEvent: (event) => this.onEvent(event),
      onMistake: (trouble) => this.onMistake(trouble),
    });
  }

  /** Begins: stops at the entry where that is wanted, else runs. Nothing where the client has let it run, or ended it, before. */
  begin(stopOnEntry: boolean): void {
    if (this.over || this.started) return;
    this.started = true;
    this.tellNews();
    this.tellRecorded();
    if (stopOnEntry) this.onEvent(this.debug.stopAtEntry());
    else this.run(() => this.debug.continue());
  }

  /** Sets the program going by a command of the debugger's, which may refuse. */
  run(command: () => void, travelling?: Travelling): void {
    if (this.over) throw new Refusal(PROGRAM_ENDED);
    command();
    this.travelling = travelling;
    this.started = true;
    this.around.onRun();
    this.runner.go();
  }

  /** Moves it to where it was not going, by a command that may refuse; gives what tells the client of the stop there. */
  move(command: () => StopEvent): () => void {
    if (this.over) throw new Refusal(PROGRAM_ENDED);
    const stop = command();
    this.around.onRun();
    return () => this.onEvent(stop);
  }

  /** Ends a travel where it began, if it is still on. */
  callOff(travelling: Travelling): void {
    if (this.travelling === travelling) this.pause();
  }

  /** Whether there was one. */
  private endTravel(): boolean {
    const { travelling } = this;
    this.travelling = undefined;
    travelling?.end();
    return travelling !== undefined;
  }

  pause(): void {
    const stop = this.over ? undefined : this.debug.pause();
    if (stop !== undefined) this.onEvent(stop);
  }

  /** Stops it without a word; {@link resume} lets it run again where it ran. */
  suspend(): { resume(): void } {
    const stop = this.debug.pause();
    this.endTravel();
    if (stop === undefined) return { resume: () => undefined };
    return { resume: () => { if (!this.over && this.debug.state === 'stopped') this.run(() => this.debug.continue()); } };
  }

  /** Stops it for good, without a word, because its session is over or it is replaced. */
  stop(): void {
    this.debug.pause();
    this.endTravel();
    this.over = true;
    this.terminal?.end();
  }

  /** Ends it as if it had been switched off: what it printed is shown, its disk stays as it was. Nothing where it has ended. */
  terminate(): void {
    if (this.over) return;
    this.stop();
    this.showOutput();
    this.around.connection.event('terminated', undefined);
  }

  provideInput(bytes: Uint8Array | undefined): void {
    if (this.over) throw new Refusal(PROGRAM_ENDED);
    const waited = this.debug.state === 'waiting';
    this.debug.provideInput(bytes);
    if (waited) this.around.connection.event('strata/waiting', { waiting: false });
    this.runner.go();
  }

  /** Takes what was typed in the terminal; nobody reads it where the program has ended. */
  private type(bytes: Uint8Array | undefined): void {
    if (!this.over) this.provideInput(bytes);
  }

  /** Says something in the Debug Console. */
  say(text: Text, args: Record<string, string | number> = {}, category: 'console' | 'stderr' = 'console'): void {
    this.tell(message(text, args), category);
  }

  private tell(said: Message, category: 'console' | 'stderr' | 'important', location?: SourceLocation): void {
    const { language, styles } = this.around.form;
    const text = render(said, language);
    const output = `${styles ? styled(text, category) : text}\n`;
    this.around.connection.event('output', { category, output, ...this.place(location) });
  }

  private place(location: SourceLocation | undefined): { source?: P.Source; line?: number; column?: number } {
    if (location === undefined) return {};
    const { line, column } = this.around.form.toRange(location.span);
    return { source: this.sources.toClient(location.source), line, column };
  }

  /** Prints what came, tells what is new; false where the program must wait for the client. */
  private onPiece(): boolean {
    this.output.add(this.debug.takeOutput());
    this.tellNews();
    this.travelling?.update();
    if (this.output.tick()) return true;
    if (!this.held) {
      this.held = true;
      this.say(SAYS.output_held);
    }
    this.output.whenReady(() => {
      this.resumeWhenShown();
    });
    return false;
  }

  private resumeWhenShown(): void {
    if (this.output.tick()) this.runner.go();
    else this.output.whenReady(() => this.resumeWhenShown());
  }

  private onEvent(event: SessionEvent): void {
    const travelled = this.endTravel();
    this.showOutput();
    this.tellNews();
    switch (event.kind) {
      case 'stopped': return this.onStopped(event, travelled);
      case 'waiting': return this.onWaiting();
      case 'ended': return this.onEnded(event);
      case 'limit': return this.onLimit(event);
    }
  }

  private showOutput(): void {
    this.output.add(this.debug.takeOutput());
    this.output.flush();
  }

  private onWaiting(): void {
    this.around.connection.event('strata/waiting', { waiting: true });
    if (this.told || this.terminal !== undefined) return;
    this.told = true;
    this.say(SAYS.waiting);
  }

  /** Says that what lies ahead was recorded. Nobody has seen it, so it is not yet called the past. */
  private tellRecorded(): void {
    const { end } = this.debug.position;
    if (end === 0) return;
    this.inPast = true;
    this.say(SAYS.recorded, { end });
  }

  /** Says once that the program is in its past, and once that it is there no longer. */
  private tellMoment(): void {
    const { steps, end } = this.debug.position;
    if (steps < end === this.inPast) return;
    this.inPast = steps < end;
    this.say(this.inPast ? SAYS.past : SAYS.present, { steps, end });
  }

  private onStopped(stop: StopEvent, travelled: boolean): void {
    this.tellMoment();
    const { language } = this.around.form;
    const text = stop.trap !== undefined ? stop.trap.attempted : stop.message;
    const said = text ?? (travelled && stop.reason === 'goto' ? this.moment() : undefined);
    const told = this.described(stop, said, this.shortly(stop));
    this.around.connection.event('stopped', {
      reason: REASONS[stop.reason],
      threadId: stop.context,
      allThreadsStopped: true,
      ...(stop.breakpoints.length === 0 ? {} : { hitBreakpointIds: stop.breakpoints.map((id) => this.around.breakpointId(id)) }),
      ...(told.text === undefined ? {} : { text: render(told.text, language) }),
      ...(told.description === undefined ? {} : { description: render(told.description, language) }),
    });
    this.tellStaying();
    if (stop.reason === 'exit') this.tellEnd(stop);
    else if (text !== undefined && stop.trap === undefined) this.tell(text, 'console');
  }

  /** Why it stopped, in words that fit into the corner where clients show them; nothing where what is said fits. */
  private shortly({ reason, trap, message: said }: StopEvent): Message | undefined {
    if (reason === 'exit') return message(SAYS.stopped_at_end);
    if (reason === 'data') return message(SAYS.stopped_at_data);
    return trap === undefined && said !== undefined && this.debug.position.steps === 0 ? message(SAYS.stopped_at_beginning) : undefined;
  }

  /**
   * What is said of a stop, in the few words that fit beside the name of a context, which tells layer and owner, and at length. Where
   * there never was more than the root, nobody need hear of layers.
   */
  private described({ reason, context }: StopEvent, said: Message | undefined, short = said): { description?: Message; text?: Message } {
    this.layered ||= this.loaded.machine.contextsMade > 1;
    if (!this.layered) return { description: short, text: said };
    const layer = this.debug.layer(context), place = layerMessage(layer), why = message(STOP_REASONS[reason]);
    return {
      description: message(SAYS.stop_in_layer, { said: why, layer: modeMessage(layer) }),
      text: said === undefined ? place : message(SAYS.stop_in_layer, { said, layer: place }),
    };
  }

  /** Tells the client in which context stops are from now on, where that has changed. */
  tellStaying(): void {
    const { stayingIn: threadId } = this.debug;
    if (threadId === this.staying) return;
    this.staying = threadId;
    this.around.connection.event('strata/staying', threadId === undefined ? {} : { threadId, name: this.debug.context(threadId).name });
  }

  /** The moment where the run stands, in words: a client shows the description of the stop before where a stop has none. */
  private moment(): Message {
    const { position } = this.debug;
    return message(this.debug.branches().length > 1 ? SAYS.at_branch_moment : SAYS.at_moment, { ...position });
  }

  /** The program has ended and can still be looked at. */
  private tellEnd({ message: said, ending }: StopEvent): void {
    if (ending?.cause !== undefined && said !== undefined) this.tell(said, 'stderr');
    this.say(SAYS.ended, { code: ending?.code ?? 0, steps: this.loaded.machine.root.time });
    this.say(SAYS.at_end);
    this.endTold = true;
  }

  private onEnded(event: Extract<SessionEvent, { kind: 'ended' }>): void {
    const { code } = event.ending;
    if (!this.endTold) {
      if (event.message !== undefined) this.tell(event.message, 'stderr');
      this.say(SAYS.ended, { code, steps: this.loaded.machine.root.time });
    }
    this.finish(code);
  }

  private onLimit({ limit, context }: Extract<SessionEvent, { kind: 'limit' }>): void {
    const { machine } = this.loaded;
    const [frame] = this.debug.frames(context, 0, 1);
    const at = frame.kind === 'frame' ? frame : undefined;
    const place = at?.location === undefined ? '' : ` (${at.location.source.name}:${at.location.span.start.line + 1})`;
    const used = limit === 'output' ? { option: 'limits.outputBytes', count: machine.devices.output.limit }
      : { option: 'limits.instructions', count: machine.root.time };
    this.tell(message(LIMIT_REACHED[limit], { ...used, function: at?.name ?? '?', place }), 'stderr', at?.location);
    this.finish(LIMIT_EXIT_CODE);
  }

  private finish(exitCode: number): void {
    this.over = true;
    this.terminal?.end();
    const { connection } = this.around;
    this.writeDisk().then(() => {
      connection.event('exited', { exitCode });
      connection.event('terminated', undefined);
    }, (trouble) => this.onMistake(trouble));
  }

  /** Writes the disk back where the launch wants it; trouble with the file is told, the program has ended all the same. */
  private async writeDisk(): Promise<void> {
    const { disk, diskWrite } = this.options;
    if (!diskWrite || disk === undefined || this.loaded.machine.devices.disk.written.size === 0) return;
    const path = pathOf(this.around.platform, this.options, disk);
    const { branch } = this.debug.position;
    if (branch !== 1) return this.tell(message(SAYS.disk_kept, { path, branch }), 'important');
    try {
      this.around.platform.writeFile(path, this.loaded.machine.devices.disk.contents());
      await this.around.platform.stored();
      this.say(SAYS.disk_written, { path });
    } catch (trouble) {
      if (!(trouble instanceof Refusal)) throw trouble;
      this.tell(message(trouble.row, trouble.args), 'important');
    }
  }

  private onMistake(trouble: unknown): void {
    this.around.mistake(trouble);
    this.around.connection.event('terminated', undefined);
  }

  /** Tells the client what happened beside stops. */
  tellNews(): void {
    const { connection } = this.around;
    const news = this.debug.takeNews();
    for (const module of news.modules) connection.event('module', { reason: 'new', module: this.module(module) });
    for (const source of news.sources) connection.event('loadedSource', { reason: 'new', source: this.sources.toClient(source) });
    this.tellBreakpoints(news.breakpoints);
    for (const { over, message: said } of news.breakpoints) if (over === true && said !== undefined) this.tell(said, 'console');
    for (const entry of news.log) {
      this.output.flushTo(entry.output);
      connection.event('output', { category: 'console', output: `${entry.text}\n`, ...this.place(entry.location) });
    }
    if (news.logLost > 0) this.say(SAYS.log_lost, { count: news.logLost });
    for (const { id } of news.made.slice(-THREAD_EVENTS_MAX)) connection.event('thread', { reason: 'started', threadId: id });
    for (const id of news.dropped.slice(-THREAD_EVENTS_MAX)) connection.event('thread', { reason: 'exited', threadId: id });
  }

  /** Tells the client what became of breakpoints that were set again. */
  tellBreakpoints(breakpoints: readonly Breakpoint[]): void {
    for (const one of breakpoints) this.around.connection.event('breakpoint', { reason: 'changed', breakpoint: this.breakpoint(one) });
  }

  /** A breakpoint as the protocol writes it. */
  breakpoint(breakpoint: Breakpoint): P.Breakpoint {
    const { location, message: said, addresses } = breakpoint;
    return {
      id: this.around.breakpointId(breakpoint.id),
      verified: breakpoint.verified,
      ...(said === undefined ? {} : { message: render(said, this.around.form.language) }),
      ...(breakpoint.verified ? {} : { reason: breakpoint.pending ? 'pending' as const : 'failed' as const }),
      ...(location === undefined ? {} : { source: this.sources.toClient(location.source), ...this.around.form.toRange(location.span) }),
      ...(addresses.length === 0 ? {} : { instructionReference: `0x${addresses[0].toString(16)}` }),
    };
  }

  module(module: ModuleInfo): P.Module {
    const from = module.start.toString(16), to = module.end.toString(16);
    return { id: module.number, name: module.name, version: module.identity.slice(0, 12), addressRange: `0x${from}-0x${to}`,
      symbolStatus: module.debug ? 'loaded' : 'none', ...lastingColumns(module) };
  }
}

