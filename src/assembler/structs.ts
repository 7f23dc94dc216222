// Structures: where their fields lie. Fields are aligned to their size, as in C, and a structure's size is a multiple
// of its alignment.
import { WINDOW_ALL } from '../image/image';
import { FIXES, PROBLEMS } from './messages';
import { nodePlace, tokenPlace } from './report';
import { ELEMENT_BYTES, namePlace, Progress, type Declaration, type Element, type Field, type StructSymbol } from './symbols';
import { Token, WORDS } from './syntax/tokens';
import { Node } from './syntax/tree';
import { INSTRUCTIONS } from '../isa/instructions';
import type { Values } from './values';

/** A member that is not there. */
export interface MissingMember {
  readonly struct: StructSymbol;
  readonly name: string;
  /** The name and all that stands behind it. */
  readonly rest: string;
}

const elements: ReadonlyMap<number, Element> = new Map([[Token.i8_, 'i8'], [Token.i16_, 'i16'], [Token.i32_, 'i32'], [Token.f64_, 'f64']]);

/** The element that a token names. */
export function elementOf(kind: number): Element | undefined {
  return elements.get(kind);
}

/** The next multiple of a power of two. */
export function aligned(value: number, alignment: number): number {
  return Math.ceil(value / alignment) * alignment;
}

/** The structures of one program. */
export class Structs {
  constructor(private readonly values: Values) {}

  /** The offset that `path` (such as `from.x`, or `size`) stands for; undefined where the structure itself is in error. */
  member(symbol: StructSymbol, path: string): number | MissingMember | undefined {
    if (!this.resolve(symbol)) return undefined;
    const dot = path.indexOf('.');
    const name = dot < 0 ? path : path.slice(0, dot);
    const field = symbol.fields.get(name);
    if (field === undefined) return path === 'size' ? symbol.size : { struct: symbol, name, rest: path };
    if (dot < 0) return field.offset;
    if (typeof field.element === 'string') return { struct: symbol, name: path.slice(dot + 1), rest: path.slice(dot + 1) };
    const rest = path.slice(dot + 1);
    const inner = this.member(field.element, rest);
    const isSize = rest === 'size' || rest.endsWith('.size');
    return isSize || typeof inner !== 'number' ? inner : field.offset + inner;
  }

  /** Works a structure out; false where it contains itself. */
  resolve(symbol: StructSymbol): boolean {
    if (symbol.progress === Progress.done) return true;
    if (symbol.progress === Progress.busy) {
      this.values.report.add(namePlace(symbol), PROBLEMS.circular, { name: symbol.name });
      return false;
    }
    symbol.progress = Progress.busy;
    if (this.values.deeper(symbol)) this.fields(symbol);
    this.values.back();
    symbol.size = aligned(symbol.size, symbol.alignment);
    if (symbol.size >= WINDOW_ALL) {
      this.values.report.add(namePlace(symbol), PROBLEMS.negative_size, { found: symbol.size, limit: WINDOW_ALL - 1 });
      symbol.size = 0;
    }
    symbol.progress = Progress.done;
    return true;
  }

  private fields(symbol: StructSymbol): void {
    const { part, node } = symbol.at;
    for (let child = node + 1; child < part.next(node); child = part.next(child)) {
      if (part.kind(child) === Node.field) this.field(symbol, child);
    }
  }

  private field(symbol: StructSymbol, node: number): void {
    const { part } = symbol.at;
    const nameNode = part.child(node, Node.name);
    if (nameNode === undefined) return;
    const element = this.element(symbol.at, node) ?? 'i32';
    const token = part.first(nameNode), name = part.tokenText(token);
    const counted = part.child(node, Node.values);
    const count = counted === undefined ? 1 : this.count(symbol.at, counted);
    if (!this.isFree(symbol, name, token) || count === undefined) return;
    const bytes = typeof element === 'string' ? ELEMENT_BYTES[element] : element.size;
    const alignment = typeof element === 'string' ? bytes : element.alignment;
    const offset = aligned(symbol.size, alignment);
    const field: Field = { name, token, element, count, list: counted !== undefined, offset, size: bytes * count };
    symbol.fields.set(name, field);
    symbol.size = offset + field.size;
    symbol.alignment = Math.max(symbol.alignment, alignment);
  }

  private element(at: Declaration, node: number): Element | StructSymbol | undefined {
    const { part, source } = at;
    const use = part.child(node, Node.use);
    if (use === undefined) return elementOf(part.tokenKind(part.limit(node) - 1));
    const token = part.first(use), name = part.tokenText(token);
    if (name === 'bytes') return 'i8';
    const symbol = this.values.struct(name);
    if (symbol !== undefined) return this.resolve(symbol) ? symbol : undefined;
    const candidates = (): string[] => [...this.values.program.structs.map((struct) => struct.name), 'bytes', 'i8', 'i16', 'i32', 'f64'];
    this.values.report.unknown(tokenPlace(source, part, token), PROBLEMS.unknown_struct, name, candidates);
    return undefined;
  }

  private count(at: Declaration, counted: number): number | undefined {
    const { part, source } = at;
    const count = counted + 1 < part.next(counted) ? this.values.integer(at, counted + 1) : undefined;
    if (count === undefined || count >= 0) return count;
    this.values.report.add(nodePlace(source, part, counted), PROBLEMS.negative_size, { found: count, limit: WINDOW_ALL - 1 });
    return undefined;
  }

  private isFree(symbol: StructSymbol, name: string, token: number): boolean {
    const { part, source } = symbol.at;
    const place = tokenPlace(source, part, token), full = `${symbol.name}.${name}`;
    const before = symbol.fields.get(name);
    if (before !== undefined) {
      const related = { place: tokenPlace(source, part, before.token), text: FIXES.earlier, args: { name } };
      this.values.report.add(place, PROBLEMS.duplicate, { name }, { related });
    } else if (name === 'size') this.values.report.add(place, PROBLEMS.reserved_name, { name });
    else if (full in INSTRUCTIONS || WORDS.has(full)) this.values.report.add(place, PROBLEMS.shadows_instruction, { name: full });
    else return true;
    return false;
  }
}
