// Ends of windows: for each reach of a program's accesses, which is offset + size, the first address at which such an
// access is not all inside. They lie in the store, so that compiled code reads one number and compares once.
import type { Store } from '../machine/store';
import { Register, REGISTERS_END } from './registers';

/** Hands out the words of the registers to programs. */
export class EndWords {
  private next = Register.ends / 4;

  constructor(readonly store: Store) {}

  /** A word that nobody has, as an index into `i32`; undefined: there are none left. */
  take(): number | undefined {
    return this.next < REGISTERS_END / 4 ? this.next++ : undefined;
  }
}

/** The ends that one program wants. */
export class Ends {
  /** By reach: the word where its end stands. */
  private readonly words = new Map<number, number>();
  private windowSize = -1;

  constructor(private readonly shared: EndWords) {}

  /** The byte of the store where the end for a reach stands. Where there is no room for one more it says that nothing is inside. */
  register(reach: number): number {
    let word = this.words.get(reach);
    if (word === undefined) {
      word = this.shared.take();
      if (word === undefined) return Register.zero;
      this.words.set(reach, word);
      this.windowSize = -1;
    }
    return word * 4;
  }

  /** Makes the ends those of a window of so many bytes. */
  setWindow(size: number): void {
    if (size === this.windowSize) return;
    this.windowSize = size;
    for (const [reach, word] of this.words) this.shared.store.i32[word] = Math.max(0, size - reach + 1);
  }
}
