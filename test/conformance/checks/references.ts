// Checks of the lives of references: frames and variables are good while the program stands, and no longer.
import { type Check, expect } from '../check';
import type { Answer } from '../conversation';
import type { Kit } from '../kit';
import type { Session } from '../session';

interface References {
  readonly frameId: number;
  readonly container: number;
}

async function referencesIn(session: Session): Promise<References> {
  const frameId = await session.frameId();
  return { frameId, container: (await session.counter()).container };
}

/** Refused, or nothing in it. */
function expectNothing(answer: Answer, field: string): void {
  const list = answer.body[field];
  expect(!answer.success || (Array.isArray(list) && list.length === 0), 'a reference from before is still answered', answer.entry);
}

/** A session in the second round of its loop, and the references that were good in the first. */
async function nextRound(kit: Kit): Promise<{ session: Session; before: References }> {
  const session = await kit.inLoop();
  const before = await referencesIn(session);
  await session.goAndStop('continue');
  return { session, before };
}

export const REFERENCE_CHECKS: readonly Check[] = [
  {
    name: 'references-live-while-stopped', basis: 'protocol',
    explains: 'While the program stands, frames and variables can be asked for again and again, whatever else is asked.',
    run: async (kit) => {
      const session = await kit.inLoop();
      const { frameId, container } = await referencesIn(session);
      const shown = async (): Promise<string> => JSON.stringify((await session.variables(container)).map(({ name, value }) => [name, value]));
      const first = await shown();
      await session.frames();
      await session.request('evaluate', { expression: kit.description.program.loop.variable, frameId, context: 'watch' });
      await session.setBreakpoints(kit.description.program, []);
      expect((await session.scopes(frameId)).length > 0, 'a frame still has scopes');
      expect(await shown() === first, 'variables that nobody changed are the same');
    },
  },
  {
    name: 'references-end-while-running', basis: 'kit',
    explains: 'Frames and variables of before are refused or empty while the program runs.',
    run: async (kit) => {
      const session = await kit.running();
      const { endless } = kit.description;
      await session.go('pause');
      await session.stop();
      const [frame] = await session.frames();
      const [scope] = await session.scopes(frame.id as number);
      expect(endless !== undefined && scope !== undefined, 'there is a scope after a pause');
      await session.go('continue');
      expectNothing(await session.request('scopes', { frameId: frame.id }), 'scopes');
      expectNothing(await session.request('variables', { variablesReference: scope.variablesReference }), 'variables');
    },
  },
  {
    name: 'frames-end-with-the-stop', basis: 'kit',
    explains: 'After the next stop a frame from before is refused or has no scopes, as long as its number was not given again.',
    run: async (kit) => {
      const { session, before } = await nextRound(kit);
      expectNothing(await session.request('scopes', { frameId: before.frameId }), 'scopes');
    },
  },
  {
    name: 'variables-end-with-the-stop', basis: 'kit',
    explains: 'After the next stop variables from before are refused or empty, as long as their number was not given again.',
    run: async (kit) => {
      const { session, before } = await nextRound(kit);
      expectNothing(await session.request('variables', { variablesReference: before.container }), 'variables');
    },
  },
  {
    name: 'references-show-the-present', basis: 'protocol',
    explains: 'What is asked for after a stop shows that stop, also where numbers are given again.',
    run: async (kit) => {
      const { session } = await nextRound(kit);
      const { variable } = await session.counter();
      expect(variable.value === '1', `\`${String(variable.name)}\` is ${String(variable.value)} in the second round`);
    },
  },
  {
    name: 'threads-keep-their-numbers', basis: 'protocol',
    explains: 'Threads keep their numbers from stop to stop.',
    run: async (kit) => {
      const session = await kit.inLoop();
      const before = session.threadId;
      await session.goAndStop('continue');
      expect(session.threadId === before, `thread ${before} became ${session.threadId}`);
    },
  },
];
