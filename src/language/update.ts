// Keeps the tree of a text that changes: only what a change reached is parsed again.
import { parse, reparse, type Change } from '../assembler/syntax/parse';
import type { SyntaxTree } from '../assembler/syntax/tree';

/** The tree of `text`, made from the tree of the text before where there is one. */
export function updated(before: SyntaxTree | undefined, text: string): SyntaxTree {
  if (before === undefined) return parse(text);
  if (before.text === text) return before;
  return reparse(before, changeBetween(before.text, text));
}

/** The one stretch in which two texts differ. */
export function changeBetween(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (same < shorter - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same++;
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}
