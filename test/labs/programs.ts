// Programs for the tests of the labs: files of the checkout, and files that exist only here, laid over them; so a test
// can wrap any image in hypervisors of its choice, and can break a hypervisor by changing a line of its source.
import { strict as assert } from 'node:assert';
import { join, resolve } from 'node:path';
import { assemble, type Files } from '../../src/assembler';
import { render } from '../../src/base/message';
import type { Image } from '../../src/image/image';
import { decodeImage } from '../../src/image/read';
import { encodeStripped } from '../../src/image/write';
import { NodePlatform } from '../../src/platform/node/platform';
import { verify, type VerifiedImage } from '../../src/verifier/verify';

/** The folder that all programs of the labs lie below. */
export const EXAMPLES = resolve('examples');
const TYPE1 = join(EXAMPLES, 'systems/type1');

/** Files by absolute path that stand in for those of the disk. */
export type Overlay = Readonly<Record<string, string | Uint8Array>>;

/** The files of the disk below an overlay. */
export function overlaid(overlay: Overlay): Files {
  const disk = new NodePlatform();
  return {
    readFile: (path) => {
      const content = overlay[path];
      return content === undefined ? disk.readFile(path) : typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    realPath: (path) => (path in overlay ? path : disk.realPath(path)),
    join: (folder, relative) => disk.join(folder, relative),
    folderOf: (path) => disk.folderOf(path),
    relative: (folder, path) => disk.relative(folder, path),
  };
}

/** The image of a program without its debug section, assembled without a problem. */
export function imageOf(path: string, overlay: Overlay = {}): Uint8Array {
  const assembly = assemble({ path, files: overlaid(overlay), folder: resolve('.') });
  const problems = assembly.diagnostics.map(({ file, span, row, message }) => `${file}:${span.start.line + 1}: ${row.code} ${render(message, 'en')}`);
  assert.deepEqual(problems, [], path);
  assert.ok(assembly.bytes !== undefined);
  return stripped(assembly.bytes);
}

/** An image without its debug section. */
export function stripped(bytes: Uint8Array): Uint8Array {
  return bytes.slice(0, new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true));
}

/** The image that bytes hold. */
export function verified(bytes: Uint8Array): VerifiedImage {
  return verify(decodeImage(bytes));
}

/** A guest of a hypervisor of type 1. */
export interface Guest {
  readonly image: Uint8Array;
  /** Bytes of its memory, at most. */
  readonly memory: number;
  /** Begins its lines; without one it has the console for itself. */
  readonly label?: string;
  /** Sectors of its disk, and where they begin; 0 where nothing is said. */
  readonly sectors?: number;
  readonly firstSector?: number;
}

/** What a hypervisor of type 1 gives its guests. */
export interface Type1 {
  readonly guests: readonly Guest[];
  /** Instructions of a turn. */
  readonly slice: number;
  /** Contexts, and images, that each guest may have. */
  readonly handles: number;
  /** Its source changed: texts of its files, by name. */
  readonly changed?: Readonly<Record<string, string>>;
}

const PAGE = 4096;
/** Where the hypervisor of a test has the records of its guests, behind all its other data, and their size. */
const GUESTS_AT = 8192, RECORD_SIZE_AT = 20;
const templates = new Map<string, Image>();

/** A hypervisor as an image, and where the memories of its guests begin in its own. */
export interface Hypervisor {
  readonly image: Uint8Array;
  /** Bytes of memory that it wants. */
  readonly memory: number;
  readonly bases: readonly number[];
}

function pages(bytes: number): number {
  return Math.ceil(bytes / PAGE) * PAGE;
}

/** The hypervisor for so many guests, which are not there yet. Assembling takes longer than most guests run. */
function template({ guests, handles, changed = {} }: Type1): Image {
  const path = join(TYPE1, 'arrangement.sasm');
  const text = `memory all const handles = ${handles}
    data record_size at ${RECORD_SIZE_AT - 4} = i32 -1, guest.size, -1
    data guests at ${GUESTS_AT} = space ${guests.length} * guest.size
    include "type1.sasm"\n`;
  const key = JSON.stringify([text, changed]);
  const known = templates.get(key);
  if (known !== undefined) return known;
  const overlay = Object.fromEntries(Object.entries(changed).map(([name, source]) => [join(TYPE1, name), source]));
  const made = decodeImage(imageOf(path, { ...overlay, [path]: text }));
  templates.set(key, made);
  return made;
}

/** The number in the data of an image at an address. */
function numberAt({ segments }: Image, at: number): number {
  const segment = segments.find(({ address, bytes }) => address <= at && at + 4 <= address + bytes.length);
  assert.ok(segment !== undefined);
  return new DataView(segment.bytes.buffer, segment.bytes.byteOffset).getInt32(at - segment.address, true);
}

/** The first words of a guest's record, as guest.sasm declares them. */
function record({ image, memory, label, sectors = 0, firstSector = 0 }: Guest, address: number, base: number, slice: number): Uint8Array {
  return new Uint8Array(Int32Array.of(label?.charCodeAt(0) ?? 0, address, image.length, base, memory, slice, sectors, firstSector).buffer);
}

/** Wraps guests in a hypervisor of type 1: behind its own data come the images of the guests and then their memories, a page between. */
export function type1(wish: Type1): Hypervisor {
  const { guests, slice } = wish, hypervisor = template(wish);
  const size = numberAt(hypervisor, RECORD_SIZE_AT);
  let end = pages(GUESTS_AT + guests.length * size);
  const place = (bytes: number): number => {
    const address = end + PAGE;
    end = address + pages(bytes);
    return address;
  };
  const addresses = guests.map(({ image }) => place(image.length));
  const bases = guests.map(({ memory }) => place(memory));
  const records = guests.map((guest, i) => ({ address: GUESTS_AT + i * size, bytes: record(guest, addresses[i], bases[i], slice) }));
  const images = guests.map(({ image }, i) => ({ address: addresses[i], bytes: image }));
  const memory = end + PAGE;
  const segments = [...hypervisor.segments, ...records, ...images].sort((a, b) => a.address - b.address);
  return { image: encodeStripped({ ...hypervisor, window: memory, segments }), memory, bases };
}
