// The ledger: which exits a guest must cause under a hypervisor of type 1, predicted from a run on the bare machine where nobody
// is above it, and which it did cause. A prediction that explains every exit leaves nothing over.
import { message, type Message } from '../base/message';
import { Cause, causeName } from '../isa/causes';
import { opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import { Machine } from '../machine/machine';
import { optionsFor, type Limits, type Subject } from './arrangements';
import { DIFFERS } from './messages';
import { verified } from './workshop';

/** Exits by `kernel: cause` and `process: cause`; the slices that were used up as `turns used up`. */
export type Ledger = Map<string, number>;

const TURNS = 'turns used up';

function count(ledger: Ledger, name: string): void {
  ledger.set(name, (ledger.get(name) ?? 0) + 1);
}

/** What a bare run says of the exits under a hypervisor with a turn of so many instructions. */
export interface Prediction {
  readonly ledger: Ledger;
  /** Ends of slices that were no exits of their own, since something else came back at the same instruction. */
  readonly coinciding: number;
  /** Privileged instructions of the kernel, and returns of its `resume`s. */
  readonly privileged: number;
  readonly returns: number;
}

class Bare {
  readonly ledger: Ledger = new Map();
  readonly machine: Machine;
  privileged = 0;
  returns = 0;
  coinciding = 0;
  private endOfTurn: number;
  /** The clock at which a process was the one to use up a slice; nobody has seen it yet. */
  private usedUpAt = -1;

  constructor(subject: Subject, limits: Limits, private readonly turn: number) {
    this.machine = new Machine(verified(subject.image), optionsFor(subject, limits));
    this.endOfTurn = turn;
    this.machine.observation.onExit = (context, cause) => {
      if (context.parent === undefined) this.rootExit(cause);
      else if (context.parent.parent === undefined) this.comesBack(cause);
    };
  }

  /** A call of the firmware, or the trap that ends the run. */
  private rootExit(cause: Cause): void {
    count(this.ledger, `kernel: ${causeName(cause)}`);
  }

  /** A `resume` of the kernel comes back. A hypervisor cuts the run of the process for an interrupt, too. */
  private comesBack(cause: Cause): void {
    this.returns++;
    const cut = cause === Cause.budget || cause === Cause.interrupt;
    count(this.ledger, `process: ${causeName(cut ? Cause.budget : cause)}`);
    if (cut && this.usedUpAt === this.machine.clock) this.coinciding++;
    else this.separateSlice();
    this.usedUpAt = -1;
  }

  /** The slice that a process used up was an exit of its own. */
  private separateSlice(): void {
    if (this.usedUpAt >= 0) count(this.ledger, 'process: budget');
    this.usedUpAt = -1;
  }

  run(): void {
    const { machine } = this;
    if (machine.root.interrupts !== 0) count(this.ledger, 'kernel: interrupt');
    while (machine.ending === undefined) this.step();
    if (machine.ending.cause === undefined) this.lastInstruction();
  }

  /** A kernel that goes off does so by an instruction that does not retire. */
  private lastInstruction(): void {
    const op = opcodeOf(this.machine.wordAt(this.machine.root));
    if (op === Op.halt || op === Op.out) this.privilegedInstruction();
  }

  private privilegedInstruction(): void {
    this.privileged++;
    count(this.ledger, 'kernel: privileged');
  }

  private step(): void {
    const { machine } = this, { root } = machine;
    const { time } = machine.running, { slept } = machine.devices, { pc, retired } = root;
    const op = opcodeOf(machine.wordAt(root));
    machine.run(1, 1e9);
    if (machine.ending !== undefined) return;
    const byRoot = root.retired > retired;
    if (byRoot && (op >= Op.ctx_new && op <= Op.mode) && root.pc !== pc) this.privilegedInstruction();
    if (machine.devices.slept !== slept) this.slept(time + machine.devices.slept);
    if (machine.running.time === time) return;
    if (!byRoot) this.separateSlice();
    if (machine.clock === this.endOfTurn) this.usedUp(byRoot);
  }

  /** The kernel has slept until a time of its clock: the rest of its turn is given away, without an exit. */
  private slept(clock: number): void {
    if (clock < this.endOfTurn) return;
    count(this.ledger, TURNS);
    this.coinciding++;
    this.endOfTurn = clock + this.turn;
  }

  private usedUp(byRoot: boolean): void {
    count(this.ledger, TURNS);
    this.endOfTurn += this.turn;
    if (byRoot) count(this.ledger, 'kernel: budget');
    else this.usedUpAt = this.machine.clock;
  }
}

/** The exits of a guest that runs alone and has the input from the beginning. */
export function predict(subject: Subject, limits: Limits, turn: number): Prediction {
  const bare = new Bare(subject, limits, turn);
  bare.run();
  const { ledger, coinciding, privileged, returns } = bare;
  return { ledger, coinciding, privileged, returns };
}

/** Runs a hypervisor to its end and counts from outside what comes back to it, from the kernel with the image and from all others. */
export function observe(machine: Machine, identity: string): Ledger {
  const ledger: Ledger = new Map();
  machine.observation.onExit = (context, cause) => {
    if (context.parent !== machine.root) return;
    const who = context.program.image.identity === identity ? 'kernel' : 'process';
    count(ledger, `${who}: ${causeName(cause)}`);
  };
  while (machine.ending === undefined && machine.run(Infinity, 1e9).kind !== 'input');
  return ledger;
}

/** Rows of two ledgers that are not the same. */
export function ledgerDifferences(who: string, found: Ledger, wanted: Ledger): Message[] {
  return [...new Set([...wanted.keys(), ...found.keys()])].filter((cause) => found.get(cause) !== wanted.get(cause))
    .map((cause) => message(DIFFERS.exits, { who, cause, found: found.get(cause) ?? 0, wanted: wanted.get(cause) ?? 0 }));
}

/** Exits that are not the ends of slices alone: all but the row of turns. */
export function exitsOf(ledger: Ledger): number {
  return [...ledger].reduce((sum, [name, times]) => (name === TURNS ? sum : sum + times), 0);
}

/** The ledger as rows, by name. */
export function rows(ledger: Ledger): string[] {
  return [...ledger].map(([name, times]) => `${name} ${times}`).sort();
}

/** The ledger that a hypervisor has printed on the console of a guest, behind the line with its exit code. */
export function printed(console: string): Ledger {
  const lines = console.slice(console.lastIndexOf('[ended with ')).split('\n').slice(1);
  return new Map(lines.filter((line) => line !== '').map((line) => [line.slice(0, NAME_SIZE).trim(), Number(line.slice(NAME_SIZE))]));
}

const NAME_SIZE = 20;
