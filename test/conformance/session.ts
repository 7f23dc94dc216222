// A debug session brought to where a check wants it: initialized, stopped in the loop, running, ended. The order of requests is
// the one that the protocol describes. A step that an adapter refuses fails the check that wanted it.
import { expect, Failure } from './check';
import { bodyOf, Conversation, listOf, type Answer } from './conversation';
import type { Description, Program } from './description';
import type { Line } from './line';
import type { Entry } from './transcript';

export type Body = Record<string, unknown>;

/** What is set before the program runs. */
export interface Settings {
  /** Breakpoints in the program's source. */
  readonly breakpoints?: readonly (Body & { readonly line: number })[];
  readonly filters?: readonly string[];
  /** Anything else; called when the adapter is ready for breakpoints. */
  readonly more?: (session: Session) => Promise<void>;
}

/** A variable, and the reference of what holds it. */
export interface Found {
  readonly container: number;
  readonly variable: Body;
}

const CLIENT = {
  clientID: 'conformance', clientName: 'Conformance kit', locale: 'en', pathFormat: 'path', linesStartAt1: true, columnsStartAt1: true,
  supportsVariableType: true, supportsVariablePaging: true, supportsMemoryReferences: true,
};

export class Session extends Conversation {
  private announced: Body = {};
  /** The thread of the last stop. */
  threadId = 0;
  /** Where in the session the wait for the next stop or end begins. */
  private mark = 0;

  constructor(line: Line, readonly description: Description) {
    super(line);
  }

  async initialize(): Promise<void> {
    this.announced = await this.ask('initialize', { ...CLIENT, adapterID: this.description.adapterID });
  }

  /** What the adapter has announced so far: its answer to `initialize`, and what events changed since. */
  get capabilities(): Body {
    const later = this.events(['capabilities']).map(({ message }) => bodyOf(message).capabilities as Body);
    return Object.assign({}, this.announced, ...later) as Body;
  }

  has(capability: string): boolean {
    return this.capabilities[capability] === true;
  }

  /** Sends `launch` and waits until the adapter is ready for breakpoints; gives the number of `launch`. */
  async launch({ launch, request = 'launch' }: Program): Promise<number> {
    const seq = this.send(request, launch);
    const refusal = (): Entry | undefined => this.responsesTo(seq).find(({ message }) => message.success !== true);
    const ready = await this.until('the event `initialized`', () => this.events(['initialized'])[0] ?? refusal());
    if (ready.message.type === 'response') throw new Failure(`\`${request}\` was refused: ${(await this.answer(seq)).text}`);
    return seq;
  }

  /** Sets everything, says that it is done, and waits for the answer to `launch`. */
  async configure(program: Program, launched: number, { breakpoints, filters = [], more }: Settings): Promise<void> {
    if (breakpoints !== undefined) await this.setBreakpoints(program, breakpoints);
    const known = this.capabilities.exceptionBreakpointFilters;
    if (filters.length > 0 || (Array.isArray(known) && known.length > 0)) await this.ask('setExceptionBreakpoints', { filters });
    await more?.(this);
    this.mark = this.entries.length;
    if (this.has('supportsConfigurationDoneRequest')) await this.ask('configurationDone');
    const { success, text } = await this.answer(launched);
    expect(success, `\`${program.request ?? 'launch'}\` was refused: ${text}`);
  }

  /** Sets breakpoints in the source of a program; gives what came of each. */
  async setBreakpoints({ source }: Program, breakpoints: readonly Body[]): Promise<Body[]> {
    const lines = breakpoints.map(({ line }) => line);
    const answer = await this.ask('setBreakpoints', { source: { path: source, name: source.replace(/.*[\\/]/, '') }, breakpoints, lines });
    const set = listOf(answer.breakpoints);
    expect(set.length === breakpoints.length, '`setBreakpoints` answers one breakpoint for each');
    return set;
  }

  /** From nothing to a program that runs. */
  async start(program: Program, settings: Settings = {}): Promise<void> {
    await this.initialize();
    await this.configure(program, await this.launch(program), settings);
  }

  /** The next stop or end after the last request that set the program going; `mark` moves behind it. */
  async halt(): Promise<Entry> {
    const halt = await this.event(['stopped', 'terminated'], this.mark);
    this.mark = halt.index + 1;
    const { threadId } = bodyOf(halt.message);
    if (typeof threadId === 'number') this.threadId = threadId;
    else if (halt.message.event === 'stopped') this.threadId = (await this.threads())[0];
    return halt;
  }

