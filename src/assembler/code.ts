// The code of functions: each instruction of the tree becomes one word, labels become addresses. Whether the stack
// comes out right is tested afterwards, in checks.ts.
import { encode, encodeSys, SMALL_MAX, SMALL_MIN, OPERAND_MAX } from '../isa/encoding';
import { CALLS, type CallRow } from '../isa/firmware';
import { INSTRUCTIONS, Op, type OperandKind } from '../isa/instructions';
import { CODE_MAX, LOCALS_MAX, OPERANDS_MAX, SYS_NUMBER_MAX, SYS_OPERANDS_MAX } from '../isa/limits';
import { sameType, typeText, type FunctionType, type ValueType } from '../isa/types';
import type { CodeBuffer } from './code-buffer';
import { FIXES, PROBLEMS } from './messages';
import type { Pools } from './pools';
import { nodePlace, tokenPlace, type Place } from './report';
import { Scope } from './scope';
import type { Constant, Declaration, FunctionSymbol } from './symbols';
import { signatureType } from './signatures';
import { MNEMONIC, Token } from './syntax/tokens';
import { Node, type Part } from './syntax/tree';
import { UNKNOWN, type Values } from './values';

const operandKinds: OperandKind[] = [];
for (const row of Object.values(INSTRUCTIONS)) operandKinds[row.code] = row.operand;

/** Items that are written without letting others have their turn. */
const PIECE_ITEMS = 4096;

/** A parameter or local. */
interface Local {
  readonly name: string;
  readonly type: ValueType;
  readonly token: number;
  readonly index: number;
  reads: number;
  writes: number;
}

/** A label, from when it is first named or defined. */
interface Label {
  readonly name: string;
  /** -1: not defined yet. */
  address: number;
  token: number;
  uses: number;
}

/** What is known of a function once its code is written. */
export interface WrittenFunction {
  readonly symbol: FunctionSymbol;
  readonly start: number;
  readonly length: number;
  /** Types of the locals beyond the parameters. */
  readonly localTypes: readonly ValueType[];
  readonly localNames: readonly string[];
  readonly labels: readonly { readonly name: string; readonly address: number }[];
  /** Something in it is wrong already, so that its stack need not be tested. */
  readonly failed: boolean;
  /** What `image.operands` asks for. */
  readonly operands: number | undefined;
}

/** The names inside functions, shared by all that are written one after the other. */
export class FunctionScopes {
  readonly locals = new Scope<Local>();
  readonly labels = new Scope<Label>();
}

/** Writes one function: {@link piece} until it is done, then {@link finish}. */
export class FunctionWriter {
  private readonly at: Declaration;
  private readonly part: Part;
  private readonly locals: Scope<Local>;
  private readonly labels: Scope<Label>;
  /** Address of a word and the token of the label that it needs, in turn. */
  private readonly jumps: number[] = [];
  private readonly start: number;
  private readonly file: number;
  private readonly errorsBefore: number;
  /** The item that comes next. */
  private node: number;
  private operands: number | undefined;

  constructor(private readonly symbol: FunctionSymbol, private readonly values: Values, private readonly pools: Pools,
    private readonly code: CodeBuffer, { locals, labels }: FunctionScopes) {
    this.at = symbol.at;
    this.part = this.at.part;
    this.start = code.length;
    this.file = values.program.fileOf(this.at.source);
    this.errorsBefore = values.report.errors;
    this.node = this.at.node + 1;
    this.locals = locals;
    this.labels = labels;
    locals.begin(this.part);
    labels.begin(this.part);
    this.findLocals();
  }

  /** Writes some of the function; false where there is more. */
  piece(): boolean {
    const { part } = this;
    const limit = part.next(this.at.node);
    for (let left = PIECE_ITEMS; left > 0 && this.node < limit; left--) {
      this.item(this.node);
      this.node = part.next(this.node);
    }
    return this.node >= limit;
  }

