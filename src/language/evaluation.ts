// What a debugger can tell about a place in a text: the value of a name, what an instruction did. Found in the tree alone.
import type { SyntaxTree } from '../assembler/syntax/tree';
import { isMnemonic } from '../assembler/syntax/tokens';
import { nameOfToken } from './names';
import { tokenAt } from './targets';

/** The name at an offset that has a value while the program is stopped. */
export function evaluatable(tree: SyntaxTree, offset: number): { readonly start: number; readonly end: number } | undefined {
  const part = tree.part(tree.regionAt(offset)), token = tokenAt(part, offset);
  const name = token === undefined ? undefined : nameOfToken(part, token);
  if (token === undefined || (name?.kind !== 'local' && name?.kind !== 'value')) return undefined;
  return { start: part.tokenStart(token), end: part.tokenEnd(token) };
}

/** The instruction whose word stands at an offset. */
export function instructionAt(tree: SyntaxTree, offset: number): { readonly start: number; readonly end: number } | undefined {
  const part = tree.part(tree.regionAt(offset)), token = tokenAt(part, offset);
  if (token === undefined || !isMnemonic(part.tokenKind(token)) || nameOfToken(part, token) !== undefined) return undefined;
  return { start: part.tokenStart(token), end: part.tokenEnd(token) };
}

/** The label that is declared at an offset. */
export function labelAt(tree: SyntaxTree, offset: number): { readonly start: number; readonly end: number } | undefined {
  const part = tree.part(tree.regionAt(offset)), token = tokenAt(part, offset);
  const name = token === undefined ? undefined : nameOfToken(part, token);
  if (token === undefined || name?.kind !== 'label' || !name.declares) return undefined;
  return { start: part.tokenStart(token), end: part.tokenEnd(token) };
}
