// Runs the checks of labs, and says what came of them: as a table for a slide, in words for a student, as JSON for programs.
import { cells, padded, paddedLeft } from '../base/cells';
import { message, render, type Arguments, type Language, type Text } from '../base/message';
import { Unfit, type Check, type Finding, type Lab } from './lab';
import { REPORT } from './messages';
import type { Workshop } from './workshop';

/** What came of one check. */
export interface Checked {
  readonly check: Check;
  readonly finding: Finding;
  readonly passed: boolean;
}

/** What came of a lab. One without checks has not passed. */
export interface LabResult {
  readonly lab: Lab;
  readonly checks: readonly Checked[];
  readonly passed: boolean;
}

/** Runs the checks of a lab, one after the other; `each` hears of every one when it is done. */
export function checkLab(lab: Lab, workshop: Workshop, each: (checked: Checked) => void = () => undefined): LabResult {
  const checks = lab.checks.map((check) => {
    const finding = findingOf(check, workshop), checked = { check, finding, passed: finding.differences.length === 0 };
    each(checked);
    return checked;
  });
  return { lab, checks, passed: checks.length > 0 && checks.every(({ passed }) => passed) };
}

function findingOf(check: Check, workshop: Workshop): Finding {
  try {
    return check.run(workshop);
  } catch (trouble) {
    if (!(trouble instanceof Unfit)) throw trouble;
    return { figures: {}, differences: trouble.differences };
  }
}

const GAP = '  ';

/** A check in a line, and what differs below it. At most so many differences are told. */
export function checkedText({ check, finding: { differences }, passed }: Checked, language: Language): string {
  const say = sayer(language), shown = differences.slice(0, DIFFERENCES_SHOWN).map((each) => `     ${render(each, language)}\n`);
  const more = differences.length > shown.length ? `     (+${differences.length - shown.length})\n` : '';
  return `${passed ? '✔' : '✘'} ${say(check.text)}\n${shown.join('')}${more}`;
}

const DIFFERENCES_SHOWN = 10;

function sayer(language: Language): (text: Text, args?: Arguments) => string {
  return (text, args = {}) => render(message(text, args), language);
}

/** The table: a line for each lab. */
export function tableText(results: readonly LabResult[], language: Language): string {
  const say = sayer(language), head = ['', say(REPORT.lab), say(REPORT.checks), say(REPORT.result)];
  const rows = results.map(({ lab, checks, passed }) => [
    String(lab.number).padStart(2, '0'), say(lab.title), `${checks.filter((check) => check.passed).length}/${checks.length}`, say(passed ? REPORT.passed : REPORT.failed),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => cells(row[column]))));
  const line = (row: readonly string[]): string => row.map((cell, i) => (i === 2 ? paddedLeft : padded)(cell, widths[i])).join(GAP).trimEnd();
  const all = results.flatMap(({ checks }) => checks);
  const total = say(REPORT.total, { passed: all.filter(({ passed }) => passed).length, checks: all.length, labs: results.length });
  return `${[line(head), widths.map((width) => '─'.repeat(width)).join(GAP), ...rows.map(line)].join('\n')}\n\n${total}\n`;
}

/** The same for programs to read. */
export function resultsJson(results: readonly LabResult[], language: Language): string {
  const labs = results.map(({ lab: { folder, number, title }, checks, passed }) => ({
    name: folder, number, title: title[language], passed,
    checks: checks.map(({ check, finding: { figures, differences }, passed: well }) => ({
      name: check.name, text: check.text[language], passed: well, figures, differs: differences.map((each) => render(each, language)),
    })),
  }));
  return `${JSON.stringify({ labs })}\n`;
}
