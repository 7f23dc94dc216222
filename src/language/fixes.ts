// Changes that mend problems: those that the assembler gives with a problem, and those that need to know more of the text.
import type { Diagnostic } from '../base/diagnostic';
import { message, type Arguments, type MessageRow, type Text } from '../base/message';
import { PROBLEMS } from '../assembler/messages';
import type { Source } from '../assembler/sources';
import { Node, type Part } from '../assembler/syntax/tree';
import { Token } from '../assembler/syntax/tokens';
import type { ValueType } from '../isa/types';
import type { Action } from './actions';
import { deleted, functionNode, headEnd, lineEndOf, nodeOfKind, statementStart, withoutListed } from './places';
import { HINTS, WORDS } from './messages';
import type { Model } from './model';
import { namesIn } from './names';
import type { Edit } from './navigation';
import { stackBefore, statementAt } from './stack';
import { tokenAt } from './targets';

/** A problem where it stands. */
interface Found {
  readonly model: Model;
  readonly source: Source;
  readonly part: Part;
  readonly problem: Diagnostic;
  readonly start: number;
  readonly end: number;
  readonly args: Arguments;
}

type Change = Omit<Edit, 'file'>;
type Fixer = (found: Found) => Action | readonly Action[] | undefined;

/** The changes that mend a problem, the best first. */
export function fixesOf(model: Model, source: Source, problem: Diagnostic): Action[] {
  const { tree } = source, start = tree.offset(problem.span.start), end = tree.offset(problem.span.end);
  const part = tree.part(tree.regionAt(start)), { fix } = problem;
  const found: Found = { model, source, part, problem, start, end, args: problem.message.arguments };
  const given: Action[] = fix === undefined ? [] : [{
    kind: 'quickfix', title: fix.title, mends: problem, preferred: true,
    edits: [{ file: source.path, start: tree.offset(fix.span.start), end: tree.offset(fix.span.end), text: fix.text }],
  }];
  return [...given, ...[FIXERS.get(problem.row.code)?.(found) ?? []].flat()];
}

function action({ source, problem }: Found, title: Text, args: Arguments, changes: readonly Change[], preferred = false): Action {
  const edits = changes.map((change) => ({ file: source.path, ...change }));
  return { kind: 'quickfix', title: message(title, args), edits, mends: problem, ...(preferred ? { preferred } : {}) };
}

function insertion(at: number, text: string): Change {
  return { start: at, end: at, text };
}

/** Writes what is missing at the place of the problem; with a space before it where a word ends there. */
function written(text: string): Fixer {
  return (found) => {
    const before = found.source.tree.text[found.start - 1] ?? ' ', apart = /[\p{L}\p{N}_)]/u.test(before) && /^[\p{L}(]/u.test(text);
    return action(found, WORDS.fix_write, { text }, [insertion(found.start, `${apart ? ' ' : ''}${text}${found.end > found.start ? ' ' : ''}`)], true);
  };
}

function removed(title: Text): Fixer {
  return (found) => action(found, title, { name: String(found.args.name ?? '') }, [deleted(found.source.tree, found.start, found.end)], true);
}

/** Signs that can be put in where they are missing. */
const SIGNS: ReadonlySet<string> = new Set([')', ']', ':', '=', '[']);

