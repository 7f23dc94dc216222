// Watches from outside what a guest executes: the instructions that its own contexts retire, in order, wherever the guest
// runs. Hypervisors between run at full speed. It changes nothing that a program can see.
import { Digest } from '../base/hash';
import { opcodeOf } from '../isa/encoding';
import type { Context } from '../machine/context';
import type { Machine } from '../machine/machine';

/** Instructions in the order in which they retired. */
export class Trace {
  /** For each: its opcode, its address of code, its function, the number of its program; see {@link Trace.program}. */
  readonly words: number[] = [];

  constructor(readonly name: string, private readonly programs: string[] = []) {}

  get length(): number {
    return this.words.length / 4;
  }

  /** An empty one of the same programs, with the same numbers. */
  another(): Trace {
    return new Trace(this.name, this.programs);
  }

  /** Its programs, by identity. */
  has(identity: string): boolean {
    return this.programs.includes(identity);
  }

  /** Makes a program one of its own. */
  add(identity: string): void {
    if (!this.has(identity)) this.programs.push(identity);
  }

  note(identity: string, fn: number, pc: number, opcode: number): void {
    this.words.push(opcode, pc, fn, this.programs.indexOf(identity));
  }

  /** The hash over program, function, address and opcode of the first so many instructions. */
  hash(length = this.length): string {
    const digest = new Digest();
    for (let i = 0; i < length * 4; i++) digest.word(this.words[i]);
    return digest.finish();
  }

  /** Which instruction differs first; -1 where one trace is the beginning of the other. */
  differs(other: Trace): number {
    const length = Math.min(this.words.length, other.words.length);
    for (let i = 0; i < length; i++) if (this.words[i] !== other.words[i]) return Math.floor(i / 4);
    return -1;
  }
}

/** Runs a machine and notes what guests retire in it. */
export class Tracer {
  private readonly watched: (context: Context) => void;

  /** @param traces one for each guest; a context is of the guest whose program it runs */
  constructor(readonly machine: Machine, private readonly traces: readonly Trace[]) {
    this.watched = (context) => { if (this.traceOf(context) !== undefined) machine.watch.contexts.add(context); };
    machine.onContext = (context, made) => { if (made) this.watched(context); };
    for (const context of machine.root.downward()) this.watched(context);
  }

  private traceOf(context: Context): Trace | undefined {
    return this.traces.find((trace) => trace.has(context.program.image.identity));
  }

  /**
   * Runs until the condition holds after an instruction of a guest, the machine has ended, or it has taken so many steps.
   * @param around called before and after a guest runs by itself
   */
  run(until: () => boolean, steps = Infinity, around: (inside: boolean, trace: Trace) => void = () => undefined): void {
    const { machine } = this;
    while (machine.ending === undefined && machine.steps < steps) {
      const trace = this.traceOf(machine.current);
      if (trace === undefined) {
        if (machine.run(steps - machine.steps, 1e9).kind === 'input') return;
        continue;
      }
      around(true, trace);
      while (machine.ending === undefined && this.traceOf(machine.current) === trace && !until()) if (!this.step(trace)) return;
      around(false, trace);
      if (until()) return;
    }
  }

  /** One step; false where the machine waits for input. */
  private step(trace: Trace): boolean {
    const { machine } = this;
    const before = machine.chain.filter((context) => this.traceOf(context) === trace)
      .map((context) => ({ context, retired: context.retired, fn: context.fn, pc: context.pc }));
    const outcome = machine.run(1, 1e9);
    for (const { context, retired, fn, pc } of before) {
      if (context.retired === retired) continue;
      const { image } = context.program;
      trace.note(image.identity, fn, pc, opcodeOf(image.code[pc]));
    }
    return outcome.kind !== 'input';
  }
}
