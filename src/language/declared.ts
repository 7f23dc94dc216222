// How declarations read: their heads, their values, and the comments in front of them.
import type { Unit } from '../assembler/build';
import type { DataSymbol, Field, FunctionSymbol, StructSymbol } from '../assembler/symbols';
import { Token } from '../assembler/syntax/tokens';
import { Node, type Part } from '../assembler/syntax/tree';
import type { ValueType } from '../isa/types';

/** Characters of a declaration's text that are shown of it. */
const PREVIEW_LENGTH = 60;

/** The doc comments right in front of a node, without their marks; empty where there are none. */
export function documentation(part: Part, node: number): string {
  const lines: string[] = [];
  for (let token = part.first(node) - 1; token >= part.region.firstToken && part.tokenKind(token) === Token.doc; token--) {
    lines.unshift(part.tokenText(token).replace(/^;;+ ?/, ''));
  }
  return lines.join('\n');
}

/** `func gcd (a: i32, b: i32) -> i32` */
export function functionHead({ name, at: { part, node }, type, entry }: FunctionSymbol): string {
  const parameters = part.children(node).filter((child) => part.kind(child) === Node.parameter);
  const params = type.params.map((param, i) => `${nameAt(part, parameters[i])}: ${param}`);
  return `${entry ? 'entry ' : ''}func ${name}${params.length > 0 ? ` (${params.join(', ')})` : ''}${type.result === undefined ? '' : ` -> ${type.result}`}`;
}

function nameAt(part: Part, node: number): string {
  const name = part.child(node, Node.name);
  return name === undefined ? '_' : part.nodeText(name);
}

/** `data digits = i32 1, 2, 3`, cut short. */
export function dataHead({ at: { part, node } }: DataSymbol): string {
  const text = part.nodeText(node).replace(/\s+/g, ' ');
  return text.length > PREVIEW_LENGTH ? `${text.slice(0, PREVIEW_LENGTH)}…` : text;
}

/** `line.from.x: 4 i32` */
export function fieldHead(path: string, field: Field): string {
  const element = typeof field.element === 'string' ? field.element : field.element.name;
  return `${path}: ${field.list ? `${field.count} ` : ''}${element}`;
}

/** The structure with its fields and their offsets. */
export function structText(struct: StructSymbol): string {
  const fields = [...struct.fields.values()];
  const heads = fields.map((field) => `  ${fieldHead(field.name, field)}`);
  const width = Math.max(0, ...heads.map((head) => head.length));
  return [`struct ${struct.name}`, ...heads.map((head, i) => `${head.padEnd(width)}  ; ${fields[i].offset}`), 'end'].join('\n');
}

/** A value as the language writes it: an f64 always with a point, an i32 with its hexadecimal form where that tells more. */
export function valueText(type: ValueType, value: number): string {
  if (type === 'i32') return Math.abs(value) < 10 ? String(value) : `${value} (0x${(value >>> 0).toString(16)})`;
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** The facts of one function's code: its words, and how deep its stack gets. */
export interface CodeOfFunction {
  readonly start: number;
  readonly length: number;
  readonly deepest: number;
}

/** What is known of a function's code; undefined where its program was not understood so far. */
export function codeOf(unit: Unit, symbol: FunctionSymbol): CodeOfFunction | undefined {
  const written = unit.functions[symbol.index];
  if (written === undefined) return undefined;
  return { start: written.start, length: written.length, deepest: unit.analysis.deepest[symbol.index] };
}
