// Who calls a function, and whom it calls. Calls through the table of functions are not among them: which function such
// a call reaches is known only when it runs.
import type { Source } from '../assembler/sources';
import type { FunctionSymbol } from '../assembler/symbols';
import type { Part } from '../assembler/syntax/tree';
import type { Values } from '../assembler/values';
import { functionHead } from './declared';
import type { Model } from './model';
import { namesIn } from './names';
import type { Location } from './navigation';
import { functionAround } from './stack';
import { targetAt } from './targets';

/** A function as a node of the graph of calls. */
export interface CallItem {
  readonly name: string;
  /** `(a: i32, b: i32) -> i32` */
  readonly detail: string;
  readonly file: string;
  /** The whole declaration, and its name. */
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
  readonly nameEnd: number;
}

/** A function, and the places of calls: in it, where it is the caller, else of it. */
export interface CallsOf {
  readonly item: CallItem;
  readonly places: readonly Location[];
}

/** The function that an offset names, or that is around it. */
export function callItemAt(model: Model, source: Source, offset: number): CallItem | undefined {
  const fn = functionAt(model, source, offset);
  return fn === undefined ? undefined : itemOf(fn);
}

function functionAt(model: Model, source: Source, offset: number): FunctionSymbol | undefined {
  const found = targetAt(model, source, offset);
  if (found?.target.kind === 'symbol') return found.target.symbol.kind === 'function' ? found.target.symbol : undefined;
  const part = source.tree.part(source.tree.regionAt(offset));
  for (const { values } of model.units) {
    const fn = values.program.sources.includes(source) ? functionAround(values, part, offset) : undefined;
    if (fn !== undefined) return fn;
  }
  return undefined;
}

function itemOf(symbol: FunctionSymbol): CallItem {
  const { at: { source, part, node }, token, name, entry } = symbol;
  return {
    name, detail: functionHead(symbol).slice(`${entry ? 'entry ' : ''}func ${name}`.length).trim(), file: source.path,
    start: part.start(node), end: part.end(node), nameStart: part.tokenStart(token), nameEnd: part.tokenEnd(token),
  };
}

/** One call: who, whom, where. */
interface Edge {
  readonly caller: FunctionSymbol;
  readonly callee: FunctionSymbol;
  readonly place: Location;
}

/** The functions that call the one at an offset. */
export function incomingCalls(model: Model, source: Source, offset: number): CallsOf[] {
  const callee = functionAt(model, source, offset);
  return callee === undefined ? [] : grouped([...edges(model, callee.name)].filter((edge) => edge.callee === callee), ({ caller }) => caller);
}

/** The functions that the one at an offset calls. */
export function outgoingCalls(model: Model, source: Source, offset: number): CallsOf[] {
  const caller = functionAt(model, source, offset);
  return caller === undefined ? [] : grouped([...edges(model)].filter((edge) => edge.caller === caller), ({ callee }) => callee);
}

function grouped(found: readonly Edge[], key: (edge: Edge) => FunctionSymbol): CallsOf[] {
  const groups = new Map<FunctionSymbol, Location[]>();
  for (const edge of found) groups.set(key(edge), [...groups.get(key(edge)) ?? [], edge.place]);
  return [...groups].map(([fn, places]) => ({ item: itemOf(fn), places }));
}

/** Every call of a program; `name`: only of functions of that name. */
function* edges(model: Model, name?: string): Generator<Edge> {
  for (const { values } of model.units) {
    for (const caller of values.program.functions) yield* edgesOf(values, caller, name);
  }
}

function* edgesOf({ program: { symbols } }: Values, caller: FunctionSymbol, wanted: string | undefined): Generator<Edge> {
  const { source, part, node } = caller.at;
  for (const { kind, token, owner, declares } of namesFrom(part, part.first(node), part.limit(node))) {
    if (kind !== 'function' || declares || owner !== node) continue;
    const text = part.tokenText(token);
    if (wanted !== undefined && text !== wanted) continue;
    const callee = symbols.get(text);
    if (callee?.kind === 'function') yield { caller, callee, place: { file: source.path, start: part.tokenStart(token), end: part.tokenEnd(token) } };
  }
}

/** The names between two tokens. */
function namesFrom(part: Part, first: number, limit: number): ReturnType<typeof namesIn> {
  const names = namesIn(part);
  return part.first(part.node) === first ? names : names.filter(({ token }) => token >= first && token < limit);
}
