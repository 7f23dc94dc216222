// Instructions that work on much memory at once, done in pieces between which messages are served. Until the last
// piece is done the instruction has not retired; the bytes it has overwritten are kept, so that it can be undone.
import { PIECE_BYTES } from '../isa/limits';
import type { Steps } from '../base/steps';
import type { Store } from './store';
import { noteWritten } from './touches';

/** Work of one instruction in pieces. */
export interface Block {
  /** Does pieces; the value is what the instruction pushes. */
  readonly steps: Steps<number>;
  /** What one piece costs of a slice, in instructions of an engine. */
  readonly pieceWork: number;
  /** Puts the memory back as it was before the instruction. */
  undo(): void;
}

/** {@link Block.pieceWork} of a piece of memory, and of a piece of an image that is read and verified. */
const MEMORY_WORK = 16_000;
export const IMAGE_WORK = 100_000;

/** Overwritten bytes, newest last. */
class Overwritten {
  private readonly kept: { at: number; bytes: Uint8Array }[] = [];

  constructor(private readonly store: Store) {}

  /** Keeps bytes that are written next. */
  keep(at: number, size: number): void {
    this.kept.push({ at, bytes: this.store.u8.slice(at, at + size) });
    noteWritten(this.store, at, size);
  }

  undo(): void {
    for (const { at, bytes } of this.kept.reverse()) {
      this.store.u8.set(bytes, at);
      noteWritten(this.store, at, bytes.length);
    }
    this.kept.length = 0;
  }
}

/** Copies `size` bytes of physical memory, ranges that overlap included. */
export function copyBlock(store: Store, to: number, from: number, size: number): Block {
  const overwritten = new Overwritten(store);
  return { pieceWork: MEMORY_WORK, steps: copySteps(store.u8, overwritten, to, from, size), undo: () => overwritten.undo() };
}

function* copySteps(memory: Uint8Array, overwritten: Overwritten, to: number, from: number, size: number): Steps<number> {
  for (let done = 0; done < size; done += PIECE_BYTES) {
    const piece = Math.min(PIECE_BYTES, size - done);
    const offset = to <= from ? done : size - done - piece;
    overwritten.keep(to + offset, piece);
    memory.copyWithin(to + offset, from + offset, from + offset + piece);
    yield;
  }
  return 0;
}

/** Sets `size` bytes of physical memory to one value. */
export function fillBlock(store: Store, at: number, value: number, size: number): Block {
  const overwritten = new Overwritten(store);
  return { pieceWork: MEMORY_WORK, steps: fillSteps(store.u8, overwritten, at, value, size), undo: () => overwritten.undo() };
}

function* fillSteps(memory: Uint8Array, overwritten: Overwritten, at: number, value: number, size: number): Steps<number> {
  for (let done = 0; done < size; done += PIECE_BYTES) {
    const piece = Math.min(PIECE_BYTES, size - done);
    overwritten.keep(at + done, piece);
    memory.fill(value, at + done, at + done + piece);
    yield;
  }
  return 0;
}
