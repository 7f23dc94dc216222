// How long the programs of the containers are, file by file. One instruction counts as one line, as in the other systems.
import { strict as assert } from 'node:assert';
import { join, resolve } from 'node:path';
import { assemble } from '../../src/assembler';
import { SPAN_FIELDS } from '../../src/image/debug';
import { opcodeOf } from '../../src/isa/encoding';
import { Op } from '../../src/isa/instructions';
import { NodePlatform } from '../../src/platform/node/platform';

const FOLDER = resolve('examples/systems/containers');

/** Instructions of a program, and of each of its routines. */
export interface Sizes {
  /** By the file in which they stand, from `examples/` on. */
  readonly files: ReadonlyMap<string, number>;
  /** Of the files below the folder of containers. */
  readonly own: number;
  readonly longest: number;
}

/** The sizes of a program below the folder of containers. */
export function sizes(program: string): Sizes {
  const { image, identity, debug } = assemble({ path: join(FOLDER, `${program}.sasm`), files: new NodePlatform(), folder: resolve('examples') });
  assert.ok(image !== undefined && identity !== undefined);
  const info = debug.get(identity), files = new Map<string, number>();
  assert.ok(info !== undefined);
  let longest = 0;
  for (const { start, length } of image.functions) {
    const count = [...image.code.subarray(start, start + length)].filter((word) => opcodeOf(word) !== Op.case_).length;
    const { name } = info.files[info.spans[start * SPAN_FIELDS]];
    files.set(name, (files.get(name) ?? 0) + count);
    longest = Math.max(longest, count);
  }
  const own = [...files].reduce((sum, [name, count]) => sum + (name.startsWith('systems/containers/') ? count : 0), 0);
  return { files, own, longest };
}
