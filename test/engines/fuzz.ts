// One round of fuzzing and its verdict: the witness performs the sample that belongs to a seed, an engine performs it, too,
// and both albums must be the same. What fails is shrunk and told so that one line brings it back.
import { reasonOf } from '../../src/base/assert';
import { disassembleImage } from '../../src/assembler/disassemble';
import { decodeImage } from '../../src/image/read';
import { encodeStripped } from '../../src/image/write';
import type { Image } from '../../src/image/image';
import { LoadError } from '../../src/image/messages';
import type { EngineMaker } from '../../src/machine/engine';
import type { VerifiedImage } from '../../src/verifier/verify';
import type { Layer } from '../witness/generate';
import { differenceOf, perform, type Album, type Difference } from './perform';
import { PROPERTIES } from './properties';
import { imageOf, randomFor, sampleOf, type Sample } from './sample';
import { layerAt, pathsOf, shrink } from './shrink';
import { Steps, stepping } from './stepper';
import type { Subject } from './subjects';
import type { Tally } from './tally';

/** A sample on which an engine and the witness differ. */
export interface Failure {
  readonly sample: Sample;
  readonly subject: string;
  readonly difference: Difference;
}

/** The engine that a subject has for this seed. */
function engineFor(subject: Subject, seed: number): EngineMaker {
  return subject.make(randomFor(seed, 2));
}

function witness(sample: Sample, image: VerifiedImage, tally?: Tally): Album {
  const steps = new Steps();
  tally?.listen(steps);
  return perform(sample, image, stepping(steps), steps, (machine) => tally?.watch(machine));
}

/** Performs a sample on the witness and on the subject; undefined where they agree. */
export function judge(sample: Sample, subject: Subject, tally?: Tally): Failure | undefined {
  const image = imageOf(sample);
  const expected = witness(sample, image, tally);
  const found = perform(sample, image, engineFor(subject, sample.seed));
  const difference = differenceOf(expected, found);
  return difference && { sample, subject: subject.name, difference };
}

/** The subject that a seed chooses. */
export function subjectOf(seed: number, subjects: readonly Subject[]): Subject {
  return randomFor(seed, 3).pick(subjects);
}

/**
 * One round: the seed chooses the sample and one of the subjects.
 * @param concerns whether it is worth while to perform a program
 */
export function round(seed: number, subjects: readonly Subject[], tally?: Tally,
  concerns = (_: Layer): boolean => true): Failure | undefined {
  const sample = sampleOf(seed, Object.keys(PROPERTIES));
  if (!concerns(sample.layer)) return undefined;
  const subject = subjectOf(seed, subjects);
  if (tally !== undefined) note(tally, sample, subject);
  return judge(sample, subject, tally);
}

function note(tally: Tally, sample: Sample, subject: Subject): void {
  tally.add('programs');
  tally.add(`engine ${subject.name}`);
  for (const name of Object.keys(PROPERTIES)) tally.add(`property ${name}`, sample.properties.includes(name) ? 1 : 0);
  tally.add('two levels of contexts', sample.layer.children.length > 0 ? 1 : 0);
}

/** The failure on the smallest sample that can be found. */
export function shrunk(failure: Failure, subject: Subject): Failure {
  let smallest = failure;
  shrink(failure.sample, (sample) => {
    const again = judgeSmall(sample, subject);
    if (again !== undefined) smallest = again;
    return again !== undefined;
  });
  return smallest;
}

/** {@link judge}, where a sample that cannot even be loaded does not fail. */
function judgeSmall(sample: Sample, subject: Subject): Failure | undefined {
  try {
    return judge(sample, subject);
  } catch (error) {
    if (error instanceof LoadError) return undefined;
    throw error;
  }
}

/** The line that brings a failure back. */
export function lineOf(seed: number, subject: string): string {
  return `node out/test/engines/repro.js '${seed}:${subject}'`;
}

/** Everything that is to be said of a failure: its line, what differs, and the program that is left. */
export function textOf(failure: Failure): string {
  const { sample, subject, difference: { line, expected, found } } = failure;
  const { layer, pieces, properties, options } = sample;
  return [
    lineOf(sample.seed, subject),
    `line ${line} of the album: expected ${expected}`, `found ${found}`,
    `pieces ${JSON.stringify(pieces)}`, `properties ${properties.join(' ')}`,
    `memory ${options.memory}, input ${JSON.stringify(options.input)}, disk ${options.disk.length}, leaky ${options.leaky}`,
    ...pathsOf(layer).map((path) => `; program ${path.join('.') || 'of the root'}\n${textOfImage(layerAt(layer, path).image)}`),
  ].join('\n');
}

/** The text of an image; lines that repeat themselves are told once. */
function textOfImage(image: Image): string {
  try {
    const lines = disassembleImage(decodeImage(encodeStripped(image)), new Map()).split('\n');
    const told: string[] = [];
    for (let at = 0, next = 1; at < lines.length; at = next++) {
      while (lines[next] === lines[at]) next++;
      told.push(next - at > 1 ? `${lines[at]}  ; ${next - at} times` : lines[at]);
    }
    return told.join('\n');
  } catch (error) {
    return reasonOf(error);
  }
}