  finish(): WrittenFunction {
    if (this.code.length === this.start) this.empty();
    this.resolveJumps();
    this.warnUnused();
    const locals = this.locals.list(), declared = this.symbol.type.params.length;
    const defined = this.labels.list().filter(({ address }) => address >= 0);
    return {
      symbol: this.symbol, start: this.start, length: this.code.length - this.start,
      localTypes: locals.slice(declared).map((local) => local.type), localNames: locals.map((local) => local.name),
      labels: defined.map(({ name, address }) => ({ name, address })),
      failed: this.values.report.errors > this.errorsBefore || hasProblems(this.part, this.at.node), operands: this.operands,
    };
  }

  private place(first: number, last = first): Place {
    return tokenPlace(this.at.source, this.part, first, last);
  }

  private emit(word: number, node: number): void {
    this.code.add(word, this.file, this.part.tree, this.part.start(node), this.part.end(node));
    if (this.code.length === CODE_MAX + 1) {
      this.values.report.add(nodePlace(this.at.source, this.part, node), PROBLEMS.too_large, { limit: CODE_MAX, what: 'code' });
    }
  }

  private empty(): void {
    this.values.report.add(this.place(this.symbol.token), PROBLEMS.empty_function, { name: this.symbol.name });
    this.emit(encode(Op.unreachable), this.at.node);
  }

  // Locals and labels

  private findLocals(): void {
    const { part, at } = this;
    for (let node = at.node + 1; node < part.next(at.node); node = part.next(node)) {
      if (part.kind(node) === Node.parameter) this.declareLocal(node);
      else if (part.kind(node) !== Node.name) return;
    }
  }

  private declareLocal(node: number): void {
    const { part } = this;
    const nameNode = part.child(node, Node.name);
    const token = nameNode === undefined ? part.first(node) : part.first(nameNode);
    const type: ValueType = part.tokenKind(part.limit(node) - 1) === Token.f64_ ? 'f64' : 'i32';
    const name = part.tokenText(token), before = this.locals.at(part, token);
    if (before !== undefined) {
      const related = { place: this.place(before.token), text: FIXES.earlier, args: { name } };
      return this.values.report.add(this.place(token), PROBLEMS.duplicate, { name }, { related });
    }
    this.locals.enter(part, token, { name, type, token, index: this.locals.count, reads: 0, writes: 0 });
    if (this.locals.count === LOCALS_MAX + this.symbol.type.params.length + 1) {
      this.values.report.add(this.place(token), PROBLEMS.many_locals, { limit: LOCALS_MAX });
    }
  }

  private item(node: number): void {
    const { part } = this;
    switch (part.kind(node)) {
      case Node.instruction: return this.instruction(node);
      case Node.push: return this.bare(node);
      case Node.label: return this.define(node);
      case Node.locals: return part.children(node).forEach((local) => this.declareLocal(local));
      case Node.operands: return this.exactOperands(node);
      case Node.type: return this.exactType(node);
      case Node.word: return this.exactWord(node);
    }
  }

  private label(token: number): Label {
    const { part } = this;
    let label = this.labels.at(part, token);
    if (label === undefined) {
      label = { name: part.tokenText(token), address: -1, token, uses: 0 };
      this.labels.enter(part, token, label);
    }
    return label;
  }

  private define(node: number): void {
    const token = this.part.first(node);
    const label = this.label(token);
    if (label.address >= 0) {
      const related = { place: this.place(label.token), text: FIXES.earlier, args: { name: label.name } };
      return this.values.report.add(this.place(token), PROBLEMS.duplicate, { name: label.name }, { related });
    }
    label.address = this.code.length;
    label.token = token;
  }

  /** A word whose operand is a label, which may come later. */
  private jump(code: Op, token: number, node: number): void {
    if (token >= this.part.limit(node) || this.part.tokenKind(token) !== Token.word) return this.emit(encode(standIn(code)), node);
    this.label(token).uses++;
    this.jumps.push(this.code.length, token);
    this.emit(encode(code), node);
  }

