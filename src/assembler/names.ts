// The names that a program declares. A name is found by the number that its word has in the block where it stands, which
// takes no look at a string; by its string where the block of its declaration is another.
import type { ProgramSymbol } from './symbols';
import type { Block } from './syntax/block';
import { Token } from './syntax/tokens';
import type { Part } from './syntax/tree';

/** The symbols of the words of one block; undefined where a word is not declared in this block. */
type BlockSymbols = (ProgramSymbol | undefined)[];

/** The names of one program. */
export class Names {
  readonly symbols = new Map<string, ProgramSymbol>();
  private readonly blocks = new Map<Block, BlockSymbols>();
  /** The block that was asked for last, mostly the only one. */
  private block: Block | undefined;
  private words: BlockSymbols = [];

  /** The symbol whose name, which has no dot, is the whole word at a token. */
  at(part: Part, token: number): ProgramSymbol | undefined {
    const { block } = part;
    if (block.tokenKinds[token] === Token.word) {
      const own = this.of(block)[block.tokenWords[token]];
      if (own !== undefined || this.blocks.size === 1) return own;
    }
    const name = part.tokenText(token);
    return name.includes('.') ? undefined : this.symbols.get(name);
  }

  /** Enters a symbol; the one that has the name already, where there is one. */
  enter(symbol: ProgramSymbol): ProgramSymbol | undefined {
    const { name, token, at: { part } } = symbol;
    const hasDot = name.includes('.');
    const before = hasDot ? this.symbols.get(name) : this.at(part, token);
    if (before !== undefined) return before;
    this.symbols.set(name, symbol);
    if (part.block.tokenKinds[token] === Token.word && !hasDot) this.of(part.block)[part.block.tokenWords[token]] = symbol;
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
