// Puts images on a disk: a new one, or one that has some. What a container's engine wrote there stays.
import { assert } from '../base/assert';
import { Refusal, message, type Text } from '../base/message';
import { DISK_BYTES_MAX } from '../isa/limits';
import * as format from './disk-format';
import { BLOB, END, HEADER, IMAGE, KIND, SECTOR_BYTES, sectorsOf, TEXT_BYTES } from './disk-format';
import { areaOf, readDisk, type DiskArea } from './disk-read';
import type { Blob, Image } from './image';
import { PARTS, REFUSED } from './messages';
import { splitReference } from './reference';

/** How a new disk is laid out. */
export interface DiskLayout {
  /** What stands before the images: the disk of the system that runs the containers, whole sectors; may be empty. */
  readonly system: Uint8Array;
  /** Bytes for what `commit` and `load` add to the images. */
  readonly room: number;
  /** Bytes that an engine may use as it likes. */
  readonly scratch: number;
}

/** A new disk with the images. */
export function makeDisk(images: readonly Image[], { system, room, scratch }: DiskLayout): Uint8Array {
  assert(system.length % SECTOR_BYTES === 0, 'a system takes whole sectors');
  const blobs = new Map(images.flatMap(blobsOf).map(({ blob }) => [blob.digest, blob.bytes.length]));
  const used = [...blobs.values()].reduce((sum, bytes) => sum + sectorsOf(bytes), 0);
  const store_end = format.STORE_FIRST + used + sectorsOf(room), sectors = store_end + sectorsOf(scratch);
  const size = system.length + (sectors + 1) * SECTOR_BYTES;
  if (size > DISK_BYTES_MAX) throw new Refusal(REFUSED.disk_size, { found: size, limit: DISK_BYTES_MAX });
  const disk = new Uint8Array(size);
  disk.set(system);
  writeFrame(disk, system.length / SECTOR_BYTES, { sectors, store_end, scratch_sectors: sectorsOf(scratch) });
  return addToDisk(disk, images, false, '');
}

/** The header of an area without images, and the sector that says where it is. */
function writeFrame(disk: Uint8Array, header: number, { sectors, store_end, scratch_sectors }: Readonly<Record<'sectors' | 'store_end' | 'scratch_sectors', number>>): void {
  const head = new DataView(disk.buffer, header * SECTOR_BYTES), end = new DataView(disk.buffer, disk.length - SECTOR_BYTES);
  const words: Readonly<Record<Exclude<keyof typeof HEADER, 'bytes'>, number>> = {
    magic: format.HEADER_MAGIC, format: format.FORMAT, sectors,
    image_first: format.IMAGE_FIRST, image_records: format.IMAGE_RECORDS, blob_first: format.BLOB_FIRST, blob_records: format.BLOB_RECORDS,
    store_first: format.STORE_FIRST, store_next: format.STORE_FIRST, store_end, scratch_first: store_end, scratch_sectors,
  };
  for (const [name, value] of Object.entries(words)) head.setInt32(HEADER[name as keyof typeof HEADER], value, true);
  end.setInt32(END.magic, format.END_MAGIC, true);
  end.setInt32(END.header, header, true);
}

/**
 * A copy of the disk with more images. A blob that is there is not written again. A name that another image has is refused unless
 * `force`, which frees that image's record; its blobs stay. `shown`: what messages call the disk.
 */
export function addToDisk(before: Uint8Array, images: readonly Image[], force: boolean, shown: string): Uint8Array {
  readDisk(before);
  const disk = before.slice(), writer = new DiskWriter(disk, areaOf(disk), force, shown);
  for (const image of images) writer.add(image);
  return disk;
}

function blobsOf({ manifest, config, layers }: Image): { readonly kind: number; readonly blob: Blob }[] {
  return [...layers.map((blob) => ({ kind: KIND.layer, blob })), { kind: KIND.config, blob: config }, { kind: KIND.manifest, blob: manifest }];
}

class DiskWriter {
  private readonly view: DataView;

  constructor(private readonly disk: Uint8Array, private readonly area: DiskArea, private readonly force: boolean, private readonly shown: string) {
    this.view = new DataView(disk.buffer, disk.byteOffset);
  }

