// What the machine room is told of a stopped program, and the step that it takes.
import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { Session } from '../../src/client/session';
import { NodePlatform } from '../../src/platform/node/platform';
import type { PictureBody } from '../../src/protocol/picture';
import { inlineClient } from './session';

/** A client of an adapter in this process, stopped at the first instruction of a program. */
async function launched(program: string): Promise<Session> {
  const session = await Session.start(inlineClient(new NodePlatform()), { launch: { program, stopOnEntry: true } as object });
  assert.equal((await session.halted()).kind, 'stopped');
  return session;
}

describe('the picture of a stopped program', () => {
  it('has frames, operands and what comes next, before and after each step of the room', async () => {
    const session = await launched(join(process.cwd(), 'examples', 'factorial.sasm'));
    const { client, threadId } = session;
    const picture = (): Promise<PictureBody> => client.request('strata/picture', { threadId, frames: 20 });
    let before = await picture();
    assert.equal(before.frames.at(-1)?.name, 'main');
    for (let i = 0; i < 60 && before.next.instruction !== 'mul'; i++) {
      const halted = session.halted();
      await client.request('strata/step', { threadId });
      await halted;
      const now = await picture();
      assert.equal(now.steps, before.steps + 1);
      if (now.frames.length === before.frames.length && now.next.instruction !== 'ret') {
        const own = before.frames[0].operands, expected = [...own.slice(0, own.length - before.next.pops.length), ...before.next.pushes];
        assert.deepEqual(now.frames[0].operands.map(({ type }) => type), expected.map(({ type }) => type));
      }
      before = now;
    }
    assert.deepEqual(before.next, { instruction: 'mul', pops: [{ type: 'i32', value: '1' }, { type: 'i32', value: '1' }], pushes: [{ type: 'i32', value: '1' }] });
    assert.deepEqual(before.frames[0].locals, [{ name: 'n', type: 'i32', value: '1' }]);
    await client.request('disconnect', {});
  });
});
