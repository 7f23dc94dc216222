// What constant expressions and names are worth. Each constant is worked out when it is first needed; one that needs
// itself is told. Arithmetic of integers is that of the machine: 32 bits, wrapping.
import { BUILTIN_CONSTANTS } from './builtins';
import { Layout } from './layout';
import { characters, floatValue, integerValue, type BadEscape } from './literals';
import { FIXES, PROBLEMS } from './messages';
import type { Program } from './program';
import { nodePlace, tokenPlace, type Place, type Report } from './report';
import { Structs } from './structs';
import {
  namePlace, Progress, type Constant, type ConstantSymbol, type Declaration, type ProgramSymbol, type StructSymbol,
} from './symbols';
import { Token } from './syntax/tokens';
import { Node, type Part } from './syntax/tree';

/** How many constants or structures may hang on each other in a row, each before the one that it needs. */
const DEPENDENCIES_MAX = 300;

const NO_DOT = -1;

/** No such name. */
export const UNKNOWN = null;

function integer(value: number): Constant {
  return { type: 'i32', value: value | 0 };
}

/** The values of one program's names. */
export class Values {
  readonly structs: Structs;
  readonly layout: Layout;
  private depth = 0;

  constructor(readonly program: Program, readonly report: Report, readonly parent: Values | undefined, embed: Layout['embed']) {
    this.structs = new Structs(this);
    this.layout = new Layout(this, embed);
  }

  /** The value of an expression; undefined where it has none, which is told already. */
  node(at: Declaration, node: number): Constant | undefined {
    switch (at.part.kind(node)) {
      case Node.number: return this.number(at, at.part.first(node), false);
      case Node.reference: return this.reference(at, at.part.first(node));
      case Node.group: return node + 1 < at.part.next(node) ? this.node(at, node + 1) : undefined;
      case Node.unary: return this.unary(at, node);
      case Node.chain: return this.chain(at, node);
      default: return undefined;
    }
  }

  /** The integer that an expression is worth. */
  integer(at: Declaration, node: number): number | undefined {
    const constant = this.node(at, node);
    if (constant === undefined || constant.type === 'i32') return constant?.value;
    this.report.add(nodePlace(at.source, at.part, node), PROBLEMS.needs_integer);
    return undefined;
  }

  /** The value of a bare value or of an operand: a number with or without a sign, a name, or a group, which is node `group`. */
  operand(at: Declaration, token: number, group: number): Constant | undefined {
    const kind = at.part.tokenKind(token);
    if (kind === Token.open) return this.node(at, group);
    if (kind === Token.minus) return this.number(at, token + 1, true);
    return kind === Token.word ? this.reference(at, token) : this.number(at, token, false);
  }

  /** The number that a token is worth, with a sign in the token before it or not. */
  number(at: Declaration, token: number, negative: boolean): Constant | undefined {
    const { part } = at;
    switch (part.tokenKind(token)) {
      case Token.integer: return this.integerToken(at, token, negative);
      case Token.float: return { type: 'f64', value: signed(floatValue(part.tokenText(token)), negative) };
      case Token.inf_: return { type: 'f64', value: signed(Infinity, negative) };
      case Token.nan_: return { type: 'f64', value: NaN };
      case Token.character: return this.character(at, token, negative);
      default: return undefined;
    }
  }

  private integerToken(at: Declaration, token: number, negative: boolean): Constant | undefined {
    const { source, part } = at;
    const value = integerValue(part.tree.text, part.tokenStart(token), part.tokenEnd(token));
    if (value <= (negative ? 0x8000_0000 : 0xffff_ffff)) return integer(signed(value, negative));
    const found = (negative ? '-' : '') + part.tokenText(token);
    this.report.add(tokenPlace(source, part, negative ? token - 1 : token, token), PROBLEMS.number_range, { found });
    return undefined;
  }

  /** The integer that a node is, if it is one without a sign; -1 where it is anything else. It may be beyond 32 bits. */
  plain(part: Part, node: number): number {
    const token = part.first(node);
    if (part.kind(node) !== Node.number || part.tokenKind(token) !== Token.integer) return -1;
    return integerValue(part.tree.text, part.tokenStart(token), part.tokenEnd(token));
  }

  private character(at: Declaration, token: number, negative: boolean): Constant | undefined {
    const { points, bad } = characters(at.part.tokenText(token));
    if (bad.length === 0 && points.length === 1) return integer(signed(points[0] & 0x3fff_ffff, negative));
    if (bad.length === 0) this.report.add(tokenPlace(at.source, at.part, token), PROBLEMS.one_character);
    this.badEscapes(at, token, bad);
    return undefined;
  }

