// Lists whose items a client may ask about again: only the last one is kept, since a client shows one at a time.
import { at } from './protocol';

/** What a client gets to name an item with. */
export interface Key {
  readonly list: number;
  readonly index: number;
}

/** The last list of its kind. */
export class Later<T> {
  private list = 0;
  private items: readonly T[] = [];

  /** Keeps a list in place of the one before; the keys of its items. */
  keep(items: readonly T[]): Key[] {
    this.list++;
    this.items = items;
    return items.map((_, index) => ({ list: this.list, index }));
  }

  /** The item of a key; undefined where its list is gone. */
  find(key: unknown): T | undefined {
    const index = at(key, 'index');
    return at(key, 'list') === this.list && typeof index === 'number' ? this.items[index] : undefined;
  }
}
