// Requests that the text alone answers.
import { formatChanges, formatRange, formatTyped } from '../language/formatting';
import { folds, outline, searchSymbols } from '../language/outline';
import { mentions } from '../language/programs';
import { selections } from '../language/selection';
import type { SyntaxTree } from '../assembler/syntax/tree';
import { folderOfName, joinNames } from '../platform/web/names';
import type { Method } from './connection';
import { documentSymbol, editsOf, offsetOf, rangeOf, symbolKind } from './convert';
import type { Models } from './models';
import { nameOf, uriOf } from './names';
import { ErrorCode, listAt, positionIn, rangeIn, ResponseError, textAt, type Fields, type Range } from './protocol';
import type { Texts } from './texts';

/** The methods by their names. */
export function textMethods(texts: Texts, models: Models): ReadonlyMap<string, Method> {
  const treeOf = (params: Fields): SyntaxTree => {
    const uri = textAt(params, 'textDocument', 'uri'), tree = texts.treeOf(nameOf(uri));
    if (tree === undefined) throw new ResponseError(ErrorCode.invalid_params, `${uri} is not there`);
    return tree;
  };
  return new Map<string, Method>([
    ['textDocument/documentSymbol', (params) => {
      const tree = treeOf(params);
      return outline(tree).map((symbol) => documentSymbol(tree, symbol));
    }],
    ['workspace/symbol', (params) => workspaceSymbols(models.sources(), textAt(params, 'query'))],
    ['textDocument/foldingRange', (params) => folds(treeOf(params)).map(({ start, end, comment, includes }) => (
      { startLine: start, endLine: end, ...comment ? { kind: 'comment' } : includes === true ? { kind: 'imports' } : {} }))],
    ['textDocument/selectionRange', (params) => listAt(params, 'positions').map((one) => selectionRange(treeOf(params), positionIn(one)))],
    ['textDocument/documentLink', (params) => links(treeOf(params), nameOf(textAt(params, 'textDocument', 'uri')))],
    ['textDocument/formatting', (params) => editsOf(treeOf(params), formatChanges(treeOf(params)))],
    ['textDocument/rangeFormatting', (params) => {
      const tree = treeOf(params), { start, end } = rangeIn(params.range);
      return editsOf(tree, formatRange(tree, offsetOf(tree, start), offsetOf(tree, end)));
    }],
    ['textDocument/onTypeFormatting', (params) => {
      const tree = treeOf(params);
      return editsOf(tree, formatTyped(tree, offsetOf(tree, positionIn(params.position)), textAt(params, 'ch')));
    }],
  ]);
}

function workspaceSymbols(sources: ReadonlyMap<string, SyntaxTree>, query: string): object[] {
  return searchSymbols(sources, query).map(({ file, symbol: { name, kind, nameStart, nameEnd }, container }) => ({
    name, kind: symbolKind(kind), containerName: container,
    location: { uri: uriOf(file), range: rangeOf(sources.get(file) as SyntaxTree, nameStart, nameEnd) },
  }));
}

interface SelectionRange {
  readonly range: Range;
  readonly parent?: SelectionRange;
}

function selectionRange(tree: SyntaxTree, position: Range['start']): SelectionRange {
  const found = selections(tree, offsetOf(tree, position));
  const around = found.reduceRight<SelectionRange | undefined>((parent, { start, end }) => ({ range: rangeOf(tree, start, end), ...parent && { parent } }), undefined);
  return around ?? { range: { start: position, end: position } };
}

function links(tree: SyntaxTree, name: string): object[] {
  return mentions(tree).map(({ path, start, end }) => ({ range: rangeOf(tree, start, end), target: uriOf(joinNames(folderOfName(name), path)) }));
}