const ROWS: readonly (readonly [MessageRow, Fixer])[] = [
  [PROBLEMS.expected, (found) => (SIGNS.has(String(found.args.what)) ? written(String(found.args.what))(found) : undefined)],
  [PROBLEMS.expected_type, written('i32')],
  [PROBLEMS.expected_signature, written('()')],
  [PROBLEMS.open_string, (found) => action(found, WORDS.fix_write, { text: '"' }, [insertion(found.end, '"')], true)],
  [PROBLEMS.stray, removed(WORDS.fix_remove)],
  [PROBLEMS.stray_end, removed(WORDS.fix_remove)],
  [PROBLEMS.unknown_word, declareConstant],
  [PROBLEMS.unknown_constant, declareConstant],
  [PROBLEMS.unknown_local, declareLocal],
  [PROBLEMS.unknown_function, writeFunction],
  [PROBLEMS.is_struct, (found) => action(found, WORDS.fix_write, { text: `${String(found.args.name)}.size` }, [insertion(found.end, '.size')], true)],
  [PROBLEMS.not_in_table, (found) => action(found, WORDS.fix_table, found.args, [insertion(statementStart(found.part), `table ${String(found.args.name)}\n\n`)], true)],
  [PROBLEMS.no_entry, writeEntry],
  [PROBLEMS.two_memories, removed(WORDS.fix_remove)],
  [PROBLEMS.two_exports, removeDeclaration],
  [PROBLEMS.call_untyped, (found) => action(found, WORDS.fix_write, { text: `sys ${String(found.args.name)} ()` }, [insertion(found.end, ' ()')], true)],
  [PROBLEMS.call_type, removeSignature],
  [PROBLEMS.empty_function, (found) => returnBefore(found)],
  [PROBLEMS.mismatch, otherType],
  [PROBLEMS.ret_rest, (found) => [dropRest(found), giveResult(found)].filter((one) => one !== undefined)],
  [PROBLEMS.unreachable, removed(WORDS.fix_remove_code)],
  [PROBLEMS.unused_local, removeLocal],
  [PROBLEMS.never_read, removeLocal],
  [HINTS.unused, removeDeclaration],
  [PROBLEMS.unused_label, (found) => action(found, WORDS.fix_remove_label, found.args, [deleted(found.source.tree, found.start, found.end + 1)], true)],
];
const FIXERS: ReadonlyMap<string, Fixer> = new Map(ROWS.map(([{ code }, fixer]) => [code, fixer]));

function declareConstant(found: Found): Action | undefined {
  const name = String(found.args.name);
  if (name.includes('.')) return undefined;
  return action(found, WORDS.fix_constant, { name }, [insertion(statementStart(found.part), `const ${name} = 0\n\n`)]);
}

/** A local of the type of what is stored into it, else an i32. */
function declareLocal(found: Found): Action | undefined {
  const { part, source, start, args } = found, fn = functionNode(part, start), token = tokenAt(part, start);
  if (fn === undefined || token === undefined) return undefined;
  const stores = part.tokenText(token - 1) === 'set' || part.tokenText(token - 1) === 'tee';
  const stack = stores ? stackAt(found) : undefined, type = stack?.[stack.length - 1] ?? 'i32';
  const declaration = `${String(args.name)}: ${type}`, before = part.children(fn).filter((child) => part.kind(child) === Node.locals).pop();
  const change = before === undefined
    ? insertion(lineEndOf(source.tree, headEnd(part, fn)), `\n  local ${declaration}`) : insertion(part.end(before), `, ${declaration}`);
  return action(found, WORDS.fix_local, { declaration }, [change]);
}

/** The types before the instruction at a problem. */
function stackAt({ model, source, part, start }: Found): readonly ValueType[] | undefined {
  const node = statementAt(part, start), values = node === undefined ? undefined : model.valuesAround(source, part, node);
  const stack = node === undefined || values === undefined ? undefined : stackBefore(model, source, values, part, part.start(node));
  return stack === 'unreached' ? undefined : stack;
}

/** A function that takes what is on the stack where it is called. */
function writeFunction(found: Found): Action | undefined {
  const { part, source, start, args } = found, fn = functionNode(part, start);
  if (fn === undefined) return undefined;
  const params = (stackAt(found) ?? []).map((type, i) => `${String.fromCharCode(97 + i)}: ${type}`).slice(0, 26);
  const head = `func ${String(args.name)}${params.length > 0 ? ` (${params.join(', ')})` : ''}`;
  return action(found, WORDS.fix_function, { head }, [insertion(lineEndOf(source.tree, part.end(fn)), `\n\n${head}\n  ret\nend`)]);
}

function writeEntry(found: Found): Action {
  const { text } = found.source.tree, gap = text === '' || text.endsWith('\n\n') ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  return action(found, WORDS.fix_entry, {}, [insertion(text.length, `${gap}entry func main\n  ret\nend\n`)], true);
}

function removeDeclaration(found: Found): Action {
  const { part, source } = found, { limitToken } = part.region;
  return action(found, WORDS.fix_remove, {}, [deleted(source.tree, statementStart(part), Math.max(part.end(part.node), part.tokenEnd(limitToken - 1)))], true);
}

