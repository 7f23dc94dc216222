// The same program written in another way: numbers in other digits, constants taken out and put in, declarations on one
// line or several, jumps turned round.
import { message, type Arguments, type Text } from '../base/message';
import { characters } from '../assembler/literals';
import type { Source } from '../assembler/sources';
import { Token } from '../assembler/syntax/tokens';
import { Node, type Part } from '../assembler/syntax/tree';
import type { Action, ActionKind } from './actions';
import type { TextChange } from './formatting';
import { functionNode, nodeOfKind, statementStart } from './places';
import { WORDS } from './messages';
import type { Model } from './model';
import { nameOfToken } from './names';
import { symbolOf, targetAt, tokenAt } from './targets';

/** Where somebody looks for something to do. */
interface Spot {
  readonly model: Model;
  readonly source: Source;
  readonly part: Part;
  readonly offset: number;
  readonly token: number;
}

/** What can be written in another way at an offset. */
export function rewritesAt(model: Model, source: Source, offset: number): Action[] {
  const part = source.tree.part(source.tree.regionAt(offset)), token = tokenAt(part, offset);
  if (token === undefined) return [];
  const spot: Spot = { model, source, part, offset, token };
  return [...digits(spot), ...extraction(spot), ...inlining(spot), ...locals(spot), ...jumps(spot), ...tee(spot), ...declarations(spot)];
}

function action({ source }: Spot, kind: ActionKind, title: Text, args: Arguments, changes: readonly TextChange[]): Action {
  return { kind, title: message(title, args), edits: changes.map((change) => ({ file: source.path, ...change })) };
}

/** The value of a number or character that a token is, without a sign. */
function numberAt({ part, token }: Spot): number | undefined {
  const kind = part.tokenKind(token), text = part.tokenText(token);
  if (kind === Token.integer) return Number(text.replaceAll('_', ''));
  if (kind !== Token.character) return undefined;
  const { points, bad } = characters(text);
  return bad.length === 0 && points.length === 1 ? points[0] : undefined;
}

/** A number in other digits. */
function digits(spot: Spot): Action[] {
  const { part, token } = spot, value = numberAt(spot);
  if (value === undefined || value > 0xffff_ffff) return [];
  const start = part.tokenStart(token), end = part.tokenEnd(token), now = part.tokenText(token).toLowerCase();
  const forms = [String(value), `0x${value.toString(16)}`, `0b${value.toString(2)}`];
  if (value >= 32 && value < 127 && value !== 39 && value !== 92) forms.push(`'${String.fromCharCode(value)}'`);
  const others = forms.filter((text) => text.toLowerCase() !== now.replaceAll('_', ''));
  return others.map((text) => action(spot, 'refactor.rewrite', WORDS.fix_write, { text }, [{ start, end, text }]));
}

/** A number, or an expression in parentheses, becomes a constant. */
function extraction(spot: Spot): Action[] {
  const { part, token, offset, model, source } = spot;
  const kind = part.tokenKind(token), isNumber = kind === Token.integer || kind === Token.float || kind === Token.character;
  const group = nodeOfKind(part, offset, Node.group), fn = functionNode(part, offset);
  if ((!isNumber && group === undefined) || fn === undefined) return [];
  const values = model.valuesAround(source, part, fn);
  const [start, end] = group === undefined ? [signedStart(spot), part.tokenEnd(token)] : [part.start(group), part.end(group)];
  let name = 'value';
  for (let i = 2; values !== undefined && symbolOf(values, name) !== undefined; i++) name = `value${i}`;
  const text = source.tree.text.slice(start, end), expression = group === undefined ? text : text.slice(1, -1).trim();
  return [action(spot, 'refactor.extract', WORDS.extract, { name, expression },
    [{ start: statementStart(part), end: statementStart(part), text: `const ${name} = ${expression}\n\n` }, { start, end, text: name }])];
}

/** Where a number begins, with its sign. */
function signedStart({ part, token }: Spot): number {
  const before = token - 1, isSign = before >= part.region.firstToken && part.tokenKind(before) === Token.minus;
  return isSign && part.tokenEnd(before) === part.tokenStart(token) ? part.tokenStart(before) : part.tokenStart(token);
}

