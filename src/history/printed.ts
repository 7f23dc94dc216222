// What the program has printed on a branch, from the beginning of the run, kept as far as there is room. Where it was not kept the
// machine prints it again: see printed-so-far.ts.

/** How much all branches of a run may keep. */
export interface KeptBytes {
  left: number;
}

/** The first bytes that were printed on a branch, without a gap. */
export class Printed {
  private readonly parts: Uint8Array[] = [];
  /** How many are known. */
  length: number;
  private readonly before: number;

  /** @param from another branch, of which this one has so many bytes */
  constructor(private readonly kept: KeptBytes, private readonly from?: { readonly printed: Printed; readonly length: number }) {
    this.before = this.length = Math.min(from?.length ?? 0, from?.printed.length ?? 0);
  }

  /** Keeps bytes that were printed up to `end`, of which some may be known. */
  add(bytes: Uint8Array, end: number): void {
    const start = end - bytes.length;
    if (start > this.length || end <= this.length || end - this.length > this.kept.left) return;
    const fresh = bytes.slice(this.length - start);
    this.parts.push(fresh);
    this.kept.left -= fresh.length;
    this.length = end;
  }

  /** Known bytes from `start` up to `end`. */
  read(start: number, end: number): Uint8Array {
    const read = new Uint8Array(end - start);
    if (start < this.before && this.from !== undefined) read.set(this.from.printed.read(start, Math.min(end, this.before)));
    let at = this.before;
    for (const part of this.parts) {
      const from = Math.max(start, at), to = Math.min(end, at + part.length);
      if (from < to) read.set(part.subarray(from - at, to - at), from - start);
      at += part.length;
    }
    return read;
  }
}
