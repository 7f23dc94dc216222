// A program whose console is a terminal of the client's: the client is asked to start a command there, and what is typed and
// shown goes through it. The test plays the client and its terminal.
import * as assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PROGRAMS, withAdapter } from './session';

const LINES = join(PROGRAMS, 'lines.sasm');

describe('the console in a terminal of the client', () => {
  for (const [console, kind] of [['integratedTerminal', 'integrated'], ['externalTerminal', 'external']]) {
    it(`${console}: input and output go through the command that the client starts`, () => withAdapter(async (tester) => {
      let terminal: ChildProcessWithoutNullStreams | undefined;
      let shown = '';
      tester.client.serve('runInTerminal', (given) => {
        assert.equal(given.kind, kind);
        const [command, ...args] = given.args;
        terminal = spawn(command, args, { env: { ...process.env, ...(given.env as Record<string, string>) } });
        terminal.stdout.on('data', (bytes: Buffer) => { shown += bytes.toString(); });
        return Promise.resolve({ processId: terminal.pid ?? 0 });
      });
      const ended = tester.launch({ client: { supportsRunInTerminalRequest: true }, launch: { program: LINES, console } as object });
      await tester.client.next('strata/waiting');
      assert.ok(terminal !== undefined);
      const closed = once(terminal, 'close');
      terminal.stdin.write('typed in the terminal\n');
      terminal.stdin.end();
      assert.deepEqual((await ended).halt, { kind: 'terminated', exitCode: 3 });
      await closed;
      assert.equal(shown, 'typed in the terminal\n');
      assert.equal(tester.said('stdout'), '');
    }));
  }

  it('a client that refuses to start the command gets its launch refused, and may launch again', () => withAdapter(async (tester) => {
    tester.client.serve('runInTerminal', () => Promise.reject(new Error('no terminal today')));
    await tester.client.request('initialize', { adapterID: 'strata', supportsRunInTerminalRequest: true });
    const refused = await tester.client.ask('launch', { program: LINES, console: 'integratedTerminal' });
    assert.equal(refused.success, false);
    assert.match(refused.message ?? '', /no terminal today/);
    await tester.client.request('launch', { program: LINES, input: 'a' } as object);
  }));
});
