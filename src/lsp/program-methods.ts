// Requests that need to know the whole program.
import { message, render } from '../base/message';
import type { Source } from '../assembler/sources';
import { actions, type ActionKind } from '../language/actions';
import { callItemAt, incomingCalls, outgoingCalls, type CallItem } from '../language/calls';
import { completions, type Completion } from '../language/completion';
import { hover } from '../language/hover';
import { inlays, type Inlay } from '../language/inlay';
import { lenses, usesOf, usesText } from '../language/lenses';
import type { Model } from '../language/model';
import { definition, highlights, references, rename, renamable, typeDefinition, type Location, type NoRename } from '../language/navigation';
import { encodedWords, semanticWords } from '../language/semantic';
import { signatureAt } from '../language/signature';
import type { Client } from './client';
import type { Method } from './connection';
import { COMPLETION_KINDS, locationOf, offsetOf, plain, rangeOf, spanRange, workspaceEdit } from './convert';
import { Later } from './later';
import { LENS_TITLES } from './messages';
import type { Models } from './models';
import { nameOf, uriOf } from './names';
import { problemOf } from './problems';
import { at, ErrorCode, fieldsOf, positionIn, rangeIn, ResponseError, textAt, type Fields } from './protocol';

/** A text and its program, and the place that was asked about. */
interface Question {
  readonly model: Model;
  readonly source: Source;
  readonly offset: number;
}

/** Serves them. */
export class ProgramMethods {
  private readonly offered = new Later<Completion>();
  private readonly shown = new Later<Inlay>();

  constructor(private readonly models: Models, private readonly client: Client) {}

  /** The methods by their names. */
  get all(): ReadonlyMap<string, Method> {
    return new Map<string, Method>([
      ['textDocument/completion', (params) => this.completion(this.place(params))],
      ['completionItem/resolve', (item) => this.resolveCompletion(item)],
      ['textDocument/hover', (params) => this.hover(this.place(params))],
      ['textDocument/signatureHelp', (params) => this.signature(this.place(params))],
      ['textDocument/definition', (params) => this.single(this.place(params), definition)],
      ['textDocument/declaration', (params) => this.single(this.place(params), definition)],
      ['textDocument/typeDefinition', (params) => this.single(this.place(params), typeDefinition)],
      ['textDocument/references', (params) => this.references(this.place(params), at(params, 'context', 'includeDeclaration') === true)],
      ['textDocument/documentHighlight', (params) => this.highlights(this.place(params))],
      ['textDocument/prepareRename', (params) => this.prepareRename(this.place(params))],
      ['textDocument/rename', (params) => this.rename(this.place(params), textAt(params, 'newName'))],
      ['textDocument/codeAction', (params) => this.actions(params)],
      ['textDocument/codeLens', (params) => this.lenses(this.text(params))],
      ['codeLens/resolve', (lens) => this.resolveLens(lens)],
      ['textDocument/prepareCallHierarchy', (params) => this.prepareCalls(this.place(params))],
      ['callHierarchy/incomingCalls', (params) => this.calls(params, incomingCalls, 'from')],
      ['callHierarchy/outgoingCalls', (params) => this.calls(params, outgoingCalls, 'to')],
      ['textDocument/semanticTokens/full', (params) => this.tokens(this.text(params))],
      ['textDocument/semanticTokens/range', (params) => this.tokens(this.text(params), params.range)],
      ['textDocument/inlayHint', (params) => this.inlays(this.text(params), params.range)],
      ['inlayHint/resolve', (hint) => this.resolveInlay(hint)],
    ]);
  }

  private text(params: Fields): Question {
    const name = nameOf(textAt(params, 'textDocument', 'uri')), model = this.models.modelOf(name), source = model.sources.get(name);
    if (source === undefined) throw new ResponseError(ErrorCode.invalid_params, `${uriOf(name)} is not there`);
    return { model, source, offset: 0 };
  }

  private place(params: Fields): Question {
    const question = this.text(params);
    return { ...question, offset: offsetOf(question.source.tree, positionIn(params.position)) };
  }

  private markup(markdown: string, ...path: readonly string[]): object {
    const kinds = ['textDocument', ...path];
    return this.client.takes('markdown', ...kinds) ? { kind: 'markdown', value: markdown } : { kind: 'plaintext', value: plain(markdown) };
  }

  private completion({ model, source, offset }: Question): object {
    const { start, end, items } = completions(model, source, offset), range = rangeOf(source.tree, start, end);
    const snippets = this.client.can('textDocument', 'completion', 'completionItem', 'snippetSupport');
    const offered = items.filter(({ snippet }) => snippet === undefined || snippets), keys = this.offered.keep(offered);
    return {
      isIncomplete: false,
      items: offered.map(({ label, kind, detail, rank, snippet }, i) => ({
        label, kind: COMPLETION_KINDS[kind], detail, sortText: `${rank}${label}`, filterText: label, data: keys[i],
        ...snippet === undefined ? {} : { insertTextFormat: 2, insertTextMode: 1 }, textEdit: { range, newText: snippet ?? label },
      })),
    };
  }

  private resolveCompletion(item: Fields): object {
    const found = this.offered.find(item.data);
    if (found === undefined) return item;
    return { ...item, documentation: this.markup(found.documentation(this.client.language), 'completion', 'completionItem', 'documentationFormat') };
  }

  private hover({ model, source, offset }: Question): object | undefined {
    const found = hover(model, source, offset, this.client.language);
    return found && { contents: this.markup(found.markdown, 'hover', 'contentFormat'), range: rangeOf(source.tree, found.start, found.end) };
  }

