// Hands the editor's questions about a text to src/language, and its answers back.
import * as vscode from 'vscode';
import { render, type Language } from '../base/message';
import { format } from '../assembler/format';
import type { Source } from '../assembler/sources';
import { completions, type Completion, type CompletionKind } from '../language/completion';
import { evaluatable } from '../language/evaluation';
import { hover } from '../language/hover';
import type { Model } from '../language/model';
import { definition, highlights, references, rename, renamable, type Location, type NoRename } from '../language/navigation';
import { folds, outline, type OutlineKind, type OutlineSymbol } from '../language/outline';
import { mentions } from '../language/programs';
import { editorLanguage, toMarkdown, toRange } from './convert';
import type { Models } from './models';
import { nameOf, uriOf } from './names';
import { LANGUAGE, type OpenTexts } from './open-texts';

/** A question about a place in a text. */
interface Question {
  readonly model: Model;
  readonly source: Source;
  readonly offset: number;
  readonly language: Language;
}

const SYMBOL_KINDS: Readonly<Record<OutlineKind, vscode.SymbolKind>> = {
  function: vscode.SymbolKind.Function, entry: vscode.SymbolKind.Function, data: vscode.SymbolKind.Variable, constant: vscode.SymbolKind.Constant,
  struct: vscode.SymbolKind.Struct, field: vscode.SymbolKind.Field, embed: vscode.SymbolKind.Module, label: vscode.SymbolKind.Key,
};

const COMPLETION_KINDS: Readonly<Record<CompletionKind, vscode.CompletionItemKind>> = {
  instruction: vscode.CompletionItemKind.Operator, keyword: vscode.CompletionItemKind.Keyword, type: vscode.CompletionItemKind.TypeParameter,
  function: vscode.CompletionItemKind.Function, data: vscode.CompletionItemKind.Variable, constant: vscode.CompletionItemKind.Constant,
  struct: vscode.CompletionItemKind.Struct, field: vscode.CompletionItemKind.Field, local: vscode.CompletionItemKind.Variable,
  label: vscode.CompletionItemKind.Reference, call: vscode.CompletionItemKind.Event,
};

/** Answers what needs the text alone. */
export class TextProvider implements vscode.DocumentSymbolProvider, vscode.FoldingRangeProvider, vscode.DocumentLinkProvider,
  vscode.EvaluatableExpressionProvider, vscode.DocumentFormattingEditProvider {
  constructor(private readonly texts: OpenTexts) {}

  provideDocumentSymbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
    return outline(this.texts.tree(document)).map((symbol) => toSymbol(document, symbol));
  }

  provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
    return folds(this.texts.tree(document)).map(({ start, end, comment }) =>
      new vscode.FoldingRange(start, end, comment ? vscode.FoldingRangeKind.Comment : undefined));
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    if (document.isUntitled) return [];
    return mentions(this.texts.tree(document)).map(({ path, start, end }) =>
      new vscode.DocumentLink(rangeOf(document, start, end), vscode.Uri.joinPath(document.uri, '..', path)));
  }

  provideEvaluatableExpression(document: vscode.TextDocument, position: vscode.Position): vscode.EvaluatableExpression | undefined {
    const found = evaluatable(this.texts.tree(document), document.offsetAt(position));
    return found && new vscode.EvaluatableExpression(rangeOf(document, found.start, found.end));
  }

  provideDocumentFormattingEdits(document: vscode.TextDocument): vscode.TextEdit[] {
    const tree = this.texts.tree(document), formatted = format(tree);
    return formatted === tree.text ? [] : [vscode.TextEdit.replace(rangeOf(document, 0, tree.text.length), formatted)];
  }
}

function toSymbol(document: vscode.TextDocument, { kind, name, detail, start, end, nameStart, nameEnd, children }: OutlineSymbol): vscode.DocumentSymbol {
  const symbol = new vscode.DocumentSymbol(name, detail, SYMBOL_KINDS[kind], rangeOf(document, start, end), rangeOf(document, nameStart, nameEnd));
  symbol.children = children.map((child) => toSymbol(document, child));
  return symbol;
}

