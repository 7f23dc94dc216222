// Text to tokens. It knows no grammar and reports nothing: what is no token gets a kind of its own.
import type { Block } from './block';
import { Mark } from './block';
import { LineStarts } from './lines';
import { isWord, kindOfWord, Token } from './tokens';
import { Window } from './window';
import { hashStep } from './words';

const NEWLINE = 10, RETURN = 13, SPACE = 32, QUOTE = 34, APOSTROPHE = 39, PLUS = 43, MINUS = 45, DOT = 46;
const ZERO = 48, COLON = 58, SEMICOLON = 59, LESS = 60, GREATER = 62, BACKSLASH = 92, LETTER_E = 101, LETTER_X = 120, MARK_OF_BYTE_ORDER = 0xfeff;

/** What a UTF-16 unit below 128 can be part of; `single`: it is a token by itself. */
const enum Class { other = 0, space = 1, line_end = 2, single = 3, digit = 4, letter = 5 }

const classes = new Uint8Array(128);
for (const unit of ' \t\f\v') classes[unit.charCodeAt(0)] = Class.space;
for (const unit of '\r\n') classes[unit.charCodeAt(0)] = Class.line_end;
for (const unit of '0123456789') classes[unit.charCodeAt(0)] = Class.digit;
for (const unit of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_') classes[unit.charCodeAt(0)] = Class.letter;

const singles = new Uint8Array(128);
for (const [unit, kind] of [
  ['(', Token.open], [')', Token.close], ['[', Token.open_list], [']', Token.close_list], [':', Token.colon], [',', Token.comma],
  ['=', Token.equals], ['+', Token.plus], ['*', Token.times], ['/', Token.divide], ['%', Token.remainder],
  ['&', Token.and], ['|', Token.or], ['^', Token.xor], ['~', Token.not],
] as const) {
  singles[unit.charCodeAt(0)] = kind;
  classes[unit.charCodeAt(0)] = Class.single;
}

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
  private readonly window: Window;
  /** The window's units, and where in them it stands. */
  private units: Uint16Array;
  private at = 0;
  /** Where in the window a token must end at the latest: behind that, something could be missing that it looked at. */
  private last = 0;
  /** The number of the word that was read last. */
  private lastWord = 0;
  private readonly lines = new LineStarts();

  constructor(private readonly text: string, offset: number, private readonly block: Block) {
    this.window = new Window(text, offset, LOOKAHEAD_MAX);
    this.units = this.window.units;
    this.last = this.endMax();
  }

  private endMax(): number {
    const { isLast, limit } = this.window;
    return isLast ? limit : limit - LOOKAHEAD_MAX;
  }

  /** Where the lines begin that were read so far; without the first one where the lexer did not begin there. */
  lineStarts(): Int32Array {
    return this.lines.finish();
  }

  /** Adds some tokens, at least one; at the end of the text always an `end`. */
  more(count: number): void {
    const { block, window } = this;
    block.reserveTokens(count);
    const { tokenKinds, tokenMarks, tokenStarts, tokenEnds, tokenWords } = block;
    const limit = block.tokenCount + count;
    let token = block.tokenCount, kind: number;
    do {
      const isFirst = window.base + this.at === 0;
      let mark = this.skipSpace();
      let start = this.at;
      kind = this.next();
      while (this.at > this.last) {
        this.show(start, this.at - start);
        mark |= this.skipSpace();
        start = this.at;
        kind = this.next();
      }
      if (isFirst && kind !== Token.end) mark |= Mark.first_on_line;
      if (this.units[this.at] === COLON && isWord(kind)) mark |= Mark.before_colon;
      tokenKinds[token] = kind;
      tokenMarks[token] = mark;
      tokenStarts[token] = window.base + start;
      tokenEnds[token] = window.base + this.at;
      tokenWords[token] = this.lastWord;
    } while (++token < limit && kind !== Token.end);
    block.tokenCount = token;
  }

  /** Moves the window to where `at` is in it now, and makes it longer than `least`. */
  private show(at: number, least: number): void {
    const { window } = this;
    window.show(window.base + at, least);
    this.units = window.units;
    this.last = this.endMax();
    this.at = 0;
  }

  /** Goes over space to the next token, or to the end of the window; the mark that the token gets from that. */
  private skipSpace(): number {
    const { units } = this;
    let at = this.at, mark = 0;
    for (; ; at++) {
      const unit = units[at];
      if (unit === SPACE) continue;
      const kind = unit < 128 ? classes[unit] : unit === MARK_OF_BYTE_ORDER ? Class.space : Class.other;
      if (kind === Class.line_end) mark = this.endLine(unit, at);
      else if (kind !== Class.space) break;
    }
    this.at = at;
    return mark;
  }

  private endLine(unit: number, at: number): Mark {
    const offset = this.window.base + at;
    if (unit === NEWLINE && this.text.charCodeAt(offset - 1) === RETURN) this.lines.move(offset + 1);
    else this.lines.add(offset + 1);
    return Mark.first_on_line;
  }

  /** Reads the next token and gives its kind. */
  private next(): number {
    const unit = this.units[this.at];
    if (unit >= 128) return this.foreign();
    switch (classes[unit]) {
      case Class.letter: return this.word();
      case Class.digit: return this.number();
      case Class.single: {
        this.at++;
        return singles[unit];
      }
      default: return this.rare(unit);
    }
  }

  private rare(unit: number): number {
    if (unit === SEMICOLON) return this.comment();
    if (unit === QUOTE) return this.string();
    if (unit === APOSTROPHE) return this.character();
    return this.sign(unit);
  }

  private word(): number {
    const { units } = this;
    const start = this.at;
    let at = start, hash = 0, unit = units[at];
    for (; unit < 128 && classes[unit] >= Class.digit; unit = units[++at]) hash = hashStep(hash, unit);
    // Most words end here; they go on with a dot or with letters of any language.
    for (; unit < 128 ? classes[unit] >= Class.digit || (unit === DOT && this.wordGoesOn(at + 1)) : isForeignLetter(this.pointAt(at));
      unit = units[++at]) {
      hash = hashStep(hash, unit);
      if (unit >= 128 && this.pointAt(at) > 0xffff) at++;
    }
    this.at = at;
    this.lastWord = this.wordNumber(start, at, hash);
    return kindOfWord(this.lastWord);
  }

  /** The number of a word in the block. */
  private wordNumber(start: number, end: number, hash: number): number {
    const { words } = this.block, { base } = this.window;
    const known = words.find(this.units, start, end, hash);
    return known >= 0 ? known : words.add(this.text.slice(base + start, base + end), this.units, start, hash);
  }

  /** The character at a place of the window. */
  private pointAt(at: number): number {
    const unit = this.units[at], low = this.units[at + 1] - 0xdc00;
    return unit >= 0xd800 && unit < 0xdc00 && low >= 0 && low < 0x400 ? ((unit - 0xd800) << 10) + low + 0x10000 : unit;
  }

  /** Whether a word goes on after a dot. */
  private wordGoesOn(at: number): boolean {
    const unit = this.units[at];
    return unit < 128 ? classes[unit] >= Class.digit : isForeignLetter(this.pointAt(at));
  }

  private foreign(): number {
    if (this.wordGoesOn(this.at)) return this.word();
    this.at += this.pointAt(this.at) > 0xffff ? 2 : 1;
    return Token.bad;
  }

  private number(): number {
    const { units } = this;
    const start = this.at;
    let at = start, unit = units[at];
    while (unit < 128 && classes[unit] === Class.digit) unit = units[++at];
    this.at = at;
    if (unit !== DOT && (unit >= 128 || classes[unit] !== Class.letter)) return Token.integer;
    for (; unit < 128; unit = units[++at]) {
      const isInside = classes[unit] >= Class.digit || unit === DOT;
      if (!isInside && !this.isExponentSign(start, at)) break;
    }
    this.at = at;
    return numberKind(this.text.slice(this.window.base + start, this.window.base + at));
  }

  /** Whether there is a `+` or `-` that belongs to a number such as `1e-5`. */
  private isExponentSign(start: number, at: number): boolean {
    const { units } = this;
    if (units[at] !== PLUS && units[at] !== MINUS) return false;
    const isHexadecimal = (units[start + 1] | 32) === LETTER_X && units[start] === ZERO;
    if ((units[at - 1] | 32) !== LETTER_E || isHexadecimal) return false;
    return units[at + 1] < 128 && classes[units[at + 1]] === Class.digit;
  }

  private comment(): number {
    const kind = this.units[this.at + 1] === SEMICOLON ? Token.doc : Token.comment;
    this.at = this.lineEnd(this.at);
    return kind;
  }

  private endsLine(at: number): boolean {
    const unit = this.units[at];
    return unit === NEWLINE || unit === RETURN;
  }

  private lineEnd(from: number): number {
    const { units, window: { limit } } = this;
    let at = from;
    while (at < limit && units[at] !== NEWLINE && units[at] !== RETURN) at++;
    return at;
  }

  private string(): number {
    const { units, window: { limit } } = this;
    for (let at = this.at + 1; at < limit && !this.endsLine(at); at++) {
      if (units[at] === BACKSLASH && !this.endsLine(at + 1)) at++;
      else if (units[at] === QUOTE) {
        this.at = at + 1;
        return Token.string;
      }
    }
    this.at = this.lineEnd(this.at);
    return Token.bad_string;
  }

  private character(): number {
    const { units, window: { limit } } = this;
    const start = this.at;
    for (let at = start + 1; at < Math.min(limit, start + CHARACTER_LENGTH_MAX) && !this.endsLine(at); at++) {
      if (units[at] === BACKSLASH && !this.endsLine(at + 1)) at++;
      else if (units[at] === APOSTROPHE && (at > start + 1 || units[at + 1] !== APOSTROPHE)) {
        this.at = at + 1;
        return Token.character;
      }
    }
    this.at++;
    while (this.wordGoesOn(this.at)) this.at++;
    return Token.bad_character;
  }

  private sign(unit: number): number {
    const next = this.units[this.at + 1];
    if (unit === MINUS && next === GREATER) return this.long(Token.arrow);
    if (unit === LESS && next === LESS) return this.long(Token.shift_left);
    if (unit === GREATER && next === GREATER) return this.long(Token.shift_right);
    if (this.at === this.window.limit) return Token.end;
    this.at++;
    return unit === MINUS ? Token.minus : Token.bad;
  }

  private long(kind: Token): number {
    this.at += 2;
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
