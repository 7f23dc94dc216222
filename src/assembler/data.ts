// What data holds, item by item.
import type { Steps } from '../base/steps';
import { WINDOW_ALL, type Segment } from '../image/image';
import { characters, utf8 } from './literals';
import { FIXES, PROBLEMS } from './messages';
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

/** Less than every number. */
const NOTHING = -Infinity;

/** Items and values that are written without letting others have their turn. */
const PIECE_ITEMS = 4096;

/** Writes the data of one program. */
export class DataWriter {
  private readonly content = new MemoryContent();
  /** The item that comes next, the value in it if it is a list that was begun, else 0, and the address where it goes. */
  private node = 0;
  private value = 0;
  private address = 0;
  /** How much may be written before others have their turn. */
  private left = PIECE_ITEMS;

  constructor(private readonly values: Values, private readonly window: number | undefined) {}

  /** The segments of all data that has got its address. */
  *write(): Steps<Segment[]> {
    for (const symbol of this.values.program.data) {
      if (symbol.embedded !== undefined) this.content.at(symbol.address).bytes(symbol.embedded.bytes);
      else {
        const { at } = symbol;
        this.begin(at, symbol.address);
        while (!this.piece(at)) yield;
      }
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
    this.begin(at, address);
    while (!this.piece(at)) yield;
    return this.content.exact(address, this.address);
  }

  private begin({ node }: Declaration, address: number): void {
    this.node = node + 1;
    this.address = address;
  }

  /** Writes items of a declaration; false where it is time for a break. */
  private piece(at: Declaration): boolean {
    const { part } = at, limit = part.next(at.node);
    while (this.node < limit && this.left-- > 0) if (this.item(at, this.node)) this.node = part.next(this.node);
    if (this.node >= limit) return true;
    this.left = PIECE_ITEMS;
    return false;
  }

  /** Writes an item; false where only a part of it was written. */
  private item(at: Declaration, node: number): boolean {
    switch (at.part.kind(node)) {
      case Node.values: return this.list(at, node);
      case Node.text: this.address += this.text(at, node, this.address); break;
      case Node.space: this.address += this.values.layout.itemSize(at, node); break;
      case Node.record: this.address += this.record(at, node, this.address); break;
    }
    return true;
  }

  private list(at: Declaration, item: number): boolean {
    const { part } = at, limit = part.next(item);
    const element = elementOf(part.tokenKind(part.first(item))) ?? 'i32';
    const bytes = ELEMENT_BYTES[element], most = element === 'f64' ? NOTHING : ranges[element]?.[1] ?? 0xffff_ffff;
    if (this.value === 0) this.value = item + 1;
    for (; this.value < limit && this.left-- > 0; this.value = part.next(this.value), this.address += bytes) {
      const plain = this.values.plain(part, this.value);
      if (plain >= 0 && plain <= most) this.writeInteger(plain, bytes, this.address);
      else this.valueAt(at, this.value, element, this.address);
    }
    if (this.value < limit) return false;
    this.value = 0;
    return true;
  }

  /** The bytes of a text; how many they are. */
  private text(at: Declaration, item: number, address: number): number {
    const { part } = at, token = part.first(item);
    if (part.tokenKind(token) !== Token.string) return 0;
    const { points, bad } = characters(part.tokenText(token));
    this.values.badEscapes(at, token, bad);
    const bytes = utf8(points);
    this.content.at(address).bytes(Uint8Array.from(bytes));
    return bytes.length;
  }

  /** One value; a value of the wrong type or size is told. */
  private valueAt(at: Declaration, node: number, element: Element, address: number): void {
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

  /** A structure's value; how many bytes it takes. */
  private record(at: Declaration, item: number, address: number): number {
    const { part, source } = at;
    const token = part.first(item), name = part.tokenText(token);
    const struct = this.values.struct(name);
    if (struct === undefined) {
      const candidates = (): string[] => this.values.program.structs.map((known) => known.name);
      this.values.report.unknown(tokenPlace(source, part, token), PROBLEMS.unknown_struct, name, candidates);
      return 0;
    }
    const given = new Set<string>();
    for (const child of part.children(item)) if (part.kind(child) === Node.member) this.member(at, child, struct, address, given);
    return struct.size;
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
    const count = this.text(at, node, address);
    const place = nodePlace(at.source, at.part, node);
    if (count > field.size) this.values.report.add(place, PROBLEMS.record_text, { count, size: field.size });
  }

  private fieldValue(at: Declaration, node: number, field: Field, address: number): void {
    const { part, source } = at;
    const isRecord = part.kind(node) === Node.record;
    const { element } = field;
    if (typeof element === 'string' && !isRecord && part.kind(node) !== Node.text) this.valueAt(at, node, element, address);
    else if (typeof element !== 'string' && isRecord && part.tokenText(part.first(node)) === element.name) this.record(at, node, address);
    else {
      const expected = typeof element === 'string' ? element : element.name;
      this.values.report.add(nodePlace(source, part, node), PROBLEMS.record_kind, { name: field.name, expected });
    }
  }
}
