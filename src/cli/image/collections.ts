// Where images come from and go to: a layout in a folder, an archive of one, a disk.
import { existsSync, mkdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { Refusal } from '../../base/message';
import { isArchive, readArchive, writeArchive } from '../../oci/archive';
import { isDisk, readDisk } from '../../oci/disk-read';
import { addToDisk } from '../../oci/disk-write';
import type { Image } from '../../oci/image';
import { addToLayout, LAYOUT_FILE, readLayout, type FilesToWrite, type LayoutFiles } from '../../oci/layout';
import { REFUSED } from '../../oci/messages';
import { findImage } from '../../oci/reference';
import { FILE_NOT_WRITABLE } from '../../platform/messages';
import type { Platform } from '../../platform/platform';
import type { Call } from '../call';
import { sentence } from '../diagnostics';
import { REFUSALS } from '../messages';
import { IMAGE_SAYS } from './messages';

/** Every image of a layout, an archive or a disk, each checked whole. */
export function readImages({ platform }: Call, source: string): Image[] {
  if (platform.listFolder(source) !== undefined) {
    const files = filesOf(platform, source);
    if (files(LAYOUT_FILE) === undefined) throw new Refusal(REFUSED.not_images, { path: source });
    return readLayout(files);
  }
  const bytes = platform.readFile(source);
  if (bytes === undefined) throw new Refusal(REFUSALS.no_file, { path: source });
  if (isDisk(bytes)) return readDisk(bytes);
  if (isArchive(bytes)) return readArchive(bytes);
  throw new Refusal(REFUSED.not_images, { path: source });
}

/** The images of a source that are named; all where none is. */
export function namedImages(call: Call, source: string, names: readonly string[]): Image[] {
  const images = readImages(call, source);
  return names.length === 0 ? images : names.map((name) => {
    const found = findImage(images, name);
    const known = images.map(({ reference }) => reference).join(', ') || sentence(IMAGE_SAYS.none, call.terminal.language);
    if (found === undefined) throw new Refusal(REFUSED.no_image, { path: source, name, known });
    return found;
  });
}

function filesOf(platform: Platform, folder: string): LayoutFiles {
  return (file) => platform.readFile(platform.join(folder, file));
}

/** Puts images into a layout, a new archive, or a disk that has images; what is there stays. Gives the files of a layout that were new. */
export function writeImages(call: Call, target: string, images: readonly Image[], options: { readonly force: boolean; readonly time_s: number }): FilesToWrite {
  const { platform } = call;
  if (platform.listFolder(target) === undefined && target.endsWith('.tar')) {
    refuseExisting(call, target, options.force);
    platform.writeFile(target, writeArchive(images, options.time_s));
    return new Map();
  }
  const disk = platform.listFolder(target) === undefined ? platform.readFile(target) : undefined;
  // A folder by the name of a disk is not what anybody means.
  if (disk === undefined && platform.listFolder(target) === undefined && target.endsWith('.img')) throw new Refusal(REFUSED.no_disk, { path: target });
  if (disk === undefined) return writeToLayout(platform, target, images, options.force);
  if (!isDisk(disk)) throw new Refusal(REFUSED.not_images, { path: target });
  platform.writeFile(target, addToDisk(disk, images, options.force, target));
  return new Map();
}

/** Refuses a file that is there, unless it may be replaced. */
export function refuseExisting({ platform }: Call, file: string, force: boolean): void {
  if (!force && platform.realPath(file) !== undefined) throw new Refusal(REFUSED.exists, { path: file });
}

/** Puts images into the layout of a folder, which may be new, and gives the files that were new. */
export function writeToLayout(platform: Platform, folder: string, images: readonly Image[], force: boolean): FilesToWrite {
  const list = platform.listFolder(folder) ?? [], files = filesOf(platform, folder);
  const isNew = list.length === 0;
  if (!isNew && files(LAYOUT_FILE) === undefined) throw new Refusal(REFUSED.not_layout, { path: folder });
  const written = addToLayout(files, images, force, folder);
  if (isNew) writeNewLayout(platform, folder, written);
  else writeFiles(platform, folder, written);
  return written;
}

/** A new layout is written beside its place and then takes it, so it is there whole or not at all. */
function writeNewLayout(platform: Platform, folder: string, files: FilesToWrite): void {
  const target = path.resolve(folder), beside = path.join(path.dirname(target), `.strata-${process.pid}.layout.tmp`);
  try {
    mkdirSync(beside);
    writeFiles(platform, beside, files);
    if (existsSync(target)) rmdirSync(target);
    renameSync(beside, target);
  } catch (trouble) {
    rmSync(beside, { recursive: true, force: true });
    throw notWritable(trouble, folder);
  }
}

/** Files in the order given, each whole or not at all. */
function writeFiles(platform: Platform, folder: string, files: FilesToWrite): void {
  for (const [file, bytes] of files) {
    const name = path.join(folder, file);
    try {
      mkdirSync(path.dirname(name), { recursive: true });
    } catch (trouble) {
      throw notWritable(trouble, name);
    }
    platform.writeFile(name, bytes);
  }
}

/** The refusal that trouble with a file becomes; anything else as it is. */
function notWritable(trouble: unknown, name: string): unknown {
  if (trouble instanceof Refusal || !(trouble instanceof Error) || !('code' in trouble)) return trouble;
  return new Refusal(FILE_NOT_WRITABLE, { path: name, reason: String(trouble.code) });
}

/** Times in an archive have 33 bits. */
const TIME_S_MAX = 2 ** 33 - 1;

/** Seconds since 1970 that what is written says it was made at (https://reproducible-builds.org/specs/source-date-epoch/). */
export function sourceDate({ terminal: { environment } }: Call): number {
  const found = environment['SOURCE_DATE_EPOCH'] ?? '';
  if (found === '') return 0;
  if (!/^\d+$/.test(found) || Number(found) > TIME_S_MAX) throw new Refusal(REFUSED.date, { limit: TIME_S_MAX, found });
  return Number(found);
}
