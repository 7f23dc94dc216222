// What each word of a text is, for colours that follow its meaning. Editors without a grammar of the language get all
// words; those that colour by a grammar already get only names, of which a grammar knows nothing.
import { BUILTIN_CONSTANTS } from '../assembler/builtins';
import type { Source } from '../assembler/sources';
import type { Field, ProgramSymbol, StructSymbol } from '../assembler/symbols';
import { isMnemonic, Token } from '../assembler/syntax/tokens';
import { Node, type Part } from '../assembler/syntax/tree';
import type { Values } from '../assembler/values';
import { INSTRUCTIONS, type InstructionRow, type Mnemonic } from '../isa/instructions';
import type { Model } from './model';
import { declarationOfScoped, namesIn, type Name } from './names';
import { structOfRecord, symbolOf } from './targets';

/** Types of words, by their numbers; all are names that editors know. */
export const WORD_TYPES = [
  'comment', 'string', 'number', 'keyword', 'operator', 'type', 'function', 'parameter', 'variable', 'struct', 'property', 'label', 'enumMember', 'namespace',
] as const;
export type WordType = typeof WORD_TYPES[number];

/** What is said of a word beside its type: bit n of a set stands for the n-th of these. `privileged` is our own. */
export const WORD_MODIFIERS = ['declaration', 'readonly', 'static', 'modification', 'documentation', 'defaultLibrary', 'privileged'] as const;
export type WordModifier = typeof WORD_MODIFIERS[number];

/** One word or piece of a word between two dots. */
export interface SemanticWord {
  readonly start: number;
  readonly length: number;
  readonly type: WordType;
  readonly modifiers: readonly WordModifier[];
}

/** The words of a source between two offsets, in its order; `all`: those too that a grammar can tell. */
export function semanticWords(model: Model, source: Source, from: number, to: number, all: boolean): SemanticWord[] {
  const { tree } = source, found: SemanticWord[] = [];
  for (let i = tree.regionAt(from); i < tree.starts.length && tree.starts[i] <= to; i++) new Words(model, source, tree.part(i), all, found).run(from, to);
  return found;
}

class Words {
  private readonly names: readonly Name[];
  private next = 0;

  constructor(private readonly model: Model, private readonly source: Source, private readonly part: Part, private readonly all: boolean,
    private readonly found: SemanticWord[]) {
    this.names = namesIn(part);
  }

  run(from: number, to: number): void {
    const { part } = this, { firstToken, limitToken } = part.region;
    for (let token = firstToken; token < limitToken && part.tokenStart(token) <= to; token++) {
      while (this.next < this.names.length && this.names[this.next].token < token) this.next++;
      if (part.tokenEnd(token) < from) continue;
      const name = this.names[this.next];
      if (name?.token === token) this.name(name);
      else if (this.all) this.plain(token);
    }
  }

  private add(start: number, length: number, type: WordType, modifiers: readonly (WordModifier | false)[] = []): void {
    if (length > 0) this.found.push({ start, length, type, modifiers: modifiers.filter((one) => one !== false) });
  }

  private plain(token: number): void {
    const { part } = this, start = part.tokenStart(token), length = part.tokenEnd(token) - start, kind = part.tokenKind(token);
    const type = isMnemonic(kind) ? 'keyword' : plainType(kind);
    if (type === undefined) return;
    const row: InstructionRow | undefined = isMnemonic(kind) ? INSTRUCTIONS[part.tokenText(token) as Mnemonic] : undefined;
    this.add(start, length, type, [kind === Token.doc && 'documentation', row?.privileged === true && 'privileged']);
  }

  private name(name: Name): void {
    const { part, model, source } = this, text = part.tokenText(name.token), start = part.tokenStart(name.token);
    const values = model.valuesAt(source, part, name.program), declares = name.declares && 'declaration' as const;
    switch (name.kind) {
      case 'label': return this.add(start, text.length, 'label', [declares]);
      case 'local': return this.local(name, text, start);
      case 'field': return this.add(start, text.length, 'property', [declares]);
      case 'member': return this.member(name, text, start, values);
      case 'function': return this.add(start, text.length, 'function', [declares]);
      case 'struct': return this.add(start, text.length, 'struct', [declares]);
      case 'call': if (!text.includes('.') && symbolOfMaybe(values, text) === undefined) return this.add(start, text.length, 'function', ['defaultLibrary']);
    }
    if (values !== undefined) this.value(values, text, start, name.declares);
  }

