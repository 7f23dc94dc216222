// Layouts and archives of them: what comes back, what is kept when more comes in, and that any damage is found.
import { strict as assert } from 'node:assert';
import { Refusal } from '../../src/base/message';
import { readArchive, writeArchive } from '../../src/oci/archive';
import { blobOf, jsonBlob, MEDIA, type Image } from '../../src/oci/image';
import { addToLayout, blobPath, readLayout, type LayoutFiles } from '../../src/oci/layout';
import { ImageDamage } from '../../src/oci/messages';
import { writeTar } from '../../src/oci/tar';
import { buildImage, refusalOf, richImage } from './images';

type Content = ReadonlyMap<string, Uint8Array>;

function reader(files: Content): LayoutFiles {
  return (path) => files.get(path);
}

function layoutOf(...images: readonly Image[]): Content {
  return addToLayout(() => undefined, images, false, 'layout');
}

function withFile(files: Content, path: string, bytes: Uint8Array | undefined): Content {
  const changed = new Map(files);
  if (bytes === undefined) changed.delete(path);
  else changed.set(path, bytes);
  return changed;
}

const encoder = new TextEncoder();

/** A layout whose one image has this manifest and this configuration, and their digests right. */
function layoutWith(manifest: (config: unknown, layer: unknown) => unknown, config: (layer: string) => unknown): Content {
  const layer = blobOf(writeTar([], 0)), configuration = jsonBlob(config(layer.digest));
  const named = (mediaType: string, { digest, bytes }: ReturnType<typeof blobOf>): unknown => ({ mediaType, digest, size: bytes.length });
  const whole = jsonBlob(manifest(named(MEDIA.config, configuration), named(MEDIA.layer, layer)));
  return new Map([
    ['oci-layout', encoder.encode('{"imageLayoutVersion":"1.0.0"}')],
    ['index.json', jsonBlob({ schemaVersion: 2, manifests: [named(MEDIA.manifest, whole)] }).bytes],
    ...[layer, configuration, whole].map((blob) => [blobPath(blob.digest), blob.bytes] as const),
  ]);
}

