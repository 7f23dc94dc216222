// What a call, an instruction or a record wants, while it is being written. Operands come before their instruction, so the
// one that is marked is the first that the stack does not hold yet.
import { message, render, type Language } from '../base/message';
import type { Source } from '../assembler/sources';
import type { FunctionSymbol, StructSymbol } from '../assembler/symbols';
import { Node, type Part } from '../assembler/syntax/tree';
import { isMnemonic } from '../assembler/syntax/tokens';
import { effectOf } from '../isa/encoding';
import { CALLS, type CallName } from '../isa/firmware';
import { INSTRUCTIONS, type Mnemonic } from '../isa/instructions';
import { typeText } from '../isa/types';
import { documentation, fieldHead, functionHead } from './declared';
import { KOREAN_CALLS } from './korean';
import { instructionSentence } from './machine-words';
import { WORDS } from './messages';
import type { Model } from './model';
import { nodeOfKind } from './places';
import { stackBefore } from './stack';
import { structOfRecord, symbolOf } from './targets';

/** A head with its parameters. */
export interface Signature {
  readonly label: string;
  /** Where in the label each parameter stands. */
  readonly parameters: readonly { readonly start: number; readonly end: number }[];
  /** The parameter that comes next; -1 where all are there or there is none. */
  readonly active: number;
  /** Markdown, worked out when asked for. */
  readonly documentation: (language: Language) => string;
}

/** Characters after which a signature is worth a look. */
export const SIGNATURE_TRIGGERS = [' ', '(', ','] as const;

/** What is wanted at an offset; undefined where nothing is. */
export function signatureAt(model: Model, source: Source, offset: number): Signature | undefined {
  const part = source.tree.part(source.tree.regionAt(lastInk(source.tree.text, offset)));
  return recordAt(model, source, part, offset) ?? instructionAt(model, source, part, offset);
}

function lastInk(text: string, offset: number): number {
  let at = offset - 1;
  while (at > 0 && /\s/.test(text[at])) at--;
  return Math.max(at, 0);
}

function signature(label: string, names: readonly string[], active: number, told: Signature['documentation']): Signature {
  let from = 0;
  const parameters = names.map((name) => {
    const start = label.indexOf(name, from);
    from = start + name.length;
    return { start, end: from };
  });
  return { label, parameters, active: active < names.length ? active : -1, documentation: told };
}

/** The record whose parentheses are open at an offset. */
function recordAt(model: Model, source: Source, part: Part, offset: number): Signature | undefined {
  const record = nodeOfKind(part, offset, Node.record);
  const open = record === undefined ? -1 : source.tree.text.indexOf('(', part.start(record));
  if (record === undefined || open < 0 || offset <= open || (offset === part.end(record) && source.tree.text[offset - 1] === ')')) return undefined;
  const values = model.valuesAround(source, part, record);
  const struct = values === undefined ? undefined : structOfRecord({ source, part, values }, record);
  return struct === undefined ? undefined : ofRecord(struct, part, record, offset);
}

function ofRecord(struct: StructSymbol, part: Part, record: number, offset: number): Signature {
  const fields = [...struct.fields.values()], names = fields.map((field) => fieldHead(field.name, field));
  const members = part.children(record).filter((child) => part.kind(child) === Node.member);
  const nameOf = (member: number): string => part.tokenText(part.first(member));
  const here = members.find((member) => part.start(member) <= offset && offset <= part.end(member));
  const given = new Set(members.map(nameOf));
  const active = fields.findIndex(({ name }) => (here === undefined ? !given.has(name) : name === nameOf(here)));
  return signature(`${struct.name} (${names.join(', ')})`, names, active < 0 ? names.length : active, () => documentation(struct.at.part, struct.at.node));
}

/** The instruction at an offset, or right before it on its line. */
function instructionAt(model: Model, source: Source, part: Part, offset: number): Signature | undefined {
  const { text } = source.tree;
  let end = offset;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--;
  const node = nodeOfKind(part, end, Node.instruction);
  if (node === undefined || !isMnemonic(part.tokenKind(part.first(node))) || part.start(node) >= end) return undefined;
  const values = model.valuesAround(source, part, node);
  const stack = values === undefined ? undefined : stackBefore(model, source, values, part, part.start(node));
  const depth = stack === undefined || stack === 'unreached' ? 0 : stack.length;
  const here = (language: Language): string => (stack === undefined || stack === 'unreached' ? ''
    : render(message(WORDS.stack_here, { stack: stack.length === 0 ? WORDS.empty[language] : `\`${stack.join(' ')}\`` }), language));
  const mnemonic = part.tokenText(part.first(node)) as Mnemonic, operand = part.tokenText(part.first(node) + 1);
  const callee = mnemonic === 'call' && values !== undefined ? symbolOf(values, operand)?.symbol : undefined;
  if (mnemonic === 'call') return callee?.kind === 'function' ? ofFunction(callee, depth, here) : undefined;
  if (mnemonic === 'sys') return ofCall(operand, depth, here);
  return ofInstruction(mnemonic, depth, here);
}

type Here = (language: Language) => string;

function paragraphs(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

function ofFunction(fn: FunctionSymbol, depth: number, here: Here): Signature {
  const label = functionHead(fn), open = label.indexOf('('), names = fn.type.params.length === 0 ? [] : label.slice(open + 1, label.indexOf(')', open)).split(', ');
  return signature(label, names, depth, (language) => paragraphs(documentation(fn.at.part, fn.at.node), here(language)));
}

function ofCall(name: string, depth: number, here: Here): Signature | undefined {
  if (!Object.hasOwn(CALLS, name)) return undefined;
  const { type, text } = CALLS[name as CallName];
  return signature(`sys ${name} ${typeText(type)}`, [...type.params], depth, (language) => paragraphs(language === 'ko' ? KOREAN_CALLS[name as CallName] : text, here(language)));
}

function ofInstruction(mnemonic: Mnemonic, depth: number, here: Here): Signature | undefined {
  const { code, effect } = INSTRUCTIONS[mnemonic], pops = effectOf(code);
  if (pops === undefined || pops.pops.length === 0) return undefined;
  const names = pops.names.map((name, i) => `${name}:${pops.pops[i]}`);
  return signature(`${mnemonic}  ${effect}`, names, depth, (language) => paragraphs(instructionSentence(mnemonic, language), here(language)));
}
