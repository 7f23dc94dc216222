// Long work as generators: they yield now and then, so that whoever drives them can serve messages, show progress or stop.

/** Work that yields now and then and ends with a value. */
export type Steps<T> = Generator<undefined, T>;

/** Runs a job of steps to its end without a break. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
