// How many values an instruction takes from the operand stack and leaves on it.
import { decodeSys, effectOf, opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import type { FunctionType } from '../isa/types';
import type { Image } from '../image/image';

/** Values that an instruction takes and leaves. */
export interface Counts {
  readonly pops: number;
  readonly pushes: number;
}

/** The counts of a word of an image. `ret` counts as nothing: what it takes belongs to the caller. */
export function countsOf(image: Image, word: number): Counts {
  const code = opcodeOf(word), operand = word >>> 8;
  const effect = effectOf(code);
  if (effect !== undefined) return { pops: effect.pops.length, pushes: effect.pushes.length };
  switch (code) {
    case Op.get: return { pops: 0, pushes: 1 };
    case Op.set: return { pops: 1, pushes: 0 };
    case Op.tee: return { pops: 1, pushes: 1 };
    case Op.call: return sides(image.types[image.functions[operand].type], 0);
    case Op.call_table: return sides(image.types[operand], 1);
    case Op.sys: return sides(decodeSys(operand)?.type ?? { params: [] }, 0);
    default: return { pops: 0, pushes: 0 };
  }
}

function sides(type: FunctionType, more: number): Counts {
  return { pops: type.params.length + more, pushes: type.result === undefined ? 0 : 1 };
}
