// What a lab is as shipped code: where it lies, how it is launched, and what holds in it. Checks run on the files of a workshop,
// which may be those of the examples, a student's copy, or either with a mistake put in on purpose.
import type { Message, Text } from '../base/message';
import type { Workshop } from './workshop';

/** What came of one check. It passed where nothing differs. */
export interface Finding {
  /** What was measured, by name; never a constant. */
  readonly figures: Readonly<Record<string, number>>;
  /** In words, one for each thing that is not as it should be. */
  readonly differences: readonly Message[];
}

/** Something that holds in a lab, whatever a student changed in ways that keep it right. */
export interface Check {
  /** For programs: never translated. */
  readonly name: string;
  readonly text: Text;
  /** Runs on the machine. Throws {@link Unfit} where the files do not make a program; nothing else that is the student's doing. */
  run(workshop: Workshop): Finding;
}

/** How the program of a lab is launched. */
export interface LabLaunch {
  /** Files beside the program. */
  readonly inputFile?: string;
  readonly input?: string;
  /** Bytes of memory, where the program says `all`. */
  readonly memory?: number;
}

export interface Lab {
  readonly number: number;
  /** Below `labs`. */
  readonly folder: string;
  readonly title: Text;
  /** What one begins with, in the folder; a lab may have more programs. */
  readonly program: string;
  readonly launch: LabLaunch;
  /** Folders below the examples that its scripts and checks need beside what its programs include. */
  readonly needs?: readonly string[];
  readonly checks: readonly Check[];
}

/** Files from which no program comes, said in words; a check that meets it has not passed. */
export class Unfit extends Error {
  override readonly name = 'Unfit';

  constructor(readonly differences: readonly Message[]) {
    super('no program');
  }
}
