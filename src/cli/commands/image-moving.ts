// `strata image disk`, `save` and `load`: images between layouts, archives and disks.
import { Refusal } from '../../base/message';
import { SECTOR_BYTES } from '../../isa/limits';
import { makeDisk } from '../../oci/disk-write';
import { REFUSED } from '../../oci/messages';
import { SIZE_PATTERN, sizeOf } from '../../options/values';
import type { Call } from '../call';
import { EXIT_CODES } from '../exit-codes';
import { namedImages, readImages, refuseExisting, sourceDate, writeImages } from '../image/collections';
import { REFUSALS, USAGE } from '../messages';
import { UsageError } from '../usage';

const ROOM_DEFAULT = 1024 * 1024;

/** Writes a new disk with the images of all sources. */
export async function imageDisk(call: Call): Promise<number> {
  const { given, platform } = call, output = given.text('output') ?? '';
  const room = readBytes(call, 'room'), scratch = readBytes(call, 'scratch');
  refuseExisting(call, output, given.has('force'));
  const images = given.operands.flatMap((source) => readImages(call, source));
  platform.writeFile(output, makeDisk(images, { system: readSystem(call), room, scratch }));
  return EXIT_CODES.done.code;
}

/** Bytes as in `64KiB`. */
function readBytes({ given }: Call, flag: string): number {
  const found = given.text(flag);
  if (found === undefined) return ROOM_DEFAULT;
  if (!new RegExp(SIZE_PATTERN).test(found)) throw new UsageError(USAGE.size, { flag: `--${flag}`, found });
  return sizeOf(found);
}

function readSystem({ given, platform }: Call): Uint8Array {
  const path = given.text('system');
  if (path === undefined) return new Uint8Array(0);
  const system = platform.readFile(path);
  if (system === undefined) throw new Refusal(REFUSALS.no_file, { path });
  if (system.length % SECTOR_BYTES !== 0) throw new Refusal(REFUSED.system, { path, found: system.length, sector: SECTOR_BYTES });
  if (system.subarray(0, MARK_BYTES).every((byte) => byte === 0) && system.some((byte) => byte !== 0)) throw new Refusal(REFUSED.system_lost, { path });
  return system;
}

/** Systems put a mark at the beginning of a disk of theirs; where it is zero they take the disk for an empty one. */
const MARK_BYTES = 4;

/** Takes images out of a source, into a layout or an archive. */
export async function imageSave(call: Call): Promise<number> {
  return move(call);
}

/** Puts the images of a source onto a disk or into a layout. */
export async function imageLoad(call: Call): Promise<number> {
  return move(call);
}

function move(call: Call): number {
  const { given } = call, [source, ...names] = given.operands;
  const images = namedImages(call, source, names);
  writeImages(call, given.text('output') ?? '', images, { force: given.has('force'), time_s: sourceDate(call) });
  return EXIT_CODES.done.code;
}
