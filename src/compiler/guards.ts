// An observer's test of a stop as code: before the instruction, conditions are asked and hits counted down. Where a wish
// is to stop, or a condition has no value, code leaves and the observer finds out; else it goes on, and whatever leaves
// at the same instruction after that says that the test is done.
import { defined } from '../base/assert';
import { opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import type { ValueType } from '../isa/types';
import type { Program } from '../machine/program';
import type { Guard, GuardBinary, GuardElement, StopTest, StopWish } from '../machine/stop-test';
import type { Body } from './body';
import { ending } from './graph';
import { Leave, Register } from './registers';
import { Type, Wasm } from './wasm';

/** What code knows of the stops that observers have in a program. */
export interface Stops {
  /** Whether code leaves before the instruction at this address, whatever is asked there. */
  stopsAt(address: number): boolean;
  /** What is asked there otherwise. */
  testAt(address: number): StopTest | undefined;
}

export function stopsOf(program: Program): Stops {
  return {
    stopsAt: (address) => program.hasStop(address) && (program.testAt(address) === undefined || !isTestable(program.image.code[address])),
    testAt: (address) => program.testAt(address),
  };
}

/**
 * Whether a stop before this word can be tested in code. It cannot where the instruction may be begun several times in
 * one moment, as those may that the machine carries out: the observer must know then that it was there before.
 */
function isTestable(word: number): boolean {
  const op = opcodeOf(word);
  return ending(word) !== 'exit' && op !== Op.copy && op !== Op.fill;
}

/** Writes the test of a stop at the body's current instruction, all of whose operands are on the stack. */
export function emitTest(body: Body, test: StopTest): void {
  const { code } = body;
  const writer = new GuardWriter(body);
  code.open(Wasm.block);
  code.open(Wasm.block);
  const counted = test.wishes.flatMap((wish) => writer.ask(wish));
  for (const count of counted) count();
  code.branch(Wasm.br, 1);
  code.op(Wasm.end);
  body.leave(body.address, Leave.stop, body.ahead, 1);
  code.op(Wasm.end);
  body.passedAt = body.address;
}

type Compare = Partial<Record<GuardBinary, Wasm>>;

const INTEGER_COMPARE: Compare = {
  '==': Wasm.i32_eq, '!=': Wasm.i32_ne, '<': Wasm.i32_lt_s, '<=': Wasm.i32_le_s, '>': Wasm.i32_gt_s, '>=': Wasm.i32_ge_s,
};
const FLOAT_COMPARE: Compare = {
  '==': Wasm.f64_eq, '!=': Wasm.f64_ne, '<': Wasm.f64_lt, '<=': Wasm.f64_le, '>': Wasm.f64_gt, '>=': Wasm.f64_ge,
};
const INTEGER: Compare = {
  '|': Wasm.i32_or, '^': Wasm.i32_xor, '&': Wasm.i32_and, '<<': Wasm.i32_shl, '>>': Wasm.i32_shr_s, '>>>': Wasm.i32_shr_u,
  '+': Wasm.i32_add, '-': Wasm.i32_sub, '*': Wasm.i32_mul, '/': Wasm.i32_div_s, '%': Wasm.i32_rem_s,
};
const FLOAT: Compare = { '+': Wasm.f64_add, '-': Wasm.f64_sub, '*': Wasm.f64_mul, '/': Wasm.f64_div };

const LOADS: Readonly<Record<GuardElement, readonly [Wasm, number]>> = {
  i8: [Wasm.i32_load8_s, 1], u8: [Wasm.i32_load8_u, 1], i16: [Wasm.i32_load16_s, 2], u16: [Wasm.i32_load16_u, 2],
  i32: [Wasm.i32_load, 4], f64: [Wasm.f64_load, 8],
};

/** Whether its value is 1 or 0. */
function isFlag(guard: Guard): boolean {
  if (guard.kind === 'unary') return guard.operator === '!';
  return guard.kind === 'binary' && (guard.operator === '||' || guard.operator === '&&' || guard.operator in INTEGER_COMPARE);
}

/** Writes guards, inside a block that is left where nothing can be said. */
class GuardWriter {
  private readonly code: Body['code'];
  /** Blocks opened inside that one. */
  private depth = 0;

  constructor(private readonly body: Body) {
    this.code = body.code;
  }

  /** Leaves where the wish is to stop; gives what counts its hit where nobody stops. */
  ask({ condition, cell }: StopWish): (() => void)[] {
    if (cell === undefined) {
      if (condition === undefined) this.code.branch(Wasm.br, this.depth);
      else this.leaveWhere(condition);
      return [];
    }
    const holds = condition === undefined ? undefined : this.local();
    if (condition !== undefined && holds !== undefined) {
      this.flag(condition);
      this.code.set(holds);
    }
    this.loadCell(cell);
    this.code.op(Wasm.i32_eqz);
    if (holds !== undefined) {
      this.code.get(holds);
      this.code.op(Wasm.i32_and);
    }
    this.sayNothing();
    return [() => this.countDown(cell, holds)];
  }

  /** Leaves where the condition holds: `&&` and `||` as ways on, so that no value is made of them. */
  private leaveWhere(condition: Guard): void {
    if (condition.kind !== 'binary' || (condition.operator !== '&&' && condition.operator !== '||')) {
      this.truth(condition);
      return this.sayNothing();
    }
    if (condition.operator === '||') this.leaveWhere(condition.left);
    else {
      this.code.open(Wasm.block);
      this.depth++;
      this.skipUnless(condition.left, this.depth);
    }
    this.leaveWhere(condition.right);
    if (condition.operator === '||') return;
    this.code.op(Wasm.end);
    this.depth--;
  }

  /** Goes on behind the block that is as deep as that, where the condition does not hold. */
  private skipUnless(condition: Guard, block: number): void {
    if (condition.kind === 'binary' && condition.operator === '&&') {
      this.skipUnless(condition.left, block);
      return this.skipUnless(condition.right, block);
    }
    this.truth(condition);
    this.code.op(Wasm.i32_eqz);
    this.code.branch(Wasm.br_if, this.depth - block);
  }

  private loadCell(cell: number): void {
    this.code.i32(0);
    this.code.access(Wasm.i32_load, cell * 4, 2);
  }

  private countDown(cell: number, holds: number | undefined): void {
    const { code } = this;
    if (holds !== undefined) {
      code.get(holds);
      code.open(Wasm.if_);
    }
    code.i32(0);
    this.loadCell(cell);
    code.i32(1);
    code.op(Wasm.i32_sub);
    code.access(Wasm.i32_store, cell * 4, 2);
    if (holds !== undefined) code.op(Wasm.end);
  }

  private local(type = Type.i32): number {
    return this.body.shell.makeLocal(type);
  }

  /** With a condition on the stack of WebAssembly: the observer is to find out. */
  private sayNothing(): void {
    this.code.branch(Wasm.br_if, this.depth);
  }

  /** Either of two values, by the condition on the stack of WebAssembly. */
  private either(type: Type, yes: () => void, no: () => void): void {
    this.code.byte(Wasm.if_);
    this.code.byte(type);
    this.depth++;
    yes();
    this.code.op(Wasm.else_);
    no();
    this.code.op(Wasm.end);
    this.depth--;
  }

  /** A number that is not 0 where the guard is neither 0 nor NaN. */
  private truth(guard: Guard): void {
    this.value(guard, guard.type);
    if (guard.type === 'i32') return;
    this.code.op(Wasm.f64_abs);
    this.code.f64(0);
    this.code.op(Wasm.f64_gt);
  }

  /** {@link truth} as 1 or 0. */
  private flag(guard: Guard): void {
    this.truth(guard);
    if (guard.type === 'f64' || isFlag(guard)) return;
    this.code.i32(0);
    this.code.op(Wasm.i32_ne);
  }

  /** Its value, of this type; an i32 is made an f64 where one is wanted. */
  private value(guard: Guard, type: ValueType): void {
    this.plain(guard);
    if (guard.type === 'i32' && type === 'f64') this.code.op(Wasm.f64_convert_i32_s);
  }

  private plain(guard: Guard): void {
    const { code, body } = this;
    switch (guard.kind) {
      case 'number': return guard.type === 'f64' ? code.f64(guard.value) : code.i32(guard.value);
      case 'local': return code.get(body.variable(guard.index));
      case 'operand': return body.load(body.peek(guard.below));
      case 'pc': return code.i32(body.address);
      case 'depth': return code.i32(body.stack.length);
      case 'context': return body.shell.loadRegister(Register.context);
      case 'memory': return this.memory(guard);
      case 'index': return this.index(guard);
      case 'unary': return this.unary(guard);
      case 'binary': return this.binary(guard);
      case 'convert': return this.convert(guard);
      case 'choice': {
        this.truth(guard.condition);
        return this.either(guard.type === 'f64' ? Type.f64 : Type.i32, () => this.value(guard.yes, guard.type), () => this.value(guard.no, guard.type));
      }
    }
  }

  private memory({ element, address }: Guard & { kind: 'memory' }): void {
    const { code, body } = this;
    const [op, size] = LOADS[element];
    const at = this.local();
    this.value(address, 'i32');
    code.set(at);
    code.getBack(at, false);
    code.get(body.shell.end(size));
    code.op(Wasm.i32_ge_u);
    this.sayNothing();
    code.get(at);
    code.get(body.shell.origin);
    code.op(Wasm.i32_add);
    code.access(op, 0);
  }

  private index({ value, count }: Guard & { kind: 'index' }): void {
    const at = this.local();
    this.value(value, 'i32');
    this.code.set(at);
    this.code.getBack(at, false);
    this.code.i32(count);
    this.code.op(Wasm.i32_ge_u);
    this.sayNothing();
    this.code.get(at);
  }

  private unary({ operator, operand, type }: Guard & { kind: 'unary' }): void {
    const { code } = this;
    if (operator === '!') {
      this.truth(operand);
      return code.op(Wasm.i32_eqz);
    }
    if (type === 'f64') {
      this.value(operand, 'f64');
      return code.op(Wasm.f64_neg);
    }
    if (operator === '-') code.i32(0);
    this.value(operand, 'i32');
    if (operator === '~') code.i32(-1);
    code.op(operator === '-' ? Wasm.i32_sub : Wasm.i32_xor);
  }

  private binary(guard: Guard & { kind: 'binary' }): void {
    const { operator, left, right } = guard;
    if (operator === '||' || operator === '&&') return this.both(operator, left, right);
    const type = left.type === 'i32' && right.type === 'i32' ? 'i32' : 'f64';
    if (type === 'i32' && (operator === '/' || operator === '%')) return this.division(operator, left, right);
    this.value(left, type);
    this.value(right, type);
    const op = type === 'i32' ? INTEGER_COMPARE[operator] ?? INTEGER[operator] : FLOAT_COMPARE[operator] ?? FLOAT[operator];
    this.code.op(defined(op, 'an operator of these types'));
  }

  private both(operator: '||' | '&&', left: Guard, right: Guard): void {
    this.truth(left);
    if (operator === '&&') this.either(Type.i32, () => this.flag(right), () => this.code.i32(0));
    else this.either(Type.i32, () => this.code.i32(1), () => this.flag(right));
  }

  /** Nothing can be said of a division by 0; one by -1 is a change of sign, where WebAssembly would trap. */
  private division(operator: '/' | '%', left: Guard, right: Guard): void {
    const { code } = this;
    const op = operator === '/' ? Wasm.i32_div_s : Wasm.i32_rem_s;
    const dividend = this.local(), divisor = this.local();
    this.value(left, 'i32');
    code.set(dividend);
    this.value(right, 'i32');
    code.set(divisor);
    const divide = (): void => {
      code.get(dividend);
      code.get(divisor);
      code.op(op);
    };
    if (right.kind === 'number' && right.value !== 0 && right.value !== -1) return divide();
    code.get(divisor);
    code.op(Wasm.i32_eqz);
    this.sayNothing();
    if (operator === '%') return divide();
    code.get(divisor);
    code.i32(-1);
    code.op(Wasm.i32_eq);
    this.either(Type.i32, () => this.negated(dividend), divide);
  }

  private negated(local: number): void {
    this.code.i32(0);
    this.code.get(local);
    this.code.op(Wasm.i32_sub);
  }

  private convert({ operand, type }: Guard & { kind: 'convert' }): void {
    this.value(operand, type === 'f64' ? 'f64' : operand.type);
    if (type === 'i32' && operand.type === 'f64') this.code.op(Wasm.i32_trunc_sat_f64_s);
  }
}
