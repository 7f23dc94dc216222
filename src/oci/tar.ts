// Archives of files and folders in the ustar format (POSIX.1-1988, IEEE Std 1003.1 "pax", ustar Interchange Format): blocks of
// 512 bytes, a header before each content. Only what the machine's own engine reads: no links, no extended headers.
import { assert } from '../base/assert';
import type { MessageRow } from '../base/message';
import { DAMAGE, ImageDamage } from './messages';
import { isEntryPath, NAME_BYTES_MAX, PREFIX_BYTES_MAX } from './paths';

export const BLOCK_BYTES = 512;

/** One file or folder. */
export interface TarEntry {
  /** With `/` between its parts and neither at the beginning nor at the end. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** Permissions, as in 0o644. */
  readonly mode: number;
  /** Empty for a folder. */
  readonly bytes: Uint8Array;
}

/** Where the fields of a header stand, and their bytes. */
const FIELDS = {
  name: [0, NAME_BYTES_MAX], mode: [100, 8], owner: [108, 8], group: [116, 8], size: [124, 12], time: [136, 12], checksum: [148, 8],
  type: [156, 1], magic: [257, 8], device: [329, 8], device_minor: [337, 8], prefix: [345, PREFIX_BYTES_MAX],
} as const;
type Field = keyof typeof FIELDS;

const TYPE_FILE = 0x30, TYPE_FOLDER = 0x35;
const MAGIC = 'ustar\x0000';
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** An archive of the entries in the order given, all of owner 0 and last changed at `time_s` (seconds since 1970, up to 2^33 - 1). */
export function writeTar(entries: readonly TarEntry[], time_s: number): Uint8Array {
  const archive = new Uint8Array(entries.reduce((sum, { bytes }) => sum + BLOCK_BYTES + padded(bytes.length), 2 * BLOCK_BYTES));
  let at = 0;
  for (const entry of entries) {
    writeHeader(archive.subarray(at, at + BLOCK_BYTES), entry, time_s);
    archive.set(entry.bytes, at + BLOCK_BYTES);
    at += BLOCK_BYTES + padded(entry.bytes.length);
  }
  return archive;
}

function padded(length: number): number {
  return Math.ceil(length / BLOCK_BYTES) * BLOCK_BYTES;
}

function writeHeader(header: Uint8Array, { path, kind, mode, bytes }: TarEntry, time_s: number): void {
  const { prefix, name } = splitPath(kind === 'folder' ? `${path}/` : path);
  put(header, 'name', name);
  put(header, 'prefix', prefix);
  const numbers: readonly (readonly [Field, number])[] = [
    ['mode', mode], ['owner', 0], ['group', 0], ['size', bytes.length], ['time', time_s], ['device', 0], ['device_minor', 0],
  ];
  for (const [field, value] of numbers) put(header, field, encoder.encode(octal(value, FIELDS[field][1] - 1)));
  header[FIELDS.type[0]] = kind === 'folder' ? TYPE_FOLDER : TYPE_FILE;
  put(header, 'magic', encoder.encode(MAGIC));
  put(header, 'checksum', encoder.encode(`${octal(checksum(header), 6)}\0 `));
}

function octal(value: number, digits: number): string {
  const text = value.toString(8).padStart(digits, '0');
  assert(text.length === digits, 'a number fits the field of a header');
  return text;
}

function put(header: Uint8Array, field: Field, bytes: Uint8Array): void {
  assert(bytes.length <= FIELDS[field][1], `${field} fits the header`);
  header.set(bytes, FIELDS[field][0]);
}

/** The path as name and prefix: the whole where it fits, else cut at the first `/` behind which the rest fits. */
function splitPath(path: string): { readonly prefix: Uint8Array; readonly name: Uint8Array } {
  const bytes = encoder.encode(path);
  if (bytes.length <= NAME_BYTES_MAX) return { prefix: new Uint8Array(0), name: bytes };
  const slash = bytes.indexOf(0x2f, bytes.length - NAME_BYTES_MAX - 1);
  assert(slash > 0 && slash <= PREFIX_BYTES_MAX && slash < bytes.length - 1, 'a path that was accepted fits a header');
  return { prefix: bytes.subarray(0, slash), name: bytes.subarray(slash + 1) };
}