  private resolveJumps(): void {
    for (let i = 0; i < this.jumps.length; i += 2) {
      const token = this.jumps[i + 1], label = this.label(token);
      if (label.address >= 0) this.code.patch(this.jumps[i], label.address);
      else this.unknownLabel(this.jumps[i], token, label.name);
    }
  }

  private unknownLabel(address: number, token: number, name: string): void {
    this.values.report.unknown(this.place(token), PROBLEMS.unknown_label, name, () => this.labelNames());
    const code = this.code.opcodeAt(address);
    if (code === Op.case_) this.code.patch(address, this.start);
    else this.code.replace(address, encode(standIn(code)));
  }

  private *labelNames(): Generator<string> {
    for (const { name, address } of this.labels.list()) if (address >= 0) yield name;
  }

  private warnUnused(): void {
    for (const { name, reads, writes, token, index } of this.locals.list()) {
      if (reads > 0 || index < this.symbol.type.params.length) continue;
      const row = writes > 0 ? PROBLEMS.never_read : PROBLEMS.unused_local;
      this.values.report.add(this.place(token), row, { name }, { severity: 'warning' });
    }
    for (const { name, uses, token } of this.labels.list()) {
      if (uses === 0) this.values.report.add(this.place(token), PROBLEMS.unused_label, { name }, { severity: 'warning' });
    }
  }

  // Values

  private bare(node: number): void {
    const { part } = this;
    const token = part.first(node);
    if (part.tokenKind(token) !== Token.word) return this.push(this.values.operand(this.at, token, node + 1), node);
    const name = part.tokenText(token);
    const value = this.values.known(name, this.at, token);
    if (value === UNKNOWN) this.unknownWord(name, token);
    else this.push(value, node);
  }

  private unknownWord(name: string, token: number): void {
    const { report } = this.values, place = this.place(token);
    if (this.locals.at(this.part, token) !== undefined) {
      const fix = { title: FIXES.get_local, args: { name }, start: place.start, end: place.end, text: `get ${name}` };
      return report.add(place, PROBLEMS.is_local, { name }, { fix });
    }
    report.unknown(place, PROBLEMS.unknown_word, name, () => [...Object.keys(INSTRUCTIONS), ...this.values.names()]);
  }

  /** The shortest push of a value. */
  private push(value: Constant | undefined, node: number): void {
    if (value === undefined) this.emit(encode(Op.push), node);
    else if (value.type === 'f64') this.emit(encode(Op.push_f64, this.pools.float(value.value)), node);
    else if (value.value >= SMALL_MIN && value.value <= SMALL_MAX) this.emit(encode(Op.push, value.value), node);
    else this.emit(encode(Op.push_i32, this.pools.integer(value.value)), node);
  }

  /** The operand of an instruction that is a value; undefined where it is missing or wrong. */
  private operandValue(node: number, skip = 0): Constant | undefined {
    const { part } = this;
    const token = operandToken(part, part.first(node) + 1) + skip;
    return token < part.limit(node) ? this.values.operand(this.at, token, node + 1) : undefined;
  }

  private operandInteger(node: number, token: number): number | undefined {
    const value = this.values.operand(this.at, token, node + 1);
    if (value === undefined || value.type === 'i32') return value?.value;
    this.values.report.add(this.place(token, this.part.limit(node) - 1), PROBLEMS.needs_integer);
    return undefined;
  }

  // Instructions

  private instruction(node: number): void {
    const { part } = this;
    const first = part.first(node);
    const code: Op = part.tokenKind(first) - MNEMONIC;
    const kind = operandKinds[code];
    if (kind === 'none') return this.emit(encode(code), node);
    const token = operandToken(part, first + 1);
    switch (kind) {
      case 'code': return this.jump(code, token, node);
      case 'local': return this.localInstruction(code, token, node);
      case 'function': return this.call(code, token, node);
      case 'offset': return this.memory(code, token, node);
      case 'cases': return this.switch_(token, node);
      case 'type': return this.indirect(code, node);
      case 'sys': return this.sys(token, node);
      case 'small': return this.push(this.operandValue(node), node);
      case 'integer': return this.pooled(node, 'i32');
      case 'float': return this.pooled(node, 'f64');
    }
  }

