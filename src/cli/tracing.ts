// Watches a machine one step at a time and says for each what it was: which instruction took effect, in which context, and
// the operand stack that it left. An instruction that trapped took no effect; what did is the `resume` of its parent.
import type { Context } from '../machine/context';
import type { Machine } from '../machine/machine';
import { framesOf, operandTypes, slotValue } from '../machine/walk';
import type { ValueType } from '../isa/types';
import { defined } from '../base/assert';

/** A value on an operand stack. */
export interface TracedValue {
  readonly type: ValueType;
  readonly value: number;
}

/** One step of a machine. */
export interface TracedStep {
  /** The count of steps with this one. */
  readonly step: number;
  readonly context: Context;
  /** Address of the instruction in the context's code. */
  readonly address: number;
  /** The operands of the innermost frame after the step, deepest first. */
  readonly stack: readonly TracedValue[];
}

/** What must be remembered of the moment before a step. */
export interface Before {
  readonly context: Context;
  readonly address: number;
  readonly depth: number;
}

/** The moment before the next step. */
export function beforeStep(machine: Machine): Before {
  const { current } = machine;
  return { context: current, address: current.pc, depth: machine.chain.length };
}

/** What the machine did in the one step since `before`. */
export function tracedStep(machine: Machine, before: Before): TracedStep {
  const cameBack = machine.chain.length < before.depth;
  const context = cameBack ? machine.current : before.context;
  // A `resume` that came back has retired, so its context stands behind it; one that entered its child still stands on it.
  const address = cameBack ? context.pc - 1 : before.address;
  return { step: machine.steps, context, address, stack: operandsOf(machine, context) };
}

/** The operands of a context's innermost frame, deepest first. */
export function operandsOf(machine: Machine, context: Context): TracedValue[] {
  const frame = defined(framesOf(machine.store, context).next().value ?? undefined, 'the innermost frame');
  return operandTypes(context, frame).map((type, i) => ({ type, value: slotValue(machine.store, frame.operands + i * 2, type) }));
}
