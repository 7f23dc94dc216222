// The formatter: lines stay lines, comments stay where they are; indentation, spaces and blank lines become regular.
// Declarations that are badly formed are left as they stand.
import { Mark } from './syntax/block';
import { parse } from './syntax/parse';
import { isMnemonic, Token } from './syntax/tokens';
import { Node, type Part, type SyntaxTree } from './syntax/tree';

/** One level of indentation. */
const INDENT = '  ';
/**
 * Comments behind code of neighbouring lines stand in one column: the one they had if they had one that all lines leave
 * free, else the first that is free, unless that is farther than this from the shortest line.
 */
const ALIGN_MAX = 40;

/** The text of a tree in its regular form. Formatting that again changes nothing, and neither does it change the program. */
export function format(tree: SyntaxTree): string {
  const out = new Lines(/^[^\n]*\r\n/.test(tree.text) ? '\r\n' : '\n');
  for (let i = 0; i < tree.regions.length; i++) {
    const part = tree.part(i);
    if (part.region.problems.length === 0) new RegionFormatter(part, out).run();
    else verbatim(part, out);
  }
  return out.finish();
}

/** {@link format} of a text. */
export function formatText(text: string): string {
  return format(parse(text));
}

/** A line without spaces and tabs at its end. */
function trimmed(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--;
  return line.slice(0, end);
}

/** Lines as they are put together. */
class Lines {
  private readonly lines: string[] = [];
  private line = '';
  /** Lines of the run whose comments go into one column: their numbers, and the comments. */
  private run: { readonly line: number; readonly comment: string; readonly column: number }[] = [];
  private empty = true;

  constructor(readonly lineEnd: string) {}

  /** Begins a line, after at most one blank one. */
  begin(blank: boolean, indent: number): void {
    this.endLine();
    if (blank && this.lines.length > 0) {
      this.align();
      this.lines.push('');
    }
    this.line = INDENT.repeat(indent);
    this.empty = false;
  }

  add(text: string): void {
    this.line += text;
    this.empty = false;
  }

  /** Ends the line with a comment behind its code, which stood in a column so far. */
  comment(text: string, column: number): void {
    this.run.push({ line: this.lines.length, comment: text, column });
    this.endLine(true);
  }

  private endLine(commented = false): void {
    if (this.empty) return;
    if (!commented) this.align();
    this.lines.push(trimmed(this.line));
    this.line = '';
    this.empty = true;
  }

  private align(): void {
    const widths = this.run.map(({ line }) => this.lines[line].length);
    const longest = widths.reduce((most, one) => Math.max(most, one), 0);
    const together = longest - widths.reduce((least, one) => Math.min(least, one), longest) <= ALIGN_MAX;
    const own = this.run.length > 0 ? this.run[0].column : 0;
    const kept = own >= longest + 2 && this.run.every(({ column }) => column === own);
    for (const { line, comment } of this.run) {
      const width = kept ? own : together ? longest + 2 : this.lines[line].length + 2;
      this.lines[line] = this.lines[line].padEnd(width) + comment;
    }
    this.run = [];
  }

  finish(): string {
    this.endLine();
    this.align();
    return this.lines.length === 0 ? '' : this.lines.join(this.lineEnd) + this.lineEnd;
  }
}

/** A region as it stands, from its first token on. */
function verbatim(part: Part, out: Lines): void {
  const { firstToken, limitToken } = part.region;
  if (!beginLine(part, firstToken, 0, out)) out.add(' ');
  const text = part.tree.text.slice(part.tokenStart(firstToken), part.tokenEnd(limitToken - 1));
  out.add(text.split(/\r\n|\r|\n/).map(trimmed).join(out.lineEnd));
}

/** Begins a line for a token if it is the first one of a line; else separates it from what is before. */
function beginLine(part: Part, token: number, indent: number, out: Lines): boolean {
  if ((part.block.tokenMarks[token] & Mark.first_on_line) === 0) return false;
  const { region, shift, tree } = part;
  const before = token === region.firstToken ? region.origin + shift : part.tokenEnd(token - 1);
  out.begin(/\n[ \t]*\r?\n|\r[ \t]*\r/.test(tree.text.slice(before, part.tokenStart(token))), indent);
  return true;
}

class RegionFormatter {
  /** How far the line of each token is indented if the token begins one. */
  private readonly indents: Uint8Array;
  /** Tokens that begin an item of a function's body or of data. */
  private readonly begins: Uint8Array;
  private readonly firstToken: number;

