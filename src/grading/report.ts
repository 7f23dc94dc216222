// Reports of what was graded: lines of JSON, JUnit's XML, and a summary for a person. They hold nothing that differs between two
// gradings of the same programs: no times, no paths of the machine, and the order of names.
import { cells, padded } from '../base/cells';
import { message, render, type Language, type Text } from '../base/message';
import { VERDICTS, type CaseResult, type Verdict } from './cases';
import { SUMMARY, VERDICT_TEXTS } from './messages';
import type { Shard } from './shard';

/** What came of one program and all its cases. */
export interface SubmissionResult {
  readonly name: string;
  /** At least one. */
  readonly cases: readonly CaseResult[];
}

/** The verdict on a program: that of its first case that did not pass. */
export function verdictOn({ cases }: SubmissionResult): Verdict {
  return cases.find(({ verdict }) => verdict !== 'passed')?.verdict ?? 'passed';
}

/** How many there are of each verdict that there is, in the order of the table. */
export function tallyOf(results: readonly SubmissionResult[]): Partial<Record<Verdict, number>> {
  const verdicts = results.map(verdictOn);
  return Object.fromEntries(VERDICTS.map((each) => [each, verdicts.filter((verdict) => verdict === each).length] as const).filter(([, count]) => count > 0));
}

/** A line of JSON for a program. */
export function jsonLine(result: SubmissionResult): string {
  return `${JSON.stringify({ type: 'submission', name: result.name, verdict: verdictOn(result), cases: result.cases })}\n`;
}

/** The last line of JSON. */
export function jsonTotal(results: readonly SubmissionResult[], shard: Shard | undefined): string {
  return `${JSON.stringify({ type: 'total', submissions: results.length, verdicts: tallyOf(results), ...(shard && { shard: shard.index, of: shard.of }) })}\n`;
}

/** Characters that XML 1.0 cannot hold in any form. */
const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\r': '&#13;', '\t': '&#9;' };

function xml(text: string): string {
  return text.replace(NOT_XML, '\u{fffd}').replace(/[&<>"\n\r\t]/g, (character) => ENTITIES[character]);
}

/** The report that Jenkins and others read: a suite for each program. What the grader could not grade is an error, the rest a failure. */
export function junit(results: readonly SubmissionResult[]): string {
  const all = results.flatMap(({ cases }) => cases);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="strata" ${countsOf(all)}>\n${results.map(suite).join('')}</testsuites>\n`;
}

const ERRORS: ReadonlySet<Verdict> = new Set(['crash', 'refused']);

function countsOf(cases: readonly CaseResult[]): string {
  const errors = cases.filter(({ verdict }) => ERRORS.has(verdict)).length;
  const failures = cases.filter(({ verdict }) => verdict !== 'passed').length - errors;
  return `tests="${cases.length}" failures="${failures}" errors="${errors}"`;
}

function suite({ name, cases }: SubmissionResult): string {
  return `  <testsuite name="${xml(name)}" ${countsOf(cases)}>\n${cases.map((each) => testCase(name, each)).join('')}  </testsuite>\n`;
}

function testCase(suiteName: string, { name, verdict, detail, expected, found }: CaseResult): string {
  const head = `    <testcase classname="${xml(suiteName)}" name="${xml(name === '' ? 'run' : name)}"`;
  if (verdict === 'passed') return `${head}/>\n`;
  const tag = ERRORS.has(verdict) ? 'error' : 'failure';
  const text = [detail, ...(expected === undefined ? [] : ['--- expected', expected, '--- found', found ?? ''])].join('\n');
  return `${head}>\n      <${tag} type="${verdict}" message="${xml(detail)}">${xml(text).replaceAll('&#10;', '\n')}</${tag}>\n    </testcase>\n`;
}

function said(text: Text, language: Language, args: Readonly<Record<string, string | number>> = {}): string {
  return render(message(text, args), language);
}

/** The line, or the lines, of a program in the summary: the cases that did not pass, or that all did. */
export function summaryLines(result: SubmissionResult, language: Language, width: number): string {
  const words = Object.values(VERDICT_TEXTS).map((text) => cells(text[language])), column = Math.max(...words);
  const wrong = result.cases.filter(({ verdict }) => verdict !== 'passed');
  const line = (verdict: Verdict, name: string, detail: string): string => `${padded(VERDICT_TEXTS[verdict][language], column)}  ${padded(name, width)}${detail === '' ? '' : `  ${detail}`}`.trimEnd();
  const shown = wrong.map(({ name, verdict, detail }) => line(verdict, name === '' ? result.name : `${result.name} [${name}]`, detail.replaceAll('\n', ' ')));
  return `${(shown.length === 0 ? [line('passed', result.name, '')] : shown).join('\n')}\n`;
}

/** The last lines of the summary. */
export function summaryTotal(results: readonly SubmissionResult[], shard: Shard | undefined, language: Language): string {
  const tally = tallyOf(results), { passed = 0, ...others } = tally;
  const counts = Object.entries(others).map(([verdict, count]) => `  ${padded(VERDICT_TEXTS[verdict as Verdict][language], 20)}${count}\n`);
  const part = shard === undefined ? '' : ` ${said(SUMMARY.shard, language, { shard: shard.index, of: shard.of })}`;
  return `\n${said(SUMMARY.total, language, { count: results.length, passed })}${part}\n${counts.join('')}`;
}
