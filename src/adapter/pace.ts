// How much work fits into a moment. A program that was compiled does a hundred times as much in a millisecond as one that is
// interpreted, so the pieces in which it runs follow what the last ones took. Where a run is cut changes nothing in it.

/** How long a piece of work should take, in milliseconds: beside it, what is done between pieces is nothing. */
const PIECE_MS = 2;
/**
 * The least and the most work of a piece, in instructions of an engine. A program may leave compiled code at any moment, so the most
 * is what interpreting it, or copying so much, takes less than 30 milliseconds for on a busy host. Compiled code takes 200
 * microseconds, which is still eighty times what is done between pieces.
 */
const WORK_MIN = 20_000;
const WORK_MAX = 1_000_000;

export class Pace {
  /** Work of the next piece. */
  work = WORK_MIN;

  /** A piece of {@link work} took so long, in milliseconds; a clock that is too coarse to see it gives 0. */
  took(time_ms: number): void {
    if (time_ms > PIECE_MS) this.work = Math.max(WORK_MIN, Math.floor(this.work * PIECE_MS / time_ms));
    else if (time_ms < PIECE_MS / 2) this.work = Math.min(WORK_MAX, this.work * 2);
  }
}
