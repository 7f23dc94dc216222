// Stops with conditions and hit counts: random ones, and what they mean, worked out by the observer at each arrival. The
// witness always comes back and asks the observer; compiled code asks by itself and comes back only where it must.
import type { Random } from '../../src/base/random';
import type { Context } from '../../src/machine/context';
import type { Machine } from '../../src/machine/machine';
import type { Program } from '../../src/machine/program';
import type { Guard, GuardBinary, GuardElement } from '../../src/machine/stop-test';
import { localTypes, slotValue } from '../../src/machine/walk';
import type { ValueType } from '../../src/isa/types';
import { FLOATS, INTEGERS } from '../witness/writer';

const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='] as const;
const INTEGER_OPERATORS = ['|', '^', '&', '<<', '>>', '>>>', '+', '-', '*', '/', '%'] as const;
const FLOAT_OPERATORS = ['+', '-', '*', '/'] as const;
const ELEMENTS = ['i8', 'u8', 'i16', 'u16', 'i32'] as const;

/** What a guard may name at an instruction. */
interface Place {
  readonly locals: readonly ValueType[];
  /** Top first. */
  readonly operands: readonly ValueType[];
}

/** A random guard of a type. */
class Guards {
  constructor(private readonly random: Random, private readonly place: Place) {}

  /** Something that is true now and then. */
  condition(depth: number): Guard {
    const { random } = this;
    if (depth > 0 && random.below(4) === 0) {
      const left = this.condition(depth - 1), right = this.condition(depth - 1);
      return { type: 'i32', kind: 'binary', operator: random.pick(['||', '&&'] as const), left, right };
    }
    if (random.below(8) === 0) return this.next(random.pick(['i32', 'f64'] as const), depth);
    const type = random.pick(['i32', 'i32', 'f64'] as const);
    const left = this.next(type, depth), right = this.next(type, depth - 1);
    return { type: 'i32', kind: 'binary', operator: random.pick(COMPARISONS), left, right };
  }

  next(type: ValueType, depth: number): Guard {
    if (depth <= 0 || this.random.below(3) === 0) return this.leaf(type);
    return type === 'i32' ? this.integer(depth - 1) : this.float(depth - 1);
  }

  private leaf(type: ValueType): Guard {
    const { random, place } = this;
    const local = place.locals.length === 0 ? 0 : random.below(place.locals.length);
    const below = place.operands.length === 0 ? 0 : random.below(place.operands.length);
    if (place.locals[local] === type && random.below(2) === 0) return { type, kind: 'local', index: local };
    if (place.operands[below] === type) return { type, kind: 'operand', below };
    if (type === 'i32' && random.below(8) === 0) return { type, kind: random.pick(['pc', 'depth', 'context'] as const) };
    return { type, kind: 'number', value: type === 'f64' ? random.pick(FLOATS) : random.pick([...INTEGERS, 3, 5, 10, 100]) };
  }

  private integer(depth: number): Guard {
    const { random } = this, type = 'i32';
    switch (random.below(8)) {
      case 0: return { type, kind: 'unary', operator: random.pick(['-', '~'] as const), operand: this.next('i32', depth) };
      case 1: return { type, kind: 'unary', operator: '!', operand: this.next(random.pick(['i32', 'f64'] as const), depth) };
      case 2: return { type, kind: 'memory', element: random.pick(ELEMENTS), address: this.next('i32', depth) };
      case 3: return { type, kind: 'index', value: this.next('i32', depth), count: 1 + random.below(200) };
      case 4: return { type, kind: 'convert', operand: this.next('f64', depth) };
      case 5: return { type, kind: 'choice', condition: this.condition(depth), yes: this.next('i32', depth), no: this.next('i32', depth) };
      default: {
        const left = this.next('i32', depth), right = this.next('i32', depth);
        return { type, kind: 'binary', operator: random.pick(INTEGER_OPERATORS), left, right };
      }
    }
  }

  private float(depth: number): Guard {
    const { random } = this, type = 'f64';
    switch (random.below(6)) {
      case 0: return { type, kind: 'unary', operator: '-', operand: this.next('f64', depth) };
      case 1: return { type, kind: 'memory', element: 'f64', address: this.next('i32', depth) };
      case 2: return { type, kind: 'convert', operand: this.next('i32', depth) };
      case 3: return { type, kind: 'choice', condition: this.condition(depth), yes: this.next('f64', depth), no: this.next('f64', depth) };
      default: {
        const left = this.next('f64', depth), right = this.next('f64', depth);
        return { type, kind: 'binary', operator: random.pick(FLOAT_OPERATORS), left, right };
      }
    }
  }
}

/** A guard has no value here. */
class Nothing extends Error {}

