// Where a value came from, as the debugger and the adapter tell it: the lines, the machine brought back, calling off, refusals.
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../../src/client/client';
import { Session } from '../../src/client/session';
import { Refusal } from '../../src/base/message';
import { finish } from '../../src/base/steps';
import { machineHash } from '../../src/machine/state-hash';
import { NodePlatform } from '../../src/platform/node/platform';
import type { OriginBody } from '../../src/protocol/own';
import { machineOf, Tester } from '../debugger/sessions';
import { inlineClient } from '../adapter/session';

const PROGRAM = `memory 65536
data seed at 16 = i32 6
func twice (n: i32) -> i32
  get n 2 mul ret
end
entry func main
  local a: i32, i: i32
  seed load call twice set a
  100000 set i
again:
  get i 1 sub tee i jumpnz again
  get a drop
  ret
end
`;

/** A recorded session at the end of the run. */
function ended(): Tester {
  const tester = new Tester(machineOf(PROGRAM), { history: { bytes: 1e7, interval: 20_000 }, stopOnExit: true });
  tester.debug.continue();
  tester.run();
  return tester;
}

describe('asking where a value came from', () => {
  it('gives only the last writer where that is all that is wanted', () => {
    const { debug, machine } = ended();
    const before = machineHash(machine);
    const lines = finish(debug.origin(debug.watchTarget('a'), true));
    assert.deepEqual(lines.map(({ kind, code }) => `${kind} ${code?.text ?? ''}`), ['place ', 'move set a']);
    assert.equal(machineHash(machine), before);
  });

  it('gives lines with instructions and places, and leaves the machine as it was', () => {
    const { debug, machine } = ended();
    const before = machineHash(machine), { position } = debug;
    const lines = finish(debug.origin(debug.watchTarget('a')));
    assert.deepEqual(lines.map(({ depth, kind, value, code, main }) => {
      const place = code === undefined ? '' : ` ${code.function}:${(code.location?.span.start.line ?? -1) + 1} ${code.text}`;
      return `${'.'.repeat(depth)}${kind} ${value}${place}${main ? '' : ' (beside)'}`;
    }), [
      'place 12',
      '.move 12 main:8 set a',
      '..move 12 twice:4 ret',
      '...instruction 12 twice:4 mul',
      '....move 6 twice:4 get n',
      '.....move 6 main:8 call twice',
      '......move 6 main:8 load',
      '.......initial 6',
      '....constant 2 twice:4 push 2 (beside)',
    ]);
    assert.deepEqual(lines.slice(1, 8).map(({ steps }) => steps), [7, 6, 5, 3, 2, 1, 0]);
    assert.equal(machineHash(machine), before);
    assert.deepEqual(debug.position, position);
    assert.equal(debug.state, 'stopped');
  });

  it('serves nobody else meanwhile, and can be called off', () => {
    const { debug, machine } = ended();
    const before = machineHash(machine), job = debug.origin(debug.watchTarget('a'));
    job.next();
    assert.equal(debug.state, 'running');
    assert.throws(() => debug.continue(), Refusal);
    assert.throws(() => debug.provideInput(undefined), Refusal);
    assert.throws(() => debug.origin(debug.watchTarget('a')), Refusal);
    job.return([]);
    assert.equal(debug.state, 'stopped');
    assert.equal(machineHash(machine), before);
    debug.goTo(8);
    while (debug.advance(1e6) === undefined);
    assert.equal(debug.position.steps, 8);
  });

  it('is refused where nothing is recorded', () => {
    const { debug } = new Tester(machineOf(PROGRAM));
    assert.throws(() => debug.origin(debug.watchTarget('a')), Refusal);
  });
});

/** A platform on which every look at the clock finds it far ahead, so that others have their turn after each piece of work. */
class Hasty extends NodePlatform {
  private time_ms = 0;

  override now_ms(): number {
    return this.time_ms += 1000;
  }
}

/** A client of an adapter in this process, which stands at the end of a run of the program. */
async function adapterAtEnd(folder: string): Promise<Client> {
  const program = join(folder, 'main.sasm');
  writeFileSync(program, PROGRAM);
  const client = inlineClient(new Hasty(''));
  const session = await Session.start(client, { launch: { program, stopOnExit: true } as object });
  assert.equal((await session.halted()).kind, 'stopped');
  return client;
}

describe('strata/origin', () => {
  let folder = '';
  before(() => { folder = mkdtempSync(join(tmpdir(), 'strata-origin-')); });
  after(() => rmSync(folder, { recursive: true }));

  it('tells of a variable and of an expression where it came from', async () => {
    const client = await adapterAtEnd(folder);
    const { stackFrames: [{ id }] } = await client.request('stackTrace', { threadId: 1 });
    const { values } = await client.request('strata/origin', { expression: 'a', frameId: id });
    assert.deepEqual(values[1], {
      depth: 1, kind: 'move', steps: 7, value: '12', instruction: 'set a', threadId: 1, function: 'main', main: true, line: 8, column: 24,
      instructionPointerReference: values[1].instructionPointerReference, source: values[1].source,
    });
    assert.equal(values[1].source?.name, 'main.sasm');
    const { scopes } = await client.request('scopes', { frameId: id });
    const { variablesReference } = scopes.find(({ name }) => name === 'Locals') ?? assert.fail('no locals');
    const body: OriginBody = await client.request('strata/origin', { variablesReference, name: 'a' });
    assert.deepEqual(body.values, values);
    const wrong = await client.ask('strata/origin', {});
    assert.equal(wrong.success, false);
    await client.request('disconnect', {});
  });

  it('can be cancelled, and then everything is as it was', async () => {
    const client = await adapterAtEnd(folder);
    const { stackFrames: [{ id }] } = await client.request('stackTrace', { threadId: 1 });
    const { seq, answer } = client.begin('strata/origin', { expression: 'a', frameId: id });
    await client.request('cancel', { requestId: seq });
    const { success, message } = await answer;
    assert.deepEqual({ success, message }, { success: false, message: 'cancelled' });
    const { result } = await client.request('evaluate', { expression: 'a', frameId: id });
    assert.equal(result, '12');
    await client.request('disconnect', {});
  });

  it('gives way to whatever is asked next where it is brief', async () => {
    const client = await adapterAtEnd(folder);
    const { stackFrames: [{ id }] } = await client.request('stackTrace', { threadId: 1 });
    const { values } = await client.request('strata/origin', { expression: 'a', frameId: id, brief: true });
    assert.deepEqual(values.map(({ kind, instruction }) => [kind, instruction]), [['place', undefined], ['move', 'set a']]);
    const { answer } = client.begin('strata/origin', { expression: 'a', frameId: id, brief: true });
    const { result } = await client.request('evaluate', { expression: 'a', frameId: id });
    assert.equal(result, '12');
    assert.equal((await answer).message, 'cancelled');
    await client.request('disconnect', {});
  });

  it('leaves values under the pointer to a client that shows them by itself', async () => {
    const client = await adapterAtEnd(folder);
    const value = async (context: string): Promise<unknown> => (await client.ask('evaluate', { expression: 'a', context })).success;
    assert.equal(await value('hover'), true);
    await client.request('strata/ownHovers', { own: true });
    assert.deepEqual([await value('hover'), await value('watch')], [false, true]);
    await client.request('disconnect', {});
  });
});
