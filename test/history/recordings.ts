// Recorded runs of random programs: with input that was planned, input that came while it ran, and changes by hand.
import { finish } from '../../src/base/steps';
import type { Random } from '../../src/base/random';
import { recordingOf, type Recording } from '../../src/history/recording';
import { recordedMachine, replaySteps } from '../../src/history/recording-replay';
import { Timeline } from '../../src/history/timeline';
import type { EngineMaker } from '../../src/machine/engine';
import type { MachineChange } from '../../src/machine/changes';
import { Machine } from '../../src/machine/machine';
import { PHYSICAL_START } from '../../src/machine/store';
import { framesOf, localTypes, operandTypes } from '../../src/machine/walk';
import type { VerifiedImage } from '../../src/verifier/verify';
import { imageOf, randomFor, sampleOf } from '../engines/sample';

export interface RecordedRun {
  readonly recording: Recording;
  readonly image: VerifiedImage;
  readonly disk: Uint8Array;
}

const PURPOSE = 60;
const PIECES = 6, STEPS_MAX = 3000;

/** Runs the sample of a seed for a while and records that. */
export function recordedRun(seed: number): RecordedRun {
  const sample = sampleOf(seed, []), random = randomFor(seed, PURPOSE);
  const image = imageOf(sample), machine = new Machine(image, sample.options);
  const timeline = new Timeline(machine, { bytes: 1e9, interval: random.pick([50, 1000]) });
  for (let left = 1 + random.below(PIECES); left > 0 && machine.ending === undefined; left--) {
    act(timeline, random);
    runOn(timeline, machine.steps + 1 + random.below(random.pick([20, 2000])));
  }
  if (random.below(2) === 0) runOn(timeline, STEPS_MAX);
  const points = [machine.steps, 0].map((step) => ({ step, text: `step ${step} · 단계` }));
  const { disk } = sample.options;
  const recording = recordingOf(machine, {
    options: sample.options, program: 'below/program.sasm', ...(disk.length === 0 ? {} : { disk: 'disk.img' }), edits: timeline.branch.edits, points,
  });
  return { recording, image, disk };
}

function runOn(timeline: Timeline, steps: number): void {
  const { machine } = timeline;
  while (machine.steps < steps) {
    const { kind } = timeline.run(steps - machine.steps, 1e6);
    if (kind === 'ended' || kind === 'input') return;
  }
}

function act(timeline: Timeline, random: Random): void {
  const { machine } = timeline;
  if (machine.ending !== undefined) return;
  switch (random.below(4)) {
    case 0: return timeline.provideInput(random.below(6) === 0 ? undefined : Uint8Array.of(random.below(256), 10));
    case 1: return timeline.change({ kind: 'write', at: random.below(machine.store.physicalBytes - 8), bytes: Uint8Array.of(random.below(256), random.below(256)) });
    case 2: case 3: {
      const change = changeOfFrame(machine, random);
      if (change !== undefined) timeline.change(change);
    }
  }
}

/** A change of a local or an operand of some frame, or of where the context stands; undefined where the frame has none. */
export function changeOfFrame(machine: Machine, random: Random): MachineChange | undefined {
  const { store, current } = machine;
  if (random.below(2) === 0) return { kind: 'restart', context: current.id, frame: 1 + random.below(current.frames) };
  const frame = random.pick([...framesOf(store, current)]);
  const locals = localTypes(current, frame.fn).map((type, i) => ({ type, word: frame.fp + i * 2 }));
  const operands = operandTypes(current, frame).map((type, i) => ({ type, word: frame.operands + i * 2 }));
  const slots = [...locals, ...operands];
  if (slots.length === 0) return undefined;
  const { type, word } = random.pick(slots);
  const bytes = type === 'i32' ? Uint8Array.of(random.below(256), 0, 0, 0) : new Uint8Array(Float64Array.of(random.below(1000) / 8).buffer);
  return { kind: 'write', at: word * 4 - PHYSICAL_START, bytes };
}

/** Replays a recording to its end; throws where that is not the recorded one. */
export function replay({ recording, image, disk }: RecordedRun, engine?: EngineMaker): Machine {
  const machine = recordedMachine(recording, image, disk, engine);
  finish(replaySteps(machine, recording));
  return machine;
}
