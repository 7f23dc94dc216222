// The lists of an image that grow while code is written: types of functions and constants, each entered once, in the
// order in which they are first needed.
import { typeText, type FunctionType } from '../isa/types';

/** The lists of one image. */
export class Pools {
  readonly types: FunctionType[] = [];
  readonly integers: number[] = [];
  readonly floats: number[] = [];
  private readonly typeNumbers = new Map<string, number>();
  private readonly integerNumbers = new Map<number, number>();
  private readonly floatNumbers = new Map<number, number>();
  private negativeZero = -1;

  type(type: FunctionType): number {
    const text = typeText(type);
    return this.typeNumbers.get(text) ?? this.addType(type, text);
  }

  integer(value: number): number {
    return this.integerNumbers.get(value) ?? this.addInteger(value);
  }

  /** Told apart by their bits: 0 and -0 differ; there is one NaN. */
  float(value: number): number {
    const known = Object.is(value, -0) ? (this.negativeZero < 0 ? undefined : this.negativeZero) : this.floatNumbers.get(value);
    return known ?? this.addFloat(value);
  }

  /** Enters a type, even where it is there already; the first one stays the one that is found. */
  addType(type: FunctionType, text = typeText(type)): number {
    const number = this.types.push(type) - 1;
    if (!this.typeNumbers.has(text)) this.typeNumbers.set(text, number);
    return number;
  }

  addInteger(value: number): number {
    const number = this.integers.push(value) - 1;
    if (!this.integerNumbers.has(value)) this.integerNumbers.set(value, number);
    return number;
  }

  addFloat(value: number): number {
    const number = this.floats.push(value) - 1;
    if (Object.is(value, -0)) {
      if (this.negativeZero < 0) this.negativeZero = number;
    } else if (!this.floatNumbers.has(value)) this.floatNumbers.set(value, number);
    return number;
  }
}
