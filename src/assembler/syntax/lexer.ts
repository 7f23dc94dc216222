// Text to tokens. It knows no grammar and reports nothing: what is no token gets a kind of its own.
import type { Block } from './block';
import { Mark } from './block';
import { hashStep, Token, wordKind } from './tokens';

/** What a UTF-16 unit below 128 can be part of. */
const enum Class { other = 0, space = 1, line_end = 2, digit = 3, letter = 4 }

const classes = new Uint8Array(128);
for (const unit of ' \t\f\v') classes[unit.charCodeAt(0)] = Class.space;
for (const unit of '\r\n') classes[unit.charCodeAt(0)] = Class.line_end;
for (const unit of '0123456789') classes[unit.charCodeAt(0)] = Class.digit;
for (const unit of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_') classes[unit.charCodeAt(0)] = Class.letter;

const singles = new Uint8Array(128);
for (const [unit, kind] of [
  ['(', Token.open], [')', Token.close], ['[', Token.open_list], [']', Token.close_list], [':', Token.colon], [',', Token.comma],
  ['=', Token.equals], ['+', Token.plus], ['-', Token.minus], ['*', Token.times], ['/', Token.divide], ['%', Token.remainder],
  ['&', Token.and], ['|', Token.or], ['^', Token.xor], ['~', Token.not],
] as const) singles[unit.charCodeAt(0)] = kind;

const TAB = 9, NEWLINE = 10, RETURN = 13, SPACE = 32, QUOTE = 34, APOSTROPHE = 39, PLUS = 43, MINUS = 45, DOT = 46;
const ZERO = 48, SEMICOLON = 59, LESS = 60, GREATER = 62, BACKSLASH = 92, LETTER_E = 101, LETTER_X = 120, MARK_OF_BYTE_ORDER = 0xfeff;

/** The longest that a character in apostrophes can be: `'\u{10ffff}'`. */
const CHARACTER_LENGTH_MAX = 12;

/** How far beyond its end a token may have looked before it ended there. */
export const LOOKAHEAD_MAX = CHARACTER_LENGTH_MAX + 4;

/** Whether a character of a text beyond ASCII may stand in a name: a letter or digit of any language. */
function isForeignLetter(point: number): boolean {
  return point >= 128 && /^[\p{L}\p{M}\p{N}]$/u.test(String.fromCodePoint(point));
}

/** Cuts a text into tokens, from `offset` on, and puts them into a block. */
export class Lexer {
  private readonly hasReturns: boolean;

  constructor(private readonly text: string, private offset: number, private readonly block: Block) {
    this.hasReturns = text.includes('\r');
  }

  /** Adds some tokens, at least one; at the end of the text always an `end`. */
  more(count: number): void {
    for (let i = 0; i < count && this.one(); i++);
  }

  /** Adds one token; false where it was the end. */
  private one(): boolean {
    const { text } = this;
    const before = this.offset;
    const mark = this.skipSpace();
    const start = this.offset;
    if (start >= text.length) {
      this.block.addToken(Token.end, mark, start, start);
      return false;
    }
    const kind = this.kindAt(text.charCodeAt(start));
    this.block.addToken(kind, before === 0 ? mark | Mark.first_on_line : mark, start, this.offset);
    return true;
  }

  /** Goes to the next token; the mark that it has. */
  private skipSpace(): number {
    const { text } = this;
    let mark = 0;
    for (; this.offset < text.length; this.offset++) {
      const unit = text.charCodeAt(this.offset);
      if (unit === SPACE || unit === TAB) continue;
      const kind = unit < 128 ? classes[unit] : unit === MARK_OF_BYTE_ORDER ? Class.space : Class.other;
      if (kind === Class.line_end) mark = Mark.first_on_line;
      else if (kind !== Class.space) break;
    }
    return mark;
  }

  /** Reads the token that begins with `unit` and gives its kind. */
  private kindAt(unit: number): number {
    const kind = unit < 128 ? classes[unit] : Class.other;
    if (kind === Class.letter) return this.word();
    if (kind === Class.digit) return this.number();
    if (unit === SEMICOLON) return this.comment();
    if (unit === QUOTE) return this.string();
    if (unit === APOSTROPHE) return this.character();
    return unit < 128 ? this.sign(unit) : this.foreign();
  }

  private word(): number {
    const { text } = this;
    const start = this.offset;
    let hash = 0;
    for (; this.offset < text.length; this.offset++) {
      const unit = text.charCodeAt(this.offset);
      const kind = unit < 128 ? classes[unit] : Class.other;
      if (kind < Class.digit && !(unit === DOT && this.wordGoesOn(this.offset + 1)) && !this.skipForeign(unit)) break;
      hash = hashStep(hash, unit);
    }
    return wordKind(text, start, this.offset, hash);
  }

  /** Whether a word goes on after a dot. */
  private wordGoesOn(offset: number): boolean {
    if (offset >= this.text.length) return false;
    const unit = this.text.charCodeAt(offset);
    return unit < 128 ? classes[unit] >= Class.digit : isForeignLetter(this.text.codePointAt(offset) ?? 0);
  }

  /** Whether a foreign letter is here; goes to its last unit. */
  private skipForeign(unit: number): boolean {
    if (unit < 128) return false;
    const point = this.text.codePointAt(this.offset) ?? 0;
    if (!isForeignLetter(point)) return false;
    if (point > 0xffff) this.offset++;
    return true;
  }

  private foreign(): number {
    if (this.wordGoesOn(this.offset)) return this.word();
    this.offset += (this.text.codePointAt(this.offset) ?? 0) > 0xffff ? 2 : 1;
    return Token.bad;
  }

  private number(): number {
    const { text } = this;
    const start = this.offset;
    let plain = true;
    for (; this.offset < text.length; this.offset++) {
      const unit = text.charCodeAt(this.offset);
      const kind = unit < 128 ? classes[unit] : Class.other;
      if (kind === Class.digit) continue;
      if (kind !== Class.letter && unit !== DOT && !this.isExponentSign(start, unit)) break;
      plain = false;
    }
    return plain ? Token.integer : numberKind(text.slice(start, this.offset));
  }

  /** Whether a `+` or `-` here belongs to a number such as `1e-5`. */
  private isExponentSign(start: number, unit: number): boolean {
    if (unit !== PLUS && unit !== MINUS) return false;
    const { text, offset } = this;
    const isHexadecimal = (text.charCodeAt(start + 1) | 32) === LETTER_X && text.charCodeAt(start) === ZERO;
    if ((text.charCodeAt(offset - 1) | 32) !== LETTER_E || isHexadecimal) return false;
    const after = offset + 1 < text.length ? text.charCodeAt(offset + 1) : 0;
    return after < 128 && classes[after] === Class.digit;
  }

  private comment(): number {
    const start = this.offset;
    this.offset = this.lineEnd(start);
    return this.text.charCodeAt(start + 1) === SEMICOLON ? Token.doc : Token.comment;
  }

  private endsLine(offset: number): boolean {
    const unit = this.text.charCodeAt(offset);
    return unit === NEWLINE || unit === RETURN;
  }

  private lineEnd(from: number): number {
    const { text } = this;
    const newline = text.indexOf('\n', from);
    const limit = newline < 0 ? text.length : newline;
    if (!this.hasReturns) return limit;
    let offset = from;
    while (offset < limit && text.charCodeAt(offset) !== RETURN) offset++;
    return offset;
  }

  private string(): number {
    const { text } = this;
    for (let offset = this.offset + 1; offset < text.length; offset++) {
      if (this.endsLine(offset)) break;
      const unit = text.charCodeAt(offset);
      if (unit === BACKSLASH && !this.endsLine(offset + 1)) offset++;
      else if (unit === QUOTE) {
        this.offset = offset + 1;
        return Token.string;
      }
    }
    this.offset = this.lineEnd(this.offset);
    return Token.bad_string;
  }

  private character(): number {
    const { text } = this;
    const start = this.offset;
    for (let offset = start + 1; offset < Math.min(text.length, start + CHARACTER_LENGTH_MAX); offset++) {
      if (this.endsLine(offset)) break;
      const unit = text.charCodeAt(offset);
      if (unit === BACKSLASH && !this.endsLine(offset + 1)) offset++;
      else if (unit === APOSTROPHE && (offset > start + 1 || text.charCodeAt(offset + 1) !== APOSTROPHE)) {
        this.offset = offset + 1;
        return Token.character;
      }
    }
    this.offset++;
    while (this.wordGoesOn(this.offset)) this.offset++;
    return Token.bad_character;
  }

  private sign(unit: number): number {
    const next = this.text.charCodeAt(this.offset + 1);
    if (unit === MINUS && next === GREATER) return this.long(Token.arrow);
    if (unit === LESS && next === LESS) return this.long(Token.shift_left);
    if (unit === GREATER && next === GREATER) return this.long(Token.shift_right);
    this.offset++;
    return singles[unit] === 0 ? Token.bad : singles[unit];
  }

  private long(kind: Token): number {
    this.offset += 2;
    return kind;
  }
}

const HEXADECIMAL = /^0[xX][0-9a-fA-F]+(_[0-9a-fA-F]+)*$/;
const BINARY = /^0[bB][01]+(_[01]+)*$/;
const DECIMAL = /^[0-9]+(_[0-9]+)*$/;
const FLOAT = /^[0-9]+(_[0-9]+)*(\.[0-9]+(_[0-9]+)*)?([eE][+-]?[0-9]+)?$/;

/** The kind of a number that is not digits only. */
function numberKind(text: string): Token {
  if (DECIMAL.test(text) || HEXADECIMAL.test(text) || BINARY.test(text)) return Token.integer;
  return FLOAT.test(text) ? Token.float : Token.bad_number;
}
