// The name that somebody probably meant.

/** The longest name that a suggestion is looked for, and how many names are looked at. */
const LENGTH_MAX = 64;
const CANDIDATES_MAX = 20_000;

/** The candidate with the fewest changed letters, if there are few enough: one for short names, at most three. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LENGTH_MAX) return undefined;
  let best: string | undefined;
  let fewest = Math.min(3, Math.max(1, Math.floor(name.length / 3))) + 1;
  let left = CANDIDATES_MAX;
  for (const candidate of candidates) {
    if (left-- === 0) break;
    if (candidate === name || Math.abs(candidate.length - name.length) >= fewest) continue;
    const changes = distance(name, candidate);
    if (changes >= fewest) continue;
    best = candidate;
    fewest = changes;
  }
  return best;
}

/** Letters to insert, delete, replace or exchange with their neighbour: the optimal string alignment distance. */
function distance(a: string, b: string): number {
  const { length } = b;
  let older: number[] = [], old = Array.from({ length: length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
    }
    older = old;
    old = row;
  }
  return old[length];
}
