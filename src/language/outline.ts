// The shape of a text: what it declares, what can be folded, which files it names, where it can be started. All of it
// comes from the tree alone, so that it is there while the text is still full of errors.
import { Mark } from '../assembler/syntax/block';
import { Token } from '../assembler/syntax/tokens';
import { Node, type Part, type SyntaxTree } from '../assembler/syntax/tree';
import { entryOf } from './programs';

/** What a symbol of the outline is. */
export type OutlineKind = 'function' | 'entry' | 'data' | 'constant' | 'struct' | 'field' | 'embed' | 'label';

/** One line of the outline; offsets of the whole declaration and of its name. */
export interface OutlineSymbol {
  readonly kind: OutlineKind;
  readonly name: string;
  /** What stands behind the name: a function's type, a field's. */
  readonly detail: string;
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly children: readonly OutlineSymbol[];
}

const kinds: ReadonlyMap<Node, OutlineKind> = new Map([
  [Node.constant, 'constant'], [Node.struct, 'struct'], [Node.data, 'data'], [Node.embed, 'embed'], [Node.func, 'function'], [Node.field, 'field'],
]);

/** Everything that a text declares, in its order. */
export function outline(tree: SyntaxTree): OutlineSymbol[] {
  return tree.regions.flatMap((region, i) => {
    const symbol = kinds.has(region.kind) ? symbolAt(tree.part(i), region.node) : undefined;
    return symbol === undefined ? [] : [symbol];
  });
}

/** Symbols that a search gives at most. */
const SYMBOLS_MAX = 500;

/** A symbol of one of several texts. */
export interface FoundSymbol {
  readonly file: string;
  readonly symbol: OutlineSymbol;
  /** The name of what it is declared in; empty at the top. */
  readonly container: string;
}

/** What several texts declare under a name that holds the letters of a query in their order, in any case. Labels are no such names. */
export function searchSymbols(texts: ReadonlyMap<string, SyntaxTree>, query: string): FoundSymbol[] {
  const letters = query.toLowerCase(), found: FoundSymbol[] = [];
  const take = (file: string, symbols: readonly OutlineSymbol[], container: string): void => {
    for (const symbol of symbols) {
      if (symbol.kind !== 'label' && found.length < SYMBOLS_MAX && holds(symbol.name.toLowerCase(), letters)) found.push({ file, symbol, container });
      take(file, symbol.children, symbol.name);
    }
  };
  for (const [file, tree] of texts) take(file, outline(tree), '');
  return found;
}

function holds(name: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function symbolAt(part: Part, node: number): OutlineSymbol | undefined {
  if (part.kind(node) === Node.label) return labelAt(part, node);
  const kind = kinds.get(part.kind(node)), name = part.child(node, Node.name);
  if (kind === undefined || name === undefined) return undefined;
  const entry = kind === 'function' && part.tokenKind(part.first(node)) === Token.entry_;
  const inner = part.children(node).map((child) => symbolAt(part, child));
  return {
    kind: entry ? 'entry' : kind, name: part.nodeText(name), detail: detailOf(part, node, name), start: part.start(node), end: part.end(node),
    nameStart: part.start(name), nameEnd: part.end(name), children: inner.filter((symbol) => symbol !== undefined),
  };
}

function labelAt(part: Part, node: number): OutlineSymbol {
  const token = part.first(node), start = part.tokenStart(token), nameEnd = part.tokenEnd(token);
  return { kind: 'label', name: part.tokenText(token), detail: '', start, end: part.end(node), nameStart: start, nameEnd, children: [] };
}

/** What stands behind the name on its first line, without a comment, cut short. */
function detailOf(part: Part, node: number, name: number): string {
  const { text } = part.tree, end = Math.min(part.end(node), lineEnd(text, part.end(name)));
  const kind = part.kind(node);
  const first = kind === Node.func ? headEnd(part, node, name) : end;
  const detail = text.slice(part.end(name), Math.min(first, end)).replace(/^\s*[=:]?\s*/, '').replace(/;.*$/, '').trim();
  return detail.length > 60 ? `${detail.slice(0, 60)}…` : detail;
}

/** Where the head of a function ends: behind its parameters and result. */
function headEnd(part: Part, node: number, name: number): number {
  let end = part.end(name);
  for (const child of part.children(node)) {
    if (part.kind(child) === Node.parameter) end = part.end(child) + 1;
    else if (part.kind(child) === Node.result) end = part.end(child);
  }
  return end;
}

function lineEnd(text: string, offset: number): number {
  const end = text.slice(offset).search(/[\r\n]/);
  return end < 0 ? text.length : offset + end;
}

/** Lines, from 0, that can be hidden behind the first of them. */
export interface Fold {
  readonly start: number;
  readonly end: number;
  readonly comment: boolean;
  /** Whether it is a row of `include` lines. */
  readonly includes?: boolean;
}

/** What can be folded: declarations that take several lines, and comments of several lines. */
export function folds(tree: SyntaxTree): Fold[] {
  const found: Fold[] = [];
  for (let i = 0; i < tree.regions.length; i++) {
    const part = tree.part(i);
    foldNode(part, part.node, found);
    foldComments(part, found);
  }
  foldIncludes(tree, found);
  return found.sort((a, b) => a.start - b.start);
}

/** Lines that name files, one after the other. */
function foldIncludes(tree: SyntaxTree, found: Fold[]): void {
  let first = -1, last = -1;
  for (let i = 0; i <= tree.regions.length; i++) {
    const isInclude = i < tree.regions.length && tree.regions[i].kind === Node.include;
    const line = isInclude ? tree.lineAt(tree.part(i).start(tree.regions[i].node)) : -1;
    if (isInclude && line === last + 1 && first >= 0) last = line;
    else {
      if (last > first) found.push({ start: first, end: last, comment: false, includes: true });
      first = last = line;
    }
  }
}

function foldNode(part: Part, node: number, found: Fold[]): void {
  if (!kinds.has(part.kind(node))) return;
  const start = part.tree.lineAt(part.start(node)), end = part.tree.lineAt(part.end(node));
  const closed = part.tokenKind(part.limit(node) - 1) === Token.end_ && part.kind(node) !== Node.data;
  const last = closed ? end - 1 : end;
  if (last > start) found.push({ start, end: last, comment: false });
  if (part.kind(node) === Node.embed) for (const child of part.children(node)) foldNode(part, child, found);
}

/** Comments on lines of their own that follow each other. */
function foldComments(part: Part, found: Fold[]): void {
  const { firstToken, limitToken } = part.region;
  let first = -1, last = -1;
  const finish = (): void => {
    if (first >= 0 && last > first) found.push({ start: first, end: last, comment: true });
    first = last = -1;
  };
  for (let token = firstToken; token < limitToken; token++) {
    const kind = part.tokenKind(token), line = part.tree.lineAt(part.tokenStart(token));
    const alone = (kind === Token.comment || kind === Token.doc) && (part.block.tokenMarks[token] & Mark.first_on_line) !== 0;
    if (!alone || (last >= 0 && line !== last + 1)) finish();
    if (!alone) continue;
    if (first < 0) first = line;
    last = line;
  }
  finish();
}

/** Where the program can be started: the head of the `entry func` at the top of the text; undefined where it has none. */
export function startPlace(tree: SyntaxTree): { readonly start: number; readonly end: number } | undefined {
  const entry = entryOf(tree);
  if (entry === undefined) return undefined;
  const { part, node } = entry, name = part.child(node, Node.name);
  return { start: part.start(node), end: name === undefined ? part.end(node) : part.end(name) };
}
