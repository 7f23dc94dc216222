// Runs a machine to its end under the limits of a case, in pieces between which others have their turn. Counts nothing but what the
// machine counts itself, so that the same case comes to the same end anywhere.
import type { Steps } from '../base/steps';
import { SPAN_FIELDS, SpanField, type DebugInfo } from '../image/debug';
import type { Context } from '../machine/context';
import type { Machine } from '../machine/machine';
import type { CaseLimits } from './cases';
import type { Came } from './judge';

/** Work of one piece, in instructions of an engine: few milliseconds where everything is interpreted. */
const PIECE_WORK = 200_000;

/** What came of it; `limit`: what ended it, where a limit did. */
export interface CaseRun extends Came {
  readonly limit?: 'instruction-limit' | 'output-limit';
}

/** Runs a machine that stands at its beginning, and leaves it at its end. */
export function* runCase(machine: Machine, limits: Pick<CaseLimits, 'instructions' | 'outputBytes'>): Steps<CaseRun> {
  const { output } = machine.devices;
  output.limit = limits.outputBytes;
  for (;;) {
    const outcome = machine.run(limits.instructions - machine.steps, PIECE_WORK);
    if (output.full) return { ...cameOf(machine), limit: 'output-limit' };
    if (outcome.kind === 'ended') return cameOf(machine);
    if (machine.steps >= limits.instructions) return { ...cameOf(machine), limit: 'instruction-limit' };
    yield;
  }
}

function cameOf({ devices, ending, steps, root }: Machine): Came {
  return { output: devices.output.take(), code: ending?.code ?? 0, cause: ending?.cause, step: steps, place: ending?.cause === undefined ? undefined : placeOf(root) };
}

/** The count of steps after which the next one writes more than so many bytes, of a machine that stands at its beginning; that of its end where none does. */
export function* stepOfByte(machine: Machine, bytes: number, instructions: number): Steps<number> {
  const run = yield* runCase(machine, { instructions, outputBytes: bytes });
  return run.limit === 'output-limit' ? run.step - 1 : run.step;
}

/** Where a context stands, as `file:line`; undefined where its image does not say. */
function placeOf({ program: { image }, pc }: Context): string | undefined {
  const debug = image.debug.get(image.identity);
  return debug && lineAt(debug, pc);
}

function lineAt({ spans, files }: DebugInfo, address: number): string | undefined {
  const at = address * SPAN_FIELDS, file = files[spans[at + SpanField.file]];
  return file === undefined ? undefined : `${file.name}:${spans[at + SpanField.line] + 1}`;
}
