// A program's declarations, gathered from its files: which names there are, before anything is worked out.
import { BUILTIN_FAMILIES } from './builtins';
import { NAME_BYTES_MAX } from '../isa/limits';
import { FIXES, PROBLEMS } from './messages';
import { Names } from './names';
import { nodePlace, tokenPlace, type Report } from './report';
import type { Source } from './sources';
import {
  ConstantSymbol, DataSymbol, FunctionSymbol, nameToken, namePlace, StructSymbol, type Declaration, type ProgramSymbol,
} from './symbols';
import { Token } from './syntax/tokens';
import { Node, type Part } from './syntax/tree';

/** All that one image is made from. An embedded program that is written inside another has that one as its parent. */
export class Program {
  readonly names = new Names();
  readonly constants: ConstantSymbol[] = [];
  readonly structs: StructSymbol[] = [];
  readonly data: DataSymbol[] = [];
  readonly functions: FunctionSymbol[] = [];
  readonly tables: Declaration[] = [];
  readonly exports: Declaration[] = [];
  readonly pools: Declaration[] = [];
  readonly types: Declaration[] = [];
  readonly segments: Declaration[] = [];
  memory: Declaration | undefined;
  entry: FunctionSymbol | undefined;
  /** The files it consists of, in the order in which they were met; the place in this list is the number in spans. */
  readonly sources: Source[] = [];

  constructor(private readonly report: Report) {}

  /** All that names stand for, by name. */
  get symbols(): ReadonlyMap<string, ProgramSymbol> {
    return this.names.symbols;
  }

  /** The number of a source of this program. */
  fileOf(source: Source): number {
    const index = this.sources.indexOf(source);
    return index >= 0 ? index : this.sources.push(source) - 1;
  }

  /** Takes one declaration; an `include` is the caller's. */
  declare(at: Declaration): void {
    switch (at.part.kind(at.node)) {
      case Node.constant: return this.declareConstant(at);
      case Node.struct: return this.declareStruct(at);
      case Node.data: return this.declareData(at, false);
      case Node.embed: return this.declareData(at, true);
      case Node.func: return this.declareFunction(at);
      case Node.memory: return this.declareMemory(at);
      case Node.table: this.tables.push(at); return;
      case Node.export_: this.exports.push(at); return;
      case Node.pool: this.pools.push(at); return;
      case Node.types: this.types.push(at); return;
      case Node.segment: this.segments.push(at); return;
    }
  }

  private declareConstant(at: Declaration): void {
    const token = nameToken(at);
    if (token === undefined) return;
    this.enter(this.constants, new ConstantSymbol(at.part.tokenText(token), token, at), at.part);
  }

  private declareStruct(at: Declaration): void {
    const token = nameToken(at);
    if (token === undefined) return;
    this.enter(this.structs, new StructSymbol(at.part.tokenText(token), token, at), at.part);
  }

  private declareData(at: Declaration, embeds: boolean): void {
    const token = nameToken(at);
    if (token === undefined) return;
    this.enter(this.data, new DataSymbol(at.part.tokenText(token), token, at, embeds), at.part);
  }

  private declareFunction(at: Declaration): void {
    const token = nameToken(at);
    const entry = at.part.tokenKind(at.part.first(at.node)) === Token.entry_;
    const name = token === undefined ? '' : at.part.tokenText(token);
    const fn = new FunctionSymbol(name, token ?? at.part.first(at.node), at, this.functions.length, entry);
    this.functions.push(fn);
    if (token !== undefined) this.enterName(fn, at.part);
    if (entry) this.declareEntry(fn);
  }

  private declareEntry(fn: FunctionSymbol): void {
    if (this.entry === undefined) this.entry = fn;
    else {
      const related = { place: namePlace(this.entry), text: FIXES.earlier, args: { name: this.entry.name } };
      this.report.add(namePlace(fn), PROBLEMS.two_entries, {}, { related });
    }
  }

  private declareMemory(at: Declaration): void {
    if (this.memory === undefined) this.memory = at;
    else this.report.add(nodePlace(at.source, at.part, at.node), PROBLEMS.two_memories);
  }

  private enter<T extends ProgramSymbol>(list: T[], symbol: T, part: Part): void {
    if (this.enterName(symbol, part)) list.push(symbol);
  }

  /** False, and a problem, where the name means something already. */
  private enterName(symbol: ProgramSymbol, part: Part): boolean {
    const { name } = symbol;
    if (BUILTIN_FAMILIES.has(name)) this.report.add(namePlace(symbol), PROBLEMS.reserved_family, { name });
    if (name.length * 3 > NAME_BYTES_MAX) this.checkLength(symbol);
    const before = this.names.enter(symbol, part);
    if (before === undefined) return true;
    const related = { place: namePlace(before), text: FIXES.earlier, args: { name } };
    this.report.add(namePlace(symbol), PROBLEMS.duplicate, { name }, { related });
    return false;
  }

  private checkLength(symbol: ProgramSymbol): void {
    const count = new TextEncoder().encode(symbol.name).length;
    if (count > NAME_BYTES_MAX) this.report.add(namePlace(symbol), PROBLEMS.long_name, { count, limit: NAME_BYTES_MAX });
  }

  /** A function by a token that names it; undefined, and a problem, where there is none. */
  functionAt({ source, part }: Declaration, token: number): FunctionSymbol | undefined {
    const name = part.tokenText(token);
    const symbol = this.names.at(part, token) ?? this.symbols.get(name);
    if (symbol?.kind === 'function') return symbol;
    this.report.unknown(tokenPlace(source, part, token), PROBLEMS.unknown_function, name, () => this.functions.map((fn) => fn.name));
    return undefined;
  }
}
