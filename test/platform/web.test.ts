// The platform without a file system: names, fetching in rounds, storing, and both ends of its message ports.
import * as assert from 'node:assert';
import { Refusal } from '../../src/base/message';
import { FILE_IS_FOLDER, FILE_NOT_WRITABLE, FILE_TOO_LARGE } from '../../src/platform/messages';
import { portFiles, serveFiles } from '../../src/platform/web/files';
import { folderOfName, joinNames, relativeName, resolveName } from '../../src/platform/web/names';
import { type Fetched, type FileStore, WebPlatform } from '../../src/platform/web/platform';
import { type Port, portStream } from '../../src/platform/web/port';

class TestStore implements FileStore {
  readonly asked: string[] = [];
  broken = false;

  constructor(readonly files: Record<string, Fetched>) {}

  async fetch(name: string): Promise<Fetched> {
    this.asked.push(name);
    return this.files[name];
  }

  async store(name: string, bytes: Uint8Array): Promise<void> {
    if (this.broken) throw new Error('no space');
    this.files[name] = bytes;
  }
}

function ports(): [Port, Port] {
  const { port1, port2 } = new MessageChannel();
  return [port1 as unknown as Port, port2 as unknown as Port];
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('platform/web', () => {
  it('takes names apart and never climbs above the root of a URI', () => {
    assert.strictEqual(joinNames('vscode-vfs://github/a/b', '../c/./d.sasm'), 'vscode-vfs://github/a/c/d.sasm');
    assert.strictEqual(joinNames('vscode-vfs://github/a', '../../../../etc'), 'vscode-vfs://github/etc');
    assert.strictEqual(resolveName('/a/b', '/c'), '/c');
    assert.strictEqual(resolveName('/a/b', 'c d/한.sasm'), '/a/b/c d/한.sasm');
    assert.strictEqual(resolveName('/a', 'memfs:/x/../y'), 'memfs:/y');
    assert.strictEqual(folderOfName('memfs:/x/y.sasm'), 'memfs:/x');
    assert.strictEqual(folderOfName('memfs:/'), 'memfs:/');
    assert.strictEqual(relativeName('memfs:/x', 'memfs:/x/y/z'), 'y/z');
    assert.strictEqual(relativeName('memfs:/', 'memfs:/x'), 'x');
    assert.strictEqual(relativeName('memfs:/x', 'memfs:/xy'), undefined);
    assert.strictEqual(relativeName('memfs:/x', 'memfs:/x'), undefined);
  });

  it('fetches what a piece of work misses, each name once, until it misses nothing', async () => {
    const store = new TestStore({ 'm:/a': text('m:/b'), 'm:/b': text('m:/c'), 'm:/c': text('end') });
    const platform = new WebPlatform(store);
    const follow = (name: string): string => {
      const found = platform.readFile(name);
      if (found === undefined) throw new Error(`no ${name}`);
      const next = new TextDecoder().decode(found);
      return next === 'end' ? name : follow(next);
    };
    assert.strictEqual(await platform.gather(() => follow('m:/a')), 'm:/c');
    assert.deepStrictEqual(store.asked, ['m:/a', 'm:/b', 'm:/c']);
    await assert.rejects(platform.gather(() => follow('m:/none')), /no m:\/none/);
  });

  it('sees a file that has changed since the work before', async () => {
    const store = new TestStore({ '/a': text('1') });
    const platform = new WebPlatform(store);
    assert.deepStrictEqual(await platform.gather(() => platform.readFile('/a')), text('1'));
    store.files['/a'] = text('2');
    assert.deepStrictEqual(await platform.gather(() => platform.readFile('/a')), text('2'));
  });

  it('refuses a folder and a file above the limit, and lists a folder', async () => {
    const platform = new WebPlatform(new TestStore({ '/a': [{ name: 'b', kind: 'file' }], '/a/b': text('12345') }));
    const refuses = (row: { code: string }, work: () => unknown): Promise<void> =>
      assert.rejects(platform.gather(work), (trouble) => trouble instanceof Refusal && trouble.row.code === row.code);
    await refuses(FILE_IS_FOLDER, () => platform.readFile('/a'));
    await refuses(FILE_TOO_LARGE, () => platform.readFile('/a/b', 4));
    assert.deepStrictEqual(await platform.gather(() => platform.listFolder('/a')), [{ name: 'b', kind: 'file' }]);
    assert.strictEqual(await platform.gather(() => platform.listFolder('/a/b')), undefined);
  });

  it('stores what is written and tells of each write that failed, without losing the next', async () => {
    const store = new TestStore({});
    const platform = new WebPlatform(store);
    store.broken = true;
    platform.writeFile('/a', text('1'));
    await assert.rejects(platform.stored(), (trouble) => trouble instanceof Refusal && trouble.row === FILE_NOT_WRITABLE);
    store.broken = false;
    platform.writeFile('/b', text('2'));
    await platform.stored();
    assert.deepStrictEqual(store.files, { '/b': text('2') });
  });

  it('reaches the files of the other end of a port, and hears of trouble there', async () => {
    const [here, there] = ports();
    const store = new TestStore({ '/a': text('1') });
    serveFiles(there, store);
    const files = portFiles(here);
    assert.deepStrictEqual(await files.fetch('/a'), text('1'));
    assert.strictEqual(await files.fetch('/none'), undefined);
    await files.store('/b', text('2'));
    assert.deepStrictEqual(store.files['/b'], text('2'));
    store.broken = true;
    await assert.rejects(files.store('/c', text('3')), /no space/);
    here.close?.();
  });

  it('calls back one after the other, in order', async () => {
    const platform = new WebPlatform(new TestStore({})), order: number[] = [];
    await new Promise<void>((resolve) => {
      for (const turn of [1, 2, 3]) platform.soon(() => order.push(turn));
      platform.soon(resolve);
    });
    assert.deepStrictEqual(order, [1, 2, 3]);
  });
});

describe('platform/web port stream', () => {
  it('carries bytes both ways, counts what waits, and ends', async () => {
    const [near, far] = ports().map(portStream);
    const arrived: number[] = [];
    const ended = new Promise<void>((resolve) => far.read((bytes) => arrived.push(...bytes), () => resolve()));
    near.read(() => undefined, () => undefined);
    near.write(Uint8Array.of(1, 2));
    near.write(Uint8Array.of(3));
    assert.strictEqual(near.waiting_bytes, 3);
    await near.drained();
    assert.strictEqual(near.waiting_bytes, 0);
    assert.deepStrictEqual(arrived, [1, 2, 3]);
    near.end();
    await ended;
    far.end();
  });

  it('leaves bytes waiting while the other end pauses', async () => {
    const [near, far] = ports().map(portStream);
    const arrived: number[] = [];
    let answer: (() => void) | undefined;
    const first = new Promise<void>((resolve) => near.read(() => resolve(), () => undefined));
    far.read((bytes) => {
      arrived.push(...bytes);
      if (bytes[0] === 1) far.pause();
      far.write(Uint8Array.of(9));
      answer?.();
    }, () => undefined);
    near.write(Uint8Array.of(1));
    near.write(Uint8Array.of(2));
    await first;
    // Both had been sent before the answer came, so the second is at the port and is held there.
    assert.ok(!arrived.includes(2));
    assert.strictEqual(near.waiting_bytes, 1);
    const second = new Promise<void>((resolve) => { answer = resolve; });
    far.resume();
    await second;
    await near.drained();
    assert.deepStrictEqual(arrived, [1, 2]);
    near.end();
    far.end();
  });
});
