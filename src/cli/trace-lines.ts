// A step of a trace as a line: for people in columns, for programs as JSON.
import { formatNumber } from '../debugger/format';
import { causeName } from '../isa/causes';
import type { Ending } from '../machine/machine';
import type { Moments } from './moments';
import { padded } from './layout';
import type { Before, TracedStep } from './tracing';

/** Widths of the columns, in cells. */
const STEP = 9, CONTEXT = 3, FUNCTION = 16, ADDRESS = 6, INSTRUCTION = 24;

/** Writes the steps of one trace. */
export interface TraceWriter {
  step(step: TracedStep): string;
  /** The instruction that ended the run; it took no effect and is no step. */
  end(last: Before, ending: Ending): string;
}

/** Lines in columns. */
export function columnWriter(moments: Moments): TraceWriter {
  return {
    step: (step) => `${columns(String(step.step), step, moments)}| ${stackText(step)}\n`,
    end: (last, ending) => `${columns('', last, moments)}= ${endText(ending)}\n`,
  };
}

function columns(step: string, at: Before | TracedStep, moments: Moments): string {
  const { context, address } = at;
  const parts = [
    step.padStart(STEP), String(context.id).padStart(CONTEXT), '', padded(moments.functionAt(context, address), FUNCTION),
    String(address).padStart(ADDRESS), '', padded(moments.instructionAt(context, address), INSTRUCTION),
  ];
  return `${parts.join(' ')} `;
}

function stackText({ stack }: TracedStep): string {
  return stack.map(({ type, value }) => formatNumber(type, value)).join(' ');
}

function endText({ code, cause }: Ending): string {
  return cause === undefined ? `exit ${code}` : `trap ${causeName(cause)}`;
}

/** Lines of JSON; f64 are texts, because JSON has neither NaN nor -0. */
export function jsonWriter(moments: Moments): TraceWriter {
  return {
    step: (step) => line({ step: step.step, ...placeOf(step, moments), stack: step.stack.map(jsonValue) }),
    end: (last, ending) => line({ ...placeOf(last, moments), ends: ending.cause === undefined ? 'exit' : causeName(ending.cause), code: ending.code }),
  };
}

function placeOf({ context, address }: Before | TracedStep, moments: Moments): object {
  return {
    context: context.id, image: context.program.number, function: moments.functionAt(context, address), address,
    instruction: moments.instructionAt(context, address),
  };
}

function jsonValue({ type, value }: TracedStep['stack'][number]): number | string {
  return type === 'i32' ? value : formatNumber(type, value);
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
