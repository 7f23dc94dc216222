// Mutants of images: changes that a wrong tool, a broken disk or somebody with bad intent could make, most of them close
// enough to a good image that reading and verification get far.
import type { Random } from '../../src/base/random';
import { encode, encodeSys, operandOf } from '../../src/isa/encoding';
import { INSTRUCTIONS, instructionOf, type Instruction, type Mnemonic } from '../../src/isa/instructions';
import type { Image, ImageFunction, LoadedImage } from '../../src/image/image';
import { LoadError, SECTIONS } from '../../src/image/messages';
import { decodeImage } from '../../src/image/read';
import { encodeImage, HEADER_BYTES, LENGTHS_OFFSET, sectionStart } from '../../src/image/write';

const ALL = Object.entries(INSTRUCTIONS).map(([mnemonic, row]): Instruction => ({ ...row, mnemonic: mnemonic as Mnemonic }));
const WORDS = [0, 1, 2, 3, 4, 7, 8, 63, 64, 255, 256, 4095, 4096, 65_535, 65_536, 0xff_ffff, 0x7fff_ffff, 0x8000_0000, 0xffff_fffc,
  0xffff_ffff];

/** A word of code near to another: same kind of instruction, another operand, or anything at all. */
function nearby(random: Random, image: Image, word: number): number {
  const instruction = instructionOf(word & 0xff);
  if (instruction === undefined) return encode(random.pick(ALL).code, random.below(4));
  const alike = ALL.filter((one) => one.effect === instruction.effect && one.operand === instruction.operand);
  switch (random.below(6)) {
    case 0: return encode(random.pick(ALL).code, random.below(8));
    case 1: return word + (random.pick([-1, 1, 2, -2]) << 8);
    case 2: return random.word();
    case 3: return encode(instruction.code, operandFor(random, image, instruction));
    default: return encode(random.pick(alike).code, operandOf(word, instruction));
  }
}

/** An operand that an instruction may well have. */
function operandFor(random: Random, image: Image, instruction: Instruction): number {
  switch (instruction.operand) {
    case 'small': return random.below(1 << 24);
    case 'integer': return random.below(image.integers.length + 1);
    case 'float': return random.below(image.floats.length + 1);
    case 'function': return random.below(image.functions.length + 1);
    case 'type': return random.below(image.types.length + 1);
    case 'code': return random.below(image.code.length + 1);
    case 'sys': return encodeSys(random.below(4096), random.pick(image.types.filter((type) => type.params.length <= 5)) ?? { params: [] });
    default: return random.below(6);
  }
}

/** The image with words of its code replaced by others; what follows moves, and jumps go with it. */
function spliced(image: Image, at: number, remove: number, insert: readonly number[]): Image {
  const shift = insert.length - remove;
  const moved = (target: number): number => (target > at ? target + shift : target);
  const fix = (word: number): number => {
    const instruction = instructionOf(word & 0xff);
    return instruction?.operand === 'code' ? encode(instruction.code, moved(word >>> 8)) : word;
  };
  const code = [...image.code.slice(0, at), ...insert, ...image.code.slice(at + remove)].map(fix);
  const functions = image.functions.map((fn): ImageFunction => (
    fn.start > at ? { ...fn, start: fn.start + shift } : fn.start + fn.length > at ? { ...fn, length: fn.length + shift } : fn));
  return { ...image, code: Int32Array.from(code), functions };
}

/** Instructions that leave the stack as deep as it was, from pieces of the image and from nothing. */
function harmless(random: Random, image: Image): number[] {
  const at = random.below(image.code.length);
  return random.pick([
    [encode(INSTRUCTIONS.nop.code)],
    [encode(INSTRUCTIONS.push.code, random.below(1 << 24)), encode(INSTRUCTIONS.drop.code)],
    [encode(INSTRUCTIONS.push.code, random.below(70_000)),
      encode(random.pick(ALL.filter((one) => one.effect === 'addr:i32 -> i32')).code, random.below(5)), encode(INSTRUCTIONS.drop.code)],
    [encode(INSTRUCTIONS.push.code, random.below(20)),
      encode(random.pick(ALL.filter((one) => one.effect.endsWith(':i32 -> i32')
        && !one.effect.includes(' b'))).code), encode(INSTRUCTIONS.drop.code)],
    [encode(INSTRUCTIONS.push.code, random.below(12)), encode(INSTRUCTIONS.push.code, random.below(30)),
      encode(INSTRUCTIONS.push.code, random.below(100_000)), encode(random.pick([INSTRUCTIONS.copy, INSTRUCTIONS.fill]).code)],
    [...image.code.slice(at, at + random.below(4))],
  ]);
}

