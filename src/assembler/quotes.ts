// Texts as the language writes them.

/** A text as the language writes it. */
export function quoted(text: string): string {
  let result = '"';
  for (const character of text) result += escaped(character.codePointAt(0) ?? 0, character);
  return `${result}"`;
}

const ESCAPES: ReadonlyMap<number, string> = new Map([[10, '\\n'], [9, '\\t'], [13, '\\r'], [0, '\\0'], [34, '\\"'], [92, '\\\\']]);

/** Characters that could not be seen, or that change the order of others. */
const INVISIBLE = /^[\p{C}\p{Zl}\p{Zp}]$/u;

/** A character between quotation marks. */
export function escaped(point: number, character: string): string {
  const known = ESCAPES.get(point);
  if (known !== undefined) return known;
  return point < 32 || (point >= 127 && INVISIBLE.test(character)) ? `\\u{${point.toString(16)}}` : character;
}