  /** The next stop; the program must not end before. */
  async stop(): Promise<Body> {
    const halt = await this.halt();
    expect(halt.message.event === 'stopped', 'the program ended instead of stopping', halt);
    return bodyOf(halt.message);
  }

  /** The end of the program; it must not stop before. */
  async end(): Promise<void> {
    const halt = await this.halt();
    expect(halt.message.event === 'terminated', 'the program stopped instead of running to its end', halt);
  }

  /** Sends a request that sets the program going. */
  go(command: string, more: object = {}): Promise<Answer> {
    this.mark = this.entries.length;
    return this.request(command, { threadId: this.threadId, ...more });
  }

  /** Sets the program going and waits for the stop. */
  async goAndStop(command: string, more: object = {}): Promise<Body> {
    const { success, text, entry } = await this.go(command, more);
    expect(success, `\`${command}\` was refused: ${text}`, entry);
    return this.stop();
  }

  /** From here on, a stop is one that comes after what was said so far. */
  markHere(): void {
    this.mark = this.entries.length;
  }

  async threads(): Promise<number[]> {
    const { threads } = await this.ask('threads');
    expect(Array.isArray(threads) && threads.length > 0, 'there is a thread');
    return (threads as Body[]).map(({ id }) => id as number);
  }

  /** Frames of the thread that stopped, innermost first. */
  async frames(more: object = {}): Promise<Body[]> {
    const { stackFrames } = await this.ask('stackTrace', { threadId: this.threadId, startFrame: 0, levels: 20, ...more });
    expect(Array.isArray(stackFrames), '`stackTrace` answers frames');
    return stackFrames as Body[];
  }

  /** The innermost frame. */
  async top(): Promise<Body> {
    const [frame] = await this.frames();
    expect(frame !== undefined, 'a thread that stopped has a frame');
    return frame;
  }

  async frameId(): Promise<number> {
    return (await this.top()).id as number;
  }

  async scopes(frameId: number): Promise<Body[]> {
    const { scopes } = await this.ask('scopes', { frameId });
    expect(Array.isArray(scopes), '`scopes` answers scopes');
    return scopes as Body[];
  }

  async variables(variablesReference: number, more: object = {}): Promise<Body[]> {
    const { variables } = await this.ask('variables', { variablesReference, ...more });
    expect(Array.isArray(variables), '`variables` answers variables');
    return variables as Body[];
  }

  /** The variable of the loop in the innermost frame. */
  async counter(): Promise<Found> {
    const { variable: name } = this.description.program.loop;
    for (const { variablesReference: container } of await this.scopes(await this.frameId())) {
      const variable = (await this.variables(container as number)).find((each) => each.name === name || each.evaluateName === name);
      if (variable !== undefined) return { container: container as number, variable };
    }
    throw new Failure(`no scope of the innermost frame has the variable \`${name}\``);
  }

  /** What an expression is worth in the innermost frame. */
  async evaluate(expression: string, context: string): Promise<string> {
    return String((await this.ask('evaluate', { expression, frameId: await this.frameId(), context })).result);
  }

  /** Asks something harmless, to see whether the session is still alive; `notStopped` is the protocol's own word for not now. */
  async alive(): Promise<void> {
    const { success, text, entry } = await this.request('threads');
    expect(success || text === 'notStopped', 'the session does not go on: `threads` is refused', entry);
  }

  /** Sends `disconnect` if nobody has, and waits until the adapter is gone. Ends it where it is not. */
  async close(): Promise<void> {
    const left = this.entries.some(({ message }) => message.command === 'disconnect');
    if (!left && !this.ended) {
      const seq = this.send('disconnect', this.has('supportTerminateDebuggee') ? { terminateDebuggee: true } : {});
      await this.quiet(this.until('the answer to disconnect', () => this.responsesTo(seq)[0]));
    }
    this.line.stream.end();
    await this.quiet(this.gone('the end'));
    this.line.kill();
  }

  /** Waits for something that another check judges. */
  private async quiet(promise: Promise<unknown>): Promise<void> {
    try {
      await promise;
    } catch (trouble) {
      if (!(trouble instanceof Failure)) throw trouble;
    }
  }
}
