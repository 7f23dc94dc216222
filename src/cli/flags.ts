// What a command line may hold, as data: the commands' own flags and operands. Launch options are rows of
// `src/options`, from which `launch-flags.ts` makes flags of the same shape; reading them is in `arguments.ts`.
import type { Text } from '../base/message';

/** A flag of a command. */
export interface Flag {
  /** Without the two dashes. */
  readonly name: string;
  /** One letter, without the dash. */
  readonly short?: string;
  /** What stands for its value in the help; a flag without one is a switch. */
  readonly value?: Text;
  /** The values it takes: any text, a whole number from 0 to 2^53, or one of these words. */
  readonly takes?: 'text' | 'count' | readonly string[];
  /** Whether it may be given several times; all its values count. */
  readonly many?: boolean;
  /** Whether the command does not work without it. */
  readonly needed?: true;
  readonly text: Text;
}

/** Something that a command works on, named by its place. */
export interface Operand {
  readonly name: Text;
  readonly text: Text;
  /** Whether it may be left out. */
  readonly optional?: boolean;
  /** Whether several may be given; only the last operand. */
  readonly many?: boolean;
}

/** A value as it was given and, for a count, read. */
export type FlagValue = true | string | number;

/** What a command line gave. */
export class Given {
  readonly operands: string[] = [];
  /** What stands behind the last operand of a command that passes arguments on. */
  readonly rest: string[] = [];
  private readonly values = new Map<string, FlagValue[]>();

  add(name: string, value: FlagValue): void {
    const known = this.values.get(name);
    if (known === undefined) this.values.set(name, [value]);
    else known.push(value);
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  /** The names of the flags given, in order of their first appearance. */
  names(): readonly string[] {
    return [...this.values.keys()];
  }

  /** The last text given to a flag. */
  text(name: string): string | undefined {
    const value = this.values.get(name)?.at(-1);
    return typeof value === 'string' ? value : undefined;
  }

  /** All texts given to a flag. */
  texts(name: string): readonly string[] {
    return (this.values.get(name) ?? []).filter((value) => typeof value === 'string');
  }

  /** All that was given to a flag that is a switch or takes texts. */
  words(name: string): readonly (string | true)[] {
    return (this.values.get(name) ?? []).filter((value) => typeof value !== 'number');
  }

  /** The last count given to a flag. */
  count(name: string): number | undefined {
    const value = this.values.get(name)?.at(-1);
    return typeof value === 'number' ? value : undefined;
  }
}
