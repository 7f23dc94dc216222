// Places in the texts that scenarios open, found by what stands there.
import { readFileSync } from 'node:fs';

/** The number, from 1, of the first line of a file that fits a pattern. */
export function lineOf(file: string, pattern: RegExp): number {
  const line = readFileSync(file, 'utf8').split('\n').findIndex(text => pattern.test(text)) + 1;
  if (line === 0) throw new Error(`${file} has no line ${pattern}`);
  return line;
}
