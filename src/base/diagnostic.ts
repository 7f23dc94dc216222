// Problems in source text, as values.
import type { Message, MessageRow } from './message';

/** A place in a text, counted from 0; `column` in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** From `start` up to, not including, `end`. */
export interface Span {
  readonly start: Position;
  readonly end: Position;
}

/** A change of text that mends a problem. */
export interface Fix {
  readonly title: Message;
  readonly span: Span;
  readonly text: string;
}

/** One problem, in the file whose name is as the assembler was given it. */
export interface Diagnostic {
  readonly file: string;
  readonly span: Span;
  readonly severity: 'error' | 'warning' | 'hint';
  readonly row: MessageRow;
  readonly message: Message;
  readonly fix?: Fix;
  /** Other places that explain it. */
  readonly related?: readonly { readonly file: string; readonly span: Span; readonly message: Message }[];
}
