// Where a machine stands, in words: context, function, file and line.
import type { Context } from '../machine/context';
import type { Machine } from '../machine/machine';
import { Programs } from '../debugger/programs';

/** Names the places of a machine's code. */
export class Moments {
  private readonly programs: Programs;

  /** @param pathOf the path of a source by its name in the image, as messages show it */
  constructor(machine: Machine, private readonly pathOf: (source: string) => string) {
    this.programs = new Programs(machine, () => undefined);
    machine.onProgram = (program) => { this.programs.add(program); };
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
    const location = this.programs.of(context.program).location(context.pc);
    return location && `${this.pathOf(location.source.name)}:${location.span.start.line + 1}`;
  }
}