  private pooled(node: number, type: ValueType): void {
    const value = this.operandValue(node);
    const code = type === 'i32' ? Op.push_i32 : Op.push_f64;
    if (value === undefined) return this.emit(encode(code), node);
    if (value.type !== type) {
      const place = this.place(this.part.first(node) + 1, this.part.limit(node) - 1);
      this.values.report.add(place, type === 'i32' ? PROBLEMS.needs_integer : PROBLEMS.needs_float, { found: value.value });
    }
    this.emit(encode(code, type === 'i32' ? this.pools.integer(value.value) : this.pools.float(value.value)), node);
  }

  private localInstruction(code: Op, token: number, node: number): void {
    const isThere = token < this.part.limit(node), local = isThere ? this.locals.at(this.part, token) : undefined;
    if (local === undefined) {
      if (isThere) this.unknownLocal(token);
      return this.emit(encode(standIn(code)), node);
    }
    if (code === Op.get) local.reads++;
    else local.writes++;
    this.emit(encode(code, local.index), node);
  }

  private unknownLocal(token: number): void {
    const candidates = (): string[] => this.locals.list().map(({ name }) => name);
    this.values.report.unknown(this.place(token), PROBLEMS.unknown_local, this.part.tokenText(token), candidates);
  }

  private call(code: Op, token: number, node: number): void {
    const callee = token < this.part.limit(node) ? this.values.program.functionAt(this.at, token) : undefined;
    this.emit(callee === undefined ? encode(standIn(code)) : encode(code, callee.index), node);
  }

  private memory(code: Op, token: number, node: number): void {
    let offset = 0;
    if (token < this.part.limit(node)) {
      const value = operandToken(this.part, token + 1);
      if (value < this.part.limit(node)) offset = this.operandInteger(node, value) ?? 0;
      if (offset < 0 || offset > OPERAND_MAX) {
        this.values.report.add(this.place(value, this.part.limit(node) - 1), PROBLEMS.offset_range, { found: offset });
        offset = 0;
      }
    }
    this.emit(encode(code, offset), node);
  }

  private switch_(token: number, node: number): void {
    const { part } = this;
    const labels: number[] = [];
    for (let at = token; at < part.limit(node); at++) if (part.tokenKind(at) === Token.word) labels.push(at);
    if (labels.length === 0) this.values.report.add(nodePlace(this.at.source, part, node), PROBLEMS.empty_switch);
    this.emit(encode(Op.switch_, Math.max(0, labels.length - 1)), node);
    for (const label of labels) this.case_(label);
  }

  private case_(token: number): void {
    this.label(token).uses++;
    this.jumps.push(this.code.length, token);
    this.code.add(encode(Op.case_), this.file, this.part.tree, this.part.tokenStart(token), this.part.tokenEnd(token));
  }

  private indirect(code: Op, node: number): void {
    const signature = this.part.child(node, Node.signature);
    const type = signature === undefined ? { params: [] } : signatureType(this.at, signature, this.values.report);
    this.emit(encode(code, this.pools.type(type)), node);
  }

  private sys(token: number, node: number): void {
    const { part } = this;
    const signature = part.child(node, Node.signature);
    const given = signature === undefined ? undefined : signatureType(this.at, signature, this.values.report);
    const limit = signature === undefined ? part.limit(node) : part.first(signature);
    if (token >= limit) return this.emit(encode(Op.sys), node);
    const name = part.tokenText(token);
    const row = Object.hasOwn(CALLS, name) ? CALLS[name as keyof typeof CALLS] as CallRow : undefined;
    const number = row?.code ?? this.callNumber(node, token, name);
    const type = number === undefined ? { params: [] } : this.callType(node, token, given, row, name);
    this.emit(number === undefined ? encode(Op.sys) : encode(Op.sys, encodeSys(number, type)), node);
  }