  /** Tells of escapes in a token that nobody knows. */
  badEscapes({ source, part }: Declaration, token: number, bad: readonly BadEscape[]): void {
    for (const { offset, length } of bad) {
      const start = part.tokenStart(token) + offset;
      this.report.add({ source, start, end: start + length }, PROBLEMS.bad_escape, { found: part.tree.text.slice(start, start + length) });
    }
  }

  private reference(at: Declaration, token: number): Constant | undefined {
    const name = at.part.tokenText(token);
    const value = this.known(name, at, token);
    if (value !== UNKNOWN) return value;
    this.report.unknown(tokenPlace(at.source, at.part, token), PROBLEMS.unknown_constant, name, () => this.names());
    return undefined;
  }

  /** The value of the name at a token; UNKNOWN where there is no such name, undefined where it has no value, which is told. */
  known(name: string, at: Declaration, token: number): Constant | undefined | typeof UNKNOWN {
    const own = this.own(name, at, token, false);
    if (own !== UNKNOWN) return own;
    const builtin = BUILTIN_CONSTANTS.get(name);
    return builtin === undefined ? this.parent?.inherited(name, at, token) ?? UNKNOWN : integer(builtin);
  }

  /** What a program written inside this one sees of it: constants and structures. */
  private inherited(name: string, at: Declaration, token: number): Constant | undefined | typeof UNKNOWN {
    const own = this.own(name, at, token, true);
    return own === UNKNOWN && this.parent !== undefined ? this.parent.inherited(name, at, token) : own;
  }

  private own(name: string, at: Declaration, token: number, fromInside: boolean): Constant | undefined | typeof UNKNOWN {
    const { program } = this;
    const whole = program.names.at(at.part, token), dot = whole === undefined ? name.indexOf('.') : NO_DOT;
    const symbol = dot < 0 ? whole : program.names.head(at.part, token, dot);
    if (symbol === undefined || (fromInside && symbol.kind !== 'constant' && symbol.kind !== 'struct')) return UNKNOWN;
    return dot < 0 ? this.whole(symbol, at, token) : this.member(symbol, name.slice(dot + 1), at, token);
  }

  private whole(symbol: ProgramSymbol, at: Declaration, token: number): Constant | undefined {
    if (symbol.kind === 'constant') return this.constant(symbol);
    if (symbol.kind === 'data' && this.layout.isPlaced) return integer(symbol.address);
    const { name } = symbol, place = tokenPlace(at.source, at.part, token);
    switch (symbol.kind) {
      case 'data': return this.layout.place(place) ? integer(symbol.address) : undefined;
      case 'function': {
        const fix = { title: FIXES.call_function, args: { name }, start: place.start, end: place.end, text: `call ${name}` };
        this.report.add(place, PROBLEMS.is_function, { name }, { fix });
        return undefined;
      }
      case 'struct': this.report.add(place, PROBLEMS.is_struct, { name });
    }
    return undefined;
  }

  private member(symbol: ProgramSymbol, rest: string, at: Declaration, token: number): Constant | undefined | typeof UNKNOWN {
    const place = tokenPlace(at.source, at.part, token);
    switch (symbol.kind) {
      case 'constant': return UNKNOWN;
      case 'struct': return this.structMember(symbol, rest, place);
      case 'data': return rest !== 'size' ? UNKNOWN : this.layout.measure(symbol, place) ? integer(symbol.size) : undefined;
      case 'function': {
        if (rest !== 'index') return UNKNOWN;
        if (symbol.tableIndex >= 0) return integer(symbol.tableIndex);
        this.report.add(place, PROBLEMS.not_in_table, { name: symbol.name });
        return undefined;
      }
    }
  }

  private structMember(symbol: StructSymbol, rest: string, place: Place): Constant | undefined {
    const found = this.structs.member(symbol, rest);
    if (typeof found === 'number') return integer(found);
    if (found !== undefined) {
      const candidates = (): string[] => [...found.struct.fields.keys(), 'size'];
      const start = place.start + symbol.name.length + 1 + rest.length - found.rest.length;
      const inner = { ...place, start, end: start + found.name.length };
      this.report.unknown(inner, PROBLEMS.unknown_field, found.name, candidates, { struct: found.struct.name });
    }
    return undefined;
  }

  /** The value of a declared constant. */
  constant(symbol: ConstantSymbol): Constant | undefined {
    if (symbol.progress === Progress.busy) this.report.add(namePlace(symbol), PROBLEMS.circular, { name: symbol.name });
    if (symbol.progress !== Progress.none) return symbol.value;
    symbol.progress = Progress.busy;
    if (this.deeper(symbol)) this.workOut(symbol);
    this.back();
    symbol.progress = Progress.done;
    return symbol.value;
  }

