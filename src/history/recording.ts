// A recording: all that a run depends on, and what it came to, as plain data. The same image with the same disk does the same
// again on any system. How it stands in a file is in recording-file.ts, how it runs again in recording-replay.ts.
import { sha256 } from '../base/hash';
import type { InputEvent } from '../machine/input';
import type { Ending, Machine, MachineOptions } from '../machine/machine';
import { machineHash } from '../machine/state-hash';
import type { Edit } from './branch';

/** Something that a recording needs, by a name that holds no folder above its own, and the SHA-256 that tells it from others. */
export interface Named {
  /** Relative, with `/`. */
  readonly name: string;
  /** 64 hexadecimal digits: an image's identity, or the hash of a disk's bytes. */
  readonly sha256: string;
}

/** The options of a machine that are not files. */
export type RecordedOptions = Pick<MachineOptions, 'memory' | 'limits' | 'seed' | 'leaky' | 'args'>;

/** A moment that somebody found worth a look. */
export interface Point {
  readonly step: number;
  readonly text: string;
}

/** Where a recording ends. */
export interface RecordedEnd {
  readonly steps: number;
  /** How the run ended there; undefined: it was left there. */
  readonly ending: Pick<Ending, 'code' | 'cause'> | undefined;
  /** Hash of the machine, 32 hexadecimal digits. */
  readonly hash: string;
}

/** What a recording has with it, so that it needs nothing else. */
export interface Bundle {
  /** An image file, with debug information and source texts. */
  readonly image: Uint8Array;
  /** The bytes of the disk; empty where there is none. */
  readonly disk: Uint8Array;
}

export interface Recording {
  readonly program: Named;
  readonly disk: Named | undefined;
  readonly options: RecordedOptions;
  /** What came and what was known to come, in order; see {@link ConsoleInput.script}. */
  readonly input: readonly InputEvent[];
  /** In ascending order of steps. */
  readonly edits: readonly Edit[];
  /** In ascending order of steps. */
  readonly points: readonly Point[];
  readonly end: RecordedEnd;
  readonly bundle: Bundle | undefined;
}

/** What a recording is made of beside the machine. */
export interface Recorded {
  /** What the machine was made of. */
  readonly options: MachineOptions;
  /** Name of the program. */
  readonly program: string;
  /** Name of the disk, where there is one. */
  readonly disk?: string;
  readonly edits?: readonly Edit[];
  readonly points?: readonly Point[];
  /** How the run ended; otherwise as the machine knows. */
  readonly ending?: Ending;
  readonly bundle?: Bundle;
}

/** The recording of the run that brought a machine to where it stands. */
export function recordingOf(machine: Machine, recorded: Recorded): Recording {
  const { options: { memory, limits: { contexts, frames, images, slots }, seed, leaky, args, disk }, bundle } = recorded;
  machine.settle();
  const ending = recorded.ending ?? machine.ending;
  return {
    program: { name: recorded.program, sha256: machine.root.program.image.identity },
    disk: recorded.disk === undefined ? undefined : { name: recorded.disk, sha256: sha256(disk) },
    options: { memory, limits: { contexts, frames, images, slots }, seed: seed >>> 0, leaky, args: [...args] },
    input: machine.devices.input.script(),
    edits: [...recorded.edits ?? []],
    points: [...recorded.points ?? []].sort((a, b) => a.step - b.step),
    end: { steps: machine.steps, ending: ending && { code: ending.code, cause: ending.cause }, hash: machineHash(machine) },
    bundle,
  };
}
