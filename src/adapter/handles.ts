// Numbers by which a client asks for things again: frames, and variables that have parts. They are good until the
// program runs on; a client that uses an old one gets a refusal, never something else.
import { Refusal, type MessageRow } from '../base/message';

export class Handles<T> {
  private items = new Map<number, T>();
  private last = 0;

  /** @param gone what is said about a number that is no longer good, or never was */
  constructor(private readonly gone: MessageRow) {}

  /** A number for the thing, from 1 to 2^31 - 1. */
  give(item: T): number {
    this.last = this.last === 0x7fff_ffff ? 1 : this.last + 1;
    this.items.set(this.last, item);
    return this.last;
  }

  /** The thing; refuses where there is none. */
  get(handle: number): T {
    const item = this.items.get(handle);
    if (item === undefined) throw new Refusal(this.gone, { handle });
    return item;
  }

  /** The program runs on: no number is good any more, and none is given twice. */
  forget(): void {
    this.items = new Map();
  }
}
