// Images on a disk: what comes back, what an engine of the machine may add, and that any damage is found. The engine's side is
// written from docs/containers.md, with its numbers, and uses nothing of the code it tests.
import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { Refusal } from '../../src/base/message';
import { makeDisk, addToDisk } from '../../src/oci/disk-write';
import { isDisk, readDisk } from '../../src/oci/disk-read';
import { readBaseConfig } from '../../src/oci/image';
import { ImageDamage } from '../../src/oci/messages';
import { writeTar } from '../../src/oci/tar';
import { buildImage, filesOf, refusalOf, richImage } from './images';

const SECTOR = 512;
const SMALL = { system: new Uint8Array(0), room: 8192, scratch: 1024 };

function refused(code: string, work: () => unknown): void {
  assert.throws(work, (trouble) => trouble instanceof Refusal && trouble.row.code === code);
}

/** What an engine in the machine does, by the numbers of the manual's page. */
class Engine {
  private readonly view: DataView;
  private readonly header: number;

  constructor(private readonly disk: Uint8Array) {
    this.view = new DataView(disk.buffer, disk.byteOffset);
    assert.equal(this.word(disk.length - SECTOR), 0x45525453);
    this.header = this.word(disk.length - SECTOR + 4) * SECTOR;
    assert.equal(this.word(this.header), 0x43525453);
  }

  /** Commits a layer on top of the image in a record, under a name; gives the byte of the new record. */
  commit(from: number, name: string, layer: Uint8Array): number {
    const first = this.word(this.header + 32);
    this.set(this.header + 32, first + Math.ceil(layer.length / SECTOR));
    this.disk.set(layer, this.header + first * SECTOR);
    const blob = this.freeBlob(first, layer);
    const base = this.record(from), record = this.record(this.freeImage());
    this.disk.copyWithin(record, base, base + 1024);
    this.disk.fill(0, record + 32, record + 128);
    this.disk.set(new TextEncoder().encode(name), record + 32);
    const layers = this.word(base + 4);
    this.set(record + 4, layers + 1);
    this.set(record + 192 + 4 * layers, blob);
    this.set(record + 20, -1);
    return record;
  }

  record(number: number): number {
    return this.header + this.word(this.header + 12) * SECTOR + number * 1024;
  }

  blob(number: number): number {
    return this.header + this.word(this.header + 20) * SECTOR + number * 64;
  }

  word(at: number): number {
    return this.view.getInt32(at, true);
  }

  set(at: number, value: number): void {
    this.view.setInt32(at, value, true);
  }

  private freeImage(): number {
    let number = 0;
    while (this.word(this.record(number)) !== 0) number++;
    return number;
  }

  private freeBlob(first: number, layer: Uint8Array): number {
    let number = 0;
    while (this.word(this.blob(number)) !== 0) number++;
    const at = this.blob(number);
    this.set(at, 1);
    this.set(at + 4, first);
    this.set(at + 8, layer.length);
    this.disk.set(createHash('sha256').update(layer).digest(), at + 32);
    return number;
  }
}

const LAYER = writeTar([{ path: 'made', kind: 'file', mode: 0o644, bytes: Uint8Array.of(0x21) }, { path: 'etc/.wh.motd', kind: 'file', mode: 0o644, bytes: new Uint8Array(0) }], 0);

