// Where tokens, nodes and regions of a text are kept: plain arrays of numbers, because a text of a million lines has
// millions of them. One block holds all that one parse made; trees point into it.
import { resized } from './arrays';
import { Region, RegionField, REGION_FIELDS } from './region';
import { RESERVED } from './tokens';
import type { SyntaxProblem } from './tree';
import { WordTable } from './words';

/** Marks of a token. */
export const enum Mark {
  /** It is the first one of its line. */
  first_on_line = 1,
  /** It is a word, and a colon follows without a space. */
  before_colon = 2,
}

/** The part of a block that is in use at least, once it is made. */
const KEPT_MIN = 0.7;
/** How much more room is made than there was, and than the text that is left needs if it is like that before. */
const GROWTH_MIN = 1.5;
const SPARE = 1.05;

const NO_PROBLEMS: readonly SyntaxProblem[] = [];

/** Tokens, nodes over them in preorder (a node's children follow it, up to {@link nodeNext}), and regions of both. */
export class Block {
  tokenCount = 0;
  tokenKinds: Uint8Array;
  tokenMarks: Uint8Array;
  /** Offsets in the text of the parse, in UTF-16 units. */
  tokenStarts: Int32Array;
  tokenEnds: Int32Array;
  /** Of a token that is a word: its number in {@link words}. */
  tokenWords: Int32Array;
  readonly words = new WordTable(RESERVED);

  nodeCount = 0;
  nodeKinds: Uint8Array;
  /** First token, and the token after the last one. */
  nodeFirst: Int32Array;
  nodeLimit: Int32Array;
  /** The node after the last one below this. */
  nodeNext: Int32Array;

  regionCount = 0;
  /** REGION_FIELDS numbers a region. */
  private regionFields = new Int32Array(REGION_FIELDS);
  /** The regions that were asked for, and the problems of those that have some. */
  private readonly regions = new Map<number, Region>();
  private readonly problems = new Map<number, readonly SyntaxProblem[]>();

  /** `tokens` and `nodes`: for how many there is room at first. The text is read from `offset` on, mostly `units` of it. */
  constructor(tokens: number, nodes: number, private readonly offset = 0, private readonly units = 0) {
    this.tokenKinds = new Uint8Array(tokens);
    this.tokenMarks = new Uint8Array(tokens);
    this.tokenStarts = new Int32Array(tokens);
    this.tokenEnds = new Int32Array(tokens);
    this.tokenWords = new Int32Array(tokens);
    this.nodeKinds = new Uint8Array(nodes);
    this.nodeFirst = new Int32Array(nodes);
    this.nodeLimit = new Int32Array(nodes);
    this.nodeNext = new Int32Array(nodes);
  }

  /** Makes room for so many more tokens. */
  reserveTokens(count: number): void {
    const wanted = this.tokenCount + count;
    if (wanted > this.tokenKinds.length) this.resizeTokens(this.more(wanted));
  }

  /** A node that begins at a token and is not closed yet; its number. */
  openNode(kind: number, token: number): number {
    const at = this.nodeCount++;
    if (at === this.nodeKinds.length) this.resizeNodes(this.more(at));
    this.nodeKinds[at] = kind;
    this.nodeFirst[at] = token;
    return at;
  }

  /** Ends a node before the token `limit`, with all nodes made since as its children. */
  closeNode(node: number, limit: number): void {
    const first = this.nodeFirst[node];
    this.nodeLimit[node] = limit > first ? limit : first;
    this.nodeNext[node] = this.nodeCount;
  }

  /** Puts a node around all nodes from `node` on: they become its first children. */
  wrapNode(node: number, kind: number, token: number): void {
    const count = this.nodeCount++;
    if (count === this.nodeKinds.length) this.resizeNodes(this.more(count));
    const { nodeKinds, nodeFirst, nodeLimit, nodeNext } = this;
    // There are few, mostly one: a loop is faster than four calls of copyWithin.
    for (let i = count; i > node; i--) {
      nodeKinds[i] = nodeKinds[i - 1];
      nodeFirst[i] = nodeFirst[i - 1];
      nodeLimit[i] = nodeLimit[i - 1];
      nodeNext[i] = nodeNext[i - 1] + 1;
    }
    this.nodeKinds[node] = kind;
    this.nodeFirst[node] = token;
  }

  /** Adds a region; the fields stand in {@link RegionField}. */
  addRegion(node: number, firstToken: number, limitToken: number, start: number, end: number, reach: number,
    problems: readonly SyntaxProblem[]): number {
    const index = this.regionCount++, at = index * REGION_FIELDS;
    if (at === this.regionFields.length) this.regionFields = resized(this.regionFields, this.more(index) * REGION_FIELDS);
    const fields = this.regionFields;
    fields[at + RegionField.node] = node;
    fields[at + RegionField.first_token] = firstToken;
    fields[at + RegionField.limit_token] = limitToken;
    fields[at + RegionField.start] = start;
    fields[at + RegionField.end] = end;
    fields[at + RegionField.reach] = reach;
    if (problems.length > 0) this.problems.set(index, problems);
    return index;
  }

  regionField(region: number, field: RegionField): number {
    return this.regionFields[region * REGION_FIELDS + field];
  }

  /** Where each region begins in the text of the parse. */
  regionStarts(): Int32Array {
    const starts = new Int32Array(this.regionCount);
    for (let i = 0; i < starts.length; i++) starts[i] = this.regionField(i, RegionField.start);
    return starts;
  }

  /** Problems of form in a region. */
  problemsOf(region: number): readonly SyntaxProblem[] {
    return this.problems.size === 0 ? NO_PROBLEMS : this.problems.get(region) ?? NO_PROBLEMS;
  }

  /** A region; always the same object. */
  region(index: number): Region {
    let region = this.regions.get(index);
    if (region === undefined) this.regions.set(index, region = new Region(this, index));
    return region;
  }

  /** Gives unused room back, where it is much. */
  trim(): void {
    if (this.tokenCount < this.tokenKinds.length * KEPT_MIN) this.resizeTokens(this.tokenCount);
    if (this.nodeCount < this.nodeKinds.length * KEPT_MIN) this.resizeNodes(this.nodeCount);
    const fields = this.regionCount * REGION_FIELDS;
    if (fields < this.regionFields.length * KEPT_MIN) this.regionFields = resized(this.regionFields, fields);
  }

  /** For how many there shall be room, where there are `count` so far: as many as the rest of the text will probably have. */
  private more(count: number): number {
    const read = this.tokenCount === 0 ? 0 : this.tokenEnds[this.tokenCount - 1] - this.offset;
    const share = read > 0 ? this.units / read * SPARE : 0;
    return Math.ceil(count * Math.max(share, GROWTH_MIN)) + 16;
  }

  private resizeTokens(size: number): void {
    this.tokenKinds = resized(this.tokenKinds, size);
    this.tokenMarks = resized(this.tokenMarks, size);
    this.tokenStarts = resized(this.tokenStarts, size);
    this.tokenEnds = resized(this.tokenEnds, size);
    this.tokenWords = resized(this.tokenWords, size);
  }

  private resizeNodes(size: number): void {
    this.nodeKinds = resized(this.nodeKinds, size);
    this.nodeFirst = resized(this.nodeFirst, size);
    this.nodeLimit = resized(this.nodeLimit, size);
    this.nodeNext = resized(this.nodeNext, size);
  }
}
