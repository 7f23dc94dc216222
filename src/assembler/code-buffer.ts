// The words of code while they are written, each with the place in the source that it comes from.
import { SPAN_FIELDS } from '../image/debug';
import { opcodeOf } from '../isa/encoding';
import type { Op } from '../isa/instructions';
import { lastAtMost, type SyntaxTree } from './syntax/tree';

/** So many lines on a line is looked for one after the other. */
const STEPS_MAX = 8;

/** Code and spans that grow. */
export class CodeBuffer {
  length = 0;
  private words = new Int32Array(64);
  private spans = new Int32Array(64 * SPAN_FIELDS);
  /** The line that was found last, since code mostly follows the source. */
  private line = 0;

  /** Adds a word that comes from `start` to `end` of file number `file`. */
  add(word: number, file: number, tree: SyntaxTree, start: number, end: number): void {
    const at = this.length++;
    if (at === this.words.length) this.resize(at * 2);
    this.words[at] = word;
    const { spans } = this, field = at * SPAN_FIELDS, { lineStarts } = tree;
    const line = this.findLine(lineStarts, start);
    spans[field] = file;
    spans[field + 1] = line;
    spans[field + 2] = start - lineStarts[line];
    const isOneLine = line + 1 === lineStarts.length || end < lineStarts[line + 1];
    const last = isOneLine ? line : this.findLine(lineStarts, end);
    spans[field + 3] = last;
    spans[field + 4] = end - lineStarts[last];
  }

  /** Puts an operand into a word that has none yet. */
  patch(address: number, operand: number): void {
    this.words[address] |= operand << 8;
  }

  /** The opcode of a word. */
  opcodeAt(address: number): Op {
    return opcodeOf(this.words[address]);
  }

  /** Puts another word in the place of one. */
  replace(address: number, word: number): void {
    this.words[address] = word;
  }

  /** The code. */
  finish(): Int32Array {
    return this.words.slice(0, this.length);
  }

  /** SPAN_FIELDS numbers for each word; nothing may be added afterwards. */
  finishSpans(): Int32Array {
    return this.spans.subarray(0, this.length * SPAN_FIELDS);
  }

  /** The line of an offset, mostly the one that was found last or one of the next. */
  private findLine(lineStarts: Int32Array, offset: number): number {
    let line = this.line;
    const most = Math.min(line + STEPS_MAX, lineStarts.length - 1);
    if (line > most || lineStarts[line] > offset) line = lastAtMost(lineStarts, offset);
    else while (line < most && lineStarts[line + 1] <= offset) line++;
    if (line === most && line + 1 < lineStarts.length) line = lastAtMost(lineStarts, offset);
    return this.line = line;
  }

  /** Makes room for so many words in all, before they come. */
  reserve(count: number): void {
    if (count > this.words.length) this.resize(count);
  }

  private resize(count: number): void {
    const words = new Int32Array(count), spans = new Int32Array(count * SPAN_FIELDS);
    words.set(this.words);
    spans.set(this.spans);
    this.words = words;
    this.spans = spans;
  }
}
