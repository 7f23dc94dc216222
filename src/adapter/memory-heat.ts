// What has become of memory from one look at it to the next: which cells have other bytes, and which the instructions touched at which
// the program stood. Old marks fade.
import type { NextTouch } from '../debugger';
import type { PictureHeat } from '../protocol/picture';

/** How hot a cell is that was touched just now, and what is left of that at each look. */
export const HEAT_MAX = 255;
const FADES_TO = 0.7;
/** Bytes of memory that are compared; more takes too long at every stop. */
export const COMPARED_MAX = 64 * 1024 ** 2;

export class MemoryHeat {
  private before: Uint8Array | undefined;
  private cell = 0;
  private written = new Uint8Array(0);
  private read = new Uint8Array(0);
  private steps = -1;

  /** Looks at memory, `cell` bytes at a time; `touches`: what the next instruction will do. */
  look(memory: Uint8Array, cell: number, steps: number, touches: readonly NextTouch[]): void {
    if (cell !== this.cell || this.before?.length !== Math.min(memory.length, COMPARED_MAX)) return this.begin(memory, cell, steps, touches);
    if (steps === this.steps) return;
    this.steps = steps;
    for (const heat of [this.written, this.read]) heat.forEach((value, i) => { heat[i] = value * FADES_TO; });
    this.compare(memory, this.before);
    this.touch(touches);
  }

  private begin(memory: Uint8Array, cell: number, steps: number, touches: readonly NextTouch[]): void {
    this.cell = cell;
    this.steps = steps;
    this.before = memory.slice(0, COMPARED_MAX);
    this.written = new Uint8Array(Math.ceil(memory.length / cell));
    this.read = new Uint8Array(Math.ceil(memory.length / cell));
    this.touch(touches);
  }

  private compare(memory: Uint8Array, before: Uint8Array): void {
    const { cell, written } = this;
    for (let at = 0, index = 0; at < before.length; at += cell, index++) {
      const end = Math.min(at + cell, before.length);
      let same = at;
      while (same < end && memory[same] === before[same]) same++;
      if (same === end) continue;
      written[index] = HEAT_MAX;
      before.set(memory.subarray(at, end), at);
    }
  }

  /** What is read is told where the program stood before it; what is written shows by its bytes. */
  private touch(touches: readonly NextTouch[]): void {
    for (const { start, size, write } of touches) {
      if (!write) this.read.fill(HEAT_MAX, Math.floor(start / this.cell), Math.floor((start + size - 1) / this.cell) + 1);
    }
  }

  /** Cells that are not cold, with how hot they are. */
  cells(): PictureHeat[] {
    const found: PictureHeat[] = [];
    this.written.forEach((written, cell) => {
      const read = this.read[cell];
      if (written > 0 || read > 0) found.push({ cell, written, read });
    });
    return found;
  }
}
