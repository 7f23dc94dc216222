// A recording runs again: the machine that it is of, the timeline with what was changed by hand in it, and whether the run came to
// what is recorded. At which step a run that differs left the recorded one cannot be known: only the ends can be compared.
import { sha256 } from '../base/hash';
import { message, Refusal, type Message } from '../base/message';
import type { Steps } from '../base/steps';
import type { EngineMaker } from '../machine/engine';
import { Machine, type Outcome } from '../machine/machine';
import { machineHash } from '../machine/state-hash';
import type { VerifiedImage } from '../verifier/verify';
import type { Edit } from './branch';
import { TRAVEL_WORK } from './limits';
import { CAME_BACK, RECORDING_ERRORS } from './messages';
import type { RecordedEnd, Recording } from './recording';
import { mayChange } from './recording-edits';
import { Timeline, type TimelineOptions } from './timeline';

/**
 * The machine of a recording at its start.
 * @param disk bytes of the disk; empty where there is none
 * @throws Refusal where image or disk are not those of the recording
 * @throws RangeError where the host cannot give the memory
 */
export function recordedMachine({ program, disk: recordedDisk, options, input }: Recording, image: VerifiedImage, disk: Uint8Array, engine?: EngineMaker): Machine {
  if (image.identity !== program.sha256) {
    throw new Refusal(RECORDING_ERRORS.image, { name: program.name, expected: program.sha256, found: image.identity });
  }
  const found = sha256(disk);
  if (recordedDisk !== undefined && found !== recordedDisk.sha256) {
    throw new Refusal(RECORDING_ERRORS.disk, { name: recordedDisk.name, expected: recordedDisk.sha256, found });
  }
  if (!Machine.fits(image, options.memory)) throw new Refusal(RECORDING_ERRORS.memory, { memory: options.memory });
  // What was planned comes when it was planned: where the machine waits for it, it comes earlier again.
  const coming = input.map(({ step, bytes, planned }) => ({ step: planned ?? step, bytes, planned }));
  return new Machine(image, { ...options, disk: recordedDisk === undefined ? new Uint8Array(0) : disk, input: coming, engine });
}

/** What a {@link Timeline} needs to know of a recording, beside its machine. */
export function recordedFuture(machine: Machine, { edits, end }: Recording): NonNullable<TimelineOptions['recorded']> {
  return {
    edits, end: end.steps,
    allow: (edit: Edit) => {
      if (!mayChange(machine, edit.change)) throw new Refusal(RECORDING_ERRORS.edit, { step: edit.step });
    },
  };
}

/** A timeline for running a recording once, from its start to its end: without checkpoints. */
export function replayTimeline(machine: Machine, recording: Recording): Timeline {
  return new Timeline(machine, { bytes: 0, interval: Infinity, recorded: recordedFuture(machine, recording) });
}

/** Runs a recording from its start to its end; throws a {@link Refusal} where that is not the recorded one. The output is lost. */
export function* replaySteps(machine: Machine, recording: Recording): Steps<void> {
  const timeline = replayTimeline(machine, recording);
  const { steps, ending } = recording.end;
  const goOn = (): boolean => machine.steps < steps || (ending !== undefined && machine.ending === undefined && machine.steps === steps);
  while (goOn()) {
    const outcome = timeline.run(Math.max(1, steps - machine.steps), TRAVEL_WORK);
    machine.devices.output.take();
    refuseEarly(outcome, machine, recording);
    yield;
  }
  compareEnd(machine, recording);
}

/** Refuses a run that cannot come to the recorded end any more. */
export function refuseEarly({ kind }: Outcome, { steps }: Machine, { end }: Recording): void {
  if (kind !== 'input' && !(kind === 'ended' && steps < end.steps)) return;
  const how = message(kind === 'ended' ? CAME_BACK.ended : CAME_BACK.waiting);
  throw new Refusal(RECORDING_ERRORS.steps, { found: steps, how, expected: end.steps });
}

/** Compares a machine that has come to the end of a recording with what is recorded; throws a {@link Refusal} where they differ. */
export function compareEnd(machine: Machine, { end }: Recording, ending: RecordedEnd['ending'] = machine.ending): void {
  machine.settle();
  const { steps } = machine;
  const how = message(ending === undefined ? CAME_BACK.running : CAME_BACK.ended);
  if (steps !== end.steps) throw new Refusal(RECORDING_ERRORS.steps, { found: steps, how, expected: end.steps });
  if (ending?.code !== end.ending?.code || ending?.cause !== end.ending?.cause) {
    throw new Refusal(RECORDING_ERRORS.ending, { step: steps, expected: endingMessage(end.ending), found: endingMessage(ending) });
  }
  const found = machineHash(machine);
  if (found !== end.hash) throw new Refusal(RECORDING_ERRORS.hash, { step: steps, found, expected: end.hash });
}

function endingMessage(ending: RecordedEnd['ending']): Message {
  return ending === undefined ? message(CAME_BACK.no_end) : message(CAME_BACK.exit, { code: ending.code });
}
