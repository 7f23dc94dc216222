// Layers as clients see them: what a stop says, steps from layer to layer both ways, staying in one, and the meter's report.
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { Session } from '../../src/client/session';
import type { StepLayerArguments } from '../../src/protocol/layers';
import { TRAP_AND_EMULATE } from '../debugger/layers';
import { withAdapter, type Tester } from './session';

/** A session that stands at the first call of the guest's process. */
async function atProcess(tester: Tester, test: (session: Session) => Promise<void>, locale = 'en'): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-layers-'));
  try {
    for (const [name, text] of Object.entries(TRAP_AND_EMULATE)) writeFileSync(join(folder, name), text);
    const breakpoints = [{ source: { path: join(folder, 'process.sasm') }, breakpoints: [{ line: 3 }] }];
    const launch = { program: join(folder, 'hypervisor.sasm') } as P.LaunchRequestArguments;
    const { session, halt } = await tester.launch({ launch, breakpoints, client: { locale } });
    assert.equal(halt.kind, 'stopped');
    await test(session);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the last stop said, in few words and at length. */
function words(tester: Tester): (string | undefined)[] {
  const { description, text } = tester.events('stopped').at(-1) as P.StoppedEvent['body'];
  return [description, text];
}

/** Steps from layer to layer, and gives context and line of the stop. */
async function step(tester: Tester, session: Session, given: StepLayerArguments): Promise<string> {
  const halted = session.halted();
  await tester.client.request('strata/stepLayer', given);
  const halt = await halted;
  assert.equal(halt.kind, 'stopped');
  const { threadId = 0 } = tester.events('stopped').at(-1) as P.StoppedEvent['body'];
  const { stackFrames: [{ line }] } = await tester.client.request('stackTrace', { threadId });
  return `${threadId}:${line}`;
}

describe('layers through the adapter', () => {
  it('are named at each stop, with their mode and owner, in either language', async () => {
    await withAdapter((tester) => atProcess(tester, async (session) => {
      assert.deepEqual(words(tester), ['Breakpoint · user mode', 'process.sasm #2, user mode, below kernel.sasm #1, resumed by root']);
      await step(tester, session, { threadId: 3, kind: 'intoExit' });
      assert.deepEqual(words(tester), ['Step · root', 'root']);
    }));
    await withAdapter((tester) => atProcess(tester, () => {
      assert.deepEqual(words(tester), ['중단점 · 사용자 모드', 'kernel.sasm #1 아래 process.sasm #2, 사용자 모드, root(이)가 resume']);
      return Promise.resolve();
    }, 'ko'));
  });

  it('are stepped through and back', async () => {
    await withAdapter((tester) => atProcess(tester, async (session) => {
      assert.equal(await step(tester, session, { threadId: 3, kind: 'intoExit' }), '1:24');
      assert.equal(await step(tester, session, { threadId: 1, kind: 'toGuest' }), '2:7');
      assert.equal(await step(tester, session, { threadId: 2, kind: 'intoExit', back: true }), '1:34');
      assert.equal(await step(tester, session, { threadId: 1, kind: 'toGuest', back: true }), '3:3');
      assert.equal(await step(tester, session, { threadId: 3, kind: 'overExit' }), '3:4');
      assert.equal(tester.events('continued').length, 5);
      await assert.rejects(tester.client.request('strata/stepLayer', { threadId: 1, kind: 'intoExit' }), /D313/);
      await assert.rejects(tester.client.request('strata/stepLayer', { threadId: 99, kind: 'toGuest' }), /D303/);
    }));
  });

  it('are stayed in until they are left or gone, which clients are told', async () => {
    await withAdapter((tester) => atProcess(tester, async (session) => {
      await tester.client.request('strata/stay', { threadId: 3 });
      await tester.client.request('strata/stay', undefined);
      await tester.client.request('strata/stay', { threadId: 3 });
      const halted = session.halted();
      await tester.client.request('continue', { threadId: 3 });
      await halted;
      assert.deepEqual(tester.events('strata/staying'), [
        { threadId: 3, name: 'root > kernel.sasm #1 > process.sasm #2' }, {}, { threadId: 3, name: 'root > kernel.sasm #1 > process.sasm #2' },
      ]);
    }), false);
  });

  it('are counted', async () => {
    await withAdapter((tester) => atProcess(tester, async (session) => {
      await step(tester, session, { threadId: 3, kind: 'intoExit' });
      const { layers, text, steps } = await tester.client.request('strata/stats', { costs: 'later' });
      assert.deepEqual(layers.map(({ name, below, exits }) => [name, below, exits]), [['root', null, 0], ['kernel.sasm #1', 1, 3], ['process.sasm #2', 2, 1]]);
      assert.deepEqual(layers[1].causes.map(({ cause, kinds }) => [cause, kinds.map(({ instruction }) => instruction).sort()]), [
        ['privileged', ['ctx.new', 'image.load', 'resume']],
      ]);
      assert.ok(text.includes(`after ${steps} steps`) && text.includes('Sandy Bridge'));
    }));
  });
});
