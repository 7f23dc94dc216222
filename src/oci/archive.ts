// A layout in one file: a tar archive of it, as `skopeo` reads and writes it under the name `oci-archive`.
import { addToLayout, readLayout, type FilesToWrite } from './layout';
import type { Image } from './image';
import { readTar, writeTar } from './tar';
import { layerOf } from './tree';

const FILE_MODE = 0o644;

/** The archive of a layout with these images. `time_s` is when its files last changed, in seconds since 1970. */
export function writeArchive(images: readonly Image[], time_s: number): Uint8Array {
  return archiveOf(addToLayout(() => undefined, images, false, ''), time_s);
}

function archiveOf(files: FilesToWrite, time_s: number): Uint8Array {
  const entries = [...files].map(([path, bytes]) => ({ path, kind: 'file', mode: FILE_MODE, bytes } as const));
  return writeTar(layerOf(entries), time_s);
}

/** Every image of an archive, each checked whole; refuses (`ImageDamage`) damage anywhere. */
export function readArchive(bytes: Uint8Array): Image[] {
  const files = new Map(readTar(bytes, 'archive').map((entry) => [entry.path, entry.bytes]));
  return readLayout((path) => files.get(path));
}

/** Whether the bytes begin as an archive does: with a path and the word `ustar`. */
export function isArchive(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(257, 262)) === 'ustar';
}
