// Bytes at addresses, gathered in any order and given back as the segments of an image. The segments depend only on what
// memory holds, never on how the source cut it into data: they begin and end with a byte that is not zero, and hold no
// long run of zeros.
import { ByteWriter } from '../base/bytes';
import type { Segment } from '../image/image';
import { SEGMENTS_MAX } from '../isa/limits';

/** A run of this many zeros parts two segments; more where there would be too many segments. */
const ZEROS_MIN = 16;

/** What memory holds at the beginning. */
export class MemoryContent {
  private readonly bytes = new ByteWriter();
  /** Three numbers a piece: its address, and where its bytes begin and end. */
  private pieces: number[] = [];
  private ordered = true;

  /** Where the bytes that are written to {@link at}'s result go from now on. */
  at(address: number): ByteWriter {
    const { pieces, bytes } = this;
    const count = pieces.length;
    if (count > 0) {
      this.endPiece();
      if (pieces[count - 3] + bytes.length - pieces[count - 2] === address) return bytes;
      if (address < pieces[count - 3]) this.ordered = false;
    }
    pieces.push(address, bytes.length, bytes.length);
    return bytes;
  }

  private endPiece(): void {
    if (this.pieces.length > 0) this.pieces[this.pieces.length - 1] = this.bytes.length;
  }

  /** The segments, in ascending order of address. */
  segments(): Segment[] {
    this.endPiece();
    if (!this.ordered) this.order();
    const content = this.bytes.finish();
    return this.fill(content, this.fewer(this.extents(content)));
  }

  /** One segment from an address to another, with its zeros. */
  exact(address: number, end: number): Segment {
    this.endPiece();
    if (!this.ordered) this.order();
    return this.fill(this.bytes.finish(), [address, end])[0];
  }

  private order(): void {
    const { pieces } = this;
    const order = Array.from({ length: pieces.length / 3 }, (_, i) => i * 3).sort((a, b) => pieces[a] - pieces[b]);
    this.pieces = order.flatMap((at) => pieces.slice(at, at + 3));
    this.ordered = true;
  }

  /** First and limit address of each stretch without many zeros, one after the other. */
  private extents(content: Uint8Array): number[] {
    const extents: number[] = [];
    let limit = -Infinity;
    for (let i = 0; i < this.pieces.length; i += 3) {
      const [address, start, end] = [this.pieces[i], this.pieces[i + 1], this.pieces[i + 2]];
      for (let from = start; from < end; from++) {
        if (content[from] === 0) continue;
        const here = address + from - start;
        if (here - limit >= ZEROS_MIN) extents.push(here, here + 1);
        else extents[extents.length - 1] = here + 1;
        limit = here + 1;
      }
    }
    return extents;
  }

  private fewer(extents: number[]): number[] {
    let result = extents;
    for (let zeros = ZEROS_MIN * 2; result.length > SEGMENTS_MAX * 2; zeros *= 2) {
      const joined = result.slice(0, 2);
      for (let i = 2; i < result.length; i += 2) {
        if (result[i] - joined[joined.length - 1] >= zeros) joined.push(result[i], result[i + 1]);
        else joined[joined.length - 1] = result[i + 1];
      }
      result = joined;
    }
    return result;
  }

  private fill(content: Uint8Array, extents: readonly number[]): Segment[] {
    const segments: Segment[] = [];
    let piece = 0;
    for (let i = 0; i < extents.length; i += 2) {
      const address = extents[i], limit = extents[i + 1];
      const bytes = new Uint8Array(limit - address);
      while (piece > 0 && this.pieces[piece] > address) piece -= 3;
      for (; piece < this.pieces.length && this.pieces[piece] < limit; piece += 3) {
        const [at, start, end] = [this.pieces[piece], this.pieces[piece + 1], this.pieces[piece + 2]];
        const from = Math.max(at, address), to = Math.min(at + end - start, limit);
        if (from < to) bytes.set(content.subarray(start + from - at, start + to - at), from - address);
      }
      piece = Math.max(0, piece - 3);
      segments.push({ address, bytes });
    }
    return segments;
  }
}
