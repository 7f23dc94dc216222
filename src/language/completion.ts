// What may be written at a place.
import type { Language } from '../base/message';
import { BUILTIN_CONSTANTS } from '../assembler/builtins';
import type { Source } from '../assembler/sources';
import type { ProgramSymbol } from '../assembler/symbols';
import { isMnemonic, Token } from '../assembler/syntax/tokens';
import { Node, type Part } from '../assembler/syntax/tree';
import type { Values } from '../assembler/values';
import { effectOf } from '../isa/encoding';
import { CALLS } from '../isa/firmware';
import { INSTRUCTIONS, type InstructionRow, type Mnemonic } from '../isa/instructions';
import { typeText, type ValueType } from '../isa/types';
import { fieldHead, functionHead, valueText } from './declared';
import { builtinText, callText, instructionHead, instructionText } from './machine-words';
import { code, describe } from './hover';
import { embedAround, type Model } from './model';
import { namesIn, type NameKind } from './names';
import { shownBody, SNIPPETS, type Snippet } from './snippets';
import { stackBefore } from './stack';
import { siteOf } from './targets';

/** What an offered word is. */
export type CompletionKind = 'instruction' | 'keyword' | 'type' | 'function' | 'data' | 'constant' | 'struct' | 'field' | 'local' | 'label' | 'call' | 'snippet';

/** One offered word. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Some words beside the label. */
  readonly detail: string;
  /** Those that fit best come first: 0, 1, 2. */
  readonly rank: number;
  /** Markdown, worked out when asked for. */
  readonly documentation: (language: Language) => string;
  /** What is written instead of the label, with its indentation: a text with places to fill in, `${1:name}`, as editors take them. */
  readonly snippet?: string;
}

/** Words offered, and the stretch of text that each would take the place of. */
export interface Completions {
  readonly start: number;
  readonly end: number;
  readonly items: readonly Completion[];
}

const DECLARATIONS = ['memory', 'const', 'struct', 'data', 'table', 'export', 'include', 'embed', 'entry', 'func'];

/** What may be written at an offset; nothing inside comments and texts. */
export function completions(model: Model, source: Source, offset: number): Completions {
  const place = placeAt(source, offset);
  const nothing = { start: offset, end: offset, items: [] };
  if (place === undefined) return nothing;
  const { part, start, end } = place;
  const values = model.valuesAround(source, part, place.node) ?? model.units[0]?.values;
  if (values === undefined) return nothing;
  return { start, end, items: new Offer(model, source, values, place).items() };
}

/** Where something is written. */
interface Place {
  readonly part: Part;
  /** The innermost declaration around the place; the part's own node where there is none. */
  readonly node: number;
  readonly inside: 'function' | 'struct' | 'embed' | 'data' | 'list' | 'nothing';
  /** The word that is being written, up to the cursor and beyond it. */
  readonly start: number;
  readonly end: number;
  readonly word: string;
  /** The tokens before the word, nearest first; at most three. */
  readonly before: readonly { readonly kind: number; readonly text: string; readonly sameLine: boolean }[];
}

function placeAt(source: Source, offset: number): Place | undefined {
  const { tree } = source;
  const start = wordStart(tree.text, offset), end = wordEnd(tree.text, offset);
  const part = tree.part(tree.regionAt(lastInk(tree.text, start)));
  if (inTextOrComment(part, start, offset) || inTextOrComment(tree.part(tree.regionAt(start)), start, offset)) return undefined;
  return { part, ...declarationAround(part, start), start, end, word: tree.text.slice(start, offset), before: tokensBefore(part, start) };
}

/** The last character before an offset that is no space; space belongs to what comes behind it, and so tells nothing. */
function lastInk(text: string, offset: number): number {
  let at = offset - 1;
  while (at > 0 && /\s/.test(text[at])) at--;
  return Math.max(at, 0);
}

const WORD_UNIT = /[\p{L}\p{M}\p{N}_.]/u;

function wordStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && WORD_UNIT.test(text[at - 1])) at--;
  return at;
}

function wordEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && WORD_UNIT.test(text[at])) at++;
  return at;
}

function inTextOrComment(part: Part, start: number, offset: number): boolean {
  for (let token = part.region.firstToken; token < part.region.limitToken && part.tokenStart(token) < offset; token++) {
    const kind = part.tokenKind(token), end = part.tokenEnd(token);
    const comment = kind === Token.comment || kind === Token.doc || kind === Token.bad_string;
    const text = kind === Token.string || kind === Token.character;
    if ((comment && offset <= end) || (text && start < end)) return part.tokenStart(token) < offset;
  }
  return false;
}

