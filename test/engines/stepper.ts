// The witness: the interpreter, made to take one instruction at a time and to tell of each before it happens. What it
// tells is the brute force against which properties of faster engines are measured.
import type { Context } from '../../src/machine/context';
import { Exit, type Engine, type EngineMaker, type Slice } from '../../src/machine/engine';
import { interpreter } from '../../src/machine/interpreter';

const make: EngineMaker = interpreter;

/** Told before an instruction is tried; the slice knows the window. `word` is the image's own, whatever an observer planted. */
export type BeforeStep = (context: Context, word: number, slice: Slice) => void;
/** Told when an instruction has retired inside the engine: where it stood and what it was. */
export type AfterStep = (context: Context, pc: number, word: number) => void;

/** Who listens to a witness. */
export class Steps {
  readonly before: BeforeStep[] = [];
  readonly after: AfterStep[] = [];
}

/** An engine that takes single steps and tells of them. */
export function stepping(steps: Steps): EngineMaker {
  return (store, observation) => {
    const one = make(store, observation);
    return { ...one, run: (context, slice) => walk(one, context, slice, steps) };
  };
}

function walk(one: Engine, context: Context, slice: Slice, { before, after }: Steps): Exit {
  const { code } = context.program.image;
  for (let left = slice.fuel; left > 0; left--) {
    const { pc } = context, word = code[pc];
    slice.fuel = 1;
    for (const listener of before) listener(context, word, slice);
    const exit = one.run(context, slice);
    if (exit !== Exit.fuel) {
      slice.fuel = left;
      return exit;
    }
    for (const listener of after) listener(context, pc, word);
  }
  slice.fuel = 0;
  return Exit.fuel;
}
