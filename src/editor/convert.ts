// Between places as the core counts them and places as the editor does.
import * as vscode from 'vscode';
import type { Span } from '../base/diagnostic';
import { languageOf, type Language } from '../base/message';

/** The language that the editor speaks. */
export function editorLanguage(): Language {
  return languageOf(vscode.env.language);
}

/** A count as people read it. */
export function readable(count: number): string {
  return count.toLocaleString(editorLanguage());
}

export function toRange({ start, end }: Span): vscode.Range {
  return new vscode.Range(start.line, start.column, end.line, end.column);
}

/** Markdown of ours: it may show code, but runs no command and loads nothing. */
export function toMarkdown(text: string): vscode.MarkdownString {
  return new vscode.MarkdownString(text);
}
