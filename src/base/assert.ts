// Assertions that stay on in production. A failed one is a bug of Strata's own, caught only at the three doors
// (adapter dispatch, editor provider, command line); it is never used for bad input.

/** A broken promise inside Strata itself, never the user's mistake. */
export class Bug extends Error {
  override readonly name = 'Bug';
}

/** Throws {@link Bug} unless `condition` holds. `what` says what should have been true. */
export function assert(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Bug(what);
}

/** The value, which must be there; throws {@link Bug} where it is not. */
export function defined<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Bug(`${what} is missing`);
  return value;
}

/** For the `default` of a switch over a union: a case that is missing becomes a type error. */
export function unreachable(value: never): never {
  throw new Bug(`unexpected value ${String(value)}`);
}

/** What somebody threw, in its own words. */
export function reasonOf(trouble: unknown): string {
  return trouble instanceof Error ? trouble.message : String(trouble);
}
