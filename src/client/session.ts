// A debug session as its user sees it: start, stop, look, go on. The order of requests that the protocol wants stands here
// once, for the terminal front end and the tests.
import type { DebugProtocol } from '@vscode/debugprotocol';
import { defined } from '../base/assert';
import type { Client } from './client';

/** A stop, or the end. */
export type Halt =
  | { readonly kind: 'stopped'; readonly body: DebugProtocol.StoppedEvent['body'] }
  | { readonly kind: 'terminated'; readonly exitCode: number | undefined };

/** How a session begins. */
export interface SessionStart {
  /** The arguments of `launch`. */
  readonly launch: DebugProtocol.LaunchRequestArguments;
  /** What this client says about itself, beyond the usual. */
  readonly client?: Partial<DebugProtocol.InitializeRequestArguments>;
  readonly breakpoints?: readonly DebugProtocol.SetBreakpointsArguments[];
  readonly functionBreakpoints?: readonly DebugProtocol.FunctionBreakpoint[];
  readonly exceptionFilters?: readonly string[];
}

/** How a step goes; `undefined` granularity is the adapter's own. */
export type Step = 'next' | 'stepIn' | 'stepOut';

const CLIENT: DebugProtocol.InitializeRequestArguments = {
  clientID: 'strata',
  clientName: 'Strata',
  adapterID: 'strata',
  pathFormat: 'path',
  linesStartAt1: true,
  columnsStartAt1: true,
  supportsVariableType: true,
  supportsVariablePaging: true,
  supportsMemoryReferences: true,
  supportsProgressReporting: true,
  supportsInvalidatedEvent: true,
};

export class Session {
  /** The thread that the last stop was about. */
  threadId = 0;
  private exitCode: number | undefined;

  private constructor(readonly client: Client, readonly capabilities: DebugProtocol.Capabilities) {
    client.on('exited', ({ exitCode }) => {
      this.exitCode = exitCode;
    });
  }

  /** Launches a program, with everything set before it runs; rejects where the adapter refuses any of it. */
  static async start(client: Client, start: SessionStart): Promise<Session> {
    const capabilities = await client.request('initialize', { ...CLIENT, ...start.client });
    const session = new Session(client, capabilities ?? {});
    const initialized = client.next('initialized');
    const launched = client.request('launch', start.launch);
    // Not every adapter answers `launch` before it is configured; one that refuses it may never say `initialized`.
    await Promise.race([initialized, launched.then(() => initialized)]);
    await session.configure(start);
    await launched;
    return session;
  }

  /** The next stop or the end. */
  async halted(): Promise<Halt> {
    const { event, body } = await this.client.next('stopped', 'terminated');
    if (event === 'terminated') return { kind: 'terminated', exitCode: this.exitCode };
    const stopped = body as DebugProtocol.StoppedEvent['body'];
    this.threadId = stopped.threadId ?? this.threadId;
    return { kind: 'stopped', body: stopped };
  }

  /** Goes on to the next stop or the end. */
  async continue(): Promise<Halt> {
    await this.client.request('continue', { threadId: this.threadId });
    return this.halted();
  }

  /** Does one step and gives what came of it. */
  async step(step: Step, granularity?: DebugProtocol.SteppingGranularity): Promise<Halt> {
    await this.client.request(step, { threadId: this.threadId, ...(granularity === undefined ? {} : { granularity }) });
    return this.halted();
  }

  /** Stops a running program. */
  async pause(): Promise<Halt> {
    await this.client.request('pause', { threadId: this.threadId });
    return this.halted();
  }

  /** Frames of the thread that stopped, innermost first; all, unless `levels` says how many. */
  async stack(levels?: number): Promise<DebugProtocol.StackFrame[]> {
    const given = { threadId: this.threadId, ...(levels === undefined ? {} : { levels }) };
    return (await this.client.request('stackTrace', given)).stackFrames;
  }

  /** The innermost frame. */
  async top(): Promise<DebugProtocol.StackFrame> {
    return defined((await this.stack(1)).at(0), 'the innermost frame');
  }

  async scopes(frameId: number): Promise<DebugProtocol.Scope[]> {
    return (await this.client.request('scopes', { frameId })).scopes;
  }

  async variables(variablesReference: number): Promise<DebugProtocol.Variable[]> {
    return (await this.client.request('variables', { variablesReference })).variables;
  }

  /** The variables of one scope of a frame; none where it has no such scope. */
  async scope(frameId: number, name: string): Promise<DebugProtocol.Variable[]> {
    const scope = (await this.scopes(frameId)).find((each) => each.name === name);
    return scope === undefined ? [] : this.variables(scope.variablesReference);
  }

  /** Values of the operand stack of the innermost frame, top first. */
  async operands(): Promise<string[]> {
    const { id } = await this.top();
    return (await this.scope(id, 'Operand Stack')).map(({ value }) => value);
  }

  async evaluate(expression: string, context = 'repl', frameId?: number): Promise<string> {
    const given = { expression, context, ...(frameId === undefined ? {} : { frameId }) };
    return (await this.client.request('evaluate', given)).result;
  }

  /** Ends program and session, and waits until the adapter has answered. */
  async disconnect(): Promise<void> {
    await this.client.request('disconnect', { terminateDebuggee: true });
  }

  private async configure({ breakpoints = [], functionBreakpoints, exceptionFilters }: SessionStart): Promise<void> {
    const { client } = this;
    for (const each of breakpoints) await client.request('setBreakpoints', each);
    if (functionBreakpoints !== undefined) await client.request('setFunctionBreakpoints', { breakpoints: [...functionBreakpoints] });
    if (exceptionFilters !== undefined) await client.request('setExceptionBreakpoints', { filters: [...exceptionFilters] });
    if (this.capabilities.supportsConfigurationDoneRequest === true) await client.request('configurationDone');
  }
}