  private local(name: Name, text: string, start: number): void {
    const { part } = this, declaration = declarationOfScoped(part, name, text);
    if (declaration === undefined) return;
    const before = name.token > part.region.firstToken ? part.tokenText(name.token - 1) : '';
    const writes = !name.declares && (before === 'set' || before === 'tee');
    this.add(start, text.length, isParameter(part, declaration) ? 'parameter' : 'variable', [name.declares && 'declaration', writes && 'modification']);
  }

  private member({ owner }: Name, text: string, start: number, values: Values | undefined): void {
    const struct = values === undefined ? undefined : structOfRecord({ source: this.source, part: this.part, values }, owner);
    if (struct?.fields.has(text) === true) this.add(start, text.length, 'property');
  }

  /** A name that may have pieces behind dots. */
  private value(values: Values, text: string, start: number, declares: boolean): void {
    const [head, ...rest] = text.split('.'), found = symbolOf(values, head);
    if (found === undefined) {
      if (BUILTIN_CONSTANTS.has(text)) this.add(start, text.length, 'enumMember', ['readonly', 'defaultLibrary']);
      return;
    }
    const { type, modifiers } = typeOfSymbol(found.symbol);
    this.add(start, head.length, type, [declares && 'declaration', ...modifiers]);
    if (found.symbol.kind === 'struct') this.fields(found.symbol, rest, start + head.length + 1);
    else if (rest.length > 0) this.add(start + head.length + 1, text.length - head.length - 1, 'property', ['readonly', 'defaultLibrary']);
  }

  private fields(struct: StructSymbol, pieces: readonly string[], start: number): void {
    let at: Field['element'] | undefined = struct, from = start;
    for (const piece of pieces) {
      const field: Field | undefined = typeof at === 'object' ? at.fields.get(piece) : undefined;
      this.add(from, piece.length, 'property', [field === undefined && piece === 'size' ? 'defaultLibrary' : false, 'readonly']);
      at = field?.element;
      from += piece.length + 1;
    }
  }
}

function symbolOfMaybe(values: Values | undefined, text: string): ProgramSymbol | undefined {
  return values === undefined ? undefined : symbolOf(values, text)?.symbol;
}

/** Whether a local is declared in the head of its function. */
function isParameter(part: Part, { owner, token }: Name): boolean {
  for (let node = owner + 1; node < part.next(owner) && part.first(node) <= token; node = part.next(node)) {
    if (part.kind(node) === Node.parameter && part.limit(node) > token) return true;
  }
  return false;
}

function typeOfSymbol(symbol: ProgramSymbol): { readonly type: WordType; readonly modifiers: readonly WordModifier[] } {
  switch (symbol.kind) {
    case 'function': return { type: 'function', modifiers: [] };
    case 'struct': return { type: 'struct', modifiers: [] };
    case 'constant': return { type: 'variable', modifiers: ['readonly'] };
    case 'data': return symbol.embeds ? { type: 'namespace', modifiers: [] } : { type: 'variable', modifiers: ['static'] };
  }
}

function plainType(kind: number): WordType | undefined {
  if (kind === Token.comment || kind === Token.doc) return 'comment';
  if (kind === Token.string || kind === Token.character) return 'string';
  if (kind === Token.integer || kind === Token.float || kind === Token.inf_ || kind === Token.nan_) return 'number';
  if (kind >= Token.i8_ && kind <= Token.f64_) return 'type';
  if (kind >= Token.memory_ && kind <= Token.word_) return 'keyword';
  return kind === Token.arrow || kind === Token.equals || (kind >= Token.plus && kind <= Token.shift_right) ? 'operator' : undefined;
}

/** The words as editors take them: five numbers each, line and column relative to the word before. */
export function encodedWords({ tree }: Source, words: readonly SemanticWord[]): Uint32Array {
  const numbers = new Uint32Array(words.length * 5);
  let line = 0, column = 0;
  words.forEach(({ start, length, type, modifiers }, i) => {
    const at = tree.position(start);
    const set = modifiers.reduce((bits, modifier) => bits | (1 << WORD_MODIFIERS.indexOf(modifier)), 0);
    numbers.set([at.line - line, at.line === line ? at.column - column : at.column, length, WORD_TYPES.indexOf(type), set], i * 5);
    ({ line, column } = at);
  });
  return numbers;
}
