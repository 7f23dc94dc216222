// What a test of a program is, as plain data that goes through JSON unchanged: what the program is given, what must come of it,
// and what it may use up. Where tests come from is in stated.ts and expect-file.ts, what comes of one in grade.ts.
import type { CauseName } from '../isa/causes';
import { MEMORY_DEFAULT } from '../isa/limits';
import type { InputPiece } from '../options/table';

/** What the output must be; all that is there must hold, and where nothing is, any output will do. */
export interface OutputExpected {
  /** The whole output. Blanks at the ends of lines and the end of the last line do not count. */
  readonly exact?: string;
  /** Texts that must stand somewhere in it. */
  readonly contains?: readonly string[];
  /** Regular expressions of JavaScript with the flags `m` and `u`, each of which must match somewhere. */
  readonly matches?: readonly string[];
}

/** What must come of a run. */
export interface Expected {
  readonly output?: OutputExpected;
  /** 0 to 255, 128 and more also for a trap; where neither it nor a trap is there: 0. */
  readonly exit?: number;
  /** The trap in the root that ends the run. */
  readonly trap?: CauseName;
}

/** What a run may use up. */
export interface CaseLimits {
  readonly instructions: number;
  /** Bytes of console output. */
  readonly outputBytes: number;
  /** Bytes of physical memory of the machine. */
  readonly memory: number;
  /** Of the clock on the wall, for all that a process does for one case: the end of what no count ends. */
  readonly time_ms: number;
}

/** Where nobody says otherwise. The time is long: it is there for what hangs, and a verdict by the clock is not the same twice. */
export const DEFAULT_LIMITS: CaseLimits = { instructions: 100_000_000, outputBytes: 1024 * 1024, memory: MEMORY_DEFAULT, time_ms: 60_000 };

/** What the program is given beside itself, as launch options; see src/options. */
export interface CaseLaunch {
  readonly args?: readonly string[];
  /** All there will be; absent: none. */
  readonly input?: readonly InputPiece[];
  readonly seed?: number;
  readonly leaky?: boolean;
  /** A file with the disk. */
  readonly disk?: string;
  /** Bytes of a disk of zeros, where there is no file. */
  readonly diskBytes?: number;
  /** Other limits of the machine: contexts, frames, slots, images. */
  readonly machine?: Readonly<Record<string, number>>;
}

export interface TestCase {
  /** Its own among the cases of a program; empty where there is only one. */
  readonly name: string;
  readonly launch: CaseLaunch;
  readonly expected: Expected;
  readonly limits: CaseLimits;
}

/** The verdicts, the same words in every report and every language. */
export const VERDICTS = [
  'passed', 'wrong-output', 'wrong-exit', 'trap', 'instruction-limit', 'time-limit', 'output-limit', 'memory-limit', 'assembly-error',
  'damaged-image', 'crash', 'refused',
] as const;

export type Verdict = (typeof VERDICTS)[number];

/** What came of one case: the same for the same program and case, but for the verdicts `time-limit` and `crash`. */
export interface CaseResult {
  readonly name: string;
  readonly verdict: Verdict;
  /** A sentence in the reader's language; empty where it passed. */
  readonly detail: string;
  /** Steps of the machine; absent where nothing ran to an end. */
  readonly steps?: number;
  readonly exit?: number;
  readonly trap?: CauseName;
  /** The count of steps after which the run goes wrong: before the first wrong byte is written, before a trap, else at the end. */
  readonly failedStep?: number;
  /** Output that was expected and that came, cut where it is long; only where the output is wrong. */
  readonly expected?: string;
  readonly found?: string;
  /** Where a recording of the run was written. */
  readonly recording?: string;
}
