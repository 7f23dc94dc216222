// Every reason to refuse an image, each with its number, its section and the byte in it.
import * as assert from 'node:assert/strict';
import { SMALL_MAX } from '../../src/isa/encoding';
import * as limits from '../../src/isa/limits';
import { Op } from '../../src/isa/instructions';
import type { Image } from '../../src/image/image';
import { LOAD_ERRORS, LoadError, type LoadErrorName, type Section } from '../../src/image/messages';
import { decodeImage } from '../../src/image/read';
import { encodeImage, sectionStart } from '../../src/image/write';
import { verify } from '../../src/verifier/verify';
import { build } from '../witness/builder';

const GOOD = build({
  window: 4096, table: ['main', 'twice'],
  functions: {
    'main () i:i32 x:f64': '1_000_000_000 drop 2.5 set x 7 twice drop 0 switch [a b] a: b: 1 1 call.table (i32 -> i32) drop ret',
    'twice (n:i32 -> i32)': 'get n 2 mul ret',
  },
  data: { 100: Uint8Array.of(1, 2, 3, 4, 5), 200: Uint8Array.of(6) },
  exports: [{ name: 'main', function: 0 }, { name: 'twice', function: 1 }],
});
const DEBUG = new Map([['0'.repeat(64), {
  files: [], spans: Int32Array.of(-1, 0, 0, 0, 0), statements: new Int32Array(0), functions: [], data: [], constants: [],
}]]);

/** The file of the good image with 32-bit words changed, each at an offset in a section. */
function patched(...patches: [Section, number, number][]): Uint8Array {
  const bytes = encodeImage(GOOD);
  const view = new DataView(bytes.buffer);
  for (const [section, offset, value] of patches) view.setUint32(sectionStart(bytes, section) + offset, value, true);
  return bytes;
}

/** The same with one byte changed. */
function poked(section: Section, offset: number, value: number, file = encodeImage(GOOD)): Uint8Array {
  file[sectionStart(file, section) + offset] = value;
  return file;
}

/** The file of a changed image. */
function changed(change: Partial<Image>): Uint8Array {
  return encodeImage({ ...GOOD, ...change });
}

function coded(code: string, operands = 3): Uint8Array {
  return encodeImage(build({ operands, functions: { 'main () i:i32 x:f64': code, 'f (a:i32 b:f64 -> i32)': '0 ret' }, table: ['main'] }));
}

/** A word of code in place of one of the good image. */
function word(at: number, value: number): Uint8Array {
  return patched(['code', at * 4, value]);
}

function withDebug(): Uint8Array {
  return encodeImage(GOOD, DEBUG);
}

const STRIPPED = encodeImage(GOOD).length;
const types = (count: number): Image['types'] => Array.from({ length: count },
  (_, i) => ({ params: Array.from({ length: 17 }, (_, bit) => ((i >> bit) & 1 ? 'f64' : 'i32')) }));
const repeated = <T>(item: T, count: number): T[] => new Array<T>(count).fill(item);

