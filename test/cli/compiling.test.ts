// A large function is compiled while the program goes on: that needs turns of the event loop, which whoever drives the
// machine must give, although the program never waits for anything.
import * as assert from 'node:assert/strict';
import { Runner } from '../../src/adapter/runner';
import { Execution } from '../../src/cli/execution';
import { Output } from '../../src/cli/terminal';
import { AT_ONCE_INSTRUCTIONS_MAX } from '../../src/compiler/limits';
import { DebugSession, type SessionEvent } from '../../src/debugger';
import type { Machine } from '../../src/machine/machine';
import { NodePlatform } from '../../src/platform/node/platform';
import { compiledMachine, imageOf } from '../compiler/texts';

/** Runs for ever. */
const LARGE = imageOf(`entry func main
  local i: i32
again:
${'  get i 1 add set i\n'.repeat(AT_ONCE_INSTRUCTIONS_MAX / 4)}
  jump again
end
`);
const CODE = 42;

/** A machine with a large function that is ended from outside as soon as the function has been compiled; and how much was. */
async function whenCompiled(drive: (machine: Machine) => Promise<void>): Promise<void> {
  const { machine, compiler } = compiledMachine(LARGE);
  const { compile } = WebAssembly;
  WebAssembly.compile = (bytes) => {
    const compiled = compile(bytes);
    void compiled.then(() => setImmediate(() => machine.end({ code: CODE })));
    return compiled;
  };
  try {
    await drive(machine);
  } finally {
    WebAssembly.compile = compile;
  }
  assert.equal(machine.ending?.code, CODE);
  assert.equal(compiler.made.units, 1);
}

describe('a large function is compiled', () => {
  it('while the command line runs the program', () => whenCompiled(async (machine) => {
    const execution = new Execution(machine, new Output(() => process.stdout), {});
    const end = await execution.run();
    execution.close();
    assert.deepEqual(end, { kind: 'ended', ending: { code: CODE } });
  }));

  it('while the adapter runs it', () => whenCompiled(async (machine) => {
    const debug = new DebugSession(machine);
    const event = await new Promise<SessionEvent>((onEvent, onMistake) => {
      debug.continue();
      new Runner(new NodePlatform(''), debug, { onPiece: () => true, onEvent, onMistake }).go();
    });
    assert.equal(event.kind, 'ended');
  }));
});
