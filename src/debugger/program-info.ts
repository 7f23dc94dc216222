// A program together with its debug information: names and places of its code. Debug information comes from files and
// is not trusted: where it does not fit the image it is left aside, and numbers stand for names.
import { InstructionPrinter } from '../assembler/instruction-text';
import type { Span } from '../base/diagnostic';
import { SPAN_FIELDS, SpanField, type DebugInfo, type SourceFile } from '../image/debug';
import type { Program } from '../machine/program';
import { SourceLines } from './source-lines';
import type { ModuleInfo, SourceLocation, SourceQuery } from './types';

/** The upper half of a flat address counts in this. */
const PROGRAM_BYTES = 2 ** 32;
const WORD_BYTES = 4;
const NOWHERE = -1;
/** How much of an identity stands for a name. */
const SHORT_IDENTITY = 12;
/** The longest text of an instruction; a `switch` may have millions of labels. */
const TEXT_MAX = 200;

/** Takes a flat address apart; `address` may be no whole number where it lies inside a word. */
export function splitFlat(flat: number): { program: number; address: number } {
  const program = Math.floor(flat / PROGRAM_BYTES);
  return { program, address: (flat - program * PROGRAM_BYTES) / WORD_BYTES };
}

/** Whether the information can be about this program. */
function fits(debug: DebugInfo, program: Program): boolean {
  const { code, functions } = program.image;
  return debug.spans.length === code.length * SPAN_FIELDS && debug.functions.length === functions.length
    && debug.statements.every((address) => address < code.length);
}

export class ProgramInfo {
  debug: DebugInfo | undefined;
  private lines = new Map<number, SourceLines>();
  private statements = new Uint8Array(0);
  private madePrinter: InstructionPrinter | undefined;

  constructor(readonly program: Program, debug: DebugInfo | undefined) {
    this.setDebug(debug);
  }

  /** Takes debug information that was found; false where it does not fit. */
  setDebug(debug: DebugInfo | undefined): boolean {
    if (debug === undefined || !fits(debug, this.program)) return false;
    this.debug = debug;
    this.lines = new Map();
    this.madePrinter = undefined;
    this.statements = new Uint8Array(debug.spans.length / SPAN_FIELDS);
    for (const address of debug.statements) this.statements[address] = 1;
    return true;
  }

  get number(): number {
    return this.program.number;
  }

  /** The flat address of a word of code. */
  flat(address: number): number {
    return this.number * PROGRAM_BYTES + address * WORD_BYTES;
  }

  get name(): string {
    const { image } = this.program;
    const file = this.fileAt(image.functions[image.entry].start);
    return file?.name ?? this.debug?.files.at(0)?.name ?? image.identity.slice(0, SHORT_IDENTITY);
  }

  module(): ModuleInfo {
    const { image } = this.program;
    return {
      number: this.number, name: this.name, identity: image.identity, debug: this.debug !== undefined,
      start: this.flat(0), end: this.flat(image.code.length),
    };
  }

  private get printer(): InstructionPrinter {
    return this.madePrinter ??= new InstructionPrinter(this.program.image, this.debug);
  }

  /** The instruction at a word of code as the assembly language writes it, with names where they are known. */
  instructionText(address: number): string {
    const text = this.printer.text(address);
    return text.length <= TEXT_MAX ? text : `${text.slice(0, TEXT_MAX)}…`;
  }

  /** Its name, or one that stands for it in a disassembly. */
  functionName(fn: number): string {
    return this.printer.names.functions[fn];
  }

  /** Numbers of the functions with this name, or exported under it. */
  functionsNamed(name: string): number[] {
    const fn = this.printer.names.functions.indexOf(name);
    if (fn >= 0) return [fn];
    return this.program.image.exports.filter((exported) => exported.name === name).map((exported) => exported.function);
  }

  /** Name of a parameter or local. */
  localName(fn: number, index: number): string {
    return this.printer.names.of(fn).locals[index];
  }

  /** The label or function that begins at a word. */
  symbolAt(address: number): string | undefined {
    const fn = this.program.functionAt(address);
    if (this.program.image.functions[fn].start === address) return this.functionName(fn);
    return this.printer.names.of(fn).labels.get(address)?.[0];
  }

  /** Addresses of the labels of a function by name. */
  *labelsOf(fn: number): Generator<{ readonly name: string; readonly address: number }> {
    for (const [address, names] of this.printer.names.of(fn).labels) for (const name of names) yield { name, address };
  }

  /** Whether steps by statement stop here; every instruction, where nothing is known of statements. */
  isStatement(address: number): boolean {
    return this.debug === undefined || this.debug.statements.length === 0 || this.statements[address] === 1;
  }

  private field(address: number, field: SpanField): number {
    return this.debug === undefined ? NOWHERE : this.debug.spans[address * SPAN_FIELDS + field];
  }

  /** Number of the file that an instruction stands in, -1 where that is not known. */
  fileNumber(address: number): number {
    return this.field(address, SpanField.file);
  }

  /** Line of an instruction whose file is known. */
  line(address: number): number {
    return this.field(address, SpanField.line);
  }

  fileAt(address: number): SourceFile | undefined {
    return this.debug?.files[this.fileNumber(address)];
  }

  span(address: number): Span {
    return {
      start: { line: this.field(address, SpanField.line), column: this.field(address, SpanField.column) },
      end: { line: this.field(address, SpanField.end_line), column: this.field(address, SpanField.end_column) },
    };
  }

  location(address: number): SourceLocation | undefined {
    const file = this.fileAt(address);
    return file === undefined ? undefined : { source: { name: file.name, sha256: file.sha256 }, span: this.span(address) };
  }

  /** The first instruction of a line of a source, or of the next that has one; undefined where the source is none of its files. */
  addressOf({ name, sha256 }: SourceQuery, line: number): number | undefined {
    const files = this.debug?.files ?? [];
    const file = files.findIndex((each) => each.name === name && (sha256 === undefined || sha256 === each.sha256));
    return file < 0 ? undefined : this.linesOf(file).find(line, undefined);
  }

  /** The instructions of one of its files by line. */
  linesOf(file: number): SourceLines {
    let lines = this.lines.get(file);
    if (lines === undefined) this.lines.set(file, lines = new SourceLines(this.debug?.spans ?? new Int32Array(0), file));
    return lines;
  }
}
