// What the word at a place stands for.
import { BUILTIN_CONSTANTS } from '../assembler/builtins';
import type { Source } from '../assembler/sources';
import type { Field, ProgramSymbol, StructSymbol } from '../assembler/symbols';
import { isMnemonic, Token } from '../assembler/syntax/tokens';
import { lastAtMost, Node, type Part } from '../assembler/syntax/tree';
import type { Values } from '../assembler/values';
import { CALLS, type CallName } from '../isa/firmware';
import type { Mnemonic } from '../isa/instructions';
import type { ValueType } from '../isa/types';
import type { Model } from './model';
import { declarationOfScoped, nameOfToken, type Name } from './names';

/** A part of a source, and the program that it belongs to. */
export interface Site {
  readonly source: Source;
  readonly part: Part;
  readonly values: Values;
}

/** Something that a word can stand for. Those with a `site` are declared there, by the word `token`. */
export type Target =
  | { readonly kind: 'symbol'; readonly symbol: ProgramSymbol; readonly site: Site; readonly token: number; readonly values: Values;
    /** `size` or `index` behind the symbol's dot. */
    readonly property?: string }
  | { readonly kind: 'field'; readonly struct: StructSymbol; readonly field: Field; readonly site: Site; readonly token: number;
    /** The structure and the fields on the way, as in `line.from.x`. */
    readonly path: string }
  | { readonly kind: 'local'; readonly name: string; readonly type: ValueType; readonly parameter: boolean; readonly site: Site;
    readonly token: number; readonly owner: number }
  | { readonly kind: 'label'; readonly name: string; readonly site: Site; readonly token: number; readonly owner: number }
  | { readonly kind: 'builtin'; readonly name: string; readonly value: number }
  | { readonly kind: 'call'; readonly name: CallName }
  | { readonly kind: 'instruction'; readonly mnemonic: Mnemonic };

/** A target, and the stretch of text that stands for it. */
export interface Found {
  readonly target: Target;
  readonly start: number;
  readonly end: number;
}

/** The token at an offset of a part, or the one that ends there; undefined between tokens. */
export function tokenAt(part: Part, offset: number): number | undefined {
  const { firstToken, limitToken } = part.region;
  const starts = part.block.tokenStarts.subarray(firstToken, limitToken);
  if (starts.length === 0 || offset < part.tokenStart(firstToken)) return undefined;
  const token = firstToken + lastAtMost(starts, offset - part.shift);
  if (offset < part.tokenEnd(token)) return token;
  const before = offset === part.tokenStart(token) && token > firstToken ? token - 1 : token;
  return part.tokenEnd(before) === offset ? before : undefined;
}

/** What stands at an offset of a source. */
export function targetAt(model: Model, source: Source, offset: number): Found | undefined {
  const region = source.tree.regionAt(offset);
  return targetIn(model, source, source.tree.part(region), offset)
    ?? (region > 0 && source.tree.starts[region] === offset ? targetIn(model, source, source.tree.part(region - 1), offset) : undefined);
}

function targetIn(model: Model, source: Source, part: Part, offset: number): Found | undefined {
  const token = tokenAt(part, offset);
  if (token === undefined) return undefined;
  const [start, end] = [part.tokenStart(token), part.tokenEnd(token)];
  if (isMnemonic(part.tokenKind(token)) && nameOfToken(part, token) === undefined) {
    return { target: { kind: 'instruction', mnemonic: part.tokenText(token) as Mnemonic }, start, end };
  }
  const name = nameOfToken(part, token);
  return name === undefined ? undefined : resolve(model, source, part, name, offset);
}

/** What a name stands for; of a name with dots, the piece at the offset. */
export function resolve(model: Model, source: Source, part: Part, name: Name, offset: number): Found | undefined {
  const values = model.valuesAt(source, part, name.program);
  if (values === undefined) return undefined;
  const site: Site = { source, part, values };
  const [start, end] = [part.tokenStart(name.token), part.tokenEnd(name.token)];
  const text = part.tokenText(name.token);
  switch (name.kind) {
    case 'local': case 'label': return whole(scoped(site, name, text), start, end);
    case 'field': return whole(fieldOf(site, name, text), start, end);
    case 'member': return whole(memberOf(site, name, text), start, end);
    case 'call': if (Object.hasOwn(CALLS, text)) return whole({ kind: 'call', name: text as CallName }, start, end);
  }
  return dotted(values, text, start, offset);
}

function whole(target: Target | undefined, start: number, end: number): Found | undefined {
  return target === undefined ? undefined : { target, start, end };
}

/** A symbol of a program or, for constants and structures, of one written around it. */
export function symbolOf(values: Values, name: string): { readonly symbol: ProgramSymbol; readonly values: Values } | undefined {
  for (let at: Values | undefined = values; at !== undefined; at = at.parent) {
    const symbol = at.program.symbols.get(name);
    if (symbol !== undefined && (at === values || symbol.kind === 'constant' || symbol.kind === 'struct')) return { symbol, values: at };
  }
  return undefined;
}

