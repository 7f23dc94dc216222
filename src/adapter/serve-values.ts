// Requests about values: variables and their parts, setting them, expressions.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { message, Refusal, render } from '../base/message';
import {
  MEMORY_ELEMENT_BYTES, type ContextView, type DataItem, type Evaluated, type FrameRef, type LocalInfo, type OperandInfo, type Place, type SourceLocation, type Value, type WatchTarget,
} from '../debugger';
import type { ValueType } from '../isa/types';
import type { Call } from '../protocol/call';
import type { Handlers } from '../protocol/connection';
import type { Adapter } from './adapter';
import { inPieces, then } from './long';
import { codeReference, memoryReference } from './memory-reference';
import { NEEDS_STOP, NOT_SETTABLE, NOT_WATCHABLE, SAYS } from './messages';

/** What a variables reference stands for. */
export type Container =
  | { readonly kind: 'operands' | 'locals' | 'data' | 'context'; readonly frame: FrameRef }
  | { readonly kind: 'elements'; readonly frame: FrameRef; readonly item: DataItem };

/** Elements of data that a client gets where it does not say how many it wants. */
const ELEMENTS_MAX = 1000;

export function serveValues(adapter: Adapter): Handlers {
  return {
    variables: (given, call) => {
      const values = new Values(adapter, given.format?.hex === true);
      const container = adapter.containers.get(given.variablesReference);
      if (given.filter !== undefined && (given.filter === 'indexed') !== (container.kind === 'elements')) return { variables: [] };
      if (container.kind !== 'elements') return { variables: values.of(container, given.start ?? 0, given.count ?? 0) };
      const count = given.count === undefined || given.count === 0 ? ELEMENTS_MAX : Math.min(given.count, container.item.count);
      const make = (from: number, length: number): P.Variable[] => values.of(container, from, length);
      return then(inPieces(adapter, call, given.start ?? 0, count, make), (variables) => ({ variables }));
    },
    setVariable: (given, call) => {
      const values = new Values(adapter, given.format?.hex === true);
      return values.set(adapter.containers.get(given.variablesReference), given.name, given.value, call);
    },
    setExpression: (given, call) => {
      const result = stopped(adapter).debug.setExpression(given.expression, given.value, frameOf(adapter, given.frameId));
      call.after(() => tellWritten(adapter, result.place));
      return new Values(adapter, given.format?.hex === true).assigned(result);
    },
    completions: (given) => {
      const line = given.line === undefined ? 0 : adapter.form.fromLine(given.line);
      const text = given.text.split('\n')[line] ?? '';
      const column = Math.min(adapter.form.fromColumn(given.column), text.length);
      const found = stopped(adapter).debug.completions(text, column, frameOf(adapter, given.frameId));
      return {
        targets: found.map(({ text: label, kind, detail, start, length }) => (
          { label, type: COMPLETION_TYPES[kind], detail, start: adapter.form.toColumn(start), length })),
      };
    },
  };
}

const COMPLETION_TYPES = {
  local: 'variable', constant: 'value', data: 'field', function: 'function', label: 'reference', word: 'keyword',
} as const satisfies Record<string, P.CompletionItemType>;

/** The debuggee, which must not be running; a client that asks for values meanwhile is too early. */
export function stopped(adapter: Adapter): Adapter['debuggee'] {
  if (adapter.debuggee.debug.state === 'running') throw new Refusal(NEEDS_STOP);
  return adapter.debuggee;
}

/** The frame of a client's number; undefined where it gave none. */
export function frameOf(adapter: Adapter, id: number | undefined): FrameRef | undefined {
  return id === undefined ? undefined : adapter.frames.get(id);
}

/** A place was set: where it lies in memory, who looks there is told. */
function tellWritten(adapter: Adapter, place: Place | undefined): void {
  if (place?.kind === 'memory') adapter.memoryWritten(place, MEMORY_ELEMENT_BYTES[place.element]);
}

/** A number as it is shown. */
export function showValue(type: ValueType, value: number, hex: boolean): string {
  if (type === 'f64') return Object.is(value, -0) ? '-0.0' : Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value);
  return hex ? `0x${(value >>> 0).toString(16)}` : String(value);
}

