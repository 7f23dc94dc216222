// One debug session of a client: what it may ask, in which order, and what becomes of it. The groups of requests stand
// in the files `serve-*.ts`; this one is about the beginning and the end.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { Refusal, render } from '../base/message';
import type { CodeTarget, FrameRef, SourceLocation } from '../debugger';
import { mayCompile } from '../compiler/engines';
import { readLaunch } from '../options/read';
import type { LaunchOptions } from '../options/table';
import type { Platform } from '../platform/platform';
import type { ByteStream } from '../platform/stream';
import type { Call } from '../protocol/call';
import { Connection, type Handlers, type Observer } from '../protocol/connection';
import { Progress } from '../protocol/progress';
import type { Transport } from '../protocol/transport';
import { BreakpointRequests } from './breakpoint-requests';
import { capabilities } from './capabilities';
import { ClientForm } from './client-form';
import { Debuggee } from './debuggee';
import { Handles } from './handles';
import { diagnosticText, loadSteps, SourceErrors, type Loaded } from './loading';
import { MemoryViews } from './memory-views';
import type { MemoryPlace } from './memory-reference';
import { LAUNCHED_ALREADY, NOT_INITIALIZED, NOT_LAUNCHED, SAYS, STALE_HANDLE } from './messages';
import { runJob } from './runner';
import { serveBreakpoints } from './serve-breakpoints';
import { serveCode } from './serve-code';
import { serveConsole } from './serve-console';
import { serveLayers } from './serve-layers';
import { serveMoves } from './serve-moves';
import { serveRunning } from './serve-running';
import { serveOrigins } from './serve-origins';
import { serveRecordings } from './serve-recordings';
import { servePast } from './serve-past';
import { servePicture } from './serve-picture';
import { serveTravelling } from './serve-travelling';
import { serveStack } from './serve-stack';
import { serveValues, type Container } from './serve-values';
import { askForSources } from './sources';

export class Adapter {
  readonly connection: Connection;
  /** Frames and containers of variables by the numbers that the client has of them; good until the program runs on. */
  readonly frames = new Handles<FrameRef>(STALE_HANDLE);
  readonly containers = new Handles<Container>(STALE_HANDLE);
  /** Instructions that a client may go to, or step into, and places that values come from: good for as long. */
  readonly targets = new Handles<CodeTarget>(STALE_HANDLE);
  readonly locations = new Handles<SourceLocation>(STALE_HANDLE);
  /** The client shows values under the pointer by itself. */
  ownHovers = false;
  private yielding: Call | undefined;
  private readonly memoryViews = new MemoryViews();
  readonly breakpoints = new BreakpointRequests();
  /** Resolves when the session is over: the client has gone, or said so and got its answer. */
  readonly over: Promise<void>;
  private readonly leave: () => void;
  private client: ClientForm | undefined;
  private running: Debuggee | undefined;
  private options: LaunchOptions | undefined;
  private loading = false;
  private configured = false;
  private begun = false;

  /** Serves a client until it goes. `observer` hears of broken messages and of mistakes of our own. */
  constructor(readonly platform: Platform, transport: Transport, private readonly observer: Observer) {
    let leave = (): void => undefined;
    const left = new Promise<void>((resolve) => { leave = resolve; });
    this.leave = leave;
    this.connection = new Connection(transport, this.handlers(), observer);
    this.over = Promise.race([this.connection.ended, left]).then(() => this.running?.stop());
  }

  /** How the client writes things; refuses before `initialize`. */
  get form(): ClientForm {
    if (this.client === undefined) throw new Refusal(NOT_INITIALIZED);
    return this.client;
  }

  /** The launched program; refuses where there is none. */
  get debuggee(): Debuggee {
    if (this.running === undefined) throw new Refusal(NOT_LAUNCHED);
    return this.running;
  }

  /** The launched program, if there is one. */
  get launched(): Debuggee | undefined {
    return this.running;
  }

  /** The client has read memory through a reference. */
  memoryRead(reference: string, place: MemoryPlace, offset: number, count: number): void {
    this.memoryViews.read(reference, place, offset, count);
  }

  /** Memory was written by hand: a client that wants to know is told where that changes what it has read. */
  memoryWritten(place: MemoryPlace, count: number): void {
    if (!this.form.memoryEvents) return;
    for (const body of this.memoryViews.written(this.debuggee.debug, place, count)) this.connection.event('memory', body);
  }

  /** Calls a request off as soon as the client asks for anything else. */
  giveWay(call: Call): void {
    this.yielding = call;
  }

  /** The handlers; what gives way to others does, before any of them is served. */
  private handlers(): Handlers {
    const all = Object.entries(this.served()) as [string, (given: unknown, call: Call) => unknown][];
    return Object.fromEntries(all.map(([command, serve]) => [command, (given: unknown, call: Call) => {
      this.yielding?.cancel();
      this.yielding = undefined;
      return serve(given, call);
    }])) as Handlers;
  }

  private served(): Handlers {
    return {
      initialize: (given) => this.initialize(given),
      launch: (given, call) => this.launch(given, call),
      configurationDone: (_given, call) => this.configurationDone(call),
      restart: (given, call) => this.restart(given, call),
      terminate: () => this.terminate(),
      disconnect: (_given, call) => this.disconnect(call),
      ...serveRunning(this),
      ...servePicture(this),
      ...serveTravelling(this),
      ...serveLayers(this),
      ...serveOrigins(this),
      ...servePast(this),
      ...serveRecordings(this),
      ...serveMoves(this),
      ...serveBreakpoints(this),
      ...serveStack(this),
      ...serveValues(this),
      ...serveCode(this),
      ...serveConsole(this),
    };
  }

