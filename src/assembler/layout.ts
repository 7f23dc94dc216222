// Where data lies in memory: from address 8 on, in the order of the source, each aligned to what it begins with, around
// the data that has an address of its own. What it holds is written by data.ts.
import { WINDOW_ALL } from '../image/image';
import { PROBLEMS } from './messages';
import { nodePlace, type Place } from './report';
import { aligned, elementOf } from './structs';
import { characters, utf8 } from './literals';
import { ELEMENT_BYTES, namePlace, Progress, type DataSymbol, type Declaration } from './symbols';
import type { Block } from './syntax/block';
import { Token } from './syntax/tokens';
import { Node, type Part } from './syntax/tree';
import type { Values } from './values';

/** Where data begins, so that 0 can mean "nowhere". */
export const DATA_START = 8;
/** The alignment of `space` and of embedded images. */
const WIDE = 8;

/** The data of one program. */
export class Layout {
  private progress = Progress.none;
  /** Sizes of `space` items, so that each is worked out, and complained of, once. */
  private readonly spaces = new Map<Block, Map<number, number>>();

  /** `embed`: assembles what a symbol embeds, if that has not been done. */
  constructor(private readonly values: Values, readonly embed: (symbol: DataSymbol) => void) {}

  /** Whether all data has its address. */
  get isPlaced(): boolean {
    return this.progress === Progress.done;
  }

  /** Gives all data its address; false, and a problem at `asked`, where an address is needed to find it out. */
  place(asked: Place): boolean {
    if (this.progress === Progress.none) this.placeAll(asked);
    else if (this.progress === Progress.busy) return this.circular(asked);
    return true;
  }

  private circular(asked: Place): false {
    const name = asked.source.tree.text.slice(asked.start, asked.end);
    this.values.report.add(asked, PROBLEMS.circular, { name });
    return false;
  }

  private placeAll(asked: Place): void {
    this.progress = Progress.busy;
    const { data } = this.values.program;
    const fixed = data.filter((symbol) => this.measure(symbol, asked) && this.hasAddress(symbol));
    fixed.sort((a, b) => a.address - b.address);
    this.placeFree(data.filter((symbol) => symbol.progress === Progress.done), fixed);
    this.checkOverlaps(fixed);
    this.progress = Progress.done;
  }

  /** Whether data has an address of its own, which it then gets. */
  private hasAddress(symbol: DataSymbol): boolean {
    const { at } = symbol;
    const node = at.part.child(at.node, Node.address);
    if (node === undefined) return false;
    const address = node + 1 < at.part.next(node) ? this.values.integer(at, node + 1) : undefined;
    symbol.address = (address ?? 0) >>> 0;
    return true;
  }

  private placeFree(data: readonly DataSymbol[], fixed: readonly DataSymbol[]): void {
    const own = new Set(fixed);
    let free = DATA_START, next = 0;
    for (const symbol of data) {
      if (own.has(symbol)) continue;
      free = aligned(free, symbol.alignment);
      for (; next < fixed.length && fixed[next].address < free + Math.max(symbol.size, 1); next++) {
        free = aligned(Math.max(free, fixed[next].address + fixed[next].size), symbol.alignment);
      }
      symbol.address = free;
      free += symbol.size;
    }
  }

  private checkOverlaps(fixed: readonly DataSymbol[]): void {
    for (let i = 1; i < fixed.length; i++) {
      const before = fixed[i - 1], symbol = fixed[i];
      if (before.address + before.size <= symbol.address || symbol.size === 0) continue;
      this.values.report.add(namePlace(symbol), PROBLEMS.data_overlap, { name: before.name });
    }
  }

  /** Finds size and alignment out; false, and a problem, where that needs itself. */
  measure(symbol: DataSymbol, asked: Place): boolean {
    if (symbol.progress === Progress.done) return true;
    if (symbol.progress === Progress.busy) return this.circular(asked);
    symbol.progress = Progress.busy;
    if (symbol.embeds) this.measureEmbedded(symbol);
    else this.measureItems(symbol);
    symbol.progress = Progress.done;
    return true;
  }

  private measureEmbedded(symbol: DataSymbol): void {
    this.embed(symbol);
    symbol.size = symbol.embedded?.bytes.length ?? 0;
    symbol.alignment = WIDE;
  }

  private measureItems(symbol: DataSymbol): void {
    const { at } = symbol;
    let first = true;
    for (let child = at.node + 1; child < at.part.next(at.node); child = at.part.next(child)) {
      if (at.part.kind(child) === Node.name || at.part.kind(child) === Node.address) continue;
      symbol.size += this.itemSize(at, child);
      if (first) this.begin(symbol, child);
      first = false;
    }
  }

  /** What data begins with decides on its alignment and on how it is shown. */
  private begin(symbol: DataSymbol, item: number): void {
    const { part } = symbol.at;
    const element = part.kind(item) === Node.values ? elementOf(part.tokenKind(part.first(item))) : undefined;
    if (element !== undefined) {
      symbol.element = element;
      symbol.alignment = ELEMENT_BYTES[element];
    } else if (part.kind(item) === Node.text) symbol.element = 'text';
    else if (part.kind(item) === Node.space) symbol.alignment = WIDE;
    else if (part.kind(item) === Node.record) {
      symbol.alignment = this.values.struct(part.tokenText(part.first(item)))?.alignment ?? 1;
      symbol.element = 'i32';
    }
  }

  /** Bytes that an item takes; 0 where that is not known. */
  itemSize(at: Declaration, item: number): number {
    const { part } = at;
    switch (part.kind(item)) {
      case Node.values: return this.valuesSize(at, item);
      case Node.text: return textSize(part, part.first(item));
      case Node.space: return this.spaceSize(at, item);
      case Node.record: return this.recordSize(at, item);
      default: return 0;
    }
  }

  private valuesSize({ part }: Declaration, item: number): number {
    const element = elementOf(part.tokenKind(part.first(item)));
    let count = 0;
    for (let child = item + 1; child < part.next(item); child = part.next(child)) count++;
    return element === undefined ? 0 : ELEMENT_BYTES[element] * count;
  }

  private spaceSize(at: Declaration, item: number): number {
    const { block } = at.part;
    let sizes = this.spaces.get(block);
    if (sizes === undefined) this.spaces.set(block, sizes = new Map());
    let size = sizes.get(item);
    if (size === undefined) sizes.set(item, size = this.findSpaceSize(at, item));
    return size;
  }

  private findSpaceSize(at: Declaration, item: number): number {
    const { part } = at;
    const size = item + 1 < part.next(item) ? this.values.integer(at, item + 1) : 0;
    if (size === undefined || size >= 0) return size ?? 0;
    this.values.report.add(nodePlace(at.source, part, item + 1), PROBLEMS.negative_size, { found: size, limit: WINDOW_ALL - 1 });
    return 0;
  }

  private recordSize(at: Declaration, item: number): number {
    const struct = this.values.struct(at.part.tokenText(at.part.first(item)));
    return struct !== undefined && this.values.structs.resolve(struct) ? struct.size : 0;
  }
}

/** How many bytes a text token takes; none where it is badly written. */
function textSize(part: Part, token: number): number {
  return part.tokenKind(token) === Token.string ? utf8(characters(part.tokenText(token)).points).length : 0;
}
