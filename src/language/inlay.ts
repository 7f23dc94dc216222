// The stack in the margin, and other small texts that an editor shows between those of the program: the operand stack
// before each instruction, whose `end` this is, the numbers of entries of tables and of the labels of a `switch`.
import { message, render, type Language } from '../base/message';
import type { Unit } from '../assembler/build';
import type { Source } from '../assembler/sources';
import type { FunctionSymbol } from '../assembler/symbols';
import { MNEMONIC, Token } from '../assembler/syntax/tokens';
import { Node, type Part } from '../assembler/syntax/tree';
import { SPAN_FIELDS, SpanField } from '../image/debug';
import { Op } from '../isa/instructions';
import { cellsOf, type FunctionCells, type StackBefore } from './cells';
import { asOperand } from './folding';
import { WORDS } from './messages';
import type { Model } from './model';

/** How much of the operand stack the margin shows: nothing, the stack before each line, or the stack before each instruction. */
export const STACK_MARGINS = ['off', 'short', 'long'] as const;
export type StackMargin = typeof STACK_MARGINS[number];

/** Which of these texts are wanted. */
export interface InlayOptions {
  readonly stack: StackMargin;
  /** The name of a long function beside its `end`. */
  readonly ends: boolean;
  /** Numbers of entries of tables and of the labels of a `switch`. */
  readonly numbers: boolean;
}

export const INLAY_DEFAULTS: InlayOptions = { stack: 'long', ends: true, numbers: true };

/** One text, shown at an offset. */
export interface Inlay {
  readonly kind: 'stack' | 'end' | 'number';
  readonly offset: number;
  readonly text: string;
  /** Markdown, worked out when asked for. */
  readonly tooltip: (language: Language) => string;
}

/** Values of one stack that are shown, and units of a line's margin. */
const CELLS_SHOWN = 4;
const MARGIN_MAX = 100;
/** Lines of a function from which on its `end` is named. */
const LONG_FUNCTION_LINES = 15;
export const EMPTY_STACK = '∅';
const SEPARATOR = ' │ ';

/** The texts between two offsets of a source, in its order. */
export function inlays(model: Model, source: Source, from: number, to: number, options: InlayOptions): Inlay[] {
  const found: Inlay[] = [];
  for (const unit of model.units) {
    if (!unit.values.program.sources.includes(source)) continue;
    for (const fn of unit.values.program.functions) {
      if (fn.at.source === source && touches(fn.at.part, fn.at.node, from, to)) new FunctionInlays(unit, fn, source, options, found).gather(from, to);
    }
    if (options.numbers) for (const at of unit.values.program.tables) {
      if (at.source === source && touches(at.part, at.node, from, to)) tableNumbers(unit, at.part, at.node, found);
    }
  }
  return found.filter(({ offset }) => offset >= from && offset <= to).sort((a, b) => a.offset - b.offset);
}

function touches(part: Part, node: number, from: number, to: number): boolean {
  return part.start(node) <= to && part.end(node) >= from;
}

/** A word of code with the stack before it, and its place. */
interface Step {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly before: StackBefore;
}

class FunctionInlays {
  private readonly cells: FunctionCells;

  constructor(private readonly unit: Unit, private readonly fn: FunctionSymbol, private readonly source: Source,
    private readonly options: InlayOptions, private readonly found: Inlay[]) {
    this.cells = cellsOf(unit, fn.index);
  }

  gather(from: number, to: number): void {
    if (this.options.stack !== 'off') this.margin(from, to);
    if (this.options.ends) this.end();
    if (this.options.numbers) this.cases(from, to);
  }

  private margin(from: number, to: number): void {
    const { tree } = this.source, first = tree.lineAt(from), last = tree.lineAt(to);
    let line: Step[] = [];
    for (const step of this.steps(first, last)) {
      if (line.length > 0 && step.line !== line[0].line) {
        this.showLine(line);
        line = [];
      }
      line.push(step);
    }
    if (line.length > 0) this.showLine(line);
  }

  /** The instructions between two lines that can be reached. */
  private *steps(first: number, last: number): Generator<Step> {
    const { spans, draft: { code }, functions } = this.unit, { start, length } = functions[this.fn.index], { lineStarts } = this.source.tree;
    for (let address = start; address < start + length; address++) {
      const at = address * SPAN_FIELDS, line = spans[at + SpanField.line];
      if (line > last) return;
      if (line < first || (code[address] & 0xff) === Op.case_) continue;
      const before = this.cells.at(address);
      if (before === undefined) continue;
      const end = lineStarts[spans[at + SpanField.end_line]] + spans[at + SpanField.end_column];
      yield { line, start: lineStarts[line] + spans[at + SpanField.column], end, before };
    }
  }

