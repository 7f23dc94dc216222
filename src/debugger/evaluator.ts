// Evaluates what people type: watches, hovers, the console, new values for places.
import { Refusal } from '../base/message';
import type { Machine } from '../machine/machine';
import { operandTypes } from '../machine/walk';
import type { Assignment } from './assignment';
import { compile, type Compiled, type CompiledNumber } from './expression/compile';
import { Environment } from './expression/environment';
import { parseExpression } from './expression/parse';
import { Scope } from './expression/scope';
import type { Expression } from './expression/tree';
import { formatNumber, quotedText } from './format';
import type { FoundFrame, Frames } from './frames';
import { EXPRESSION_PROBLEMS } from './messages';
import type { Programs } from './programs';
import type { DataItem, Evaluated, Format, FrameRef, Place, Value } from './types';
import { dataItem, type Values } from './values';

export class Evaluator {
  private readonly environment: Environment;

  constructor(machine: Machine, private readonly programs: Programs, private readonly frames: Frames, private readonly values: Values,
    private readonly assignment: Assignment) {
    this.environment = new Environment(machine);
  }

  /** What names mean in a frame. */
  scope({ context, frame }: FoundFrame): Scope {
    return new Scope(this.programs.of(context.program), frame.fn, operandTypes(context, frame));
  }

  evaluate(text: string, ref: FrameRef): Evaluated {
    const found = this.frames.find(ref);
    const expression = parseExpression(text);
    const compiled = this.prepare(expression, found);
    const format = expression.format ?? 'decimal';
    return compiled.type === 'text' ? this.text(compiled, format, ref) : this.number(compiled, format, found, ref);
  }

  private prepare(expression: Expression, { context, frame }: FoundFrame): Compiled {
    const compiled = compile(expression.tree, this.scope({ context, frame }));
    this.environment.setFrame(context, frame);
    return compiled;
  }

  private text(compiled: Compiled & { type: 'text' }, format: Format, ref: FrameRef): Evaluated {
    const value = compiled.text(this.environment);
    const address = compiled.address?.(this.environment);
    const memory = address === undefined ? {} : { memory: { context: ref.context, address: address >>> 0 } };
    return { type: 'text', value, format, text: quotedText(value), ...memory };
  }

  private number(compiled: CompiledNumber, format: Format, { context }: FoundFrame, ref: FrameRef): Evaluated {
    const value = compiled.compute(this.environment);
    const place = this.place(compiled, ref);
    const data = compiled.data === undefined ? undefined : this.values.item(context, dataItem(compiled.data));
    const plain = formatNumber(compiled.type, value, format);
    const address = place?.kind === 'memory' ? place.address : compiled.type === 'i32' ? value >>> 0 : undefined;
    return {
      type: compiled.type, value, format, text: data === undefined ? plain : `${plain} → ${dataText(data, format)}`,
      ...(place === undefined ? {} : { place }), ...(data === undefined ? {} : { data }),
      ...(address === undefined ? {} : { memory: { context: ref.context, address } }),
      ...(compiled.code === undefined ? {} : { code: this.programs.of(context.program).flat(compiled.code) }),
    };
  }

  /** The place of a value in a frame. */
  private place({ place }: CompiledNumber, frame: FrameRef): Place | undefined {
    switch (place?.kind) {
      case undefined: return undefined;
      case 'local': return { kind: 'local', frame, index: place.index };
      case 'operand': return { kind: 'operand', frame, index: place.index(this.environment) };
      case 'memory': {
        const address = place.address(this.environment) >>> 0;
        return { kind: 'memory', context: frame.context, address, element: place.element };
      }
    }
  }

  /** Sets the place that an expression names; data of one element is set by its label alone. */
  setExpression(target: string, text: string, ref: FrameRef): Evaluated {
    const named = this.evaluate(target, ref);
    const place = named.place ?? singlePlace(named.data, ref);
    if (place === undefined) throw new Refusal(EXPRESSION_PROBLEMS.no_place, { text: target });
    return this.setPlace(place, text, ref);
  }

  setPlace(place: Place, text: string, ref: FrameRef): Evaluated {
    const { type, value, format } = this.evaluate(text, ref);
    if (type === 'text' || typeof value === 'string') throw new Refusal(EXPRESSION_PROBLEMS.needs_number, { at: 1 });
    this.assignment.set(place, { type, value });
    const now = this.valueAt(place);
    return { ...now, format, text: formatNumber(now.type, now.value, format), place };
  }

  private valueAt(place: Place): Value {
    switch (place.kind) {
      case 'local': return this.values.locals(this.frames.find(place.frame))[place.index];
      case 'operand': return this.values.operands(this.frames.find(place.frame))[place.index];
      case 'memory': {
        this.environment.context = this.frames.context(place.context);
        const value = this.environment.read(place.address, place.element, { start: 0, end: 0 });
        return { type: place.element === 'f64' ? 'f64' : 'i32', value };
      }
    }
  }
}

/** The place of data that is a single number. */
function singlePlace(data: DataItem | undefined, { context }: FrameRef): Place | undefined {
  if (data === undefined || data.count !== 1 || data.element === 'text' || data.element === 'image') return undefined;
  return { kind: 'memory', context, address: data.address, element: data.element };
}

/** What data holds, in short. */
function dataText({ element, count, size, value }: DataItem, format: Format): string {
  if (typeof value === 'string') return quotedText(value);
  if (typeof value === 'number') return formatNumber(element === 'f64' ? 'f64' : 'i32', value, format);
  return element === 'image' || element === 'text' ? `${element} of ${size} bytes` : `${element}[${count}]`;
}
