// What lies on the operand stack before each word of a function, without running it: the types are the verifier's; beside
// them stands where a value comes from, as long as all ways to the word agree on it: a number, the name of a constant or
// local, a short formula. A change of a local makes what was read of it before a mere type again.
import type { Unit } from '../assembler/build';
import type { FunctionSymbol } from '../assembler/symbols';
import { SPAN_FIELDS, SpanField } from '../image/debug';
import { decodeSys, effectOf, operandOf } from '../isa/encoding';
import { instructionOf, Op, type Instruction } from '../isa/instructions';
import type { FunctionType, ValueType } from '../isa/types';
import { UNREACHED } from '../verifier/flow';
import { EMPTY, TYPE_OF } from '../verifier/stack-states';
import { folded } from './folding';

/** Values of a stack, from the top, whose origin is followed. */
const CELLS_MAX = 16;
/** Units of a text about a value; what would be longer is only a type. */
const TEXT_MAX = 20;

/** A value on the stack. */
export interface Cell {
  readonly type: ValueType;
  /** What is known of it; empty where that is only its type. */
  readonly text: string;
}

/** The stack before a word. */
export interface StackBefore {
  readonly depth: number;
  /** The values on top, deepest first: all of them, or so many that it makes no difference to a reader. */
  readonly cells: readonly Cell[];
}

type Cells = readonly Cell[];

const known = new WeakMap<Unit, Map<number, FunctionCells>>();

/** What was found out about a function of a program; worked out when it is first asked for. */
export function cellsOf(unit: Unit, index: number): FunctionCells {
  let functions = known.get(unit);
  if (functions === undefined) known.set(unit, functions = new Map());
  let cells = functions.get(index);
  if (cells === undefined) functions.set(index, cells = new FunctionCells(unit, index));
  return cells;
}

/** The stacks of one function. */
export class FunctionCells {
  private readonly before: (Cells | undefined)[];
  private readonly pending: number[] = [];
  private readonly start: number;
  private readonly type: FunctionType;

  constructor(private readonly unit: Unit, private readonly index: number) {
    const { start, length, symbol } = unit.functions[index];
    this.start = start;
    this.type = symbol.type;
    this.before = new Array<Cells | undefined>(length).fill(undefined);
    this.reach(start, []);
    for (let address = this.pending.pop(); address !== undefined; address = this.pending.pop()) this.step(address);
  }

  /** The stack before a word; undefined where no way leads. */
  at(address: number): StackBefore | undefined {
    const { stateAt, states } = this.unit.analysis, state = stateAt[address];
    if (state === UNREACHED) return undefined;
    const depth = states.depth(state), cells = this.before[address - this.start] ?? [];
    return { depth, cells: filled(cells, states.types(state), Math.min(depth, CELLS_MAX)) };
  }

  /** A way leads to a word with these values on top. */
  private reach(address: number, cells: Cells): void {
    const at = address - this.start;
    if (at >= this.before.length || this.unit.analysis.stateAt[address] === UNREACHED) return;
    const depth = this.depthAt(address), fitting = cells.slice(Math.max(0, cells.length - Math.min(depth, CELLS_MAX)));
    const before = this.before[at], agreed = before === undefined ? fitting : meet(before, fitting);
    if (agreed === before) return;
    this.before[at] = agreed;
    this.pending.push(address);
  }

  private depthAt(address: number): number {
    const { stateAt, states } = this.unit.analysis;
    return states.depth(stateAt[address]);
  }

  private step(address: number): void {
    const { code } = this.unit.draft, word = code[address], row = instructionOf(word & 0xff);
    if (row === undefined) return;
    const operand = operandOf(word, row), after = this.after(address, row, operand);
    if (after === undefined) return;
    switch (row.flow) {
      case 'next': return this.reach(address + 1, after);
      case 'jump': return this.reach(operand, after);
      case 'branch': this.reach(operand, after); return this.reach(address + 1, after);
      case 'switch': for (let i = 1; i <= operand + 1; i++) this.reach(code[address + i] >>> 8, after);
    }
  }

  /** The top `count` values before a word, deepest first, and what is known below them; undefined where there are not so many. */
  private taken(address: number, count: number): { readonly top: Cells; readonly rest: Cells } | undefined {
    const { stateAt, states } = this.unit.analysis, depth = this.depthAt(address);
    if (depth < count) return undefined;
    const cells = this.before[address - this.start] as Cells;
    const whole = cells.length >= count ? cells : filled(cells, topTypes(states, stateAt[address], count), count);
    return { top: whole.slice(whole.length - count), rest: whole.slice(0, whole.length - count) };
  }

  private after(address: number, row: Instruction, operand: number): Cells | undefined {
    switch (row.code) {
      case Op.get: return this.pushed(address, { type: this.localType(operand), text: this.localName(operand) });
      case Op.set: case Op.tee: return this.stored(address, row.code, operand);
      case Op.call: return this.calledFunction(address, this.unit.functions[operand].symbol);
      case Op.call_table: return this.called(address, this.unit.draft.types[operand], '', 1);
      case Op.sys: return this.called(address, decodeSys(operand)?.type ?? this.type, '');
      case Op.push: case Op.push_i32: case Op.push_f64: return this.pushed(address, this.constant(address, row, operand));
      default: return this.moved(address, row);
    }
  }

