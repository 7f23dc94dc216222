// The tree of a text, and the ways through it. A tree is a row of regions, one for each declaration at the top, which
// together are the whole text; inside a region, nodes and tokens are numbers of a block. Trees never change: a new text
// gets a new tree, which shares the regions that stayed the same.
import type { Position, Span } from '../../base/diagnostic';
import type { Arguments, MessageRow, Text } from '../../base/message';
import type { Block } from './block';
import { findLines } from './lines';
import { RegionField, type Region } from './region';
import { Token } from './tokens';

export type { Region } from './region';

/** What a node is. Its children are listed in the order in which they stand. */
export const enum Node {
  /** Tokens that nobody understood, and the rest of the text behind the last declaration. */
  stray = 0, rest,
  // Declarations.
  memory, constant, struct, data, table, export_, include, embed, func, pool, types, segment,
  // Their parts. `name`: the word that a declaration introduces; `use`: a word that names something else.
  name, use, field, parameter, result, locals, local, address,
  // Items of data: `values` are expressions of one type, the first token.
  values, text, space, record, member,
  // Inside functions. A `push` is a bare value; its tokens are like the operand of an instruction.
  label, instruction, push, signature, operands, type, word,
  // Expressions. A `chain` is operands with operators of one strength between them.
  number, reference, unary, chain, group,
}

/** A problem of form; offsets in the text of the parse. */
export interface SyntaxProblem {
  readonly row: MessageRow;
  readonly args: Arguments;
  readonly start: number;
  readonly end: number;
  readonly fix?: { readonly title: Text; readonly start: number; readonly end: number; readonly text: string };
}

/** A parsed text. */
export class SyntaxTree {
  private lines: Int32Array | undefined;
  private list: readonly Region[] | undefined;

  /**
   * `starts`: where each region begins. They are the regions of one block, or those of several ones in the order of
   * `edited`. `lines`: where each line begins, if that is known.
   */
  constructor(readonly text: string, readonly starts: Int32Array, private readonly block: Block,
    private readonly edited?: readonly Region[], lines?: Int32Array) {
    this.lines = lines;
  }

  /** Where each line begins. Lines end with LF, CR LF or CR. */
  get lineStarts(): Int32Array {
    return this.lines ??= findLines(this.text);
  }

  /** As objects, which {@link part} does not need. */
  get regions(): readonly Region[] {
    return this.list ??= this.edited ?? Array.from(this.starts, (_, i) => this.block.region(i));
  }

  /** The line of an offset, from 0. */
  lineAt(offset: number): number {
    return lastAtMost(this.lineStarts, offset);
  }

  position(offset: number): Position {
    const line = this.lineAt(offset);
    return { line, column: offset - this.lineStarts[line] };
  }

  span(start: number, end: number): Span {
    return { start: this.position(start), end: this.position(end) };
  }

  /** The offset of a position; a column beyond the end of its line is that end. */
  offset(position: Position): number {
    const starts = this.lineStarts;
    if (position.line >= starts.length) return this.text.length;
    const limit = position.line + 1 < starts.length ? starts[position.line + 1] - 1 : this.text.length;
    return Math.min(starts[position.line] + position.column, Math.max(limit, starts[position.line]));
  }

  /** The region that an offset is in. */
  regionAt(offset: number): number {
    return lastAtMost(this.starts, offset);
  }

  /** The part of the tree that is one region. */
  part(index: number): Part {
    const region = this.edited?.[index];
    if (region === undefined) return new Part(this, this.block, index, 0, index);
    return new Part(this, region.block, region.index, this.starts[index] - region.origin, index);
  }
}

/** A region where it stands in a text: reads its nodes and tokens by their numbers. */
export class Part {
  /** `index`: the region's number in the block. `shift`: what to add to the offsets of the block. `place`: its number in the tree. */
  constructor(readonly tree: SyntaxTree, readonly block: Block, readonly index: number, readonly shift: number, readonly place: number) {}

  get region(): Region {
    return this.block.region(this.index);
  }

  /** The region's own node. */
  get node(): number {
    return this.block.regionField(this.index, RegionField.node);
  }

  /** Problems of form; their offsets are those of the block. */
  get problems(): readonly SyntaxProblem[] {
    return this.block.problemsOf(this.index);
  }

  kind(node: number): Node {
    return this.block.nodeKinds[node];
  }

  first(node: number): number {
    return this.block.nodeFirst[node];
  }

  /** The token after the node's last one. */
  limit(node: number): number {
    return this.block.nodeLimit[node];
  }

  tokenKind(token: number): number {
    return this.block.tokenKinds[token];
  }

  tokenStart(token: number): number {
    return this.block.tokenStarts[token] + this.shift;
  }

  tokenEnd(token: number): number {
    return this.block.tokenEnds[token] + this.shift;
  }

  tokenText(token: number): string {
    const { block } = this;
    if (block.tokenKinds[token] === Token.word) return block.words.texts[block.tokenWords[token]];
    return this.tree.text.slice(this.tokenStart(token), this.tokenEnd(token));
  }

  start(node: number): number {
    return this.tokenStart(this.block.nodeFirst[node]);
  }

  end(node: number): number {
    const first = this.block.nodeFirst[node], limit = this.block.nodeLimit[node];
    return limit > first ? this.tokenEnd(limit - 1) : this.tokenStart(first);
  }

  nodeText(node: number): string {
    return this.tree.text.slice(this.start(node), this.end(node));
  }

  /** The node's first child, or the limit of its children where it has none. */
  firstChild(node: number): number {
    return node + 1;
  }

  /** Where the children of a node end; the next sibling, where there is one. */
  next(node: number): number {
    return this.block.nodeNext[node];
  }

  children(node: number): number[] {
    const children: number[] = [];
    for (let child = node + 1; child < this.next(node); child = this.next(child)) children.push(child);
    return children;
  }

  /** The first child of a kind. */
  child(node: number, kind: Node): number | undefined {
    for (let child = node + 1; child < this.next(node); child = this.next(child)) if (this.kind(child) === kind) return child;
    return undefined;
  }
}

/** Index of the last of some ascending numbers that is at most `value`; the first is taken to be. */
export function lastAtMost(numbers: Int32Array, value: number): number {
  let low = 0, high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (numbers[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
