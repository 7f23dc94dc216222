// The adapter as it runs in a browser: its bundle in a worker from which everything of Node's is taken away, with files that
// are asked for by messages. A session with it must not differ from one with the process.
import * as assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { loadSteps } from '../../src/adapter/loading';
import { assembleSteps } from '../../src/assembler/assemble';
import { finish } from '../../src/base/steps';
import { recordingOf, type Recording } from '../../src/history/recording';
import { bundledImage } from '../../src/history/recording-bundle';
import { encodeRecording } from '../../src/history/recording-file';
import { encodeImage } from '../../src/image/write';
import { readLaunch } from '../../src/options/read';
import { NodePlatform } from '../../src/platform/node/platform';
import { serveFiles } from '../../src/platform/web/files';
import type { Fetched, FileStore } from '../../src/platform/web/platform';
import type { Port } from '../../src/platform/web/port';
import { WORKER_PREFIX } from '../../src/platform/web/worker-role';
import { InlineTransport } from '../../src/protocol/transport';
import { Tester, withAdapter } from './session';

const EXAMPLES = join(process.cwd(), 'examples');
const BUNDLE = join(process.cwd(), 'dist', 'web', 'extension.js');

/** What a worker of Node has and one of a browser has not. */
const NODE_ONLY = ['process', 'Buffer', 'global', 'require', 'module', 'exports', '__filename', '__dirname', 'setImmediate', 'clearImmediate'];

/** A worker as a browser would make it, which then runs the bundle. It counts the modules of compiled code that are used there. */
const BROWSER = `
  const { parentPort, workerData: { bundle, modules } } = require('node:worker_threads');
  const { Instance } = WebAssembly, count = new Int32Array(modules);
  WebAssembly.Instance = class extends Instance {
    constructor(...given) {
      super(...given);
      Atomics.add(count, 0, 1);
    }
  };
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  parentPort.on('message', (data) => globalThis.onmessage({ data }));
  for (const name of ${JSON.stringify(NODE_ONLY)}) delete globalThis[name];
  const left = (0, eval)(${JSON.stringify(`[${NODE_ONLY.map((name) => `typeof ${name}`).join(', ')}]`)});
  if (left.some((type) => type !== 'undefined')) throw new Error('something of Node is left: ' + left);
  (0, eval)(bundle);
`;

/** The files of this machine, as an editor in a browser would serve its own. */
const files: FileStore = {
  fetch(name): Promise<Fetched> {
    const found = statSync(name, { throwIfNoEntry: false });
    if (found === undefined) return Promise.resolve(undefined);
    if (found.isFile()) return Promise.resolve(new Uint8Array(readFileSync(name)));
    return Promise.resolve(readdirSync(name, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: entry.isFile() ? 'file' as const : 'folder' as const })));
  },
  store: (name) => Promise.reject(new Error(`${name} is not to be written`)),
};

/** Gives how many modules of compiled code the adapter has used. */
async function withWorker(test: (tester: Tester) => Promise<void>): Promise<number> {
  const modules = new SharedArrayBuffer(4);
  const worker = new Worker(BROWSER, { eval: true, workerData: { bundle: WORKER_PREFIX + readFileSync(BUNDLE, 'utf8'), modules } });
  const failed = new Promise<never>((_resolve, reject) => { worker.on('error', reject); });
  const { port1, port2 } = new MessageChannel();
  serveFiles(port1 as unknown as Port, files);
  const transport = new InlineTransport((message) => worker.postMessage(message));
  worker.on('message', (data: object | string) => {
    assert.notEqual(typeof data, 'string', `the adapter complains: ${String(data)}`);
    transport.deliver(data as object);
  });
  worker.postMessage(port2, [port2]);
  try {
    const tester = new Tester(transport);
    await Promise.race([failed, test(tester).then(() => tester.end())]);
    return Atomics.load(new Int32Array(modules), 0);
  } finally {
    port1.close();
    await worker.terminate();
  }
}

/** A session with stops in two programs, and all that came of it but the answers, output in one piece for each category. */
async function observed(tester: Tester, program: string, engine = 'auto'): Promise<unknown> {
  const path = join(EXAMPLES, program);
  const { session, halt: first } = await tester.launch({
    launch: { program: path, input: '1 + 2\n', engine } as object, functionBreakpoints: [{ name: 'main' }],
    breakpoints: [{ source: { path: join(EXAMPLES, 'round_robin', 'counter.sasm') }, breakpoints: [{ line: 10, hitCondition: '%4' }] }],
  });
  const stacks: unknown[] = [];
  for (let halt = first; halt.kind === 'stopped'; halt = await session.continue()) stacks.push(await session.stack(), await session.operands());
  const events = ['stopped', 'breakpoint', 'module', 'loadedSource', 'thread', 'exited'].map((name) => tester.events(name));
  return { stacks, events, stdout: tester.said('stdout'), console: tester.said('console') };
}

