// What clients ask about the past of a recorded run: log points on it, histories of values; both can be called off, and disturb nothing.
import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../../src/client/client';
import { Session } from '../../src/client/session';
import { NodePlatform } from '../../src/platform/node/platform';
import { inlineClient } from './session';

const PROGRAM = `memory 4096
data total = i32 0
data row = i32 0, 0, 0
func twice (n: i32) -> i32
  local t: i32
  get n get n add set t
  get t ret
end
entry func main
  local i: i32
next:
  get i 1 add set i
  total get i call twice store
  row get i 3 rem 4 mul add get i store
  get i 60 lt jumpnz next
  60 sys print
  ret
end
`;

/** Each look at the clock is a second later, so that every job is made in pieces. */
class Hasty extends NodePlatform {
  private time_ms = 0;

  override now_ms(): number {
    return this.time_ms += 1000;
  }
}

interface Opened {
  readonly client: Client;
  readonly source: { readonly path: string };
}

/** A client of an adapter in this process; the program stands at its end. */
async function atEnd(folder: string): Promise<Opened> {
  const program = join(folder, 'main.sasm');
  writeFileSync(program, PROGRAM);
  const client = inlineClient(new Hasty(''));
  const session = await Session.start(client, { launch: { program, stopOnExit: true } as object });
  assert.equal((await session.halted()).kind, 'stopped');
  return { client, source: { path: program } };
}

async function goTo({ client }: Opened, steps: number): Promise<void> {
  const stopped = client.next('stopped');
  await client.request('strata/goTo', { steps });
  await stopped;
}

async function topFrame(client: Client): Promise<number> {
  return (await client.request('stackTrace', { threadId: 1 })).stackFrames[0].id;
}

describe('questions about the past', () => {
  let folder = '';
  before(() => { folder = mkdtempSync(join(tmpdir(), 'strata-past-')); });
  after(() => rmSync(folder, { recursive: true }));

  it('log points tell what they would have printed, before the stop and behind it', async () => {
    const opened = await atEnd(folder), { client, source } = opened;
    const points = [{ source, line: 13, logMessage: '{i} twice', hitCondition: '%20' }, { name: 'twice', logMessage: 'n {n}', condition: 'n > 57' },
      { source, line: 13, logMessage: '{nobody}' }];
    const { lines, leftOut, steps, end, points: states } = await client.request('strata/pastLog', { points });
    assert.deepEqual(lines.map(({ text }) => text), ['20 twice', '40 twice', 'n 58', 'n 59', '60 twice', 'n 60']);
    assert.deepEqual(lines.map(({ point, line, function: name }) => `${point} ${line} ${name}`),
      ['0 13 main', '0 13 main', '1 6 twice', '1 6 twice', '0 13 main', '1 6 twice']);
    assert.deepEqual([leftOut, steps], [0, end]);
    assert.deepEqual(states.map(({ verified, hits }) => [verified, hits]), [[true, 60], [true, 3], [false, 0]]);
    assert.match(states[2].message ?? '', /nobody/);
    await goTo(opened, lines[1].steps);
    const frameId = await topFrame(client);
    assert.equal((await client.request('evaluate', { expression: 'i', frameId })).result, '40');
    const again = await client.request('strata/pastLog', { points });
    assert.deepEqual([again.lines, again.steps, again.end], [lines, lines[1].steps, end]);
    assert.equal((await client.request('evaluate', { expression: 'i', frameId })).result, '40');
    const nowhere = await client.ask('strata/pastLog', { points: [{ logMessage: 'x' }] });
    assert.match(String(nowhere.message), /R228/);
    await client.request('disconnect', {});
  });

  it('histories are of data, elements, locals of this call, and what an expression names', async () => {
    const opened = await atEnd(folder), { client, source } = opened;
    const point = { source, line: 7, logMessage: '', condition: 'n == 30' };
    const { lines: [{ steps }] } = await client.request('strata/pastLog', { points: [point] });
    await goTo(opened, steps);
    const frameId = await topFrame(client);
    const { scopes } = await client.request('scopes', { frameId });
    const reference = (title: string): number => scopes.find(({ name }) => name === title)?.variablesReference ?? assert.fail(title);
    const local = await client.request('strata/valueHistory', { variablesReference: reference('Locals'), name: 't' });
    assert.deepEqual({ ...local, values: local.values.map(({ value, kind, instruction, line, steps: at }) => [at - steps, value, kind, instruction, line]) }, {
      name: 't', scope: 'frame', start: steps - 4, returned: steps + 2, earlier: false, later: false, steps,
      values: [[-4, '0', 'initial', undefined, undefined], [0, '60', 'write', 'set t', 6]],
    });
    const total = await client.request('strata/valueHistory', { expression: 'total[0]', frameId });
    assert.deepEqual(total.values.map(({ value }) => value), Array.from({ length: 61 }, (_, i) => String(2 * i)));
    assert.deepEqual([total.scope, total.values.filter((each) => each.steps <= steps).length], ['memory', 30]);
    assert.deepEqual([total.values[5].instruction, total.values[5].line, total.values[5].function], ['store', 13, 'main']);
    const row = await client.request('strata/valueHistory', { variablesReference: reference('Data'), name: 'row' });
    assert.deepEqual(row.values.slice(0, 4).map(({ index, value }) => [index, value]), [[1, '1'], [2, '2'], [0, '3'], [1, '4']]);
    const wrong = await client.ask('strata/valueHistory', { expression: '1 + 1', frameId });
    assert.equal(wrong.success, false);
    await client.request('disconnect', {});
  });

  it('both can be called off, and then everything is as it was; nothing is printed or stops meanwhile', async () => {
    const { client, source } = await atEnd(folder);
    const before = await client.request('strata/history');
    const frameId = await topFrame(client);
    for (const [command, given] of [['strata/pastLog', { points: [{ source, line: 13, logMessage: '{i}' }] }], ['strata/valueHistory', { expression: 'total[0]', frameId }]] as const) {
      const { seq, answer } = client.begin(command, given);
      const busy = await client.ask('evaluate', { expression: 'i', frameId });
      assert.equal(busy.success, false);
      await client.request('cancel', { requestId: seq });
      const { success, message } = await answer;
      assert.deepEqual({ success, message }, { success: false, message: 'cancelled' });
      assert.deepEqual(await client.request('strata/history'), before);
      assert.equal((await client.request('evaluate', { expression: 'total[0]', frameId })).result, '120');
    }
    await client.request('disconnect', {});
  });
});
