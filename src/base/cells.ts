// How wide a text is on a terminal, and in a table of fixed width.

/** Scripts whose characters take two cells of a terminal: Hangul, kana, ideographs and full-width forms. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]|[\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /[\p{Mark}\u200b-\u200f]/u;

/** Cells of a terminal that a text takes; without tabs and line ends in it. */
export function cells(text: string): number {
  let count = 0;
  for (const character of text) count += NO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return count;
}

/** The text with spaces behind it, `width` cells wide at least. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cells(text)));
}

/** The text with spaces before it, `width` cells wide at least. */
export function paddedLeft(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - cells(text))) + text;
}
