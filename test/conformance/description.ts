// What the kit has to be told about a debug adapter: how to start it, and a program to try it on. A description is a JSON
// file; `${here}` in its texts stands for the folder of the file, `${temp}` for a folder that is removed afterwards and
// `${port}` for a free port.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Checker, type Shapes } from '../../src/protocol/shape';

/** A debug adapter, and what it is tried on. */
export interface Description {
  /** For people: the adapter and its version. */
  readonly name: string;
  readonly start: Command & {
    /** Where it speaks: its standard streams unless this is `tcp`; then `${port}` stands in its arguments. */
    readonly speaks?: 'stdio' | 'tcp';
  };
  /** Commands that are run once before, such as that of a compiler. */
  readonly prepare?: readonly Command[];
  readonly adapterID: string;
  /** How long nothing may come before something that is waited for counts as missing; 10 unless given. */
  readonly patience_seconds?: number;
  /** A program that ends by itself after a loop. */
  readonly program: Looping;
  /** A program that runs until it is stopped; without it nothing is tried while a program runs. */
  readonly endless?: Endless;
  /** A program that fails; without it nothing is tried with exceptions. */
  readonly failing?: Failing;
  /** A program of several threads; without it no thread is ended. */
  readonly threaded?: Endless;
  /** Names of capabilities that must be announced. */
  readonly capabilities?: readonly string[];
}

export interface Command {
  readonly command: string;
  readonly arguments?: readonly string[];
  readonly folder?: string;
}

export interface Program {
  /** The arguments of `launch` (or `attach`), with all the adapter needs. */
  readonly launch: Readonly<Record<string, unknown>>;
  readonly request?: 'launch' | 'attach';
  /** The source text in which breakpoints are set. */
  readonly source: string;
}

export interface Looping extends Program {
  /** A line, from 1, at which a breakpoint is hit once, before the loop. */
  readonly line: number;
  readonly loop: {
    /** A line at which a breakpoint is hit once in each round. */
    readonly line: number;
    /** Rounds; at least 5. */
    readonly rounds: number;
    /** A whole number that counts the rounds from 0, as the stopped program shows it. */
    readonly variable: string;
    /** A condition that is true when the variable is 3, and one that never is; in the adapter's own language. */
    readonly condition: string;
    readonly never: string;
    /** A log message that shows the variable as `at 3`; `at {variable}` unless given. */
    readonly log?: string;
  };
  /** A function that the line of the loop calls. */
  readonly function: string;
  readonly exitCode: number;
  /** What it prints, or a part of it. */
  readonly output: string;
}

export interface Endless extends Program {
  /** A line, from 1: of an endless program one that is executed again and again, of one with threads one at which there are several. */
  readonly line: number;
}

export interface Failing extends Program {
  /** A filter for exceptions that stops it. */
  readonly filter: string;
}

const PROGRAM = { launch: 'object', 'request?': '"launch"|"attach"', source: 'string' };
const COMMAND = { command: 'string', 'arguments?': 'string[]', 'folder?': 'string' };
const SHAPES: Shapes = {
  Description: {
    name: 'string', start: 'Start', 'prepare?': 'Command[]', adapterID: 'string', 'patience_seconds?': 'number 0..', program: 'Looping',
    'endless?': 'Endless', 'failing?': 'Failing', 'threaded?': 'Endless', 'capabilities?': 'string[]',
  },
  Command: COMMAND,
  Start: { ...COMMAND, 'speaks?': '"stdio"|"tcp"' },
  Looping: { ...PROGRAM, line: 'int32 1..', loop: 'Loop', function: 'string', exitCode: 'int32', output: 'string' },
  Loop: { line: 'int32 1..', rounds: 'int32 5..', variable: 'string', condition: 'string', never: 'string', 'log?': 'string' },
  Endless: { ...PROGRAM, line: 'int32 1..' },
  Failing: { ...PROGRAM, filter: 'string' },
};

/** A folder that a text names, and what follows it. */
const PLACE = /\$\{(here|temp)\}(\/[^ ]*)?/g;

/** Reads a description; throws where it is none, with all that is wrong. */
export function readDescription(file: string): { readonly description: Description; readonly temporary: string } {
  const temporary = mkdtempSync(join(tmpdir(), 'conformance-'));
  const places: Readonly<Record<string, string>> = { here: dirname(resolve(file)), temp: temporary };
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(PLACE, (_all, name: string, rest: string = '') => join(places[name], rest));
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fill(each)]));
  };
  const description = fill(JSON.parse(readFileSync(file, 'utf8')));
  const problems = new Checker(SHAPES, 'sent').check('Description', description, '');
  if (problems.length > 0) {
    const lines = problems.map(({ path, found, accepted }) => `${file}: ${path} is ${found ?? 'missing'}; accepted: ${accepted}`);
    throw new Error(lines.join('\n'));
  }
  return { description: description as Description, temporary };
}