  private showLine(steps: readonly Step[]): void {
    const shown = this.options.stack === 'long' ? steps : steps.slice(0, 1);
    if (shown.every(({ before }) => before.depth === 0)) return;
    const text = shown.map(({ before }) => stackText(before)).join(SEPARATOR);
    this.found.push({
      kind: 'stack', offset: this.lineEnd(steps[0].line), text: text.length > MARGIN_MAX ? `${text.slice(0, MARGIN_MAX)}…` : text,
      tooltip: (language) => shown.map((step) => this.told(step, language)).join('\n\n'),
    });
  }

  private told({ start, end, before }: Step, language: Language): string {
    const what = this.source.tree.text.slice(start, end).replace(/\s+/g, ' ');
    const values = before.cells.map(({ type, text }) => (text === '' ? `\`${type}\`` : `\`${text}\`: ${type}`));
    const hidden = before.depth > before.cells.length ? ['…'] : [];
    const stack = before.depth === 0 ? WORDS.stack_empty[language] : [...hidden, ...values].join(', ');
    return `${render(message(WORDS.stack_before, { what }), language)}: ${stack}`;
  }

  private lineEnd(line: number): number {
    const { text, lineStarts } = this.source.tree;
    let end = line + 1 < lineStarts.length ? lineStarts[line + 1] : text.length;
    while (end > lineStarts[line] && /\s/.test(text[end - 1])) end--;
    return end;
  }

  private end(): void {
    const { part, node } = this.fn.at, token = part.limit(node) - 1, { tree } = part, { name } = this.fn;
    if (part.tokenKind(token) !== Token.end_ || name === '') return;
    if (tree.lineAt(part.tokenStart(token)) - tree.lineAt(part.start(node)) < LONG_FUNCTION_LINES) return;
    this.found.push({
      kind: 'end', offset: part.tokenEnd(token), text: `func ${name}`,
      tooltip: (language) => render(message(WORDS.end_of, { name }), language),
    });
  }

  private cases(from: number, to: number): void {
    const { part, node } = this.fn.at;
    for (let child = node + 1; child < part.next(node) && part.start(child) <= to; child = part.next(child)) {
      if (part.end(child) < from || part.kind(child) !== Node.instruction) continue;
      if (part.tokenKind(part.first(child)) === MNEMONIC + Op.switch_) this.caseNumbers(part, child);
    }
  }

  private caseNumbers(part: Part, node: number): void {
    const labels: number[] = [];
    for (let token = part.first(node) + 1; token < part.limit(node); token++) if (part.tokenKind(token) === Token.word) labels.push(token);
    labels.forEach((token, i) => {
      const last = i === labels.length - 1;
      this.found.push({
        kind: 'number', offset: part.tokenStart(token), text: last ? '…:' : `${i}:`,
        tooltip: (language) => render(message(last ? WORDS.rest_of_switch : WORDS.index_in_switch, { index: i }), language),
      });
    });
  }
}

/** The numbers of a table's entries, which go on from those of the tables before it. */
function tableNumbers({ values }: Unit, part: Part, node: number, found: Inlay[]): void {
  let index = 0;
  for (const at of values.program.tables) {
    const same = at.part.region === part.region && at.node === node;
    for (const use of at.part.children(at.node)) {
      if (same) found.push(entryNumber(part, use, index));
      if (values.program.symbols.get(at.part.nodeText(use))?.kind === 'function') index++;
    }
    if (same) return;
  }
}

function entryNumber(part: Part, use: number, index: number): Inlay {
  return {
    kind: 'number', offset: part.start(use), text: `${index}:`,
    tooltip: (language) => render(message(WORDS.index_in_table, { index }), language),
  };
}

/** `total (n - 1)`: the top on the right; `…` stands for what lies deeper. */
export function stackText({ depth, cells }: StackBefore): string {
  if (depth === 0) return EMPTY_STACK;
  const texts = cells.slice(-CELLS_SHOWN).map(({ type, text }) => (text === '' ? type : asOperand(text)));
  return [...(depth > texts.length ? ['…'] : []), ...texts].join(' ');
}