  add(image: Image): void {
    const known = this.area.images.find(({ reference }) => reference === image.reference);
    if (known !== undefined && known.manifest === image.manifest.digest) return;
    if (known !== undefined && !this.force) throw new Refusal(REFUSED.name_taken, { path: this.shown, name: image.reference });
    const record = imageRecord(image, blobsOf(image).map(({ kind, blob }) => this.blobNumber(kind, blob)));
    const at = known?.at ?? this.area.freeImages.shift();
    if (at === undefined) throw new Refusal(REFUSED.disk_records, { limit: format.IMAGE_RECORDS, what: message(PARTS.images) });
    this.disk.set(record, at);
    if (known !== undefined) this.area.images.splice(this.area.images.indexOf(known), 1);
    this.area.images.push({ reference: image.reference, manifest: image.manifest.digest, at });
  }

  /** The number of the record of a blob, which is written unless it is there. */
  private blobNumber(kind: number, { digest, bytes }: Blob): number {
    const known = this.area.blobs.find((each) => each.digest === digest && each.kind === kind);
    if (known !== undefined) return known.number;
    const free = this.area.freeBlobs.shift();
    if (free === undefined) throw new Refusal(REFUSED.disk_records, { limit: format.BLOB_RECORDS, what: message(PARTS.blobs) });
    const first = this.store(bytes);
    this.view.setInt32(free.at + BLOB.kind, kind, true);
    this.view.setInt32(free.at + BLOB.first, first, true);
    this.view.setInt32(free.at + BLOB.length, bytes.length, true);
    this.disk.set(digestBytes(digest), free.at + BLOB.digest);
    this.area.blobs.push({ number: free.number, kind, digest });
    return free.number;
  }

  /** The first of the sectors that the bytes now take. */
  private store(bytes: Uint8Array): number {
    const { header } = this.area, at = header + HEADER.store_next;
    const first = this.view.getInt32(at, true), end = this.view.getInt32(header + HEADER.store_end, true);
    const free = (end - first) * SECTOR_BYTES;
    if (bytes.length > free) throw new Refusal(REFUSED.disk_room, { free, needed: bytes.length });
    this.disk.set(bytes, header + first * SECTOR_BYTES);
    this.view.setInt32(at, first + sectorsOf(bytes.length), true);
    return first;
  }
}

function digestBytes(digest: string): Uint8Array {
  const digits = digest.slice(digest.indexOf(':') + 1);
  return Uint8Array.from({ length: digits.length / 2 }, (_each, index) => Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16));
}

/** The record of an image. `blobs`: the numbers of its layers, configuration and manifest. */
export function imageRecord(image: Image, blobs: readonly number[]): Uint8Array {
  const { settings: { entryPoint, command, environment, workingFolder }, layers, reference } = image;
  if (reference === '') throw new Refusal(REFUSED.unnamed, { digest: image.manifest.digest });
  const record = new Uint8Array(IMAGE.bytes), view = new DataView(record.buffer);
  const { name, tag } = splitReference(reference);
  const words: readonly (readonly [number, number])[] = [
    [IMAGE.state, format.STATE_USED], [IMAGE.layers, layers.length], [IMAGE.arguments, entryPoint.length + command.length], [IMAGE.entry_arguments, entryPoint.length],
    [IMAGE.variables, environment.length], [IMAGE.manifest, blobs[layers.length + 1]], [IMAGE.config, blobs[layers.length]],
  ];
  for (const [at, value] of words) view.setInt32(at, value, true);
  layers.forEach((_layer, index) => view.setInt32(IMAGE.layer_blobs + 4 * index, blobs[index], true));
  const texts: readonly (readonly [keyof typeof TEXT_BYTES, readonly string[], Text])[] = [
    ['name', [name], PARTS.name], ['tag', [tag], PARTS.tag], ['folder', [workingFolder], PARTS.folder],
    ['argument_text', [...entryPoint, ...command], PARTS.arguments], ['variable_text', environment, PARTS.environment],
  ];
  for (const [field, parts, what] of texts) putTexts(record, field, parts, what, reference);
  return record;
}

/** Texts one behind the other, each with a zero at its end. */
function putTexts(record: Uint8Array, field: keyof typeof TEXT_BYTES, texts: readonly string[], what: Text, image: string): void {
  if (texts.some((text) => text.includes('\0'))) throw new Refusal(REFUSED.field_zero, { image, what: message(what) });
  const bytes = new TextEncoder().encode(texts.map((text) => `${text}\0`).join('')), limit = TEXT_BYTES[field];
  if (bytes.length > limit) throw new Refusal(REFUSED.field_long, { image, what: message(what), found: bytes.length, limit });
  record.set(bytes, IMAGE[field]);
}