/** The sum of all bytes, those of the checksum itself counted as blanks. */
function checksum(header: Uint8Array): number {
  const [from, length] = FIELDS.checksum;
  let sum = 0x20 * length;
  header.forEach((byte, index) => { if (index < from || index >= from + length) sum += byte; });
  return sum;
}

/** The entries of an archive; `section` is what messages call it. Refuses (`ImageDamage`) whatever {@link writeTar} would not write. */
export function readTar(bytes: Uint8Array, section: string): TarEntry[] {
  return new TarReader(bytes, section).entries();
}

class TarReader {
  private at = 0;
  private readonly seen = new Set<string>();

  constructor(private readonly bytes: Uint8Array, private readonly section: string) {}

  entries(): TarEntry[] {
    const entries: TarEntry[] = [];
    while (!this.atEnd()) entries.push(this.entry());
    return entries;
  }

  /** Two blocks of zeros are the end, and only zeros may follow. */
  private atEnd(): boolean {
    if (this.block().some((byte) => byte !== 0)) return false;
    const rest = this.bytes.subarray(this.at);
    if (rest.length < 2 * BLOCK_BYTES || rest.length % BLOCK_BYTES !== 0 || rest.some((byte) => byte !== 0)) throw this.damage(DAMAGE.tar_end);
    return true;
  }

  private block(): Uint8Array {
    if (this.at + BLOCK_BYTES > this.bytes.length) throw this.damage(DAMAGE.tar_end);
    return this.bytes.subarray(this.at, this.at + BLOCK_BYTES);
  }

  private entry(): TarEntry {
    const header = this.block();
    if (this.number(header, 'checksum') !== checksum(header)) throw this.damage(DAMAGE.tar_checksum, 'checksum');
    if (!/^ustar(\x0000|  \0)$/.test(latin(header, 'magic'))) throw this.damage(DAMAGE.tar_magic, 'magic');
    const kind = this.kind(header), size = this.number(header, 'size');
    if (kind === 'folder' && size !== 0) throw this.damage(DAMAGE.tar_size, 'size', { found: size });
    const path = this.path(header), mode = this.number(header, 'mode') & 0o7777;
    const from = this.at + BLOCK_BYTES;
    if (from + padded(size) > this.bytes.length) throw this.damage(DAMAGE.tar_end, 'size');
    this.at = from + padded(size);
    return { path, kind, mode, bytes: this.bytes.subarray(from, from + size) };
  }

  private kind(header: Uint8Array): TarEntry['kind'] {
    const type = header[FIELDS.type[0]];
    if (type === TYPE_FOLDER) return 'folder';
    if (type === TYPE_FILE || type === 0) return 'file';
    throw this.damage(DAMAGE.tar_kind, 'type', { found: String.fromCharCode(type) });
  }

  private path(header: Uint8Array): string {
    const prefix = this.text(header, 'prefix'), name = this.text(header, 'name');
    const path = (prefix === '' ? name : `${prefix}/${name}`).replace(/^\.\/(?=.)/, '').replace(/\/$/, '');
    if (!isEntryPath(path)) throw this.damage(DAMAGE.tar_path, 'name', { path });
    if (this.seen.has(path)) throw this.damage(DAMAGE.tar_twice, 'name', { path });
    this.seen.add(path);
    return path;
  }

  private text(header: Uint8Array, field: Field): string {
    const [from, length] = FIELDS[field];
    const bytes = header.subarray(from, from + length), end = bytes.indexOf(0);
    try {
      return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
    } catch (trouble) {
      if (!(trouble instanceof TypeError)) throw trouble;
      throw this.damage(DAMAGE.utf8, field);
    }
  }

  /** Octal digits, blanks before and zeros or blanks behind them. */
  private number(header: Uint8Array, field: Field): number {
    const match = /^ *([0-7]*)[\0 ]*$/.exec(latin(header, field));
    if (match === null) throw this.damage(DAMAGE.tar_number, field);
    return Number.parseInt(match[1] === '' ? '0' : match[1], 8);
  }

  private damage(row: MessageRow, field: Field = 'name', args: Readonly<Record<string, string | number>> = {}): ImageDamage {
    return new ImageDamage(row, this.section, this.at + FIELDS[field][0], args);
  }
}

function latin(header: Uint8Array, field: Field): string {
  const [from, length] = FIELDS[field];
  return String.fromCharCode(...header.subarray(from, from + length));
}
