// Where data lies and what it holds, and the segments that come of it.
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { assemble } from '../../src/assembler';
import { MemoryContent } from '../../src/assembler/segments';
import type { Image } from '../../src/image/image';
import { imageOf } from './images';

const MAIN = '\nentry func main\n ret\nend\n';

/** What an image's memory holds: an address and the bytes there, as hexadecimal digits. */
function memoryOf({ segments }: Image): string[] {
  return segments.map(({ address, bytes }) => `${address}: ${Buffer.from(bytes).toString('hex')}`);
}

/** Names, addresses, sizes and elements of a text's data. */
function labelsOf(text: string): string[] {
  const { debug, identity } = assemble({ path: 'data.sasm', text: text + MAIN });
  return debug.get(identity ?? '')?.data.map(({ name, address, size, element }) => `${name} ${address} ${size} ${element}`) ?? [];
}

describe('data', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['data a = i8 1, -1, 255', ['8: 01ffff']],
    ['data a = i16 1, -2 i32 -1', ['8: 0100feffffffffff']],
    ['data a = f64 1.5, nan', ['14: f83f000000000000f87f']],
    ['data a = "Aé한😀\\n\\0\\x80"', [`8: ${Buffer.from('Aé한😀\n\0').toString('hex')}80`]],
    ['data a = i8 1, "b", i16 3, 4 space 2 i8 5', ['8: 016203000400000005']],
    ['const n = 2\ndata a = i32 n * 3, (n), a + 1, a.size', ['8: 06000000020000000900000010']],
    ['data a = i8 1 data b = i32 2 data c = i8 3', ['8: 010000000200000003']],
    ['data a at 100 = i8 1\ndata b = i8 2', ['8: 02', '100: 01']],
    ['data a = space 100\ndata b = i32 7', ['108: 07']],
    ['data a = i32 1, 0, 0, 0, 0, 0, 2', ['8: 01', '32: 02']],
    ['data a at 8 = i32 1\ndata b = i32 2\ndata c at 14 = i8 3', ['8: 010000000000030002']],
    ['struct p\n x: i32\n y: i16\nend\ndata a = p (y: 2, x: 1) p () p (x: 3)', ['8: 0100000002000000000000000000000003']],
    ['struct p\n x: i8\nend\nstruct q\n ps: 2 p\n t: 4 bytes\n f: f64\nend\ndata a = q (ps: p (x: 1), p (x: 2), t: "ab", f: 1.0)',
      ['8: 0102616200000000000000000000f03f']],
    ['struct q\n n: 3 i16\nend\ndata a = q (n: 1, 2)', ['8: 010002']],
  ];
  for (const [source, expected] of cases) {
    it(source.replaceAll('\n', ' '), () => assert.deepEqual(memoryOf(imageOf(source + MAIN)), expected));
  }

  it('lies behind address 8, aligned to what it begins with, around what has an address of its own', () => {
    assert.deepEqual(labelsOf('data a = i8 1\ndata b = f64 1.0\ndata c at 24 = i32 1\ndata d = "xyz"\ndata e = space 3\ndata f = i16 1'), [
      'a 8 1 i8', 'b 16 8 f64', 'c 24 4 i32', 'd 28 3 text', 'e 32 3 i8', 'f 36 2 i16',
    ]);
  });

  it('may be as large as the window', () => {
    assert.equal(imageOf(`memory 64\ndata a = space 56${MAIN}`).segments.length, 0);
    assert.equal(assemble({ path: 'a', text: `memory 64\ndata a = space 57${MAIN}` }).image, undefined);
  });

  it('embeds programs, with the names of constants around them', () => {
    const image = imageOf(`
      const n = 5
      const size = inner.size
      embed inner
        data d = i32 n
        entry func main
          n sys print ret
        end
      end
      entry func main
        size inner.size sub sys print ret
      end`);
    const [{ address, bytes }] = image.segments;
    assert.equal(address, 8);
    assert.equal(Buffer.from(bytes.subarray(0, 4)).toString(), 'SIMG');
    assert.equal(image.code[0] >> 8, image.code[1] >> 8);
  });
});

describe('segments', () => {
  const piece = fc.record({ gap: fc.nat({ max: 40 }), bytes: fc.uint8Array({ max: 2, minLength: 1, maxLength: 40 }) });
  const pieces = fc.array(piece, { maxLength: 20 });

  it('hold what was put in, whatever the order, and nothing else', () => {
    fc.assert(fc.property(pieces, fc.infiniteStream(fc.nat()), (list, order) => {
      const memory = new Uint8Array(4000);
      let free = 0;
      const placed = list.map(({ gap, bytes }) => {
        memory.set(bytes, free + gap);
        free += gap + bytes.length;
        return { address: free - bytes.length, bytes };
      });
      const segments = [placed, [...placed].sort(() => (order.next().value ?? 0) % 2 - 0.5)].map((pieces) => {
        const content = new MemoryContent();
        for (const { address, bytes } of pieces) content.at(address).bytes(bytes);
        return content.segments();
      });
      assert.deepEqual(segments[0], segments[1]);
      const again = new Uint8Array(4000);
      for (const { address, bytes } of segments[0]) {
        again.set(bytes, address);
        assert.ok(bytes[0] !== 0 && bytes[bytes.length - 1] !== 0, 'a segment begins and ends with something');
      }
      assert.deepEqual(again, memory);
    }));
  });

  it('are never too many', () => {
    const content = new MemoryContent();
    for (let i = 0; i < 70_000; i++) content.at(i * 17).u8(1);
    assert.ok(content.segments().length <= 65_536);
  });
});