const changes: readonly ((random: Random, image: Image) => Image)[] = [
  (random, image) => {
    const code = image.code.slice();
    for (let count = 1 + random.below(3); count > 0; count--) {
      const at = random.below(code.length);
      code[at] = nearby(random, image, code[at]);
    }
    return { ...image, code };
  },
  (random, image) => spliced(image, random.below(image.code.length), 0, harmless(random, image)),
  (random, image) => spliced(image, random.below(image.code.length), 1 + random.below(2),
    random.below(2) === 0 ? [] : harmless(random, image)),
  (random, image) => {
    const code = image.code.slice(), a = random.below(code.length), b = random.below(code.length);
    [code[a], code[b]] = [code[b], code[a]];
    return { ...image, code };
  },
  (random, image) => changedFunction(random, image),
  (random, image) => ({ ...image, entry: random.pick([0, 0, 0, random.below(image.functions.length + 1)]),
    window: random.pick([image.window, undefined, 0, random.below(100_000), random.pick(WORDS)]) }),
  (random, image) => ({ ...image,
    types: image.types.map((type) => (random.below(9) > 0 ? type : { params: [...type.params, random.pick(['i32', 'f64'] as const)],
      result: random.pick(['i32', 'f64', undefined] as const) })) }),
  (random, image) => ({ ...image,
    table: image.table.map((index) => (random.below(3) > 0 ? index : random.below(image.functions.length + 1))) }),
  (random, image) => ({ ...image, integers: image.integers.map((value) => (random.below(2) > 0 ? value : random.word())),
    floats: image.floats.map((value) => (random.below(2) > 0 ? value : random.pick([0, -0, NaN, Infinity, -1e300, 4294967295.5]))) }),
  (random, image) => ({
    ...image, segments: image.segments.map((segment) => (random.below(2) > 0
      ? segment : { address: segment.address + random.pick([0, 1, -1, 60_000, 0x7fff_0000]), bytes: nested(random, segment.bytes) })),
  }),
  (random, image) => ({ ...image,
    functions: random.pick([image.functions, image.functions, image.functions.slice(1),
      [...image.functions, ...image.functions.slice(-1)]]) }),
];

function changedFunction(random: Random, image: Image): Image {
  const functions = [...image.functions];
  const at = random.below(functions.length), fn = functions[at];
  functions[at] = random.pick<ImageFunction>([
    { ...fn, type: random.below(image.types.length + 1) }, { ...fn, operands: Math.max(0, fn.operands + random.pick([-60, -1, 1, 4000])) },
    { ...fn, locals: [...fn.locals, random.pick(['i32', 'f64'] as const)] }, { ...fn, locals: fn.locals.slice(1) }, { ...fn,
      length: Math.max(0, fn.length + random.pick([-1, 1])) },
  ]);
  return { ...image, functions };
}

/** An image inside data is mutated too; other data stays or has a byte changed. */
function nested(random: Random, bytes: Uint8Array): Uint8Array {
  if (bytes.length >= HEADER_BYTES && bytes[0] === 0x53 && bytes[1] === 0x49) return mutant(random, bytes);
  const changed = bytes.slice();
  if (changed.length > 0) changed[random.below(changed.length)] = random.below(256);
  return changed;
}

function setWord(bytes: Uint8Array, offset: number, value: number): void {
  if (offset >= 0 && offset + 4 <= bytes.length) new DataView(bytes.buffer, bytes.byteOffset).setUint32(offset, value, true);
}

/** Changes of the file that know where its parts are. */
const damages: readonly ((random: Random, file: Uint8Array) => Uint8Array)[] = [
  (random, file) => {
    setWord(file, random.below(HEADER_BYTES / 4) * 4, random.pick(WORDS));
    return file;
  },
  (random, file) => {
    const start = sectionStart(file, random.pick(SECTIONS));
    setWord(file, start + random.below(16) * 4, random.pick(WORDS));
    return file;
  },
  (random, file) => {
    // One section grows at the cost of the next.
    const view = new DataView(file.buffer, file.byteOffset), at = LENGTHS_OFFSET
      + random.below(SECTIONS.length - 1) * 4, by = random.pick([4, -4, 8, 1, -1]);
    view.setUint32(at, view.getUint32(at, true) + by, true);
    view.setUint32(at + 4, view.getUint32(at + 4, true) - by, true);
    return file;
  },
  (random, file) => {
    for (let count = 1 + random.below(4); count > 0; count--) file[random.below(file.length)] ^= 1 << random.below(8);
    return file;
  },
  (random, file) => file.slice(0, random.below(file.length + 1)),
  (random, file) => Uint8Array.of(...file, ...Array.from({ length: random.below(20) }, () => random.below(256))),
  (random, file) => {
    const from = random.below(file.length), to = random.below(file.length);
    file.copyWithin(to, from, Math.min(file.length, from + random.below(40)));
    return file;
  },
];

/** What can still be read of a file that may have been changed before. */
function readable(file: Uint8Array): LoadedImage | undefined {
  try {
    return decodeImage(file);
  } catch (error) {
    if (error instanceof LoadError) return undefined;
    throw error;
  }
}

/** A mutant of an image file; the same one for the same random numbers. Most are changed as images, some as bytes. */
export function mutant(random: Random, file: Uint8Array): Uint8Array {
  const loaded = random.below(4) === 0 ? undefined : readable(file);
  if (loaded === undefined) return random.pick(damages)(random, file.slice());
  let image: Image = loaded;
  for (let count = 1 + random.below(2); count > 0 && image.functions.length > 0
    && image.code.length > 0; count--) image = random.pick(changes)(random, image);
  const bytes = encodeImage(image, loaded.debug);
  return random.below(12) === 0 ? random.pick(damages)(random, bytes) : bytes;
}
