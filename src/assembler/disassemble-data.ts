// The data of an image as declarations: labels of its debug information with what they hold, the rest as bytes.
import type { DataLabel, DebugInfo } from '../image/debug';
import { WINDOW_ALL, type Image, type LoadedImage } from '../image/image';
import { decodeImage } from '../image/read';
import { encodeStripped } from '../image/write';
import { analyze } from '../verifier/verify';
import { LoadError } from '../image/messages';
import { isName, type NameGiver } from './image-names';
import { floatText } from './instruction-text';
import { escaped } from './quotes';
import { MemoryContent } from './segments';
import { ELEMENT_BYTES, type Element } from './symbols';

/** Values on a line. */
const VALUES_A_LINE: Readonly<Record<Element, number>> = { i8: 16, i16: 12, i32: 8, f64: 4 };
/** Zeros at the end that are written as `space`. */
const SPACE_MIN = 8;
/** A stretch of memory that one declaration covers. */
interface Range {
  readonly address: number;
  readonly end: number;
  readonly label?: DataLabel;
}

/** Writes the data of one image. */
export class DataText {
  private readonly out: string[] = [];

  /** `inner`: the lines of an embedded image. */
  constructor(private readonly image: LoadedImage, private readonly debug: ReadonlyMap<string, DebugInfo>,
    private readonly names: NameGiver,
    private readonly inner: (image: LoadedImage, debug: ReadonlyMap<string, DebugInfo>) => string[]) {}

  lines(): string[] {
    if (this.isCanonical()) for (const range of this.ranges()) this.declare(range);
    else this.exactSegments();
    return this.out;
  }

  /** Whether the assembler would make the same segments from the same bytes. */
  private isCanonical(): boolean {
    const content = new MemoryContent();
    for (const { address, bytes } of this.image.segments) content.at(address).bytes(bytes);
    const again = content.segments(), { segments } = this.image;
    return again.length === segments.length && again.every(({ address, bytes }, i) =>
      address === segments[i].address && bytes.length === segments[i].bytes.length);
  }

  private exactSegments(): void {
    for (const { address, bytes } of this.image.segments) {
      this.out.push(`image.segment ${address} =`);
      this.values(bytes, 'i8');
    }
  }

  /** The labels that do not overlap, and what lies between them. */
  private ranges(): Range[] {
    const ranges: Range[] = [];
    const known = this.debug.get(this.image.identity)?.data ?? [];
    const labels = known.filter(({ name }) => isName(name)).sort((a, b) => a.address - b.address);
    const segments = this.image.segments.map(({ address, bytes }) => ({ address, end: address + bytes.length }));
    let free = 0, next = 0;
    const rest = (limit: number): void => {
      for (; next < segments.length && segments[next].address < limit; next++) {
        const start = Math.max(free, segments[next].address), end = Math.min(segments[next].end, limit);
        if (contentOf(this.image, start, end).some((byte) => byte !== 0)) ranges.push({ address: start, end });
        if (segments[next].end > limit) return;
      }
    };
    for (const label of labels) {
      if (label.address < free || !this.isInside(label)) continue;
      rest(label.address);
      free = label.address + label.size;
      ranges.push({ address: label.address, end: free, label });
    }
    rest(Infinity);
    return ranges;
  }

  private isInside({ address, size }: DataLabel): boolean {
    return address + size <= (this.image.window ?? WINDOW_ALL - 1);
  }

  private declare({ address, end, label }: Range): void {
    const bytes = contentOf(this.image, address, end), size = end - address;
    const name = this.names.give(label?.name, `d${address}`);
    if (label?.element === 'image' && this.embed(name, address, bytes)) return;
    this.out.push(`data ${name} at ${address} =`);
    const element = label?.element ?? 'i8';
    const used = usedBytes(bytes, size, element === 'text' || element === 'image' ? 1 : ELEMENT_BYTES[element]);
    if (element === 'text') this.text(used);
    else this.values(used, element === 'image' ? 'i8' : element);
    if (used.length < size || size === 0) this.out.push(`  space ${size - used.length}`);
  }

