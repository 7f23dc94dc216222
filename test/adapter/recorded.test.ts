// A recording as the program of a session: its run, with input and changes by hand, lies ahead, and one goes through it both ways.
import * as assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Adapter } from '../../src/adapter/adapter';
import { assemble } from '../../src/assembler';
import { recordingOf, type Recording } from '../../src/history/recording';
import { bundledImage } from '../../src/history/recording-bundle';
import { decodeRecording, encodeRecording } from '../../src/history/recording-file';
import { Timeline } from '../../src/history/timeline';
import { decodeImage } from '../../src/image/read';
import { encodeImage } from '../../src/image/write';
import { Machine } from '../../src/machine/machine';
import { NodePlatform } from '../../src/platform/node/platform';
import { InlineTransport } from '../../src/protocol/transport';
import { verify } from '../../src/verifier/verify';
import { Tester } from './session';

const PROGRAM = `memory 65536
data line = space 64
func use (n: i32) -> i32
  get n ret
end
entry func main -> i32
  local n: i32
  line 64 sys read set n
  line get n sys write drop
  line load8.u call use ret
end
`;
const LIMITS = { contexts: 4, frames: 100, images: 4, slots: 16_384 };
const NOTHING = new Uint8Array(0);

/** Types `hello`, and changes its first letter by hand once it was read: prints `Jello`. */
function recorded(): Recording {
  const { image, debug, identity } = assemble({ path: 'p.sasm', text: PROGRAM });
  const line = debug.get(identity ?? '')?.data.find(({ name }) => name === 'line');
  assert.ok(image && line);
  const options = { memory: 65_536, limits: LIMITS, seed: 1, leaky: false, disk: NOTHING, args: [], input: [] };
  const machine = new Machine(verify(decodeImage(encodeImage(image, debug))), options);
  const timeline = new Timeline(machine, { bytes: 1e6 });
  while (timeline.run(Infinity, 1000).kind !== 'input');
  timeline.provideInput(new TextEncoder().encode('hello\n'));
  timeline.run(1, 1000);
  timeline.change({ kind: 'write', at: line.address, bytes: new TextEncoder().encode('J') });
  while (timeline.run(Infinity, 1000).kind !== 'ended');
  assert.deepEqual([machine.ending?.code, new TextDecoder().decode(machine.devices.output.take())], [74, 'Jello\n']);
  const bundle = { image: bundledImage(machine, () => undefined, () => PROGRAM), disk: NOTHING };
  return recordingOf(machine, { options, program: 'p.sasm', edits: timeline.branch.edits, bundle });
}

/** A client of an adapter in this process. */
function newTester(): Tester {
  const ours: InlineTransport = new InlineTransport((message) => setImmediate(() => theirs.deliver(message)));
  const theirs: InlineTransport = new InlineTransport((message) => setImmediate(() => ours.deliver(message)));
  new Adapter(new NodePlatform(''), theirs, { broken: assert.fail, mistake: assert.fail });
  return new Tester(ours);
}