  private pushed(address: number, cell: Cell): Cells {
    return [...this.before[address - this.start] as Cells, shortened(cell)];
  }

  /** A value that the program gives: as it is written where that is a name, else its number. */
  private constant(address: number, { code }: Instruction, operand: number): Cell {
    const written = this.sourceOf(address).replace(/^push(\.i32|\.f64)?\s+/, '');
    const { integers, floats } = this.unit.draft;
    // What the assembler put in the place of a read whose name stands for nothing.
    if (/^get\b/.test(written)) return { type: 'i32', text: '' };
    if (code === Op.push_f64) return { type: 'f64', text: isName(written) ? written : numberText(floats[operand]) };
    const value = code === Op.push ? operand : integers[operand];
    return { type: 'i32', text: isName(written) || written.startsWith('\'') ? written : String(value) };
  }

  private sourceOf(address: number): string {
    const { spans, values: { program } } = this.unit, at = address * SPAN_FIELDS;
    const { tree } = program.sources[spans[at]];
    const { lineStarts } = tree;
    const start = lineStarts[spans[at + SpanField.line]] + spans[at + SpanField.column];
    return tree.text.slice(start, lineStarts[spans[at + SpanField.end_line]] + spans[at + SpanField.end_column]);
  }

  private localType(index: number): ValueType {
    const { params } = this.type;
    return index < params.length ? params[index] : this.unit.functions[this.index].localTypes[index - params.length] ?? 'i32';
  }

  private localName(index: number): string {
    return this.unit.functions[this.index].localNames[index] ?? '';
  }

  /** What was read of a local before it changes is known no longer. */
  private stored(address: number, code: Op, operand: number): Cells | undefined {
    const taken = this.taken(address, 1), name = this.localName(operand);
    if (taken === undefined) return undefined;
    const rest = taken.rest.map((cell) => (mentions(cell.text, name) ? { type: cell.type, text: '' } : cell));
    return code === Op.set ? rest : [...rest, { type: taken.top[0].type, text: name }];
  }

  private calledFunction(address: number, { type, name }: FunctionSymbol): Cells | undefined {
    return this.called(address, type, name);
  }

  private called(address: number, { params, result }: FunctionType, name: string, more = 0): Cells | undefined {
    const taken = this.taken(address, params.length + more);
    if (taken === undefined || result === undefined) return taken?.rest;
    const args = taken.top.map(({ text }) => text);
    const text = name === '' ? '' : args.every((one) => one !== '') ? `${name}(${args.join(', ')})` : `${name}(…)`;
    return [...taken.rest, shortened({ type: result, text })];
  }

  private moved(address: number, row: Instruction): Cells | undefined {
    const effect = effectOf(row.code);
    if (effect === undefined) return [];
    const taken = this.taken(address, effect.pops.length);
    if (taken === undefined) return undefined;
    const [a, b, c] = taken.top, { rest } = taken;
    switch (row.code) {
      case Op.dup: return [...rest, a, a];
      case Op.swap: return [...rest, b, a];
      case Op.over: return [...rest, a, b, a];
      case Op.rot: return [...rest, b, c, a];
      case Op.select: return [...rest, { type: a.type, text: a.text === b.text ? a.text : '' }];
      default: return [...rest, ...effect.pushes.map((type) => shortened({ type: type as ValueType, text: folded(row, effect.names, taken.top) }))];
    }
  }
}

/** The types on top of a stack, deepest first. */
function topTypes(states: Unit['analysis']['states'], state: number, count: number): ValueType[] {
  const types: ValueType[] = [];
  for (let at = state; at !== EMPTY && types.length < count; at = states.below(at)) types.unshift(TYPE_OF[states.top(at)]);
  return types;
}

/** The top `count` values: those that are followed, and above them in depth the mere types. */
function filled(cells: Cells, types: readonly ValueType[], count: number): Cells {
  if (cells.length >= count) return cells.slice(cells.length - count);
  const missing = types.slice(types.length - count, types.length - cells.length);
  return [...missing.map((type) => ({ type, text: '' })), ...cells];
}

/** What two ways agree on; the first of them itself where it has nothing to give up. */
function meet(a: Cells, b: Cells): Cells {
  const count = Math.min(a.length, b.length), first = a.slice(a.length - count), second = b.slice(b.length - count);
  const same = count === a.length && first.every(({ text }, i) => text === '' || text === second[i].text);
  return same ? a : first.map((cell, i) => (cell.text === second[i].text ? cell : { type: cell.type, text: '' }));
}

function shortened(cell: Cell): Cell {
  return cell.text.length <= TEXT_MAX ? cell : { type: cell.type, text: '' };
}

const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_.]*$/u;

function isName(text: string): boolean {
  return NAME.test(text);
}

function mentions(text: string, name: string): boolean {
  return text.includes(name) && text.split(/[^\p{L}\p{M}\p{N}_.]+/u).includes(name);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
