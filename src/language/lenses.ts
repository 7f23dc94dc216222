// What stands above declarations: where the program starts, and how often functions and structures are used.
import type { Source } from '../assembler/sources';
import { Token } from '../assembler/syntax/tokens';
import { Node, type Part, type SyntaxTree } from '../assembler/syntax/tree';
import { message, render, type Language } from '../base/message';
import { WORDS } from './messages';
import type { Model } from './model';
import { references, type Location } from './navigation';
import { startPlace } from './outline';

/** A place above which something can be said; offsets of the name. */
export interface Lens {
  readonly kind: 'start' | 'uses';
  readonly start: number;
  readonly end: number;
}

/** The places of a text: its start, then functions and structures in order. The entry function is called by nobody. */
export function lenses(tree: SyntaxTree): Lens[] {
  const start = startPlace(tree), found: Lens[] = start === undefined ? [] : [{ kind: 'start', ...start }];
  for (let i = 0; i < tree.starts.length; i++) {
    const { kind, node } = tree.regions[i];
    if (kind === Node.func || kind === Node.struct || kind === Node.embed) collect(tree.part(i), node, found);
  }
  return found;
}

function collect(part: Part, node: number, found: Lens[]): void {
  const kind = part.kind(node), name = part.child(node, Node.name);
  if (kind === Node.embed) for (const child of part.children(node)) collect(part, child, found);
  const isUsed = kind === Node.struct || (kind === Node.func && part.tokenKind(part.first(node)) !== Token.entry_);
  if (isUsed && name !== undefined) found.push({ kind: 'uses', start: part.start(name), end: part.end(name) });
}

/** Where what is declared at an offset is used. */
export function usesOf(model: Model, source: Source, offset: number): Location[] {
  return references(model, source, offset).filter(({ declares }) => !declares);
}

/** `2 references` */
export function usesText(count: number, language: Language): string {
  return render(message(count === 1 ? WORDS.one_use : WORDS.uses, { count }), language);
}
