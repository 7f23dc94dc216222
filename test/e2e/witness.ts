// What the screen should show, by the word of two that have nothing to do with the editor: a debug client of another make
// (@vscode/debugadapter-testsupport) that talks to a process of the adapter, and the command line's trace of the same
// program, in which no debugger takes part.
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import type { Frame, Variable } from './workbench';

/** A moment at which the program has stopped. */
export interface Stop {
  readonly frames: readonly Frame[];
  /** What each scope of the innermost frame holds. */
  readonly scopes: Readonly<Record<string, readonly Variable[]>>;
}

/** Runs a program to a breakpoint and then steps into everything until it ends; gives every stop. */
export async function stopsOf(program: string, breakpointLine: number): Promise<readonly Stop[]> {
  const client = new DebugClient(process.execPath, resolve('dist', 'adapter.js'), 'strata');
  await client.start();
  try {
    await client.initializeRequest({ adapterID: 'strata', linesStartAt1: true, columnsStartAt1: true, pathFormat: 'path' });
    const moments = new Moments(client);
    const initialized = new Promise(ready => client.once('initialized', ready));
    const launched = client.launchRequest({ program } as Parameters<DebugClient['launchRequest']>[0]);
    await initialized;
    await client.setBreakpointsRequest({ source: { path: program }, breakpoints: [{ line: breakpointLine }] });
    await Promise.all([launched, client.configurationDoneRequest()]);
    return await follow(client, moments);
  } finally {
    await client.stop();
  }
}

async function follow(client: DebugClient, moments: Moments): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  for (let threadId = await moments.next(); threadId !== undefined; threadId = await moments.next()) {
    stops.push(await look(client, threadId));
    await client.stepInRequest({ threadId });
  }
  return stops;
}

/** Stops and the end of a program, in the order in which they come. */
class Moments {
  private readonly arrived: (number | undefined)[] = [];
  private waiting: ((threadId: number | undefined) => void) | undefined;

  constructor(client: DebugClient) {
    client.on('stopped', ({ body }: { body: { threadId: number } }) => this.arrive(body.threadId));
    client.on('terminated', () => this.arrive(undefined));
  }

  /** The thread of the next stop; undefined when the program ends first. */
  next(): Promise<number | undefined> {
    return new Promise(resolve => {
      this.waiting = resolve;
      this.deliver();
    });
  }

  private arrive(threadId: number | undefined): void {
    this.arrived.push(threadId);
    this.deliver();
  }

  private deliver(): void {
    if (this.waiting !== undefined && this.arrived.length > 0) {
      const [deliver, threadId] = [this.waiting, this.arrived.shift()];
      this.waiting = undefined;
      deliver(threadId);
    }
  }
}

async function look(client: DebugClient, threadId: number): Promise<Stop> {
  const { stackFrames } = (await client.stackTraceRequest({ threadId })).body;
  const frames = stackFrames.map(({ name, source, line }) => ({ name, file: source?.name ?? '', line }));
  const { scopes } = (await client.scopesRequest({ frameId: stackFrames[0]?.id ?? 0 })).body;
  const shown: Record<string, readonly Variable[]> = {};
  for (const { name, variablesReference } of scopes) {
    const { variables } = (await client.variablesRequest({ variablesReference })).body;
    shown[name] = variables.map(variable => ({ name: variable.name, value: variable.value }));
  }
  return { frames, scopes: shown };
}

/** The operand stack of the running frame after each step of a program, top first, as the command line traces it. */
export function tracedStacks(program: string): ReadonlyMap<number, readonly string[]> {
  const options = [resolve('dist', 'cli.js'), 'trace', '--json', program];
  const lines = execFileSync(process.execPath, options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const rows = lines.trimEnd().split('\n').map(line => JSON.parse(line) as { step?: number; stack?: readonly number[] });
  return new Map(rows.flatMap(({ step, stack }) => step === undefined || stack === undefined
    ? [] // the end of the program is no step
    : [[step, stack.map(String).reverse()] as const]));
}
