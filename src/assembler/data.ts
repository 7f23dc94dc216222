// What data holds, item by item.
import type { Steps } from '../base/steps';
import { WINDOW_ALL, type Segment } from '../image/image';
import { characters } from './literals';
import { FIXES, PROBLEMS } from './messages';
import { textBytes } from './layout';
import { nodePlace, tokenPlace } from './report';
import { MemoryContent } from './segments';
import { elementOf } from './structs';
import {
  ELEMENT_BYTES, namePlace, type Constant, type DataSymbol, type Declaration, type Element, type Field, type StructSymbol,
} from './symbols';
import { Token } from './syntax/tokens';
import { Node } from './syntax/tree';
import type { Values } from './values';

/** Lowest and highest number that the narrow elements take, as signed or unsigned. */
const ranges: Readonly<Record<Element, readonly [number, number] | undefined>> = {
  i8: [-128, 255], i16: [-32768, 65535], i32: undefined, f64: undefined,
};

/** Data between two yields. */
const PIECE_ITEMS = 4096;

/** Writes the data of one program. */
export class DataWriter {
  private readonly content = new MemoryContent();
  private count = 0;

  constructor(private readonly values: Values, private readonly window: number | undefined) {}

  /** The segments of all data that has got its address. */
  *write(): Steps<Segment[]> {
    for (const symbol of this.values.program.data) {
      if (symbol.embedded !== undefined) this.content.at(symbol.address).bytes(symbol.embedded.bytes);
      else yield* this.items(symbol.at, symbol.address);
      this.checkEnd(symbol);
    }
    return this.content.segments();
  }

  private checkEnd(symbol: DataSymbol): void {
    const window = this.window ?? WINDOW_ALL - 1, end = symbol.address + symbol.size;
    if (end > window) this.values.report.add(namePlace(symbol), PROBLEMS.data_outside, { end, window });
  }

  /** The items of one declaration as a segment of exactly their bytes, zeros too. */
  *exact(at: Declaration, address: number): Steps<Segment> {
    const end = yield* this.items(at, address);
    return this.content.exact(address, end);
  }

  /** The items of a declaration, from an address on; the address behind them. */
  private *items(at: Declaration, start: number): Steps<number> {
    const { part } = at;
    let address = start;
    for (let child = at.node + 1; child < part.next(at.node); child = part.next(child)) {
      if (part.kind(child) === Node.values) address = yield* this.list(at, child, address);
      else if (part.kind(child) === Node.text) address = this.text(at, child, address);
      else if (part.kind(child) === Node.space) address += this.values.layout.itemSize(at, child);
      else if (part.kind(child) === Node.record) address = this.record(at, child, address);
      if (++this.count % PIECE_ITEMS === 0) yield;
    }
    return address;
  }

  private *list(at: Declaration, item: number, start: number): Steps<number> {
    const { part } = at;
    const element = elementOf(part.tokenKind(part.first(item))) ?? 'i32';
    let address = start;
    for (let child = item + 1; child < part.next(item); child = part.next(child)) {
      this.value(at, child, element, address);
      address += ELEMENT_BYTES[element];
      if (++this.count % PIECE_ITEMS === 0) yield;
    }
    return address;
  }

  private text(at: Declaration, item: number, address: number): number {
    const token = at.part.first(item);
    const { bad } = characters(at.part.tokenText(token));
    if (at.part.tokenKind(token) === Token.string) this.values.badEscapes(at, token, bad);
    const bytes = textBytes(at, token);
    this.content.at(address).bytes(Uint8Array.from(bytes));
    return address + bytes.length;
  }

  /** One value; a value of the wrong type or size is told. */
  private value(at: Declaration, node: number, element: Element, address: number): void {
    const constant = this.values.node(at, node);
    if (constant === undefined) return;
    if (element === 'f64') this.float(at, node, constant, address);
    else this.integer(at, node, constant, element, address);
  }

