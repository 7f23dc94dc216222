// What the screen should show, by the word of a client that has nothing to do with the editor: the one of
// @vscode/debugadapter-testsupport, talking to a process of the adapter over its standard streams.
import { resolve } from 'node:path';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import type { Frame, Variable } from './workbench';

/** A moment at which the program has stopped. */
export interface Stop {
  readonly frames: readonly Frame[];
  /** What each scope of the innermost frame holds. */
  readonly scopes: Readonly<Record<string, readonly Variable[]>>;
}

/** Runs a program to a breakpoint and then one step after the other; gives every stop until the count is reached or it ends. */
export async function stopsOf(program: string, breakpointLine: number, count: number): Promise<readonly Stop[]> {
  const client = new DebugClient(process.execPath, resolve('dist', 'adapter.js'), 'strata');
  await client.start();
  try {
    await client.initializeRequest({ adapterID: 'strata', linesStartAt1: true, columnsStartAt1: true, pathFormat: 'path' });
    const arrived = client.waitForEvent('stopped');
    await Promise.all([
      client.launchRequest({ program } as Parameters<DebugClient['launchRequest']>[0]),
      client.waitForEvent('initialized').then(async () => {
        await client.setBreakpointsRequest({ source: { path: program }, breakpoints: [{ line: breakpointLine }] });
        await client.configurationDoneRequest();
      }),
    ]);
    return await follow(client, (await arrived).body as Stopped, count);
  } finally {
    await client.stop();
  }
}

interface Stopped {
  readonly threadId: number;
}

async function follow(client: DebugClient, { threadId }: Stopped, count: number): Promise<readonly Stop[]> {
  const stops = [await look(client, threadId)];
  while (stops.length < count) {
    const stopped = client.waitForEvent('stopped');
    await client.stepInRequest({ threadId });
    await stopped;
    stops.push(await look(client, threadId));
  }
  return stops;
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
