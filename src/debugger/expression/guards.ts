// Expressions as plain data that compiled code can work out by itself, beside the functions that `compile.ts` makes of
// them. Not all can: what reads text, what counts frames or steps, and the remainder of f64 have none. Where an operand
// has none, the whole has none.
import type { ValueType } from '../../isa/types';
import type { Guard, GuardBinary, GuardElement } from '../../machine/stop-test';
import type { Register } from './scope';
import type { BinaryOperator, UnaryOperator } from './tree';

type Maybe = Guard | undefined;

/** An i32 as it is computed: a constant of debug information may be anything. */
export function numberGuard(type: ValueType, value: number): Maybe {
  return type === 'f64' || (value | 0) === value ? { kind: 'number', type, value } : undefined;
}

export function localGuard(index: number, type: ValueType): Guard {
  return { kind: 'local', type, index };
}

export function operandGuard(below: number, type: ValueType): Guard {
  return { kind: 'operand', type, below };
}

export function registerGuard(register: Register): Maybe {
  switch (register) {
    case 'pc': case 'context': return { kind: register, type: 'i32' };
    case 'sp': case 'depth': return { kind: 'depth', type: 'i32' };
    case 'frames': case 'steps': return undefined;
  }
}

export function memoryGuard(address: Maybe, element: GuardElement): Maybe {
  return address === undefined ? undefined : { kind: 'memory', type: element === 'f64' ? 'f64' : 'i32', element, address };
}

/** The address of one of so many elements. */
export function elementGuard(value: Maybe, count: number, start: number, bytes: number): Maybe {
  if (value === undefined) return undefined;
  const index: Guard = { kind: 'index', type: 'i32', value, count };
  const offset = binaryGuard('*', 'i32', index, numberGuard('i32', bytes));
  return binaryGuard('+', 'i32', numberGuard('i32', start | 0), offset);
}

export function unaryGuard(operator: UnaryOperator, type: ValueType, operand: Maybe): Maybe {
  return operand === undefined || operator === '+' ? operand : { kind: 'unary', type, operator, operand };
}

export function binaryGuard(operator: BinaryOperator & GuardBinary, type: ValueType, left: Maybe, right: Maybe): Maybe {
  if (left === undefined || right === undefined || (operator === '%' && type === 'f64')) return undefined;
  return { kind: 'binary', type, operator, left, right };
}

export function convertGuard(type: ValueType, operand: Maybe): Maybe {
  return operand === undefined ? undefined : { kind: 'convert', type, operand };
}

export function choiceGuard(type: ValueType, condition: Maybe, yes: Maybe, no: Maybe): Maybe {
  if (condition === undefined || yes === undefined || no === undefined) return undefined;
  return { kind: 'choice', type, condition, yes, no };
}

/** Where a guard is asked only in one context. */
export function inContext(context: number | undefined, guard: Maybe): Maybe {
  if (context === undefined) return guard;
  const here = binaryGuard('==', 'i32', registerGuard('context'), numberGuard('i32', context));
  return guard === undefined ? here : binaryGuard('&&', 'i32', here, guard);
}
