// What an instruction makes of values of which something is known: a number where all of them are numbers, else its
// formula with what is known in place of the operands. Instructions that look at memory or at the machine have none.
import { Op, type Instruction } from '../isa/instructions';
import type { Cell } from './cells';

/** The text about the result; empty where there is nothing to say. */
export function folded(row: Instruction, names: readonly string[], operands: readonly Cell[]): string {
  if (row.privileged || row.operand !== 'none' || row.flow !== 'next' || operands.length === 0) return '';
  if (operands.some(({ text }) => text === '')) return '';
  const constant = integers(operands), value = constant === undefined ? undefined : worth(row.code, constant);
  if (value !== undefined) return String(value | 0);
  return formulaOf(row, names, operands);
}

/** The operands as numbers, where all of them are integers written as such. */
function integers(operands: readonly Cell[]): readonly number[] | undefined {
  const numbers = operands.map(({ type, text }) => (type === 'i32' && /^-?\d+$/.test(text) ? Number(text) : NaN));
  return numbers.some(Number.isNaN) ? undefined : numbers;
}

/** What the plainest instructions make of numbers; undefined for all others. */
function worth(code: Op, [a, b]: readonly number[]): number | undefined {
  switch (code) {
    case Op.add: return a + b;
    case Op.sub: return a - b;
    case Op.mul: return Math.imul(a, b);
    case Op.div: return b === 0 ? undefined : a / b;
    case Op.rem: return b === 0 ? undefined : a % b;
    case Op.and: return a & b;
    case Op.or: return a | b;
    case Op.xor: return a ^ b;
    case Op.shl: return a << b;
    case Op.shr: return a >> b;
    case Op.eqz: return Number(a === 0);
    case Op.eq: return Number(a === b);
    case Op.ne: return Number(a !== b);
    case Op.lt: return Number(a < b);
    case Op.gt: return Number(a > b);
    case Op.le: return Number(a <= b);
    case Op.ge: return Number(a >= b);
    default: return undefined;
  }
}

/** `a + b` with texts in place of `a` and `b`. */
function formulaOf({ formula }: Instruction, names: readonly string[], operands: readonly Cell[]): string {
  if (/[[:]/.test(formula) || formula === '') return '';
  const texts = new Map(names.map((name, i) => [name, operands[i].text]));
  const plain = formula.replace('(b mod 32)', 'b');
  const isCall = /^[\w]+\(/.test(plain);
  return plain.replace(/\b[a-z]\b/g, (name) => {
    const text = texts.get(name) ?? name;
    return isCall ? text : asOperand(text);
  });
}

/** A text as it stands beside others: in parentheses where it has a space outside of some. */
export function asOperand(text: string): string {
  let depth = 0;
  for (const unit of text) {
    if (unit === '(') depth++;
    else if (unit === ')') depth--;
    else if (unit === ' ' && depth === 0) return `(${text})`;
  }
  return text;
}