function rangeOf(document: vscode.TextDocument, start: number, end: number): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** Answers what needs to know the whole program. */
export class ProgramProvider implements vscode.HoverProvider, vscode.DefinitionProvider, vscode.ReferenceProvider, vscode.RenameProvider,
  vscode.DocumentHighlightProvider, vscode.CompletionItemProvider<OfferedItem> {
  constructor(private readonly models: Models) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const { model, source, offset, language } = await this.question(document, position);
    const found = hover(model, source, offset, language);
    return found && new vscode.Hover(toMarkdown(found.markdown), rangeOf(document, found.start, found.end));
  }

  async provideDefinition(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Location | undefined> {
    const { model, source, offset } = await this.question(document, position);
    const place = definition(model, source, offset);
    return place && toLocation(model, place);
  }

  async provideReferences(document: vscode.TextDocument, position: vscode.Position, { includeDeclaration }: vscode.ReferenceContext):
  Promise<vscode.Location[]> {
    const { model, source, offset } = await this.question(document, position);
    const places = references(model, source, offset).filter(({ declares }) => includeDeclaration || !declares);
    return places.map((place) => toLocation(model, place));
  }

  async provideDocumentHighlights(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.DocumentHighlight[]> {
    const { model, source, offset } = await this.question(document, position);
    return highlights(model, source, offset).map(({ start, end, declares, writes }) => new vscode.DocumentHighlight(rangeOf(document, start, end),
      declares || writes ? vscode.DocumentHighlightKind.Write : vscode.DocumentHighlightKind.Read));
  }

  async prepareRename(document: vscode.TextDocument, position: vscode.Position): Promise<{ range: vscode.Range; placeholder: string }> {
    const { model, source, offset, language } = await this.question(document, position);
    const { start, end, name } = accepted(renamable(model, source, offset, language));
    return { range: rangeOf(document, start, end), placeholder: name };
  }

  async provideRenameEdits(document: vscode.TextDocument, position: vscode.Position, name: string): Promise<vscode.WorkspaceEdit> {
    const { model, source, offset, language } = await this.question(document, position);
    const edit = new vscode.WorkspaceEdit();
    for (const change of accepted(rename(model, source, offset, name, language))) {
      const { uri, range } = toLocation(model, change);
      edit.replace(uri, range, change.text);
    }
    return edit;
  }

  async provideCompletionItems(document: vscode.TextDocument, position: vscode.Position): Promise<OfferedItem[]> {
    const { model, source, offset, language } = await this.question(document, position);
    const { start, end, items } = completions(model, source, offset);
    const range = rangeOf(document, start, end);
    return items.map((item) => new OfferedItem(item, range, language));
  }

  resolveCompletionItem(item: OfferedItem): OfferedItem {
    item.documentation = toMarkdown(item.offered.documentation(item.language));
    return item;
  }

  private async question(document: vscode.TextDocument, position: vscode.Position): Promise<Question> {
    const model = await this.models.model(document);
    const source = model.sources.get(nameOf(document.uri));
    if (source === undefined) throw new vscode.CancellationError();
    return { model, source, offset: document.offsetAt(position), language: editorLanguage() };
  }
}

/** Offers the changes that mend problems. */
export class FixProvider implements vscode.CodeActionProvider {
  constructor(private readonly models: Models) {}

  async provideCodeActions(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
    const { assembly } = await this.models.model(document), name = nameOf(document.uri);
    return assembly.diagnostics.flatMap(({ file, span, row, fix }) => {
      if (fix === undefined || file !== name || toRange(span).intersection(range) === undefined) return [];
      const action = new vscode.CodeAction(render(fix.title, editorLanguage()), vscode.CodeActionKind.QuickFix);
      action.edit = new vscode.WorkspaceEdit();
      action.edit.replace(document.uri, toRange(fix.span), fix.text);
      action.isPreferred = true;
      action.diagnostics = vscode.languages.getDiagnostics(document.uri).filter((one) => one.code === row.code && one.range.isEqual(toRange(span)));
      return [action];
    });
  }
}

/** An offered word, which gets its documentation when it is looked at. */
class OfferedItem extends vscode.CompletionItem {
  constructor(readonly offered: Completion, range: vscode.Range, readonly language: Language) {
    super({ label: offered.label, description: offered.detail }, COMPLETION_KINDS[offered.kind]);
    this.range = range;
    this.sortText = `${offered.rank}${offered.label}`;
  }
}

function toLocation(model: Model, { file, start, end }: Location): vscode.Location {
  const tree = model.sources.get(file)?.tree;
  const [from, to] = tree === undefined ? [{ line: 0, column: 0 }, { line: 0, column: 0 }] : [tree.position(start), tree.position(end)];
  return new vscode.Location(uriOf(file), new vscode.Range(from.line, from.column, to.line, to.column));
}

function accepted<T>(answer: T | NoRename): T {
  if (typeof answer === 'object' && answer !== null && 'refused' in answer) throw new Error(answer.refused);
  return answer as T;
}

/** Registers everything that answers questions about texts. */
export function registerProviders(texts: OpenTexts, models: Models): vscode.Disposable {
  const selector: vscode.DocumentSelector = { language: LANGUAGE };
  const text = new TextProvider(texts), program = new ProgramProvider(models);
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSymbolProvider(selector, text),
    vscode.languages.registerFoldingRangeProvider(selector, text),
    vscode.languages.registerDocumentLinkProvider(selector, text),
    vscode.languages.registerEvaluatableExpressionProvider(selector, text),
    vscode.languages.registerDocumentFormattingEditProvider(selector, text),
    vscode.languages.registerHoverProvider(selector, program),
    vscode.languages.registerDefinitionProvider(selector, program),
    vscode.languages.registerReferenceProvider(selector, program),
    vscode.languages.registerDocumentHighlightProvider(selector, program),
    vscode.languages.registerCodeActionsProvider(selector, new FixProvider(models), { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] }),
    vscode.languages.registerRenameProvider(selector, program),
    vscode.languages.registerCompletionItemProvider(selector, program, '.', '['),
  );
}
