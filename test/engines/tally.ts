// How often a fuzzing run has hit each thing that it must hit: opcodes, causes, debug properties, kinds of programs.
import { CAUSES } from '../../src/isa/causes';
import { INSTRUCTIONS, Op } from '../../src/isa/instructions';
import type { Machine } from '../../src/machine/machine';
import type { Steps } from './stepper';

const CAUSES_LENGTH = 16;

/** Counts, as plain numbers by name. */
export class Tally {
  /** Instructions tried, by opcode: those that retired and those that trapped. */
  readonly opcodes = new Float64Array(256);
  readonly causes = new Float64Array(CAUSES_LENGTH);
  readonly others = new Map<string, number>();

  add(name: string, count = 1): void {
    this.others.set(name, (this.others.get(name) ?? 0) + count);
  }

  /** Counts what a witness tells of. */
  listen(steps: Steps): void {
    steps.before.push((_, word) => { this.opcodes[word & 0xff]++; });
  }

  /** Counts why `resume` comes back, and why the root traps. */
  watch(machine: Machine): void {
    const { onExit } = machine.observation;
    machine.observation.onExit = (context, cause, pc) => {
      this.causes[cause]++;
      onExit?.(context, cause, pc);
    };
  }

  /** All counts of another tally, too. */
  include(other: TallyData): void {
    other.opcodes.forEach((count, i) => { this.opcodes[i] += count; });
    other.causes.forEach((count, i) => { this.causes[i] += count; });
    for (const [name, count] of other.others) this.add(name, count);
  }

  get data(): TallyData {
    return { opcodes: [...this.opcodes], causes: [...this.causes], others: [...this.others] };
  }

  get instructions(): number {
    return this.opcodes.reduce((sum, count) => sum + count, 0);
  }

  /** Everything that must be hit, by name, with how often it was; `case` never runs itself. */
  rows(): Map<string, number> {
    const rows = new Map<string, number>();
    for (const [mnemonic, { code }] of Object.entries(INSTRUCTIONS)) if (code !== Op.case_) rows.set(mnemonic, this.opcodes[code]);
    for (const [name, { code }] of Object.entries(CAUSES)) rows.set(`cause ${name}`, this.causes[code]);
    for (const [name, count] of this.others) rows.set(name, count);
    return rows;
  }

  /** What was hit less often than `least`. */
  missing(least: number): string[] {
    return [...this.rows()].filter(([, count]) => count < least).map(([name, count]) => `${name} only ${count} times`);
  }
}

/** A tally as it goes from one thread to another. */
export interface TallyData {
  readonly opcodes: readonly number[];
  readonly causes: readonly number[];
  readonly others: readonly (readonly [string, number])[];
}
