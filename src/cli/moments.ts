// Where a machine stands, in words: context, function, file and line, and why the instruction there traps.
import type { Context } from '../machine/context';
import type { Machine } from '../machine/machine';
import type { Message } from '../base/message';
import { Programs } from '../debugger/programs';
import { trapInfo, type TrapFacts } from '../debugger/trap-info';
import type { SourceLocation } from '../debugger/types';
import { Values } from '../debugger/values';
import type { Names } from '../meter/report';

/** Names the places of a machine's code. */
export class Moments {
  private readonly programs: Programs;

  /** @param pathOf the path of a source by its name in the image, as messages show it */
  constructor(private readonly machine: Machine, private readonly pathOf: (source: string) => string) {
    this.programs = new Programs(machine, () => undefined);
    machine.onProgram = (program) => { this.programs.add(program); };
  }

  /** What the tables of the meter call programs and places. */
  get names(): Names {
    const { programs } = this;
    return {
      image: (program) => programs.of(program).name,
      function: (program, fn) => programs.of(program).functionName(fn),
      place: (program, pc) => {
        const location = programs.of(program).location(pc);
        return location && { source: this.pathOf(location.source.name), line: location.span.start.line + 1 };
      },
    };
  }

  /** Name of the function in which a context stands. */
  functionOf(context: Context): string {
    return this.functionAt(context, context.pc);
  }

  /** Name of the function of a word of the context's code. */
  functionAt(context: Context, address: number): string {
    const { program } = context;
    return this.programs.of(program).functionName(program.functionAt(address));
  }

  /** The instruction at an address as it is written, with the names that its operand has. */
  instructionAt(context: Context, address: number): string {
    return this.programs.of(context.program).instructionText(address);
  }

  /** `path:line` of the instruction at which a context stands; undefined where it is not known. */
  placeOf(context: Context): string | undefined {
    return this.shown(this.programs.of(context.program).location(context.pc));
  }

  private shown(location: SourceLocation | undefined): string | undefined {
    return location && `${this.pathOf(location.source.name)}:${location.span.start.line + 1}`;
  }

  /** What the instruction at which a context stands attempts and why it traps; then where to look, a line for each place. */
  explain(context: Context, facts: TrapFacts): { readonly attempted: Message; readonly look: readonly { readonly message: Message; readonly place?: string }[] } {
    const { attempted, look } = trapInfo(this.machine, this.programs, new Values(this.machine, this.programs), context, facts);
    return { attempted, look: look.map(({ message, location }) => ({ message, place: this.shown(location) })) };
  }
}
