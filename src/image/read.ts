// The bytes of an image file as an image, or the reason why not. Every length is tested before it is believed, so
// time and memory stay in proportion to the file. What the code does is the verifier's to test.
import { ByteReader } from '../base/bytes';
import { sha256Steps } from '../base/hash';
import { finish, type Steps } from '../base/steps';
import { typeText, type FunctionType, type ValueType } from '../isa/types';
import * as limits from '../isa/limits';
import { decodeDebug } from './debug-section';
import type { DebugInfo } from './debug';
import { WINDOW_ALL, type Export, type Image, type ImageFunction, type LoadedImage, type Segment } from './image';
import { LoadError, SECTIONS, type LoadErrorName, type Section } from './messages';
import { DEBUG_MAGIC, FORMAT, HEADER_BYTES, LENGTHS_OFFSET, MAGIC } from './write';

/** Records and words that are read before others have their turn. */
const PIECE_RECORDS = 20_000;
const PIECE_WORDS = 250_000;

/** One section while it is read; offsets in errors count from its first byte. */
class SectionReader extends ByteReader {
  constructor(source: Uint8Array, readonly section: Section, readonly start: number, end: number) {
    super(source, start, end);
  }

  fail(error: LoadErrorName, args: Readonly<Record<string, string | number>> = {}, offset = this.offset): never {
    throw new LoadError(error, this.section, offset - this.start, args);
  }

  require(condition: boolean, error: LoadErrorName, args: Readonly<Record<string, string | number>> = {}, offset = this.offset): void {
    if (!condition) this.fail(error, args, offset);
  }

  /** Reads records up to the end of the section, at most `limit` of them. */
  *all<T>(limit: number, record: () => T): Steps<T[]> {
    const records: T[] = [];
    while (this.left > 0) {
      if (records.length % PIECE_RECORDS === PIECE_RECORDS - 1) yield;
      const start = this.offset;
      this.require(records.length < limit, 'too_many', { limit });
      const read = record();
      this.require(!this.failed, 'section_end', {}, start);
      records.push(read);
    }
    return records;
  }

  /** Words of one size that fill the section. */
  whole(bytes: number, limit: number): number {
    this.require(this.left % bytes === 0, 'section_end', {}, this.end - (this.left % bytes));
    this.require(this.left / bytes <= limit, 'too_many', { limit });
    return this.left / bytes;
  }

  valueType(): ValueType {
    const code = this.u8();
    if (code === 1) return 'i32';
    if (code === 2) return 'f64';
    return this.failed ? 'i32' : this.fail('type_code', { value: code }, this.offset - 1);
  }

  align(): void {
    while (!this.failed && (this.offset - this.start) % 4 !== 0) {
      const byte = this.u8();
      this.require(byte === 0, 'reserved', {}, this.offset - 1);
    }
  }
}

/** {@link decodeSteps} without a break. */
export function decodeImage(bytes: Uint8Array): LoadedImage {
  return finish(decodeSteps(bytes));
}

/** Reads an image. Throws {@link LoadError} where it is malformed; its code still wants verification. */
export function* decodeSteps(bytes: Uint8Array): Steps<LoadedImage> {
  const length = checkHeader(bytes);
  const sections = sectionReaders(bytes, length);
  const header = new SectionReader(bytes, 'header', 0, HEADER_BYTES);
  header.offset = 12;
  const wanted = header.u32();
  const window = wanted === WINDOW_ALL ? undefined : wanted;
  const entry = header.u32();
  const types = yield* readTypes(sections.types);
  const functions = yield* readFunctions(sections.functions, types);
  const image: Image = {
    window, entry, types, functions,
    integers: yield* readIntegers(sections.integers, limits.CONSTANTS_MAX),
    floats: readFloats(sections.floats),
    table: readTable(sections.table, functions.length),
    exports: yield* readExports(sections.exports, functions.length),
    segments: yield* readSegments(sections.segments, window),
    code: yield* readIntegers(sections.code, limits.CODE_MAX),
  };
  checkFunctions(image, sections, header);
  const stripped = bytes.subarray(0, length);
  return { ...image, identity: yield* sha256Steps(stripped), debug: readDebug(bytes, length) };
}

function checkHeader(bytes: Uint8Array): number {
  const header = new SectionReader(bytes, 'header', 0, bytes.length);
  header.require(bytes.length >= HEADER_BYTES, 'too_short', { length: bytes.length, needed: HEADER_BYTES });
  header.require(header.u32() === MAGIC, 'magic', {}, 0);
  const version = header.u32();
  header.require(version === FORMAT, 'version', { version, known: FORMAT }, 4);
  const length = header.u32();
  header.require(length <= limits.IMAGE_BYTES_MAX, 'too_long', { length, limit: limits.IMAGE_BYTES_MAX }, 8);
  header.require(length >= HEADER_BYTES && length <= bytes.length, 'truncated', { length, actual: bytes.length }, 8);
  header.offset = LENGTHS_OFFSET + SECTIONS.length * 4;
  while (header.offset < HEADER_BYTES) header.require(header.u32() === 0, 'reserved', {}, header.offset - 4);
  return length;
}

function sectionReaders(bytes: Uint8Array, length: number): Record<(typeof SECTIONS)[number], SectionReader> {
  const header = new SectionReader(bytes, 'header', 0, HEADER_BYTES);
  header.offset = LENGTHS_OFFSET;
  const lengths = SECTIONS.map(() => header.u32());
  const sum = lengths.reduce((total, part) => total + part, HEADER_BYTES);
  header.require(sum === length, 'sections', { sum, length }, LENGTHS_OFFSET);
  const readers: Partial<Record<(typeof SECTIONS)[number], SectionReader>> = {};
  let start = HEADER_BYTES;
  SECTIONS.forEach((section, i) => {
    header.require(lengths[i] % 4 === 0, 'sections', { sum: lengths[i], length }, LENGTHS_OFFSET + i * 4);
    readers[section] = new SectionReader(bytes, section, start, start += lengths[i]);
  });
  return readers as Record<(typeof SECTIONS)[number], SectionReader>;
}

