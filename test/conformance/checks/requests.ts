// Checks of requests that are wrong, come in odd pieces, or come while others are open.
import { type Check, expect, NotApplicable } from '../check';
import { listOf } from '../conversation';
import type { Session } from '../session';

const FLIGHTS = 40;
/** Characters that are longer as bytes: a length counted in characters cuts the message short. */
const WIDE_TEXT = '"한글 ü 𝄞"';

/** An expression that needs no program. */
const ONE = ['evaluate', { expression: '1', context: 'watch' }] as const;

/** Arguments that the schema does not allow; a `variablesReference` of 7 stands for any. */
const MALFORMED: readonly (readonly [command: string, given?: object])[] = [
  ['stackTrace', {}],
  ['stackTrace', { threadId: 'one' }],
  ['scopes', { frameId: 'top' }],
  ['scopes'],
  ['variables', { variablesReference: {} }],
  ['setBreakpoints', { breakpoints: [{ line: 1 }] }],
  ['setBreakpoints', { source: { path: 7 }, breakpoints: 'all' }],
  ['evaluate', { expression: 12 }],
];

/** Each of them is answered once, and the session goes on. */
async function answersEach(session: Session, numbers: readonly number[]): Promise<void> {
  for (const seq of numbers) await session.answer(seq);
  await session.alive();
}

export const REQUEST_CHECKS: readonly Check[] = [
  {
    name: 'unknown-request', basis: 'protocol',
    explains: 'A request that nobody knows is refused, and the session goes on.',
    run: async (kit) => {
      const session = await kit.inLoop();
      const { success, entry } = await session.request('conformance/unknown', { any: 1 });
      expect(!success, 'an unknown request was answered with success', entry);
      await session.alive();
    },
  },
  {
    name: 'malformed-arguments', basis: 'kit',
    explains: 'Arguments that are missing or of the wrong type are refused, and the session goes on.',
    run: async (kit) => {
      const session = await kit.inLoop();
      for (const [command, given] of MALFORMED) {
        const { success, entry } = await session.request(command, given);
        expect(!success, `\`${command}\` with ${JSON.stringify(given)} was answered with success`, entry);
      }
      await session.alive();
    },
  },
  {
    name: 'unknown-references', basis: 'kit',
    explains: 'Frames, variables and threads that never were are refused, or have nothing in them.',
    run: async (kit) => {
      const session = await kit.inLoop();
      const unknown = 987_654;
      for (const [command, given, field] of [
        ['scopes', { frameId: unknown }, 'scopes'], ['variables', { variablesReference: unknown }, 'variables'],
        ['stackTrace', { threadId: unknown }, 'stackFrames'],
      ] as const) {
        const { success, body, entry } = await session.request(command, given);
        const list = body[field];
        const nothing = Array.isArray(list) && list.length === 0;
        expect(!success || nothing, `\`${command}\` tells something about ${JSON.stringify(given)}`, entry);
      }
      await session.alive();
    },
  },
  {
    name: 'pieces', basis: 'protocol',
    explains: 'Messages are read as they come: byte by byte, or several in one piece.',
    run: async (kit) => {
      const session = await kit.inLoop();
      await answersEach(session, session.sendTogether([['threads'], ['stackTrace', { threadId: session.threadId }]], 1));
      await answersEach(session, session.sendTogether([['threads'], ['stackTrace', { threadId: session.threadId }], ['threads']]));
    },
  },
  {
    name: 'length-in-bytes', basis: 'protocol',
    explains: 'Lengths count bytes of UTF-8, not characters, in both directions.',
    run: async (kit) => {
      const session = await kit.inLoop();
      const given = { expression: WIDE_TEXT, frameId: await session.frameId(), context: 'watch' };
      await answersEach(session, session.sendTogether([['evaluate', given], ['threads'], ['evaluate', given]]));
      expect(session.broken.length === 0, session.broken[0] ?? '');
    },
  },
  {
    name: 'many-in-flight', basis: 'protocol',
    explains: `Many requests at once, ${FLIGHTS * 4} of them, are answered once each, with the same as one at a time.`,
    run: async (kit) => {
      const session = await kit.inLoop();
      const frameId = await session.frameId();
      const { container, variable } = await session.counter();
      const round = [
        ['threads'], ['stackTrace', { threadId: session.threadId, startFrame: 0, levels: 20 }],
        ['variables', { variablesReference: container }], ['scopes', { frameId }],
      ] as const;
      const numbers = session.sendTogether(Array.from({ length: FLIGHTS }, () => round).flat());
      for (const [i, seq] of numbers.entries()) {
        const { success, body, entry } = await session.answer(seq);
        expect(success, 'a request among many was refused', entry);
        if (i % 4 === 2) {
          const same = listOf(body.variables).some(({ name, value }) => name === variable.name && value === variable.value);
          expect(same, 'an answer among many is another one', entry);
        }
      }
    },
  },
  {
    name: 'requests-behind-continue', basis: 'kit',
    explains: 'Requests sent too late, in one piece with `continue`, are answered once each and spoil nothing: the next stop shows the next round.',
    run: async (kit) => {
      const session = await kit.inLoop();
      const frameId = await session.frameId();
      const { container } = await session.counter();
      session.markHere();
      const { threadId } = session;
      const numbers = session.sendTogether([
        ['continue', { threadId }], ['stackTrace', { threadId }], ['scopes', { frameId }],
        ['variables', { variablesReference: container }], ['threads'],
      ]);
      await session.stop();
      await answersEach(session, numbers);
      expect((await session.counter()).variable.value === '1', 'the program stands in the next round');
    },
  },
  {
    name: 'requests-while-running', basis: 'protocol',
    explains: 'While the program runs, requests are answered, and a breakpoint that is set then stops it.',
    run: async (kit) => {
      const session = await kit.running();
      const { endless } = kit.description;
      if (endless === undefined) throw new NotApplicable('the description has no endless program');
      const { threadId } = session;
      const numbers = session.sendTogether([['threads'], ['stackTrace', { threadId }], ONE]);
      await answersEach(session, numbers);
      session.markHere();
      const set = await session.setBreakpoints(endless, [{ line: endless.line }]);
      expect(set.length === 1, 'one breakpoint is set');
      expect((await session.stop()).reason === 'breakpoint', 'the reason is `breakpoint`');
    },
  },
  {
    name: 'step-while-running', basis: 'kit',
    explains: 'A step while the program runs is refused or harmless: at most one stop comes of it, and `pause` works.',
    run: async (kit) => {
      const session = await kit.running();
      const { success } = await session.go('next');
      if (success) session.markHere();
      await session.go('pause');
      await session.stop();
      await session.alive();
      expect((await session.frames()).length > 0, 'there are frames after a pause');
    },
  },
  {
    name: 'requests-after-the-end', basis: 'kit',
    explains: 'After `terminated` every request is answered once, and only `disconnect` is left to do.',
    run: async (kit) => {
      const session = await kit.ended();
      const { threadId } = session;
      const numbers = session.sendTogether([['threads'], ['stackTrace', { threadId }], ['continue', { threadId }], ONE]);
      for (const seq of numbers) await session.answer(seq);
    },
  },
];
