// Travels through a recorded run as a client sees them: what it is told of their progress, how it calls them off, how branches are
// compared, and what was printed up to a moment.
import * as assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Adapter } from '../../src/adapter/adapter';
import { RequestFailed } from '../../src/client/client';
import { Session } from '../../src/client/session';
import { NodePlatform } from '../../src/platform/node/platform';
import { InlineTransport } from '../../src/protocol/transport';
import { Tester } from './session';

/** Counts down from a number in memory, prints a letter at 3 of the counts, and at last another one where the number was another. */
const PROGRAM = `memory 65536
data number = i32 1000000
data letters = "abcdé"
func say (at: i32)
  letters get at add  1  sys write drop
  ret
end
entry func main
  local n: i32
  number load set n
on:
  get n 1 sub set n
  get n 500000 eq jumpz quiet
  0 call say
quiet:
  get n jumpnz on
  1 call say
  number load 1000000 eq jumpnz same
  2 call say
same:
  letters 4 add 2 sys write drop
  ret
end
`;
const TICK_MS = 200;

/** A clock that goes on whenever somebody looks at it. */
class TickingPlatform extends NodePlatform {
  private ticks = 0;

  override now_ms(): number {
    return ++this.ticks * TICK_MS;
  }
}

interface Started {
  readonly tester: Tester;
  readonly session: Session;
  readonly steps: number;
}

/** A session that stands at the end of the program's run. */
async function atEnd(progress = true): Promise<Started> {
  const ours: InlineTransport = new InlineTransport((message) => setImmediate(() => theirs.deliver(message)));
  const theirs: InlineTransport = new InlineTransport((message) => setImmediate(() => ours.deliver(message)));
  new Adapter(new TickingPlatform(''), theirs, { broken: assert.fail, mistake: assert.fail });
  const tester = new Tester(ours);
  const program = '/p.sasm';
  const { session } = await tester.launch({
    launch: { program, openTexts: { [program]: PROGRAM }, stopOnExit: true } as DebugProtocol.LaunchRequestArguments, client: { supportsProgressReporting: progress },
  });
  return { tester, session, steps: await now(tester) };
}

async function now({ client }: Tester): Promise<number> {
  return (await client.request('strata/history')).steps;
}

async function goTo(session: Session, given: { steps?: number; branch?: number }): Promise<DebugProtocol.StoppedEvent['body']> {
  await session.client.request('strata/goTo', given);
  const halt = await session.halted();
  assert.ok(halt.kind === 'stopped');
  return halt.body;
}

async function output({ client }: Tester): Promise<string> {
  return (await client.request('strata/output')).output;
}

/** Makes a second branch, on which the number is another one from the beginning on, and runs it to its end. */
async function branchOff({ session }: Started): Promise<void> {
  await goTo(session, { steps: 0 });
  await session.client.request('setExpression', { expression: 'number', value: '1000001' });
  const halt = await session.continue();
  assert.ok(halt.kind === 'stopped' && halt.body.reason === 'exit');
}

