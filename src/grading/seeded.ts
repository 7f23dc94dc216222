// Input that is made from a seed: the same for everybody who has the seed, on any system.
import { Random } from '../base/random';

/** Whole numbers, one a line. */
export interface SeededNumbers {
  readonly seed: number;
  readonly count: number;
  /** Least and greatest of them; within 32 bits of each other. */
  readonly least: number;
  readonly most: number;
}

/** The text of the input: each number that follows from the seed by mulberry32 (see base/random), scaled to the range. */
export function numbersOf({ seed, count, least, most }: SeededNumbers): string {
  const random = new Random(seed), range = Math.min(2 ** 32, Math.max(1, most - least + 1));
  return Array.from({ length: count }, () => `${least + random.below(range)}\n`).join('');
}
