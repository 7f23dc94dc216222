// What a debugger can say the value of: the names of locals, data and constants. Found in the tree alone.
import type { SyntaxTree } from '../assembler/syntax/tree';
import { nameOfToken } from './names';
import { tokenAt } from './targets';

/** The name at an offset that has a value while the program is stopped. */
export function evaluatable(tree: SyntaxTree, offset: number): { readonly start: number; readonly end: number } | undefined {
  const part = tree.part(tree.regionAt(offset)), token = tokenAt(part, offset);
  const name = token === undefined ? undefined : nameOfToken(part, token);
  if (token === undefined || (name?.kind !== 'local' && name?.kind !== 'value')) return undefined;
  return { start: part.tokenStart(token), end: part.tokenEnd(token) };
}
