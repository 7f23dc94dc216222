// Places in a text where something can be put in or taken out.
import { Node, type Part, type SyntaxTree } from '../assembler/syntax/tree';
import type { TextChange } from './formatting';

/** The innermost node of a kind around an offset. */
export function nodeOfKind(part: Part, offset: number, kind: Node): number | undefined {
  let found: number | undefined;
  for (let node = part.node; node < part.next(part.node);) {
    const inside = part.start(node) <= offset && offset <= part.end(node);
    if (!inside) node = part.next(node);
    else if (part.kind(node++) === kind) found = node - 1;
  }
  return found;
}

/** The function around an offset. */
export function functionNode(part: Part, offset: number): number | undefined {
  return nodeOfKind(part, offset, Node.func);
}

/** Where the head of a function ends: behind its result, its parameters or its name. */
export function headEnd(part: Part, fn: number): number {
  let end = part.tokenEnd(part.first(fn));
  for (const child of part.children(fn)) {
    const kind = part.kind(child);
    if (kind === Node.name || kind === Node.result) end = part.end(child);
    else if (kind === Node.parameter) end = closing(part, part.end(child));
  }
  return end;
}

/** Behind the parenthesis that closes a list, where one does. */
function closing(part: Part, offset: number): number {
  const rest = /^\s*\)/.exec(part.tree.text.slice(offset, offset + 200));
  return rest === null ? offset : offset + rest[0].length;
}

/** The end of the line of an offset, before its line end. */
export function lineEndOf({ text }: SyntaxTree, offset: number): number {
  let end = offset;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

/** Where a declaration begins, with the comments in front of it. */
export function statementStart(part: Part): number {
  const { region } = part;
  return part.tokenStart(region.firstToken);
}

/** Takes a stretch out: the whole line where nothing else stands on it, else with the spaces before or behind it. */
export function deleted(tree: SyntaxTree, start: number, end: number): TextChange {
  const { text } = tree;
  let from = start, to = end;
  while (from > 0 && isSpace(text[from - 1])) from--;
  while (to < text.length && isSpace(text[to])) to++;
  const isFirst = from === 0 || text[from - 1] === '\n', isLast = to === text.length || text[to] === '\n' || text[to] === '\r';
  if (isFirst && isLast) {
    if (text.startsWith('\r\n', to)) to += 2;
    else if (to < text.length) to++;
    return { start: from, end: to, text: '' };
  }
  return isFirst ? { start, end: to, text: '' } : { start: from, end, text: '' };
}

function isSpace(unit: string): boolean {
  return unit === ' ' || unit === '\t';
}

/** Takes one node out of a list with commas; the whole list where it is the only one. */
export function withoutListed(tree: SyntaxTree, part: Part, list: number, node: number): TextChange {
  const listed = part.children(list), at = listed.indexOf(node);
  if (listed.length === 1) return deleted(tree, part.start(list), part.end(list));
  if (at === 0) return { start: part.start(node), end: part.start(listed[1]), text: '' };
  return { start: part.end(listed[at - 1]), end: part.end(node), text: '' };
}