  private callNumber(node: number, token: number, name: string): number | undefined {
    const { report } = this.values;
    if (this.part.tokenKind(token) === Token.word && this.values.known(name, this.at, token) === UNKNOWN) {
      report.unknown(this.place(token), PROBLEMS.unknown_call, name, () => [...Object.keys(CALLS), ...this.values.names()]);
      return undefined;
    }
    const number = this.operandInteger(node, token);
    if (number === undefined || (number >= 0 && number <= SYS_NUMBER_MAX)) return number;
    report.add(this.place(token), PROBLEMS.call_range, { found: number, limit: SYS_NUMBER_MAX });
    return undefined;
  }

  private callType(node: number, token: number, given: FunctionType | undefined, row: CallRow | undefined, name: string): FunctionType {
    const { report } = this.values;
    if (given === undefined && row === undefined) report.add(this.place(token), PROBLEMS.call_untyped, { name });
    if (given !== undefined && row !== undefined && !sameType(given, row.type)) {
      report.add(this.place(token), PROBLEMS.call_type, { name, type: typeText(row.type) });
    }
    const type = row?.type ?? given ?? { params: [] };
    if (type.params.length <= SYS_OPERANDS_MAX) return type;
    report.add(nodePlace(this.at.source, this.part, node), PROBLEMS.call_operands, { limit: SYS_OPERANDS_MAX });
    return { params: [] };
  }

  // Exact forms, for images that were not made by this assembler

  private exactOperands(node: number): void {
    const token = operandToken(this.part, this.part.first(node) + 1);
    const count = token < this.part.limit(node) ? this.operandInteger(node, token) : undefined;
    if (count === undefined || (count >= 0 && count <= OPERANDS_MAX)) this.operands = count;
    else this.values.report.add(this.place(token), PROBLEMS.exact_operands, { needed: 0, found: count, limit: OPERANDS_MAX });
  }

  /** One of several equal types of the image. */
  private exactType(node: number): void {
    const token = operandToken(this.part, this.part.first(node) + 1);
    const index = token < this.part.limit(node) ? this.operandInteger(node, token) : undefined;
    if (index === undefined) return;
    if (index >= 0 && index < this.pools.types.length && sameType(this.pools.types[index], this.symbol.type)) this.symbol.typeIndex = index;
    else this.values.report.add(this.place(token), PROBLEMS.exact_type, { index, type: typeText(this.symbol.type) });
  }

  private exactWord(node: number): void {
    const token = operandToken(this.part, this.part.first(node) + 1);
    const word = token < this.part.limit(node) ? this.operandInteger(node, token) : undefined;
    this.emit(word ?? 0, node);
  }
}

/**
 * What is written in place of an instruction whose name stands for nothing: it leaves the stack as the instruction probably
 * would, so that the stack is known in the rest of a function that somebody is still writing. Such a function never runs.
 */
function standIn(code: Op): Op {
  switch (code) {
    case Op.get: return Op.push;
    case Op.set: case Op.jumpz: case Op.jumpnz: return Op.drop;
    case Op.jump: return Op.unreachable;
    default: return Op.nop;
  }
}

/** The token of an operand, behind comments. */
function operandToken(part: Part, token: number): number {
  let at = token;
  while (part.tokenKind(at) === Token.comment || part.tokenKind(at) === Token.doc) at++;
  return at;
}

/** Problems of one region that are looked through for each function in it. */
const PROBLEMS_SEARCHED = 1000;

/** Whether the form of a node is wrong somewhere. */
function hasProblems(part: Part, node: number): boolean {
  const { problems } = part;
  if (problems.length === 0 || problems.length > PROBLEMS_SEARCHED) return problems.length > 0;
  const start = part.start(node) - part.shift, end = part.end(node) - part.shift;
  return problems.some((problem) => problem.start >= start && problem.start <= end);
}
