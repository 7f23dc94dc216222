// Values as text. Numbers and texts are written as the assembly language would take them.
import type { ValueType } from '../isa/types';
import type { Format } from './types';

const bits = new DataView(new ArrayBuffer(8));

/** An f64 so that it reads back as the same number: `1.0`, `-0.0`, `1e+21`, `nan`, `-inf`. */
export function floatText(value: number): string {
  if (value !== value) return 'nan';
  if (Math.abs(value) === Infinity) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function formatFloat(value: number, format: Format): string {
  if (format !== 'hexadecimal') return floatText(value);
  bits.setFloat64(0, value);
  return `0x${bits.getBigUint64(0).toString(16).padStart(16, '0')}`;
}

function formatInteger(value: number, format: Format): string {
  const unsigned = value >>> 0;
  switch (format) {
    case 'decimal': return String(value);
    case 'unsigned': return String(unsigned);
    case 'hexadecimal': return `0x${unsigned.toString(16).padStart(8, '0')}`;
    case 'binary': return `0b${unsigned.toString(2)}`;
    case 'character': return unsigned > 0x10ffff || (unsigned >= 0xd800 && unsigned <= 0xdfff) ? String(value) : `'${escaped(String.fromCodePoint(unsigned), '\'')}'`;
  }
}

/** A number in a format. */
export function formatNumber(type: ValueType, value: number, format: Format = 'decimal'): string {
  return type === 'i32' ? formatInteger(value, format) : formatFloat(value, format);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([['\n', '\\n'], ['\t', '\\t'], ['\r', '\\r'], ['\0', '\\0'], ['\\', '\\\\']]);

function escaped(text: string, quote: string): string {
  let out = '';
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (character === quote) out += `\\${quote}`;
    else out += ESCAPES.get(character) ?? (point < 32 || point === 127 ? `\\x${point.toString(16).padStart(2, '0')}` : character);
  }
  return out;
}

/** A text in quotation marks. */
export function quotedText(text: string): string {
  return `"${escaped(text, '"')}"`;
}
