// The adapter process against clients that mean it no good: broken messages, requests in any order, and clients that die.
import * as assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { startProcess } from '../../src/platform/node/streams';
import { checkOutgoing } from '../../src/protocol/answers';
import { frame } from '../../src/protocol/framing';
import { framedTransport } from '../../src/protocol/transport';
import { hostileInput } from '../protocol/hostile';

const ADAPTER = join(process.cwd(), 'dist', 'adapter.js');
const PROGRAM = join(process.cwd(), 'examples', 'round_robin.sasm');
const MESSAGES = Number(process.env.HOSTILE_MESSAGES ?? 20_000);
/** Requests that end the session on purpose. */
const ENDS = new Set(['disconnect']);
const FIRST = 2_000_000_000;

interface Answer { readonly type: string; readonly request_seq?: number; readonly success?: boolean }

/** Sends bytes to an adapter and gives all that it sent until each of the requests was answered. */
async function converse(pieces: readonly Uint8Array[], asked: Iterable<number>): Promise<{ messages: Answer[]; errors: string }> {
  const adapter = startProcess(process.execPath, [ADAPTER]);
  const messages: Answer[] = [];
  const open = new Set(asked);
  const transport = framedTransport(adapter.stream);
  const done = new Promise<void>((resolve, reject) => {
    transport.start((received) => {
      if (received.kind === 'broken') return reject(new Error(received.row.en));
      const message = received.message as Answer;
      const problems = checkOutgoing(message);
      if (problems.length > 0) return reject(new Error(`${JSON.stringify(problems)} in ${JSON.stringify(message).slice(0, 2000)}`));
      messages.push(message);
      if (message.type === 'response' && message.request_seq !== undefined) open.delete(message.request_seq);
      if (open.size === 0) resolve();
    }, () => reject(new Error(`the adapter ended, with ${open.size} requests unanswered: ${adapter.errors()}`)));
  });
  for (const piece of pieces) adapter.stream.write(piece);
  try {
    await done;
  } finally {
    adapter.stream.end();
  }
  await adapter.exit;
  return { messages, errors: adapter.errors() };
}

function request(seq: number, command: string, given?: object): Uint8Array {
  return frame({ seq, type: 'request', command, ...(given === undefined ? {} : { arguments: given }) });
}

/** A session that stands at its entry. */
const LAUNCHED = [
  request(FIRST, 'initialize', { adapterID: 'strata', pathFormat: 'path' }),
  request(FIRST + 1, 'launch', { program: PROGRAM, stopOnEntry: true }),
  request(FIRST + 2, 'configurationDone'),
];

describe('the adapter and hostile clients', () => {
  for (const [situation, before] of [['nothing was launched', []], ['a program is launched', LAUNCHED]] as const) {
    const seed = Number(process.env.HOSTILE_SEED ?? 20261123);
    it(`answers every well-formed request once when ${situation} (${MESSAGES} messages, seed ${seed})`, async () => {
      const { bytes, asked } = hostileInput(seed, MESSAGES, (command) => ENDS.has(command));
      const last = FIRST + 9;
      const { messages, errors } = await converse([...before, bytes, request(last, 'threads')], [...asked.keys(), last]);
      const answers = new Map<number, number>();
      for (const { type, request_seq } of messages) if (type === 'response' && request_seq !== undefined) answers.set(request_seq, (answers.get(request_seq) ?? 0) + 1);
      for (const [seq, { command }] of asked) assert.equal(answers.get(seq), 1, `request ${seq}, ${command}, got ${answers.get(seq) ?? 0} answers`);
      assert.equal(answers.get(last), 1);
      assert.equal(/^.*\n\s+at [^]{0,2000}/m.exec(errors)?.[0], undefined, 'no mistake of our own');
      assert.ok(messages.some(({ type, success }) => type === 'response' && success === false));
    });
  }

  it('is gone soon after its client was killed', async () => {
    const script = `const { spawn } = require('node:child_process');
      const adapter = spawn(process.execPath, [${JSON.stringify(ADAPTER)}], { stdio: ['pipe', 'pipe', 'inherit'] });
      adapter.stdout.once('data', () => console.log(adapter.pid));
      adapter.stdin.write(Buffer.from(${JSON.stringify(Buffer.concat([...LAUNCHED, request(FIRST + 3, 'continue', { threadId: 1 })]).toString('base64'))}, 'base64'));`;
    const client = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = Number(await new Promise<string>((resolve) => client.stdout.once('data', (data: Buffer) => resolve(data.toString()))));
    client.kill('SIGKILL');
    await gone(pid);
  });
});

/** Resolves when no process has this number any more; the test's own time limit is the limit. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch (trouble) {
      assert.equal((trouble as NodeJS.ErrnoException).code, 'ESRCH');
      return;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
