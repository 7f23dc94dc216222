// What the editor draws around the words of a text: the stack in the margin and its kin, colours by meaning, how often a
// declaration is used; and the graph of calls. The answers are those of src/language.
import * as vscode from 'vscode';
import { callItemAt, incomingCalls, outgoingCalls, type CallItem } from '../language/calls';
import { INLAY_DEFAULTS, inlays, STACK_MARGINS, type Inlay, type InlayOptions, type StackMargin } from '../language/inlay';
import { lenses, usesOf, usesText } from '../language/lenses';
import type { Model } from '../language/model';
import { encodedWords, semanticWords, WORD_MODIFIERS, WORD_TYPES } from '../language/semantic';
import { searchSymbols } from '../language/outline';
import type { Source } from '../assembler/sources';
import { editorLanguage, toMarkdown } from './convert';
import type { Models } from './models';
import { nameOf, uriOf } from './names';
import { LANGUAGE } from './open-texts';

const SETTINGS = 'strata';
const LEGEND = new vscode.SemanticTokensLegend([...WORD_TYPES], [...WORD_MODIFIERS]);

/** What keeps the margin apart from the words of the line. */
const MARGIN_GAP = '\u00a0\u00a0';

/** A text and the program that it belongs to. */
async function sourceOf(models: Models, document: vscode.TextDocument): Promise<{ readonly model: Model; readonly source: Source } | undefined> {
  const model = await models.model(document), source = model.sources.get(nameOf(document.uri));
  return source && { model, source };
}

function inlayOptions(document: vscode.TextDocument): InlayOptions {
  const settings = vscode.workspace.getConfiguration(SETTINGS, document), stack = settings.get<string>('inlayHints.stack', INLAY_DEFAULTS.stack);
  return {
    stack: (STACK_MARGINS as readonly string[]).includes(stack) ? stack as StackMargin : INLAY_DEFAULTS.stack,
    ends: settings.get('inlayHints.ends', INLAY_DEFAULTS.ends), numbers: settings.get('inlayHints.numbers', INLAY_DEFAULTS.numbers),
  };
}

