// From a word to its declaration, to all places where it stands, and to a new name for it.
import { message, render, type Language, type Text } from '../base/message';
import { BUILTIN_FAMILIES } from '../assembler/builtins';
import type { Source } from '../assembler/sources';
import { Lexer } from '../assembler/syntax/lexer';
import { Block } from '../assembler/syntax/block';
import { MNEMONIC, Token } from '../assembler/syntax/tokens';
import { Node } from '../assembler/syntax/tree';
import type { Declaration, StructSymbol } from '../assembler/symbols';
import { Op } from '../isa/instructions';
import { WORDS } from './messages';
import type { Model } from './model';
import { nameOfToken, namesIn } from './names';
import { nodeOfKind } from './places';
import { sameTarget, structOfRecord, targetAt, tokenAt, type Found, type Site, type Target } from './targets';
import { mentionAt } from './programs';

const RET = MNEMONIC + Op.ret;

/** A stretch of a file. */
export interface Location {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A place where something stands. */
export interface Reference extends Location {
  readonly declares: boolean;
  /** Whether the place changes what it names: `set`, `tee`. */
  readonly writes: boolean;
}

/** Where the word at an offset is declared: at most one place. A file that is named leads to its beginning. */
export function definition(model: Model, source: Source, offset: number): Location | undefined {
  const mention = mentionAt(source.tree, offset);
  if (mention !== undefined) return fileOf(model, source, mention.path);
  const found = targetAt(model, source, offset);
  return found === undefined ? undefined : declarationOf(found.target);
}

function fileOf(model: Model, from: Source, path: string): Location | undefined {
  const target = model.fileNamed(from, path);
  return target === undefined ? undefined : { file: target, start: 0, end: 0 };
}

/** Where a target is declared; undefined for what belongs to the machine. */
export function declarationOf(target: Target): Location | undefined {
  if (!('site' in target)) return undefined;
  const { site: { source, part }, token } = target;
  return { file: source.path, start: part.tokenStart(token), end: part.tokenEnd(token) };
}

/** Every place of the program where the thing at an offset stands, file by file. */
export function references(model: Model, source: Source, offset: number): Reference[] {
  const found = targetAt(model, source, offset);
  return found === undefined ? [] : [...model.sources.values()].flatMap((one) => referencesIn(model, one, found.target));
}

/** The places in the same file; on a word that begins, leaves or ends a function, all of these. */
export function highlights(model: Model, source: Source, offset: number): Reference[] {
  const frame = frameAt(source, offset);
  if (frame.length > 0) return frame;
  const found = targetAt(model, source, offset);
  return found === undefined ? [] : referencesIn(model, source, found.target);
}

/** `func`, each `ret` and `end` of the function at one of which an offset stands. */
function frameAt({ tree, path }: Source, offset: number): Reference[] {
  const part = tree.part(tree.regionAt(offset)), token = tokenAt(part, offset), kind = token === undefined ? -1 : part.tokenKind(token);
  if (token === undefined || (kind !== Token.func_ && kind !== Token.end_ && kind !== RET)) return [];
  const fn = nodeOfKind(part, offset, Node.func);
  if (fn === undefined) return [];
  const found: number[] = [];
  for (let at = part.first(fn); at < part.limit(fn); at++) {
    if (part.tokenKind(at) === RET || (part.tokenKind(at) === Token.func_ && found.length === 0) || at === part.limit(fn) - 1) found.push(at);
  }
  return found.map((at) => ({ file: path, start: part.tokenStart(at), end: part.tokenEnd(at), declares: false, writes: false }));
}

/** Where the structure of what stands at an offset is declared: of data that begins with a record, or of a field. */
export function typeDefinition(model: Model, source: Source, offset: number): Location | undefined {
  const target = targetAt(model, source, offset)?.target;
  const struct = target?.kind === 'field' && typeof target.field.element === 'object' ? target.field.element
    : target?.kind === 'symbol' && target.symbol.kind === 'data' ? structOfData(target.site, target.symbol.at) : undefined;
  if (struct === undefined) return undefined;
  const { at: { source: { path }, part }, token } = struct;
  return { file: path, start: part.tokenStart(token), end: part.tokenEnd(token) };
}

function structOfData(site: Site, { part, node }: Declaration): StructSymbol | undefined {
  const record = part.child(node, Node.record);
  return record === undefined ? undefined : structOfRecord(site, record);
}

/** The word that stands for a target at its declaration. */
function wordOf(target: Target): string {
  switch (target.kind) {
    case 'instruction': return target.mnemonic;
    case 'symbol': return target.symbol.name;
    case 'field': return target.field.name;
    default: return target.name;
  }
}

/** The places in one file where a target stands, in the order of the text. */
export function referencesIn(model: Model, source: Source, target: Target): Reference[] {
  const { text } = source.tree, word = wordOf(target), places: Reference[] = [];
  const [from, to] = rangeOf(source, target);
  for (let at = text.indexOf(word, from); at >= 0 && at < to; at = text.indexOf(word, at + word.length)) {
    const end = at + word.length;
    if (isWordUnit(text.charCodeAt(at - 1)) || isWordUnit(text.charCodeAt(end))) continue;
    const found = targetAt(model, source, at + 1) ?? targetAt(model, source, at);
    if (found === undefined || found.start !== at || found.end !== end || !sameTarget(found.target, target)) continue;
    if ('property' in found.target && found.target.property !== undefined) continue;
    places.push({ file: source.path, start: at, end, ...roleOf(source, found) });
  }
  return places;
}

/** Where in a file a target can stand: locals and labels only in their own declaration. */
function rangeOf(source: Source, target: Target): readonly [number, number] {
  if (target.kind !== 'local' && target.kind !== 'label') return [0, source.tree.text.length];
  const { site: { part }, owner } = target;
  return source.path === target.site.source.path ? [part.start(owner), part.end(owner)] : [0, 0];
}

/** Whether a unit of ASCII may stand in a name. */
function isWordUnit(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 95 || (unit >= 97 && unit <= 122);
}

function roleOf(source: Source, { target, start }: Found): { readonly declares: boolean; readonly writes: boolean } {
  const part = source.tree.part(source.tree.regionAt(start)), token = tokenAt(part, start);
  const name = token === undefined ? undefined : nameOfToken(part, token);
  const before = name !== undefined && name.token > part.region.firstToken ? part.tokenText(name.token - 1) : '';
  return { declares: name?.declares === true, writes: target.kind === 'local' && (before === 'set' || before === 'tee') };
}

/** What can be renamed at an offset. */
export interface Renamable {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** A change of text in a file. */
export interface Edit extends Location {
  readonly text: string;
}

/** Why something cannot be renamed, in the reader's language. */
export interface NoRename {
  readonly refused: string;
}

/** The name at an offset that a person may change. */
export function renamable(model: Model, source: Source, offset: number, language: Language): Renamable | NoRename {
  const found = targetAt(model, source, offset);
  if (found === undefined || ('property' in found.target && found.target.property !== undefined)) return refused(WORDS.nothing_to_rename, '', language);
  const name = wordOf(found.target);
  if (declarationOf(found.target) === undefined) return refused(WORDS.no_rename, name, language);
  return { start: found.start, end: found.end, name };
}

/** The edits that give the thing at an offset a new name everywhere. */
export function rename(model: Model, source: Source, offset: number, name: string, language: Language): readonly Edit[] | NoRename {
  const what = renamable(model, source, offset, language);
  if ('refused' in what) return what;
  const found = targetAt(model, source, offset) as Found;
  const problem = name === what.name ? undefined : problemWithName(found.target, name);
  if (problem !== undefined) return refused(problem, name, language);
  return references(model, source, offset).map(({ file, start, end }) => ({ file, start, end, text: name }));
}

function refused(text: Text, name: string, language: Language): NoRename {
  return { refused: render(message(text, { name }), language) };
}

function problemWithName(target: Target, name: string): Text | undefined {
  const kind = kindOfWord(name);
  if (kind === undefined || name.includes('.')) return WORDS.bad_name;
  if (kind !== Token.word || (target.kind === 'symbol' && BUILTIN_FAMILIES.has(name))) return WORDS.reserved_name;
  return isTaken(target, name) ? WORDS.name_taken : undefined;
}

/** The kind of a text that is one token and a word; undefined where it is none. */
function kindOfWord(text: string): number | undefined {
  const block = new Block(4, 1);
  new Lexer(text, 0, block).more(2);
  const whole = block.tokenKinds[1] === Token.end && block.tokenStarts[0] === 0 && block.tokenEnds[0] === text.length;
  const kind = block.tokenKinds[0];
  return whole && (kind === Token.word || kind >= Token.memory_) ? kind : undefined;
}

function isTaken(target: Target, name: string): boolean {
  switch (target.kind) {
    case 'symbol': return target.values.program.symbols.has(name);
    case 'field': return name === 'size' || target.struct.fields.has(name);
    case 'local': case 'label': {
      const { part } = target.site;
      return namesIn(part).some((one) => one.declares && one.kind === target.kind && one.owner === target.owner && part.tokenText(one.token) === name);
    }
    default: return false;
  }
}
