// What numbers, characters and texts of the source are worth.

const BACKSLASH = 92, ZERO = 48, NINE = 57, UNDERSCORE = 95;

/**
 * The number that well-written digits stand for: decimal, `0x`, `0b`, with `_` between digits. The result may be
 * beyond 32 bits; the caller tests that.
 */
export function integerValue(text: string, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit === UNDERSCORE) continue;
    if (unit < ZERO || unit > NINE) return Number(text.slice(start, end).replaceAll('_', ''));
    value = value * 10 + unit - ZERO;
  }
  return value;
}

/** The number that a well-written floating-point literal stands for. */
export function floatValue(text: string): number {
  return Number(text.replaceAll('_', ''));
}

/** An escape that nobody knows: where it stands in the literal, and how long it is. */
export interface BadEscape {
  readonly offset: number;
  readonly length: number;
}

/** Characters of a literal, or what is wrong with it. */
export interface Characters {
  /** Numbers below 256 of `\x`, marked by BYTE_MARK, and code points. */
  readonly points: number[];
  readonly bad: readonly BadEscape[];
}

/** Set in a number of {@link Characters} that is a byte of its own and not a character. */
export const BYTE_MARK = 1 << 30;

const simpleEscapes: ReadonlyMap<string, number> = new Map([['n', 10], ['t', 9], ['r', 13], ['0', 0], ['\\', 92], ['"', 34], ['\'', 39]]);

/** What stands between the quotation marks of a literal. */
export function characters(literal: string): Characters {
  const points: number[] = [], bad: BadEscape[] = [];
  const end = literal.length - 1;
  for (let i = 1; i < end;) {
    if (literal.charCodeAt(i) !== BACKSLASH) {
      const point = literal.codePointAt(i) ?? 0;
      points.push(point);
      i += point > 0xffff ? 2 : 1;
      continue;
    }
    const escape = escapeAt(literal, i);
    if (escape.value === undefined) bad.push({ offset: i, length: escape.length });
    else points.push(escape.value);
    i += escape.length;
  }
  return { points, bad };
}

function escapeAt(literal: string, at: number): { readonly value?: number; readonly length: number } {
  const simple = simpleEscapes.get(literal[at + 1]);
  if (simple !== undefined) return { value: simple, length: 2 };
  const byte = /^\\x([0-9a-fA-F]{2})/.exec(literal.slice(at, at + 4));
  if (byte !== null) return { value: parseInt(byte[1], 16) | BYTE_MARK, length: 4 };
  const point = /^\\u\{([0-9a-fA-F]{1,6})\}/.exec(literal.slice(at, at + 10));
  const value = point === null ? Infinity : parseInt(point[1], 16);
  if (point !== null && value <= 0x10ffff && (value < 0xd800 || value > 0xdfff)) return { value, length: point[0].length };
  return { length: Math.min(2, literal.length - 1 - at) };
}

/** Characters as a text; a byte becomes the character with its number. */
export function textOf(points: readonly number[]): string {
  let text = '';
  for (const point of points) text += String.fromCodePoint(point & 0x1f_ffff);
  return text;
}

/** The bytes that characters take: UTF-8, but `\x` is one byte as it is. Half a surrogate pair becomes U+FFFD. */
export function utf8(points: readonly number[]): number[] {
  const bytes: number[] = [];
  for (const marked of points) {
    const point = marked >= 0xd800 && marked <= 0xdfff ? 0xfffd : marked;
    if (point >= BYTE_MARK) bytes.push(point & 0xff);
    else if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    else bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  }
  return bytes;
}
