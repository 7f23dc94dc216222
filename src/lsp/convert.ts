// Between what src/language says and how the protocol says it.
import type { Span } from '../base/diagnostic';
import type { SyntaxTree } from '../assembler/syntax/tree';
import type { CompletionKind } from '../language/completion';
import type { TextChange } from '../language/formatting';
import type { Model } from '../language/model';
import type { Edit, Location } from '../language/navigation';
import type { OutlineKind, OutlineSymbol } from '../language/outline';
import { uriOf } from './names';
import type { Position, Range, TextEdit } from './protocol';

/** Numbers of the protocol for kinds of symbols. */
const SYMBOL_KINDS: Readonly<Record<OutlineKind, number>> = {
  function: 12, entry: 12, data: 13, constant: 14, struct: 23, field: 8, embed: 2, label: 20,
};

/** Numbers of the protocol for kinds of what is offered. */
export const COMPLETION_KINDS: Readonly<Record<CompletionKind, number>> = {
  instruction: 24, keyword: 14, type: 25, function: 3, data: 6, constant: 21, struct: 22, field: 5, local: 6, label: 18, call: 23, snippet: 15,
};

export function spanRange({ start, end }: Span): Range {
  return { start: { line: start.line, character: start.column }, end: { line: end.line, character: end.column } };
}

export function rangeOf(tree: SyntaxTree, start: number, end: number): Range {
  return spanRange(tree.span(start, end));
}

export function offsetOf(tree: SyntaxTree, { line, character }: Position): number {
  return tree.offset({ line, column: character });
}

/** A stretch of a file of a program; the beginning of the file where it is no source. */
export function locationOf({ sources }: Model, { file, start, end }: Location): { readonly uri: string; readonly range: Range } {
  const tree = sources.get(file)?.tree, nowhere = { line: 0, character: 0 };
  return { uri: uriOf(file), range: tree === undefined ? { start: nowhere, end: nowhere } : rangeOf(tree, start, end) };
}

export function editsOf(tree: SyntaxTree, changes: readonly TextChange[]): TextEdit[] {
  return changes.map(({ start, end, text }) => ({ range: rangeOf(tree, start, end), newText: text }));
}

/** Changes of several files. */
export function workspaceEdit(model: Model, edits: readonly Edit[]): { readonly changes: Readonly<Record<string, TextEdit[]>> } {
  const changes: Record<string, TextEdit[]> = {};
  for (const edit of edits) {
    const { uri, range } = locationOf(model, edit);
    (changes[uri] ??= []).push({ range, newText: edit.text });
  }
  return { changes };
}

export function symbolKind(kind: OutlineKind): number {
  return SYMBOL_KINDS[kind];
}

export function documentSymbol(tree: SyntaxTree, { kind, name, detail, start, end, nameStart, nameEnd, children }: OutlineSymbol): object {
  return {
    name, detail, kind: SYMBOL_KINDS[kind], range: rangeOf(tree, start, end), selectionRange: rangeOf(tree, nameStart, nameEnd),
    children: children.map((child) => documentSymbol(tree, child)),
  };
}

/** Markdown for a client that cannot read it: without marks. */
export function plain(markdown: string): string {
  return markdown.replace(/^```.*\n/gm, '').replace(/`([^`\n]*)`/g, '$1');
}
