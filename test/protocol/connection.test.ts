// The adapter's dispatcher: every request is answered once, whatever its handler does, and nothing ends the connection.
import * as assert from 'node:assert';
import { Bug } from '../../src/base/assert';
import { Refusal } from '../../src/base/message';
import { checkOutgoing } from '../../src/protocol/answers';
import { type Call, Cancelled } from '../../src/protocol/call';
import { Connection, type Handlers } from '../../src/protocol/connection';
import { frame } from '../../src/protocol/framing';
import { Progress } from '../../src/protocol/progress';
import { framedTransport, InlineTransport } from '../../src/protocol/transport';
import { MemoryStream } from './memory-stream';

const ROW = { code: 'R999', en: 'No {thing} here.', ko: '{thing} 없음.' };

/** A connection with its stream, and what it told of. */
class Bench {
  readonly stream = new MemoryStream();
  readonly broken: string[] = [];
  readonly mistakes: unknown[] = [];
  readonly connection: Connection;
  private seq = 0;

  constructor(handlers: Handlers) {
    this.connection = new Connection(framedTransport(this.stream), handlers, {
      broken: (row) => this.broken.push(row.code),
      mistake: (trouble) => this.mistakes.push(trouble),
    });
  }

  /** Sends a request and gives its number. */
  ask(command: string, given?: unknown): number {
    this.stream.arrive(frame({ seq: ++this.seq, type: 'request', command, arguments: given }));
    return this.seq;
  }

  /** What was sent, checked against the schema, without numbers. */
  sent(): unknown[] {
    return this.stream.sent.map((message, index) => {
      assert.deepStrictEqual(checkOutgoing(message), [], JSON.stringify(message));
      const { seq, ...rest } = message;
      assert.strictEqual(seq, index + 1);
      return rest;
    });
  }
}

function success(request_seq: number, command: string, body?: unknown): object {
  return { type: 'response', request_seq, command, success: true, ...(body === undefined ? {} : { body }) };
}