/** The error's name, the file, section and offset in it. */
const cases: [LoadErrorName, string, () => Uint8Array, Section, number][] = [
  ['too_short', 'no byte at all', () => new Uint8Array(0), 'header', 0],
  ['too_short', 'a header that is cut', () => encodeImage(GOOD).subarray(0, 63), 'header', 0],
  ['magic', 'another kind of file', () => poked('header', 3, 0x48), 'header', 0],
  ['version', 'a later format', () => patched(['header', 4, 2]), 'header', 4],
  ['truncated', 'a file that is cut', () => encodeImage(GOOD).subarray(0, STRIPPED - 1), 'header', 8],
  ['truncated', 'a length below that of the header', () => patched(['header', 8, 60]), 'header', 8],
  ['too_long', 'a length above the limit', () => patched(['header', 8, limits.IMAGE_BYTES_MAX + 1]), 'header', 8],
  ['sections', 'lengths that do not add up', () => patched(['header', 20, 12]), 'header', 20],
  ['sections', 'a length that is no multiple of four', () => {
    const bytes = encodeImage(GOOD), view = new DataView(bytes.buffer);
    view.setUint32(28, view.getUint32(28, true) + 2, true);
    view.setUint32(32, view.getUint32(32, true) - 2, true);
    return bytes;
  }, 'header', 28],
  ['reserved', 'a reserved word of the header', () => patched(['header', 60, 1]), 'header', 60],
  ['reserved', 'a padding byte of a type', () => poked('types', 3, 9), 'types', 3],
  ['reserved', 'a padding byte of a function', () => poked('functions', 22, 9), 'functions', 22],
  ['reserved', 'a padding byte of a name', () => poked('exports', 8 + 4 + 8 + 5, 9), 'exports', 25],
  ['reserved', 'a padding byte of a segment', () => poked('segments', 8 + 7, 9), 'segments', 15],
  ['section_end', 'a type that goes on behind its section',
    () => poked('types', 9, 7, changed({ types: [...GOOD.types, { params: repeated('i32', 6) }] })), 'types', 8],
  ['section_end', 'a function that does', () => patched(['functions', 24 + 16, 4000]), 'functions', 24],
  ['section_end', 'a name that does', () => patched(['exports', 4, 1000]), 'exports', 0],
  ['section_end', 'a segment that does', () => patched(['segments', 20, 3000]), 'segments', 16],
  ['section_end', 'half a float', () => {
    const bytes = changed({ floats: Float64Array.of(1), integers: Int32Array.of(1, 2) }), view = new DataView(bytes.buffer);
    view.setUint32(28, 4, true);
    view.setUint32(32, 12, true);
    return bytes;
  }, 'floats', 8],
  ['too_many', 'types', () => changed({ types: types(limits.TYPES_MAX + 1) }), 'types', limits.TYPES_MAX * 20],
  ['too_many', 'exports',
    () => changed({ exports: Array.from({ length: limits.EXPORTS_MAX + 1 },
      (_, i) => ({ name: `${i + 100_000}`, function: 0 })) }), 'exports', limits.EXPORTS_MAX * 16],
  ['too_many', 'segments',
    () => changed({ window: undefined,
      segments: Array.from({ length: limits.SEGMENTS_MAX + 1 },
        (_, i) => ({ address: i, bytes: Uint8Array.of(1) })) }), 'segments', limits.SEGMENTS_MAX * 12],
  ['too_many', 'entries of the table', () => changed({ table: new Int32Array(limits.TABLE_MAX + 1) }), 'table', 0],
  ['too_many', 'functions',
    () => changed({ functions: repeated({ type: 0, locals: [], operands: 0, start: 0, length: 0 },
      limits.FUNCTIONS_MAX + 1) }), 'functions', limits.FUNCTIONS_MAX * 20],
  ['too_many', 'words of code', () => changed({ code: new Int32Array(limits.CODE_MAX + 1) }), 'code', 0],
  ['too_many', 'integers', () => changed({ integers: new Int32Array(limits.CONSTANTS_MAX + 1) }), 'integers', 0],
  ['type_code', 'a result', () => poked('types', 0, 3), 'types', 0],
  ['type_code', 'a parameter', () => poked('types', 2, 0), 'types', 2],
  ['type_code', 'a local', () => poked('functions', 21, 3), 'functions', 21],
  ['type_twice', 'a type', () => changed({ types: [...GOOD.types, GOOD.types[1]] }), 'types', 8],
  ['type_index', 'of a function', () => patched(['functions', 24, 2]), 'functions', 24],
  ['function_range', 'a function that does not begin where the one before ends', () => patched(['functions', 24 + 8, 5]), 'functions', 32],
  ['function_range', 'a function of no instruction', () => patched(['functions', 12, 0]), 'functions', 8],
  ['function_range', 'a function longer than the code', () => patched(['functions', 24 + 12, 1000]), 'functions', 32],
  ['code_rest', 'code of no function', () => changed({ code: Int32Array.of(...GOOD.code, 1) }), 'code', GOOD.code.length * 4],
  ['function_index', 'the entry', () => patched(['header', 16, 2]), 'header', 16],
  ['function_index', 'an entry of the table', () => patched(['table', 4, 2]), 'table', 4],
  ['function_index', 'an export', () => patched(['exports', 12, 2]), 'exports', 12],
  ['entry_type', 'an entry with parameters', () => patched(['header', 16, 1]), 'header', 16],
  ['entry_type', 'an entry that gives an f64', () => encodeImage(build({ functions: { 'main (-> f64)': '1.0 ret' } })), 'header', 16],
  ['operands_limit', 'operands', () => patched(['functions', 4, limits.OPERANDS_MAX + 1]), 'functions', 4],
  ['operands_limit', 'locals', () => patched(['functions', 24 + 16, limits.LOCALS_MAX + 1]), 'functions', 40],
  ['name', 'an empty name', () => changed({ exports: [{ name: '', function: 0 }] }), 'exports', 4],
  ['name', 'a name too long', () => changed({ exports: [{ name: 'x'.repeat(limits.NAME_BYTES_MAX + 1), function: 0 }] }), 'exports', 4],
  ['name', 'a name that is not UTF-8', () => poked('exports', 8, 0xff), 'exports', 8],
  ['name', 'a name given twice', () => changed({ exports: [{ name: 'one', function: 0 }, { name: 'one', function: 1 }] }), 'exports', 20],
  ['segment_order', 'an empty segment', () => changed({ segments: [{ address: 0, bytes: new Uint8Array(0) }] }), 'segments', 0],
  ['segment_order', 'segments that overlap', () => patched(['segments', 16, 104]), 'segments', 16],
  ['segment_window', 'a segment outside the window', () => patched(['header', 12, 104]), 'segments', 0],
  ['segment_window', 'a segment behind the last address',
    () => changed({ window: undefined, segments: [{ address: 0xffff_ffff, bytes: Uint8Array.of(1) }] }), 'segments', 0],
  ['float_nan', 'a NaN with a payload', () => {
    const bytes = changed({ floats: Float64Array.of(1, NaN) });
    return poked('floats', 8, 1, bytes);
  }, 'floats', 8],
  ['debug', 'bytes behind the image that are no debug section', () => Uint8Array.of(...encodeImage(GOOD), 0), 'debug', 0],
  ['debug', 'a debug section of another length', () => withDebug().subarray(0, withDebug().length - 1), 'debug', 4],
  ['debug', 'an identity that is none', () => poked('header', STRIPPED + 13, 0x47, withDebug()), 'debug', 77],
  ...['/etc/passwd', '../a.sasm', 'a/../../b.sasm', '..', 'a\\..\\b', 'C:\\a.sasm', '\\\\host\\a'].map((name): (typeof cases)[number] => [
    'debug', `a source called ${name}`, () => encodeImage(GOOD, new Map([['0'.repeat(64), {
      files: [{ name, sha256: '' }], spans: new Int32Array(0), statements: new Int32Array(0), functions: [], data: [], constants: [],
    }]])), 'debug', 8 + 1 + 68 + 1 + 4 + name.length + 4,
  ]),
  ['opcode', 'a word that is no instruction', () => word(1, 0), 'code', 4],
  ['opcode', 'a stop of a debugger', () => word(2, 0xff), 'code', 8],
  ['opcode', 'behind a return', () => coded('ret nop').map((byte, i, all) => (i === all.length - 8 - 4 ? 0xfe : byte)), 'code', 4],
  ['operand', 'an operand where there is none', () => word(1, Op.drop | (1 << 8)), 'code', 4],
  ['operand', 'an integer that is not in the pool', () => word(0, Op.push_i32 | (1 << 8)), 'code', 0],
  ['operand', 'a float that is not in the pool', () => word(2, Op.push_f64 | (1 << 8)), 'code', 8],
  ['operand', 'a local that is not there', () => word(3, Op.set | (2 << 8)), 'code', 12],
  ['operand', 'a function that is not there', () => word(5, Op.call | (2 << 8)), 'code', 20],
  ['operand', 'a type that is not there', () => word(13, Op.call_table | (2 << 8)), 'code', 52],
  ['operand', 'a result type of sys that is none', () => word(1, Op.sys | (3 << 20)), 'code', 4],
  ['operand', 'a gap in the operands of sys', () => word(1, Op.sys | ((1 << 28) | 0)), 'code', 4],
  ['target', 'a jump out of its function', () => word(1, Op.jump | ((GOOD.code.length - 1) << 8)), 'code', 4],
  ['target', 'a jump to a case', () => word(1, Op.jump | (9 << 8)), 'code', 4],
  ['cases', 'a case without a switch', () => coded('jump a a: ret').map((byte, i, all) => (i === all.length - 16 ? Op.case_ : byte)),
    'code', 0],
  ['cases', 'too few cases', () => word(8, Op.switch_ | (2 << 8)), 'code', 44],
  ['cases', 'too many cases', () => word(8, Op.switch_), 'code', 40],
  ['cases', 'cases behind the end', () => word(8, Op.switch_ | (SMALL_MAX << 8)), 'code', 32],
  ['falls_off', 'no return', () => coded('nop nop'), 'code', 4],
  ['underflow', 'an empty stack', () => coded('add drop ret'), 'code', 0],
  ['underflow', 'a stack with too little', () => coded('2.5 f drop ret'), 'code', 4],
  ['underflow', 'a value of any type', () => coded('1 swap drop drop ret'), 'code', 4],
  ['overflow', 'more than is declared', () => coded('1 2 3 4 drop drop drop drop ret'), 'code', 12],
  ['mismatch', 'an f64 for an i32', () => coded('1 2.5 add drop ret'), 'code', 8],
  ['mismatch', 'the second operand', () => coded('2.5 1 add drop ret'), 'code', 8],
  ['mismatch', 'two types that must be one', () => coded('2.5 1 1 select drop ret'), 'code', 12],
  ['mismatch', 'a local of the other type', () => coded('2.5 set i ret'), 'code', 4],
  ['join', 'two ways with different depths', () => coded('get i jumpz on 1 on: drop ret'), 'code', 12],
  ['join', 'two ways with different types', () => coded('get i jumpz else 1 jump on else: 2.5 on: drop ret'), 'code', 20],
  ['ret_rest', 'a value too many', () => coded('1 ret'), 'code', 4],
  ['ret_rest', 'no value', () => encodeImage(build({ functions: { 'main (-> i32)': 'ret' } })), 'code', 0],
  ['ret_rest', 'a value of the other type', () => encodeImage(build({ functions: { 'main (-> i32)': '1.5 ret' } })), 'code', 4],
];

describe('image: load errors', () => {
  it('the good image is good', () => {
    verify(decodeImage(encodeImage(GOOD)));
    verify(decodeImage(withDebug()));
  });

  it('every row of the table is hit below, and every number is given once', () => {
    assert.deepEqual([...new Set(cases.map(([error]) => error))].sort(), Object.keys(LOAD_ERRORS).sort());
    const codes = Object.values(LOAD_ERRORS).map((row) => row.code);
    assert.equal(new Set(codes).size, codes.length);
    for (const code of codes) assert.match(code, /^L\d{3}$/);
  });

  for (const [error, what, bytes, section, offset] of cases) {
    it(`${LOAD_ERRORS[error].code} ${error}: ${what}`, () => {
      const file = bytes();
      assert.throws(() => verify(decodeImage(file)), (thrown) => {
        assert.ok(thrown instanceof LoadError, String(thrown));
        assert.deepEqual([thrown.error, thrown.section, thrown.offset], [error, section, offset], thrown.message);
        for (const language of ['en', 'ko'] as const) assert.doesNotMatch(thrown.text(language), /\{\w+\}/);
        return true;
      });
    });
  }
});
