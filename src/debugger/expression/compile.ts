// Tree to functions. Names and types are settled once, for a place of a program; what is left is done in an environment.
// Arithmetic of i32 is the machine's: 32 bits, wrapping. An i32 beside an f64 becomes one. Truth is 1 and 0.
import type { Refusal } from '../../base/message';
import type { ValueType } from '../../isa/types';
import type { DataLabel } from '../../image/debug';
import type { Guard } from '../../machine/stop-test';
import { TEXT_READ_MAX } from '../limits';
import { EXPRESSION_PROBLEMS, withSuggestion } from '../messages';
import type { MemoryElement } from '../types';
import type { Environment } from './environment';
import {
  binaryGuard, choiceGuard, convertGuard, elementGuard, localGuard, memoryGuard, numberGuard, operandGuard, registerGuard, unaryGuard,
} from './guards';
import { COMPARE, FLOATING, INTEGER, UNARY, type Compute } from './operators';
import { REGISTERS, type Register, type Scope } from './scope';
import { ExpressionRefusal, type Range, type Tree } from './tree';

/** Which place a value has, so that it can be set. */
export type PlaceOf =
  | { readonly kind: 'local'; readonly index: number }
  | { readonly kind: 'operand'; readonly index: Compute }
  | { readonly kind: 'memory'; readonly address: Compute; readonly element: MemoryElement };

/** A number, or a text. */
export type Compiled = CompiledNumber | CompiledText;

export interface CompiledText {
  readonly type: 'text';
  readonly text: (environment: Environment) => string;
  /** Where it lies in memory, if it does. */
  readonly address: Compute | undefined;
}

export interface CompiledNumber {
  readonly type: ValueType;
  readonly compute: Compute;
  /** The same, for compiled code; undefined where it cannot work it out. */
  readonly guard: Guard | undefined;
  readonly place?: PlaceOf;
  readonly data?: DataLabel;
  /** Word of code that it names. */
  readonly code?: number;
}

const ELEMENTS: ReadonlySet<string> = new Set<MemoryElement>(['i8', 'u8', 'i16', 'u16', 'i32', 'f64']);
/** Bytes of the elements of data; texts and images have none. */
export const ELEMENT_BYTES: Readonly<Record<DataLabel['element'], number>> = { i8: 1, i16: 2, i32: 4, f64: 8, text: 0, image: 0 };

/** Makes functions of a tree. Throws {@link ExpressionRefusal} where names are unknown or types do not fit. */
export function compile(tree: Tree, scope: Scope): Compiled {
  return new Compiler(scope).any(tree);
}

class Compiler {
  constructor(private readonly scope: Scope) {}

  any(tree: Tree): Compiled {
    switch (tree.kind) {
      case 'number': return constant(tree.type, tree.value);
      case 'text': { const { value } = tree; return { type: 'text', text: () => value, address: undefined }; }
      case 'name': return this.name(tree.name, tree);
      case 'index': return this.index(tree.name, tree.operands, tree);
      case 'convert': return this.convert(tree.name, tree.operand, tree);
      case 'unary': return this.unary(tree);
      case 'binary': return this.binary(tree);
      case 'choice': return this.choice(tree.condition, tree.yes, tree.no, tree);
    }
  }

  private number(tree: Tree): CompiledNumber {
    const compiled = this.any(tree);
    if (compiled.type === 'text') throw new ExpressionRefusal(EXPRESSION_PROBLEMS.needs_number, {}, tree);
    return compiled;
  }

  private integer(tree: Tree): CompiledNumber {
    const compiled = this.any(tree);
    if (compiled.type !== 'i32') throw new ExpressionRefusal(EXPRESSION_PROBLEMS.needs_integer, { found: compiled.type }, tree);
    return compiled;
  }

  private name(name: string, range: Range): CompiledNumber {
    const meaning = this.scope.meaning(name);
    switch (meaning?.kind) {
      case 'local': return local(meaning.index, meaning.type);
      case 'constant': return constant(meaning.type, meaning.value);
      case 'data': return { ...constant('i32', meaning.label.address | 0), data: meaning.label };
      case 'code': return { ...constant('i32', meaning.address), code: meaning.address };
      case 'register': return { type: REGISTERS[meaning.register], compute: register(meaning.register), guard: registerGuard(meaning.register) };
      case 'watched': { const { part, type } = meaning; return { type, compute: (e) => e.watched[part], guard: undefined }; }
      case undefined: throw this.unknown(name, range);
    }
  }

