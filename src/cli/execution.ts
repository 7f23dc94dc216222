// Drives a machine from the terminal: slices between which signals are served, its console on the standard streams, and
// the limits that a launch sets. What is then said about the end is the commands' part.
import { Pace } from '../adapter/pace';
import type { Cause } from '../isa/causes';
import type { Access } from '../machine/context';
import type { Ending, Machine, Outcome } from '../machine/machine';
import type { RunLimit, RunLimits } from '../options/run-limits';
import { EXIT_CODES } from './exit-codes';
import { followStandardInput } from './standard-input';
import type { Output } from './terminal';

/** Why a run came back. */
export type RunEnd =
  | { readonly kind: 'ended'; readonly ending: Ending }
  /** The root stands before an instruction that traps, which would end the run. */
  | { readonly kind: 'trap'; readonly cause: Cause; readonly access?: Access }
  /** The step that was asked for is reached. */
  | { readonly kind: 'reached' }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'limit'; readonly limit: RunLimit }
  /** Nobody takes its output any more. */
  | { readonly kind: 'unread' };

/** The longest that signals and input wait for a program that runs, in milliseconds. */
const TURN_MS = 10;

/** Runs a machine on, as {@link Machine.run} does. */
export type RunOn = (steps: number, work: number) => Outcome;

export class Execution {
  private interrupted = false;
  /** Whether input has come since the last slice began. */
  private fresh = false;
  private wake: () => void = () => undefined;
  private turned_ms = now_ms();
  private readonly pace = new Pace();
  private readonly steps_max: number;
  private readonly closers: (() => void)[] = [];

  /** @param output where the console of the machine goes */
  constructor(readonly machine: Machine, private readonly output: Output, { instructions = Infinity, outputBytes = Infinity }: RunLimits,
    private readonly runOn: RunOn = (steps, work) => machine.run(steps, work)) {
    this.steps_max = instructions;
    machine.devices.output.limit = outputBytes;
    machine.watch.unhandled = true;
    const interrupt = (): void => {
      // Whoever asks twice does not want to wait for anything.
      if (this.interrupted) process.exit(EXIT_CODES.interrupted.code);
      this.interrupted = true;
      this.wake();
    };
    process.on('SIGINT', interrupt);
    this.closers.push(() => process.off('SIGINT', interrupt));
  }

  /** Gives the machine what a person types from now on. */
  followInput(): void {
    this.closers.push(followStandardInput((bytes) => {
      this.machine.provideInput(bytes);
      this.fresh = true;
      this.wake();
    }));
  }

  /** Lets go of signals and standard input. */
  close(): void {
    for (const close of this.closers) close();
  }

  /** Runs until the step, or until something else ends the run. */
  async run(until = Infinity): Promise<RunEnd> {
    for (;;) {
      this.fresh = false;
      const start_ms = now_ms();
      const outcome = this.runOn(Math.min(until, this.steps_max) - this.machine.steps, this.pace.work);
      this.pace.took(now_ms() - start_ms);
      const end = await this.take(outcome, until);
      if (end !== undefined) return end;
    }
  }

  private async take(outcome: Outcome, until: number): Promise<RunEnd | undefined> {
    const cut = this.writeOutput();
    const end = cut ? OUTPUT_LIMIT : this.endOf(outcome, until);
    if (end !== undefined) return end;
    await this.output.ready();
    if (outcome.kind === 'input') await this.input();
    else await this.turn();
    if (this.interrupted) return { kind: 'interrupted' };
    return this.output.trouble === undefined ? undefined : { kind: 'unread' };
  }

  private endOf(outcome: Outcome, until: number): RunEnd | undefined {
    if (outcome.kind === 'ended' && this.machine.ending !== undefined) return { kind: 'ended', ending: this.machine.ending };
    if (outcome.kind === 'trap') return { kind: 'trap', cause: outcome.cause, access: outcome.access };
    if (this.machine.steps >= until) return { kind: 'reached' };
    return this.machine.steps >= this.steps_max ? INSTRUCTION_LIMIT : undefined;
  }

  /** Writes what the machine has put out; true where that was more than is allowed. */
  private writeOutput(): boolean {
    const { output } = this.machine.devices;
    this.output.write(output.take());
    return output.full;
  }

  private input(): Promise<void> {
    if (this.interrupted || this.fresh) return Promise.resolve();
    return new Promise((resolve) => { this.wake = resolve; });
  }

  /** Lets what has arrived meanwhile be served, if it has waited long enough. */
  private async turn(): Promise<void> {
    if (now_ms() - this.turned_ms < TURN_MS) return;
    await new Promise((resolve) => { setImmediate(resolve); });
    this.turned_ms = now_ms();
  }
}

/** A clock that never goes back; `performance` would first have to be loaded. */
function now_ms(): number {
  return process.uptime() * 1000;
}

const OUTPUT_LIMIT: RunEnd = { kind: 'limit', limit: 'output' };
const INSTRUCTION_LIMIT: RunEnd = { kind: 'limit', limit: 'instructions' };
