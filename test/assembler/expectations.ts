// Diagnostics as one line each, as the broken sources in test/broken expect them at their ends.
import type { Diagnostic, Span } from '../../src/base/diagnostic';
import { render } from '../../src/base/message';

/** `3:5-9`, or `3:5-4:2` over several lines; counted from 1. */
export function spanText({ start, end }: Span): string {
  const from = `${start.line + 1}:${start.column + 1}`;
  return start.line === end.line ? `${from}-${end.column + 1}` : `${from}-${end.line + 1}:${end.column + 1}`;
}

/** `error: 3:5-9 S105 There is no label …`, with the fix behind it where there is one; the file where it is not `own`. */
export function diagnosticText(diagnostic: Diagnostic, own: string): string {
  const { severity, span, row, message, fix, file } = diagnostic;
  const where = file === own ? '' : `${file.slice(file.lastIndexOf('/') + 1)} `;
  const change = fix === undefined ? '' : ` [${spanText(fix.span)} ${JSON.stringify(fix.text)}]`;
  return `${severity}: ${where}${spanText(span)} ${row.code} ${render(message, 'en')}${change}`;
}

/** Diagnostics in the order of the text. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort((a, b) => a.span.start.line - b.span.start.line || a.span.start.column - b.span.start.column);
}
