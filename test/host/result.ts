// How a result leaves the extension host: as a line of its console.

/** What such a line begins with. */
export const RESULT_MARK = 'strata-test-result ';

/** The result of one test. A pending test is one that failed. */
export interface HostResult {
  readonly title: string;
  readonly duration_ms: number;
  /** What went wrong; undefined when the test passed. */
  readonly failure: string | undefined;
}
