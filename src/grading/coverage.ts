// Which lines of the sources a run has executed, and how often: from the counters of the machine. Counting changes nothing in the run.
import { SPAN_FIELDS, SpanField, type DebugInfo } from '../image/debug';
import type { Machine } from '../machine/machine';

/** How often each line that has instructions was executed, by its number from 0; a line as often as its most frequent instruction. */
export type LineCounts = Map<number, number>;

/** Counts from now on. */
export function beginCoverage(machine: Machine): void {
  machine.observation.count(true);
}

/** Lines of every source file of the programs that ran, by the names that their debug information has for them. */
export function coverageOf(machine: Machine): Map<string, LineCounts> {
  const files = new Map<string, LineCounts>(), { debug } = machine.root.program.image;
  for (const [identity, program] of machine.programs) {
    const info = debug.get(identity) ?? program.image.debug.get(identity), counts = machine.observation.countsOf(program);
    if (info === undefined || counts === undefined) continue;
    // What ends a run never retires, and was executed all the same.
    if (machine.ending !== undefined && machine.root.program === program) counts[machine.root.pc]++;
    addLines(files, info, counts);
  }
  return files;
}

function addLines(files: Map<string, LineCounts>, { files: named, spans }: DebugInfo, counts: Float64Array): void {
  counts.forEach((count, address) => {
    const at = address * SPAN_FIELDS, file = named[spans[at + SpanField.file]];
    if (file === undefined) return;
    const lines = files.get(file.name) ?? new Map<number, number>(), line = spans[at + SpanField.line];
    files.set(file.name, lines.set(line, Math.max(count, lines.get(line) ?? 0)));
  });
}

/** Adds what another run has executed. */
export function addCoverage(all: LineCounts, more: LineCounts): void {
  for (const [line, count] of more) all.set(line, count + (all.get(line) ?? 0));
}
