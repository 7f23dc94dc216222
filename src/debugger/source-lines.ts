// The instructions of one source file in the order in which they stand there, for breakpoints.
import type { Position } from '../base/diagnostic';
import { SPAN_FIELDS, SpanField } from '../image/debug';

export class SourceLines {
  /** Addresses of code by line and column. */
  private readonly addresses: Int32Array;

  /** @param spans as in the debug information; @param file number of the file there */
  constructor(private readonly spans: Int32Array, file: number) {
    let count = 0;
    for (let i = SpanField.file; i < spans.length; i += SPAN_FIELDS) if (spans[i] === file) count++;
    this.addresses = new Int32Array(count);
    for (let i = 0, next = 0; i < spans.length; i += SPAN_FIELDS) if (spans[i] === file) this.addresses[next++] = i / SPAN_FIELDS;
    if (!this.isSorted()) this.addresses.sort((a, b) => this.compare(a, b) || a - b);
  }

  private line(address: number): number {
    return this.spans[address * SPAN_FIELDS + SpanField.line];
  }

  private column(address: number): number {
    return this.spans[address * SPAN_FIELDS + SpanField.column];
  }

  private compare(a: number, b: number): number {
    return this.line(a) - this.line(b) || this.column(a) - this.column(b);
  }

  private isSorted(): boolean {
    for (let i = 1; i < this.addresses.length; i++) if (this.compare(this.addresses[i - 1], this.addresses[i]) > 0) return false;
    return true;
  }

  /** Index of the first instruction that begins at a place or after it. */
  private firstAt({ line, column }: Position): number {
    let low = 0, high = this.addresses.length;
    while (low < high) {
      const middle = (low + high) >> 1, address = this.addresses[middle];
      if (this.line(address) < line || (this.line(address) === line && this.column(address) < column)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * The instruction for a breakpoint: with a column the one that the column is in, else the first that begins at the
   * place or after it.
   */
  find(line: number, column: number | undefined): number | undefined {
    const index = this.firstAt({ line, column: column ?? 0 });
    if (column !== undefined && index > 0) {
      const before = this.addresses[index - 1];
      if (this.line(before) === line && this.endsAfter(before, line, column)) return this.firstLike(before);
    }
    return this.addresses[index];
  }

  private endsAfter(address: number, line: number, column: number): boolean {
    const endLine = this.spans[address * SPAN_FIELDS + SpanField.end_line];
    return endLine > line || (endLine === line && this.spans[address * SPAN_FIELDS + SpanField.end_column] > column);
  }

  /** The first of several instructions that stand at the same place. */
  private firstLike(address: number): number {
    return this.addresses[this.firstAt({ line: this.line(address), column: this.column(address) })];
  }

  /** Addresses of the instructions that begin in a range, one for each place. */
  within(start: Position, end: Position): number[] {
    const found: number[] = [];
    for (let i = this.firstAt(start); i < this.addresses.length; i++) {
      const address = this.addresses[i];
      if (this.line(address) > end.line || (this.line(address) === end.line && this.column(address) >= end.column)) break;
      if (found.length === 0 || this.compare(found[found.length - 1], address) !== 0) found.push(address);
    }
    return found;
  }
}
