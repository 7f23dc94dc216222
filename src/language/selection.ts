// How a selection grows: from the piece of a name to the word, the instruction, the line, the stretch up to the next
// label, the body, the declaration, the declaration with its comments, and at last the whole text.
import { Mark } from '../assembler/syntax/block';
import { Token } from '../assembler/syntax/tokens';
import { Node, type Part, type SyntaxTree } from '../assembler/syntax/tree';
import { tokenAt } from './targets';

/** A stretch of a text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The stretches around an offset, innermost first, each larger than the one before. */
export function selections(tree: SyntaxTree, offset: number): Stretch[] {
  const part = tree.part(tree.regionAt(offset));
  const around = [...wordAround(part, offset), ...nodesAround(part, offset), regionOf(part), { start: 0, end: tree.text.length }];
  const found: Stretch[] = [];
  for (const one of around) {
    const last = found[found.length - 1];
    const holds = one.start <= offset && offset <= one.end;
    if (holds && (last === undefined || (one.start <= last.start && last.end <= one.end && one.end - one.start > last.end - last.start))) found.push(one);
  }
  return found;
}

/** The piece between dots, and the whole token; between its quotation marks first where it is a text. */
function wordAround(part: Part, offset: number): Stretch[] {
  const token = tokenAt(part, offset);
  if (token === undefined) return [];
  const start = part.tokenStart(token), end = part.tokenEnd(token), { text } = part.tree, kind = part.tokenKind(token);
  if (kind === Token.string) return [{ start: start + 1, end: end - 1 }, { start, end }];
  if (kind === Token.comment || kind === Token.doc) return [{ start, end }];
  const before = text.slice(start, offset).lastIndexOf('.') + 1, after = text.slice(offset, end).indexOf('.');
  return [{ start: start + before, end: after < 0 ? end : offset + after }, { start, end }];
}

function nodesAround(part: Part, offset: number): Stretch[] {
  const nodes: number[] = [];
  for (let node = part.node; node < part.next(part.node);) {
    if (part.start(node) <= offset && offset <= part.end(node)) nodes.unshift(node++);
    else node = part.next(node);
  }
  return nodes.flatMap((node) => [...insideOf(part, node, offset), { start: part.start(node), end: part.end(node) }]);
}

/** The stretches of a function that are smaller than it. */
function insideOf(part: Part, node: number, offset: number): Stretch[] {
  if (part.kind(node) !== Node.func) return [];
  const items = part.children(node).filter((child) => !isHead(part.kind(child)));
  if (items.length === 0 || offset < part.start(items[0]) || offset > part.end(items[items.length - 1])) return [];
  return [lineOf(part, items, offset), blockOf(part, items, offset), over(part, items)];
}

function isHead(kind: Node): boolean {
  return kind === Node.name || kind === Node.parameter || kind === Node.result;
}

function over(part: Part, items: readonly number[]): Stretch {
  return { start: part.start(items[0]), end: part.end(items[items.length - 1]) };
}

/** The items on the line of an offset. */
function lineOf(part: Part, items: readonly number[], offset: number): Stretch {
  const line = part.tree.lineAt(offset), own = items.filter((item) => part.tree.lineAt(part.start(item)) === line);
  return own.length === 0 ? { start: offset, end: offset } : over(part, own);
}

/** From the label before an offset up to the next one. */
function blockOf(part: Part, items: readonly number[], offset: number): Stretch {
  let first = 0, limit = items.length;
  items.forEach((item, i) => {
    if (part.kind(item) !== Node.label) return;
    if (part.start(item) <= offset) first = i;
    else limit = Math.min(limit, i);
  });
  return over(part, items.slice(first, limit));
}

/** A declaration with the comments right in front of it. */
function regionOf(part: Part): Stretch {
  const { firstToken, limitToken } = part.region, node = part.node;
  let first = part.first(node);
  while (first > firstToken && isOwnLineComment(part, first - 1) && followsDirectly(part, first - 1)) first--;
  const last = part.tokenKind(limitToken - 1) === Token.end ? part.end(node) : part.tokenEnd(limitToken - 1);
  return { start: part.tokenStart(first), end: Math.max(last, part.end(node)) };
}

function isOwnLineComment(part: Part, token: number): boolean {
  const kind = part.tokenKind(token);
  return (kind === Token.comment || kind === Token.doc) && (part.block.tokenMarks[token] & Mark.first_on_line) !== 0;
}

function followsDirectly(part: Part, token: number): boolean {
  const { tree } = part;
  return tree.lineAt(part.tokenStart(token + 1)) === tree.lineAt(part.tokenStart(token)) + 1;
}
