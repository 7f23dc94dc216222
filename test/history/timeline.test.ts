// The timeline: whatever way one comes to a moment, by running, going back, on branches, it is the moment of a fresh run.
import * as assert from 'node:assert/strict';
import { compiler } from '../../src/compiler/engine';
import { interpreter } from '../../src/machine/interpreter';
import { Walk } from './walks';

const WALKS = 60, ACTIONS = 25;

describe('timeline', () => {
  for (const [name, engine] of Object.entries({ interpreter, compiler: compiler({ always: true }) })) {
    it(`every stop of a random walk is that of a fresh run, ${name}`, () => {
      for (let seed = 1; seed <= WALKS; seed++) {
        const difference = new Walk(seed, engine).go(ACTIONS);
        assert.equal(difference, undefined);
      }
    });
  }
});