  private unknown(name: string, range: Range): ExpressionRefusal {
    const near = this.scope.nearest(name);
    const { unknown_name: row } = EXPRESSION_PROBLEMS;
    if (near === undefined) return new ExpressionRefusal(row, { name }, range);
    return new ExpressionRefusal(withSuggestion(row), { name, near }, range);
  }

  private index(name: string, operands: readonly Tree[], range: Range): Compiled {
    const meaning = this.scope.meaning(name);
    if (meaning?.kind === 'data') return this.element(meaning.label, operands[0], range);
    if (name === 'text') return this.text(operands, range);
    if (operands.length > 1) {
      throw new ExpressionRefusal(EXPRESSION_PROBLEMS.expected, { what: ']' }, { start: operands[0].end, end: range.end });
    }
    if (name === 'stack') return this.stack(operands[0], range);
    if (!ELEMENTS.has(name)) throw new ExpressionRefusal(EXPRESSION_PROBLEMS.unknown_index, { name }, range);
    const { compute, guard } = this.integer(operands[0]);
    return memory(compute, guard, name as MemoryElement, range);
  }

  private stack(operand: Tree, range: Range): CompiledNumber {
    const types = this.scope.operandTypes;
    if (operand.kind === 'number' && operand.type === 'i32') return fixedOperand(types, operand.value, range);
    const index = this.integer(operand).compute;
    const type = types.at(0) ?? 'i32';
    if (types.some((other) => other !== type)) throw new ExpressionRefusal(EXPRESSION_PROBLEMS.stack_mixed, {}, operand);
    const word = (environment: Environment): number => {
      const below = index(environment);
      if (below < 0 || below >= environment.count) throw noOperand(below, environment.count, range);
      return environment.sp - 2 - below * 2;
    };
    const compute: Compute = type === 'i32' ? (e) => e.i32[word(e)] : (e) => e.f64[word(e) >> 1];
    return { type, compute, guard: undefined, place: { kind: 'operand', index } };
  }

  private element(label: DataLabel, operand: Tree, range: Range): CompiledNumber {
    const { name, element } = label;
    if (element === 'text' || element === 'image') throw new ExpressionRefusal(EXPRESSION_PROBLEMS.no_elements, { name, element }, range);
    const { compute: index, guard } = this.integer(operand);
    const bytes = ELEMENT_BYTES[element], count = Math.floor(label.size / bytes);
    const address = (environment: Environment): number => {
      const at = index(environment);
      if (at < 0 || at >= count) throw new ExpressionRefusal(EXPRESSION_PROBLEMS.element_index, { name, count, index: at }, operand);
      return label.address + at * bytes;
    };
    return memory(address, elementGuard(guard, count, label.address, bytes), element, range);
  }

  private text(operands: readonly Tree[], range: Range): Compiled {
    if (operands.length !== 2) throw new ExpressionRefusal(EXPRESSION_PROBLEMS.two_operands, {}, range);
    const address = this.integer(operands[0]).compute, length = this.integer(operands[1]).compute;
    const text = (environment: Environment): string => {
      const found = length(environment);
      if (found >= 0 && found <= TEXT_READ_MAX) return environment.readText(address(environment), found, range);
      throw new ExpressionRefusal(EXPRESSION_PROBLEMS.text_length, { limit: TEXT_READ_MAX, found }, operands[1]);
    };
    return { type: 'text', text, address };
  }

  private convert(name: string, operand: Tree, range: Range): CompiledNumber {
    if (name !== 'i32' && name !== 'f64') throw new ExpressionRefusal(EXPRESSION_PROBLEMS.unknown_call, { name }, range);
    const { type, compute, guard } = this.number(operand);
    if (type === name) return { type, compute, guard };
    return { type: name, compute: name === 'f64' ? compute : (e) => truncated(compute(e)), guard: convertGuard(name, guard) };
  }

  private unary(tree: Tree & { kind: 'unary' }): CompiledNumber {
    const { operator } = tree;
    const { type, compute, guard } = operator === '~' ? this.integer(tree.operand) : this.number(tree.operand);
    const result = operator === '!' ? 'i32' : type;
    return { type: result, compute: UNARY[operator](compute, type), guard: unaryGuard(operator, result, guard) };
  }

