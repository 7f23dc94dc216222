// The observer is invisible through the protocol too: after as many steps, and at the end, a program that was stopped, stepped
// and looked at has done what one has that simply ran, and the limit of instructions finds both at the same place.
import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { withAdapter } from './session';

const ROUND_ROBIN = join(process.cwd(), 'examples', 'round_robin.sasm');
const COUNTS = ['steps', 'pc', 'depth', 'frames', 'context'];

describe('a program under the adapter', () => {
  for (const limit of [1, 77, 400, 731]) {
    it(`is after ${limit} steps where it is without stops`, async () => {
      const ends: unknown[] = [];
      for (const watched of [false, true]) {
        await withAdapter(async (tester) => {
          const launch = { program: ROUND_ROBIN, limits: { instructions: limit }, stopOnEntry: watched };
          const { session, halt: first } = await tester.launch({ launch: launch as object, functionBreakpoints: watched ? [{ name: 'serve' }, { name: 'write' }] : [] });
          let halt = first;
          for (let turn = 0; halt.kind === 'stopped'; turn++) {
            await session.stack();
            await session.operands();
            halt = turn % 3 === 0 ? await session.continue() : await session.step(turn % 3 === 1 ? 'stepIn' : 'next', 'instruction');
          }
          const counts = await Promise.all(COUNTS.map((count) => session.evaluate(count)));
          ends.push({ halt, counts, output: tester.said('stdout'), said: tester.said('stderr') });
        });
      }
      assert.deepEqual(ends[1], ends[0]);
      assert.deepEqual((ends[0] as { halt: object }).halt, { kind: 'terminated', exitCode: 68 });
    });
  }
});
