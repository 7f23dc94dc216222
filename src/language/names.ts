// Where names stand in a text: every word that declares or uses one, found in the tree alone. What they stand for is
// found out in targets.ts. A region's names are kept with it, so that a change looks only at what it reached.
import { INSTRUCTIONS, type OperandKind } from '../isa/instructions';
import { isMnemonic, MNEMONIC, Token } from '../assembler/syntax/tokens';
import { Node, type Part, type Region } from '../assembler/syntax/tree';

/**
 * What a word can stand for at its place. `value`: a constant, data, a structure's or data's member, a function's
 * index. `member`: a field in a record. `call`: the operand of `sys`.
 */
export type NameKind = 'value' | 'function' | 'struct' | 'local' | 'label' | 'field' | 'member' | 'call';

/** One word. */
export interface Name {
  readonly kind: NameKind;
  readonly token: number;
  /** Whether the word is introduced here. */
  readonly declares: boolean;
  /** The function of a local or label, the structure of a field, the record of a member, else -1. */
  readonly owner: number;
  /** The innermost embedded program around it, -1: none. */
  readonly program: number;
}

const operandKinds: OperandKind[] = [];
for (const row of Object.values(INSTRUCTIONS)) operandKinds[row.code] = row.operand;

const cache = new WeakMap<Region, readonly Name[]>();

/** The names in a region, in the order of the text. */
export function namesIn(part: Part): readonly Name[] {
  let names = cache.get(part.region);
  if (names === undefined) {
    names = new Finder(part).all();
    cache.set(part.region, names);
  }
  return names;
}

/** The name that a token is; undefined where it is none. */
export function nameOfToken(part: Part, token: number): Name | undefined {
  const names = namesIn(part);
  let low = 0, high = names.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (names[middle].token <= token) low = middle;
    else high = middle - 1;
  }
  return names[low]?.token === token ? names[low] : undefined;
}

const declared = new WeakMap<Region, ReadonlyMap<string, Name>>();

/** The word that introduces the local or label that a name stands for; undefined where none does. */
export function declarationOfScoped(part: Part, { kind, owner }: Name, text: string): Name | undefined {
  let known = declared.get(part.region);
  if (known === undefined) declared.set(part.region, known = declarationsIn(part));
  return known.get(scopedKey(kind, owner, text));
}

/** The first declaration of each name counts. */
function declarationsIn(part: Part): Map<string, Name> {
  const found = new Map<string, Name>();
  for (const name of namesIn(part)) {
    if (!name.declares || (name.kind !== 'local' && name.kind !== 'label')) continue;
    const key = scopedKey(name.kind, name.owner, part.tokenText(name.token));
    if (!found.has(key)) found.set(key, name);
  }
  return found;
}

function scopedKey(kind: NameKind, owner: number, text: string): string {
  return `${kind} ${owner} ${text}`;
}

class Finder {
  private readonly found: Name[] = [];
  private program = -1;
  private owner = -1;

  constructor(private readonly part: Part) {}

  all(): readonly Name[] {
    this.node(this.part.node);
    return this.found.sort((a, b) => a.token - b.token);
  }

  private add(kind: NameKind, token: number, declares = false): void {
    const named = this.part.tokenKind(token) === Token.word || kind === 'field' || kind === 'member';
    if (named) this.found.push({ kind, token, declares, owner: this.owner, program: this.program });
  }

  private children(node: number): void {
    for (let child = node + 1; child < this.part.next(node); child = this.part.next(child)) this.node(child);
  }

  private node(node: number): void {
    const { part } = this;
    switch (part.kind(node)) {
      case Node.constant: return this.declaration(node, 'value');
      case Node.data: return this.declaration(node, 'value');
      case Node.struct: return this.declaration(node, 'struct', node);
      case Node.func: return this.declaration(node, 'function', node);
      case Node.embed: return this.embed(node);
      case Node.table: case Node.export_: return this.uses(node, 'function');
      case Node.field: return this.field(node);
      case Node.parameter: case Node.local: return this.declare(node, 'local');
      case Node.label: return this.add('label', part.first(node), true);
      case Node.record: return this.record(node);
      case Node.member: return this.member(node);
      case Node.reference: return this.add('value', part.first(node));
      case Node.push: return this.push(node);
      case Node.instruction: return this.instruction(node);
      case Node.operands: case Node.word: return this.words(node, 'value');
      default: return this.children(node);
    }
  }

  /** A declaration with its name and what is inside; `owner`: what locals, labels or fields belong to. */
  private declaration(node: number, kind: NameKind, owner = -1): void {
    this.declare(node, kind, false);
    const before = this.owner;
    this.owner = owner;
    this.children(node);
    this.owner = before;
  }

  private declare(node: number, kind: NameKind, deeper = true): void {
    const name = this.part.child(node, Node.name);
    if (name !== undefined) this.add(kind, this.part.first(name), true);
    if (deeper) this.children(node);
  }

  private embed(node: number): void {
    this.declare(node, 'value', false);
    const before = this.program;
    this.program = node;
    this.children(node);
    this.program = before;
  }

  private uses(node: number, kind: NameKind): void {
    for (const child of this.part.children(node)) if (this.part.kind(child) === Node.use) this.add(kind, this.part.first(child));
  }

  private field(node: number): void {
    this.declare(node, 'field');
    this.uses(node, 'struct');
  }

  private record(node: number): void {
    this.uses(node, 'struct');
    const before = this.owner;
    this.owner = node;
    this.children(node);
    this.owner = before;
  }

  private member(node: number): void {
    const name = this.part.child(node, Node.name);
    if (name !== undefined) this.add('member', this.part.first(name));
    this.children(node);
  }

  /** A bare value: one word, or a group. */
  private push(node: number): void {
    this.add('value', this.part.first(node));
    this.children(node);
  }

  private instruction(node: number): void {
    const first = this.part.tokenKind(this.part.first(node));
    const kind = isMnemonic(first) ? operandKinds[first - MNEMONIC] : 'none';
    switch (kind) {
      case 'local': return this.words(node, 'local');
      case 'code': case 'cases': return this.words(node, 'label');
      case 'function': return this.words(node, 'function');
      case 'sys': return this.words(node, 'call');
      case 'none': case 'type': return;
      default: return this.words(node, 'value');
    }
  }

  /** The words of an instruction's operand; those in a group are nodes of their own. */
  private words(node: number, kind: NameKind): void {
    const { part } = this;
    const inside = node + 1 < part.next(node) ? part.first(node + 1) : part.limit(node);
    for (let token = part.first(node) + 1; token < Math.min(inside, part.limit(node)); token++) this.add(kind, token);
    this.children(node);
  }
}
