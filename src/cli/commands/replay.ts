// `strata replay`: runs a recording again and compares its end.
import { hosted, readProgram } from '../../adapter/loading';
import { SourcePaths } from '../../adapter/paths';
import { openRecording, type OpenedRecording } from '../../adapter/recorded';
import { finish } from '../../base/steps';
import { engineOf } from '../../compiler/engines';
import type { Point, RecordedEnd, Recording } from '../../history/recording';
import { compareEnd, recordedMachine, refuseEarly, replayTimeline } from '../../history/recording-replay';
import type { Machine } from '../../machine/machine';
import type { Call } from '../call';
import { reportEnd } from '../endings';
import { Execution, type RunEnd } from '../execution';
import { EXIT_CODES, TRAP_BASE } from '../exit-codes';
import { orDiagnostics } from '../launch';
import { launchOptions } from '../launch-flags';
import { Moments } from '../moments';
import { shownPath } from '../programs';

/** Runs to the end of the recording, or to the step that is asked for; gives the exit code of the program. */
export async function replay(call: Call): Promise<number> {
  const opened = orDiagnostics(call, () => open(call));
  if (opened === undefined) return EXIT_CODES.source.code;
  const { recording, image, disk, folder } = opened;
  if (call.given.has('points')) return list(call, recording.points);
  const machine = hosted(recording.options, () => recordedMachine(recording, image, disk, engineOf('auto')));
  const end = await runAgain(call, machine, recording);
  const paths = new SourcePaths(call.platform, folder, false, {});
  return reportEnd(end, machine, new Moments(machine, (source) => shownPath(call, paths.pathOf(source))), call.terminal);
}

function open({ given, platform, folder }: Call): OpenedRecording {
  const path = platform.resolve(folder, given.operands[0]);
  const options = launchOptions(given, path, folder);
  const elsewhere = (name: string): string | undefined => {
    const text = given.text(name);
    return text === undefined ? undefined : platform.resolve(folder, text);
  };
  const instead = { program: elsewhere('program'), disk: elsewhere('disk') };
  return finish(openRecording(platform, path, folder, (program) => readProgram(platform, program, options), instead));
}

function list({ terminal: { out } }: Call, points: readonly Point[]): number {
  for (const { step, text } of points) out.write(`${step}\t${text}\n`);
  return EXIT_CODES.done.code;
}

async function runAgain({ given, terminal }: Call, machine: Machine, recording: Recording): Promise<RunEnd> {
  const { steps, ending } = recording.end;
  const to = given.count('to') ?? Infinity;
  const timeline = replayTimeline(machine, recording);
  const execution = new Execution(machine, terminal.out, {}, (most, work) => {
    const outcome = timeline.run(most, work);
    refuseEarly(outcome, machine, recording);
    return outcome;
  });
  let end = await execution.run(Math.min(to, steps));
  if (end.kind === 'reached' && to >= steps && ending !== undefined) end = await execution.run(steps + 1);
  execution.close();
  if (to >= steps && end.kind !== 'interrupted' && end.kind !== 'unread') compareEnd(machine, recording, endingOf(end));
  return end;
}

function endingOf(end: RunEnd): RecordedEnd['ending'] {
  if (end.kind === 'trap') return { code: TRAP_BASE + end.cause, cause: end.cause };
  return end.kind === 'ended' ? end.ending : undefined;
}