describe('protocol/connection', () => {
  it('answers with what a handler gives, at once or later', async () => {
    let give: (body: { threads: [] }) => void = () => undefined;
    const bench = new Bench({
      threads: () => new Promise((resolve) => { give = resolve; }),
      pause: () => undefined,
      evaluate: ({ expression }) => ({ result: expression, variablesReference: 0 }),
    });
    bench.ask('threads');
    bench.ask('pause', { threadId: 1 });
    bench.ask('evaluate', { expression: 'x' });
    assert.deepStrictEqual(bench.sent(), [success(2, 'pause'), success(3, 'evaluate', { result: 'x', variablesReference: 0 })]);
    give({ threads: [] });
    await bench.stream.until(3);
    assert.deepStrictEqual(bench.sent()[2], success(1, 'threads', { threads: [] }));
  });

  it('answers a refusal with its number, its text in the language of the client, and its variables', () => {
    const bench = new Bench({
      next: () => { throw new Refusal(ROW, { thing: 'cat' }); },
      evaluate: () => Promise.reject(new Refusal(ROW, { thing: 3 })),
      launch: () => { throw new Refusal({ ...ROW, en: 'Plain.' }); },
    });
    bench.ask('next', { threadId: 1 });
    bench.connection.language = 'ko';
    bench.ask('next', { threadId: 1 });
    bench.connection.language = 'en';
    bench.ask('launch', {});
    const error = { id: 999, format: 'R999: No {thing} here.', variables: { thing: 'cat' }, showUser: true };
    const answers = bench.sent() as { body: unknown; message: string }[];
    assert.deepStrictEqual(answers[0], { type: 'response', request_seq: 1, success: false, command: 'next', message: 'R999: No cat here.', body: { error } });
    assert.strictEqual(answers[1].message, 'R999: cat 없음.');
    assert.deepStrictEqual(answers[2].body, { error: { id: 999, format: 'R999: Plain.' } });
  });

  it('answers a mistake of ours as one, tells of it, and goes on', async () => {
    const bug = new Bug('a frame is missing'), slip = new TypeError('x is undefined');
    const bench = new Bench({
      next: () => { throw bug; },
      stepIn: () => Promise.reject(slip),
      stepOut: () => Promise.reject('a text'),
      threads: () => ({ threads: [{ id: 1n as unknown as number, name: 'cannot be JSON' }] }),
      pause: () => undefined,
    });
    for (const command of ['next', 'stepIn', 'stepOut', 'pause']) bench.ask(command, { threadId: 1 });
    bench.ask('threads');
    await bench.stream.until(5);
    const errors = new Map((bench.sent() as { request_seq: number; body?: { error: { id: number; variables: { reason: string } } } }[])
      .map(({ request_seq, body }) => [request_seq, body?.error.variables.reason]));
    assert.deepStrictEqual([...errors.keys()].sort(), [1, 2, 3, 4, 5]);
    assert.strictEqual(errors.get(1), 'a frame is missing');
    assert.strictEqual(errors.get(2), 'x is undefined');
    assert.strictEqual(errors.get(3), 'a text');
    assert.match(String(errors.get(5)), /BigInt/);
    assert.ok([bug, slip, 'a text'].every((trouble) => bench.mistakes.includes(trouble)));
    assert.strictEqual(bench.mistakes.length, 4);
  });

  it('refuses wrong arguments before the handler sees them', () => {
    let called = 0;
    const bench = new Bench({ next: () => { called++; } });
    bench.ask('next', { threadId: 'one' });
    bench.ask('next');
    const ids = (bench.sent() as { body: { error: { id: number } } }[]).map(({ body }) => body.error.id);
    assert.deepStrictEqual(ids, [51, 50]);
    assert.strictEqual(called, 0);
  });

  it('refuses what it does not serve, names of objects included, and says what it does', () => {
    const bench = new Bench({ next: () => undefined });
    for (const command of ['pause', 'nonsense', 'constructor', '__proto__', 'runInTerminal']) bench.ask(command, { threadId: 1 });
    const messages = (bench.sent() as { message: string }[]).map(({ message }) => message);
    assert.strictEqual(messages[0], 'R052: The request `pause` is not served here. Served: next, cancel.');
    assert.strictEqual(messages.length, 5);
  });

  it('sends what follows an answer right after it, and only then', async () => {
    const bench = new Bench({
      initialize: (_given, call) => {
        call.after(() => bench.connection.event('initialized'));
        return {};
      },
      next: (_given, call) => {
        call.after(() => { throw new Bug('in what follows'); });
        call.after(() => bench.connection.event('continued', { threadId: 1 }));
      },
      stepIn: (_given, call) => {
        call.after(() => bench.connection.event('initialized'));
        throw new Refusal(ROW, { thing: 'x' });
      },
    });
    bench.ask('initialize', { adapterID: 'strata' });
    bench.ask('next', { threadId: 1 });
    bench.ask('stepIn', { threadId: 1 });
    const kinds = (bench.sent() as { type: string; event?: string; success?: boolean }[]).map(({ type, event, success: done }) => event ?? `${type} ${done}`);
    assert.deepStrictEqual(kinds, ['response true', 'initialized', 'response true', 'continued', 'response false']);
    assert.strictEqual(bench.mistakes.length, 1);
  });

  it('cancels a request by its number, and answers both', async () => {
    const bench = new Bench({
      disassemble: (_given, call) => new Promise((_resolve, reject) => call.onCancel(() => reject(new Cancelled()))),
      next: (_given, call) => {
        assert.ok(!call.cancelled);
        call.check();
      },
    });
    const seq = bench.ask('disassemble', { memoryReference: '0', instructionCount: 1 });
    bench.ask('next', { threadId: 1 });
    const cancel = bench.ask('cancel', { requestId: seq });
    await bench.stream.until(3);
    const answers = bench.sent() as { request_seq: number; success: boolean; message?: string }[];
    assert.deepStrictEqual(answers.find(({ request_seq }) => request_seq === seq), {
      type: 'response', request_seq: seq, success: false, command: 'disassemble', message: 'cancelled', body: {},
    });
    assert.deepStrictEqual(answers.find(({ request_seq }) => request_seq === cancel), success(cancel, 'cancel'));
    bench.ask('cancel', { requestId: 99_999, progressId: 'none' });
    bench.ask('cancel');
    assert.strictEqual(bench.stream.sent.length, 5);
  });

  it('stops long work that looks whether it is still wanted', async () => {
    let proceed: () => void = () => undefined;
    const bench = new Bench({
      modules: async (_given, call) => {
        for (;;) {
          call.check();
          await new Promise<void>((resolve) => { proceed = resolve; });
        }
      },
    });
    bench.ask('modules', {});
    proceed();
    bench.ask('cancel', { requestId: 1 });
    proceed();
    await bench.stream.until(2);
    assert.strictEqual((bench.sent()[1] as { message: string }).message, 'cancelled');
  });

  it('asks the client, and hears its answer, its refusal, or that it is gone', async () => {
    const bench = new Bench({});
    const given = { args: ['x'], cwd: '/' };
    const asked = [1, 2, 3].map(() => bench.connection.request('runInTerminal', given));
    assert.deepStrictEqual(bench.sent()[0], { type: 'request', command: 'runInTerminal', arguments: given });
    bench.stream.arrive(frame({ seq: 1, type: 'response', request_seq: 2, success: true, command: 'runInTerminal', body: { processId: 7 } }));
    bench.stream.arrive(frame({ seq: 2, type: 'response', request_seq: 1, success: false, command: 'runInTerminal', message: 'no', body: { error: { id: 1, format: 'not {x}', variables: { x: 'allowed' } } } }));
    bench.stream.arrive(frame({ seq: 3, type: 'response', request_seq: 2, success: true, command: 'runInTerminal' }));
    assert.deepStrictEqual(await asked[1], { processId: 7 });
    await assert.rejects(asked[0], /^Refusal: R054: The client refused the request `runInTerminal`: not allowed\.$/);
    assert.deepStrictEqual(bench.broken, ['R067']);
    bench.stream.close();
    await assert.rejects(asked[2], /R055/);
    await assert.rejects(bench.connection.request('runInTerminal', given), /R055/);
    await bench.connection.ended;
  });

  it('cancels what is under way and says nothing more once the client is gone', async () => {
    const calls: Call[] = [];
    let finish: () => void = () => undefined;
    const bench = new Bench({ threads: (_given, call) => new Promise((resolve) => { calls.push(call); finish = () => resolve({ threads: [] }); }) });
    bench.ask('threads');
    bench.stream.close();
    await bench.connection.ended;
    assert.ok(calls[0].cancelled);
    assert.ok(bench.stream.ended);
    finish();
    bench.connection.event('initialized');
    await new Promise(setImmediate);
    assert.deepStrictEqual(bench.stream.sent, []);
  });

  it('reads no more from a client that does not take what was sent, until it does', async () => {
    const bench = new Bench({ pause: () => undefined });
    bench.stream.waiting_bytes = 17 * 1024 * 1024;
    bench.ask('pause', { threadId: 1 });
    bench.ask('pause', { threadId: 1 });
    assert.ok(bench.stream.paused);
    bench.stream.drain();
    await new Promise(setImmediate);
    assert.ok(!bench.stream.paused);
    assert.strictEqual(bench.stream.sent.length, 2);
  });

  it('shows progress of long work only, now and then, and lets it be cancelled', () => {
    let now = 0;
    const calls: Call[] = [];
    const bench = new Bench({ modules: (_given, call) => new Promise(() => { calls.push(call); }) });
    bench.ask('modules', {});
    const quick = new Progress(bench.connection, calls[0], 'Quick', () => now);
    quick.update('a');
    quick.end();
    const slow = new Progress(bench.connection, calls[0], 'Slow', () => now);
    for (; now < 1_000; now += 10) slow.update(`at ${now}`, now / 10);
    const [start, ...updates] = bench.sent() as { event: string; body: { progressId: string; percentage: number } }[];
    assert.strictEqual(start.event, 'progressStart');
    assert.strictEqual(start.body.percentage, 50);
    assert.deepStrictEqual(updates.map(({ event, body }) => `${event} ${body.percentage}`), [60, 70, 80, 90].map((at) => `progressUpdate ${at}`));
    bench.ask('cancel', { progressId: start.body.progressId });
    assert.ok(calls[0].cancelled);
    slow.end();
    slow.end();
    const ends = (bench.sent() as { event?: string }[]).filter(({ event }) => event === 'progressEnd');
    assert.strictEqual(ends.length, 1);
  });

  it('serves messages handed over as objects, and changes none of them', () => {
    const sent: unknown[] = [];
    const transport = new InlineTransport((message) => sent.push(message));
    const early = { seq: 1, type: 'request', command: 'next', arguments: { threadId: 1, granularity: null } };
    transport.deliver(early);
    const connection = new Connection(transport, { next: () => undefined }, { broken: () => undefined, mistake: () => undefined });
    transport.deliver(null);
    assert.deepStrictEqual(sent, [{ seq: 1, type: 'response', request_seq: 1, success: true, command: 'next' }]);
    assert.strictEqual(early.arguments.granularity, null);
    transport.close();
    return connection.ended;
  });
});
