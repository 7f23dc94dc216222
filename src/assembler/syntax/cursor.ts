// Where a parser stands in its text: the token that comes next, the nodes made so far, the problems found.
import type { Arguments, MessageRow } from '../../base/message';
import { PROBLEMS } from '../messages';
import { Block, Mark } from './block';
import { Lexer } from './lexer';
import { Token } from './tokens';
import type { Node, SyntaxProblem } from './tree';

/** Tokens that are read ahead at a time. */
const AHEAD = 256;
/** For so much text at most room is made before it is seen. */
const FIRST_UNITS = 1 << 16;
/** Stands for none; it stays empty. */
const NO_PROBLEMS: SyntaxProblem[] = [];
/** How deep groups, embedded programs and unary operators may nest. */
export const NESTING_MAX = 200;

/** The state of a parser. Comments are tokens too, but a cursor never stands on one. */
export class Cursor {
  /** The token that comes next, and its kind. */
  at = 0;
  kind: number = Token.end;
  /** The last token taken, -1 before the first. */
  last = -1;
  nesting = 0;
  /** The problems of the region, and its first node and token. */
  problems: SyntaxProblem[] = NO_PROBLEMS;
  regionNode = 0;
  regionToken = 0;
  readonly block: Block;
  private readonly lexer: Lexer;
  /** The farthest token that was looked at. */
  private farthest = 0;

  constructor(readonly text: string, offset: number, expected: number) {
    // Most texts have a token for every three to five characters, and a node for every eight. How many a long one will
    // have is found out at its beginning.
    const first = Math.min(expected, FIRST_UNITS);
    this.block = new Block(Math.ceil(first / 3) + AHEAD, (first >>> 3) + 64, offset, expected);
    this.lexer = new Lexer(text, offset, this.block);
    this.settle();
  }

  /** Takes the token that comes next. At the end of the text it stays where it is. */
  advance(): void {
    if (this.kind === Token.end) return;
    this.last = this.at++;
    this.settle();
  }

  /** What comes next belongs to another region. */
  beginRegion(): void {
    this.problems = NO_PROBLEMS;
    this.regionNode = this.block.nodeCount;
    this.regionToken = this.last + 1;
  }

  private settle(): void {
    const { block } = this;
    for (;;) {
      if (this.at >= block.tokenCount) this.lexer.more(AHEAD);
      const kind = block.tokenKinds[this.at];
      if (kind !== Token.comment && kind !== Token.doc) {
        this.kind = kind;
        return;
      }
      this.at++;
    }
  }

  /** The token `count` (1 or more) after the next one, without comments. */
  ahead(count: number): number {
    const { block } = this;
    let at = this.at;
    for (let left = count; left > 0 && block.tokenKinds[at] !== Token.end;) {
      if (++at >= block.tokenCount) this.lexer.more(AHEAD);
      if (block.tokenKinds[at] !== Token.comment && block.tokenKinds[at] !== Token.doc) left--;
    }
    this.farthest = Math.max(this.farthest, at);
    return at;
  }

  /** The kind of the token `count` after the next one. */
  kindAhead(count: number): number {
    const at = this.ahead(count);
    return this.block.tokenKinds[at];
  }

  /** Where the farthest token looked at ends. */
  get farthestEnd(): number {
    return this.block.tokenEnds[Math.max(this.farthest, this.at)];
  }

  /** Where each line begins, of a text that was parsed to its end from its beginning. */
  lineStarts(): Int32Array {
    return this.lexer.lineStarts();
  }

  /** Whether the next token is on a line of its own, not on that of the token before. */
  get onNewLine(): boolean {
    const { block } = this;
    for (let at = this.at; at > this.last; at--) if ((block.tokenMarks[at] & Mark.first_on_line) !== 0) return true;
    return false;
  }

  /** Whether the next token is this word, which has a meaning in some places only. */
  isWord(word: string): boolean {
    if (this.kind !== Token.word) return false;
    const start = this.block.tokenStarts[this.at];
    return this.block.tokenEnds[this.at] - start === word.length && this.text.startsWith(word, start);
  }

  /** Takes the next token if it is of a kind. */
  take(kind: Token): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  tokenText(token: number): string {
    const { block } = this;
    if (block.tokenKinds[token] === Token.word) return block.words.texts[block.tokenWords[token]];
    return this.text.slice(this.block.tokenStarts[token], this.block.tokenEnds[token]);
  }

  open(kind: Node): number {
    return this.block.openNode(kind, this.at);
  }

  close(node: number): void {
    this.block.closeNode(node, this.last + 1);
  }

  /** A node of exactly the next token. */
  leaf(kind: Node): void {
    const node = this.open(kind);
    this.advance();
    this.close(node);
  }

  /** A problem with the tokens from `first` to `last`. */
  problem(row: MessageRow, args: Arguments, first: number, last: number, fix?: SyntaxProblem['fix']): void {
    this.add({ row, args, start: this.block.tokenStarts[first], end: this.block.tokenEnds[last], fix });
  }

  /** One place has one problem: what follows from it is not told. */
  private add(problem: SyntaxProblem): void {
    const before = this.problems[this.problems.length - 1];
    if (before !== undefined && before.start === problem.start) return;
    if (this.problems === NO_PROBLEMS) this.problems = [];
    this.problems.push(problem);
  }

  /** Something is missing before the next token: told there, or at the end of the line before. */
  missing(row: MessageRow, args: Arguments = {}): void {
    if (this.last >= 0 && (this.kind === Token.end || this.onNewLine)) {
      const end = this.block.tokenEnds[this.last];
      this.add({ row, args, start: end, end });
    } else this.problem(row, { ...args, found: this.tokenText(this.at) }, this.at, this.at);
  }

  /** Takes a token that must be here; false, and a problem, where it is not. */
  expect(kind: Token, what: string): boolean {
    if (this.take(kind)) return true;
    this.missing(PROBLEMS.expected, { what });
    return false;
  }

  /** Goes one level deeper; false, and a problem, where that is too deep. */
  enter(): boolean {
    if (this.nesting >= NESTING_MAX) {
      this.problem(PROBLEMS.nesting, { limit: NESTING_MAX }, this.at, this.at);
      return false;
    }
    this.nesting++;
    return true;
  }

  leave(): void {
    this.nesting--;
  }
}