const truth = (value: number): boolean => value !== 0 && value === value;

/** The value of a guard where a context stands. Throws {@link Nothing} where it has none. */
function valueOf(guard: Guard, machine: Machine, context: Context): number {
  const { store } = machine;
  const of = (other: Guard): number => valueOf(other, machine, context);
  switch (guard.kind) {
    case 'number': return guard.value;
    case 'local': return slotValue(store, context.fp + guard.index * 2, guard.type);
    case 'operand': return slotValue(store, context.sp - 2 - guard.below * 2, guard.type);
    case 'pc': return context.pc;
    case 'depth': return context.program.image.states.depth(context.program.image.stateAt[context.pc]);
    case 'context': return context.id;
    case 'memory': return element(machine, context, guard.element, of(guard.address) >>> 0);
    case 'index': {
      const value = of(guard.value);
      if (value < 0 || value >= guard.count) throw new Nothing();
      return value;
    }
    case 'unary': {
      const value = of(guard.operand);
      return guard.operator === '!' ? (truth(value) ? 0 : 1) : guard.operator === '~' ? ~value : guard.type === 'i32' ? -value | 0 : -value;
    }
    case 'convert': return guard.type === 'f64' ? of(guard.operand) : integerOf(of(guard.operand));
    case 'choice': return truth(of(guard.condition)) ? of(guard.yes) : of(guard.no);
    case 'binary': return binary(guard, of);
  }
}

function integerOf(value: number): number {
  return value === value ? Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(value))) : 0;
}

function element(machine: Machine, context: Context, kind: GuardElement, address: number): number {
  const size = { i8: 1, u8: 1, i16: 2, u16: 2, i32: 4, f64: 8 }[kind];
  const bytes = machine.bytesOf(context, address, size);
  if (bytes === undefined) throw new Nothing();
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);
  switch (kind) {
    case 'i8': return view.getInt8(0);
    case 'u8': return view.getUint8(0);
    case 'i16': return view.getInt16(0, true);
    case 'u16': return view.getUint16(0, true);
    case 'i32': return view.getInt32(0, true);
    case 'f64': return view.getFloat64(0, true);
  }
}

function binary({ type, operator, left, right }: Guard & { kind: 'binary' }, of: (guard: Guard) => number): number {
  const a = of(left);
  if (operator === '&&') return truth(a) && truth(of(right)) ? 1 : 0;
  if (operator === '||') return truth(a) || truth(of(right)) ? 1 : 0;
  const b = of(right);
  if (type === 'f64') return arithmetic(operator, a, b);
  if ((operator === '/' || operator === '%') && b === 0) throw new Nothing();
  return operator === '*' ? Math.imul(a, b) : arithmetic(operator, a, b) | 0;
}

function arithmetic(operator: GuardBinary, a: number, b: number): number {
  switch (operator) {
    case '==': return Number(a === b);
    case '!=': return Number(a !== b);
    case '<': return Number(a < b);
    case '<=': return Number(a <= b);
    case '>': return Number(a > b);
    case '>=': return Number(a >= b);
    case '|': return a | b;
    case '^': return a ^ b;
    case '&': return a & b;
    case '<<': return a << b;
    case '>>': return a >> b;
    case '>>>': return a >>> b;
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case '/': return a / b;
    default: return a % b;
  }
}

/** Plants a stop with a random condition, with or without hits that it lets pass; gives the cell that counts them. */
export function plantCondition(machine: Machine, program: Program, address: number, random: Random): number | undefined {
  const { image } = program;
  if (image.stateAt[address] < 0) return undefined;
  const operands = image.states.types(image.stateAt[address]).reverse();
  const locals = localTypes({ program } as Context, program.functionAt(address));
  const condition = random.below(8) === 0 ? undefined : new Guards(random, { locals, operands }).condition(2);
  const cell = condition === undefined || random.below(2) === 0 ? machine.store.takeCell() : undefined;
  if (cell !== undefined) machine.store.i32[cell] = random.below(30);
  program.setStop(address, true, { wishes: [{ condition, cell }] });
  return cell;
}

/** Whether the observer lets the context pass a stop at which the machine has come back; a hit that is let pass is counted. */
export function letsPass(machine: Machine): boolean {
  const { current, store } = machine;
  const wish = current.program.testAt(current.pc)?.wishes[0];
  if (wish === undefined) return false;
  const { condition, cell } = wish;
  try {
    if (condition !== undefined && !truth(valueOf(condition, machine, current))) return true;
  } catch (error) {
    if (error instanceof Nothing) return false;
    throw error;
  }
  if (cell === undefined || store.i32[cell] === 0) return false;
  store.i32[cell]--;
  return true;
}
