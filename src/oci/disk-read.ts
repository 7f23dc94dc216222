// Reads images from a disk of the machine, those too that an engine there has committed. Everything is checked before it is believed:
// a disk is what programs write to.
import { hex, sha256 } from '../base/hash';
import type { Arguments, MessageRow } from '../base/message';
import { committedImage } from './commit';
import * as format from './disk-format';
import { BLOB, END, HEADER, IMAGE, KIND, SECTOR_BYTES, sectorsOf, TEXT_BYTES } from './disk-format';
import { jsonBlob, LAYERS_MAX, MEDIA, readImage, type Blob, type Image, type Settings } from './image';
import { readJson } from './json';
import { DAMAGE, ImageDamage } from './messages';
import { isReferenceName, joinReference } from './reference';

/** What is on a disk, and where there is room; bytes count from the beginning of the disk. */
export interface DiskArea {
  /** The byte at which the header stands. */
  readonly header: number;
  readonly images: { readonly reference: string; readonly manifest: string | undefined; readonly at: number }[];
  readonly blobs: { readonly number: number; readonly kind: number; readonly digest: string }[];
  readonly freeImages: number[];
  readonly freeBlobs: { readonly number: number; readonly at: number }[];
}

/** What the record of an image says. */
interface ImageRecord {
  readonly at: number;
  readonly reference: string;
  /** Numbers of blobs. */
  readonly manifest: number;
  readonly config: number;
  readonly layers: readonly number[];
  readonly settings: Omit<Settings, 'labels'>;
}

interface StoredBlob extends Blob {
  readonly number: number;
  readonly kind: number;
}

/** Whether the last sector says that there are images on the disk. */
export function isDisk(disk: Uint8Array): boolean {
  if (disk.length < 2 * SECTOR_BYTES || disk.length % SECTOR_BYTES !== 0) return false;
  return new DataView(disk.buffer, disk.byteOffset + disk.length - SECTOR_BYTES).getInt32(END.magic, true) === format.END_MAGIC;
}

/** Every image of a disk, in the order of their records; refuses (`ImageDamage`) damage anywhere. */
export function readDisk(disk: Uint8Array): Image[] {
  return new DiskReader(disk).images();
}

/** Where things are on a disk that {@link readDisk} accepts. */
export function areaOf(disk: Uint8Array): DiskArea {
  return new DiskReader(disk).area();
}

class DiskReader {
  private readonly view: DataView;
  /** The byte at which the header stands. */
  private readonly header: number;
  private readonly blobs: ReadonlyMap<number, StoredBlob>;

  constructor(private readonly disk: Uint8Array) {
    this.view = new DataView(disk.buffer, disk.byteOffset, disk.length);
    this.header = this.findHeader();
    this.requireHeader();
    this.blobs = this.readBlobs();
    this.requireOwnSectors();
  }

  images(): Image[] {
    const records = this.records();
    const seen = new Set<string>();
    return records.map((record) => {
      if (seen.has(record.reference)) throw this.damage(DAMAGE.reference_twice, record.at, IMAGE.name, { name: record.reference });
      seen.add(record.reference);
      return this.image(record);
    });
  }

  area(): DiskArea {
    const { header } = this;
    const images = this.records().map(({ reference, manifest, at }) => ({ reference, at, manifest: this.blobs.get(manifest)?.digest }));
    const numbers = Array.from({ length: format.BLOB_RECORDS }, (_each, number) => number);
    return {
      header, images, blobs: [...this.blobs.values()].map(({ number, kind, digest }) => ({ number, kind, digest })),
      freeImages: this.imageRecords().filter((at) => this.view.getInt32(at + IMAGE.state, true) === format.STATE_FREE),
      freeBlobs: numbers.filter((number) => !this.blobs.has(number)).map((number) => ({ number, at: this.blobRecord(number) })),
    };
  }

  private findHeader(): number {
    const end = this.disk.length - SECTOR_BYTES;
    if (!isDisk(this.disk)) throw new ImageDamage(DAMAGE.disk_magic, 'disk', Math.max(0, end), { expected: 'STRE' });
    const sector = this.view.getInt32(end + END.header, true), last = end / SECTOR_BYTES - 1;
    if (sector < 0 || sector > last) throw new ImageDamage(DAMAGE.disk_range, 'disk', end + END.header, { found: sector, low: 0, high: last });
    return sector * SECTOR_BYTES;
  }

