// docs/image.md says what the format is: its numbers are those of the source, and it lists every load error.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { WINDOW_ALL, WINDOW_OFFSET } from '../../src/image/image';
import { LOAD_ERRORS, SECTIONS } from '../../src/image/messages';
import { DEBUG_MAGIC, FORMAT, HEADER_BYTES, LENGTHS_OFFSET, MAGIC } from '../../src/image/write';

const text = readFileSync('docs/image.md', 'utf8');

function letters(word: number): string {
  return String.fromCharCode(...new Uint8Array(Uint32Array.of(word).buffer));
}

describe('image: manual', () => {
  it('lists every load error as it is told', () => {
    const listed = text.split('\n').filter((line) => /^\| L\d{3} /.test(line));
    assert.deepEqual(listed, Object.values(LOAD_ERRORS).map(({ code, en }) => `| ${code} | ${en} |`));
  });

  it('names the sections in their order', () => {
    const at = SECTIONS.map((section) => text.indexOf(`\n| ${section} |`));
    assert.ok(at.every((offset, i) => offset > (at[i - 1] ?? 0)), String(at));
  });

  it('has the numbers of the header', () => {
    const left = HEADER_BYTES - LENGTHS_OFFSET - 4 * SECTIONS.length;
    for (const row of [`| 0 | 4 | \`${letters(MAGIC)}\` |`, `| 4 | 4 | format: ${FORMAT} |`,
      `| ${WINDOW_OFFSET} | 4 | bytes of the window that it wants; ${WINDOW_ALL}:`,
      `| ${LENGTHS_OFFSET} | ${SECTIONS.length} x 4 |`, `| ${LENGTHS_OFFSET + 4 * SECTIONS.length} | ${left} | zero |`,
      `\`${letters(DEBUG_MAGIC)}\``]) assert.ok(text.includes(row), row);
  });
});
