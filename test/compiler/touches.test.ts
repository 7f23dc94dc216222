// What compiled code tells observers of memory where many accesses of a block are looked at as one: written pages and watched
// bytes are those that the interpreter finds, also where a block reaches over the end of a page, and where it is left early.
import * as assert from 'node:assert/strict';
import { Random } from '../../src/base/random';
import type { EngineMaker } from '../../src/machine/engine';
import { compiler } from '../../src/compiler/engine';
import { interpreter } from '../../src/machine/interpreter';
import type { Machine } from '../../src/machine/machine';
import { machineHash } from '../../src/machine/state-hash';
import { PAGE_BYTES } from '../../src/machine/store';
import type { VerifiedImage } from '../../src/verifier/verify';
import { launch } from '../witness/machines';
import { imageOf } from './texts';

const PAGES = 8;
const STORES = ['1 store8', '2 store16', '3 store', '4.0 fstore'];
const LOADS = ['load8.u', 'load16.s', 'load', 'fload'];

/** Some accesses at an address that lies before the end of a page, all in one block, and the block again a little further. */
function program(random: Random): VerifiedImage {
  const base = (1 + random.below(3)) * PAGE_BYTES - random.below(40);
  const kinds = random.pick([[0, 1, 2, 3], [0, 1, 1, 1, 1], [0, 3, 3, 3, 3]]);
  const accesses = Array.from({ length: 1 + random.below(9) }, () => {
    const offset = random.pick([0, 4, 8, 30, 4090, 8180]) + random.below(12);
    switch (random.pick(kinds)) {
      case 0: return `get at ${random.pick([1, 7, 30, 3000])} add set at`;
      case 1: return `get at ${random.pick(LOADS)} +${offset} drop`;
      case 2: return `${base} ${random.pick(STORES)} +${offset}`;
      default: return `get at ${random.pick(STORES)} +${offset}`;
    }
  });
  return imageOf(`memory ${PAGES * PAGE_BYTES}
entry func main
  local at: i32, round: i32
  ${base} set at
again:
  ${accesses.join('\n  ')}
  get at ${random.pick([1, 7, 300])} add set at
  get round 1 add tee round
  ${1 + random.below(12)} lt jumpnz again
  ret
end
`);
}

/** What an observer hears of a run that is cut at random. */
function story(image: VerifiedImage, seed: number, engine: EngineMaker): string[] {
  const random = new Random(seed);
  const machine: Machine = launch(image, { engine });
  const { observation } = machine;
  observation.record(true);
  for (let id = random.below(3); id > 0; id--) {
    const start = (1 + random.below(5)) * PAGE_BYTES + random.pick([-40, 2960]) + random.below(80), kind = 1 + random.below(3);
    observation.watch({ id, start, length: 1 + random.below(12), read: (kind & 1) !== 0, write: (kind & 2) !== 0 });
  }
  const lines: string[] = [];
  while (machine.ending === undefined) {
    const outcome = machine.run(1 + random.below(100), Infinity);
    if (outcome.kind === 'data') lines.push(...outcome.accesses.map(({ watch, address, size, write }) => `${machine.steps} ${watch} ${address} ${size} ${write}`));
    else lines.push(`${machine.steps} ${outcome.kind} ${observation.takeWritten().join(' ')}`);
  }
  return [...lines, machineHash(machine)];
}

describe('compiler: touches', () => {
  it('are those that the interpreter finds, byte by byte and page by page', () => {
    let watched = 0, pages = 0;
    for (let seed = 0; seed < 1500; seed++) {
      const image = program(new Random(seed));
      const wanted = story(image, seed, interpreter);
      assert.deepEqual(story(image, seed, compiler({ always: true })), wanted, `seed ${seed}`);
      for (const line of wanted) {
        if (/ (true|false)$/.test(line)) watched++;
        if (/ \d+ \d+$/.test(line)) pages++;
      }
    }
    assert.ok(watched > 100 && pages > 700, `${watched} watched accesses, ${pages} times several pages`);
  });
});
