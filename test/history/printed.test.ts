// The text printed up to a moment is that of a fresh run to it, whether it was kept or is printed again, on every branch.
import * as assert from 'node:assert/strict';
import { hex } from '../../src/base/hash';
import { finish } from '../../src/base/steps';
import { OUTPUT_GIVEN_MAX } from '../../src/history/limits';
import { Printed } from '../../src/history/printed';
import { printedSoFar } from '../../src/history/printed-so-far';
import { interpreter } from '../../src/machine/interpreter';
import { Walk } from './walks';

const WALKS = 60, ACTIONS = 20, STRETCH = 4;
const BYTE_DIGITS = 2;

describe('what was printed', () => {
  for (const given of [OUTPUT_GIVEN_MAX, 3]) {
    it(`up to a moment is what a fresh run prints, the last ${given} bytes`, function () {
      this.timeout(60_000);
      let printed = 0;
      for (let seed = 1; seed <= WALKS; seed++) {
        const walk = new Walk(seed, interpreter);
        for (let done = 0; done < ACTIONS; done += STRETCH) {
          assert.equal(walk.go(STRETCH), undefined);
          const expected = walk.expectedText();
          const { bytes, omitted } = finish(printedSoFar(walk.timeline, given));
          assert.equal(omitted, Math.max(0, expected.length / BYTE_DIGITS - given));
          assert.equal(hex(bytes), expected.slice(omitted * BYTE_DIGITS), `seed ${seed}: ${walk.done.join('; ')}`);
          printed += bytes.length;
        }
      }
      assert.ok(printed > WALKS / 2, `${printed} bytes are too few to tell`);
    });
  }

  it('is kept without a gap, never beyond what may be kept, and shared by branches', () => {
    const kept = { left: 100 }, first = new Printed(kept);
    first.add(Uint8Array.of(1, 2, 3), 3);
    first.add(Uint8Array.of(9), 5);
    assert.equal(first.length, 3, 'byte 4 is not known');
    first.add(Uint8Array.of(2, 3, 4, 5), 5);
    const second = new Printed(kept, { printed: first, length: 4 });
    second.add(Uint8Array.of(6, 7), 6);
    assert.deepEqual([...first.read(0, 5)], [1, 2, 3, 4, 5]);
    assert.deepEqual([...second.read(2, 6)], [3, 4, 6, 7]);
    kept.left = 1;
    second.add(Uint8Array.of(8, 9), 8);
    assert.equal(second.length, 6);
  });
});
