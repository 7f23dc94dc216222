// What a check is, and how it says what it found.
import type { Entry, Transcript } from './transcript';
import type { Kit } from './kit';

export interface Check {
  /** Short, unique, words joined by hyphens. */
  readonly name: string;
  /** One sentence: what a passing adapter does. */
  readonly explains: string;
  /** `protocol`: its text demands it. `kit`: it leaves it open, and clients are better off with it. */
  readonly basis: 'protocol' | 'kit';
  /** Tries the adapter; throws a {@link Failure} or {@link NotApplicable}. */
  run(kit: Kit): Promise<void> | void;
}

/** A check over all that was said in all sessions of the other checks. */
export interface TranscriptCheck {
  readonly name: string;
  readonly explains: string;
  readonly basis: 'protocol' | 'kit';
  /** Judges one session; throws a {@link Failure}. */
  judge(transcript: Transcript): void;
}

export type Verdict = 'passed' | 'failed' | 'not applicable';

export interface Result {
  readonly name: string;
  readonly explains: string;
  readonly basis: 'protocol' | 'kit';
  readonly verdict: Verdict;
  /** Why it failed or does not apply; empty where it passed. */
  readonly why: string;
  /** Lines of the transcript that show why it failed. */
  readonly lines: readonly string[];
}

/** The adapter does not do what the check wants. */
export class Failure extends Error {
  override readonly name = 'Failure';

  /** @param entries what shows it; the end of the session where it is not given */
  constructor(why: string, readonly entries?: readonly Entry[]) {
    super(why);
  }
}

/** The check says nothing about this adapter or this description. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable';
}

/** Fails unless something holds. */
export function expect(holds: boolean, why: string, ...entries: readonly (Entry | undefined)[]): asserts holds {
  const shown = entries.filter((each) => each !== undefined);
  if (!holds) throw new Failure(why, shown.length === 0 ? undefined : shown);
}
