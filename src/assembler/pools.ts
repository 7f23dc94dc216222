// The lists of an image that grow while code is written: types of functions and constants, each entered once, in the
// order in which they are first needed.
import { typeText, type FunctionType } from '../isa/types';

/** The lists of one image. */
export class Pools {
  readonly types: FunctionType[] = [];
  readonly integers: number[] = [];
  readonly floats: number[] = [];
  private readonly typeNumbers = new Map<number | string, number>();
  private readonly integerNumbers = new Map<number, number>();
  private readonly floatNumbers = new Map<number, number>();
  private negativeZero = -1;

  type(type: FunctionType): number {
    const key = typeKey(type);
    return this.typeNumbers.get(key) ?? this.addType(type, key);
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
  addType(type: FunctionType, key = typeKey(type)): number {
    const number = this.types.push(type) - 1;
    if (!this.typeNumbers.has(key)) this.typeNumbers.set(key, number);
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

/** With more parameters than this, a type has its text as its key. */
const KEY_PARAMS_MAX = 24;

/** The same for equal types only: a bit for each parameter behind a leading 1, then two for the result. */
function typeKey(type: FunctionType): number | string {
  const { params, result } = type;
  if (params.length > KEY_PARAMS_MAX) return typeText(type);
  let key = 1;
  for (const param of params) key = (key << 1) | (param === 'f64' ? 1 : 0);
  return (key << 2) | (result === undefined ? 0 : result === 'f64' ? 2 : 1);
}
