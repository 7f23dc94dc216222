// Twenty thousand pieces of input, right and wrong, cut anywhere: the connection lives and answers each request once.
import * as assert from 'node:assert';
import { Bug } from '../../src/base/assert';
import { Refusal } from '../../src/base/message';
import { Random } from '../../src/base/random';
import { Cancelled } from '../../src/protocol/call';
import type { Command } from '../../src/protocol/check';
import { Connection, type Handlers } from '../../src/protocol/connection';
import { ARGUMENTS } from '../../src/protocol/requests.generated';
import { framedTransport } from '../../src/protocol/transport';
import { hostileInput } from './hostile';
import { MemoryStream } from './memory-stream';

const COUNT = 20_000;

/** Handlers that do all that a handler may do, and some that it may not. */
function unreliableHandlers(random: Random): Handlers {
  const behaviours: readonly (() => unknown)[] = [
    () => undefined,
    () => ({ result: 'x' }),
    () => { throw new Refusal({ code: 'R999', en: '{a}', ko: '{a}' }, { a: 1 }); },
    () => { throw new Bug('wrong'); },
    () => Promise.reject(new TypeError('wrong')),
    () => Promise.reject(new Cancelled()),
    () => new Promise((resolve) => setImmediate(resolve)),
    () => Promise.resolve().then(() => ({})),
    () => ({ number: 1n }),
  ];
  const commands = (Object.keys(ARGUMENTS) as Command[]).filter((command) => command !== 'cancel' && command !== 'runInTerminal');
  return Object.fromEntries(commands.map((command) => [command, () => random.pick(behaviours)()])) as Handlers;
}

describe('protocol fuzz', () => {
  it(`survives ${COUNT} pieces of hostile input and answers each request in them once`, async () => {
    const seed = Number(process.env.STRATA_SEED ?? 1);
    const { bytes, asked } = hostileInput(seed, COUNT);
    const random = new Random(seed), stream = new MemoryStream();
    const connection = new Connection(framedTransport(stream), unreliableHandlers(random), { broken: () => undefined, mistake: () => undefined });
    for (let at = 0; at < bytes.length;) stream.arrive(bytes.subarray(at, at += random.below(3_000)));
    await stream.until(asked.size);
    await new Promise(setImmediate);
    stream.close();
    await connection.ended;

    assert.ok(asked.size > COUNT / 2, `${asked.size} requests`);
    assert.strictEqual(stream.sent.length, asked.size, `seed ${seed}`);
    const answers = new Map(stream.sent.map((answer) => [answer.request_seq as number, answer]));
    for (const [seq, { command, valid }] of asked) {
      const answer = answers.get(seq);
      assert.strictEqual(answer?.command, command, `seed ${seed}, request ${seq}`);
      if (valid !== false) continue;
      const { error } = answer.body as { error: { id: number } };
      assert.ok(error.id === 50 || error.id === 51 || error.id === 52, `seed ${seed}, request ${seq}: ${JSON.stringify(answer)}`);
    }
  });
});
