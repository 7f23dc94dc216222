// The different words of a text, each with a number, found by their units without making a string of each occurrence.
import { resized } from './arrays';

const SLOTS_FIRST = 64;

/** One step of the hash of a word, from 0, over its UTF-16 units. */
export function hashStep(hash: number, unit: number): number {
  return (Math.imul(hash, 31) + unit) | 0;
}

/** A set of words in an open hash table. */
export class WordTable {
  /** By number. */
  readonly texts: string[] = [];
  /** Two numbers a slot, so that they are read together: that of a word and 1, or 0 where it is free; then the word's hash. */
  private slots = new Int32Array(SLOTS_FIRST * 2);
  /** Where the units of each word end in `units`. There are less than half as many words as slots. */
  private ends = new Int32Array(SLOTS_FIRST / 2);
  private units = new Uint16Array(256);

  /** `known`: words that are there from the beginning, with the numbers that they have there. */
  constructor(known?: WordTable) {
    if (known === undefined) return;
    this.texts = known.texts.slice();
    this.slots = known.slots.slice();
    this.ends = known.ends.slice();
    this.units = known.units.slice();
  }

  /** The number of the word from `start` to `end` of some units, whose hash is given; -1 where it is not there. */
  find(units: Uint16Array, start: number, end: number, hash: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    for (let slot = slotOf(hash) & mask; ; slot = (slot + 2) & mask) {
      const number = slots[slot] - 1;
      if (number < 0 || (slots[slot + 1] === hash && this.equals(number, units, start, end))) return number;
    }
  }

  /** The number of the word that the first `length` units of a word are; -1 where it is not there. */
  findHead(number: number, length: number): number {
    const start = this.startOf(number), end = start + length;
    let hash = 0;
    for (let i = start; i < end; i++) hash = hashStep(hash, this.units[i]);
    return this.find(this.units, start, end, hash);
  }

  /** Enters a word that is not there yet and begins at `from` of some units; its number. */
  add(text: string, units: Uint16Array, from: number, hash: number): number {
    const number = this.texts.push(text) - 1;
    if (number >= this.ends.length) this.grow();
    const start = this.startOf(number), end = start + text.length;
    if (end > this.units.length) this.units = resized(this.units, end * 2);
    for (let i = 0; i < text.length; i++) this.units[start + i] = units[from + i];
    this.ends[number] = end;
    enter(this.slots, number, hash);
    return number;
  }

  private startOf(number: number): number {
    return number === 0 ? 0 : this.ends[number - 1];
  }

  private equals(number: number, units: Uint16Array, start: number, end: number): boolean {
    const own = this.units, shift = this.startOf(number) - start;
    if (this.ends[number] - shift !== end) return false;
    for (let i = start; i < end; i++) if (own[shift + i] !== units[i]) return false;
    return true;
  }

  private grow(): void {
    const old = this.slots;
    this.ends = resized(this.ends, this.ends.length * 2);
    this.slots = new Int32Array(old.length * 2);
    for (let slot = 0; slot < old.length; slot += 2) if (old[slot] !== 0) enter(this.slots, old[slot] - 1, old[slot + 1]);
  }
}

function enter(slots: Int32Array, number: number, hash: number): void {
  const mask = slots.length - 1;
  let slot = slotOf(hash) & mask;
  while (slots[slot] !== 0) slot = (slot + 2) & mask;
  slots[slot] = number + 1;
  slots[slot + 1] = hash;
}

/** Where a word's slot is looked for first: an even number. */
function slotOf(hash: number): number {
  const mixed = Math.imul(hash, 0x9e37_79b1);
  return (mixed ^ (mixed >>> 15)) << 1;
}
