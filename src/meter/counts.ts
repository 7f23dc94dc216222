// What the meter has counted of one context, or of several that are gone. Snapshots share it: who changes what a snapshot has, changes a copy.
import type { Cause } from '../isa/causes';
import type { Mode } from '../machine/context';
import type { Program } from '../machine/program';

/** More than the number of any cause: an exit's key is its address of code times this, and its cause. */
const CAUSES = 16;

/** Exits for one cause at one instruction. */
export interface ExitSite {
  readonly pc: number;
  readonly cause: Cause;
  readonly count: number;
}

/** What is known of a context that was dropped, and of those dropped before it. */
export interface Gone {
  readonly id: number;
  readonly counts: Counts;
  readonly before: Gone | undefined;
  /** How many these are. */
  readonly length: number;
  readonly parent: number;
  /** See `handlesOf`. */
  readonly handles: readonly number[];
  readonly mode: Mode;
  readonly retired: number;
  readonly time: number;
  /** Whether its parent was inside a `resume` of it, which never comes back. */
  readonly open: boolean;
}

export class Counts {
  /** Number of the snapshot after which it was made. */
  age: number;
  /** How often `resume` came back, or the firmware was called. */
  exits = 0;
  /** Native waits that found an interrupt, and others. */
  pending = 0;
  waited = 0;
  private readonly sites: Map<number, number>;

  /** @param outer the id of the context below which it lies, undefined for the root */
  constructor(readonly program: Program, readonly outer: number | undefined, age: number, from?: Counts) {
    this.age = age;
    this.sites = new Map(from?.sites);
    if (from !== undefined) ({ exits: this.exits, pending: this.pending, waited: this.waited } = from);
  }

  addExit(cause: Cause, pc: number, count = 1): void {
    const key = pc * CAUSES + cause;
    this.sites.set(key, (this.sites.get(key) ?? 0) + count);
    this.exits += count;
  }

  /** All exits, in no order. */
  *exitSites(): Generator<ExitSite> {
    for (const [key, count] of this.sites) yield { pc: Math.floor(key / CAUSES), cause: key % CAUSES, count };
  }

  /** Adds what another context of the same program came to. */
  add(other: Counts): void {
    for (const { cause, pc, count } of other.exitSites()) this.addExit(cause, pc, count);
    this.pending += other.pending;
    this.waited += other.waited;
  }
}