describe('travelling in the adapter', function () {
  this.timeout(60_000);

  it('says where it has arrived, and that the program went on for that', async () => {
    const started = await atEnd();
    const { tester, session, steps } = started;
    const body = await goTo(session, { steps: 100 });
    assert.equal(body.description, `At instruction 100 of ${steps}`);
    assert.equal(tester.events('continued').length, 1);
    await branchOff(started);
    assert.match((await goTo(session, { branch: 1 })).description ?? '', /^At instruction \d+ of \d+, branch 1$/);
  });

  it('shows the progress of a long travel, and only to who can show it', async () => {
    const { tester, session } = await atEnd();
    await session.client.request('reverseContinue', { threadId: 1 });
    await session.halted();
    const start = (tester.events('progressStart') as DebugProtocol.ProgressStartEvent['body'][]).find(({ title }) => title === 'Going through the past of the run');
    assert.ok(start);
    assert.equal(start.cancellable, true);
    assert.match(start.message ?? '', /^instruction \d+$/);
    assert.ok(tester.events('progressUpdate').length > 0);
    assert.deepEqual(tester.events('progressEnd').at(-1), { progressId: start.progressId });

    const other = await atEnd(false);
    await other.session.client.request('reverseContinue', { threadId: 1 });
    await other.session.halted();
    assert.deepEqual(other.tester.events('progressStart'), []);
  });

  for (const by of ['requestId', 'progressId'] as const) {
    it(`calls a travel off by its ${by}, and stands where it stood`, async () => {
      const { tester, session, steps } = await atEnd();
      await goTo(session, { steps: steps - 7 });
      const { client } = session;
      if (by === 'progressId') client.on('progressStart', ({ progressId }) => void client.ask('cancel', { progressId }));
      const { seq, answer } = client.begin('reverseContinue', { threadId: 1 });
      if (by === 'requestId') void client.ask('cancel', { requestId: seq });
      assert.ok((await answer).success);
      const halt = await session.halted();
      assert.ok(halt.kind === 'stopped');
      assert.equal(halt.body.reason, 'pause');
      assert.equal(halt.body.description, `Called off: the program is where it was, at instruction ${steps - 7}.`);
      assert.equal(await now(tester), steps - 7);
      assert.deepEqual(tester.events('progressEnd').length, tester.events('progressStart').length);
      const ended = await session.continue();
      assert.ok(ended.kind === 'stopped' && ended.body.reason === 'exit');
    });
  }

  it('calls off at the end of the run too, which is still its end', async () => {
    const { session } = await atEnd();
    const { seq, answer } = session.client.begin('reverseContinue', { threadId: 1 });
    void session.client.ask('cancel', { requestId: seq });
    await answer;
    await session.halted();
    const halt = await session.continue();
    assert.ok(halt.kind !== 'stopped' || halt.body.reason === 'exit');
  });

  it('compares two branches: where the state parts, and where the execution does', async () => {
    const started = await atEnd();
    const { tester, session } = started;
    await branchOff(started);
    const stood = await now(tester);
    const body = await session.client.request('strata/compareBranches', { one: 1, other: 2 });
    assert.deepEqual([body.shared, body.state], [0, 0]);
    assert.deepEqual([body.decided?.instruction, body.decided?.line], ['jumpz quiet', 13]);
    assert.deepEqual([body.one?.instruction, body.one?.line, body.other?.instruction, body.other?.line], ['push 0', 14, 'get n', 16]);
    assert.equal(await now(tester), stood);
    // The first of the two to come there is at count 500,000, and both are at the same instruction before it.
    const { execution } = body;
    assert.ok(execution !== undefined);
    for (const branch of [1, 2]) {
      await goTo(session, { steps: execution - 1, branch });
      assert.equal((await session.top()).line, 13);
      await goTo(session, { steps: execution, branch });
      assert.equal((await session.top()).line, branch === 1 ? 14 : 16);
    }
    await assert.rejects(session.client.request('strata/compareBranches', { one: 2, other: 2 }), /cannot be compared with itself/);
    await assert.rejects(session.client.request('strata/compareBranches', { one: 1, other: 3 }), /There is no branch 3; there are 2/);
  });

  it('can be told to give a comparison up, and stands where it stood', async () => {
    const started = await atEnd();
    const { tester, session } = started;
    await branchOff(started);
    const stood = await now(tester);
    session.client.on('progressStart', ({ progressId }) => void session.client.ask('cancel', { progressId }));
    await assert.rejects(session.client.request('strata/compareBranches', { one: 1, other: 2 }), (trouble) => trouble instanceof RequestFailed && trouble.message === 'cancelled');
    assert.equal(await now(tester), stood);
    await goTo(session, { steps: 10 });
    assert.equal(await now(tester), 10);
  });

  it('shows what was printed up to a moment, on each branch its own', async () => {
    const started = await atEnd();
    const { tester, session, steps } = started;
    assert.equal(await output(tester), 'abé');
    await goTo(session, { steps: steps - 30 });
    assert.equal(await output(tester), 'a');
    await goTo(session, { steps: 5 });
    assert.equal(await output(tester), '');
    await branchOff(started);
    assert.equal(await output(tester), 'abcé');
    await goTo(session, { branch: 1 });
    assert.equal(await output(tester), 'abé');
    assert.equal(tester.said('stdout'), 'abéabcé');
  });
});
