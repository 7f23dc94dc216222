// Small machines for tests: launched from an image, run to their end or step by step, and looked into from outside.
import { assert } from '../../src/base/assert';
import { CAUSES } from '../../src/isa/causes';
import type { Image } from '../../src/image/image';
import { decodeImage } from '../../src/image/read';
import { encodeImage } from '../../src/image/write';
import type { Context } from '../../src/machine/context';
import { Machine, runToEnd, type MachineOptions } from '../../src/machine/machine';
import { framesOf, localTypes, operandTypes, slotValue } from '../../src/machine/walk';
import { verify, type VerifiedImage } from '../../src/verifier/verify';

/** Options of a small machine: 64 KiB, eight contexts, input that has ended, no disk. */
export const SMALL: MachineOptions = {
  memory: 65_536,
  limits: { contexts: 8, frames: 256, images: 8, slots: 16_384 },
  seed: 1,
  leaky: false,
  disk: new Uint8Array(0),
  args: [],
  input: [{ step: 0, bytes: undefined }],
};

/** The image, written, read again and verified. */
export function verified(image: Image): VerifiedImage {
  return verify(decodeImage(encodeImage(image)));
}

/** A machine for the image. */
export function launch(image: Image | VerifiedImage, options: Partial<MachineOptions> = {}): Machine {
  return new Machine('stateAt' in image ? image : verified(image), { ...SMALL, ...options });
}

/** Options with other limits. */
export function limited(limits: Partial<MachineOptions['limits']>): Partial<MachineOptions> {
  return { limits: { ...SMALL.limits, ...limits } };
}

/** What the console received and was not taken yet. */
export function output(machine: Machine): string {
  return new TextDecoder().decode(machine.devices.output.take());
}

/** Runs to the end and says what came of it: `output` and how it ended. */
export function outcomeOf(machine: Machine): string {
  const outcome = runToEnd(machine);
  return `${output(machine)}|${outcome.kind === 'ended' ? machine.ending?.code : outcome.kind}`;
}

/** {@link outcomeOf} a fresh machine. */
export function runs(image: Image, options: Partial<MachineOptions> = {}): string {
  return outcomeOf(launch(image, options));
}

/** Exit code of a run that a trap in the root ends. */
export function trapCode(cause: keyof typeof CAUSES): number {
  return 128 + CAUSES[cause].code;
}

/** Runs until exactly so many steps are done. */
export function runSteps(machine: Machine, steps: number): void {
  const last = machine.steps + steps;
  while (machine.steps < last && machine.ending === undefined) {
    const outcome = machine.run(last - machine.steps, 1e9);
    assert(outcome.kind !== 'input', 'a run that does not wait for input');
  }
}

/** Operands of the innermost frame, deepest first. */
export function operandsOf(machine: Machine, context: Context = machine.current): number[] {
  const [frame] = framesOf(machine.store, context);
  return operandTypes(context, frame).map((type, i) => slotValue(machine.store, frame.operands + i * 2, type));
}

/** Locals of the innermost frame. */
export function localsOf(machine: Machine, context: Context = machine.current): number[] {
  return localTypes(context, context.fn).map((type, i) => slotValue(machine.store, context.fp + i * 2, type));
}

/** The current contexts of the chain by handle: `''` the root, `1` its first child, `1.2` the second child of that. */
export function pathOf(context: Context): string {
  return context.parent === undefined ? '' : `${pathOf(context.parent)}.${context.parent.children.indexOf(context) + 1}`.replace(/^\./, '');
}

/** All contexts, the root first. */
export function contextsOf(machine: Machine): Context[] {
  return [...machine.root.downward()];
}
