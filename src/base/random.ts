// Seeded random numbers, for the machine's random device and for tests that must replay from one number.

/** The next state of the generator: one step of the Weyl sequence that mulberry32 (Tommy Ettinger, public domain) walks. */
export function nextSeed(state: number): number {
  return (state + 0x6d2b79f5) | 0;
}

/** The 32-bit number, as an i32, that belongs to a state of {@link nextSeed}. */
export function randomOf(state: number): number {
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return t ^ (t >>> 14);
}

/** A source of random numbers that gives the same ones for the same seed. */
export class Random {
  constructor(private state: number) {}

  /** Any i32. */
  word(): number {
    this.state = nextSeed(this.state);
    return randomOf(this.state);
  }

  /** A whole number from 0 to `limit - 1`; `limit` from 1 to 2^32. */
  below(limit: number): number {
    return Math.floor(((this.word() >>> 0) / 2 ** 32) * limit);
  }

  /** One of the items, each as likely as the others. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }
}
