// The sieve of the examples, as several scenarios debug it.
import { join } from 'node:path';
import { lineOf } from './lines';
import type { Stage } from './scenario';

/** Its file in the folder of examples. */
export const SIEVE = 'sieve.sasm';

/** What it prints. */
export const PRIMES = /^2 3 5 7 .* 89 97$/;

/** The line that prints a prime; it runs 25 times. */
export function printingLine(folder: string): number {
  return lineOf(join(folder, SIEVE), /^\s+get n call print_item/);
}

/** Runs it to the line that prints the first prime, where a breakpoint is; gives the line. */
export async function runToPrinting({ workbench, folder }: Stage): Promise<number> {
  const line = printingLine(folder);
  await workbench.openProgram(SIEVE);
  await workbench.toggleBreakpoint(line);
  await workbench.startDebugging();
  await workbench.untilStoppedAt(line);
  return line;
}

/** Runs it to its end, where it stops, with the views of debugging in sight. */
export async function runToEnd({ workbench }: Stage): Promise<void> {
  await workbench.openProgram(SIEVE);
  await workbench.startDebugging();
  await workbench.untilAtEnd();
  await workbench.showRun();
  await workbench.closeSection('Watch');
}
