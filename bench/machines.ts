// Machines for benches: from a text or a file of bench/ to one that stands before its first instruction, with the limits
// that a launch has where it says nothing.
import { join } from 'node:path';
import { assemble, type Request } from '../src/assembler';
import { compiler } from '../src/compiler/engine';
import { decodeImage } from '../src/image/read';
import { encodeImage } from '../src/image/write';
import { CONTEXTS_DEFAULT, FRAMES_DEFAULT, IMAGES_DEFAULT, MEMORY_DEFAULT, SLOTS_DEFAULT } from '../src/isa/limits';
import type { EngineMaker } from '../src/machine/engine';
import type { InputEvent } from '../src/machine/input';
import { interpreter } from '../src/machine/interpreter';
import { Machine } from '../src/machine/machine';
import { NodePlatform } from '../src/platform/node/platform';
import { verify, type VerifiedImage } from '../src/verifier/verify';

/** Everything is found from the folder of the repository, in which benches are started. */
export const ROOT = process.cwd();
export const PROGRAMS = join(ROOT, 'bench', 'programs');
/** What is built or fetched for benches and belongs to nobody's repository. */
export const CACHE = join(ROOT, '.cache', 'bench');

/** `auto` is what a launch takes where it says nothing, `compiler` compiles everything at once, whatever that costs. */
export const ENGINES: Readonly<Record<'auto' | 'interpreter' | 'compiler', EngineMaker>> = {
  auto: compiler(), interpreter, compiler: compiler({ always: true }),
};
export type EngineName = keyof typeof ENGINES;

/** The verified image of a program whose text must have no errors. */
export function imageOf(request: Request): VerifiedImage {
  const { image, debug, diagnostics } = assemble(request);
  if (image === undefined) throw new Error(`${request.path} has errors: ${JSON.stringify(diagnostics)}`);
  return verify(decodeImage(encodeImage(image, debug)));
}

/** The image of a text that may include and embed what lies in bench/programs. */
export function imageOfText(text: string): VerifiedImage {
  return imageOf({ path: join(PROGRAMS, 'main.sasm'), text, files: new NodePlatform(), folder: PROGRAMS });
}

export function machineOf(image: VerifiedImage, engine?: EngineMaker, input: readonly InputEvent[] = []): Machine {
  return new Machine(image, {
    memory: MEMORY_DEFAULT, limits: { contexts: CONTEXTS_DEFAULT, frames: FRAMES_DEFAULT, images: IMAGES_DEFAULT, slots: SLOTS_DEFAULT },
    seed: 1, leaky: false, disk: new Uint8Array(0), args: [], input, engine,
  });
}
