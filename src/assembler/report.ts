// Gathers the problems of one run of the assembler, with suggestions where there are any.
import type { Diagnostic, Fix } from '../base/diagnostic';
import { message, type Arguments, type MessageRow, type Text } from '../base/message';
import { FIXES, PROBLEMS, withSuggestion } from './messages';
import { nearest } from './suggest';
import type { Part } from './syntax/tree';
import type { Source } from './sources';

/** How many problems are told, and how many of them get a suggestion, which takes time. */
export const DIAGNOSTICS_MAX = 10_000;
const SUGGESTIONS_MAX = 200;

/** A stretch of a source text. */
export interface Place {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** What else a problem may carry. */
export interface Details {
  readonly severity?: Diagnostic['severity'];
  readonly fix?: { readonly title: Text; readonly args?: Arguments; readonly start: number; readonly end: number; readonly text: string };
  readonly related?: Related | readonly Related[];
}

/** Another place that explains a problem. */
export interface Related {
  readonly place: Place;
  readonly text: Text;
  readonly args?: Arguments;
}

/** The problems so far. */
export class Report {
  readonly diagnostics: Diagnostic[] = [];
  errors = 0;
  private suggestions = 0;

  add({ source, start, end }: Place, row: MessageRow, args: Arguments = {}, details: Details = {}): void {
    const severity = details.severity ?? 'error';
    if (severity === 'error') this.errors++;
    if (this.diagnostics.length > DIAGNOSTICS_MAX) return;
    const span = source.tree.span(start, end);
    const full = this.diagnostics.length === DIAGNOSTICS_MAX;
    const told = full ? PROBLEMS.more : row, said = message(told, full ? { limit: DIAGNOSTICS_MAX } : args);
    this.diagnostics.push({ file: source.path, span, severity, row: told, message: said, ...extras(source, details) });
  }

  /** The problems in the order of the files, and of the text in each. */
  inOrder(files: readonly string[]): Diagnostic[] {
    const order = new Map(files.map((file, i) => [file, i]));
    const rank = ({ file }: Diagnostic): number => order.get(file) ?? -1;
    return [...this.diagnostics].sort((a, b) => rank(a) - rank(b) || a.span.start.line - b.span.start.line
      || a.span.start.column - b.span.start.column);
  }

  /** A name that is not there, with the one that was probably meant. */
  unknown(place: Place, row: MessageRow, name: string, candidates: () => Iterable<string>, args: Arguments = {}): void {
    const near = this.suggestions++ < SUGGESTIONS_MAX ? nearest(name, candidates()) : undefined;
    if (near === undefined) return this.add(place, row, { ...args, name });
    const fix = { title: FIXES.rename, args: { name: near }, start: place.start, end: place.end, text: near };
    this.add(place, withSuggestion(row), { ...args, name, near }, { fix });
  }
}

function extras(source: Source, { fix, related }: Details): Pick<Diagnostic, 'fix' | 'related'> {
  const result: { fix?: Fix; related?: Diagnostic['related'] } = {};
  if (fix !== undefined) {
    result.fix = { title: message(fix.title, fix.args), span: source.tree.span(fix.start, fix.end), text: fix.text };
  }
  const others = related === undefined ? [] : [related].flat();
  if (others.length > 0) result.related = others.map(({ place, text, args }) => (
    { file: place.source.path, span: place.source.tree.span(place.start, place.end), message: message(text, args) }));
  return result;
}

/** The place of a token, of several tokens, or of a node. */
export function tokenPlace(source: Source, part: Part, first: number, last = first): Place {
  return { source, start: part.tokenStart(first), end: part.tokenEnd(last) };
}

export function nodePlace(source: Source, part: Part, node: number): Place {
  return { source, start: part.start(node), end: part.end(node) };
}
