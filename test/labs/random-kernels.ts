// Random guest kernels, made so that hypervisors have something to do: they load images, make contexts in both modes and
// at all places of their memory, resume them with budgets, complete and refuse, move windows, arm alarms, wait, use the
// disk, call the firmware, and misuse all of it now and then. The same number gives the same kernel.
import { Random } from '../../src/base/random';
import { encodeStripped } from '../../src/image/write';
import { assembled, generateLayer, type Layer, type Wish } from '../witness/generate';
import { SCRIPT_MEMORY, scriptedKernel } from './scripted-kernels';

/** A kernel and what its machine has. */
export interface RandomKernel {
  readonly number: number;
  readonly image: Uint8Array;
  /** Bytes of memory of its machine. */
  readonly memory: number;
  readonly seed: number;
  /** Instructions of a turn under a hypervisor. */
  readonly slice: number;
  readonly disk: Uint8Array;
}

const SECTORS = 4;
const SECTOR_BYTES = 512;
const SLICES: readonly number[] = [1, 2, 3, 7, 19, 50, 333, 1000, 10_000];
const WINDOWS: readonly number[] = [512, 1023, 2048, 4096];

/** What runs below a kernel: processes, or kernels above processes of their own. */
function below(random: Random, wish: Wish): Layer[] {
  const process = (): Layer => generateLayer(random, { ...wish, words: 40 + random.below(80), window: random.pick(WINDOWS), risk: random.pick([8, 20, 60]) });
  if (random.below(3) > 0) return random.below(2) === 0 ? [process()] : [process(), process()];
  return [generateLayer(random, { ...wish, words: 100, window: 4096 + random.pick(WINDOWS), risk: 60 }, [process()]), process()];
}

/** A kernel instruction by instruction, as the engines are tested with. */
function generated(random: Random): { image: Uint8Array; memory: number } {
  const child: Wish = { words: 60, window: 1024, risk: 20, devices: false, privileged: true, irreducible: false };
  const layer = generateLayer(random, { words: 150 + random.below(200), window: 6000 + random.below(10_000), risk: 300, devices: true,
    privileged: true, irreducible: random.below(7) === 0 }, below(random, child));
  const image = assembled(layer);
  return { image: encodeStripped(image), memory: image.window ?? 0 };
}

/** The kernel with a number: every other one is a script. */
export function randomKernel(number: number): RandomKernel {
  const random = new Random(number * 7919);
  const made = number % 2 === 0 ? generated(random) : { image: scriptedKernel(random), memory: SCRIPT_MEMORY };
  return {
    number, ...made, seed: random.word(), slice: random.pick(SLICES),
    disk: Uint8Array.from({ length: SECTORS * SECTOR_BYTES }, () => random.below(256)),
  };
}
