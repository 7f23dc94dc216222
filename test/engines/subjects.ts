// The engines that are held against the witness, by name.
import type { Random } from '../../src/base/random';
import { compiler } from '../../src/compiler/engine';
import type { EngineMaker } from '../../src/machine/engine';
import { interpreter } from '../../src/machine/interpreter';
import { switching } from './switching';

export interface Subject {
  readonly name: string;
  /** The engine, with random numbers of its own. */
  make(random: Random): EngineMaker;
}

/** Everything compiled, wherever a run begins. */
export const compiled: Subject = { name: 'compiled', make: () => compiler({ always: true }) };
/** As it is for everybody: compiled where that pays. */
const automatic: Subject = { name: 'automatic', make: () => compiler() };
/** The interpreter and compiled code take turns. */
const turns: Subject = { name: 'turns', make: (random) => switching([interpreter, compiler({ always: true })], random) };

export const SUBJECTS: readonly Subject[] = [compiled, automatic, turns, turns];
