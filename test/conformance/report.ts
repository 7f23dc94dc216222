// Results as a person reads them: a table, and below it the lines of the transcripts that show what failed.
import type { Result, Verdict } from './check';

const SIGNS: Readonly<Record<Verdict, string>> = { 'passed': 'passed', 'failed': 'FAILED', 'not applicable': 'n/a' };

/** One row of the table. */
export function renderRow({ verdict, basis, name, explains }: Result): string {
  return `${SIGNS[verdict].padEnd(6)}  ${basis.padEnd(8)}  ${name.padEnd(38)}  ${explains}`;
}

/** Why checks failed or did not apply. */
export function renderReasons(results: readonly Result[]): string {
  const failed = results.filter(({ verdict }) => verdict === 'failed');
  const idle = results.filter(({ verdict }) => verdict === 'not applicable');
  return [
    ...failed.flatMap(({ name, why, lines }) => ['', `FAILED ${name}: ${why}`, ...lines.map((line) => `    ${line}`)]),
    ...(idle.length === 0 ? [] : ['', 'Not applicable:', ...idle.map(({ name, why }) => `    ${name}: ${why}`)]),
  ].join('\n');
}

/** How many there are of each verdict. */
export function renderCounts(results: readonly Result[]): string {
  const count = (wanted: Verdict, on?: string): number => (
    results.filter(({ verdict, basis }) => verdict === wanted && (on ?? basis) === basis).length);
  const failed = `${count('failed')} failed (${count('failed', 'protocol')} by the protocol, ${count('failed', 'kit')} by the kit)`;
  return `${count('passed')} passed, ${failed}, ${count('not applicable')} not applicable`;
}