  /** Everything that can be said about the header alone. The parts follow one another without gaps. */
  private requireHeader(): void {
    if (this.word('magic') !== format.HEADER_MAGIC) throw this.damage(DAMAGE.disk_magic, this.header, 0, { expected: 'STRC' });
    if (this.word('format') !== format.FORMAT) throw this.damage(DAMAGE.disk_version, this.header, HEADER.format, { found: this.word('format'), known: format.FORMAT });
    const sectors = (this.disk.length - SECTOR_BYTES - this.header) / SECTOR_BYTES;
    this.range('sectors', sectors, sectors);
    this.range('image_first', format.IMAGE_FIRST, format.IMAGE_FIRST);
    this.range('image_records', format.IMAGE_RECORDS, format.IMAGE_RECORDS);
    this.range('blob_first', format.BLOB_FIRST, format.BLOB_FIRST);
    this.range('blob_records', format.BLOB_RECORDS, format.BLOB_RECORDS);
    this.range('store_first', format.STORE_FIRST, format.STORE_FIRST);
    this.range('store_end', format.STORE_FIRST, sectors);
    this.range('store_next', format.STORE_FIRST, this.word('store_end'));
    this.range('scratch_first', this.word('store_end'), this.word('store_end'));
    this.range('scratch_sectors', sectors - this.word('store_end'), sectors - this.word('store_end'));
  }

  private range(name: keyof typeof HEADER, low: number, high: number): void {
    const found = this.word(name);
    if (found < low || found > high) throw this.damage(DAMAGE.disk_range, this.header, HEADER[name], { found, low, high });
  }

  private word(name: keyof typeof HEADER): number {
    return this.view.getInt32(this.header + HEADER[name], true);
  }

  private blobRecord(number: number): number {
    return this.header + format.BLOB_FIRST * SECTOR_BYTES + number * format.BLOB_RECORD_BYTES;
  }

  private readBlobs(): ReadonlyMap<number, StoredBlob> {
    const blobs = new Map<number, StoredBlob>();
    for (let number = 0; number < format.BLOB_RECORDS; number++) {
      const blob = this.readBlob(number);
      if (blob !== undefined) blobs.set(number, blob);
    }
    return blobs;
  }

  private readBlob(number: number): StoredBlob | undefined {
    const at = this.blobRecord(number), word = (field: number): number => this.view.getInt32(at + field, true);
    const kind = word(BLOB.kind);
    if (kind === KIND.free) return undefined;
    this.requireRange(at, BLOB.kind, kind, KIND.layer, KIND.manifest);
    const first = word(BLOB.first), next = this.word('store_next');
    this.requireRange(at, BLOB.first, first, format.STORE_FIRST, next);
    const length = word(BLOB.length);
    this.requireRange(at, BLOB.length, length, 0, (next - first) * SECTOR_BYTES);
    this.requireZeros(at, BLOB.reserved, BLOB.digest);
    const bytes = this.disk.subarray(this.header + first * SECTOR_BYTES, this.header + first * SECTOR_BYTES + length);
    const found = sha256(bytes);
    if (found !== hex(this.disk.subarray(at + BLOB.digest, at + BLOB.bytes))) {
      throw this.damage(DAMAGE.blob_digest, at, BLOB.digest, { found: `sha256:${found}` });
    }
    return { number, kind, digest: `sha256:${found}`, bytes };
  }

  private requireOwnSectors(): void {
    const owned = new Set<number>();
    for (const { number, bytes } of this.blobs.values()) {
      const at = this.blobRecord(number), first = this.view.getInt32(at + BLOB.first, true);
      for (let sector = first; sector < first + sectorsOf(bytes.length); sector++) {
        if (owned.has(sector)) throw this.damage(DAMAGE.disk_overlap, at, BLOB.first, { sector });
        owned.add(sector);
      }
    }
  }

  /** The bytes at which the records of images stand. */
  private imageRecords(): number[] {
    const first = this.header + format.IMAGE_FIRST * SECTOR_BYTES;
    return Array.from({ length: format.IMAGE_RECORDS }, (_each, index) => first + index * IMAGE.bytes);
  }

  private records(): ImageRecord[] {
    return this.imageRecords().flatMap((at) => {
      const state = this.view.getInt32(at + IMAGE.state, true);
      this.requireRange(at, IMAGE.state, state, format.STATE_FREE, format.STATE_USED);
      return state === format.STATE_FREE ? [] : [this.record(at)];
    });
  }

  private record(at: number): ImageRecord {
    const word = (field: number, low: number, high: number): number => {
      const found = this.view.getInt32(at + field, true);
      this.requireRange(at, field, found, low, high);
      return found;
    };
    const layers = word(IMAGE.layers, 0, LAYERS_MAX), count = word(IMAGE.arguments, 0, TEXT_BYTES.argument_text), last = format.BLOB_RECORDS - 1;
    const entry = word(IMAGE.entry_arguments, 0, count), words = this.texts(at, 'argument_text', count);
    this.requireZeros(at, IMAGE.reserved, IMAGE.name);
    this.requireZeros(at, IMAGE.layer_blobs + 4 * layers, IMAGE.argument_text);
    return {
      at, reference: this.reference(at),
      manifest: word(IMAGE.manifest, format.NO_MANIFEST, last), config: word(IMAGE.config, 0, last),
      layers: Array.from({ length: layers }, (_each, index) => word(IMAGE.layer_blobs + 4 * index, 0, last)),
      settings: {
        entryPoint: words.slice(0, entry), command: words.slice(entry), workingFolder: this.texts(at, 'folder', 1)[0],
        environment: this.texts(at, 'variable_text', word(IMAGE.variables, 0, TEXT_BYTES.variable_text)),
      },
    };
  }

