// Archives: what is written comes back, and what would not be written is refused with its place.
import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { BLOCK_BYTES, readTar, writeTar, type TarEntry } from '../../src/oci/tar';
import { fitsHeader, isEntryPath } from '../../src/oci/paths';
import { refusalOf } from './images';

function file(path: string, content = 'x', mode = 0o644): TarEntry {
  return { path, kind: 'file', mode, bytes: new TextEncoder().encode(content) };
}

/** The archive with some bytes changed and its first checksum made right again. */
function changed(archive: Uint8Array, at: number, text: string): Uint8Array {
  const bytes = archive.slice();
  bytes.set(new TextEncoder().encode(text), at);
  const sum = bytes.subarray(0, BLOCK_BYTES).reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 0x20 : byte), 0);
  bytes.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return bytes;
}

describe('an archive', () => {
  it('comes back as it was written', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', 'Z', '0', '.', '-', ' ', '한'), minLength: 1, maxLength: 40 });
    const path = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/')).filter((each) => isEntryPath(each) && fitsHeader(each));
    const entry = fc.record({ path, kind: fc.constantFrom('file', 'folder'), mode: fc.integer({ min: 0, max: 0o777 }), bytes: fc.uint8Array({ maxLength: 1500 }) })
      .map((each): TarEntry => (each.kind === 'folder' ? { ...each, kind: 'folder', bytes: new Uint8Array(0) } : { ...each, kind: 'file' }));
    fc.assert(fc.property(fc.uniqueArray(entry, { selector: (each) => each.path, maxLength: 8 }), fc.integer({ min: 0, max: 2 ** 33 - 1 }), (entries, time_s) => {
      const archive = writeTar(entries, time_s);
      assert.equal(archive.length % BLOCK_BYTES, 0);
      assert.deepEqual(readTar(archive, 'a').map((each) => ({ ...each, bytes: each.bytes.slice() })), entries);
    }));
  });

  it('has owner 0 and the time it was given, in a header of ustar', () => {
    const [header] = [new TextDecoder().decode(writeTar([file('a/b')], 8).subarray(0, BLOCK_BYTES))];
    assert.deepEqual([header.slice(0, 4), header.slice(100, 148), header.slice(257, 265), header[156]], [
      'a/b\0', '0000644\x000000000\x000000000\x0000000000001\x0000000000010\0', 'ustar\x0000', '0',
    ]);
  });

  it('is refused where it is cut off, wherever that is', () => {
    const archive = writeTar([file('a', 'some content'), file('b')], 0);
    for (let length = 0; length < archive.length; length += 100) assert.match(refusalOf(() => readTar(archive.subarray(0, length), 'layer')), /^C020 in layer at /);
    assert.equal(refusalOf(() => readTar(archive.subarray(0, archive.length - BLOCK_BYTES), 'layer')), 'C020 in layer at 2048');
  });

  it('is refused where any bit of a header is wrong', () => {
    const archive = writeTar([file('etc/motd', 'x')], 0);
    // The first digit of the checksum is a zero, and a blank means the same.
    for (let at = 0; at < BLOCK_BYTES; at += at === 147 ? 2 : 1) {
      const bytes = archive.slice();
      bytes[at] ^= 1 << at % 8;
      assert.match(refusalOf(() => readTar(bytes, 'layer')), /^C02[0-7] in layer at \d+$/, `byte ${at}`);
    }
  });

  it('is refused where a path leads out of it, or is none', () => {
    for (const path of ['../a', 'a/../../b', '/a', 'a//b', 'a/.', '..', '', 'a\u0001']) {
      assert.equal(refusalOf(() => readTar(changed(writeTar([file('x')], 0), 0, `${path}\0`), 'layer')), 'C025 in layer at 0', JSON.stringify(path));
    }
  });

  it('is refused where it has links, devices, other formats, or a path twice', () => {
    const archive = writeTar([file('x')], 0);
    for (const type of ['1', '2', '3', '6', 'x', 'g', 'L']) assert.equal(refusalOf(() => readTar(changed(archive, 156, type), 'layer')), 'C024 in layer at 156');
    assert.equal(refusalOf(() => readTar(changed(archive, 257, 'other'), 'layer')), 'C022 in layer at 257');
    assert.equal(refusalOf(() => readTar(changed(archive, 124, '99999999999'), 'layer')), 'C023 in layer at 124');
    assert.equal(refusalOf(() => readTar(changed(archive, 124, '77777777777'), 'layer')), 'C020 in layer at 124');
    assert.equal(refusalOf(() => readTar(changed(archive, 156, '5'), 'layer')), 'C027 in layer at 124');
    assert.equal(refusalOf(() => readTar(writeTar([file('x'), file('x')], 0), 'layer')), 'C026 in layer at 1024');
  });

  it('may be what GNU tar writes', () => {
    const gnu = changed(writeTar([file('x')], 0), 257, 'ustar  \0');
    assert.deepEqual(readTar(gnu, 'layer').map(({ path }) => path), ['x']);
  });
});