  constructor(private readonly part: Part, private readonly out: Lines) {
    const { firstToken, limitToken } = part.region;
    this.firstToken = firstToken;
    this.indents = new Uint8Array(limitToken - firstToken);
    this.begins = new Uint8Array(limitToken - firstToken);
    this.indent(part.node, 0);
  }

  private set(from: number, to: number, indent: number): void {
    this.indents.fill(indent, from - this.firstToken, to - this.firstToken);
  }

  private indent(node: number, depth: number): void {
    const { part } = this;
    this.set(part.first(node), part.limit(node), depth + 1);
    this.set(part.first(node), part.first(node) + 1, depth);
    for (let child = node + 1; child < part.next(node); child = part.next(child)) this.indentChild(node, child, depth + 1);
    const last = part.limit(node) - 1;
    if (part.tokenKind(last) === Token.end_) this.set(last, last + 1, depth);
  }

  private indentChild(parent: number, child: number, depth: number): void {
    const { part } = this;
    const kind = part.kind(child);
    const isHeader = kind === Node.name || kind === Node.text || kind === Node.address;
    if (part.kind(parent) === Node.embed && !isHeader) return this.indent(child, depth);
    if (part.kind(parent) === Node.func) this.indentItem(child, depth);
    else if (isItem(kind)) this.begins[part.first(child) - this.firstToken] = 1;
    if (kind === Node.record) this.indentRecord(child, depth);
  }

  private indentItem(item: number, depth: number): void {
    const { part } = this;
    const isHeader = part.kind(item) === Node.name || part.kind(item) === Node.parameter || part.kind(item) === Node.result;
    const first = part.first(item);
    if (isHeader || part.limit(item) - first > 1) this.set(first, part.limit(item), depth + 1);
    if (isHeader) return;
    this.set(first, first + 1, part.kind(item) === Node.label ? depth - 1 : depth);
    this.begins[first - this.firstToken] = 1;
  }

  /** The members of a record that goes over several lines. */
  private indentRecord(record: number, depth: number): void {
    const { part } = this;
    this.set(part.first(record) + 1, part.limit(record) - 1, depth + 1);
    for (const member of part.children(record)) {
      for (const value of part.children(member)) if (part.kind(value) === Node.record) this.indentRecord(value, depth + 1);
    }
    this.set(part.limit(record) - 1, part.limit(record), depth);
  }

  run(): void {
    const { limitToken } = this.part.region;
    for (let token = this.firstToken; token < limitToken; token++) {
      if (this.part.tokenKind(token) !== Token.end) this.token(token);
    }
  }

  private token(token: number): void {
    const { part, out } = this;
    const kind = part.tokenKind(token);
    const starts = beginLine(part, token, this.indents[token - this.firstToken], out);
    const isComment = kind === Token.comment || kind === Token.doc;
    const text = isComment ? trimmed(part.tokenText(token)) : part.tokenText(token);
    if (!starts && isComment) return out.comment(text, part.tree.position(part.tokenStart(token)).column);
    out.add(starts ? text : this.space(token) + text);
  }

  /** What stands between a token and the one before it on its line. */
  private space(token: number): string {
    const { part } = this;
    if (token === this.firstToken) return ' ';
    const before = part.tokenKind(token - 1), kind = part.tokenKind(token);
    const gap = part.tokenStart(token) - part.tokenEnd(token - 1);
    if (kind === Token.equals) return ' '.repeat(Math.min(Math.max(gap, 1), ALIGN_MAX));
    if (this.begins[token - this.firstToken] === 1) return gap > 1 && before !== Token.colon && before !== Token.equals ? '  ' : ' ';
    if (before === Token.open || before === Token.open_list || kind === Token.close || kind === Token.close_list) return '';
    if (kind === Token.comma || kind === Token.colon) return '';
    return this.isSign(token - 1) ? '' : ' ';
  }

  /** Whether a token is an operator in front of its only operand, or the sign of an offset. */
  private isSign(token: number): boolean {
    const { part } = this;
    const kind = part.tokenKind(token);
    if (kind === Token.not) return true;
    if (kind !== Token.minus && kind !== Token.plus) return false;
    const before = token > this.firstToken ? part.tokenKind(token - 1) : Token.end;
    if (this.begins[token - this.firstToken] === 1 || isMnemonic(before)) return true;
    return !(before === Token.close || before === Token.word || (before >= Token.integer && before <= Token.character)
      || before === Token.inf_ || before === Token.nan_);
  }
}

/** Whether a node is an item of data. */
function isItem(kind: Node): boolean {
  return kind === Node.values || kind === Node.text || kind === Node.space || kind === Node.record;
}
