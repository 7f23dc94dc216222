// How often each line of the sources was executed, from the counters of the machine. Of a recorded run the counts up to any moment
// can be had: it is run again from its beginning, and counted; the run itself knows nothing of it.
import { assert } from '../base/assert';
import type { Steps } from '../base/steps';
import { excursion } from '../history/excursion';
import { TRAVEL_WORK } from '../history/limits';
import type { Timeline } from '../history/timeline';
import { SPAN_FIELDS, SpanField, type DebugInfo, type SourceFile } from '../image/debug';
import type { Machine } from '../machine/machine';
import type { Program } from '../machine/program';

/** How often each line that has instructions was executed, by its number from 0; a line as often as its most frequent instruction. */
export type LineCounts = Map<number, number>;

/** The lines of one source. */
export interface FileCounts {
  readonly source: SourceFile;
  readonly lines: LineCounts;
}

/** Finds what is known of a program. */
export type DebugOf = (program: Program) => DebugInfo | undefined;

/** The counts on the branch from its beginning up to now. */
export function* lineCounts(timeline: Timeline, debugOf: DebugOf): Steps<FileCounts[]> {
  return yield* excursion(timeline, counted(timeline, debugOf));
}

function* counted(timeline: Timeline, debugOf: DebugOf): Steps<FileCounts[]> {
  const { machine } = timeline, { steps: now, ending } = machine;
  assert(!machine.observation.counts, 'a run that nobody counts');
  yield* timeline.goTo(0);
  machine.observation.count(true);
  try {
    while (machine.steps < now) {
      timeline.run(now - machine.steps, TRAVEL_WORK);
      machine.devices.output.take();
      yield;
    }
    return countsByFile(machine, debugOf, ending !== undefined);
  } finally {
    machine.observation.count(false);
  }
}

/**
 * The counts of a machine that counts, for every source of the programs that ran.
 * @param ended the instruction at which the root stands has ended the run: it never retires, and was executed all the same
 */
export function countsByFile(machine: Machine, debugOf: DebugOf, ended: boolean): FileCounts[] {
  const files = new Map<string, FileCounts>();
  for (const program of machine.programs.values()) {
    const debug = debugOf(program), counts = machine.observation.countsOf(program);
    if (debug === undefined || counts === undefined) continue;
    if (ended && machine.root.program === program) counts[machine.root.pc]++;
    addLines(files, debug, counts);
  }
  return [...files.values()];
}

function addLines(files: Map<string, FileCounts>, { files: named, spans }: DebugInfo, counts: Float64Array): void {
  counts.forEach((count, address) => {
    const at = address * SPAN_FIELDS, source = named[spans[at + SpanField.file]];
    if (source === undefined) return;
    const file = files.get(source.name) ?? { source, lines: new Map<number, number>() }, line = spans[at + SpanField.line];
    files.set(source.name, file);
    file.lines.set(line, Math.max(count, file.lines.get(line) ?? 0));
  });
}
