// Checks of leaving: cancel, terminate, and disconnect from wherever a session stands.
import { type Check, expect, NotApplicable } from '../check';
import type { Kit } from '../kit';
import type { Session } from '../session';

/** Says goodbye, closes the connection unless the adapter has to, and waits until the adapter is gone. */
async function leave(session: Session, byItself = false): Promise<void> {
  const { success, text, entry } = await session.request('disconnect', {});
  expect(success, `\`disconnect\` was refused: ${text}`, entry);
  if (!byItself) session.line.stream.end();
  await session.gone('the end of the adapter after `disconnect`');
}

function goodbye(state: string, when: string, reach: (kit: Kit) => Promise<Session>): Check {
  const explains = `\`disconnect\` ${when} is answered, and the adapter ends when its client closes the connection.`;
  return { name: `disconnect-${state}`, basis: 'protocol', explains, run: async (kit) => leave(await reach(kit)) };
}

export const ENDING_CHECKS: readonly Check[] = [
  goodbye('after-initialize', 'before `launch`', (kit) => kit.initialized()),
  goodbye('while-configuring', 'before `configurationDone`', async (kit) => {
    const session = await kit.initialized();
    await session.launch(kit.description.program);
    return session;
  }),
  goodbye('while-stopped', 'at a breakpoint', (kit) => kit.inLoop()),
  goodbye('while-running', 'while the program runs', (kit) => kit.running()),
  goodbye('after-the-end', 'after `terminated`', (kit) => kit.ended()),
  {
    name: 'disconnect-ends-the-adapter', basis: 'protocol',
    explains: 'The adapter ends after `disconnect` by itself, without its client closing the connection first.',
    run: async (kit) => leave(await kit.inLoop(), true),
  },
  {
    name: 'disconnect-with-open-requests', basis: 'kit',
    explains: 'Requests sent right before `disconnect` are answered, too.',
    run: async (kit) => {
      const session = await kit.inLoop();
      const numbers = session.sendTogether([['threads'], ['stackTrace', { threadId: session.threadId }], ['threads'], ['disconnect', {}]]);
      for (const seq of numbers) await session.answer(seq);
    },
  },
  {
    name: 'end-of-input', basis: 'kit',
    explains: 'An adapter whose client goes away without a word ends, too, even while its program runs.',
    run: async (kit) => {
      const session = await kit.running();
      session.line.stream.end();
      await session.gone('the end of the adapter');
    },
  },
  {
    name: 'cancel-unknown', basis: 'protocol',
    explains: '`cancel` of a request that is not open is answered, with or without success, and the session goes on.',
    run: async (kit) => {
      const session = await kit.inLoop();
      needsCancel(session);
      await session.request('cancel', { requestId: 987_654 });
      await session.request('cancel', {});
      await session.alive();
    },
  },
  {
    name: 'cancel-open', basis: 'protocol',
    explains: 'A cancelled request is still answered once: as ever, or refused with the message `cancelled`.',
    run: async (kit) => {
      const session = await kit.inLoop();
      needsCancel(session);
      for (let i = 0; i < 10; i++) {
        const { threadId, nextSeq: requestId } = session;
        const [asked, cancelled] = session.sendTogether([['stackTrace', { threadId }], ['cancel', { requestId }]]);
        await session.answer(cancelled);
        const { success, entry } = await session.answer(asked);
        expect(success || entry.message.message === 'cancelled', 'a cancelled request has another message than `cancelled`', entry);
      }
      await session.alive();
    },
  },
];

function needsCancel(session: Session): void {
  if (!session.has('supportsCancelRequest')) throw new NotApplicable('`cancel` is not announced');
}
