// The formatter as an editor asks for it: the whole text, some of its lines, or the lines that were just typed, always as
// the smallest changes. The formatter keeps lines as lines, so each line that holds something has one to be compared with.
import { format } from '../assembler/format';
import { isWord, Token } from '../assembler/syntax/tokens';
import { Node, type SyntaxTree } from '../assembler/syntax/tree';

/** A change of text. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Characters after which a line is looked at while somebody types. */
export const TYPED = ['\n', ':', 'd'] as const;
const INDENT = '  ';

/** What brings a text into its regular form. */
export function formatChanges(tree: SyntaxTree): TextChange[] {
  const { text } = tree, formatted = format(tree);
  if (formatted === text) return [];
  const lineEnd = formatted.includes('\r\n') ? '\r\n' : '\n', hasOthers = /[\r\n]/.test(text.replaceAll(lineEnd, ''));
  const changes = hasOthers ? undefined : changesBetween(linesOf(text), linesOf(formatted), text.length, lineEnd);
  return changes ?? [{ start: 0, end: text.length, text: formatted }];
}

/** {@link formatChanges} on the lines from one offset to another. */
export function formatRange(tree: SyntaxTree, from: number, to: number): TextChange[] {
  const first = tree.lineStarts[tree.lineAt(from)], last = tree.lineAt(to);
  const limit = last + 1 < tree.lineStarts.length ? tree.lineStarts[last + 1] : tree.text.length;
  return formatChanges(tree).filter(({ start, end }) => start >= first && end <= limit);
}

/** What is to be changed after a character was typed, which stands right before the offset. */
export function formatTyped(tree: SyntaxTree, offset: number, typed: string): TextChange[] {
  const line = tree.lineAt(offset);
  if (typed === '\n') return [...line > 0 ? formatLine(tree, line - 1) : [], ...indent(tree, line)];
  const start = tree.lineStarts[line], written = tree.text.slice(start, offset).trim();
  if (typed === 'd' ? written !== 'end' : !/^[\p{L}_][\p{L}\p{M}\p{N}_]*:$/u.test(written)) return [];
  return indent(tree, line);
}

function formatLine(tree: SyntaxTree, line: number): TextChange[] {
  const start = tree.lineStarts[line], end = line + 1 < tree.lineStarts.length ? tree.lineStarts[line + 1] : tree.text.length;
  // Only what lies within the line: blank lines around it are somebody's who is still writing.
  return formatChanges(tree).filter((change) => change.start >= start && change.end < end && !change.text.includes('\n'));
}

/** Gives a line the indentation that belongs to it. */
function indent(tree: SyntaxTree, line: number): TextChange[] {
  const { text, lineStarts } = tree, start = lineStarts[line];
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end++;
  const wanted = INDENT.repeat(depthAt(tree, start, end));
  return text.slice(start, end) === wanted ? [] : [{ start, end, text: wanted }];
}

/** How deep a line is indented that begins at an offset and whose first character is at another. */
function depthAt(tree: SyntaxTree, start: number, first: number): number {
  const open = openBefore(tree, start), rest = tree.text.slice(first, first + 80);
  const isLabel = /^[\p{L}_][\p{L}\p{M}\p{N}_]*:/u.test(rest) && open[open.length - 1] === Token.func_;
  return Math.max(0, open.length - (isLabel || /^end(?![\p{L}\p{M}\p{N}_.])/u.test(rest) ? 1 : 0));
}

/** The words that are not closed by an `end` before an offset, by the tokens alone, since the text is being written. */
function openBefore(tree: SyntaxTree, offset: number): number[] {
  const open: number[] = [], part = tree.part(tree.regionAt(Math.max(0, lastInk(tree.text, offset))));
  const { firstToken, limitToken } = part.region;
  for (let token = firstToken; token < limitToken && part.tokenStart(token) < offset; token++) {
    const kind = part.tokenKind(token);
    if (kind === Token.func_ || kind === Token.struct_) open.push(kind);
    else if (kind === Token.embed_ && isWord(part.tokenKind(token + 1)) && part.tokenKind(token + 2) !== Token.string) open.push(kind);
    else if (kind === Token.end_) open.pop();
  }
  return part.kind(part.node) === Node.rest ? [] : open;
}

function lastInk(text: string, offset: number): number {
  let at = offset - 1;
  while (at > 0 && /\s/.test(text[at])) at--;
  return at;
}

interface Line {
  readonly start: number;
  /** Without its line end. */
  readonly text: string;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const match of text.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ start, text: text.slice(start, match.index) });
    start = match.index + match[0].length;
  }
  lines.push({ start, text: text.slice(start) });
  return lines;
}

/** The changes line by line; undefined where the lines do not belong together one by one. */
function changesBetween(before: readonly Line[], after: readonly Line[], length: number, lineEnd: string): TextChange[] | undefined {
  const inked = before.filter(isInked), regular = after.filter(isInked);
  if (inked.length !== regular.length) return undefined;
  const changes: TextChange[] = [];
  let from = 0, to = 0, end = 0;
  for (let i = 0; i < inked.length; i++) {
    const old = before.indexOf(inked[i], from), fresh = after.indexOf(regular[i], to);
    if (old - from !== fresh - to || before.slice(from, old).some(({ text }) => text !== '')) {
      changes.push({ start: before[from].start, end: before[old].start, text: lineEnd.repeat(fresh - to) });
    }
    if (inked[i].text !== regular[i].text) changes.push(smallest(inked[i], regular[i].text));
    from = old + 1;
    to = fresh + 1;
    end = inked[i].start + inked[i].text.length;
  }
  if (from !== before.length - 1 || before[before.length - 1].text !== '') changes.push({ start: end, end: length, text: inked.length === 0 ? '' : lineEnd });
  return changes;
}

function isInked({ text }: Line): boolean {
  return text.trim() !== '';
}

/** The one stretch in which a line differs. */
function smallest({ start, text }: Line, wanted: string): TextChange {
  const shorter = Math.min(text.length, wanted.length);
  let head = 0, tail = 0;
  while (head < shorter && text[head] === wanted[head]) head++;
  while (tail < shorter - head && text[text.length - 1 - tail] === wanted[wanted.length - 1 - tail]) tail++;
  return { start: start + head, end: start + text.length - tail, text: wanted.slice(head, wanted.length - tail) };
}
