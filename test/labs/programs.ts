// Programs for the tests of the labs: files of the checkout, and files that exist only here, laid over them; so a test
// can wrap any image in hypervisors of its choice, and can break a hypervisor by changing a line of its source.
import { strict as assert } from 'node:assert';
import { join, resolve } from 'node:path';
import { assemble, type Files } from '../../src/assembler';
import { render } from '../../src/base/message';
import { decodeImage } from '../../src/image/read';
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
  readonly seed?: number;
}

/** What a hypervisor of type 1 gives its guests. */
export interface Type1 {
  readonly guests: readonly Guest[];
  /** Instructions of a turn. */
  readonly slice: number;
  /** Contexts, and images, that each guest may have. */
  readonly contexts: number;
  readonly images: number;
  readonly report?: boolean;
  /** Its source changed: texts of its files, by name. */
  readonly changed?: Readonly<Record<string, string>>;
}

const PAGE = 4096;
/** Bytes behind a hypervisor's own data that nobody owns. */
const GAP = PAGE;

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

/** Wraps guests in a hypervisor of type 1. */
export function type1({ guests, slice, contexts, images, report = false, changed = {} }: Type1): Hypervisor {
  const own = guests.reduce((sum, { image }) => sum + image.length + 8, 0) + guests.length * (4096 + contexts * 24 + images * 4) + 4096;
  const bases: number[] = [];
  let end = pages(own) + GAP;
  for (const { memory } of guests) {
    bases.push(end);
    end += pages(memory) + GAP;
  }
  const record = ({ memory, label, seed = 1 }: Guest, i: number): string => `guest (label: ${label === undefined ? 0 : `'${label}'`}, image: image${i}, `
    + `image_size: image${i}.size, base: ${bases[i]}, window: ${memory}, seed: ${seed})`;
  const text = [
    `memory ${end}`, `const slice = ${slice}`, `const guest_contexts = ${contexts}`, `const guest_images = ${images}`,
    `const report = ${report ? 1 : 0}`, ...guests.map((_, i) => `embed image${i} "image${i}.simg"`), `data guests = ${guests.map(record).join('\n  ')}`,
    'include "type1.sasm"',
  ].join('\n');
  const path = join(TYPE1, 'arrangement.sasm');
  const overlay: Record<string, string | Uint8Array> = { [path]: `${text}\n` };
  guests.forEach(({ image }, i) => { overlay[join(TYPE1, `image${i}.simg`)] = image; });
  for (const [name, source] of Object.entries(changed)) overlay[join(TYPE1, name)] = source;
  return { image: imageOf(path, overlay), memory: end, bases };
}
