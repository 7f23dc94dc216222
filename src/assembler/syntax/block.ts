// Where tokens and nodes of a text are kept: plain arrays of numbers, because a text of a million lines has millions of
// them. One block holds all that one parse made; the regions of a tree point into it.
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

/** Tokens, and nodes over them in preorder: a node's children follow it, up to {@link nodeNext}. */
export class Block {
  tokenCount = 0;
  tokenKinds: Uint8Array;
  tokenMarks: Uint8Array;
  /** Offsets in the text of the parse, in UTF-16 units. */
  tokenStarts: Int32Array;
  tokenEnds: Int32Array;
  /** Of a token that is a word without a meaning of its own: its number in {@link words}. */
  tokenWords: Int32Array;
  readonly words = new WordTable();

  nodeCount = 0;
  nodeKinds: Uint8Array;
  /** First token, and the token after the last one. */
  nodeFirst: Int32Array;
  nodeLimit: Int32Array;
  /** The node after the last one below this. */
  nodeNext: Int32Array;

  constructor(tokens: number, nodes: number) {
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

  /** `word`: its number, where it is a word without a meaning of its own. */
  addToken(kind: number, mark: number, start: number, end: number, word: number): void {
    const at = this.tokenCount++;
    if (at === this.tokenKinds.length) this.resizeTokens((at >>> 1) * 3 + 16);
    this.tokenKinds[at] = kind;
    this.tokenMarks[at] = mark;
    this.tokenStarts[at] = start;
    this.tokenEnds[at] = end;
    this.tokenWords[at] = word;
  }

  /** A node that begins at a token and is not closed yet; its number. */
  openNode(kind: number, token: number): number {
    const at = this.nodeCount++;
    if (at === this.nodeKinds.length) this.resizeNodes((at >>> 1) * 3 + 16);
    this.nodeKinds[at] = kind;
    this.nodeFirst[at] = token;
    return at;
  }

  /** Ends a node before the token `limit`, with all nodes made since as its children. */
  closeNode(node: number, limit: number): void {
    this.nodeLimit[node] = Math.max(limit, this.nodeFirst[node]);
    this.nodeNext[node] = this.nodeCount;
  }

  /** Puts a node around all nodes from `node` on: they become its first children. */
  wrapNode(node: number, kind: number, token: number): void {
    const count = this.nodeCount++;
    if (count === this.nodeKinds.length) this.resizeNodes((count >>> 1) * 3 + 16);
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

  /** Gives unused room back, where it is much. */
  trim(): void {
    if (this.tokenCount < this.tokenKinds.length * KEPT_MIN) this.resizeTokens(this.tokenCount);
    if (this.nodeCount < this.nodeKinds.length * KEPT_MIN) this.resizeNodes(this.nodeCount);
  }

  private resizeTokens(size: number): void {
    this.tokenKinds = resizedBytes(this.tokenKinds, size);
    this.tokenMarks = resizedBytes(this.tokenMarks, size);
    this.tokenStarts = resizedWords(this.tokenStarts, size);
    this.tokenEnds = resizedWords(this.tokenEnds, size);
    this.tokenWords = resizedWords(this.tokenWords, size);
  }

  private resizeNodes(size: number): void {
    this.nodeKinds = resizedBytes(this.nodeKinds, size);
    this.nodeFirst = resizedWords(this.nodeFirst, size);
    this.nodeLimit = resizedWords(this.nodeLimit, size);
    this.nodeNext = resizedWords(this.nodeNext, size);
  }
}

function resizedBytes(old: Uint8Array, size: number): Uint8Array {
  if (size <= old.length) return old.slice(0, size);
  const fresh = new Uint8Array(size);
  fresh.set(old);
  return fresh;
}

function resizedWords(old: Int32Array, size: number): Int32Array {
  if (size <= old.length) return old.slice(0, size);
  const fresh = new Int32Array(size);
  fresh.set(old);
  return fresh;
}