function removeSignature(found: Found): Action | undefined {
  const { part, start } = found, node = nodeOfKind(part, start, Node.instruction);
  const signature = node === undefined ? undefined : part.child(node, Node.signature);
  if (signature === undefined) return undefined;
  return action(found, WORDS.fix_firmware_type, found.args, [{ start: part.tokenEnd(part.first(signature) - 1), end: part.end(signature), text: '' }], true);
}

function returnBefore(found: Found): Action | undefined {
  const { part, start } = found, fn = functionNode(part, start), last = fn === undefined ? -1 : part.limit(fn) - 1;
  if (fn === undefined || part.tokenKind(last) !== Token.end_) return undefined;
  return action(found, WORDS.fix_write, { text: 'ret' }, [insertion(part.tokenStart(last), '  ret\n')], true);
}

/** Instructions that do the same to values of the other type. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['add', 'fadd'], ['sub', 'fsub'], ['mul', 'fmul'], ['div', 'fdiv'], ['eq', 'feq'], ['ne', 'fne'], ['lt', 'flt'], ['gt', 'fgt'], ['le', 'fle'], ['ge', 'fge'],
  ['store', 'fstore'],
];
const SIBLINGS: ReadonlyMap<string, string> = new Map(PAIRS.flatMap(([one, other]) => [[one, other], [other, one]]));

function typesOf(text: Arguments[string]): string[] {
  return String(text).replace(/^\[|\]$/g, '').split(' ').filter((one) => one !== '');
}

/** The same instruction for the types that are there, or a conversion of the top. */
function otherType(found: Found): Action[] {
  const { start, args } = found, mnemonic = String(args.mnemonic), expected = typesOf(args.expected), there = typesOf(args.found).slice(-expected.length);
  const sibling = SIBLINGS.get(mnemonic), top = there[there.length - 1], wanted = expected[expected.length - 1];
  const wrong = there.filter((type, i) => type !== expected[i]).length, all: Action[] = [];
  const fits = mnemonic.endsWith('store') ? wrong === 1 && top !== wanted : wrong === expected.length;
  if (sibling !== undefined && fits) {
    all.push(action(found, WORDS.fix_write, { text: sibling }, [{ start, end: start + mnemonic.length, text: sibling }], true));
  }
  if (wrong === 1 && top !== wanted && (top === 'i32' || top === 'f64')) {
    const conversion = top === 'i32' ? 'i2f' : 'f2i';
    all.push(action(found, WORDS.fix_convert, { conversion }, [insertion(start, `${conversion} `)], all.length === 0));
  }
  return all;
}

/** Drops what is on the stack beside the result, where the result lies below it. */
function dropRest(found: Found): Action | undefined {
  const { start, args } = found, expected = typesOf(args.expected), there = typesOf(args.found);
  const more = there.length - expected.length;
  if (more <= 0 || there[0] === '...' || expected.some((type, i) => there[i] !== type)) return undefined;
  return action(found, WORDS.fix_drop, { count: more }, [insertion(start, 'drop '.repeat(more))], expected.length > 0);
}

/** Makes the one value that is on the stack the result of a function that has none. */
function giveResult(found: Found): Action | undefined {
  const { part, start, args } = found, [type, ...more] = typesOf(args.found), fn = functionNode(part, start);
  if (fn === undefined || more.length > 0 || typesOf(args.expected).length > 0 || (type !== 'i32' && type !== 'f64')) return undefined;
  return action(found, WORDS.fix_result, { type }, [insertion(headEnd(part, fn), ` -> ${type}`)], true);
}

/** Removes the declaration of a local, and what is stored into it but never read. */
function removeLocal(found: Found): Action | undefined {
  const { part, source, start, args } = found, token = tokenAt(part, start), node = nodeOfKind(part, start, Node.local);
  const list = nodeOfKind(part, start, Node.locals), owner = functionNode(part, start);
  if (token === undefined || node === undefined || list === undefined) return undefined;
  const stores = namesIn(part).filter((name) => name.kind === 'local' && !name.declares && name.owner === owner && part.tokenText(name.token) === part.tokenText(token));
  const changes = stores.map((name) => ({ start: part.tokenStart(name.token - 1), end: part.tokenEnd(name.token), text: part.tokenText(name.token - 1) === 'tee' ? 'nop' : 'drop' }));
  return action(found, WORDS.fix_remove_local, args, [withoutListed(source.tree, part, list, node), ...changes], true);
}