/** Variables of the protocol, made from what the debugger gives. */
export class Values {
  constructor(private readonly adapter: Adapter, private readonly hex: boolean) {}

  /** The parts of a container; `count` 0: all of them, of an array at most ELEMENTS_MAX. */
  of(container: Container, start: number, count: number): P.Variable[] {
    const { debug } = stopped(this.adapter);
    const { frame } = container;
    const all = (): P.Variable[] => {
      switch (container.kind) {
        case 'operands': return debug.operands(frame).map((operand) => this.operand(operand, frame));
        case 'locals': return debug.locals(frame).map((local) => this.local(local, frame));
        case 'data': return debug.data(frame.context).map((item) => this.data(item, frame));
        case 'context': return this.context(debug.context(frame.context));
        case 'elements': return this.elements(frame, container.item, start, count === 0 ? ELEMENTS_MAX : count);
      }
    };
    return container.kind === 'elements' || (start === 0 && count === 0) ? all() : all().slice(start, count === 0 ? undefined : start + count);
  }

  set(container: Container, name: string, expression: string, call: Call): P.SetVariableResponse['body'] {
    const { debug } = stopped(this.adapter);
    const place = this.placeOf(container, name);
    if (place === undefined) throw new Refusal(NOT_SETTABLE, { name });
    call.after(() => tellWritten(this.adapter, place));
    return this.assigned(debug.setPlace(place, expression, container.frame));
  }

  /** A part of a container as something to watch: an array by its label is all of it. */
  watchTarget(container: Container, name: string): WatchTarget {
    const { debug } = this.adapter.debuggee;
    if (container.kind === 'data') return debug.watchTarget(name, container.frame);
    const place = this.placeOf(container, name);
    if (place === undefined) throw new Refusal(NOT_WATCHABLE, { name });
    return debug.watchPlace(place, container.kind === 'elements' ? `${container.item.name}${name}` : container.kind === 'operands' ? `stack${name}` : name);
  }

  /** What an expression is worth, as `evaluate` answers it. */
  evaluated(result: Evaluated): P.EvaluateResponse['body'] {
    const { value, ...rest } = this.assigned(result);
    return { result: value, ...rest };
  }

  /** What a place was set to, as the setters answer it. */
  assigned({ type, value, text, memory, code, data }: Evaluated): P.SetExpressionResponse['body'] & { variablesReference: number } {
    const many = data !== undefined && data.count > 1;
    const frame = { context: memory?.context ?? 1, depth: 0 };
    const reference = code !== undefined ? codeReference(code) : memory !== undefined ? memoryReference(memory) : undefined;
    return {
      value: this.hex && typeof value === 'number' && type === 'i32' && data === undefined ? showValue('i32', value, true) : text,
      type,
      variablesReference: many ? this.adapter.containers.give({ kind: 'elements', frame, item: data }) : 0,
      ...(many ? { indexedVariables: data.count } : {}),
      ...(reference === undefined ? {} : { memoryReference: reference }),
      ...this.valueLocation(code === undefined ? undefined : this.adapter.debuggee.debug.disassemble(code, 0, 1)[0].location),
    };
  }

  private placeOf({ kind, frame, ...rest }: Container, name: string): Place | undefined {
    const { debug } = this.adapter.debuggee;
    const index = Number(/\d+/.exec(name)?.[0] ?? NaN);
    switch (kind) {
      case 'operands': return debug.operands(frame)[index] === undefined ? undefined : { kind: 'operand', frame, index };
      case 'locals': {
        const local = debug.locals(frame).find((one) => one.name === name);
        return local === undefined ? undefined : { kind: 'local', frame, index: local.index };
      }
      case 'data': return elementPlace(debug.data(frame.context).find((one) => one.name === name), frame, 0);
      case 'elements': return elementPlace((rest as { item: DataItem }).item, frame, index);
      case 'context': return undefined;
    }
  }

  private plain(name: string, { type, value }: Value, more: Partial<P.Variable> = {}): P.Variable {
    return { name, value: showValue(type, value, this.hex), type, variablesReference: 0, ...more };
  }

