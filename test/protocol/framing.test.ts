// Frames: what bytes hold, however they are cut, and what is told of bytes that hold nothing.
import * as assert from 'node:assert';
import * as fc from 'fast-check';
import { BODY_BYTES_MAX, frame, FrameReader, HEADER_BYTES_MAX } from '../../src/protocol/framing';

const encoder = new TextEncoder();

/** What the pieces hold: messages as they are, the codes of what was broken. */
function read(...pieces: (string | Uint8Array)[]): unknown[] {
  const seen: unknown[] = [];
  const reader = new FrameReader((received) => seen.push(received.kind === 'message' ? received.message : received.row.code));
  for (const piece of pieces) reader.push(typeof piece === 'string' ? encoder.encode(piece) : piece);
  reader.end();
  return seen;
}

function framed(text: string): string {
  return `Content-Length: ${encoder.encode(text).length}\r\n\r\n${text}`;
}

const good = framed('{"a":1}');
const goodSeen = { a: 1 };

describe('protocol/framing', () => {
  const cases: readonly [what: string, input: string | Uint8Array, seen: unknown[]][] = [
    ['one frame', good, [goodSeen]],
    ['two frames', good + good, [goodSeen, goodSeen]],
    ['nothing', '', []],
    ['Korean text, whose length is in bytes', framed('{"값":"한글"}'), [{ '값': '한글' }]],
    ['other fields, blanks and letters of either case', `x-a: b\r\nCONTENT-length:  7 \r\n\r\n{"a":1}`, [goodSeen]],
    ['JSON that is no object', framed('null') + framed('[1]') + framed('3') + good, [null, [1], 3, goodSeen]],
    ['a body that is not JSON', framed('{"a":') + good, ['R064', goodSeen]],
    ['an empty body', framed('') + good, ['R064', goodSeen]],
    ['a body that is not UTF-8', Uint8Array.of(...encoder.encode('Content-Length: 3\r\n\r\n"'), 0xff, 34, ...encoder.encode(good)), ['R063', goodSeen]],
    ['a length above the limit', `Content-Length: ${BODY_BYTES_MAX + 1}\r\n\r\n${good}`, ['R062', goodSeen]],
    ['a length of 4 GB', `Content-Length: 4294967296\r\n\r\n${good}`, ['R062', goodSeen]],
    ['a length that is no number', `Content-Length: -1\r\n\r\n${good}`, ['R061', goodSeen]],
    ['a length with a fraction', `Content-Length: 7.0\r\n\r\n{"a":1}${good}`, ['R061', goodSeen]],
    ['two lengths', `Content-Length: 7\r\nContent-Length: 8\r\n\r\n${good}${good}`, ['R061', 'R064', 'R061', goodSeen]],
    ['no length', `Content-Type: x\r\n\r\n${good}`, ['R061', goodSeen]],
    ['an empty header', `\r\n\r\n${good}`, ['R061', goodSeen]],
    ['garbage before a header on its line', `garbage${good}`, ['R061', goodSeen]],
    ['garbage before a header on lines of its own', `GET / HTTP/1.1\r\nHost: x\r\n${good}`, ['R061', goodSeen]],
    ['a header without an end', `Content-Length: 7\r\n${'x'.repeat(HEADER_BYTES_MAX)}${good}`, ['R060', goodSeen]],
    ['a header of lines without an end', `${'x: y\r\n'.repeat(2_000)}${good}`, ['R060', goodSeen]],
    ['a length that is too small', `Content-Length: 5\r\n\r\n{"a":1}${good}`, ['R064', 'R061', goodSeen]],
    ['line ends without returns', `Content-Length: 7\n\n{"a":1}\n${good}`, ['R061', goodSeen]],
    ['an end within a header', `${good}Content-Le`, [goodSeen, 'R065']],
    ['an end within a body', 'Content-Length: 7\r\n\r\n{"a"', ['R065']],
    ['an end while searching', 'garbage\r\n\r\nContent-Le', ['R061']],
  ];

  for (const [what, input, seen] of cases) {
    it(`reads ${what}`, () => {
      const bytes = typeof input === 'string' ? encoder.encode(input) : input;
      assert.deepStrictEqual(read(bytes), seen);
      assert.deepStrictEqual(read(...Array.from(bytes, (byte) => Uint8Array.of(byte))), seen, 'byte by byte');
    });
  }

  it('tells the same however the bytes are cut', () => {
    const part = fc.oneof(
      fc.json().map((text) => framed(text)), fc.string(), fc.constantFrom('Content-Length:', '\r\n', '\r\n\r\n', 'Content-Length: 999999999\r\n\r\n', good),
    );
    fc.assert(fc.property(fc.array(part, { maxLength: 12 }), fc.array(fc.nat({ max: 40 }), { maxLength: 60 }), (parts, cuts) => {
      const bytes = encoder.encode(parts.join(''));
      const pieces: Uint8Array[] = [];
      let at = 0;
      for (const cut of cuts) pieces.push(bytes.subarray(at, at += cut));
      assert.deepStrictEqual(read(...pieces, bytes.subarray(at)), read(bytes));
    }), { numRuns: 500 });
  });

  it('reads back what it writes', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (message) => {
      const text = JSON.stringify(message);
      assert.deepStrictEqual(read(frame(message)).map((each) => JSON.stringify(each)), [JSON.stringify(JSON.parse(text))]);
    }));
  });

  it('finds the next frame behind 32 MB of garbage, tells of it once, and keeps none of it', () => {
    const garbage = new Uint8Array(1024 * 1024).fill(120);
    assert.deepStrictEqual(read(...Array.from({ length: 32 }, () => garbage), good), ['R060', goodSeen]);
  });

  it('takes no memory for a length that is only claimed', () => {
    const readers = Array.from({ length: 200 }, () => new FrameReader(() => undefined));
    const before = process.memoryUsage().arrayBuffers;
    for (const reader of readers) reader.push(encoder.encode(`Content-Length: ${BODY_BYTES_MAX}\r\n\r\n{`));
    assert.ok(process.memoryUsage().arrayBuffers - before < BODY_BYTES_MAX);
  });

  it('reads a body of the greatest length, in pieces', () => {
    const text = `"${'a'.repeat(BODY_BYTES_MAX - 2)}"`;
    const bytes = encoder.encode(`Content-Length: ${BODY_BYTES_MAX}\r\n\r\n${text}`);
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += 65_536) pieces.push(bytes.subarray(at, at + 65_536));
    const [seen, ...more] = read(...pieces, good);
    assert.strictEqual((seen as string).length, BODY_BYTES_MAX - 2);
    assert.deepStrictEqual(more, [goodSeen]);
  });

  it('reads JSON that is nested a million deep without falling over', () => {
    const text = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
    assert.strictEqual(read(framed(text), good).length, 2);
  });
});
