// The examples through `strata dap`, debugged by a client that has nothing to do with ours: the one of
// @vscode/debugadapter-testsupport, which connects to the adapter's port. One process serves all sessions.
import { strict as assert } from 'node:assert';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { ended, example, examples, firstLine, type Example } from './examples';

/** The command line beside the compiled tests. */
const CLI = join(__dirname, '../../src/cli.js');
/** Enough to see calls and returns. */
const STEPS = 25;

type Stop = DebugProtocol.StoppedEvent['body'];

/** One program under the independent client. */
class Session {
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

  /** Launches a program; with a line, it stops there first. */
  static async launch(port: number, { path, input }: Example, line?: number): Promise<{ session: Session; stop: Stop | undefined }> {
    const session = new Session(), { client } = session;
    await client.start(port);
    await client.initializeRequest({ adapterID: 'strata', linesStartAt1: true, columnsStartAt1: true, pathFormat: 'path' });
    const stop = session.stopOrEnd(), initialized = once(client, 'initialized');
    const launched = client.launchRequest({ program: path, input } as DebugProtocol.LaunchRequestArguments);
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

describe('examples: strata dap', () => {
  let server: ChildProcess;
  let port: number;

  before(async () => {
    server = spawn(process.execPath, [CLI, '--language', 'en', 'dap', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    assert.ok(server.stdout !== null);
    const [line] = await once(server.stdout, 'data') as [Buffer];
    port = Number(/\d+(?=\D*$)/.exec(line.toString())?.[0]);
  });

  after(async () => {
    const gone = once(server, 'exit');
    server.kill('SIGINT');
    await gone;
  });

  for (const program of examples()) {
    it(`${program.name} runs to its end`, async () => {
      const { session, stop } = await Session.launch(port, program);
      assert.equal(stop?.reason, program.exit > 128 ? 'exception' : undefined);
      if (stop !== undefined) assert.equal(await session.go('continue', stop.threadId ?? 0), undefined);
      assert.deepEqual({ output: ended(session.output), exit: session.exit }, { output: program.output, exit: program.exit });
      await session.close();
    });

    it(`${program.name} stops in its entry function, steps, and writes the same`, async () => {
      const line = firstLine(program);
      const { session, stop: first } = await Session.launch(port, program, line);
      let stop = first;
      assert.ok(stop !== undefined, 'a stop');
      const { frames, operands } = await session.look(stop.threadId ?? 0);
      assert.deepEqual([frames.map(({ name, line: at }) => `${name} ${at}`), operands], [[`main ${line}`], []]);
      for (let step = 0; step < STEPS && stop !== undefined; step++) {
        await session.look(stop.threadId ?? 0);
        stop = await session.go('stepIn', stop.threadId ?? 0);
      }
      while (stop !== undefined) stop = await session.go('continue', stop.threadId ?? 0);
      assert.deepEqual({ output: ended(session.output), exit: session.exit }, { output: program.output, exit: program.exit });
      await session.close();
    });
  }

  it('round_robin: stepping into `resume` leads into the process, and its `sys` back', async () => {
    const kernel = example('round_robin');
    const line = kernel.text.split('\n').findIndex(text => /^  .*\bresume\b/.test(text)) + 1;
    const { session, stop } = await Session.launch(port, kernel, line);
    assert.ok(stop !== undefined);
    assert.deepEqual(await session.files(stop), ['round_robin.sasm', 'round_robin.sasm']);
    const inside = await session.go('stepIn', stop.threadId ?? 0);
    assert.ok(inside !== undefined);
    assert.deepEqual(await session.files(inside), ['counter.sasm', undefined, 'round_robin.sasm', 'round_robin.sasm']);
    const back = await session.go('stepIn', inside.threadId ?? 0);
    assert.ok(back !== undefined);
    assert.deepEqual(await session.files(back), ['round_robin.sasm', 'round_robin.sasm']);
    await session.close();
  });
});
