// The tokens of an expression. Names, numbers and characters are written as in the assembly language.
import { BYTE_MARK, characters, floatValue, integerValue, utf8 } from '../../assembler/literals';
import { EXPRESSION_PROBLEMS } from '../messages';
import { ExpressionRefusal, type Range } from './tree';

export type ExpressionToken = Range & (
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'sign'; readonly text: string }
  | { readonly kind: 'end' });

/** A name: letters and digits of any language, `_`, and dots inside; behind a `$` that of a register, whatever else is called so. */
export const NAME = /\$?[\p{L}_][\p{L}\p{M}\p{N}_]*(?:\.[\p{L}\p{M}\p{N}_]+)*/uy;
const NUMBER = /0[xXbB][\p{L}\p{N}_]*|[0-9][0-9_]*(?:\.[0-9][0-9_]*)?(?:[eE][-+]?[0-9_]+)?[\p{L}\p{N}_]*/uy;
const INTEGER = /^(?:[0-9]+(?:_[0-9]+)*|0x[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*|0b[01]+(?:_[01]+)*)$/;
const FLOAT = /^[0-9]+(?:_[0-9]+)*(?:\.[0-9]+(?:_[0-9]+)*)?(?:[eE][-+]?[0-9]+)?$/;
const SIGN = />>>|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^<>!~?:()[\],=]/y;
const SPACE = /[ \t\r\n]*/y;
const QUOTED = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\[^\n])(?:[^'\\\n])*'/uy;

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** The tokens of a text from `start` to `end`, the last one of kind `end`. */
export function tokens(text: string, start: number, end: number): ExpressionToken[] {
  const found: ExpressionToken[] = [];
  const part = text.slice(0, end);
  for (let at = start; ;) {
    at += match(SPACE, part, at)?.length ?? 0;
    if (at >= end) {
      found.push({ kind: 'end', start: at, end: at });
      return found;
    }
    const token = tokenAt(part, at);
    found.push(token);
    at = token.end;
  }
}

function tokenAt(text: string, start: number): ExpressionToken {
  const name = match(NAME, text, start);
  if (name !== undefined) return word(name, start);
  const digits = match(NUMBER, text, start);
  if (digits !== undefined) return number(digits, start);
  if (text[start] === '"' || text[start] === '\'') return quoted(text, start);
  const sign = match(SIGN, text, start);
  if (sign !== undefined) return { kind: 'sign', text: sign, start, end: start + sign.length };
  const found = String.fromCodePoint(text.codePointAt(start) ?? 0);
  throw new ExpressionRefusal(EXPRESSION_PROBLEMS.stray, { found }, { start, end: start + found.length });
}

function word(text: string, start: number): ExpressionToken {
  const end = start + text.length;
  if (text === 'nan' || text === 'inf') return { kind: 'float', value: text === 'nan' ? NaN : Infinity, start, end };
  return { kind: 'name', text, start, end };
}

function number(text: string, start: number): ExpressionToken {
  const range = { start, end: start + text.length };
  if (INTEGER.test(text)) {
    const value = integerValue(text, 0, text.length);
    if (value > 0xffff_ffff) throw new ExpressionRefusal(EXPRESSION_PROBLEMS.number_range, { found: text }, range);
    return { kind: 'integer', value, ...range };
  }
  if (FLOAT.test(text)) return { kind: 'float', value: floatValue(text), ...range };
  throw new ExpressionRefusal(EXPRESSION_PROBLEMS.bad_number, { found: text }, range);
}

function quoted(text: string, start: number): ExpressionToken {
  const literal = match(QUOTED, text, start);
  const end = start + (literal?.length ?? 1);
  const { points, bad } = characters(literal ?? '');
  const isText = literal?.startsWith('"') === true;
  if (literal === undefined || bad.length > 0 || (!isText && points.length !== 1)) {
    throw new ExpressionRefusal(EXPRESSION_PROBLEMS.open_text, {}, { start, end });
  }
  if (isText) return { kind: 'text', value: new TextDecoder().decode(Uint8Array.from(utf8(points))), start, end };
  return { kind: 'integer', value: points[0] & ~BYTE_MARK, start, end };
}