function* readTypes(section: SectionReader): Steps<FunctionType[]> {
  const seen = new Set<string>();
  return yield* section.all(limits.TYPES_MAX, () => {
    const at = section.offset;
    const resultCode = section.u8();
    section.require(resultCode <= 2, 'type_code', { value: resultCode }, section.offset - 1);
    const count = section.u8();
    const params: ValueType[] = [];
    for (let i = 0; i < count && !section.failed; i++) params.push(section.valueType());
    section.align();
    const type: FunctionType = resultCode === 0 ? { params } : { params, result: resultCode === 1 ? 'i32' : 'f64' };
    section.require(section.failed || !seen.has(typeText(type)), 'type_twice', {}, at);
    seen.add(typeText(type));
    return type;
  });
}

function* readFunctions(section: SectionReader, types: readonly FunctionType[]): Steps<ImageFunction[]> {
  return yield* section.all(limits.FUNCTIONS_MAX, () => {
    const at = section.offset;
    const type = section.u32(), operands = section.u32(), start = section.u32(), length = section.u32(), count = section.u32();
    section.require(section.failed || type < types.length, 'type_index', { index: type, count: types.length }, at);
    section.require(operands <= limits.OPERANDS_MAX, 'operands_limit', { count: operands, limit: limits.OPERANDS_MAX }, at + 4);
    section.require(count <= limits.LOCALS_MAX, 'operands_limit', { count, limit: limits.LOCALS_MAX }, at + 16);
    const locals: ValueType[] = [];
    for (let i = 0; i < count && !section.failed; i++) locals.push(section.valueType());
    section.align();
    return { type, operands, start, length, locals };
  });
}

function* readIntegers(section: SectionReader, limit: number): Steps<Int32Array> {
  const values = new Int32Array(section.whole(4, limit));
  for (let i = 0; i < values.length; i++) {
    values[i] = section.u32();
    if (i % PIECE_WORDS === PIECE_WORDS - 1) yield;
  }
  return values;
}

function readFloats(section: SectionReader): Float64Array {
  const values = new Float64Array(section.whole(8, limits.CONSTANTS_MAX));
  for (let i = 0; i < values.length; i++) {
    const low = section.u32(), high = section.u32();
    section.offset -= 8;
    values[i] = section.f64();
    section.require(values[i] === values[i] || (low === 0 && high === 0x7ff8_0000), 'float_nan', {}, section.offset - 8);
  }
  return values;
}

function readTable(section: SectionReader, count: number): Int32Array {
  const values = new Int32Array(section.whole(4, limits.TABLE_MAX));
  for (let i = 0; i < values.length; i++) {
    const index = section.u32();
    section.require(index < count, 'function_index', { index, count }, section.offset - 4);
    values[i] = index;
  }
  return values;
}

function* readExports(section: SectionReader, count: number): Steps<Export[]> {
  const seen = new Set<string>();
  return yield* section.all(limits.EXPORTS_MAX, () => {
    const at = section.offset;
    const index = section.u32();
    section.require(section.failed || index < count, 'function_index', { index, count }, at);
    const bytes = section.u32();
    section.require(section.failed || (bytes > 0 && bytes <= limits.NAME_BYTES_MAX), 'name', {}, at + 4);
    const name = section.utf8(bytes);
    section.require(section.failed || (name !== undefined && !seen.has(name)), 'name', {}, at + 8);
    section.align();
    seen.add(name ?? '');
    return { name: name ?? '', function: index };
  });
}

function* readSegments(section: SectionReader, window: number | undefined): Steps<Segment[]> {
  let free = 0;
  return yield* section.all(limits.SEGMENTS_MAX, () => {
    const at = section.offset;
    const address = section.u32(), length = section.u32();
    section.require(section.failed || (length > 0 && address >= free), 'segment_order', {}, at);
    free = address + length;
    const end = window ?? WINDOW_ALL;
    section.require(section.failed || free <= end, 'segment_window', { end: free, window: end }, at);
    const bytes = section.bytes(length).slice();
    section.align();
    return { address, bytes };
  });
}

/** What ties the sections together: functions cover the code in order, and the entry is one of them. */
function checkFunctions(image: Image, sections: Record<'functions' | 'code', SectionReader>, header: SectionReader): void {
  let end = 0, offset = sections.functions.start;
  for (const { start, length, locals } of image.functions) {
    const inside = start === end && length > 0 && start + length <= image.code.length;
    sections.functions.require(inside, 'function_range', { expected: end }, offset + 8);
    end = start + length;
    offset += 20 + Math.ceil(locals.length / 4) * 4;
  }
  sections.code.require(end === image.code.length, 'code_rest', { end, count: image.code.length }, sections.code.start + end * 4);
  const count = image.functions.length;
  header.require(image.entry < count, 'function_index', { index: image.entry, count }, 16);
  const type = image.types[image.functions[image.entry].type];
  header.require(type.params.length === 0 && type.result !== 'f64', 'entry_type', {}, 16);
}

function readDebug(bytes: Uint8Array, start: number): ReadonlyMap<string, DebugInfo> {
  if (start === bytes.length) return new Map();
  const section = new SectionReader(bytes, 'debug', start, bytes.length);
  section.require(section.u32() === DEBUG_MAGIC, 'debug', {}, start);
  section.require(section.u32() === section.left && !section.failed, 'debug', {}, start + 4);
  const debug = decodeDebug(section);
  return debug ?? section.fail('debug');
}