  private float(at: Declaration, node: number, { type, value }: Constant, address: number): void {
    if (type === 'f64') return this.content.at(address).f64(value);
    const place = nodePlace(at.source, at.part, node), found = at.part.nodeText(node);
    const text = `${found}.0`;
    const { start, end } = place;
    const fix = /^-?[0-9_]+$/.test(found) ? { title: FIXES.make_float, args: { text }, start, end, text } : undefined;
    this.values.report.add(place, PROBLEMS.needs_float, { found: value }, { fix });
  }

  private integer(at: Declaration, node: number, { type, value }: Constant, element: Element, address: number): void {
    const { report } = this.values;
    const range = ranges[element];
    if (type === 'f64') report.add(nodePlace(at.source, at.part, node), PROBLEMS.needs_integer);
    else if (range !== undefined && (value < range[0] || value > range[1])) {
      const args = { found: value, type: element, low: range[0], high: range[1] };
      report.add(nodePlace(at.source, at.part, node), PROBLEMS.item_range, args);
    } else this.writeInteger(value, ELEMENT_BYTES[element], address);
  }

  private writeInteger(value: number, bytes: number, address: number): void {
    const out = this.content.at(address);
    if (bytes === 4) out.u32(value);
    else for (let i = 0; i < bytes; i++) out.u8((value >> (i * 8)) & 0xff);
  }

  private record(at: Declaration, item: number, address: number): number {
    const { part, source } = at;
    const token = part.first(item), name = part.tokenText(token);
    const struct = this.values.struct(name);
    if (struct === undefined) {
      const candidates = (): string[] => this.values.program.structs.map((known) => known.name);
      this.values.report.unknown(tokenPlace(source, part, token), PROBLEMS.unknown_struct, name, candidates);
      return address;
    }
    const given = new Set<string>();
    for (const child of part.children(item)) if (part.kind(child) === Node.member) this.member(at, child, struct, address, given);
    return address + struct.size;
  }

  private member(at: Declaration, node: number, struct: StructSymbol, address: number, given: Set<string>): void {
    const { part, source } = at;
    const nameNode = part.child(node, Node.name);
    if (nameNode === undefined) return;
    const name = part.nodeText(nameNode), place = nodePlace(source, part, nameNode);
    const field = struct.fields.get(name);
    if (field === undefined) {
      return this.values.report.unknown(place, PROBLEMS.unknown_field, name, () => struct.fields.keys(), { struct: struct.name });
    }
    if (given.has(name)) this.values.report.add(place, PROBLEMS.record_twice, { name });
    given.add(name);
    this.field(at, part.children(node).slice(1), field, address + field.offset);
  }

  private field(at: Declaration, nodes: readonly number[], field: Field, address: number): void {
    const { part, source } = at;
    if (nodes.length === 0) return;
    const isText = field.element === 'i8' && field.list && part.kind(nodes[0]) === Node.text;
    if (isText && nodes.length === 1) return this.fieldText(at, nodes[0], field, address);
    if (nodes.length > field.count) {
      const place = nodePlace(source, part, nodes[field.count]);
      this.values.report.add(place, PROBLEMS.record_count, { count: field.count, found: nodes.length });
    }
    const step = field.size / field.count;
    nodes.slice(0, field.count).forEach((node, i) => this.fieldValue(at, node, field, address + i * step));
  }

  private fieldText(at: Declaration, node: number, field: Field, address: number): void {
    const count = this.text(at, node, address) - address;
    const place = nodePlace(at.source, at.part, node);
    if (count > field.size) this.values.report.add(place, PROBLEMS.record_text, { count, size: field.size });
  }

  private fieldValue(at: Declaration, node: number, field: Field, address: number): void {
    const { part, source } = at;
    const isRecord = part.kind(node) === Node.record;
    const { element } = field;
    if (typeof element === 'string' && !isRecord && part.kind(node) !== Node.text) this.value(at, node, element, address);
    else if (typeof element !== 'string' && isRecord && part.tokenText(part.first(node)) === element.name) this.record(at, node, address);
    else {
      const expected = typeof element === 'string' ? element : element.name;
      this.values.report.add(nodePlace(source, part, node), PROBLEMS.record_kind, { name: field.name, expected });
    }
  }
}