  /** An embedded image as a program inside this one; false where it is none. */
  private embed(name: string, address: number, bytes: Uint8Array): boolean {
    const image = imageOf(bytes);
    if (image === undefined) return false;
    this.out.push(`embed ${name} at ${address}`, ...this.inner(image, this.debug).map((line) => (line === '' ? '' : `  ${line}`)), 'end');
    return true;
  }

  private values(bytes: Uint8Array, wanted: Element): void {
    const element = fits(bytes, wanted) ? wanted : 'i8';
    const width = ELEMENT_BYTES[element], step = VALUES_A_LINE[element] * width;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let line = 0; line < bytes.length; line += step) {
      const values: string[] = [];
      for (let at = line; at < Math.min(line + step, bytes.length); at += width) values.push(valueText(view, at, element));
      this.out.push(`  ${element} ${values.join(', ')}`);
    }
  }

  /** Text, a line of it on a line of its own; bytes that are no UTF-8 as numbers. */
  private text(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length;) {
      const newline = bytes.indexOf(10, start);
      const end = newline < 0 ? bytes.length : newline + 1;
      const piece = bytes.subarray(start, end), text = decoded(piece);
      if (text === undefined) this.values(piece, 'i8');
      else this.out.push(`  "${[...text].map((character) => escaped(character.codePointAt(0) ?? 0, character)).join('')}"`);
      start = end;
    }
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The image that bytes are, without anything behind it, if it is one that may run. */
function imageOf(bytes: Uint8Array): LoadedImage | undefined {
  try {
    const image = decodeImage(bytes);
    return encodeStripped(image).length === bytes.length && analyze(image).problems.length === 0 ? image : undefined;
  } catch (error) {
    if (error instanceof LoadError) return undefined;
    throw error;
  }
}

/** What memory holds from an address to another, as far as a segment reaches; zeros follow. */
function contentOf({ segments }: Image, address: number, end: number): Uint8Array {
  const first = firstEndingAfter(segments, address);
  let limit = first;
  while (limit < segments.length && segments[limit].address < end) limit++;
  const last = limit > first ? segments[limit - 1] : undefined;
  const content = new Uint8Array(last === undefined ? 0 : Math.min(end, last.address + last.bytes.length) - address);
  for (const segment of segments.slice(first, limit)) {
    const from = Math.max(address, segment.address), to = Math.min(end, segment.address + segment.bytes.length);
    content.set(segment.bytes.subarray(from - segment.address, to - segment.address), from - address);
  }
  return content;
}

function firstEndingAfter(segments: Image['segments'], address: number): number {
  let low = 0, high = segments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (segments[middle].address + segments[middle].bytes.length > address) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The bytes to write as values: whole elements, without the zeros at the end of `size` bytes where those are many. */
function usedBytes(bytes: Uint8Array, size: number, width: number): Uint8Array {
  let used = bytes.length;
  while (used > 0 && bytes[used - 1] === 0) used--;
  used = Math.ceil(used / width) * width;
  if (used > size || size - used < SPACE_MIN) used = size;
  const values = new Uint8Array(used);
  values.set(bytes.subarray(0, used));
  return values;
}

/** Whether bytes are whole elements, and every NaN among them is the one that can be written. */
function fits(bytes: Uint8Array, element: Element): boolean {
  if (bytes.length % ELEMENT_BYTES[element] !== 0) return false;
  if (element !== 'f64') return true;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; at += 8) {
    const isPlain = view.getUint32(at, true) === 0 && view.getUint32(at + 4, true) === 0x7ff8_0000;
    if (Number.isNaN(view.getFloat64(at, true)) && !isPlain) return false;
  }
  return true;
}

function valueText(view: DataView, at: number, element: Element): string {
  switch (element) {
    case 'i8': return String(view.getUint8(at));
    case 'i16': return String(view.getInt16(at, true));
    case 'i32': return String(view.getInt32(at, true));
    case 'f64': return floatText(view.getFloat64(at, true));
  }
}
