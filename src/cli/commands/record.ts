// `strata record`: runs a program as `strata run` does, and writes a recording of it.
import { bundleOf, toRecord } from '../../adapter/to-record';
import { Refusal } from '../../base/message';
import { recordingOf, type Point } from '../../history/recording';
import { encodeRecording } from '../../history/recording-file';
import type { Ending } from '../../machine/machine';
import type { Call } from '../call';
import { sentence } from '../diagnostics';
import { reportEnd } from '../endings';
import { Execution, type RunEnd } from '../execution';
import { EXIT_CODES, TRAP_BASE } from '../exit-codes';
import { launch, writeDisk, type Launched } from '../launch';
import { REFUSALS, SENTENCES, USAGE } from '../messages';
import { Moments } from '../moments';
import { STANDARD } from '../programs';
import { UsageError } from '../usage';

/** The recording of a program from standard input, where no other name is given. */
const STANDARD_RECORDING = 'recording.strec';

/** Runs to the end, writes the recording, and gives the exit code of the program, or of what ended it. */
export async function record(call: Call): Promise<number> {
  const points = call.given.texts('point').map(readPoint);
  const launched = await launch(call);
  if (launched === undefined) return EXIT_CODES.source.code;
  const { machine, recording } = launched.loaded;
  if (recording !== undefined) throw new Refusal(REFUSALS.recorded, { path: call.given.operands[0] });
  const execution = new Execution(machine, call.terminal.out, launched.options.limits);
  if (launched.typed) execution.followInput();
  const end = await execution.run();
  execution.close();
  const code = reportEnd(end, machine, new Moments(machine, launched.pathOf), call.terminal);
  write(call, launched, points, end);
  writeDisk(call, launched);
  return code;
}

function readPoint(given: string): Point {
  const match = /^(\d+)=(.+)$/s.exec(given);
  const step = Number(match?.[1]);
  if (match === null || !Number.isSafeInteger(step)) throw new UsageError(USAGE.point, { found: given });
  return { step, text: match[2] };
}

function write(call: Call, launched: Launched, points: readonly Point[], end: RunEnd): void {
  const { given, platform, folder } = call;
  const { loaded, options } = launched, { machine } = loaded;
  const bundle = given.has('bundle') ? bundleOf(launched.platform, loaded, options) : undefined;
  const output = platform.resolve(folder, given.text('output') ?? recordingName(given.operands[0]));
  const named = toRecord(platform, launched, output, bundle !== undefined);
  const recording = recordingOf(machine, { ...named, points: reached(call, points, machine.steps), ending: endingOf(end), bundle });
  platform.writeFile(output, encodeRecording(recording));
}

/** The points that the run has come to; of the others it is said that there are none. */
function reached({ terminal: { error, language } }: Call, points: readonly Point[], steps: number): readonly Point[] {
  for (const { step, text } of points) {
    if (step > steps) error.write(`strata: ${sentence(SENTENCES.point_lost, language, { steps, step, text })}\n`);
  }
  return points.filter(({ step }) => step <= steps);
}

function recordingName(program: string): string {
  return program === STANDARD ? STANDARD_RECORDING : `${program.replace(/\.(sasm|simg)$/i, '')}.strec`;
}

/** A trap that ends the run is its ending, though the machine was stopped before it. */
function endingOf(end: RunEnd): Ending | undefined {
  return end.kind === 'trap' ? { code: TRAP_BASE + end.cause, cause: end.cause } : undefined;
}
