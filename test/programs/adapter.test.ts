// The same programs under the debug adapter, everything compiled: run to their end, and stopped and stepped on the way.
import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Adapter } from '../../src/adapter/adapter';
import { Client } from '../../src/client/client';
import { Session } from '../../src/client/session';
import { NodePlatform } from '../../src/platform/node/platform';
import { InlineTransport } from '../../src/protocol/transport';
import { programs, type StatedProgram } from './programs';

/** Enough to see calls, returns and contexts. */
const STEPS = 20;

/** A client of an adapter in this process. */
function connected(): Client {
  const ours: InlineTransport = new InlineTransport((message) => setImmediate(() => theirs.deliver(message)));
  const theirs: InlineTransport = new InlineTransport((message) => setImmediate(() => ours.deliver(message)));
  new Adapter(new NodePlatform(''), theirs, { broken: assert.fail, mistake: assert.fail });
  return new Client(ours);
}

/** The program's options as a launch has them. */
function launchOf({ path, options }: StatedProgram, disk: string): DebugProtocol.LaunchRequestArguments {
  const { memory, limits: { contexts, frames, images, slots }, seed, leaky, args, input } = options;
  const pieces = input.flatMap(({ step, bytes }) => (bytes === undefined ? [] : [{ at: step, text: new TextDecoder().decode(bytes) }]));
  const launch = {
    program: path, engine: 'compiler', memory, seed, leaky, args, input: pieces, limits: { contexts, frames, images, slots },
    ...(options.disk.length === 0 ? {} : { disk }),
  };
  return launch as DebugProtocol.LaunchRequestArguments;
}

/** Runs a program to its end, after so many steps from its first instruction. */
async function came(program: StatedProgram, disk: string, steps: number): Promise<{ output: string; exit: number | undefined }> {
  const client = connected();
  let output = '';
  client.on('output', (body) => { if (body.category === 'stdout') output += body.output; });
  const session = await Session.start(client, {
    launch: launchOf(program, disk), functionBreakpoints: steps > 0 ? [{ name: 'main' }] : [],
  });
  let halt = await session.halted();
  for (let step = 0; step < steps && halt.kind === 'stopped'; step++) halt = await session.step('stepIn', 'instruction');
  while (halt.kind === 'stopped') halt = await session.continue();
  await session.disconnect();
  return { output, exit: halt.exitCode };
}

describe('programs under the adapter, compiled', () => {
  let folder: string;

  before(() => { folder = mkdtempSync(join(tmpdir(), 'strata-programs-')); });
  after(() => rmSync(folder, { recursive: true }));

  for (const program of programs()) {
    it(program.name, async () => {
      const disk = join(folder, program.name);
      writeFileSync(disk, program.options.disk);
      for (const steps of [0, STEPS]) {
        const { output, exit } = await came(program, disk, steps);
        const ended = output === '' || output.endsWith('\n') ? output : `${output}\n`;
        assert.equal(ended.replace(/ +$/gm, ''), program.output.replace(/ +$/gm, ''));
        assert.equal(exit, program.exit);
      }
    });
  }
});
