// The examples through `strata dap`: run to their end, and stopped, stepped and run to their end.
import { strict as assert } from 'node:assert';
import { OPTIONS } from '../../src/options/table';
import { ended, example, examples, firstLine } from './examples';
import { AdapterServer, Session } from './session';

/** Enough to see calls and returns. */
const STEPS = 25;
const ENGINES = OPTIONS.engine.choices.map(({ value }) => value);

describe('examples: strata dap', () => {
  let server: AdapterServer;
  let port: number;

  before(async () => {
    server = await AdapterServer.start();
    ({ port } = server);
  });

  after(() => server.stop());

  for (const program of examples()) {
    for (const engine of ENGINES) it(`${program.name} runs to its end, engine ${engine}`, async () => {
      const { session, stop } = await Session.launch(port, program, undefined, engine);
      assert.equal(stop?.reason, program.exit > 128 ? 'exception' : undefined);
      if (stop !== undefined) assert.equal(await session.go('continue', stop.threadId ?? 0), undefined);
      assert.deepEqual({ output: ended(session.output), exit: session.exit }, { output: program.output, exit: program.exit });
      await session.close();
    });

    it(`${program.name} stops in its entry function, steps, and writes the same`, async () => {
      const line = firstLine(program);
      const { session, stop: first } = await Session.launch(port, program, line);
      let stop = first;
      assert.ok(stop !== undefined, 'a stop');
      const { frames, operands } = await session.look(stop.threadId ?? 0);
      assert.deepEqual([frames.map(({ name, line: at }) => `${name} ${at}`), operands], [[`main ${line}`], []]);
      for (let step = 0; step < STEPS && stop !== undefined; step++) {
        await session.look(stop.threadId ?? 0);
        stop = await session.go('stepIn', stop.threadId ?? 0);
      }
      while (stop !== undefined) stop = await session.go('continue', stop.threadId ?? 0);
      assert.deepEqual({ output: ended(session.output), exit: session.exit }, { output: program.output, exit: program.exit });
      await session.close();
    });
  }

  it('round_robin: stepping into `resume` leads into the process, and its `sys` back', async () => {
    const kernel = example('round_robin');
    const line = kernel.text.split('\n').findIndex(text => /^  .*\bresume\b/.test(text)) + 1;
    const { session, stop } = await Session.launch(port, kernel, line);
    assert.ok(stop !== undefined);
    assert.deepEqual(await session.files(stop), ['round_robin.sasm', 'round_robin.sasm']);
    const inside = await session.go('stepIn', stop.threadId ?? 0);
    assert.ok(inside !== undefined);
    assert.deepEqual(await session.files(inside), ['counter.sasm', undefined, 'round_robin.sasm', 'round_robin.sasm']);
    const back = await session.go('stepIn', inside.threadId ?? 0);
    assert.ok(back !== undefined);
    assert.deepEqual(await session.files(back), ['round_robin.sasm', 'round_robin.sasm']);
    await session.close();
  });
});
