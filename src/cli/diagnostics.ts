// Writes diagnostics as compilers do, `file:line:column: error S012: ...` with the line and a caret below it, or as JSON.
import type { Diagnostic, Span } from '../base/diagnostic';
import { message, render, type Arguments, type Language, type Message, type Text } from '../base/message';
import { cells } from './layout';
import { SENTENCES } from './messages';
import type { Paint } from './terminal';

/** The lines of a file that diagnostics name; undefined where its text is not there. */
export type LinesOf = (file: string) => readonly string[] | undefined;

/** How diagnostics are to look. */
export interface DiagnosticStyle {
  readonly language: Language;
  readonly paint: Paint;
  readonly linesOf: LinesOf;
  /** The path of a file as it is shown. */
  readonly shown: (file: string) => string;
}

/** The lines of a text; LF, CR LF and CR end them, as for the assembler. */
export function linesOfText(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

/** English in every language: problem matchers and scripts look for these words. */
const WORDS: Readonly<Record<Diagnostic['severity'], string>> = { error: 'error', warning: 'warning', hint: 'info' };

/** A diagnostic for a person, with a line end behind it. */
export function diagnosticText(diagnostic: Diagnostic, style: DiagnosticStyle): string {
  const { severity, row, message: said, file, span, fix, related = [] } = diagnostic;
  const head = style.paint(severity, `${WORDS[severity]} ${row.code}:`);
  const parts = [entry(file, span, head, said, style)];
  if (fix !== undefined) parts.push(`${' '.repeat(GUTTER)} = ${SENTENCES.fix[style.language]}: ${render(fix.title, style.language)}\n`);
  for (const other of related) parts.push(entry(other.file, other.span, 'note:', other.message, style));
  return parts.join('');
}

function entry(file: string, span: Span, head: string, said: Message, style: DiagnosticStyle): string {
  const { line, column } = span.start;
  const place = style.paint('strong', `${style.shown(file)}:${line + 1}:${column + 1}:`);
  return `${place} ${head} ${render(said, style.language)}\n${excerpt(file, span, style)}`;
}

/** Cells for the number of the line. */
const GUTTER = 5;
/** UTF-16 units of a line that are shown. */
const SHOWN_MAX = 160;

function excerpt(file: string, { start, end }: Span, { linesOf, paint }: DiagnosticStyle): string {
  const line = linesOf(file)?.[start.line];
  if (line === undefined) return '';
  const first = Math.max(0, start.column - SHOWN_MAX / 2);
  const shown = line.slice(first, first + SHOWN_MAX);
  const marked = line.slice(start.column, Math.min(end.line > start.line ? line.length : end.column, first + SHOWN_MAX));
  const indent = blank(line.slice(first, start.column));
  const caret = `^${'~'.repeat(Math.max(0, cells(marked) - 1))}`;
  return `${String(start.line + 1).padStart(GUTTER)} | ${shown}\n${' '.repeat(GUTTER)} | ${indent}${paint('caret', caret)}\n`;
}

/** Spaces as wide as the text; its tabs stay, so that a terminal aligns both lines alike. */
function blank(text: string): string {
  return [...text].map((character) => (character === '\t' ? '\t' : ' '.repeat(cells(character)))).join('');
}

/** A diagnostic as a line of JSON; lines and columns count from 1, columns in UTF-16 units, `end` is the first place behind it. */
export function diagnosticJson({ severity, row, message: said, file, span, fix, related = [] }: Diagnostic, language: Language): string {
  return `${JSON.stringify({
    file, ...range(span), severity, code: row.code, message: render(said, language),
    fix: fix === undefined ? undefined : { ...range(fix.span), title: render(fix.title, language), text: fix.text },
    related: related.map((other) => ({ file: other.file, ...range(other.span), message: render(other.message, language) })),
  })}\n`;
}

interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

function range({ start, end }: Span): Range {
  return { line: start.line + 1, column: start.column + 1, endLine: end.line + 1, endColumn: end.column + 1 };
}

/** A sentence in the language, with its arguments. */
export function sentence(text: Text, language: Language, args: Arguments = {}): string {
  return render(message(text, args), language);
}
