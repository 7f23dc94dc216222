// Random conditions for tests of compiled stops: texts in the debugger's language that mean something more often than not.
import type { Random } from '../../src/base/random';

/** Names that conditions may use. */
export interface Names {
  /** Of locals: i32 and f64. */
  readonly integers: readonly string[];
  readonly floats: readonly string[];
  /** Data of several elements that are numbers. */
  readonly arrays: readonly string[];
  /** How many operands lie on the stack. */
  readonly operands: number;
}

const NUMBERS = ['0', '1', '-1', '2', '3', '7', '10', '31', '100', '-2147483648', '2147483647', '0xffff', '4096'];
const FLOATS = ['0.0', '-0.5', '1.5', '3.25', '1e300', '-2147483649.0', '2147483648.0', '1e-3'];
const COMPARE = ['==', '!=', '<', '<=', '>', '>='];
const ARITHMETIC = ['+', '-', '*', '/', '%', '|', '^', '&', '<<', '>>', '>>>'];
const ELEMENTS = ['i8', 'u8', 'i16', 'u16', 'i32'];
const REGISTERS = ['pc', 'sp', 'depth', 'context', 'frames'];

/** Writes random texts. */
export class Conditions {
  constructor(private readonly random: Random, private readonly names: Names) {}

  /** A condition; operands nest at most so deep. */
  next(depth = 3): string {
    const { random } = this;
    switch (random.below(8)) {
      case 0: return this.integer(depth);
      case 1: return this.float(depth);
      case 2: return `!(${this.next(depth - 1)})`;
      case 3: return this.floatComparison(depth);
      default: return depth <= 0 || random.below(3) > 0 ? this.comparison(depth) : `(${this.next(depth - 1)}) ${random.pick(['&&', '||'])} (${this.next(depth - 1)})`;
    }
  }

  private comparison(depth: number): string {
    return `${this.integer(depth - 1)} ${this.random.pick(COMPARE)} ${this.integer(depth - 1)}`;
  }

  private floatComparison(depth: number): string {
    return `${this.float(depth - 1)} ${this.random.pick(COMPARE)} ${this.random.below(2) === 0 ? this.float(depth - 1) : this.integer(depth - 1)}`;
  }

  private integer(depth: number): string {
    const { random, names } = this;
    const inner = (): string => this.integer(depth - 1);
    switch (random.below(depth <= 0 ? 4 : 13)) {
      case 0: return random.pick(NUMBERS);
      case 1: return random.below(6) === 0 ? random.pick(REGISTERS) : this.name(names.integers);
      case 2: return this.name(names.integers);
      case 3: return names.operands > 0 ? `stack[${random.below(names.operands)}]` : this.name(names.integers);
      case 4: case 5: case 6: return `(${inner()} ${random.pick(ARITHMETIC)} ${inner()})`;
      case 7: return `${random.pick(['-', '~', '+', '!'])}(${inner()})`;
      case 8: return `${random.pick(ELEMENTS)}[${inner()}]`;
      case 9: return names.arrays.length > 0 ? `${random.pick(names.arrays)}[${inner()}]` : `i32[${inner()}]`;
      case 10: return `i32(${this.float(depth - 1)})`;
      case 11: return `(${this.next(depth - 1)} ? ${inner()} : ${inner()})`;
      default: return `(${this.next(depth - 1)})`;
    }
  }

  private float(depth: number): string {
    const { random, names } = this;
    const inner = (): string => this.float(depth - 1);
    switch (random.below(depth <= 0 ? 3 : 8)) {
      case 0: return random.pick(FLOATS);
      case 1: case 2: return names.floats.length > 0 ? random.pick(names.floats) : random.pick(FLOATS);
      case 3: return `(${inner()} ${random.pick(['+', '-', '*', '/'])} ${random.below(3) === 0 ? this.integer(depth - 1) : inner()})`;
      case 4: return `-(${inner()})`;
      case 5: return `f64(${this.integer(depth - 1)})`;
      case 6: return `f64[${this.integer(depth - 1)}]`;
      default: return `(${this.next(depth - 1)} ? ${inner()} : ${random.below(2) === 0 ? inner() : this.integer(depth - 1)})`;
    }
  }

  private name(of: readonly string[]): string {
    return of.length > 0 ? this.random.pick(of) : this.random.pick(NUMBERS);
  }
}
