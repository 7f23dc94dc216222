// The different words of a text, each with a number, found by their units without making a string of each occurrence.

const SLOTS_FIRST = 64;

/** One step of the hash of a word, from 0, over its UTF-16 units. */
export function hashStep(hash: number, unit: number): number {
  return (Math.imul(hash, 31) + unit) | 0;
}

/** A set of words in an open hash table. */
export class WordTable {
  /** By number. */
  readonly texts: string[] = [];
  /** Number of a word and 1; 0: free. There are more than twice as many slots as words. */
  private slots = new Int32Array(SLOTS_FIRST);
  private hashes = new Int32Array(SLOTS_FIRST / 2);
  /** Where the units of each word end in `units`. */
  private ends = new Int32Array(SLOTS_FIRST / 2);
  private units = new Uint16Array(256);

  /** The number of the word from `start` to `end` of some units, whose hash is given; -1 where it is not there. */
  find(units: Uint16Array, start: number, end: number, hash: number): number {
    const { slots, hashes } = this;
    const mask = slots.length - 1;
    for (let slot = slotOf(hash) & mask; ; slot = (slot + 1) & mask) {
      const number = slots[slot] - 1;
      if (number < 0 || (hashes[number] === hash && this.equals(number, units, start, end))) return number;
    }
  }

  /** Enters a word that is not there yet and begins at `from` of some units; its number. */
  add(text: string, units: Uint16Array, from: number, hash: number): number {
    const number = this.texts.push(text) - 1;
    if (number >= this.hashes.length) this.grow();
    const start = number === 0 ? 0 : this.ends[number - 1], end = start + text.length;
    if (end > this.units.length) this.units = copied(this.units, new Uint16Array(end * 2));
    for (let i = 0; i < text.length; i++) this.units[start + i] = units[from + i];
    this.ends[number] = end;
    this.hashes[number] = hash;
    this.enter(number);
    return number;
  }

  private equals(number: number, units: Uint16Array, start: number, end: number): boolean {
    const own = this.units, first = number === 0 ? 0 : this.ends[number - 1];
    if (this.ends[number] - first !== end - start) return false;
    for (let i = 0; i < end - start; i++) if (own[first + i] !== units[start + i]) return false;
    return true;
  }

  private enter(number: number): void {
    const { slots } = this;
    let slot = slotOf(this.hashes[number]) & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = number + 1;
  }

  private grow(): void {
    const size = this.hashes.length * 2;
    this.hashes = copied(this.hashes, new Int32Array(size));
    this.ends = copied(this.ends, new Int32Array(size));
    this.slots = new Int32Array(size * 2);
    for (let number = 0; number < size / 2; number++) this.enter(number);
  }
}

function slotOf(hash: number): number {
  const mixed = Math.imul(hash, 0x9e37_79b1);
  return mixed ^ (mixed >>> 15);
}

function copied<T extends Int32Array | Uint16Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
