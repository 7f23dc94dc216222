// What a command is given, and what it gives back.
import type { Platform } from '../platform/platform';
import type { Given } from './flags';
import type { Terminal } from './terminal';

/** Where the parts of Strata lie that run as processes of their own. */
export interface Installation {
  /** The program of the debug adapter. */
  readonly adapter: string;
  /** The program that grades one submission. */
  readonly grader: string;
}

/** One call of a command. */
export interface Call {
  readonly given: Given;
  readonly terminal: Terminal;
  readonly platform: Platform;
  /** The folder that relative paths count from. */
  readonly folder: string;
  readonly installation: Installation;
}

/** Carries a call out and gives the exit code. */
export type Command = (call: Call) => Promise<number>;
