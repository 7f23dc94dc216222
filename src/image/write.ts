// An image as the bytes of a file, and its identity. The layout is described in docs/image.md.
import { ByteWriter } from '../base/bytes';
import { sha256 } from '../base/hash';
import type { ValueType } from '../isa/types';
import { encodeDebug } from './debug-section';
import type { DebugInfo } from './debug';
import { WINDOW_ALL, type Image } from './image';
import { SECTIONS, type Section } from './messages';

export const MAGIC = 0x474d_4953;
export const DEBUG_MAGIC = 0x4742_4453;
export const FORMAT = 1;
export const HEADER_BYTES = 64;
/** Where the lengths of the sections begin in the header, four bytes each. */
export const LENGTHS_OFFSET = 20;

export const TYPE_CODES: Readonly<Record<ValueType, number>> = { i32: 1, f64: 2 };

const writers: Readonly<Record<(typeof SECTIONS)[number], (image: Image, out: ByteWriter) => void>> = {
  types: (image, out) => {
    for (const type of image.types) {
      out.u8(type.result === undefined ? 0 : TYPE_CODES[type.result]);
      out.u8(type.params.length);
      for (const param of type.params) out.u8(TYPE_CODES[param]);
      out.align(4);
    }
  },
  functions: (image, out) => {
    for (const fn of image.functions) {
      for (const word of [fn.type, fn.operands, fn.start, fn.length, fn.locals.length]) out.u32(word);
      for (const local of fn.locals) out.u8(TYPE_CODES[local]);
      out.align(4);
    }
  },
  integers: (image, out) => out.words(image.integers),
  floats: (image, out) => { for (const value of image.floats) out.f64(value); },
  table: (image, out) => out.words(image.table),
  exports: (image, out) => {
    for (const { name, function: index } of image.exports) {
      out.u32(index);
      out.text(name);
      out.align(4);
    }
  },
  segments: (image, out) => {
    for (const { address, bytes } of image.segments) {
      out.u32(address);
      out.u32(bytes.length);
      out.bytes(bytes);
      out.align(4);
    }
  },
  code: (image, out) => out.words(image.code),
};

/** The bytes that count for the identity: everything but the debug section. This is also what `embed` embeds. */
export function encodeStripped(image: Image): Uint8Array {
  const out = new ByteWriter();
  for (let i = 0; i < HEADER_BYTES / 4; i++) out.u32(0);
  const lengths = SECTIONS.map((section) => {
    const start = out.length;
    writers[section](image, out);
    return out.length - start;
  });
  const bytes = out.finish();
  const view = new DataView(bytes.buffer);
  [MAGIC, FORMAT, bytes.length, image.window ?? WINDOW_ALL, image.entry, ...lengths].forEach((word, i) => view.setUint32(i * 4, word, true));
  return bytes;
}

/** The identity of an image: SHA-256 of everything but its debug section. */
export function imageIdentity(image: Image): string {
  return sha256(encodeStripped(image));
}

/** The bytes of an image file, with the debug information of the image and of those embedded in it, by identity. */
export function encodeImage(image: Image, debug: ReadonlyMap<string, DebugInfo> = new Map()): Uint8Array {
  const stripped = encodeStripped(image);
  if (debug.size === 0) return stripped;
  const out = new ByteWriter();
  out.bytes(stripped);
  const section = encodeDebug(debug);
  out.u32(DEBUG_MAGIC);
  out.u32(section.length);
  out.bytes(section);
  return out.finish();
}

/** The byte at which each section begins, from the lengths in a header that is known to be valid. */
export function sectionStart(bytes: Uint8Array, section: Section): number {
  if (section === 'header') return 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = HEADER_BYTES;
  for (let i = 0; i < SECTIONS.length && SECTIONS[i] !== section; i++) start += view.getUint32(LENGTHS_OFFSET + i * 4, true);
  return start;
}