/** Does something with a file in a folder of its own. */
async function withFile(name: string, content: Uint8Array | string, work: (file: string, folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-recorded-'));
  try {
    const file = join(folder, name);
    writeFileSync(file, content);
    await work(file, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Does something with a session of a recording's file in a folder of its own. */
function withRecording(bytes: Uint8Array, work: (tester: Tester, program: string) => Promise<void>): Promise<void> {
  return withFile('run.strec', bytes, (file) => work(newTester(), file));
}

describe('a recording in a session', () => {
  const bytes = encodeRecording(recorded());

  for (const history of ['64MiB', 0]) {
    it(`runs as it was recorded, with input and changes by hand, history ${history}`, () => withRecording(bytes, async (tester, program) => {
      const { session, halt } = await tester.launch({ launch: { program, history } as object, functionBreakpoints: [{ name: 'use' }] });
      assert.equal(halt.kind, 'stopped');
      assert.equal(await session.evaluate('n'), '74');
      assert.deepEqual(await session.continue(), { kind: 'terminated', exitCode: 74 });
      assert.equal(tester.said('stdout'), 'Jello\n');
      assert.match(tester.said('console'), /^— a recorded run of \d+ instructions; .*—\n— at the end of what is recorded|^— a recorded run of \d+ instructions; .*—\nThe program ended/);
      assert.doesNotMatch(tester.said('console'), /printed before/);
      assert.deepEqual(tester.events('strata/waiting'), []);
    }));
  }

  it('is gone through both ways, with sources that it has with it', () => withRecording(bytes, async (tester, program) => {
    const { session } = await tester.launch({ launch: { program } as object, functionBreakpoints: [{ name: 'use' }] });
    const { client } = tester;
    const back = async (command: 'stepBack' | 'reverseContinue'): Promise<void> => {
      const stopped = client.next('stopped');
      await client.request(command, { threadId: 1 });
      await stopped;
    };
    await back('stepBack');
    assert.equal(await session.evaluate('n'), '6');
    await back('reverseContinue');
    assert.equal(await session.evaluate('n'), '0');
    const { source } = await session.top();
    assert.equal((await client.request('source', { source, sourceReference: source?.sourceReference ?? 0 })).content, PROGRAM);
    await session.continue();
    assert.equal(await session.evaluate('n'), '74');
  }));

  it('is refused with its number where it is damaged or not true', async () => {
    const damaged = bytes.slice();
    damaged[60] ^= 1;
    const other = recorded();
    const untrue = encodeRecording({ ...other, end: { ...other.end, hash: '0'.repeat(32) } });
    for (const [wrong, code] of [[damaged, /R304/], [untrue, /R312/]] as const) {
      await withRecording(wrong, async (tester, program) => {
        await assert.rejects(tester.launch({ launch: { program } as object }), code);
      });
    }
  });
});

describe('saving a recording', () => {
  /** A session of the program that has read `hello` and stands at its end. */
  async function atEnd(program: string, more: object = {}): Promise<Tester> {
    const tester = newTester();
    const { halt } = await tester.launch({ launch: { program, input: 'hello\n', stopOnExit: true, ...more } as object });
    assert.equal(halt.kind, 'stopped');
    return tester;
  }

  /** The end of a run that is launched from a file. */
  async function replayed(program: string): Promise<{ ended: unknown; printed: string }> {
    const tester = newTester();
    const { halt } = await tester.launch({ launch: { program } as object });
    return { ended: halt, printed: tester.said('stdout') };
  }

  it('writes the whole run, wherever in it the program stands, and leaves it there', () => withFile('p.sasm', PROGRAM, async (program, folder) => {
    const tester = await atEnd(program), { client } = tester, path = join(folder, 'run.strec');
    const stopped = client.next('stopped');
    await client.request('strata/goTo', { steps: 5 });
    await stopped;
    const saved = await client.request('strata/saveRecording', { path });
    const { end } = await client.request('strata/history', undefined).then(({ branches }) => branches[0]);
    assert.deepEqual(saved, { path, bytes: readFileSync(path).length, steps: end, bundled: false });
    assert.equal((await client.request('strata/history', undefined)).steps, 5);
    assert.deepEqual(await replayed(path), { ended: { kind: 'terminated', exitCode: 104 }, printed: 'hello\n' });
    assert.equal(tester.said('stdout'), 'hello\n');
  }));

  it('writes the branch on which somebody changed a value, with all that it needs where that is wanted', () => withFile('p.sasm', PROGRAM, async (program, folder) => {
    const { client } = await atEnd(program), path = join(folder, 'run.strec');
    let stopped = client.next('stopped');
    await client.request('strata/backTo', { source: { path: program }, line: 9 });
    await stopped;
    await client.request('setExpression', { expression: 'u8[line]', value: "'J'" });
    stopped = client.next('stopped');
    await client.request('continue', { threadId: 1 });
    await stopped;
    assert.equal((await client.request('strata/saveRecording', { path, bundle: true })).bundled, true);
    rmSync(program);
    assert.deepEqual(await replayed(path), { ended: { kind: 'terminated', exitCode: 74 }, printed: 'Jello\n' });
    const again = join(folder, 'again.strec'), second = newTester();
    await second.launch({ launch: { program: path, stopOnEntry: true } as object });
    const saved = await second.client.request('strata/saveRecording', { path: again });
    assert.deepEqual([saved.bundled, readFileSync(again).equals(readFileSync(path))], [true, true]);
  }));

  it('has texts with it that nobody saved', () => withFile('p.sasm', 'entry func main\n  ret\nend\n', async (program, folder) => {
    const { client } = await atEnd(program, { openTexts: { [program]: PROGRAM } }), path = join(folder, 'run.strec');
    assert.equal((await client.request('strata/saveRecording', { path })).bundled, true);
    assert.equal((await replayed(path)).printed, 'hello\n');
    const untitled = await atEnd('untitled:First', { openTexts: { 'untitled:First': PROGRAM } });
    await untitled.client.request('strata/saveRecording', { path });
    assert.equal(decodeRecording(readFileSync(path)).program.name, 'First');
    assert.equal((await replayed(path)).printed, 'hello\n');
  }));

  it('is refused where nothing is recorded and where the file cannot be written', () => withFile('p.sasm', PROGRAM, async (program, folder) => {
    const path = join(folder, 'run.strec'), nothing = await atEnd(program, { history: 0 });
    assert.match((await nothing.client.ask('strata/saveRecording', { path })).message ?? '', /D309/);
    const { client } = await atEnd(program);
    assert.equal((await client.ask('strata/saveRecording', { path: join(folder, 'none', 'run.strec') })).success, false);
    assert.equal((await client.ask('strata/saveRecording', { path })).success, true);
  }));
});