describe('a disk of images', () => {
  it('gives back the images that were put on it, with every blob once', () => {
    const images = [richImage(), buildImage('FROM other\nENV X=1', {}, { baseOf: richImage, reference: 'other:2' }), buildImage('FROM scratch', {}, { reference: 'empty:3' })];
    const disk = makeDisk(images, SMALL);
    assert.deepEqual(readDisk(disk), images);
    const sectors = new Map(images.flatMap(({ manifest, config, layers }) => [manifest, config, ...layers]).map(({ digest, bytes }) => [digest, Math.ceil(bytes.length / SECTOR)]));
    const used = [...sectors.values()].reduce((sum, each) => sum + each, 0);
    assert.equal(disk.length, (1 + 64 + 32 + used + 16 + 2 + 1) * SECTOR);
  });

  it('has the layers unchanged at whole sectors, where the records say', () => {
    const image = richImage(), disk = makeDisk([image], SMALL), engine = new Engine(disk);
    image.layers.forEach(({ bytes, digest }, index) => {
      const blob = engine.blob(engine.word(engine.record(0) + 192 + 4 * index)), from = engine.word(blob + 4) * SECTOR;
      assert.deepEqual(disk.subarray(from, from + engine.word(blob + 8)), bytes);
      assert.equal(Buffer.from(disk.subarray(blob + 32, blob + 64)).toString('hex'), digest.slice(7));
    });
    const text = (at: number, length: number): string => new TextDecoder().decode(disk.subarray(engine.record(0) + at, engine.record(0) + at + length));
    assert.deepEqual([text(32, 5), text(96, 2), text(128, 6), text(320, 15), text(640, 19)], ['test\0', '1\0', '/home\0', '/bin/hello\0x\0y\0', 'PATH=/bin\0NAME=a b\0']);
    assert.deepEqual([0, 4, 8, 12, 16].map((at) => engine.word(engine.record(0) + at)), [1, 3, 3, 2, 2]);
  });

  it('may stand behind the disk of a system, which stays as it is', () => {
    const system = Uint8Array.from({ length: 4 * SECTOR }, (_each, index) => index % 251), image = richImage();
    const disk = makeDisk([image], { ...SMALL, system });
    assert.deepEqual(disk.subarray(0, system.length), system);
    assert.deepEqual(readDisk(disk), [image]);
    assert.deepEqual(disk.subarray(system.length, disk.length - SECTOR), makeDisk([image], SMALL).subarray(0, -SECTOR));
    const other = buildImage('FROM scratch\nENV A=1', {}, { reference: 'other:1' }), more = addToDisk(disk, [other], false, 'disk');
    assert.deepEqual(readDisk(more), [image, other]);
    assert.deepEqual(more.subarray(0, system.length), system);
  });

  it('gets more images while there is room, and writes no blob twice', () => {
    const image = richImage(), other = buildImage('FROM other\nENV X=1', {}, { baseOf: richImage, reference: 'other:2' });
    const disk = addToDisk(makeDisk([image], SMALL), [image, other], false, 'disk');
    assert.deepEqual(readDisk(disk), [image, other]);
    assert.equal(new Engine(disk).word(32) - new Engine(makeDisk([image], SMALL)).word(32), Math.ceil(other.config.bytes.length / SECTOR) + Math.ceil(other.manifest.bytes.length / SECTOR));
    refused('C207', () => addToDisk(disk, [buildImage('FROM scratch\nCOPY a /', { a: 'x'.repeat(10_000) }, { reference: 'big:1' })], false, 'disk'));
    const changed = buildImage('FROM scratch\nENV Y=1');
    refused('C203', () => addToDisk(disk, [changed], false, 'disk'));
    assert.deepEqual(readDisk(addToDisk(disk, [changed], true, 'disk')), [changed, other]);
  });

  it('refuses more images than it has records for, and what does not fit a record', () => {
    const many = Array.from({ length: 33 }, (_each, number) => buildImage('FROM scratch', {}, { reference: `i:${number}` }));
    refused('C208', () => makeDisk(many, SMALL));
    refused('C210', () => makeDisk([buildImage(`FROM scratch\nENV A=${'x'.repeat(400)}`)], SMALL));
    refused('C210', () => makeDisk([buildImage(`FROM scratch\nCMD ${'x'.repeat(320)}`)], SMALL));
    refused('C210', () => makeDisk([buildImage(`FROM scratch\nWORKDIR ${'x'.repeat(63)}`)], SMALL));
    refused('C211', () => makeDisk([buildImage('FROM scratch', {}, { reference: '' })], SMALL));
    refused('C209', () => makeDisk([], { ...SMALL, room: 2 ** 31 }));
  });

  it('gives what an engine has committed as an image, the same each time', () => {
    const image = richImage(), disk = makeDisk([image], SMALL), engine = new Engine(disk);
    const record = engine.commit(0, 'work', LAYER);
    disk.set(new TextEncoder().encode('2'), record + 96);
    const [, committed] = readDisk(disk);
    assert.equal(committed.reference, 'work:2');
    assert.deepEqual(committed.layers.slice(0, 3), image.layers);
    assert.deepEqual(committed.settings, image.settings);
    assert.ok(filesOf(committed).includes('made: !') && !filesOf(committed).some((file) => file.startsWith('etc/motd')));
    const { history, rootfs } = readBaseConfig(committed.config, 'config').plain as { history: readonly { created_by: string }[]; rootfs: { diff_ids: readonly string[] } };
    assert.equal(history.at(-1)?.created_by, 'strata commit');
    assert.deepEqual(rootfs.diff_ids, committed.layers.map(({ digest }) => digest));
    assert.deepEqual(readDisk(disk)[1].manifest, committed.manifest);
    assert.deepEqual(readDisk(makeDisk([committed], SMALL)), [committed]);
  });

  it('refuses a commit whose layer has another hash, is no archive, or is not on top of its image', () => {
    const spoiled = (spoil: (disk: Uint8Array, engine: Engine, record: number) => void, layer = LAYER): string => {
      const disk = makeDisk([richImage()], SMALL), engine = new Engine(disk);
      spoil(disk, engine, engine.commit(0, 'work', layer));
      return refusalOf(() => readDisk(disk));
    };
    assert.equal(spoiled((disk, engine, record) => { disk[engine.word(engine.blob(engine.word(record + 192 + 12)) + 4) * SECTOR] ^= 1; }), 'C011 in blob 5 at 32');
    assert.equal(spoiled(() => undefined, Uint8Array.of(1, 2, 3)), 'C020 in blob 5 at 0');
    assert.equal(spoiled((_disk, engine, record) => { engine.set(record + 192, engine.word(record + 196)); }), 'C048 in image 1 at 192');
    assert.equal(spoiled((_disk, engine, record) => { engine.set(record + 4, 2); }), 'C045 in image 1 at 200');
    assert.equal(spoiled((_disk, engine, record) => { engine.set(record + 24, engine.word(record + 192)); }), 'C046 in image 1 at 24');
    assert.equal(spoiled((disk, _engine, record) => { disk.set(new TextEncoder().encode('test\0'), record + 32); disk[record + 96] = 0x31; }), 'C033 in image 1 at 32');
  });

  it('is refused with the place where a word is wrong', () => {
    const spoiled = (at: (engine: Engine) => number, value: number): string => {
      const disk = makeDisk([richImage()], SMALL), engine = new Engine(disk);
      engine.set(at(engine), value);
      return refusalOf(() => readDisk(disk));
    };
    assert.equal(spoiled(() => 0, 1), 'C040 in header at 0');
    assert.equal(spoiled(() => 4, 2), 'C041 in header at 4');
    for (const at of [8, 12, 16, 20, 24, 28, 36, 40, 44]) assert.equal(spoiled(() => at, 0), `C042 in header at ${at}`);
    assert.match(spoiled(() => 32, 97), /^C042 in blob 0 at \d$/);
    assert.equal(spoiled(() => 32, 2 ** 31 - 1), 'C042 in header at 32');
    assert.equal(spoiled((engine) => engine.blob(1), 9), 'C042 in blob 1 at 0');
    assert.equal(spoiled((engine) => engine.blob(1) + 4, -1), 'C042 in blob 1 at 4');
    assert.equal(spoiled((engine) => engine.blob(1) + 8, -1), 'C042 in blob 1 at 8');
    assert.equal(spoiled((engine) => engine.blob(1) + 12, 1), 'C045 in blob 1 at 12');
    assert.equal(spoiled((engine) => engine.record(0), 2), 'C042 in image 0 at 0');
    assert.equal(spoiled((engine) => engine.record(0) + 8, 4), 'C047 in image 0 at 0');
    assert.equal(spoiled((engine) => engine.record(0) + 16, 384), 'C044 in image 0 at 1024');
    assert.equal(spoiled((engine) => engine.record(0) + 32, -1), 'C044 in image 0 at 32');
    assert.equal(spoiled((engine) => engine.record(0) + 12, 9), 'C042 in image 0 at 12');
    assert.equal(spoiled((engine) => engine.record(0) + 24, 256), 'C042 in image 0 at 24');
    assert.equal(spoiled((engine) => engine.record(0) + 20, 0), 'C046 in image 0 at 20');
    assert.equal(spoiled((engine) => engine.record(0) + 12, 1), 'C047 in image 0 at 0');
  });

  it('finds two blobs at the same place', () => {
    const disk = makeDisk([richImage()], SMALL), engine = new Engine(disk);
    disk.copyWithin(engine.blob(9), engine.blob(0), engine.blob(1));
    assert.match(refusalOf(() => readDisk(disk)), /^C043 in blob 9 at 4$/);
  });

  it('never comes back as other content where any bit is wrong, and is no disk when cut off', () => {
    const image = richImage(), disk = makeDisk([image], { ...SMALL, room: 0, scratch: 0 });
    for (let at = 0; at < disk.length; at += at < SECTOR || at > disk.length - SECTOR ? 1 : 43) {
      const flipped = disk.slice();
      flipped[at] ^= 1 << at % 8;
      try {
        for (const found of isDisk(flipped) ? readDisk(flipped) : []) assert.deepEqual(found.manifest, image.manifest);
      } catch (trouble) {
        assert.ok(trouble instanceof ImageDamage, `byte ${at}: ${String(trouble)}`);
      }
    }
    for (let length = 0; length < disk.length; length += 256) assert.throws(() => readDisk(disk.subarray(0, length)), ImageDamage);
  });
});
