// The debug section of an image file: debug information by identity of the image that it describes, packed as
// differences of whole numbers, since the spans of neighbouring instructions are close to each other.
import { ByteWriter, type ByteReader } from '../base/bytes';
import type { ValueType } from '../isa/types';
import { CODE_MAX } from '../isa/limits';
import { SPAN_FIELDS, type CodeLabel, type DataLabel, type DebugInfo, type FunctionNames, type NamedConstant, type SourceFile } from './debug';

const ELEMENTS: readonly DataLabel['element'][] = ['i8', 'i16', 'i32', 'f64', 'text', 'image'];
const VALUE_TYPES: readonly ValueType[] = ['i32', 'f64'];

/** The bytes of the section, without its own header. */
export function encodeDebug(debug: ReadonlyMap<string, DebugInfo>): Uint8Array {
  const out = new ByteWriter();
  out.varint(debug.size);
  for (const [identity, info] of debug) {
    out.text(identity);
    writeInfo(out, info);
  }
  return out.finish();
}

function writeList<T>(out: ByteWriter, items: readonly T[], write: (item: T) => void): void {
  out.varint(items.length);
  items.forEach(write);
}

function writeInfo(out: ByteWriter, info: DebugInfo): void {
  writeList(out, info.files, (file) => {
    out.text(file.name);
    out.text(file.sha256);
    out.u8(file.text === undefined ? 0 : 1);
    if (file.text !== undefined) out.text(file.text);
  });
  writeSpans(out, info.spans);
  writeAscending(out, info.statements);
  writeList(out, info.functions, (names) => {
    out.text(names.name);
    writeList(out, names.locals, (local) => out.text(local));
    writeList(out, names.labels, (label) => {
      out.text(label.name);
      out.varint(label.address);
    });
  });
  writeList(out, info.data, (label) => {
    out.text(label.name);
    out.varint(label.address);
    out.varint(label.size);
    out.u8(ELEMENTS.indexOf(label.element));
  });
  writeList(out, info.constants, (constant) => {
    out.text(constant.name);
    out.u8(VALUE_TYPES.indexOf(constant.type));
    out.f64(constant.value);
  });
}

function writeSpans(out: ByteWriter, spans: Int32Array): void {
  out.varint(spans.length / SPAN_FIELDS);
  for (let field = 0; field < SPAN_FIELDS; field++) {
    let before = 0;
    for (let i = field; i < spans.length; i += SPAN_FIELDS) {
      out.signed((spans[i] - before) | 0);
      before = spans[i];
    }
  }
}

function writeAscending(out: ByteWriter, values: Int32Array): void {
  out.varint(values.length);
  let before = 0;
  for (const value of values) {
    out.varint(value - before);
    before = value;
  }
}

/** Reads what {@link encodeDebug} wrote, to the end of the reader; undefined where it is damaged. */
export function decodeDebug(from: ByteReader): ReadonlyMap<string, DebugInfo> | undefined {
  const debug = new Map<string, DebugInfo>();
  for (let left = from.varint(); left > 0 && !from.failed; left--) {
    const identity = readText(from);
    if (!/^[0-9a-f]{64}$/.test(identity)) return undefined;
    debug.set(identity, readInfo(from));
  }
  return from.failed || from.left > 0 ? undefined : debug;
}

function readText(from: ByteReader): string {
  const text = from.text();
  if (text === undefined) from.failed = true;
  return text ?? '';
}

/** A list; each item takes at least a byte, so a length that cannot be true fails at once. */
function readList<T>(from: ByteReader, read: () => T): T[] {
  const items: T[] = [];
  for (let left = readLength(from); left > 0 && !from.failed; left--) items.push(read());
  return items;
}

function readLength(from: ByteReader): number {
  const length = from.varint();
  if (length > from.left) from.failed = true;
  return from.failed ? 0 : length;
}

function readInfo(from: ByteReader): DebugInfo {
  const files = readList<SourceFile>(from, () => {
    const name = readText(from), sha256 = readText(from);
    if (!isRelative(name)) from.failed = true;
    return from.u8() === 0 ? { name, sha256 } : { name, sha256, text: readText(from) };
  });
  const spans = readSpans(from, files.length);
  const statements = readAscending(from);
  const functions = readList<FunctionNames>(from, () => ({
    name: readText(from),
    locals: readList(from, () => readText(from)),
    labels: readList<CodeLabel>(from, () => ({ name: readText(from), address: from.varint() })),
  }));
  const data = readList<DataLabel>(from, () => ({
    name: readText(from), address: from.varint(), size: from.varint(), element: readOne(from, ELEMENTS),
  }));
  const constants = readList<NamedConstant>(from, () => ({ name: readText(from), type: readOne(from, VALUE_TYPES), value: from.f64() }));
  return { files, spans, statements, functions, data, constants };
}

/** Whether a name stays below the folder that it is relative to, on every system. */
function isRelative(name: string): boolean {
  return !/^[/\\]|^[A-Za-z]:[/\\]/.test(name) && !name.split(/[/\\]/).includes('..');
}

function readOne<T>(from: ByteReader, choices: readonly T[]): T {
  const index = from.u8();
  if (index >= choices.length) from.failed = true;
  return choices[Math.min(index, choices.length - 1)];
}

function readSpans(from: ByteReader, files: number): Int32Array {
  const count = from.varint();
  if (count > CODE_MAX || count * SPAN_FIELDS > from.left) from.failed = true;
  const spans = new Int32Array(from.failed ? 0 : count * SPAN_FIELDS);
  for (let field = 0; field < SPAN_FIELDS; field++) {
    let value = 0;
    for (let i = field; i < spans.length; i += SPAN_FIELDS) {
      value = (value + from.signed()) | 0;
      spans[i] = value;
      if (field === 0 ? value < -1 || value >= files : value < 0) from.failed = true;
    }
  }
  return spans;
}

function readAscending(from: ByteReader): Int32Array {
  const values = new Int32Array(readLength(from));
  let value = 0;
  for (let i = 0; i < values.length; i++) {
    value += from.varint();
    if (value >= CODE_MAX) from.failed = true;
    values[i] = value;
  }
  return values;
}
