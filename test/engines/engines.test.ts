// The engines agree: random programs on compiled code, on the tiers as they come, and on engines that take turns, against
// a witness that takes single steps. STRATA_ENGINE_PROGRAMS says how many programs, STRATA_ENGINE_SEED from where;
// STRATA_FAULTS=all plants every mistake and not only some.
import * as assert from 'node:assert/strict';
import { Random } from '../../src/base/random';
import { FAULTS } from './faults';
import { carryOut } from './long';

const PROGRAMS = Number(process.env.STRATA_ENGINE_PROGRAMS ?? 4000);
const SEED = Number(process.env.STRATA_ENGINE_SEED ?? 1);
const FAULTS_OF_A_SAMPLE = 12, FAULT_PROGRAMS_MAX = 20_000;
/** Hits that every opcode, cause and property must have in a run of so many programs; a long run asks for 1,000. */
const HITS_MIN = Math.min(1000, Math.floor(PROGRAMS / 1000));

/** Numbers of the mistakes to plant: all, or some that the seed chooses. */
function chosenFaults(): number[] {
  const all = FAULTS.map((_, i) => i);
  if (process.env.STRATA_FAULTS === 'all') return all;
  const random = new Random(SEED);
  return Array.from({ length: FAULTS_OF_A_SAMPLE }, () => random.pick(all));
}

describe('engines: differential', () => {
  it(`${PROGRAMS} random programs run the same on every engine, and hit everything`, async function () {
    this.timeout(60_000 + PROGRAMS * 100);
    const { failures, tally } = await carryOut({ kind: 'rounds', seed: SEED, programs: PROGRAMS, faults: [] });
    assert.equal(failures.join('\n'), '');
    assert.deepEqual(tally.missing(HITS_MIN), []);
  });

  it('mistakes planted in the compiler are caught', async function () {
    this.timeout(20 * 60_000);
    const faults = chosenFaults();
    const { caught, failures } = await carryOut({ kind: 'faults', seed: SEED, programs: FAULT_PROGRAMS_MAX, faults });
    assert.deepEqual(failures, []);
    for (const number of faults) assert.ok(caught.get(FAULTS[number].name) !== undefined, `${FAULTS[number].name} is caught`);
  });
});