  private signature({ model, source, offset }: Question): object | undefined {
    const found = signatureAt(model, source, offset);
    if (found === undefined) return undefined;
    const { label, parameters, active } = found;
    const documentation = this.markup(found.documentation(this.client.language), 'signatureHelp', 'signatureInformation', 'documentationFormat');
    const offsets = this.client.can('textDocument', 'signatureHelp', 'signatureInformation', 'parameterInformation', 'labelOffsetSupport');
    const shown = parameters.map(({ start, end }) => ({ label: offsets ? [start, end] : label.slice(start, end) }));
    return { signatures: [{ label, documentation, parameters: shown }], activeSignature: 0, activeParameter: active < 0 ? parameters.length : active };
  }

  private single({ model, source, offset }: Question, find: (model: Model, source: Source, offset: number) => Location | undefined): object | undefined {
    const found = find(model, source, offset);
    return found && locationOf(model, found);
  }

  private references({ model, source, offset }: Question, all: boolean): object[] {
    return references(model, source, offset).filter(({ declares }) => all || !declares).map((place) => locationOf(model, place));
  }

  private highlights({ model, source, offset }: Question): object[] {
    return highlights(model, source, offset).map(({ start, end, declares, writes }) => ({ range: rangeOf(source.tree, start, end), kind: declares || writes ? 3 : 2 }));
  }

  private prepareRename({ model, source, offset }: Question): object {
    const { start, end, name } = accepted(renamable(model, source, offset, this.client.language));
    return { range: rangeOf(source.tree, start, end), placeholder: name };
  }

  private rename({ model, source, offset }: Question, name: string): object {
    return workspaceEdit(model, accepted(rename(model, source, offset, name, this.client.language)));
  }

  private actions(params: Fields): object[] {
    const { model, source } = this.text(params), { start, end } = rangeIn(params.range), only = at(params, 'context', 'only');
    const wanted = (kind: ActionKind): boolean => !Array.isArray(only) || only.some((one) => kind === one || kind.startsWith(`${String(one)}.`));
    const found = actions(model, source, offsetOf(source.tree, start), offsetOf(source.tree, end)).filter(({ kind }) => wanted(kind));
    return found.map(({ kind, title, edits, mends, preferred }) => ({
      title: render(title, this.client.language), kind, edit: workspaceEdit(model, edits), ...preferred === true ? { isPreferred: true } : {},
      ...mends === undefined ? {} : { diagnostics: [problemOf(mends, this.client.language)] },
    }));
  }

  private lenses({ source }: Question): object[] {
    const uri = uriOf(source.path);
    return lenses(source.tree).flatMap(({ kind, start, end }): object[] => {
      const range = rangeOf(source.tree, start, end);
      if (kind === 'uses') return this.client.references ? [{ range, data: { uri } }] : [];
      return Object.entries(LENS_TITLES).filter(([command]) => this.client.carriesOut(command))
        .map(([command, title]) => ({ range, command: { title: render(message(title), this.client.language), command, arguments: [uri] } }));
    });
  }

  private resolveLens(lens: Fields): object {
    if (lens.command !== undefined) return lens;
    const { start } = rangeIn(lens.range), { model, source, offset } = this.place({ textDocument: lens.data, position: start });
    const uses = usesOf(model, source, offset).map((place) => locationOf(model, place)), title = usesText(uses.length, this.client.language);
    const shows = uses.length > 0 && this.client.carriesOut('strata.showReferences');
    return { ...lens, command: shows ? { title, command: 'strata.showReferences', arguments: [uriOf(source.path), start, uses] } : { title, command: '' } };
  }

  private prepareCalls({ model, source, offset }: Question): object[] | undefined {
    const found = callItemAt(model, source, offset);
    return found && [this.item(model, found)];
  }

  private item(model: Model, { name, detail, file, start, end, nameStart, nameEnd }: CallItem): object {
    const { uri, range } = locationOf(model, { file, start, end });
    return { name, kind: 12, detail, uri, range, selectionRange: locationOf(model, { file, start: nameStart, end: nameEnd }).range };
  }

  private calls(params: Fields, find: typeof incomingCalls, side: 'from' | 'to'): object[] {
    const item = fieldsOf(params.item, 'item'), { model, source, offset } = this.place({
      textDocument: { uri: textAt(item, 'uri') }, position: rangeIn(item.selectionRange).start,
    });
    return find(model, source, offset).map(({ item: other, places }) => (
      { [side]: this.item(model, other), fromRanges: places.map((place) => locationOf(model, place).range) }));
  }

  private tokens({ model, source }: Question, stretch?: unknown): object {
    const { tree } = source, { start, end } = stretch === undefined ? spanRange(tree.span(0, tree.text.length)) : rangeIn(stretch);
    return { data: [...encodedWords(source, semanticWords(model, source, offsetOf(tree, start), offsetOf(tree, end), true))] };
  }

  private inlays({ model, source }: Question, stretch: unknown): object[] {
    const { tree } = source, { start, end } = rangeIn(stretch);
    const found = inlays(model, source, offsetOf(tree, start), offsetOf(tree, end), this.client.inlays), keys = this.shown.keep(found);
    return found.map(({ kind, offset, text }, i) => ({
      position: rangeOf(tree, offset, offset).start, label: text, data: keys[i], paddingLeft: kind !== 'number', paddingRight: kind === 'number',
    }));
  }

  private resolveInlay(hint: Fields): object {
    const found = this.shown.find(hint.data);
    return found === undefined ? hint : { ...hint, tooltip: { kind: 'markdown', value: found.tooltip(this.client.language) } };
  }
}

function accepted<T>(answer: T | NoRename): T {
  if (typeof answer === 'object' && answer !== null && 'refused' in answer) throw new ResponseError(ErrorCode.request_failed, answer.refused);
  return answer as T;
}

