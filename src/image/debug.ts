// Debug information: what connects an image with the text it was written in. It never changes what a program does.
import type { ValueType } from '../isa/types';

/** A source text. */
export interface SourceFile {
  /** Relative to the program's folder, with `/`, never beginning with `/` and never holding `..` beyond an allowed root. */
  readonly name: string;
  /** SHA-256 of the text as UTF-8, 64 hexadecimal digits. */
  readonly sha256: string;
  /** The text itself, where the image carries it. */
  readonly text?: string;
}

/** Where an instruction stands, five numbers for each word of code, in this order; lines and columns count from 0, columns in UTF-16 units. */
export const enum SpanField { file = 0, line = 1, column = 2, end_line = 3, end_column = 4 }
export const SPAN_FIELDS = 5;

/** A name for a place in the code of a function. */
export interface CodeLabel {
  readonly name: string;
  /** Address of code. */
  readonly address: number;
}

/** Names of one function. */
export interface FunctionNames {
  readonly name: string;
  /** Parameters, then locals. */
  readonly locals: readonly string[];
  readonly labels: readonly CodeLabel[];
}

/** A label of data. */
export interface DataLabel {
  readonly name: string;
  readonly address: number;
  /** Bytes it covers. */
  readonly size: number;
  /** What it holds: items of one width, or text. */
  readonly element: 'i8' | 'i16' | 'i32' | 'f64' | 'text' | 'image';
}

/** A named constant. */
export interface NamedConstant {
  readonly name: string;
  readonly type: ValueType;
  readonly value: number;
}

/** The debug information of one image. */
export interface DebugInfo {
  readonly files: readonly SourceFile[];
  /** SPAN_FIELDS numbers for each word of code; file -1: no span is known for it. */
  readonly spans: Int32Array;
  /** Code words that begin a statement of their own, ascending: where a step by statement stops. */
  readonly statements: Int32Array;
  /** In the order of the image's functions. */
  readonly functions: readonly FunctionNames[];
  readonly data: readonly DataLabel[];
  readonly constants: readonly NamedConstant[];
}
