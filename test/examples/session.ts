// A debug session of a client that has nothing to do with ours: the one of @vscode/debugadapter-testsupport, connected to
// the port of `strata dap`. One process of the adapter serves all sessions.
import { strict as assert } from 'node:assert';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Example } from './examples';

/** The command line beside the compiled tests. */
export const CLI = join(__dirname, '../../src/cli.js');

/** `strata dap --port`. */
export class AdapterServer {
  private constructor(private readonly process: ChildProcess, readonly port: number) {}

  static async start(): Promise<AdapterServer> {
    const server = spawn(process.execPath, [CLI, '--language', 'en', 'dap', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    assert.ok(server.stdout !== null);
    const [line] = await once(server.stdout, 'data') as [Buffer];
    return new AdapterServer(server, Number(/\d+(?=\D*$)/.exec(line.toString())?.[0]));
  }

  async stop(): Promise<void> {
    const gone = once(this.process, 'exit');
    this.process.kill('SIGINT');
    await gone;
  }
}

/** What the adapter says of a stop. */
export type Stop = DebugProtocol.StoppedEvent['body'];

/** One program under the independent client. */
export class Session {
  output = '';
  exit: number | undefined;
  private readonly client = new DebugClient('', '', 'strata');
  private halted: (stop: Stop | undefined) => void = () => undefined;

  private constructor() {
    this.client.on('stopped', ({ body }: DebugProtocol.StoppedEvent) => this.halted(body));
    this.client.on('terminated', () => this.halted(undefined));
    this.client.on('output', ({ body }: DebugProtocol.OutputEvent) => {
      if (body.category === 'stdout') this.output += body.output;
    });
    this.client.on('exited', ({ body }: DebugProtocol.ExitedEvent) => { this.exit = body.exitCode; });
  }

  /** Launches a program, by an engine; with a line, it stops there first. */
  static async launch(port: number, { path, input }: Example, line?: number, engine = 'auto'): Promise<{ session: Session; stop: Stop | undefined }> {
    const session = new Session(), { client } = session;
    await client.start(port);
    await client.initializeRequest({ adapterID: 'strata', linesStartAt1: true, columnsStartAt1: true, pathFormat: 'path' });
    const stop = session.stopOrEnd(), initialized = once(client, 'initialized');
    const launched = client.launchRequest({ program: path, input, engine } as DebugProtocol.LaunchRequestArguments);
    await initialized;
    if (line !== undefined) {
      const { body } = await client.setBreakpointsRequest({ source: { path }, breakpoints: [{ line }] });
      assert.deepEqual(body.breakpoints.map(({ line: placed }) => placed), [line]);
    }
    await Promise.all([launched, client.configurationDoneRequest()]);
    return { session, stop: await stop };
  }

  /** The next stop, or undefined where the program ends. */
  stopOrEnd(): Promise<Stop | undefined> {
    return new Promise(resolve => { this.halted = resolve; });
  }

  async go(how: 'stepIn' | 'continue', threadId: number): Promise<Stop | undefined> {
    const next = this.stopOrEnd();
    await (how === 'stepIn' ? this.client.stepInRequest({ threadId }) : this.client.continueRequest({ threadId }));
    return next;
  }

  /** The call stack, and the operand stack of its innermost frame. */
  async look(threadId: number): Promise<{ frames: DebugProtocol.StackFrame[]; operands: DebugProtocol.Variable[] }> {
    const { stackFrames: frames } = (await this.client.stackTraceRequest({ threadId })).body;
    const { scopes } = (await this.client.scopesRequest({ frameId: frames[0].id })).body;
    const operands = scopes.find(({ name }) => name === 'Operand Stack');
    assert.ok(operands !== undefined, 'an operand stack');
    return { frames, operands: (await this.client.variablesRequest(operands)).body.variables };
  }

  /** The file of each frame, innermost first; a frame that says whose process this is has none. */
  async files({ threadId }: Stop): Promise<(string | undefined)[]> {
    return (await this.look(threadId ?? 0)).frames.map(({ source }) => source?.name);
  }

  async close(): Promise<void> {
    await this.client.stop();
  }
}
