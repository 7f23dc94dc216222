// A session of our client with the adapter process, for tests of the adapter: all that it sends is checked against the protocol.
import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Adapter } from '../../src/adapter/adapter';
import { Client } from '../../src/client/client';
import { Session, type Halt, type SessionStart } from '../../src/client/session';
import type { Platform } from '../../src/platform/platform';
import { startProcess } from '../../src/platform/node/streams';
import { checkOutgoing } from '../../src/protocol/answers';
import { framedTransport, InlineTransport, type Transport } from '../../src/protocol/transport';

export const ADAPTER = join(process.cwd(), 'dist', 'adapter.js');
/** Programs that the tests debug. */
export const PROGRAMS = join(process.cwd(), 'test', 'sessions', 'programs');

/** A client, and what it has heard. */
export class Tester {
  readonly client: Client;
  readonly outputs: DebugProtocol.OutputEvent['body'][] = [];
  /** Every message that came, in order. */
  readonly received: DebugProtocol.ProtocolMessage[] = [];

  /** @param ended resolves when the adapter is gone */
  constructor(transport: Transport, private readonly ended: () => Promise<void> = () => Promise.resolve()) {
    this.client = new Client(transport, { message: (way, message) => { if (way === 'received') this.check(message); } });
    this.client.on('output', (body) => this.outputs.push(body));
  }

  private check(message: object): void {
    assert.deepEqual(checkOutgoing(message), [], JSON.stringify(message));
    this.received.push(message as DebugProtocol.ProtocolMessage);
  }

  /** What was said in a category, all of it. */
  said(category: string): string {
    return this.outputs.filter((output) => output.category === category).map(({ output }) => output).join('');
  }

  /** Bodies of the events of a name. */
  events(name: string): unknown[] {
    return this.received.filter((message) => (message as DebugProtocol.Event).event === name).map((message) => (message as DebugProtocol.Event).body as unknown);
  }

  /** Launches and gives the first stop or the end. */
  async launch(start: SessionStart): Promise<{ session: Session; halt: Halt }> {
    const session = await Session.start(this.client, start);
    return { session, halt: await session.halted() };
  }

  /** Says goodbye and waits until the adapter is gone. */
  async end(): Promise<void> {
    await this.client.request('disconnect', {});
    await this.ended();
  }
}

/** A client of an adapter in this very process, of which every message is checked. */
export function inlineClient(platform: Platform): Client {
  const toClient = new InlineTransport((message) => toAdapter.deliver(message));
  const toAdapter: InlineTransport = new InlineTransport((message) => {
    assert.deepEqual(checkOutgoing(message), [], JSON.stringify(message));
    toClient.deliver(message);
  });
  new Adapter(platform, toAdapter, { broken: assert.fail, mistake: assert.fail });
  return new Client(toClient);
}

/** Runs a test with an adapter process of its own; nothing may appear on its standard error. `goodbye`: the session is still on. */
export async function withAdapter(test: (tester: Tester) => Promise<void>, goodbye = true): Promise<void> {
  const adapter = startProcess(process.execPath, [ADAPTER]);
  const tester = new Tester(framedTransport(adapter.stream), async () => {
    await adapter.exit;
    assert.equal(adapter.errors(), '');
  });
  try {
    await test(tester);
    if (goodbye) await tester.end();
  } finally {
    adapter.stream.end();
  }
}
