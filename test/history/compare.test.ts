// Two branches differ where brute force finds that they do: fresh machines, taken step by step, every moment of which is looked at.
import * as assert from 'node:assert/strict';
import { finish } from '../../src/base/steps';
import { compiler } from '../../src/compiler/engine';
import { compareBranches, type Parting } from '../../src/history/compare';
import type { Position } from '../../src/history/trail';
import { interpreter } from '../../src/machine/interpreter';
import { Walk } from './walks';

const ACTIONS = 20, PAIRS_MAX = 6;
const ENGINES = { interpreter: { engine: interpreter, walks: 25, least: 10 }, compiler: { engine: compiler({ always: true }), walks: 10, least: 2 } };

/** What is found out about two branches. */
interface Found {
  readonly state: number | undefined;
  readonly execution: string | undefined;
}

function byBruteForce(walk: Walk, one: number, other: number): Found {
  const ones = walk.moments(one), others = walk.moments(other);
  const first = (differ: (at: number) => boolean, length: number): number | undefined => {
    for (let at = 0; at < length; at++) if (differ(at)) return at;
    return undefined;
  };
  const both = Math.min(ones.length, others.length);
  const ends = (at: number): boolean => ones[at].state === 'ended' || others[at].state === 'ended';
  const state = first((at) => !ends(at) && ones[at].state !== others[at].state, both);
  const parting = first((at) => ones[at].position !== others[at].position, both);
  if (parting === undefined) return { state, execution: undefined };
  // Where one has ended, it did so at the moment before; where both did, they are the same.
  const steps = ends(parting) ? parting - 1 : parting;
  const position = (moments: typeof ones): string => (moments[parting].state === 'ended' ? 'over' : moments[steps].position);
  return { state, execution: `${steps}: ${position(ones)}, ${position(others)}` };
}

function shown(position: Position | undefined): string {
  return position === undefined ? 'over' : `context ${position.context} program ${position.program.number} word ${position.pc}`;
}

function partingText(parting: Parting | undefined): string | undefined {
  return parting && `${parting.steps}: ${parting.positions.map(shown).join(', ')}`;
}

describe('comparing branches', () => {
  for (const [name, { engine, walks, least }] of Object.entries(ENGINES)) {
    it(`finds the first moment of another state, and of another instruction, as brute force does, ${name}`, function () {
      this.timeout(120_000);
      let states = 0, partings = 0;
      for (let seed = 1; seed <= walks; seed++) {
        const walk = new Walk(seed, engine);
        assert.equal(walk.go(ACTIONS), undefined);
        const { branches } = walk.timeline;
        let pairs = 0;
        for (const one of branches) for (const other of branches) {
          if (one === other || pairs++ >= PAIRS_MAX) continue;
          const expected = byBruteForce(walk, one.number, other.number);
          const { state, execution } = finish(compareBranches(walk.timeline, one, other));
          assert.deepEqual({ state, execution: partingText(execution) }, expected, `seed ${seed}, branches ${one.number} and ${other.number}: ${walk.done.join('; ')}`);
          states += state === undefined ? 0 : 1;
          partings += execution === undefined ? 0 : 1;
        }
      }
      assert.ok(states > walks && partings >= least, `${states} and ${partings} differences are too few to tell`);
    });
  }
});
