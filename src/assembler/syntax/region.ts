// A region: one declaration at the top of a text with the comments in front of it. Its numbers are kept by its block; an
// object is made of it only where somebody asks for it, and the trees of a text and of what became of it share that.
import type { Block } from './block';
import type { Node, SyntaxProblem } from './tree';

/** What a block keeps of a region; offsets in the text of the parse that made it. */
export const enum RegionField { node = 0, first_token = 1, limit_token = 2, start = 3, end = 4, reach = 5 }
export const REGION_FIELDS = 6;

/** A piece of the text. */
export class Region {
  constructor(readonly block: Block, readonly index: number) {}

  get kind(): Node {
    return this.block.nodeKinds[this.node];
  }

  /** The node of the declaration; those below it follow. */
  get node(): number {
    return this.block.regionField(this.index, RegionField.node);
  }

  get firstToken(): number {
    return this.block.regionField(this.index, RegionField.first_token);
  }

  get limitToken(): number {
    return this.block.regionField(this.index, RegionField.limit_token);
  }

  /** Where it began in the text of the parse that made it. */
  get origin(): number {
    return this.block.regionField(this.index, RegionField.start);
  }

  get length(): number {
    return this.block.regionField(this.index, RegionField.end) - this.origin;
  }

  /** How far the parser had to look, from the beginning; beyond that a change cannot matter. */
  get reach(): number {
    return this.block.regionField(this.index, RegionField.reach);
  }

  get problems(): readonly SyntaxProblem[] {
    return this.block.problemsOf(this.index);
  }
}
