// The names that a program declares. A name is found by the number that its word has in the block where it stands, which
// takes no look at a string; by its string where the block of its declaration is another.
import type { ProgramSymbol } from './symbols';
import type { Block } from './syntax/block';
import { isWord } from './syntax/tokens';
import type { Part } from './syntax/tree';

/** The symbols of the words of one block; undefined where a word is not declared in this block. */
type BlockSymbols = (ProgramSymbol | undefined)[];

const NOTHING: BlockSymbols = [];

/** The names of one program. */
export class Names {
  private readonly entered: ProgramSymbol[] = [];
  /** By name; made when it is needed. */
  private byName: Map<string, ProgramSymbol> | undefined;
  private readonly blocks = new Map<Block, BlockSymbols>();
  /** The block that was asked for last, mostly the only one. */
  private block: Block | undefined;
  private words = NOTHING;

  /** All symbols by name, in the order in which they were entered. */
  get symbols(): ReadonlyMap<string, ProgramSymbol> {
    return this.byName ??= new Map(this.entered.map((symbol) => [symbol.name, symbol]));
  }

  /** The symbol whose name, which has no dot, is the whole word at a token. */
  at(part: Part, token: number): ProgramSymbol | undefined {
    const { block } = part;
    if (isWord(block.tokenKinds[token])) {
      const own = this.of(block)[block.tokenWords[token]];
      if (own !== undefined || this.blocks.size === 1) return own;
    }
    const name = part.tokenText(token);
    return name.includes('.') ? undefined : this.symbols.get(name);
  }

  /** The symbol whose name is the first `length` units of the word at a token are, up to a dot. */
  head(part: Part, token: number, length: number): ProgramSymbol | undefined {
    const { block } = part;
    const head = block.words.findHead(block.tokenWords[token], length);
    const own = head < 0 ? undefined : this.of(block)[head];
    if (own !== undefined || this.blocks.size === 1) return own;
    return this.symbols.get(part.tokenText(token).slice(0, length));
  }

  /** Enters a symbol; the one that has the name already, where there is one. */
  enter(symbol: ProgramSymbol, part: Part): ProgramSymbol | undefined {
    const { name, token } = symbol, { block } = part;
    const hasNumber = isWord(block.tokenKinds[token]) && !name.includes('.');
    const before = hasNumber ? this.at(part, token) : this.symbols.get(name);
    if (before !== undefined) return before;
    this.entered.push(symbol);
    this.byName?.set(name, symbol);
    if (hasNumber) this.of(block)[block.tokenWords[token]] = symbol;
    return undefined;
  }

  private of(block: Block): BlockSymbols {
    if (block !== this.block) {
      this.block = block;
      let words = this.blocks.get(block);
      if (words === undefined) this.blocks.set(block, words = new Array<undefined>(block.words.texts.length).fill(undefined));
      this.words = words;
    }
    return this.words;
  }
}
