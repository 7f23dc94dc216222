// The programs of the suite: how much work each does, and what a unit of it is. Engines that are slow do less of it, and are
// compared by the time for a unit.

export interface Program {
  readonly name: string;
  /** Work counts: for engines that compile, some tenths of a second, and for others. */
  readonly usual: number;
  readonly small: number;
  /** What a unit is. */
  readonly unit: { readonly en: string; readonly ko: string };
  /** Units of a work count; the checksum says it where the work depends on the numbers. */
  units(count: number, checksum: number): number;
}

const linear = (each: number) => (count: number): number => count * each;

/** Calls that it takes to find a Fibonacci number by recursion: twice the next number less 1. */
function fibonacciCalls(n: number): number {
  let [one, next] = [0, 1];
  for (let i = 0; i < n; i++) [one, next] = [next, one + next];
  return 2 * next - 1;
}

export const SUITE: readonly Program[] = [
  { name: 'fib', usual: 38, small: 27, unit: { en: 'call', ko: '호출' }, units: fibonacciCalls },
  { name: 'sieve', usual: 60, small: 1, unit: { en: 'number', ko: '수' }, units: linear(1_000_000) },
  { name: 'matmul', usual: 250, small: 1, unit: { en: 'product', ko: '곱셈' }, units: linear(120 ** 3) },
  { name: 'mandelbrot', usual: 80, small: 1, unit: { en: 'iteration', ko: '반복' }, units: (_count, checksum) => checksum },
  { name: 'nbody', usual: 2_000_000, small: 15_000, unit: { en: 'step', ko: '단계' }, units: linear(1) },
  { name: 'collatz', usual: 160, small: 1, unit: { en: 'step', ko: '단계' }, units: (_count, checksum) => checksum },
  { name: 'xorshift', usual: 800, small: 5, unit: { en: 'number', ko: '수' }, units: linear(100_000) },
  { name: 'quicksort', usual: 50, small: 1, unit: { en: 'number', ko: '수' }, units: linear(50_000) },
];

/** What an engine answers: the checksum of the work, and the seconds that it took, without any start. */
export interface Sample {
  readonly checksum: number;
  readonly seconds: number;
}
