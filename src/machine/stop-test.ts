// What an observer's stop is tested with by compiled code, so that it need not come back for each arrival: conditions as
// plain data, and cells that count hits down. A test may say less than its observer knows: wherever code does come back,
// the observer decides. The interpreter takes no notice of tests; it always comes back.
import type { ValueType } from '../isa/types';

/** Elements of memory that a guard reads. */
export type GuardElement = 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'f64';

/** Arithmetic as {@link Guard} means it. `-` and `~` of an i32 are 32 bits; `!` is 1 for 0 and NaN, else 0. */
export type GuardUnary = '-' | '~' | '!';
/**
 * `||` and `&&` look at the second operand only where the first does not decide, and give 1 or 0, as comparisons do. All
 * others are those of 32 bits, and of two f64 `+ - * /`. An i32 beside an f64 becomes one.
 */
export type GuardBinary = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '|' | '^' | '&' | '<<' | '>>' | '>>>' | '+' | '-' | '*' | '/' | '%';

/** A number at an instruction: of its frame, its context and that one's window. Where it has none, nothing can be said. */
export type Guard = { readonly type: ValueType } & (
  | { readonly kind: 'number'; readonly value: number }
  /** A parameter or local of the frame. */
  | { readonly kind: 'local'; readonly index: number }
  /** An operand, so many below the top. */
  | { readonly kind: 'operand'; readonly below: number }
  /** The address of code; how many operands the frame holds; the number of the context. */
  | { readonly kind: 'pc' | 'depth' | 'context' }
  /** Bytes of the window at an unsigned address; none where not all of them are there. */
  | { readonly kind: 'memory'; readonly element: GuardElement; readonly address: Guard }
  /** An i32; none where it is not, counted from 0, one of so many. */
  | { readonly kind: 'index'; readonly value: Guard; readonly count: number }
  | { readonly kind: 'unary'; readonly operator: GuardUnary; readonly operand: Guard }
  /** None where an i32 is divided by 0. */
  | { readonly kind: 'binary'; readonly operator: GuardBinary; readonly left: Guard; readonly right: Guard }
  /** As the machine's `f2i` and `i2f`. */
  | { readonly kind: 'convert'; readonly operand: Guard }
  /** One of two, by whether the condition is neither 0 nor NaN. */
  | { readonly kind: 'choice'; readonly condition: Guard; readonly yes: Guard; readonly no: Guard });

/** What one of those who want to stop asks. */
export interface StopWish {
  /** Stops only where it is neither 0 nor NaN, and where it has no value; undefined: always. */
  readonly condition: Guard | undefined;
  /**
   * A word of the store that counts down the hits, where the condition holds, that are not to stop; while it is 0 a hit
   * stops. Undefined: every hit stops. A hit counts only where no wish at the place stops: else the observer counts all.
   */
  readonly cell: number | undefined;
}

/** The wishes of all who want to stop at one place. */
export interface StopTest {
  readonly wishes: readonly StopWish[];
}
