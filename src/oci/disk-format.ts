// The format of images on a disk of the machine: records of one size, little-endian words, texts that end with a zero, so that a
// program in assembly reads them with a few loads. docs/containers.md has the same tables; a test compares. Sectors count from the
// header, wherever on the disk it stands; the last sector of the disk says where.
import { SECTOR_BYTES } from '../isa/limits';
import { NAME_MAX, TAG_MAX } from './reference';
import { LAYERS_MAX } from './image';

export { SECTOR_BYTES };

/** The words `STRC` and `STRE`: the header, and the end of the disk. */
export const HEADER_MAGIC = 0x43525453;
export const END_MAGIC = 0x45525453;
export const FORMAT = 1;

/** Where the words of the header stand, in bytes; the rest of its sector is zero. */
export const HEADER = {
  magic: 0, format: 4, sectors: 8, image_first: 12, image_records: 16, blob_first: 20, blob_records: 24, store_first: 28, store_next: 32, store_end: 36,
  scratch_first: 40, scratch_sectors: 44, bytes: 48,
} as const;

/** The words of the last sector of a disk. */
export const END = { magic: 0, header: 4, bytes: 8 } as const;

/** Records and their sizes: two sectors for each image, eight blobs to a sector. */
export const IMAGE_RECORD_BYTES = 1024;
export const BLOB_RECORD_BYTES = 64;
export const IMAGE_RECORDS = 32;
export const BLOB_RECORDS = 256;

/** What is in the record of an image, in bytes. */
export const IMAGE = {
  state: 0, layers: 4, arguments: 8, entry_arguments: 12, variables: 16, manifest: 20, config: 24, reserved: 28,
  name: 32, tag: 96, folder: 128, layer_blobs: 192, argument_text: 320, variable_text: 640, bytes: IMAGE_RECORD_BYTES,
} as const;

/** Bytes of the texts of a record. */
export const TEXT_BYTES = { name: NAME_MAX + 1, tag: TAG_MAX + 1, folder: 64, argument_text: 320, variable_text: 384 } as const;
export const FOLDER_MAX = TEXT_BYTES.folder - 1;

/** What is in the record of a blob, in bytes. */
export const BLOB = { kind: 0, first: 4, length: 8, reserved: 12, digest: 32, bytes: BLOB_RECORD_BYTES } as const;

/** The state of an image's record. */
export const STATE_FREE = 0, STATE_USED = 1;

/** What a blob is; 0: the record is free. */
export const KIND = { free: 0, layer: 1, config: 2, manifest: 3 } as const;

/** The number of the manifest of an image that a container's engine made: the host makes its manifest when it is saved. */
export const NO_MANIFEST = -1;

/** Sectors that the bytes take. */
export function sectorsOf(bytes: number): number {
  return Math.ceil(bytes / SECTOR_BYTES);
}

/** What stands where; in sectors. */
export const IMAGE_FIRST = 1;
export const BLOB_FIRST = IMAGE_FIRST + sectorsOf(IMAGE_RECORDS * IMAGE_RECORD_BYTES);
export const STORE_FIRST = BLOB_FIRST + sectorsOf(BLOB_RECORDS * BLOB_RECORD_BYTES);

/** Each layer of an image has a word in its record. */
export const LAYER_WORDS = LAYERS_MAX;
