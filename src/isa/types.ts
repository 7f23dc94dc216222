// The value types of the machine and what a function takes and gives.

/** A 32-bit integer, or a 64-bit IEEE 754 number. Both take one slot of 8 bytes. */
export type ValueType = 'i32' | 'f64';

/** Parameters in order, and the result where there is one. */
export interface FunctionType {
  readonly params: readonly ValueType[];
  readonly result?: ValueType;
}

/** How a type is written: `(i32 f64 -> i32)`, `()`. */
export function typeText(type: FunctionType): string {
  let text = '(';
  for (const param of type.params) text += text === '(' ? param : ` ${param}`;
  if (type.result !== undefined) text += text === '(' ? `-> ${type.result}` : ` -> ${type.result}`;
  return `${text})`;
}

/** Whether two functions take and give the same. */
export function sameType(a: FunctionType, b: FunctionType): boolean {
  return a.result === b.result && a.params.length === b.params.length && a.params.every((type, i) => type === b.params[i]);
}
