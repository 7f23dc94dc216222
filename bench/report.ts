// What a run of the bench says, as `--json` writes it and the page about performance is made from.
import type { Figure } from './measure';
import type { SuiteResult } from './suite/suite';

/** What it ran on. */
export interface Host {
  readonly processor: string;
  readonly cores: number;
  readonly memory_gib: number;
  readonly system: string;
  readonly node: string;
  /** How many programs wanted a processor in the minute before the run. */
  readonly load: number;
}

export interface Report {
  /** The time of each peer divided by ours, the geometric mean over the programs of the suite; absent where that was not run. */
  readonly ratios?: Readonly<Record<string, number>>;
  /** The same of the program fib alone. */
  readonly fib?: Readonly<Record<string, number>>;
  /** The same of our other ways to run: on the bare machine, without a debugger, the interpreter alone. */
  readonly engines?: Readonly<Record<string, number>>;
  /** When it began, how it was called, and how long it took. */
  readonly date: string;
  readonly command: string;
  readonly seconds: number;
  readonly machine: Host;
  readonly suite?: SuiteResult;
  readonly groups: readonly { readonly key: string; readonly en: string; readonly ko: string; readonly figures: readonly Figure[] }[];
}
