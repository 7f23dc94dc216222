// Where the lines of a text begin. They end with LF, CR LF or CR.
import { resized } from './arrays';

const NEWLINE = 10, RETURN = 13;

/** Starts of lines, gathered one after the other. */
export class LineStarts {
  private starts = new Int32Array(64);
  private count = 1;

  /** The next line begins at an offset. */
  add(offset: number): void {
    if (this.count === this.starts.length) this.starts = resized(this.starts, this.count * 2);
    this.starts[this.count++] = offset;
  }

  /** The line that begins last begins at an offset instead. */
  move(offset: number): void {
    this.starts[this.count - 1] = offset;
  }

  finish(): Int32Array {
    return this.starts.slice(0, this.count);
  }
}

/** Where each line of a text begins. */
export function findLines(text: string): Int32Array {
  const lines = new LineStarts();
  const hasReturns = text.includes('\r');
  for (let offset = 0; ;) {
    const next = hasReturns ? lineAfter(text, offset) : text.indexOf('\n', offset) + 1;
    if (next === 0) return lines.finish();
    lines.add(offset = next);
  }
}

/** Where the line after an offset begins; 0: there is none. */
function lineAfter(text: string, offset: number): number {
  for (let at = offset; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === RETURN) return text[at + 1] === '\n' ? at + 2 : at + 1;
    if (unit === NEWLINE) return at + 1;
  }
  return 0;
}
