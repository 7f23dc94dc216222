// The client against an adapter of a few lines, over a real pair of message ports.
import * as assert from 'node:assert';
import { Client, RequestFailed } from '../../src/client/client';
import { Session } from '../../src/client/session';
import { Refusal } from '../../src/base/message';
import { Connection, type Handlers } from '../../src/protocol/connection';
import { framedTransport } from '../../src/protocol/transport';
import { type Port, portStream } from '../../src/platform/web/port';

const ROW = { code: 'R999', en: 'No {thing}.', ko: '{thing} 없음.' };

interface Pair {
  readonly client: Client;
  readonly adapter: Connection;
  readonly strange: unknown[];
  /** Sends bytes from the adapter's end. */
  readonly write: (text: string) => void;
}

const open: Pair[] = [];

function pair(handlers: Handlers): Pair {
  const { port1, port2 } = new MessageChannel();
  const far = portStream(port1 as unknown as Port), strange: unknown[] = [];
  const adapter = new Connection(framedTransport(far), handlers, { broken: (row) => strange.push(row.code), mistake: (trouble) => strange.push(trouble) });
  const client = new Client(framedTransport(portStream(port2 as unknown as Port)), { strange: (what) => strange.push(what) });
  const made = { client, adapter, strange, write: (text: string) => far.write(new TextEncoder().encode(text)) };
  open.push(made);
  return made;
}

describe('client', () => {
  afterEach(async () => {
    for (const { client, adapter } of open.splice(0)) {
      client.end();
      await Promise.all([client.ended, adapter.ended]);
    }
  });

  it('gets answers by their numbers, whatever their order', async () => {
    let give: () => void = () => undefined;
    const { client } = pair({
      threads: () => new Promise((resolve) => { give = () => resolve({ threads: [{ id: 1, name: 'root' }] }); }),
      evaluate: ({ expression }) => {
        give();
        return { result: expression, variablesReference: 0 };
      },
    });
    const [threads, evaluated] = await Promise.all([client.request('threads'), client.request('evaluate', { expression: '7' })]);
    assert.deepStrictEqual(threads, { threads: [{ id: 1, name: 'root' }] });
    assert.strictEqual(evaluated.result, '7');
  });

  it('rejects with the number and the words of an error', async () => {
    const { client } = pair({ next: () => { throw new Refusal(ROW, { thing: 'cat' }); } });
    await assert.rejects(client.request('next', { threadId: 1 }), (trouble) => {
      assert.ok(trouble instanceof RequestFailed);
      assert.strictEqual(trouble.message, 'R999: No cat.');
      assert.strictEqual(trouble.id, 999);
      return true;
    });
    const answer = await client.ask('nonsense');
    assert.strictEqual(answer.success, false);
  });

  it('gives each event once, to whoever waits or comes later, in order', async () => {
    const { client, adapter } = pair({ pause: () => undefined });
    const waiting = client.next('stopped');
    for (const reason of ['a', 'b', 'c']) adapter.event('stopped', { reason });
    adapter.event('terminated', undefined);
    assert.strictEqual((await waiting).body.reason, 'a');
    await client.request('pause', { threadId: 1 });
    const seen = [await client.next('terminated', 'stopped'), await client.next('terminated'), await client.next('stopped')];
    assert.deepStrictEqual(seen.map(({ event, body }) => [event, (body as { reason?: string } | undefined)?.reason]), [
      ['stopped', 'b'], ['terminated', undefined], ['stopped', 'c'],
    ]);
  });

  it('lets listeners hear every event of a name', async () => {
    const { client, adapter } = pair({ pause: () => undefined });
    const heard: string[] = [];
    client.on('output', ({ output }) => heard.push(output));
    client.on('output', ({ output }) => heard.push(output.toUpperCase()));
    adapter.event('output', { output: 'x' });
    await client.request('pause', { threadId: 1 });
    assert.deepStrictEqual(heard, ['x', 'X']);
  });

  it('answers what the adapter asks, or refuses', async () => {
    const { client, adapter } = pair({});
    client.serve('runInTerminal', async ({ args }) => ({ processId: args.length }));
    assert.deepStrictEqual(await adapter.request('runInTerminal', { args: ['a', 'b'], cwd: '' }), { processId: 2 });
    await assert.rejects(adapter.request('startDebugging', { request: 'launch', configuration: {} }), /R054.*not served by this client/);
    client.serve('runInTerminal', () => Promise.reject(new Error('no terminal')));
    await assert.rejects(adapter.request('runInTerminal', { args: [], cwd: '' }), /no terminal/);
  });

  it('cancels by number', async () => {
    const { client } = pair({ modules: (_given, call) => new Promise((_resolve, reject) => call.onCancel(() => reject(new Refusal(ROW, { thing: 'time' })))) });
    const { seq, answer } = client.begin('modules', {});
    await client.request('cancel', { requestId: seq });
    assert.strictEqual((await answer).message, 'R999: No time.');
  });

  it('survives an adapter that talks nonsense', async () => {
    const { client, strange, write } = pair({ pause: () => undefined });
    const frames = ['null', '{"type":"response","request_seq":99,"success":true}', '{"type":"x"}', '{', '{"type":"event"}'];
    for (const text of frames) write(`Content-Length: ${text.length}\r\n\r\n${text}`);
    write('nonsense\r\n\r\n');
    await client.request('pause', { threadId: 1 });
    assert.strictEqual(strange.length, frames.length + 1);
  });

  it('rejects all that waits when the adapter goes away', async () => {
    const { client, adapter } = pair({ threads: () => new Promise(() => undefined) });
    const waiting = [client.request('threads'), client.next('stopped')];
    adapter.end();
    for (const each of waiting) await assert.rejects(each, /R055/);
    await assert.rejects(client.request('threads'), /R055/);
    await assert.rejects(client.next('stopped'), /R055/);
  });
});