/** The value of a constant in place of its name. */
function inlining(spot: Spot): Action[] {
  const { model, source, offset } = spot, found = targetAt(model, source, offset);
  if (found?.target.kind !== 'symbol' || found.target.symbol.kind !== 'constant' || nameOfToken(spot.part, spot.token)?.declares === true) return [];
  const { value, name } = found.target.symbol;
  if (value === undefined || (value.type === 'f64' && !Number.isFinite(value.value))) return [];
  const plain = String(value.value), text = value.type === 'f64' && !/[.e]/.test(plain) ? `${plain}.0` : plain;
  return [action(spot, 'refactor.inline', WORDS.inline, { name, text }, [{ start: found.start, end: found.end, text }])];
}

/** Locals of one declaration on lines of their own, or those of neighbouring lines in one. */
function locals(spot: Spot): Action[] {
  const { part, offset } = spot, list = nodeOfKind(part, offset, Node.locals);
  if (list === undefined) return [];
  const all = part.children(list), next = part.next(list), found: Action[] = [];
  const text = all.map((local) => `local ${part.nodeText(local)}`).join('\n  ');
  if (all.length > 1) found.push(action(spot, 'refactor.rewrite', WORDS.split_locals, {}, [{ start: part.start(list), end: part.end(list), text }]));
  const fn = functionNode(part, offset);
  if (fn !== undefined && next < part.next(fn) && part.kind(next) === Node.locals) {
    const joined = [...all, ...part.children(next)].map((local) => part.nodeText(local)).join(', ');
    found.push(action(spot, 'refactor.rewrite', WORDS.join_locals, {}, [{ start: part.start(list), end: part.end(next), text: `local ${joined}` }]));
  }
  return found;
}

/** The instruction of a mnemonic that an offset is in. */
function instructionAt({ part, offset }: Spot): { readonly node: number; readonly mnemonic: string } | undefined {
  const node = nodeOfKind(part, offset, Node.instruction);
  return node === undefined ? undefined : { node, mnemonic: part.tokenText(part.first(node)) };
}

/** The item right before a node, if it is an instruction without anything between. */
function instructionBefore(part: Part, node: number): number | undefined {
  for (let at = node - 1; at > part.node; at--) {
    if (part.next(at) === node && part.kind(at) === Node.instruction) return at;
  }
  return undefined;
}

/** `eqz jumpz` is `jumpnz`, and the other way round. */
function jumps(spot: Spot): Action[] {
  const { part } = spot, found = instructionAt(spot);
  if (found === undefined || (found.mnemonic !== 'jumpz' && found.mnemonic !== 'jumpnz')) return [];
  const other = found.mnemonic === 'jumpz' ? 'jumpnz' : 'jumpz', start = part.start(found.node), end = start + found.mnemonic.length;
  const before = instructionBefore(part, found.node), hasTest = before !== undefined && part.nodeText(before) === 'eqz';
  const text = hasTest ? other : `eqz ${other}`;
  return [action(spot, 'refactor.rewrite', WORDS.fix_write, { text }, [{ start: hasTest ? part.start(before) : start, end, text }])];
}

/** `set x get x` is `tee x`. */
function tee(spot: Spot): Action[] {
  const { part } = spot, found = instructionAt(spot);
  if (found === undefined || (found.mnemonic !== 'set' && found.mnemonic !== 'get')) return [];
  const first = found.mnemonic === 'set' ? found.node : instructionBefore(part, found.node);
  const second = first === undefined ? undefined : part.next(first);
  if (first === undefined || second === undefined || part.kind(second) !== Node.instruction) return [];
  const [set, one, ...rest] = part.nodeText(first).split(/\s+/), [get, other] = part.nodeText(second).split(/\s+/);
  if (set !== 'set' || get !== 'get' || one !== other || rest.length > 0) return [];
  return [action(spot, 'refactor.rewrite', WORDS.fix_write, { text: `tee ${one}` }, [{ start: part.start(first), end: part.end(second), text: `tee ${one}` }])];
}

/** A function can be exported, and put into the table. */
function declarations(spot: Spot): Action[] {
  const { model, source, offset, part } = spot, found = targetAt(model, source, offset);
  if (found?.target.kind !== 'symbol' || found.target.symbol.kind !== 'function' || nameOfToken(part, spot.token)?.declares !== true) return [];
  const { symbol, values } = found.target, { name } = symbol, at = statementStart(part);
  const exported = values.program.exports.some((one) => one.part.tokenText(one.part.first(one.part.child(one.node, Node.use) ?? one.node)) === name);
  const add = (title: Text, text: string): Action => action(spot, 'refactor.rewrite', title, { name }, [{ start: at, end: at, text }]);
  return [...exported ? [] : [add(WORDS.export_it, `export ${name}\n\n`)], ...symbol.tableIndex >= 0 ? [] : [add(WORDS.fix_table, `table ${name}\n\n`)]];
}
