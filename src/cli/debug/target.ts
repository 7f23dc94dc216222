// The adapter process and the program in it: starting both, setting the program going, and hearing what comes of it.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { Client } from '../../client/client';
import { Bug } from '../../base/assert';
import { Refusal, type Language } from '../../base/message';
import type { LaunchOptions } from '../../options/table';
import { startProcess, type StartedProcess } from '../../platform/node/streams';
import { CONNECTION_ENDED } from '../../protocol/messages';
import { framedTransport } from '../../protocol/transport';
import { LongRequests } from './long-requests';

/** What a program that runs comes to. */
export type Halt =
  | { readonly kind: 'stopped'; readonly body: P.StoppedEvent['body'] }
  /** It wants console input, and somebody else than the terminal has to give it. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'exited'; readonly code: number | undefined };

/** Whether the program runs. */
export type TargetState = 'ready' | 'running' | 'waiting' | 'stopped' | 'exited';

/** What the adapter says of its own accord. */
export interface TargetListener {
  onOutput(category: string, text: string): void;
  /** A breakpoint is now what the body says. */
  onBreakpoint(breakpoint: P.Breakpoint): void;
}

/** Arguments of a launch. */
export type Launch = P.LaunchRequestArguments & LaunchOptions;

export class Target {
  state: TargetState = 'ready';
  /** The context that the last stop was about. */
  thread = 1;
  /** Whether a program that waits for input counts as halted; otherwise it goes on waiting. */
  haltsAtInput = false;
  /** Called when the program begins to wait for input. */
  onWaiting: () => void = () => undefined;
  readonly client: Client;
  readonly long: LongRequests;
  /** What the last stop said: the adapter says it as output too. */
  said: string | undefined;
  /** Whether the program stands at the end of its run, and only has to be let go to be over. */
  atEnd = false;
  private readonly adapter: StartedProcess;
  private exitCode: number | undefined;
  private begun = false;
  private heard: ((halt: Halt) => void) | undefined;

  /** @param script the program of the adapter, run by this process's own runtime */
  constructor(script: string, private readonly language: Language, private readonly launchArguments: Launch, private readonly listener: TargetListener) {
    this.adapter = startProcess(process.execPath, [script]);
    this.client = new Client(framedTransport(this.adapter.stream));
    this.long = new LongRequests(this.client);
    this.listen();
  }

  /** The process of the adapter. */
  get pid(): number | undefined {
    return this.adapter.pid;
  }

  private listen(): void {
    const { client, listener } = this;
    client.on('output', ({ category, output }) => listener.onOutput(category ?? 'console', output));
    client.on('breakpoint', ({ breakpoint }) => listener.onBreakpoint(breakpoint));
    client.on('exited', ({ exitCode }) => { this.exitCode = exitCode; });
    client.on('stopped', (body) => {
      this.thread = body.threadId ?? this.thread;
      this.said = wordsOf(body).description;
      this.atEnd = body.reason === 'exit';
      this.halt('stopped', { kind: 'stopped', body });
    });
    client.on('terminated', () => this.halt('exited', { kind: 'exited', code: this.exitCode }));
    client.on('strata/waiting', ({ waiting }) => this.wait(waiting));
  }

  private wait(waiting: boolean): void {
    if (this.state !== 'running' && this.state !== 'waiting') return;
    this.state = waiting ? 'waiting' : 'running';
    if (!waiting) return;
    this.onWaiting();
    if (this.haltsAtInput) this.tell({ kind: 'waiting' });
  }

  private halt(state: TargetState, halt: Halt): void {
    this.state = state;
    this.tell(halt);
  }

  private tell(halt: Halt): void {
    const { heard } = this;
    this.heard = undefined;
    heard?.(halt);
  }

  /** Loads the program; it does not run yet. Rejects where the adapter refuses it. */
  async load(): Promise<void> {
    try {
      await this.initialize();
    } catch (trouble) {
      if (isConnectionEnded(trouble)) await this.gone();
      throw trouble;
    }
  }

  private async initialize(): Promise<void> {
    const { client } = this;
    await client.request('initialize', {
      clientID: 'strata', clientName: 'Strata', adapterID: 'strata', locale: this.language, pathFormat: 'path', linesStartAt1: true,
      columnsStartAt1: true, supportsVariableType: true, supportsVariablePaging: true, supportsMemoryReferences: true,
    });
    const initialized = client.next('initialized');
    // It stops at the entry, so that `start` and `run` can be told apart after the load.
    const given: Launch = { ...this.launchArguments, stopOnEntry: true };
    const launched = client.request('launch', given);
    await Promise.race([initialized, launched.then(() => initialized)]);
    await launched;
  }

  /** Starts the program from its beginning and gives the stop before its first instruction. */
  start(): Promise<Halt> {
    const first = !this.begun;
    this.begun = true;
    this.exitCode = undefined;
    return this.go(() => (first ? this.client.request('configurationDone') : this.client.request('restart', {})));
  }

  /** Sets the program going by a request and gives what comes of it. */
  async go(request: () => Promise<unknown>): Promise<Halt> {
    const before = this.state;
    const halted = new Promise<Halt>((resolve) => { this.heard = resolve; });
    this.state = 'running';
    this.atEnd = false;
    try {
      await request();
    } catch (trouble) {
      this.heard = undefined;
      this.state = before;
      throw trouble;
    }
    return Promise.race([halted, this.gone()]);
  }

  /** Gives what comes of a program that is already going. */
  wentOn(): Promise<Halt> {
    return this.go(() => Promise.resolve());
  }

  /** Rejects when the adapter has gone, with what it left on its standard error. */
  async gone(): Promise<never> {
    const exit = await this.adapter.exit;
    throw new Bug(`the debug adapter ended (${exit})\n${this.adapter.errors()}`);
  }

  /** Calls off what a request does, or pauses the program; a travel ends where it began. */
  interrupt(): void {
    if (this.long.callOff()) return;
    // Who has stopped meanwhile need not be paused: a refusal says nothing new.
    void this.client.ask('pause', { threadId: this.thread });
  }

  /** Ends program and adapter. */
  async close(): Promise<void> {
    try {
      await this.client.ask('disconnect', { terminateDebuggee: true });
      this.client.end();
    } catch (trouble) {
      // An adapter that has gone needs no word of goodbye.
      if (!isConnectionEnded(trouble)) throw trouble;
    }
    await this.adapter.exit;
  }
}

/** Whether a request failed because the adapter has gone. */
export function isConnectionEnded(trouble: unknown): boolean {
  return trouble instanceof Refusal && trouble.row === CONNECTION_ENDED;
}

/** What stands before the layer in what is said of a stop. */
const LAYER_MARK = ' · ';

/** What the adapter says of a stop, and the layer in which it is, where there are layers. */
export function wordsOf({ description, text }: P.StoppedEvent['body']): { readonly description?: string; readonly layer?: string } {
  if (text === undefined || description?.includes(LAYER_MARK) !== true) return { description: text };
  const at = text.lastIndexOf(LAYER_MARK);
  return at < 0 ? { layer: text } : { description: text.slice(0, at), layer: text.slice(at + LAYER_MARK.length) };
}