/** The stack in the margin. */
class Margins implements vscode.InlayHintsProvider<ShownInlay> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeInlayHints = this.changed.event;
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(private readonly models: Models) {
    this.subscriptions = [
      this.changed,
      vscode.workspace.onDidChangeConfiguration((change) => { if (change.affectsConfiguration(`${SETTINGS}.inlayHints`)) this.changed.fire(); }),
    ];
  }

  async provideInlayHints(document: vscode.TextDocument, { start, end }: vscode.Range): Promise<ShownInlay[]> {
    const options = inlayOptions(document), found = await sourceOf(this.models, document);
    if (found === undefined) return [];
    return inlays(found.model, found.source, document.offsetAt(start), document.offsetAt(end), options).map((inlay) => new ShownInlay(document, inlay));
  }

  resolveInlayHint(hint: ShownInlay): ShownInlay {
    hint.tooltip = toMarkdown(hint.inlay.tooltip(editorLanguage()));
    return hint;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

class ShownInlay extends vscode.InlayHint {
  constructor(document: vscode.TextDocument, readonly inlay: Inlay) {
    super(document.positionAt(inlay.offset), inlay.kind === 'stack' ? `${MARGIN_GAP}${inlay.text}` : inlay.text);
    this.paddingLeft = inlay.kind !== 'number';
    this.paddingRight = inlay.kind === 'number';
  }
}

/** Colours by meaning, of names only: what else there is, the grammar knows. */
class Meanings implements vscode.DocumentSemanticTokensProvider, vscode.DocumentRangeSemanticTokensProvider {
  constructor(private readonly models: Models) {}

  provideDocumentSemanticTokens(document: vscode.TextDocument): Promise<vscode.SemanticTokens> {
    return this.tokens(document, 0, document.getText().length);
  }

  provideDocumentRangeSemanticTokens(document: vscode.TextDocument, { start, end }: vscode.Range): Promise<vscode.SemanticTokens> {
    return this.tokens(document, document.offsetAt(start), document.offsetAt(end));
  }

  private async tokens(document: vscode.TextDocument, from: number, to: number): Promise<vscode.SemanticTokens> {
    const found = await sourceOf(this.models, document);
    return new vscode.SemanticTokens(found === undefined ? new Uint32Array(0) : encodedWords(found.source, semanticWords(found.model, found.source, from, to, false)));
  }
}

/** How often functions and structures are used; counted where it shows. */
class UseLenses implements vscode.CodeLensProvider<UseLens> {
  constructor(private readonly models: Models) {}

  async provideCodeLenses(document: vscode.TextDocument): Promise<UseLens[]> {
    if (!vscode.workspace.getConfiguration(SETTINGS, document).get('codeLens.references', true)) return [];
    const found = await sourceOf(this.models, document);
    if (found === undefined) return [];
    return lenses(found.source.tree).filter(({ kind }) => kind === 'uses').map(({ start, end }) =>
      new UseLens(document, new vscode.Range(document.positionAt(start), document.positionAt(end))));
  }

  async resolveCodeLens(lens: UseLens): Promise<UseLens> {
    const { document, range } = lens, found = await sourceOf(this.models, document);
    const uses = found === undefined ? [] : usesOf(found.model, found.source, document.offsetAt(range.start));
    const locations = uses.map(({ file, start, end }) => new vscode.Location(uriOf(file), rangeIn(found?.model, file, start, end)));
    const title = usesText(uses.length, editorLanguage());
    lens.command = uses.length === 0 ? { title, command: '' }
      : { title, command: 'editor.action.showReferences', arguments: [document.uri, range.start, locations] };
    return lens;
  }
}

class UseLens extends vscode.CodeLens {
  constructor(readonly document: vscode.TextDocument, range: vscode.Range) {
    super(range);
  }
}

function rangeIn(model: Model | undefined, file: string, start: number, end: number): vscode.Range {
  const tree = model?.sources.get(file)?.tree;
  if (tree === undefined) return new vscode.Range(0, 0, 0, 0);
  const { start: from, end: to } = tree.span(start, end);
  return new vscode.Range(from.line, from.column, to.line, to.column);
}

/** Who calls whom. */
class Calls implements vscode.CallHierarchyProvider {
  constructor(private readonly models: Models) {}

  async prepareCallHierarchy(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CallHierarchyItem | undefined> {
    const found = await sourceOf(this.models, document), item = found && callItemAt(found.model, found.source, document.offsetAt(position));
    return item && toItem(found.model, item);
  }

  async provideCallHierarchyIncomingCalls(item: vscode.CallHierarchyItem): Promise<vscode.CallHierarchyIncomingCall[]> {
    const { model, source, offset } = await this.placeOf(item);
    return incomingCalls(model, source, offset).map(({ item: caller, places }) => new vscode.CallHierarchyIncomingCall(toItem(model, caller), rangesOf(model, places)));
  }

  async provideCallHierarchyOutgoingCalls(item: vscode.CallHierarchyItem): Promise<vscode.CallHierarchyOutgoingCall[]> {
    const { model, source, offset } = await this.placeOf(item);
    return outgoingCalls(model, source, offset).map(({ item: callee, places }) => new vscode.CallHierarchyOutgoingCall(toItem(model, callee), rangesOf(model, places)));
  }

  private async placeOf({ uri, selectionRange: { start } }: vscode.CallHierarchyItem): Promise<{ model: Model; source: Source; offset: number }> {
    const document = await vscode.workspace.openTextDocument(uri), found = await sourceOf(this.models, document);
    if (found === undefined) throw new vscode.CancellationError();
    return { ...found, offset: document.offsetAt(start) };
  }
}

function rangesOf(model: Model, places: readonly { readonly file: string; readonly start: number; readonly end: number }[]): vscode.Range[] {
  return places.map(({ file, start, end }) => rangeIn(model, file, start, end));
}

function toItem(model: Model, { name, detail, file, start, end, nameStart, nameEnd }: CallItem): vscode.CallHierarchyItem {
  return new vscode.CallHierarchyItem(vscode.SymbolKind.Function, name, detail, uriOf(file), rangeIn(model, file, start, end), rangeIn(model, file, nameStart, nameEnd));
}

/** Symbols of all sources of the workspace. */
class WorkspaceSymbols implements vscode.WorkspaceSymbolProvider {
  constructor(private readonly models: Models) {}

  async provideWorkspaceSymbols(query: string): Promise<vscode.SymbolInformation[]> {
    const texts = await this.models.sources();
    return searchSymbols(texts, query).map(({ file, symbol, container }) => {
      const { start, end } = texts.get(file)?.span(symbol.nameStart, symbol.nameEnd) ?? { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };
      const range = new vscode.Range(start.line, start.column, end.line, end.column);
      return new vscode.SymbolInformation(symbol.name, KINDS.get(symbol.kind) ?? vscode.SymbolKind.Variable, container, new vscode.Location(uriOf(file), range));
    });
  }
}

const KINDS: ReadonlyMap<string, vscode.SymbolKind> = new Map([
  ['function', vscode.SymbolKind.Function], ['entry', vscode.SymbolKind.Function], ['constant', vscode.SymbolKind.Constant], ['struct', vscode.SymbolKind.Struct],
  ['field', vscode.SymbolKind.Field], ['embed', vscode.SymbolKind.Module],
]);

/** Registers all of it. */
export function registerMargins(models: Models): vscode.Disposable {
  const selector: vscode.DocumentSelector = { language: LANGUAGE }, margins = new Margins(models), meanings = new Meanings(models);
  return vscode.Disposable.from(
    margins,
    vscode.languages.registerInlayHintsProvider(selector, margins),
    vscode.languages.registerDocumentSemanticTokensProvider(selector, meanings, LEGEND),
    vscode.languages.registerDocumentRangeSemanticTokensProvider(selector, meanings, LEGEND),
    vscode.languages.registerCodeLensProvider(selector, new UseLenses(models)),
    vscode.languages.registerCallHierarchyProvider(selector, new Calls(models)),
    vscode.languages.registerWorkspaceSymbolProvider(new WorkspaceSymbols(models)),
  );
}