describe('a layout', () => {
  it('gives back the images that were put into it, and an archive of it too', () => {
    const images = [richImage(), buildImage('FROM scratch', {}, { reference: 'empty:2' })];
    assert.deepEqual(readLayout(reader(layoutOf(...images))), images);
    assert.deepEqual(readArchive(writeArchive(images, 0)), images);
  });

  it('gets only what it does not have, and its index last', () => {
    const files = { a: '1', b: '2' }, first = buildImage('FROM scratch\nCOPY a /\nCOPY b /', files);
    const second = buildImage('FROM scratch\nCOPY a /\nCOPY b /', { ...files, b: '3' }, { reference: 'test:2' });
    const before = layoutOf(first), added = addToLayout(reader(before), [second], false, 'layout');
    assert.deepEqual([...added.keys()], [blobPath(second.layers[1].digest), blobPath(second.config.digest), blobPath(second.manifest.digest), 'index.json']);
    assert.deepEqual(readLayout(reader(new Map([...before, ...added]))), [first, second]);
    assert.equal(addToLayout(reader(before), [first], false, 'layout').size, 0);
  });

  it('gives a name to another image only by force, and keeps the blobs of the first', () => {
    const first = buildImage('FROM scratch\nENV A=1'), second = buildImage('FROM scratch\nENV A=2');
    const before = layoutOf(first);
    assert.throws(() => addToLayout(reader(before), [second], false, 'layout'), (trouble) => trouble instanceof Refusal && trouble.row.code === 'C203');
    const after = new Map([...before, ...addToLayout(reader(before), [second], true, 'layout')]);
    assert.deepEqual(readLayout(reader(after)), [second]);
    assert.ok(after.has(blobPath(first.manifest.digest)));
  });

  it('keeps what its index says beside the images', () => {
    const index = { schemaVersion: 2, annotations: { own: 'x' }, manifests: [] };
    const before = new Map([['oci-layout', encoder.encode('{"imageLayoutVersion":"1.0.0"}')], ['index.json', jsonBlob(index).bytes]]);
    const after = addToLayout(reader(before), [richImage()], false, 'layout').get('index.json');
    assert.deepEqual((JSON.parse(new TextDecoder().decode(after)) as typeof index).annotations, { own: 'x' });
  });

  it('is refused where any file is missing, cut off, or has a wrong bit in a blob', () => {
    const whole = layoutOf(richImage());
    for (const [path, bytes] of whole) {
      assert.throws(() => readLayout(reader(withFile(whole, path, undefined))), ImageDamage, path);
      assert.throws(() => readLayout(reader(withFile(whole, path, bytes.subarray(0, bytes.length - 1)))), ImageDamage, path);
      for (let at = 0; at < bytes.length; at += 37) {
        const flipped = bytes.slice();
        flipped[at] ^= 1;
        if (path.startsWith('blobs/')) assert.match(refusalOf(() => readLayout(reader(withFile(whole, path, flipped)))), new RegExp(`^C011 in ${path} at 0$`));
      }
    }
  });

  it('never comes back as other content where its index has a wrong bit', () => {
    const image = richImage(), whole = layoutOf(image), bytes = whole.get('index.json') ?? new Uint8Array();
    for (let at = 0; at < bytes.length; at++) {
      const flipped = bytes.slice();
      flipped[at] ^= 1 << at % 7;
      try {
        // Another name, or a field of another name, is all that can change unseen.
        for (const found of readLayout(reader(withFile(whole, 'index.json', flipped)))) assert.deepEqual(found.manifest, image.manifest);
      } catch (trouble) {
        assert.ok(trouble instanceof ImageDamage, String(trouble));
        assert.equal(trouble.section, 'index.json');
      }
    }
  });

  it('says at which byte of which file something is wrong', () => {
    const at = (text: string, path = 'index.json'): string => refusalOf(() => readLayout(reader(withFile(layoutOf(richImage()), path, encoder.encode(text)))));
    assert.equal(at('{"imageLayoutVersion":"2.0.0"}', 'oci-layout'), 'C030 in oci-layout at 22');
    assert.equal(at('{"schemaVersion":1,"manifests":[]}'), 'C031 in index.json at 17');
    assert.equal(at('{"schemaVersion":2,"manifests":7}'), 'C006 in index.json at 31');
    assert.equal(at('{"schemaVersion":2}'), 'C005 in index.json at 0');
    assert.equal(at('{"한글":1,"schemaVersion":2,,}'), 'C002 in index.json at 30');
    assert.equal(at('{"a":1,"a":2}'), 'C003 in index.json at 7');
    assert.equal(at('{"a":1} x'), 'C002 in index.json at 8');
    assert.equal(at('[01]'), 'C002 in index.json at 2');
    assert.match(at('['.repeat(100)), /^C004 in index.json at \d+$/);
    assert.equal(refusalOf(() => readLayout(reader(withFile(layoutOf(richImage()), 'index.json', Uint8Array.of(0xff))))), 'C001 in index.json at 0');
    const named = (rest: string): string => at(`{"schemaVersion":2,"manifests":[{"mediaType":"${MEDIA.manifest}",${rest}}]}`);
    assert.equal(named('"digest":"sha256:../../secret","size":1'), 'C008 in index.json at 99');
    assert.equal(named('"digest":"sha512:00","size":1'), 'C008 in index.json at 99');
    assert.equal(named(`"digest":"sha256:${'0'.repeat(64)}","size":1`), 'C009 in index.json at 99');
    assert.match(named('"digest":"x","size":1,"annotations":{"org.opencontainers.image.ref.name":"../a"}'), /^C032 in index.json/);
  });

  it('is refused where manifest and configuration do not go together', () => {
    const manifest = (config: unknown, layer: unknown): unknown => ({ schemaVersion: 2, config, layers: [layer] });
    const config = (layer: string): unknown => ({ rootfs: { type: 'layers', diff_ids: [layer] } });
    const refused = (files: Content): string => refusalOf(() => readLayout(reader(files))).slice(0, 4);
    assert.equal(readLayout(reader(layoutWith(manifest, config))).length, 1);
    assert.equal(refused(layoutWith(manifest, () => ({ rootfs: { diff_ids: [] } }))), 'C012');
    assert.equal(refused(layoutWith(manifest, () => ({ rootfs: { diff_ids: [`sha256:${'0'.repeat(64)}`] } }))), 'C013');
    assert.equal(refused(layoutWith(manifest, (layer) => ({ rootfs: { diff_ids: [layer] }, config: { Env: 'A=1' } }))), 'C006');
    assert.equal(refused(layoutWith((value, layer) => ({ schemaVersion: 2, config: value, layers: Array.from({ length: 33 }, () => layer) }), config)), 'C014');
    const zipped = (value: unknown, layer: unknown): unknown => ({ schemaVersion: 2, config: value, layers: [{ ...(layer as object), mediaType: `${MEDIA.layer}+gzip` }] });
    assert.equal(refused(layoutWith(zipped, config)), 'C007');
  });
});