/** The site where a symbol is declared. */
export function siteOf({ at }: ProgramSymbol, values: Values): Site {
  return { source: at.source, part: at.part, values };
}

/** `name`, `data.size`, `struct.field.field`, `cause.exit`: the piece at an offset. */
function dotted(values: Values, text: string, start: number, offset: number): Found | undefined {
  const pieces = text.split('.');
  const found = symbolOf(values, pieces[0]);
  if (found === undefined) return builtin(text, start);
  const { symbol } = found;
  const site = siteOf(symbol, found.values);
  const head: Found = { target: { kind: 'symbol', symbol, site, token: symbol.token, values: found.values }, start, end: start + pieces[0].length };
  if (offset <= head.end || pieces.length === 1) return head;
  if (symbol.kind === 'struct') return fieldPiece(symbol, site, pieces, head, offset);
  const property = pieces.slice(1).join('.');
  return { target: { ...head.target, property } as Target, start: head.end + 1, end: start + text.length };
}

function builtin(name: string, start: number): Found | undefined {
  const value = BUILTIN_CONSTANTS.get(name);
  return value === undefined ? undefined : { target: { kind: 'builtin', name, value }, start, end: start + name.length };
}

/** The field that an offset is in, on the way through structures. */
function fieldPiece(symbol: StructSymbol, site: Site, pieces: readonly string[], head: Found, offset: number): Found | undefined {
  let struct = symbol;
  let start = head.end + 1, path = symbol.name;
  for (const piece of pieces.slice(1)) {
    const end = start + piece.length, field = struct.fields.get(piece);
    if (field === undefined) return { target: { ...head.target, property: piece } as Target, start, end };
    path = `${path}.${piece}`;
    if (offset <= end || typeof field.element === 'string') {
      const at = struct === symbol ? site : { ...site, source: struct.at.source, part: struct.at.part };
      return { target: { kind: 'field', struct, field, site: at, token: field.token, path }, start, end };
    }
    struct = field.element;
    start = end + 1;
  }
  return undefined;
}

/** A local or label of the function around a name. */
function scoped(site: Site, name: Name, text: string): Target | undefined {
  const { part } = site;
  const declaration = declarationOfScoped(part, name, text);
  if (declaration === undefined) return undefined;
  const { token } = declaration, { owner } = name;
  if (name.kind === 'label') return { kind: 'label', name: text, site, token, owner };
  const node = typedNode(part, owner, token);
  const type: ValueType = part.tokenKind(part.limit(node) - 1) === Token.f64_ ? 'f64' : 'i32';
  return { kind: 'local', name: text, type, parameter: part.kind(node) === Node.parameter, site, token, owner };
}

/** The parameter or local whose name is a token. */
function typedNode(part: Part, owner: number, token: number): number {
  let found = owner;
  for (let node = owner; node < part.next(owner) && part.first(node) <= token; node++) {
    if (part.kind(node) === Node.parameter || part.kind(node) === Node.local) found = node;
  }
  return found;
}

/** The field that a structure declares at a name. */
function fieldOf(site: Site, name: Name, text: string): Target | undefined {
  const declared = site.part.child(name.owner, Node.name);
  const symbol = declared === undefined ? undefined : symbolOf(site.values, site.part.tokenText(site.part.first(declared)))?.symbol;
  if (symbol?.kind !== 'struct') return undefined;
  const field = symbol.fields.get(text);
  return field === undefined ? undefined : { kind: 'field', struct: symbol, field, site, token: field.token, path: `${symbol.name}.${text}` };
}

/** The field that a record's member gives a value to. */
function memberOf(site: Site, name: Name, text: string): Target | undefined {
  const struct = structOfRecord(site, name.owner);
  const field = struct?.fields.get(text);
  if (struct === undefined || field === undefined) return undefined;
  const at: Site = { ...site, source: struct.at.source, part: struct.at.part };
  return { kind: 'field', struct, field, site: at, token: field.token, path: `${struct.name}.${text}` };
}

/** The structure that a record is one of. */
export function structOfRecord({ part, values }: Site, record: number): StructSymbol | undefined {
  const use = part.child(record, Node.use);
  const symbol = use === undefined ? undefined : symbolOf(values, part.tokenText(part.first(use)))?.symbol;
  return symbol?.kind === 'struct' ? symbol : undefined;
}

/** Whether two targets are one: declared by the same word, or the same thing of the machine. */
export function sameTarget(a: Target, b: Target): boolean {
  if ('site' in a && 'site' in b) return a.site.part.region === b.site.part.region && a.token === b.token && a.kind === b.kind;
  if ('site' in a || 'site' in b) return false;
  return a.kind === b.kind && (a.kind === 'instruction' ? a.mnemonic === (b as typeof a).mnemonic : a.name === (b as typeof a).name);
}