  private binary(tree: Tree & { kind: 'binary' }): CompiledNumber {
    const left = this.any(tree.left), right = this.any(tree.right);
    if (left.type === 'text' || right.type === 'text') return compareTexts(tree, left, right);
    const { operator } = tree;
    const compare = COMPARE[operator], floating = FLOATING[operator];
    const of = (type: ValueType, compute: Compute): CompiledNumber => ({ type, compute, guard: binaryGuard(operator, type, left.guard, right.guard) });
    if (compare !== undefined) return of('i32', compare(left.compute, right.compute));
    if (left.type === 'i32' && right.type === 'i32') return of('i32', INTEGER[operator](left.compute, right.compute, tree));
    if (floating !== undefined) return of('f64', floating(left.compute, right.compute));
    throw new ExpressionRefusal(EXPRESSION_PROBLEMS.needs_integer, { found: 'f64' }, left.type === 'i32' ? tree.right : tree.left);
  }

  private choice(condition: Tree, yesTree: Tree, noTree: Tree, range: Range): Compiled {
    const { compute, guard } = this.number(condition);
    const yes = this.any(yesTree), no = this.any(noTree);
    if (yes.type === 'text' && no.type === 'text') {
      return { type: 'text', text: (e) => (isTrue(compute(e)) ? yes : no).text(e), address: undefined };
    }
    if (yes.type === 'text' || no.type === 'text') throw new ExpressionRefusal(EXPRESSION_PROBLEMS.mixed_choice, {}, range);
    const type = yes.type === no.type ? yes.type : 'f64';
    return { type, compute: (e) => (isTrue(compute(e)) ? yes : no).compute(e), guard: choiceGuard(type, guard, yes.guard, no.guard) };
  }
}

/** Whether a number counts as true: it is neither 0 nor NaN. */
export function isTrue(value: number): boolean {
  return value !== 0 && value === value;
}

/** Whether a condition, where there is one, holds; a refusal where that cannot be said. */
export function holds(condition: Compiled | undefined, environment: Environment): boolean | Refusal {
  if (condition === undefined) return true;
  try {
    return condition.type === 'text' ? condition.text(environment) !== '' : isTrue(condition.compute(environment));
  } catch (error) {
    if (error instanceof ExpressionRefusal) return error;
    throw error;
  }
}

/** As the machine's `f2i`. */
function truncated(value: number): number {
  return value !== value ? 0 : Math.trunc(Math.max(-2147483648, Math.min(2147483647, value))) | 0;
}

function constant(type: ValueType, value: number): CompiledNumber {
  return { type, compute: () => value, guard: numberGuard(type, value) };
}

function local(index: number, type: ValueType): CompiledNumber {
  const word = index * 2;
  const compute: Compute = type === 'i32' ? (e) => e.i32[e.fp + word] : (e) => e.f64[(e.fp + word) >> 1];
  return { type, compute, guard: localGuard(index, type), place: { kind: 'local', index } };
}

function memory(address: Compute, guard: Guard | undefined, element: MemoryElement, range: Range): CompiledNumber {
  const compute: Compute = (e) => e.read(address(e), element, range);
  return { type: element === 'f64' ? 'f64' : 'i32', compute, guard: memoryGuard(guard, element), place: { kind: 'memory', address, element } };
}

function noOperand(index: number, count: number, range: Range): ExpressionRefusal {
  return new ExpressionRefusal(EXPRESSION_PROBLEMS.stack_index, { index, count }, range);
}

/** An operand whose index is written as a number, so that its type is known. */
function fixedOperand(types: readonly ValueType[], below: number, range: Range): CompiledNumber {
  if (below < 0 || below >= types.length) throw noOperand(below, types.length, range);
  const type = types[types.length - 1 - below], word = 2 + below * 2;
  const compute: Compute = type === 'i32' ? (e) => e.i32[e.sp - word] : (e) => e.f64[(e.sp - word) >> 1];
  return { type, compute, guard: operandGuard(below, type), place: { kind: 'operand', index: () => below } };
}

function register(name: Register): Compute {
  switch (name) {
    case 'pc': return (e) => e.pc;
    case 'sp': case 'depth': return (e) => e.count;
    case 'frames': return (e) => e.context.frames;
    case 'steps': return (e) => e.machine.steps;
    case 'context': return (e) => e.context.id;
  }
}

function compareTexts(tree: Tree & { kind: 'binary' }, left: Compiled, right: Compiled): CompiledNumber {
  if (left.type !== 'text' || right.type !== 'text' || (tree.operator !== '==' && tree.operator !== '!=')) {
    throw new ExpressionRefusal(EXPRESSION_PROBLEMS.mixed_text, {}, tree);
  }
  const equal = tree.operator === '==' ? 1 : 0;
  return { type: 'i32', compute: (e) => (left.text(e) === right.text(e) ? equal : 1 - equal), guard: undefined };
}
