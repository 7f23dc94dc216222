// Parsing a text, and parsing it again after a change. Any text gives a tree that holds all of it.
import { finish, type Steps } from '../../base/steps';
import { Cursor } from './cursor';
import { declaration } from './declarations';
import { LOOKAHEAD_MAX } from './lexer';
import { Mark } from './block';
import { RegionField } from './region';
import { Token } from './tokens';
import { Node, SyntaxTree } from './tree';

/** Regions between two yields. */
const PIECE_REGIONS = 1024;

/** The tree of a text, yielding now and then. */
export function* parseSteps(text: string): Steps<SyntaxTree> {
  const cursor = new Cursor(text, 0, text.length);
  const { block } = cursor;
  for (let start = 0, ended = false; !ended; start = block.regionField(block.regionCount - 1, RegionField.end)) {
    ended = cursor.kind === Token.end;
    const more = begin(cursor);
    if (more !== undefined) yield* more;
    region(cursor, start);
    if (block.regionCount % PIECE_REGIONS === 0) yield;
  }
  block.trim();
  return new SyntaxTree(text, block.regionStarts(), block, undefined, cursor.lineStarts());
}

/** The tree of a text. */
export function parse(text: string): SyntaxTree {
  return finish(parseSteps(text));
}

/** Puts `text` in place of what stands from `start` to `end`. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The tree of the text that a change makes: equal to a fresh one, but the regions that the change did not reach are shared. */
export function reparse(tree: SyntaxTree, change: Change): SyntaxTree {
  const text = tree.text.slice(0, change.start) + change.text + tree.text.slice(change.end);
  const delta = text.length - tree.text.length;
  const kept = unreached(tree, change.start), resumed = tree.starts[kept];
  const regions = tree.regions.slice(0, kept), starts = Array.from(tree.starts.subarray(0, kept));
  const cursor = new Cursor(text, resumed, change.text.length + change.end - resumed);
  let old = kept;
  for (let start = resumed, ended = false; !ended;) {
    old = firstUnchanged(tree, change, old, start - delta);
    if (tree.starts[old] + delta === start && start > resumed) break;
    const more = begin(cursor);
    if (more !== undefined) finish(more);
    const fresh = cursor.block.region(region(cursor, start));
    starts.push(start);
    regions.push(fresh);
    start += fresh.length;
    ended = fresh.kind === Node.rest;
    if (ended) old = tree.regions.length;
  }
  for (; old < tree.regions.length; old++) {
    regions.push(tree.regions[old]);
    starts.push(tree.starts[old] + delta);
  }
  cursor.block.trim();
  return new SyntaxTree(text, Int32Array.from(starts), cursor.block, regions);
}

/**
 * The first region from `from` on that lies behind a change and not before `start`. It is never the first one of the
 * text: that one's first token begins a line, wherever it stands.
 */
function firstUnchanged(tree: SyntaxTree, change: Change, from: number, start: number): number {
  const least = Math.max(change.end, start, 1);
  let index = from;
  while (index < tree.regions.length && tree.starts[index] < least) index++;
  return index;
}

/** How many regions at the beginning cannot have seen a change at an offset. */
function unreached(tree: SyntaxTree, offset: number): number {
  let index = tree.regionAt(offset);
  while (index > 0 && tree.starts[index - 1] + tree.regions[index - 1].reach >= offset) index--;
  return index;
}

/** Takes the declaration that begins where the cursor stands, or what is left behind the last one. */
function begin(c: Cursor): Steps<void> | undefined {
  c.beginRegion();
  if (c.kind !== Token.end) return declaration(c);
  c.close(c.open(Node.rest));
  return undefined;
}

/** Adds the region that was just taken; comments before it belong to it, and one behind it on its last line. Its number. */
function region(c: Cursor, start: number): number {
  const { block, regionNode: node } = c;
  const isRest = block.nodeKinds[node] === Node.rest;
  if (!isRest) takeComment(c);
  const end = isRest ? c.text.length : block.tokenEnds[c.last];
  const limit = isRest ? c.at + 1 : c.last + 1, reach = c.farthestEnd + LOOKAHEAD_MAX - start;
  return block.addRegion(node, c.regionToken, limit, start, end, reach, c.problems);
}

/** A comment behind a declaration, on its last line, belongs to it. */
function takeComment(c: Cursor): void {
  const next = c.last + 1;
  const kind = c.block.tokenKinds[next];
  if ((kind === Token.comment || kind === Token.doc) && (c.block.tokenMarks[next] & Mark.first_on_line) === 0) c.last = next;
}