  private reference(at: number): string {
    const [name] = this.texts(at, 'name', 1), [tag] = this.texts(at, 'tag', 1);
    const reference = joinReference({ name, tag });
    if (!isReferenceName(reference)) throw this.damage(DAMAGE.reference, at, IMAGE.name, { found: reference });
    return reference;
  }

  /** So many texts, one behind the other, and zeros behind them. */
  private texts(at: number, field: keyof typeof TEXT_BYTES, count: number): string[] {
    const from = IMAGE[field], end = from + TEXT_BYTES[field];
    let begin = from;
    const texts = Array.from({ length: count }, () => {
      const zero = this.disk.subarray(at, at + end).indexOf(0, begin);
      if (zero < 0) throw this.damage(DAMAGE.disk_text, at, begin);
      const text = this.text(at, begin, zero);
      begin = zero + 1;
      return text;
    });
    this.requireZeros(at, begin, end);
    return texts;
  }

  private text(at: number, begin: number, end: number): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.disk.subarray(at + begin, at + end));
    } catch (trouble) {
      if (!(trouble instanceof TypeError)) throw trouble;
      throw this.damage(DAMAGE.disk_text, at, begin);
    }
  }

  /** An image that the host wrote, as it was; one of an engine, with the manifest that it now gets. */
  private image(record: ImageRecord): Image {
    const config = this.blobOfKind(record, IMAGE.config, record.config, KIND.config);
    const layers = record.layers.map((number, index) => this.blobOfKind(record, IMAGE.layer_blobs + 4 * index, number, KIND.layer));
    if (record.manifest === format.NO_MANIFEST) return this.committed(record, config, layers);
    const manifest = this.blobOfKind(record, IMAGE.manifest, record.manifest, KIND.manifest);
    const image = this.readImage(record.reference, manifest);
    const same = image.config.digest === config.digest && sameItems(image.layers.map(({ digest }) => digest), layers.map(({ digest }) => digest));
    const { labels: _labels, ...settings } = image.settings;
    if (!same || JSON.stringify(ordered(settings)) !== JSON.stringify(ordered(record.settings))) throw this.damage(DAMAGE.disk_differs, record.at, 0);
    return image;
  }

  private committed(record: ImageRecord, config: Blob, layers: readonly Blob[]): Image {
    const image = committedImage({ reference: record.reference, config, layers, settings: record.settings, section: (digest) => this.section(digest) });
    if (image === undefined) throw this.damage(DAMAGE.disk_base, record.at, IMAGE.layer_blobs);
    return image;
  }

  private readImage(reference: string, manifest: Blob): Image {
    const byDigest = new Map([...this.blobs.values()].map((blob) => [blob.digest, blob.bytes]));
    const named = jsonBlob({ mediaType: MEDIA.manifest, digest: manifest.digest, size: manifest.bytes.length });
    return readImage({ blob: (digest) => byDigest.get(digest), place: (digest) => this.section(digest) }, reference, readJson(named.bytes, 'disk'));
  }

  /** What messages call a blob of the disk. */
  private section(digest: string): string {
    const found = [...this.blobs.values()].find((blob) => blob.digest === digest);
    return `blob ${found?.number ?? digest}`;
  }

  private blobOfKind({ at }: ImageRecord, field: number, number: number, expected: number): Blob {
    const kind = this.blobs.get(number)?.kind ?? KIND.free, blob = this.blobs.get(number);
    if (blob === undefined || kind !== expected) throw this.damage(DAMAGE.disk_kind, at, field, { number, found: kind, expected });
    return { digest: blob.digest, bytes: blob.bytes };
  }

  private requireRange(at: number, field: number, found: number, low: number, high: number): void {
    if (found < low || found > high) throw this.damage(DAMAGE.disk_range, at, field, { found, low, high });
  }

  private requireZeros(at: number, from: number, to: number): void {
    const wrong = this.disk.subarray(at + from, at + to).findIndex((byte) => byte !== 0);
    if (wrong >= 0) throw this.damage(DAMAGE.disk_reserved, at, from + wrong);
  }

  /** `at`: the byte of the disk at which a record begins. */
  private damage(row: MessageRow, at: number, offset: number, args: Arguments = {}): ImageDamage {
    return new ImageDamage(row, this.recordName(at), offset, args);
  }

  private recordName(at: number): string {
    const images = this.header + format.IMAGE_FIRST * SECTOR_BYTES, blobs = this.header + format.BLOB_FIRST * SECTOR_BYTES;
    if (at < images) return 'header';
    return at < blobs ? `image ${(at - images) / IMAGE.bytes}` : `blob ${(at - blobs) / BLOB.bytes}`;
  }
}

function sameItems(first: readonly string[], second: readonly string[]): boolean {
  return first.length === second.length && first.every((item, index) => item === second[index]);
}

function ordered({ entryPoint, command, environment, workingFolder }: Omit<Settings, 'labels'>): unknown {
  return [entryPoint, command, environment, workingFolder];
}
