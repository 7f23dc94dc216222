// A piece of a text as UTF-16 units in a typed array, because asking a string for each unit takes several times as long.

/** Units of a piece, where no token is longer. */
export const PIECE_UNITS = 1 << 15;

const encoder = new TextEncoder();
const scratch = new Uint8Array(PIECE_UNITS);

/** Shows the text from {@link base} on: `units[i]` is its unit at `base + i`, for `i` below {@link limit}; zeros follow. */
export class Window {
  units = new Uint16Array(0);
  limit = 0;

  /** `margin`: how many zeros can be read behind the limit. */
  constructor(private readonly text: string, public base: number, private readonly margin: number) {
    this.show(base, 0);
  }

  /** Whether the text ends where the window does. */
  get isLast(): boolean {
    return this.base + this.limit === this.text.length;
  }

  /** Shows the text from an offset on, more than `least` units of it if there are so many. */
  show(offset: number, least: number): void {
    const count = Math.min(this.text.length - offset, Math.max(PIECE_UNITS, least * 2));
    if (this.units.length < count + this.margin) this.units = new Uint16Array(count + this.margin);
    this.base = offset;
    this.limit = count;
    for (let from = 0; from < count; from += PIECE_UNITS) this.fill(from, Math.min(count, from + PIECE_UNITS));
    this.units.fill(0, count, count + this.margin);
  }

  private fill(from: number, to: number): void {
    const { text, units, base } = this;
    const { read, written } = encoder.encodeInto(text.slice(base + from, base + to), scratch);
    // As many bytes as units: all of it is ASCII.
    if (read === to - from && written === read) units.set(written === PIECE_UNITS ? scratch : scratch.subarray(0, written), from);
    else for (let i = from; i < to; i++) units[i] = text.charCodeAt(base + i);
  }
}
