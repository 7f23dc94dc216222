// Tables of a run for the terminal.
import type { Figure } from './measure';
import type { Report } from './report';
import type { SuiteResult } from './suite/suite';

/** A number with three digits that count. */
export function shown(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return value.toFixed(Math.max(0, Math.min(3, 2 - Math.floor(Math.log10(value)))));
}

/** The figure's value, and how far the others lay apart. */
export function valueOf({ value, least, most, unit }: Figure): string {
  const spread = least === undefined || most === undefined ? '' : ` (${shown(least)} … ${shown(most)})`;
  return `${shown(value)}${unit === 'times' ? ' ×' : ` ${unit}`}${spread}`;
}

/** A row for each engine: its time divided by ours, for each program and over all, and over all by the shortest times. */
export function printSuite({ engines, missing, rounds }: SuiteResult): void {
  console.log(`\nTime divided by ours, medians of ${rounds} rounds`);
  console.table(Object.fromEntries(engines.map(({ name, ratio, leastRatio, programs }) => {
    const each = Object.fromEntries(programs.map((program) => [program.program, shown(program.ratio)]));
    return [name, { 'all': shown(ratio), 'by least': shown(leastRatio), ...each }];
  })));
  for (const { name, install } of missing) console.log(`${name} is missing; install ${install}`);
}

export function printGroup({ en, figures }: Report['groups'][number]): void {
  console.log(`\n${en}`);
  for (const one of figures) console.log(`  ${one.en.padEnd(60)} ${valueOf(one)}`);
}