function declarationAround(part: Part, offset: number): Pick<Place, 'node' | 'inside'> {
  let node = part.node;
  let inside: Place['inside'] = 'nothing';
  for (let at = part.node; at < part.next(part.node);) {
    const kind = insideOf(part, at, offset);
    if (kind === undefined) {
      at = part.kind(at) === Node.embed || at === part.node ? part.next(at) : Math.max(at + 1, part.next(at));
      continue;
    }
    node = at;
    inside = kind;
    at++;
  }
  return { node, inside };
}

/** What an offset is inside of, as far as one node tells. */
function insideOf(part: Part, node: number, offset: number): Place['inside'] | undefined {
  const kind = part.kind(node), start = part.start(node), end = part.end(node);
  const closed = part.tokenKind(part.limit(node) - 1) === Token.end_;
  const within = offset > start && (closed ? offset < end - 2 : true);
  if (!within) return undefined;
  switch (kind) {
    case Node.func: return 'function';
    case Node.struct: return 'struct';
    case Node.embed: return part.child(node, Node.text) === undefined ? 'embed' : undefined;
    case Node.data: return 'data';
    case Node.table: case Node.export_: return 'list';
    default: return undefined;
  }
}

function tokensBefore(part: Part, offset: number): Place['before'] {
  const found: { kind: number; text: string; sameLine: boolean }[] = [];
  const line = part.tree.lineAt(offset);
  for (let token = part.region.limitToken - 1; token >= part.region.firstToken && found.length < 3; token--) {
    const kind = part.tokenKind(token);
    if (part.tokenEnd(token) > offset || kind === Token.comment || kind === Token.doc || kind === Token.end) continue;
    found.push({ kind, text: part.tokenText(token), sameLine: part.tree.lineAt(part.tokenStart(token)) === line });
  }
  return found;
}

/** Gathers the words for one place. */
class Offer {
  private readonly found: Completion[] = [];
  private stackHere: { readonly stack: ReturnType<typeof stackBefore> } | undefined;

  constructor(private readonly model: Model, private readonly source: Source, private readonly values: Values, private readonly place: Place) {}

  items(): readonly Completion[] {
    const dot = this.place.word.lastIndexOf('.');
    if (dot >= 0) this.members(this.place.word.slice(0, dot));
    else this.byPlace();
    return this.found;
  }

  private add(label: string, kind: CompletionKind, detail: string, documentation: Completion['documentation'] = () => '', rank = 1): void {
    this.found.push({ label, kind, detail, rank, documentation });
  }

  private byPlace(): void {
    const { inside, before } = this.place;
    const last = before[0];
    if (last?.kind === Token.entry_) return this.keyword('func');
    if (last !== undefined && (last.kind === Token.arrow || last.kind === Token.colon) && last.sameLine) return this.types(inside === 'struct');
    switch (inside) {
      case 'function': return this.inFunction();
      case 'struct': return;
      case 'data': return last?.sameLine === true ? this.inData() : this.declarations();
      case 'list': return last?.sameLine === true ? this.functions() : this.declarations();
      case 'embed': case 'nothing': return this.atTop(last);
    }
  }

  private snippets(where: Snippet['where']): void {
    const indent = '  '.repeat(this.embedDepth());
    for (const snippet of SNIPPETS) {
      if (snippet.where !== where) continue;
      const { prefix, body } = snippet, documentation = (language: Language): string => `${snippet[language]}\n\n${code(shownBody(body))}`;
      this.found.push({ label: prefix, kind: 'snippet', detail: '…', rank: 1, documentation, snippet: body.replaceAll('\n', `\n${indent}`) });
    }
  }

  /** How many embedded programs are written around the place. */
  private embedDepth(): number {
    const { part, node, inside } = this.place;
    let depth = inside === 'embed' ? 1 : 0;
    for (let around = embedAround(part, node); around >= 0; around = embedAround(part, around)) depth++;
    return depth;
  }

  private atTop(last: Place['before'][number] | undefined): void {
    if (last?.kind === Token.equals && last.sameLine) return this.constants();
    this.declarations();
    this.snippets('top');
    if (this.place.inside === 'embed') this.keyword('end');
  }

  private keyword(word: string): void {
    this.add(word, 'keyword', '');
  }

