// Images and debug information, written and read again, for any image that the format can hold.
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { typeText, type FunctionType, type ValueType } from '../../src/isa/types';
import type { DebugInfo } from '../../src/image/debug';
import { WINDOW_ALL, WINDOW_OFFSET, type Image } from '../../src/image/image';
import { decodeImage } from '../../src/image/read';
import { encodeImage, encodeStripped, HEADER_BYTES, imageIdentity, sectionStart } from '../../src/image/write';
import { sha256 } from '../../src/base/hash';

/** Objects with the usual prototype, so that they compare as equal to what is read. */
function record<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record<T>(model, { noNullPrototype: true });
}

const u32 = fc.integer({ min: 0, max: 0xffff_fffe });
const i32 = fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff });
const valueType = fc.constantFrom<ValueType>('i32', 'f64');
const type: fc.Arbitrary<FunctionType> = fc.tuple(fc.array(valueType, { maxLength: 9 }), fc.option(valueType, { nil: undefined }))
  .map(([params, result]) => (result === undefined ? { params } : { params, result }));
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
/** Any f64 but a NaN that is not the canonical one, which no image can hold. */
const float = fc.double().map((value) => (value === value ? value : NaN));

interface Parts {
  window: number | undefined;
  types: FunctionType[];
  functions: { type: number; locals: ValueType[]; operands: number; code: number[] }[];
  integers: number[];
  floats: number[];
  table: number[];
  gaps: [number, Uint8Array][];
  names: string[];
}

const parts: fc.Arbitrary<Parts> = record({
  window: fc.option(u32, { nil: undefined }),
  types: fc.uniqueArray(type,
    { minLength: 1, maxLength: 8, selector: typeText }).map((types) => [{ params: [] }, ...types.filter((one) => typeText(one) !== '()')]),
  functions: fc.array(record({
    type: fc.nat(100), locals: fc.array(valueType, { maxLength: 9 }), operands: fc.nat(4096), code: fc.array(i32,
      { minLength: 1, maxLength: 12 }),
  }), { minLength: 1, maxLength: 8 }),
  integers: fc.array(i32, { maxLength: 9 }),
  floats: fc.array(float, { maxLength: 9 }),
  table: fc.array(fc.nat(100), { maxLength: 9 }),
  gaps: fc.array(fc.tuple(fc.nat(1000), fc.uint8Array({ minLength: 1, maxLength: 30 })), { maxLength: 6 }),
  names: fc.uniqueArray(name, { maxLength: 5 }),
});

function imageOf({ window, types, functions, integers, floats, table, gaps, names }: Parts): Image {
  let start = 0, address = 0;
  const laid = functions.map((fn, i) => {
    const placed = { type: i === 0 ? 0 : fn.type % types.length, locals: fn.locals, operands: fn.operands, start, length: fn.code.length };
    start += fn.code.length;
    return placed;
  });
  const segments = gaps.map(([gap, bytes]) => {
    const segment = { address: address + gap, bytes };
    address += gap + bytes.length;
    return segment;
  });
  return {
    window: window === undefined ? undefined : Math.max(window, address), entry: 0, types, functions: laid, segments,
    code: Int32Array.from(functions.flatMap((fn) => fn.code)),
    integers: Int32Array.from(integers), floats: Float64Array.from(floats),
    table: Int32Array.from(table, (index) => index % functions.length),
    exports: names.map((text, i) => ({ name: text, function: i % functions.length })),
  };
}

const image = parts.map(imageOf);

/** Names of sources are relative and stay below the program's folder. */
const sourceName = fc.array(fc.string().map((text) => text.replace(/[/\\.:]/g, '_')), { minLength: 1, maxLength: 3 })
  .map((parts) => `a${parts.join('/')}.sasm`);

