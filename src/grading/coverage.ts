// Which lines of the sources a run has executed, and how often. Counting changes nothing in the run.
import { countsByFile, type LineCounts } from '../debugger';
import type { Machine } from '../machine/machine';

/** Counts from now on. */
export function beginCoverage(machine: Machine): void {
  machine.observation.count(true);
}

/** Lines of every source file of the programs that ran, by the names that their debug information has for them. */
export function coverageOf(machine: Machine): Map<string, LineCounts> {
  const { debug } = machine.root.program.image;
  const files = countsByFile(machine, ({ image }) => debug.get(image.identity) ?? image.debug.get(image.identity), machine.ending !== undefined);
  return new Map(files.map(({ source, lines }) => [source.name, lines]));
}

/** Adds what another run has executed. */
export function addCoverage(all: LineCounts, more: LineCounts): void {
  for (const [line, count] of more) all.set(line, count + (all.get(line) ?? 0));
}
