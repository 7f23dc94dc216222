// How this client writes things: lines and columns from 0 or 1, paths or URIs, numbers decimal or hexadecimal, and what
// it can do. All of that it says once, in `initialize`.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { Position, Span } from '../base/diagnostic';
import { languageOf, type Language } from '../base/message';

/** A range as the protocol writes it, in the client's counting. */
export interface ClientRange {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

export class ClientForm {
  readonly language: Language;
  readonly uris: boolean;
  readonly runsInTerminal: boolean;
  readonly showsProgress: boolean;
  readonly memoryReferences: boolean;
  readonly memoryEvents: boolean;
  /** Whether text of the Debug Console may hold escape sequences for colours. */
  readonly styles: boolean;
  private readonly line: number;
  private readonly column: number;

  /** @param given what the client said in `initialize` */
  constructor(given: P.InitializeRequestArguments) {
    this.language = languageOf(given.locale);
    this.uris = given.pathFormat === 'uri';
    this.runsInTerminal = given.supportsRunInTerminalRequest === true;
    this.showsProgress = given.supportsProgressReporting === true;
    this.memoryEvents = given.supportsMemoryEvent === true;
    this.styles = given.supportsANSIStyling === true;
    this.memoryReferences = given.supportsMemoryReferences === true;
    this.line = given.linesStartAt1 === false ? 0 : 1;
    this.column = given.columnsStartAt1 === false ? 0 : 1;
  }

  /** A line of ours as the client counts it. */
  toLine(line: number): number {
    return line + this.line;
  }

  toColumn(column: number): number {
    return column + this.column;
  }

  /** A line of the client's as we count it; never below 0. */
  fromLine(line: number): number {
    return Math.max(0, line - this.line);
  }

  fromColumn(column: number): number {
    return Math.max(0, column - this.column);
  }

  toRange(span: Span): ClientRange {
    const { start, end } = span;
    return { line: this.toLine(start.line), column: this.toColumn(start.column), endLine: this.toLine(end.line), endColumn: this.toColumn(end.column) };
  }

  /** A position of the client's; without a column the beginning of the line. */
  fromPosition(line: number, column: number | undefined): Position {
    return { line: this.fromLine(line), column: column === undefined ? 0 : this.fromColumn(column) };
  }
}