const debugInfo: fc.Arbitrary<DebugInfo> = record({
  files: fc.array(record({ name: sourceName, sha256: fc.string() }).chain((file) => fc.option(fc.string(),
    { nil: undefined }).map((text) => (text === undefined ? file : { ...file, text }))), { minLength: 1, maxLength: 3 }),
  spans: fc.array(fc.tuple(fc.constantFrom(-1, 0), fc.nat(), fc.nat(), fc.nat(), fc.nat()),
    { maxLength: 9 }).map((spans) => Int32Array.from(spans.flat())),
  statements: fc.uniqueArray(fc.nat(0xff_ffff), { maxLength: 9 }).map((values) => Int32Array.from(values.sort((a, b) => a - b))),
  functions: fc.array(record({
    name: fc.string(), locals: fc.array(fc.string(), { maxLength: 4 }),
    labels: fc.array(record({ name: fc.string(), address: fc.nat() }), { maxLength: 4 }),
  }), { maxLength: 4 }),
  data: fc.array(record({
    name: fc.string(), address: u32, size: u32, element: fc.constantFrom('i8' as const, 'i16' as const, 'i32' as const, 'f64' as const,
      'text' as const, 'image' as const),
  }), { maxLength: 4 }),
  constants: fc.array(record({ name: fc.string(), type: valueType, value: float }), { maxLength: 4 }),
});
const digits = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });

describe('image: writing and reading', () => {
  it('an image that is written and read is the same', () => {
    fc.assert(fc.property(image, (written) => {
      const { identity, debug, ...read } = decodeImage(encodeImage(written));
      assert.deepEqual(read, written);
      assert.equal(debug.size, 0);
      assert.equal(identity, imageIdentity(written));
    }), { numRuns: 500 });
  });

  it('reading and writing gives the same bytes: an image has one form', () => {
    fc.assert(fc.property(image, (written) => {
      const bytes = encodeImage(written);
      assert.deepEqual(encodeImage(decodeImage(bytes)), bytes);
    }), { numRuns: 200 });
  });

  it('the identity is the SHA-256 of all but the debug section, which changes nothing else', () => {
    fc.assert(fc.property(image, fc.array(fc.tuple(digits, debugInfo), { minLength: 1, maxLength: 3 }), (written, entries) => {
      const debug = new Map(entries);
      const bytes = encodeImage(written, debug), stripped = encodeStripped(written);
      assert.deepEqual(bytes.subarray(0, stripped.length), stripped);
      const read = decodeImage(bytes);
      assert.deepEqual(read.debug, debug);
      assert.equal(read.identity, sha256(stripped));
      assert.equal(read.identity, decodeImage(stripped).identity);
      assert.deepEqual({ ...read, debug: 0 }, { ...decodeImage(stripped), debug: 0 });
    }), { numRuns: 300 });
  });

  it('bytes that are a view into others are read the same', () => {
    fc.assert(fc.property(image, fc.nat(9), (written, shift) => {
      const bytes = encodeImage(written);
      const around = new Uint8Array(bytes.length + shift + 5).fill(0xee);
      around.set(bytes, shift);
      assert.deepEqual(decodeImage(around.subarray(shift, shift + bytes.length)), decodeImage(bytes));
    }), { numRuns: 100 });
  });

  it('what was read is no view of the bytes', () => {
    fc.assert(fc.property(image, (written) => {
      const bytes = encodeImage(written);
      const read = decodeImage(bytes), other = decodeImage(bytes.slice());
      bytes.fill(0xaa);
      assert.deepEqual(read, other);
    }), { numRuns: 50 });
  });

  it('a kernel finds the window that an image wants at a fixed offset', () => {
    fc.assert(fc.property(image, (written) => {
      const bytes = encodeImage(written);
      assert.equal(new DataView(bytes.buffer).getUint32(WINDOW_OFFSET, true), written.window ?? WINDOW_ALL);
      assert.equal(WINDOW_OFFSET, 12);
    }));
  });

  it('the code is the last section and ends with the image', () => {
    fc.assert(fc.property(image, (written) => {
      const bytes = encodeImage(written);
      assert.equal(sectionStart(bytes, 'types'), HEADER_BYTES);
      assert.equal(sectionStart(bytes, 'code') + written.code.length * 4, bytes.length);
    }));
  });
});
