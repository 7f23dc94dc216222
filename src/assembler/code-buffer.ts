// The words of code while they are written, each with the place in the source that it comes from.
import { SPAN_FIELDS } from '../image/debug';
import { lastAtMost, type SyntaxTree } from './syntax/tree';

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
    const field = at * SPAN_FIELDS, { lineStarts } = tree;
    this.findLine(lineStarts, start);
    this.spans[field] = file;
    this.spans[field + 1] = this.line;
    this.spans[field + 2] = start - lineStarts[this.line];
    this.findLine(lineStarts, end);
    this.spans[field + 3] = this.line;
    this.spans[field + 4] = end - lineStarts[this.line];
  }

  /** Puts an operand into a word that has none yet. */
  patch(address: number, operand: number): void {
    this.words[address] |= operand << 8;
  }

  /** The code. */
  finish(): Int32Array {
    return this.words.slice(0, this.length);
  }

  /** SPAN_FIELDS numbers for each word; nothing may be added afterwards. */
  finishSpans(): Int32Array {
    return this.spans.subarray(0, this.length * SPAN_FIELDS);
  }

  private findLine(lineStarts: Int32Array, offset: number): void {
    if (this.line >= lineStarts.length || lineStarts[this.line] > offset) this.line = lastAtMost(lineStarts, offset);
    for (let steps = 0; this.line + 1 < lineStarts.length && lineStarts[this.line + 1] <= offset; this.line++, steps++) {
      if (steps > 8) {
        this.line = lastAtMost(lineStarts, offset);
        return;
      }
    }
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
