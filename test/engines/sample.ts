// What one round of fuzzing is about: a program, the machine that it gets, and how its run is cut and observed. All of it
// follows from one seed; a shrunk sample is one that was changed since.
import { Random } from '../../src/base/random';
import type { InputEvent } from '../../src/machine/input';
import type { MachineOptions } from '../../src/machine/machine';
import { decodeImage } from '../../src/image/read';
import { encodeStripped } from '../../src/image/write';
import { verify, type VerifiedImage } from '../../src/verifier/verify';
import { assembled, generateProgram, type Layer } from '../witness/generate';

/** A piece of a run, and what an observer does before it. */
export interface Piece {
  /** Steps at most. */
  readonly steps: number;
  /** Work at most each time that the machine is told to run. */
  readonly work: number;
  readonly stops: readonly Stop[];
  /** Causes to stop for: bits. */
  readonly causes: number;
  /** Whether to stop wherever a context goes on after others have run. */
  readonly entries: boolean;
  /** Whether to undo the pieces of a long instruction before looking. */
  readonly settle: boolean;
}

/** A stop to plant, or to take away. */
export interface Stop {
  /** Which program of the machine, in order of appearance; nothing happens where there are not so many. */
  readonly program: number;
  /** Address of code; nothing happens where there is none. */
  readonly address: number;
  readonly wanted: boolean;
}

export interface Sample {
  readonly seed: number;
  readonly layer: Layer;
  readonly options: MachineOptions;
  readonly pieces: readonly Piece[];
  /** Names of the debug properties that are switched on. */
  readonly properties: readonly string[];
}

const LIMITS = { contexts: 6, frames: 24, images: 6, slots: 1024 };
const DISK = Uint8Array.from({ length: 1500 }, (_, i) => i * 7);
const MEMORY = 16_384, LARGE_MEMORY = 3 * 65_536;

/** A generator of random numbers of its own for each seed and purpose. */
export function randomFor(seed: number, purpose: number): Random {
  return new Random(Math.imul(seed + 1, 0x9e37_79b1) ^ Math.imul(purpose + 1, 0x85eb_ca6b));
}

/** The sample that belongs to a seed; `properties` are those that may be switched on. */
export function sampleOf(seed: number, properties: readonly string[]): Sample {
  const layer = generateProgram(randomFor(seed, 0));
  const random = randomFor(seed, 1);
  const window = layer.image.window ?? 0;
  const memory = random.below(200) === 0 ? LARGE_MEMORY : Math.max(window, random.below(2) === 0 ? window : MEMORY);
  const options = {
    memory, limits: LIMITS, seed, leaky: random.below(8) === 0, disk: random.below(2) === 0 ? DISK : new Uint8Array(0),
    args: ['one', 'two'], input: someInput(random),
  };
  const chosen = properties.filter(() => random.below(2 * properties.length) === 0);
  return { seed, layer, options, pieces: somePieces(random, layer.image.code.length), properties: chosen };
}

/** Input at random steps; it mostly ends. */
function someInput(random: Random): InputEvent[] {
  const count = random.below(3) === 0 ? random.below(6) : 0;
  const steps = Array.from({ length: count }, () => random.below(3000)).sort((a, b) => a - b);
  const events = steps.map((step): InputEvent => ({ step, bytes: Uint8Array.of(random.below(256), 10) }));
  return random.below(20) === 0 ? events : [...events, { step: steps.at(-1) ?? 0, bytes: undefined }];
}

function somePieces(random: Random, words: number): Piece[] {
  const count = 1 + random.below(5);
  const planted: Stop[] = [];
  return Array.from({ length: count }, (): Piece => {
    const stops: Stop[] = planted.splice(0).map((stop) => ({ ...stop, wanted: false }));
    for (let left = random.below(3) === 0 ? random.below(4) : 0; left > 0; left--) {
      planted.push({ program: random.below(4) === 0 ? random.below(3) : 0, address: random.below(words), wanted: true });
    }
    return {
      steps: Math.floor(10 ** (1 + random.below(300) / 100)),
      work: random.below(4) > 0 ? 1e9 : random.pick([5, 50, 1000]),
      stops: [...stops, ...planted], causes: random.below(3) === 0 ? random.word() : 0, entries: random.below(5) === 0,
      settle: random.below(3) === 0,
    };
  });
}

/** The image of the sample's program, verified, with everything that it carries. */
export function imageOf({ layer }: Sample): VerifiedImage {
  return verify(decodeImage(encodeStripped(assembled(layer))));
}
