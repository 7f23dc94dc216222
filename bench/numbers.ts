// What benches say about many measurements of one thing.

/** Middle, ends, and how many there were. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly count: number;
}

/** @param part from 0 to 1 */
export function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b), { length } = sorted;
  const median = length % 2 === 1 ? sorted[length >> 1] : (sorted[length / 2 - 1] + sorted[length / 2]) / 2;
  return { median, least: sorted[0], most: sorted[length - 1], count: length };
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Milliseconds that `work` takes. */
export function time_ms(work: () => void): number {
  const start_ms = performance.now();
  work();
  return performance.now() - start_ms;
}