  private operand(operand: OperandInfo, frame: FrameRef): P.Variable {
    const { pushedBy, type, value, index } = operand;
    const place = type === 'i32' ? { memoryReference: memoryReference({ context: frame.context, address: value >>> 0 }) } : {};
    const from = this.valueLocation(pushedBy?.location);
    return this.plain(`[${index}]`, operand, { evaluateName: `stack[${index}]`, type: this.origin(type, pushedBy), ...place, ...from });
  }

  /** A reference to the place in a source that a value comes from, where there is one that the client can show. */
  private valueLocation(location: SourceLocation | undefined): { valueLocationReference?: number } {
    const { adapter } = this;
    if (location === undefined || !adapter.debuggee.sources.canShow(location.source)) return {};
    return { valueLocationReference: adapter.locations.give(location) };
  }

  /** The type of an operand and the instruction that pushed it. */
  private origin(type: ValueType, pushedBy: OperandInfo['pushedBy']): string {
    if (pushedBy === undefined) return type;
    const { form } = this.adapter;
    const line = pushedBy.location === undefined ? undefined : form.toLine(pushedBy.location.span.start.line);
    const text = line === undefined ? SAYS.pushed_by : SAYS.pushed_at;
    return render(message(text, { type, text: pushedBy.text, ...(line === undefined ? {} : { line }) }), form.language);
  }

  private local(local: LocalInfo, frame: FrameRef): P.Variable {
    const place = local.type === 'i32' ? { memoryReference: memoryReference({ context: frame.context, address: local.value >>> 0 }) } : {};
    return this.plain(local.name, local, { evaluateName: local.name, ...place });
  }

  private data(item: DataItem, frame: FrameRef): P.Variable {
    const { name, element, count, value } = item;
    const base = { name, evaluateName: name, memoryReference: memoryReference({ context: frame.context, address: item.address }) };
    if (typeof value === 'string') return { ...base, value: JSON.stringify(value), type: element, variablesReference: 0 };
    if (value !== undefined) {
      const shown = showValue(element === 'f64' ? 'f64' : 'i32', value, this.hex);
      return { ...base, value: shown, type: element, evaluateName: `${name}[0]`, variablesReference: 0 };
    }
    const parts = count > 1 ? this.adapter.containers.give({ kind: 'elements', frame, item }) : 0;
    const shown = `${element}[${count}]`;
    return { ...base, value: shown, type: shown, variablesReference: parts, ...(parts === 0 ? {} : { indexedVariables: count }) };
  }

  private elements(frame: FrameRef, item: DataItem, start: number, count: number): P.Variable[] {
    return this.adapter.debuggee.debug.elements(frame.context, item, start, count).map((value, i) => this.plain(`[${start + i}]`, value, {
      evaluateName: `${item.name}[${start + i}]`,
      memoryReference: memoryReference({ context: frame.context, address: item.address + (start + i) * widthOf(item) }),
    }));
  }

  private context(view: ContextView): P.Variable[] {
    const line = (name: string, value: string, more: Partial<P.Variable> = {}): P.Variable => (
      { name, value, variablesReference: 0, presentationHint: { attributes: ['readOnly'] }, ...more });
    const { window, trap } = view;
    return [
      line('name', view.name),
      line('function', view.function),
      line('pc', codeReference(view.pc), { evaluateName: 'pc' }),
      line('mode', view.mode),
      line('window', `${window.size} @ ${window.start}`, { type: `base ${window.base}, limit ${window.limit}`,
        memoryReference: memoryReference({ context: view.id, address: 0 }) }),
      ...(view.budget === undefined ? [] : [line('budget', view.budget === Infinity ? '∞' : String(view.budget))]),
      ...(trap === undefined ? [] : [line('cause', trap.cause, { type: trap.instruction })]),
      line('interrupts', view.interrupts.length === 0 ? '-' : view.interrupts.join(' ')),
      line('frames', String(view.frames)),
      line('retired', String(view.retired)),
      line('time', String(view.time)),
    ];
  }
}

function widthOf({ size, count }: DataItem): number {
  return count === 0 ? 1 : size / count;
}

function elementPlace(item: DataItem | undefined, frame: FrameRef, index: number): Place | undefined {
  if (item === undefined || item.element === 'text' || item.element === 'image' || !(index < item.count)) return undefined;
  return { kind: 'memory', context: frame.context, address: item.address + index * widthOf(item), element: item.element };
}