  private declarations(): void {
    for (const word of DECLARATIONS) this.keyword(word);
  }

  private types(all: boolean): void {
    for (const type of all ? ['i32', 'f64', 'i16', 'i8'] : ['i32', 'f64']) this.add(type, 'type', '');
    if (all) for (const struct of this.values.program.structs) this.symbol(struct);
  }

  private inData(): void {
    for (const type of ['i32', 'f64', 'i16', 'i8']) this.add(type, 'type', '', undefined, 0);
    this.keyword('space');
    for (const struct of this.values.program.structs) this.symbol(struct);
    this.constants();
  }

  private inFunction(): void {
    const operand = this.operandKind();
    switch (operand) {
      case 'local': case 'label': return this.scoped(operand);
      case 'function': return this.functions();
      case 'call': this.calls(); return this.constants();
      case 'value': return this.constants();
      case undefined: return this.statement();
    }
  }

  /** What the operand that is being written stands for; undefined where an instruction begins. */
  private operandKind(): NameKind | undefined {
    const { before } = this.place;
    const last = before[0];
    if (last === undefined) return undefined;
    if (last.kind === Token.open_list || (last.kind === Token.word && this.inCases())) return 'label';
    if (last.kind === Token.plus || last.kind === Token.open) return 'value';
    if (!isMnemonic(last.kind) || !last.sameLine) return undefined;
    return operandKinds.get(INSTRUCTIONS[last.text as Mnemonic].operand);
  }

  /** Whether the list of a `switch` is open before the place. */
  private inCases(): boolean {
    const { text } = this.source.tree, line = text.slice(Math.max(0, this.place.start - 400), this.place.start);
    return line.lastIndexOf('[') > line.lastIndexOf(']');
  }

  private statement(): void {
    this.instructions((mnemonic) => mnemonic !== 'case');
    this.locals();
    this.callsOfFunctions();
    this.constants();
    for (const word of ['local', 'end']) this.keyword(word);
    this.snippets('function');
  }

  /** The types on the stack at the place, where they are known. */
  private stack(): readonly ValueType[] | undefined {
    const { part, start } = this.place;
    this.stackHere ??= { stack: stackBefore(this.model, this.source, this.values, part, start) };
    return this.stackHere.stack === 'unreached' ? undefined : this.stackHere.stack;
  }

  private instructions(wanted: (mnemonic: Mnemonic) => boolean): void {
    const stack = this.stack();
    for (const mnemonic of (Object.keys(INSTRUCTIONS) as Mnemonic[]).filter(wanted)) {
      this.add(mnemonic, 'instruction', effectText(mnemonic), (language) => instructionText(mnemonic, language), rankOf(stack, mnemonic));
    }
  }

  /** `get x`, and `set x` where the top is of its type. */
  private locals(): void {
    const { part, node } = this.place, stack = this.stack(), top = stack?.[stack.length - 1];
    for (const { declares, kind, owner, token } of namesIn(part)) {
      if (!declares || kind !== 'local' || owner !== node) continue;
      const name = part.tokenText(token), type = this.typeOf(token);
      this.add(`get ${name}`, 'local', `-> ${type}`, (language) => instructionText('get', language), 1);
      if (stack !== undefined && top === type) this.add(`set ${name}`, 'local', `${type} ->`, (language) => instructionText('set', language), 0);
    }
  }

  /** `call f`: first the functions whose parameters are on the stack. */
  private callsOfFunctions(): void {
    const stack = this.stack();
    for (const fn of this.values.program.functions) {
      if (fn.name === '' || fn.entry) continue;
      const { params } = fn.type, there = stack?.slice(Math.max(0, stack.length - params.length));
      const fit = there === undefined || (there.length === params.length && params.every((type, i) => type === there[i]));
      this.symbol(fn, this.values, `call ${fn.name}`, fit ? (params.length > 0 && stack !== undefined ? 0 : 1) : 2);
    }
  }

  private scoped(kind: 'local' | 'label'): void {
    const { part, node } = this.place;
    for (const name of namesIn(part)) {
      if (!name.declares || name.kind !== kind || name.owner !== node) continue;
      this.add(part.tokenText(name.token), kind, kind === 'local' ? this.typeOf(name.token) : '', undefined, 0);
    }
  }

  private typeOf(token: number): string {
    const { part } = this.place;
    return part.tokenKind(token + 1) === Token.colon ? part.tokenText(token + 2) : '';
  }

