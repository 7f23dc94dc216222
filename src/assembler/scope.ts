// What names stand for inside one function. They are found by the numbers of their words, which takes no look at a string.
import type { Block } from './syntax/block';
import { isWord } from './syntax/tokens';
import type { Part } from './syntax/tree';

/** The names of one kind in one function after the other. */
export class Scope<T> {
  /** How many there are in the function. */
  count = 0;
  /** What they stand for, in the order in which it was entered; what lies behind is left from functions before. */
  private readonly values: T[] = [];
  private block: Block | undefined;
  /** For each word of the block its place in `all` and 1, or 0. */
  private places = new Int32Array(0);
  /** The word of each value, -1 where there is none. */
  private readonly words: number[] = [];
  /** What stands where a name should be and is no word, by its text. */
  private readonly others = new Map<string, T>();

  /** Forgets everything; the tokens that follow are those of a part. */
  begin({ block }: Part): void {
    for (let i = 0; i < this.count; i++) if (this.words[i] >= 0) this.places[this.words[i]] = 0;
    this.count = 0;
    if (this.others.size > 0) this.others.clear();
    if (block === this.block) return;
    this.block = block;
    this.places = new Int32Array(block.words.texts.length);
  }

  /** What the name at a token stands for. */
  at(part: Part, token: number): T | undefined {
    const { block } = part;
    if (!isWord(block.tokenKinds[token])) return this.others.get(part.tokenText(token));
    const place = this.places[block.tokenWords[token]];
    return place === 0 ? undefined : this.values[place - 1];
  }

  /** Enters what the name at a token stands for from now on. */
  enter(part: Part, token: number, value: T): void {
    const { block } = part, hasWord = isWord(block.tokenKinds[token]);
    const index = this.count++, word = hasWord ? block.tokenWords[token] : -1;
    this.values[index] = value;
    this.words[index] = word;
    if (hasWord) this.places[word] = index + 1;
    else this.others.set(part.tokenText(token), value);
  }

  /** All of them, in the order in which they were entered. */
  list(): T[] {
    return this.values.slice(0, this.count);
  }
}
