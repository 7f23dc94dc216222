// Proposals for an expression that is being typed.
import { NAME } from './expression/lexer';
import type { Scope } from './expression/scope';
import type { Completion } from './types';

/** Proposals given at once. */
const COMPLETIONS_MAX = 200;

/** Names that begin with what stands before a column, shorter ones and those of the frame first. */
export function completions(scope: Scope, text: string, column: number): Completion[] {
  const start = wordStart(text, column);
  const begun = text.slice(start, column).toLowerCase();
  const found: Completion[] = [], seen = new Set<string>();
  for (const proposal of scope.proposals()) {
    if (seen.has(proposal.text) || !proposal.text.toLowerCase().startsWith(begun)) continue;
    seen.add(proposal.text);
    found.push({ ...proposal, start, length: column - start });
    if (found.length === COMPLETIONS_MAX) break;
  }
  return found;
}

/** Where the name that ends at a column begins; the column itself where none does. */
function wordStart(text: string, column: number): number {
  const before = text.slice(0, column);
  for (let at = 0; at < column; at++) {
    NAME.lastIndex = at;
    const word = NAME.exec(before)?.[0];
    if (word === undefined) continue;
    const end = at + word.length;
    if (end === column || (end === column - 1 && text[end] === '.')) return at;
    at = end - 1;
  }
  return column;
}