/** The run of an example in this process, with all that it takes to run again, and what it printed. */
function recorded(program: string): { recording: Recording; printed: string } {
  const { options } = readLaunch({ program: join(EXAMPLES, program), input: '1 + 2\n' });
  const { machine, made } = finish(loadSteps(new NodePlatform(''), options));
  while (machine.run(Infinity, 1e6).kind !== 'ended');
  const bundle = { image: bundledImage(machine, () => undefined, () => undefined), disk: made.disk };
  return { recording: recordingOf(machine, { options: made, program, bundle }), printed: new TextDecoder().decode(machine.devices.output.take()) };
}

/** Launches a recording in a browser; gives what the program printed. */
async function replayed(recording: Recording): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-web-'));
  const program = join(folder, 'run.strec');
  try {
    writeFileSync(program, encodeRecording(recording));
    let printed = '';
    await withWorker(async (tester) => {
      const { session, halt } = await tester.launch({ launch: { program } as object });
      // A trap that ends the run is a stop first.
      assert.deepEqual(halt.kind === 'stopped' ? await session.continue() : halt, { kind: 'terminated', exitCode: recording.end.ending?.code });
      printed = tester.said('stdout');
    });
    return printed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the adapter in a browser', () => {
  for (const program of ['round_robin.sasm', 'calculator.sasm', 'mandelbrot.sasm', 'trap.sasm']) {
    it(`${program}: the same stops, stacks and output as with the process`, async () => {
      let inBrowser: unknown, inProcess: unknown;
      await withWorker(async (tester) => { inBrowser = await observed(tester, program); });
      await withAdapter(async (tester) => { inProcess = await observed(tester, program); });
      assert.deepEqual(inBrowser, inProcess);
      assert.ok((inProcess as { stacks: unknown[] }).stacks.length > 0);
    });
  }

  it('shows the file of a source where it still is what an image was made from, and what the image carries where it is not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'strata-web-')), program = join(folder, 'twice.simg'), source = join(folder, 'twice.sasm');
    const text = 'entry func main\n  call part\n  ret\nend\ninclude "part.sasm"\n';
    const part = 'func part\n  ret\nend\n', platform = new NodePlatform('');
    try {
      writeFileSync(source, text);
      writeFileSync(join(folder, 'part.sasm'), part);
      const { image, debug } = finish(assembleSteps({ path: source, files: platform, folder, sourceText: true }));
      assert.ok(image !== undefined);
      writeFileSync(program, encodeImage(image, debug));
      writeFileSync(join(folder, 'part.sasm'), `${part}; another`);
      await withWorker(async (tester) => {
        const { session } = await tester.launch({ launch: { program, stopOnEntry: true } as object });
        const shown = tester.events('loadedSource').map((event) => (event as { source: { name: string; path: string; sourceReference?: number } }).source);
        assert.deepEqual(shown.map(({ name, path, sourceReference }) => ({ name, path, sourceReference })), [
          { name: 'twice.sasm', path: source, sourceReference: undefined }, { name: 'part.sasm', path: join(folder, 'part.sasm'), sourceReference: 1 },
        ]);
        await session.continue();
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('compiles what runs often, all where that is asked for, and nothing where it is not', async () => {
    const modules: Record<string, number> = {}, came: unknown[] = [];
    for (const engine of ['interpreter', 'auto', 'compiler']) {
      modules[engine] = await withWorker(async (tester) => { came.push(await observed(tester, 'mandelbrot.sasm', engine)); });
    }
    assert.equal(modules.interpreter, 0);
    assert.ok(modules.auto > 0 && modules.compiler > modules.auto, JSON.stringify(modules));
    assert.deepEqual(came[1], came[0]);
    assert.deepEqual(came[2], came[0]);
  });

  for (const program of ['round_robin.sasm', 'calculator.sasm', 'mandelbrot.sasm', 'trap.sasm']) {
    it(`${program}: a recording from here runs there to the same hash, and one with another hash is refused`, async () => {
      const { recording, printed } = recorded(program);
      assert.equal(await replayed(recording), printed);
      await assert.rejects(replayed({ ...recording, end: { ...recording.end, hash: '0'.repeat(32) } }), new RegExp(`R312.*${recording.end.hash}`));
    });
  }
});
