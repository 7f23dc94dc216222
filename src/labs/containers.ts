// Machines with the system of containers, for the checks of labs 08 to 10 and 12.
import { message } from '../base/message';
import { Machine, type MachineOptions } from '../machine/machine';
import { ended } from './arrangements';
import { Unfit } from './lab';
import { DIFFERS } from './messages';
import { verified, type Workshop } from './workshop';

export const CONTAINERS = 'systems/containers/containers.sasm';

/** Room for the systems with containers. */
const CONTAINER_MACHINE = {
  memory: 16 << 20, limits: { contexts: 128, frames: 16_384, images: 256, slots: 131_072 }, seed: 1, leaky: false, args: [],
} as const satisfies Partial<MachineOptions>;

/** The disk that the script of a lab makes. */
export function preparedDisk(workshop: Workshop, folder: string): Uint8Array {
  const disk = workshop.disk(folder);
  if (disk === undefined) throw new Unfit([message(DIFFERS.not_prepared, { folder })]);
  return disk;
}

/** A machine before its first instruction, something typed. */
export function containerMachine(image: Uint8Array, disk: Uint8Array, input: string, seed = 1): Machine {
  const typed = [{ step: 0, bytes: new TextEncoder().encode(input) }, { step: 0, bytes: undefined }];
  return new Machine(verified(image), { ...CONTAINER_MACHINE, disk, seed, input: typed });
}

/** The machine at its end that has had these lines for its engine. */
export function engineOf(workshop: Workshop, disk: Uint8Array, lines: readonly string[], program = CONTAINERS, seed = 1): Machine {
  return ended(containerMachine(workshop.image(program), disk, lines.map((line) => `${line}\n`).join(''), seed), program);
}
