// Values as text. Numbers and texts are written as the assembly language would take them.
import { floatText } from '../assembler/instruction-text';
import { escaped, quoted } from '../assembler/quotes';
import type { ValueType } from '../isa/types';
import type { Format } from './types';

const bits = new DataView(new ArrayBuffer(8));

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
    case 'character': return characterText(value);
  }
}

/** The character of a code point, the number where there is none. */
function characterText(value: number): string {
  const point = value >>> 0;
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return String(value);
  const character = String.fromCodePoint(point);
  return character === '\'' ? '\'\\\'\'' : character === '"' ? '\'"\'' : `'${escaped(point, character)}'`;
}

/** A number in a format. */
export function formatNumber(type: ValueType, value: number, format: Format = 'decimal'): string {
  return type === 'i32' ? formatInteger(value, format) : formatFloat(value, format);
}

/** A text in quotation marks, as the assembly language writes it. */
export const quotedText = quoted;