/** An adapter of a program with three steps, that wants `configurationDone` before it runs. */
function threeSteps(log: string[]): Handlers {
  let at = 0;
  let adapter: Connection;
  let configured: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => { configured = resolve; });
  const stop = (reason: string): void => {
    if (at < 3) adapter.event('stopped', { reason, threadId: 7 });
    else {
      adapter.event('exited', { exitCode: 5 });
      adapter.event('terminated', undefined);
    }
  };
  const handlers: Handlers = {
    initialize: (_given, call) => {
      adapter = open[open.length - 1].adapter;
      call.after(() => adapter.event('initialized'));
      return { supportsConfigurationDoneRequest: true };
    },
    launch: async (given, call) => {
      log.push(`launch ${JSON.stringify(given)}`);
      await ready;
      call.after(() => stop('entry'));
    },
    setBreakpoints: ({ breakpoints = [] }) => {
      log.push(`breakpoints ${breakpoints.length}`);
      return { breakpoints: breakpoints.map(() => ({ verified: true })) };
    },
    setFunctionBreakpoints: () => {
      log.push('functions');
      return { breakpoints: [] };
    },
    setExceptionBreakpoints: ({ filters }) => {
      log.push(`filters ${filters.join()}`);
      return {};
    },
    configurationDone: () => {
      log.push('configured');
      configured();
    },
    next: ({ threadId, granularity }, call) => {
      log.push(`next ${threadId} ${granularity}`);
      at++;
      call.after(() => stop('step'));
    },
    continue: (_given, call) => {
      at = 3;
      call.after(() => stop('end'));
      return {};
    },
    pause: (_given, call) => call.after(() => stop('pause')),
    stackTrace: () => ({ stackFrames: [{ id: 1, name: 'main', line: at, column: 1 }] }),
    scopes: () => ({ scopes: [{ name: 'Locals', variablesReference: 1, expensive: false }, { name: 'Operand Stack', variablesReference: 2, expensive: false }] }),
    variables: ({ variablesReference }) => ({ variables: [{ name: '0', value: `${variablesReference}-${at}`, variablesReference: 0 }] }),
    evaluate: ({ expression, frameId }) => ({ result: `${expression}@${frameId}`, variablesReference: 0 }),
    disconnect: () => undefined,
  };
  return handlers;
}

describe('client session', () => {
  afterEach(async () => {
    for (const { client, adapter } of open.splice(0)) {
      client.end();
      await Promise.all([client.ended, adapter.ended]);
    }
  });

  it('launches, configures, steps, looks and comes to the end', async () => {
    const log: string[] = [];
    const { client } = pair(threeSteps(log));
    const session = await Session.start(client, {
      launch: { noDebug: false }, breakpoints: [{ source: { path: '/a' }, breakpoints: [{ line: 1 }] }], functionBreakpoints: [{ name: 'f' }], exceptionFilters: ['memory'],
    });
    assert.deepStrictEqual(await session.halted(), { kind: 'stopped', body: { reason: 'entry', threadId: 7 } });
    assert.deepStrictEqual(await session.step('next', 'instruction'), { kind: 'stopped', body: { reason: 'step', threadId: 7 } });
    assert.strictEqual((await session.top()).line, 1);
    assert.deepStrictEqual(await session.operands(), ['2-1']);
    assert.deepStrictEqual(await session.scope(1, 'None'), []);
    assert.strictEqual(await session.evaluate('x', 'hover', 1), 'x@1');
    assert.deepStrictEqual(await session.continue(), { kind: 'terminated', exitCode: 5 });
    await session.disconnect();
    assert.deepStrictEqual(log, ['launch {"noDebug":false}', 'breakpoints 1', 'functions', 'filters memory', 'configured', 'next 7 instruction']);
  });

  it('rejects where the launch is refused, before or after `initialized`', async () => {
    const refusing = (when: 'before' | 'after'): Handlers => ({
      initialize: (_given, call) => {
        const { adapter } = open[open.length - 1];
        if (when === 'before') call.after(() => adapter.event('initialized'));
        return { supportsConfigurationDoneRequest: true };
      },
      launch: () => { throw new Refusal(ROW, { thing: 'program' }); },
      configurationDone: () => undefined,
    });
    for (const when of ['before', 'after'] as const) {
      await assert.rejects(Session.start(pair(refusing(when)).client, { launch: {} }), /R999: No program/);
    }
  });
});