  private initialize(given: P.InitializeRequestArguments): P.Capabilities {
    if (this.client !== undefined) throw new Refusal(NOT_INITIALIZED);
    this.client = new ClientForm(given);
    this.connection.language = this.client.language;
    return capabilities(this.client.language);
  }

  private async launch(given: P.LaunchRequestArguments, call: Call): Promise<void> {
    const { form } = this;
    if (this.running !== undefined || this.loading) throw new Refusal(LAUNCHED_ALREADY);
    const { options, warnings } = readLaunch(given);
    for (const warning of warnings) this.connection.event('output', { category: 'console', output: `${render(warning, form.language)}\n` });
    const loaded = await this.load(options, call);
    this.install(loaded, options, await this.terminal(options));
    const { note } = loaded;
    if (note !== undefined) this.connection.event('output', { category: 'important', output: `${note.code}: ${note[form.language]}\n` });
    call.after(() => {
      this.connection.event('initialized');
      this.beginIfReady();
    });
  }

  /** Loads a program as a job that others can interrupt. */
  private async load(options: LaunchOptions, call: Call): Promise<Loaded> {
    this.loading = true;
    const title = SAYS.assembling[this.form.language].replace('{path}', options.program);
    const progress = this.form.showsProgress ? new Progress(this.connection, call, title, () => this.platform.now_ms()) : undefined;
    try {
      return await this.platform.gather(async () => {
        const loaded = await runJob(this.platform, call, loadSteps(this.platform, options), () => progress?.update(''));
        askForSources(this.platform, loaded, options);
        return loaded;
      });
    } catch (trouble) {
      if (trouble instanceof SourceErrors) this.tellDiagnostics(trouble.diagnostics);
      throw trouble;
    } finally {
      progress?.end();
      this.loading = false;
    }
  }

  /** What executes the instructions. */
  get engine(): LaunchOptions['engine'] {
    return this.options === undefined || !mayCompile() ? 'interpreter' : this.options.engine;
  }

  /** The terminal that the launch asks for; where the client has none, its console serves, and it is told. */
  private async terminal(options: LaunchOptions): Promise<ByteStream | undefined> {
    if (options.console === 'internalConsole') return undefined;
    if (!this.form.runsInTerminal || this.platform.terminal === undefined) {
      this.connection.event('output', { category: 'console', output: `${SAYS.no_terminal[this.form.language]}\n` });
      return undefined;
    }
    const bridge = await this.platform.terminal();
    try {
      const kind = options.console === 'externalTerminal' ? 'external' : 'integrated';
      const { command, environment } = bridge;
      await this.connection.request('runInTerminal', { kind, title: options.program, cwd: '', args: [...command], env: { ...environment } });
    } catch (trouble) {
      bridge.close();
      throw trouble;
    }
    return bridge.connected;
  }

  private tellDiagnostics(diagnostics: Loaded['diagnostics']): void {
    for (const diagnostic of diagnostics) {
      const output = `${diagnosticText(diagnostic, this.form.language)}\n`;
      const line = this.form.toLine(diagnostic.span.start.line), column = this.form.toColumn(diagnostic.span.start.column);
      this.connection.event('output', { category: 'stderr', output, source: { path: diagnostic.file }, line, column });
    }
  }

  /** Makes a loaded program the one of this session. */
  private install(loaded: Loaded, options: LaunchOptions, terminal: ByteStream | undefined): void {
    // The context that somebody stays in is one of the program before.
    if (this.running?.debug.stayingIn !== undefined) this.connection.event('strata/staying', {});
    this.options = options;
    this.begun = false;
    this.running = new Debuggee({
      platform: this.platform,
      connection: this.connection,
      form: this.form,
      mistake: (trouble) => this.observer.mistake(trouble),
      breakpointId: (id) => this.breakpoints.clientId(id),
      onRun: () => this.forgetReferences(),
    }, loaded, options, terminal);
    this.tellDiagnostics(loaded.diagnostics);
    this.breakpoints.applyTo(this.running, options.noDebug);
  }

  private configurationDone(call: Call): void {
    this.configured = true;
    call.after(() => this.beginIfReady());
  }

  /** The program begins when it is loaded and the client has said all it wants to say before. */
  private beginIfReady(): void {
    if (!this.configured || this.begun || this.running === undefined) return;
    this.begun = true;
    this.running.begin(this.options?.stopOnEntry === true && !this.options.noDebug);
  }

  /** Loads the program again and puts it in the place of the one before, which goes on where that fails. */
  private async restart(given: P.RestartArguments | undefined, call: Call): Promise<void> {
    const before = this.debuggee;
    if (this.loading) throw new Refusal(LAUNCHED_ALREADY);
    const again = given?.arguments as object | undefined;
    const options = again === undefined ? before.options : readLaunch(again).options;
    const { resume } = before.suspend();
    try {
      const loaded = await this.load(options, call);
      const terminal = await this.terminal(options);
      before.stop();
      this.forgetReferences();
      this.install(loaded, options, terminal);
    } catch (trouble) {
      resume();
      throw trouble;
    }
    call.after(() => this.beginIfReady());
  }

  private forgetReferences(): void {
    this.frames.forget();
    this.containers.forget();
    this.targets.forget();
    this.locations.forget();
  }

  /** Ends the program as if it had been switched off. */
  private terminate(): void {
    this.running?.terminate();
  }

  private disconnect(call: Call): void {
    call.after(() => {
      this.connection.end();
      void this.connection.drained().then(this.leave);
    });
  }
}
