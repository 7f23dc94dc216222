// Runs tests one after the other, says how each went, and counts.

export class Tally {
  passed = 0;
  failed = 0;

  /** Runs a test and prints a line about it, and all of its error where it failed. */
  async test(name: string, body: () => Promise<void>): Promise<void> {
    const start_ms = Date.now();
    try {
      await body();
      this.note(`${name} (${seconds(start_ms)})`, undefined);
    } catch (error) {
      this.note(`${name} (${seconds(start_ms)})`, error instanceof Error ? error.stack ?? error.message : String(error));
    }
  }

  /** Prints a line about a test that was run elsewhere, and what went wrong in it; undefined where nothing did. */
  note(name: string, failure: string | undefined): void {
    failure === undefined ? this.passed++ : this.failed++;
    console.log(`  ${failure === undefined ? '✔' : '✘'} ${name}`);
    if (failure !== undefined) console.log(failure);
  }

  /** Prints the closing line; a run without a test is a failure too. */
  close(): void {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed === 0 && this.passed > 0 ? 0 : 1;
  }
}

/** The time since a moment, for people. */
export function seconds(start_ms: number): string {
  return `${((Date.now() - start_ms) / 1000).toFixed(1)} s`;
}
