// The verifier and a second, plain one agree on which programs may run: on good ones, and on good ones with words changed.
import * as assert from 'node:assert/strict';
import { Random } from '../../src/base/random';
import { encode, opcodeOf } from '../../src/isa/encoding';
import { INSTRUCTIONS, type InstructionRow } from '../../src/isa/instructions';
import type { Image } from '../../src/image/image';
import { analyze } from '../../src/verifier/verify';
import { mayRun } from '../witness/checker';
import { generate } from '../witness/generate';

const COUNT = Number(process.env.STRATA_PROGRAMS ?? 2000);
const ROWS: InstructionRow[] = Object.values(INSTRUCTIONS);

/** The program with a few words near to what they were, or a function of another type or depth. */
function changed(random: Random, image: Image): Image {
  const code = image.code.slice();
  const at = random.below(code.length);
  const row = ROWS.find((one) => one.code === opcodeOf(code[at]));
  const alike = ROWS.filter((one) => one.operand === row?.operand);
  switch (random.below(6)) {
    case 0: code[at] = encode(random.pick(alike).code, code[at] >>> 8); break;
    case 1: code[at] += random.pick([-1, 1]) << 8; break;
    case 2: code[at] = encode(random.pick(ROWS).code, random.below(3)); break;
    case 3: code.copyWithin(at, random.below(code.length), random.below(code.length)); break;
    case 4: code[at] = encode(INSTRUCTIONS.nop.code); break;
    default: return { ...image, functions: image.functions.map((fn, i) => (i > 0 ? fn : { ...fn, operands: fn.operands - 1 })) };
  }
  return { ...image, code };
}

describe('verifier: agreement', () => {
  it(`says the same as the plain one of ${COUNT} programs and as many changed ones`, function () {
    this.timeout(COUNT * 20 + 60_000);
    let refused = 0;
    for (let number = 0; number < COUNT; number++) {
      const random = new Random(Math.imul(number + 1, 0x85eb_ca6b));
      const good = generate(random), other = changed(random, good);
      const { problems } = analyze(good);
      assert.deepEqual(problems, [], `program ${number}`);
      assert.ok(mayRun(good), `program ${number}`);
      const runs = analyze(other).problems.length === 0;
      assert.equal(runs, mayRun(other), `program ${number}, changed`);
      if (!runs) refused++;
    }
    assert.ok(refused > COUNT / 4 && refused < COUNT * 0.95, `${refused} of ${COUNT} refused`);
  });

  it('the depth that it finds is the least that may be declared', () => {
    for (let number = 0; number < COUNT / 10; number++) {
      const image = generate(new Random(number));
      const { deepest } = analyze(image);
      const declared = (change: number): Image => ({ ...image,
        functions: image.functions.map((fn, i) => ({ ...fn, operands: deepest[i] + change })) });
      assert.ok(mayRun(declared(0)), String(number));
      if (deepest[0] > 0) assert.ok(!mayRun(declared(-1)), String(number));
    }
  });
});