  private workOut(symbol: ConstantSymbol): void {
    const { at, name } = symbol;
    const found = this.node(at, expressionOf(at));
    if (found !== undefined) symbol.value = { name, type: found.type, value: found.value };
  }

  /** Goes to something that what is being worked out depends on; false, and a problem, where that is too far. */
  deeper(symbol: ProgramSymbol): boolean {
    if (this.depth++ < DEPENDENCIES_MAX) return true;
    this.report.add(namePlace(symbol), PROBLEMS.dependencies, { limit: DEPENDENCIES_MAX });
    return false;
  }

  /** Comes back from {@link deeper}. */
  back(): void {
    this.depth--;
  }

  /** A structure by its name; undefined where there is none. */
  struct(name: string): StructSymbol | undefined {
    const symbol = this.program.symbols.get(name);
    return symbol?.kind === 'struct' ? symbol : this.parent?.struct(name);
  }

  /** All names that stand for a value, for suggestions and completion. */
  *names(): Generator<string> {
    for (const symbol of this.program.symbols.values()) {
      if (symbol.kind === 'constant' || symbol.kind === 'data') yield symbol.name;
      if (symbol.kind === 'data') yield `${symbol.name}.size`;
      if (symbol.kind === 'function' && symbol.tableIndex >= 0) yield `${symbol.name}.index`;
      if (symbol.kind === 'struct') for (const field of [...symbol.fields.keys(), 'size']) yield `${symbol.name}.${field}`;
    }
    yield* BUILTIN_CONSTANTS.keys();
  }

  private unary(at: Declaration, node: number): Constant | undefined {
    const { part } = at;
    const operator = part.tokenKind(part.first(node)), child = node + 1;
    if (child >= part.next(node)) return undefined;
    if (operator === Token.minus && part.kind(child) === Node.number) return this.number(at, part.first(child), true);
    const operand = this.node(at, child);
    if (operand === undefined || operator === Token.plus) return operand;
    if (operator === Token.minus) return operand.type === 'i32' ? integer(-operand.value) : { type: 'f64', value: -operand.value };
    if (operand.type === 'i32') return integer(~operand.value);
    this.report.add(nodePlace(at.source, part, node), PROBLEMS.float_operator, { operator: '~' });
    return undefined;
  }

  private chain(at: Declaration, node: number): Constant | undefined {
    const { part } = at;
    let left = this.node(at, node + 1);
    for (let before = node + 1, child = part.next(before); child < part.next(node); before = child, child = part.next(child)) {
      const right = this.node(at, child);
      const operator = operatorAfter(at, part.limit(before));
      left = left === undefined || right === undefined ? undefined : this.binary(at, operator, left, right, child);
    }
    return left;
  }

  private binary(at: Declaration, token: number, left: Constant, right: Constant, rightNode: number): Constant | undefined {
    const { source, part } = at;
    const operator = part.tokenText(token), place = tokenPlace(source, part, token);
    if (left.type !== right.type) this.report.add(place, PROBLEMS.mixed, { operator });
    else if (left.type === 'f64') {
      const value = floatOperation(part.tokenKind(token), left.value, right.value);
      if (value !== undefined) return { type: 'f64', value };
      this.report.add(place, PROBLEMS.float_operator, { operator });
    } else if (right.value === 0 && (operator === '/' || operator === '%')) {
      this.report.add(nodePlace(source, part, rightNode), PROBLEMS.divide_by_zero);
    } else return integer(integerOperation(part.tokenKind(token), left.value, right.value));
    return undefined;
  }
}

/** The expression of a constant; its name where there is none, which has no value. */
function expressionOf({ part, node }: Declaration): number {
  const name = node + 1, expression = name < part.next(node) ? part.next(name) : name;
  return expression < part.next(node) ? expression : name;
}

function signed(value: number, negative: boolean): number {
  return negative ? -value : value;
}

function operatorAfter({ part }: Declaration, token: number): number {
  let at = token;
  while (part.tokenKind(at) === Token.comment || part.tokenKind(at) === Token.doc) at++;
  return at;
}

function integerOperation(operator: number, a: number, b: number): number {
  switch (operator) {
    case Token.plus: return a + b;
    case Token.minus: return a - b;
    case Token.times: return Math.imul(a, b);
    case Token.divide: return a / b;
    case Token.remainder: return a % b;
    case Token.and: return a & b;
    case Token.or: return a | b;
    case Token.xor: return a ^ b;
    case Token.shift_left: return a << b;
    default: return a >> b;
  }
}

function floatOperation(operator: number, a: number, b: number): number | undefined {
  switch (operator) {
    case Token.plus: return a + b;
    case Token.minus: return a - b;
    case Token.times: return a * b;
    case Token.divide: return a / b;
    default: return undefined;
  }
}
