// Hands the editor's questions about a text to src/language, and its answers back.
import * as vscode from 'vscode';
import { render, type Language } from '../base/message';
import type { Source } from '../assembler/sources';
import { completions, type Completion, type CompletionKind } from '../language/completion';
import { actions } from '../language/actions';
import { evaluatable } from '../language/evaluation';
import { formatChanges, formatRange, formatTyped, TYPED, type TextChange } from '../language/formatting';
import { hover } from '../language/hover';
import type { Model } from '../language/model';
import { definition, highlights, references, rename, renamable, typeDefinition, type Location, type NoRename } from '../language/navigation';
import { folds, outline, type OutlineKind, type OutlineSymbol } from '../language/outline';
import { mentions } from '../language/programs';
import { selections } from '../language/selection';
import { signatureAt, SIGNATURE_TRIGGERS } from '../language/signature';
import { editorLanguage, toMarkdown, toRange } from './convert';
import { registerMargins } from './margins';
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
  label: vscode.CompletionItemKind.Reference, call: vscode.CompletionItemKind.Event, snippet: vscode.CompletionItemKind.Snippet,
};

/** Answers what needs the text alone. */
export class TextProvider implements vscode.DocumentSymbolProvider, vscode.FoldingRangeProvider, vscode.DocumentLinkProvider,
  vscode.EvaluatableExpressionProvider, vscode.DocumentFormattingEditProvider, vscode.DocumentRangeFormattingEditProvider,
  vscode.OnTypeFormattingEditProvider, vscode.SelectionRangeProvider {
  constructor(private readonly texts: OpenTexts) {}

  provideDocumentSymbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
    return outline(this.texts.tree(document)).map((symbol) => toSymbol(document, symbol));
  }

  provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
    return folds(this.texts.tree(document)).map(({ start, end, comment, includes }) =>
      new vscode.FoldingRange(start, end, comment ? vscode.FoldingRangeKind.Comment : includes === true ? vscode.FoldingRangeKind.Imports : undefined));
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
    return toEdits(document, formatChanges(this.texts.tree(document)));
  }

  provideDocumentRangeFormattingEdits(document: vscode.TextDocument, { start, end }: vscode.Range): vscode.TextEdit[] {
    return toEdits(document, formatRange(this.texts.tree(document), document.offsetAt(start), document.offsetAt(end)));
  }

  provideOnTypeFormattingEdits(document: vscode.TextDocument, position: vscode.Position, typed: string): vscode.TextEdit[] {
    return toEdits(document, formatTyped(this.texts.tree(document), document.offsetAt(position), typed));
  }

  provideSelectionRanges(document: vscode.TextDocument, positions: readonly vscode.Position[]): vscode.SelectionRange[] {
    return positions.map((position) => {
      const found = selections(this.texts.tree(document), document.offsetAt(position));
      return found.reduceRight<vscode.SelectionRange | undefined>((around, { start, end }) =>
        new vscode.SelectionRange(rangeOf(document, start, end), around), undefined) ?? new vscode.SelectionRange(new vscode.Range(position, position));
    });
  }
}

function toEdits(document: vscode.TextDocument, changes: readonly TextChange[]): vscode.TextEdit[] {
  return changes.map(({ start, end, text }) => vscode.TextEdit.replace(rangeOf(document, start, end), text));
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
  vscode.DocumentHighlightProvider, vscode.CompletionItemProvider<OfferedItem>, vscode.TypeDefinitionProvider, vscode.SignatureHelpProvider {
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

  async provideTypeDefinition(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Location | undefined> {
    const { model, source, offset } = await this.question(document, position);
    const place = typeDefinition(model, source, offset);
    return place && toLocation(model, place);
  }

  async provideSignatureHelp(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.SignatureHelp | undefined> {
    const { model, source, offset, language } = await this.question(document, position);
    const found = signatureAt(model, source, offset);
    if (found === undefined) return undefined;
    const help = new vscode.SignatureHelp(), shown = new vscode.SignatureInformation(found.label, toMarkdown(found.documentation(language)));
    shown.parameters = found.parameters.map(({ start, end }) => new vscode.ParameterInformation([start, end]));
    help.signatures = [shown];
    help.activeSignature = 0;
    help.activeParameter = found.active < 0 ? found.parameters.length : found.active;
    return help;
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

/** Offers the changes that mend problems, and other ways to write the same. */
export class FixProvider implements vscode.CodeActionProvider {
  constructor(private readonly models: Models) {}

  async provideCodeActions(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
    const model = await this.models.model(document), source = model.sources.get(nameOf(document.uri));
    if (source === undefined) return [];
    return actions(model, source, document.offsetAt(range.start), document.offsetAt(range.end)).map(({ kind, title, edits, mends, preferred }) => {
      const action = new vscode.CodeAction(render(title, editorLanguage()), vscode.CodeActionKind.Empty.append(kind));
      action.edit = new vscode.WorkspaceEdit();
      for (const change of edits) action.edit.replace(uriOf(change.file), rangeOf(document, change.start, change.end), change.text);
      action.isPreferred = preferred;
      action.diagnostics = mends && vscode.languages.getDiagnostics(document.uri)
        .filter((one) => one.code === mends.row.code && one.range.isEqual(toRange(mends.span)));
      return action;
    });
  }
}

/** An offered word, which gets its documentation when it is looked at. */
class OfferedItem extends vscode.CompletionItem {
  constructor(readonly offered: Completion, range: vscode.Range, readonly language: Language) {
    super({ label: offered.label, description: offered.detail }, COMPLETION_KINDS[offered.kind]);
    this.range = range;
    this.sortText = `${offered.rank}${offered.label}`;
    if (offered.snippet === undefined) return;
    this.insertText = new vscode.SnippetString(offered.snippet);
    this.keepWhitespace = true;
  }
}

export function toLocation(model: Model, { file, start, end }: Location): vscode.Location {
  const tree = model.sources.get(file)?.tree;
  const [from, to] = tree === undefined ? [{ line: 0, column: 0 }, { line: 0, column: 0 }] : [tree.position(start), tree.position(end)];
  return new vscode.Location(uriOf(file), new vscode.Range(from.line, from.column, to.line, to.column));
}

function accepted<T>(answer: T | NoRename): T {
  if (typeof answer === 'object' && answer !== null && 'refused' in answer) throw new Error(answer.refused);
  return answer as T;
}

const ACTION_KINDS = [
  vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.RefactorRewrite, vscode.CodeActionKind.RefactorExtract, vscode.CodeActionKind.RefactorInline,
];

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
    vscode.languages.registerDocumentRangeFormattingEditProvider(selector, text),
    vscode.languages.registerOnTypeFormattingEditProvider(selector, text, TYPED[0], ...TYPED.slice(1)),
    vscode.languages.registerSelectionRangeProvider(selector, text),
    vscode.languages.registerHoverProvider(selector, program),
    vscode.languages.registerDefinitionProvider(selector, program),
    vscode.languages.registerReferenceProvider(selector, program),
    vscode.languages.registerDocumentHighlightProvider(selector, program),
    vscode.languages.registerTypeDefinitionProvider(selector, program),
    vscode.languages.registerSignatureHelpProvider(selector, program, ...SIGNATURE_TRIGGERS),
    vscode.languages.registerCodeActionsProvider(selector, new FixProvider(models), { providedCodeActionKinds: ACTION_KINDS }),
    vscode.languages.registerRenameProvider(selector, program),
    vscode.languages.registerCompletionItemProvider(selector, program, '.', '['),
    registerMargins(models),
  );
}
