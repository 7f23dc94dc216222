// An engine that is several: for each piece of a run, of a random length, a random one of them goes on where another
// stopped. It also holds them to what an engine promises of its fuel.
import { assert } from '../../src/base/assert';
import type { Random } from '../../src/base/random';
import type { Context } from '../../src/machine/context';
import { Exit, type Engine, type EngineMaker, type Slice } from '../../src/machine/engine';

/** Instructions of a piece, at most; Infinity: as many as there are. */
const PIECES: readonly number[] = [1, 2, 5, 20, 100, 1000, Infinity];
/** After so many pieces of a run the rest is one, so that what must be compiled for a new place stays little. */
const CUTS_MAX = 8;

/** Turns from one of the engines to another. */
export function switching(makers: readonly EngineMaker[], random: Random): EngineMaker {
  return (store, observation) => {
    const engines = makers.map((make) => make(store, observation));
    let cuts = 0;
    return {
      run(context, slice) {
        for (let left = slice.fuel; ;) {
          const most = cuts++ < CUTS_MAX ? random.pick(PIECES) : Infinity;
          slice.fuel = Math.min(left, most);
          const given = slice.fuel;
          const exit = checked(random.pick(engines), context, slice);
          left -= given - slice.fuel;
          slice.fuel = left;
          if (exit !== Exit.fuel || left === 0) return exit;
        }
      },
      settleCounts: () => { for (const engine of engines) engine.settleCounts?.(); },
    };
  };
}

/** Runs an engine and tests what it says of its fuel. */
function checked(engine: Engine, context: Context, slice: Slice): Exit {
  const { fuel } = slice;
  const exit = engine.run(context, slice);
  assert(slice.fuel >= 0 && slice.fuel <= fuel, 'fuel that is left is between nothing and what was given');
  assert(exit === Exit.fuel ? slice.fuel === 0 : slice.fuel > 0, 'fuel is used up where an engine says so, and only there');
  return exit;
}