  private functions(): void {
    for (const fn of this.values.program.functions) if (fn.name !== '') this.symbol(fn);
  }

  private calls(): void {
    for (const [name, row] of Object.entries(CALLS)) {
      this.add(name, 'call', typeText(row.type), (language) => callText(name as keyof typeof CALLS, language), 0);
    }
  }

  /** Everything that has a value, without what stands behind a dot. */
  private constants(): void {
    for (let values: Values | undefined = this.values; values !== undefined; values = values.parent) {
      for (const symbol of values.program.symbols.values()) {
        if (symbol.kind !== 'function' && (values === this.values || symbol.kind !== 'data')) this.symbol(symbol, values);
      }
    }
    for (const family of new Set([...BUILTIN_CONSTANTS.keys()].map((name) => name.slice(0, name.indexOf('.'))))) {
      if (family !== 'op' && !Object.hasOwn(INSTRUCTIONS, family)) this.add(family, 'constant', '…', undefined, 2);
    }
  }

  private symbol(symbol: ProgramSymbol, values = this.values, label = symbol.name, rank = 0): void {
    const target = { kind: 'symbol', symbol, site: siteOf(symbol, values), token: symbol.token, values } as const;
    const documentation = (language: Language): string => describe(this.model, target, language).filter((part) => part !== '').join('\n\n');
    this.add(label, symbol.kind, symbolDetail(symbol), documentation, rank);
  }

  /** What may stand behind `base` and a dot. */
  private members(base: string): void {
    const head = base.split('.')[0], symbol = this.values.program.symbols.get(head) ?? this.values.parent?.program.symbols.get(head);
    for (const [name, value] of BUILTIN_CONSTANTS) {
      if (name.startsWith(`${base}.`)) this.add(name, 'constant', String(value), (language) => builtinText(name, value, language), 0);
    }
    if (this.place.inside === 'function') this.instructions((mnemonic) => mnemonic.startsWith(`${base}.`));
    if (symbol?.kind === 'struct') this.fields(symbol, base);
    if (symbol?.kind === 'data') this.add(`${base}.size`, 'field', String(symbol.size));
    if (symbol?.kind === 'function') this.add(`${base}.index`, 'field', String(symbol.tableIndex));
  }

  private fields(struct: Extract<ProgramSymbol, { kind: 'struct' }>, base: string): void {
    let at = struct;
    for (const piece of base.split('.').slice(1)) {
      const element = at.fields.get(piece)?.element;
      if (element === undefined || typeof element === 'string') return;
      at = element;
    }
    for (const field of at.fields.values()) this.add(`${base}.${field.name}`, 'field', fieldHead(String(field.offset), field), undefined, 0);
    this.add(`${base}.size`, 'field', String(at.size));
  }
}

const operandKinds: ReadonlyMap<InstructionRow['operand'], NameKind> = new Map([
  ['local', 'local'], ['code', 'label'], ['function', 'function'], ['sys', 'call'],
  ['small', 'value'], ['integer', 'value'], ['float', 'value'],
]);

function symbolDetail(symbol: ProgramSymbol): string {
  switch (symbol.kind) {
    case 'constant': return symbol.value === undefined ? '' : valueText(symbol.value.type, symbol.value.value);
    case 'function': return functionHead(symbol);
    default: return String(symbol.size);
  }
}

function effectText(mnemonic: Mnemonic): string {
  const { effect } = INSTRUCTIONS[mnemonic];
  return effect === '*' ? instructionHead(mnemonic) : effect;
}

/** First come instructions that take what is on the stack, last those that do not find what they need. */
function rankOf(stack: readonly ValueType[] | undefined, mnemonic: Mnemonic): number {
  if (stack === undefined) return 1;
  if (!fits(stack, mnemonic)) return 2;
  return (effectOf(INSTRUCTIONS[mnemonic].code)?.pops.length ?? 0) > 0 ? 0 : 1;
}

/** Whether the operands that an instruction needs are on a stack. */
export function fits(stack: readonly ValueType[], mnemonic: Mnemonic): boolean {
  const effect = effectOf(INSTRUCTIONS[mnemonic].code);
  if (effect === undefined) return true;
  const { pops } = effect, found = new Map<string, string>();
  return pops.length <= stack.length && pops.every((type, i) => {
    const is = stack[stack.length - pops.length + i];
    const wanted = type === 'i32' || type === 'f64' ? type : found.get(type) ?? is;
    found.set(type, is);
    return is === wanted;
  });
}
