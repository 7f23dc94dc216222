// Several sessions at once with one `strata dap --port`: each has its own program, breakpoints and numbers.
import * as assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { connectToLoopback } from '../../src/platform/node/streams';
import { framedTransport } from '../../src/protocol/transport';
import { PROGRAMS, Tester } from './session';

describe('several sessions at one port', () => {
  it('do not notice each other', async () => {
    const server = spawn(process.execPath, [join(process.cwd(), 'dist', 'cli.js'), '--language', 'en', 'dap', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [line] = await once(server.stdout, 'data') as [Buffer];
      const port = Number(/\d+(?=\D*$)/.exec(line.toString())?.[0]);
      const testers = await Promise.all(['values', 'kernel', 'spin', 'arguments'].map(async (name) => (
        { name, tester: new Tester(framedTransport(await connectToLoopback(port))) })));
      await Promise.all(testers.map(async ({ name, tester }) => {
        const launch = { program: join(PROGRAMS, `${name}.sasm`), args: [name], stopOnEntry: name === 'spin' };
        const { session, halt } = await tester.launch({ launch: launch as object, functionBreakpoints: [{ name: 'main' }] });
        assert.equal(halt.kind, 'stopped', name);
        assert.equal((await session.top()).source?.name, `${name}.sasm`);
      }));
      const [values, , spin, args] = testers;
      await spin.tester.client.request('setFunctionBreakpoints', { breakpoints: [] });
      await spin.tester.client.request('continue', { threadId: 1 });
      for (const [{ tester }, output] of [[values, '15'], [args, 'arguments\0']] as const) {
        await tester.client.request('setFunctionBreakpoints', { breakpoints: [] });
        await tester.client.request('continue', { threadId: 1 });
        await tester.client.next('terminated');
        assert.equal(tester.said('stdout'), output);
      }
      await spin.tester.client.request('pause', { threadId: 1 });
      assert.deepEqual((await spin.tester.client.next('stopped')).body, { reason: 'pause', threadId: 1, allThreadsStopped: true });
      for (const { tester } of testers) await tester.end();
    } finally {
      const gone = once(server, 'exit');
      server.kill('SIGINT');
      await gone;
    }
  });
});
