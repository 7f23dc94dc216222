// Applies a unified diff, as `diff -u` writes it, so that a guide which shows one cannot show a wrong one.
import { strict as assert } from 'node:assert';

/** What comes of a text by the hunks of a diff; its first two lines name the files. */
export function patched(text: string, diff: string): string {
  const old = text.split('\n');
  const made: string[] = [];
  let at = 0;
  for (const hunk of diff.split(/^(?=@@ )/m).slice(1)) {
    const [head, ...lines] = hunk.replace(/\n$/, '').split('\n');
    const start = Number(/^@@ -(\d+)/.exec(head)?.[1]) - 1;
    made.push(...old.slice(at, start));
    at = start;
    for (const line of lines) {
      if (line[0] !== '+') assert.equal(line.slice(1), old[at++], `line ${at} of the old text`);
      if (line[0] !== '-') made.push(line.slice(1));
    }
  }
  return [...made, ...old.slice(at)].join('\n');
}
