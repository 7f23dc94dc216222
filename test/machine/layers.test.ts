// A program cannot tell how deep it runs: the same child below a root, below a guest, below a guest of a guest, whole or
// cut by budgets of any level, and with its hypervisor in user mode, has the same program hash after every instruction.
import * as assert from 'node:assert/strict';
import { Random } from '../../src/base/random';
import type { Image } from '../../src/image/image';
import { encodeStripped } from '../../src/image/write';
import type { Context } from '../../src/machine/context';
import type { Machine } from '../../src/machine/machine';
import { programHash } from '../../src/machine/state-hash';
import { build, bytesOfImage, type ImageText } from '../witness/builder';
import { generate } from '../witness/generate';
import { launch } from '../witness/machines';

const SEEDS = Array.from({ length: 40 }, (_, i) => i + 1);
const RETIRED = 400, WINDOW = 8192, FRAMES = 12;

/** A kernel that makes the image below it in a mode, resumes it with a budget and completes whatever it asks for with 3. */
function kernel(below: Uint8Array, limit: number, mode: number, budget: number): ImageText {
  return {
    window: 'all', data: { 1024: below },
    functions: {
      'main () c:i32': `1024 ${below.length} image.load 32768 ${limit} ${mode} ctx.new tee c field.frames ${FRAMES} ctx.set drop
        loop: get c ${budget} resume cause.budget ge jumpnz loop
        get c field.result 3 ctx.set jumpnz loop get c field.result 3.0 ctx.setf jumpnz loop ret`,
    },
  };
}

/** A root that does for a kernel in user mode what the machine would do: its privileged instructions, on contexts of the root's own. */
function emulator(below: Uint8Array, budget: number): ImageText {
  return {
    window: 'all', data: { 1024: below },
    functions: {
      'main () k:i32 im:i32 c:i32 op:i32': `1024 ${below.length} image.load 32768 -1 0 ctx.new set k
        loop: get k -1 resume cause.privileged eq jumpz end
        get k field.opcode ctx.get tee op 111 eq jumpnz load get op 104 eq jumpnz new get op 107 eq jumpnz set get op 109 eq jumpnz setf
        get op 110 eq jumpnz run unreachable
        load: 0 a 32768 add 1 a image.load tee im done jump loop
        new: get im 1 a 32768 add 2 a 3 a ctx.new set c 1 done jump loop
        set: get c 1 a 2 a ctx.set done jump loop
        setf: get c 1 a get k field.operand2 ctx.getf ctx.setf done jump loop
        run: get c ${budget} resume tee op cause.budget eq jumpnz run get op done jump loop
        end: ret`,
      'a (i:i32 -> i32)': '1 field.operand0 get i add ctx.get ret',
      'done (v:i32)': '1 field.result get v ctx.set drop ret',
    },
  };
}

/** Program hashes of the context below all others, after each instruction it retires. */
function hashes(image: ImageText, find: (machine: Machine) => Context | undefined): string[] {
  const machine = launch(build(image), { memory: 400_000, limits: { contexts: 5, frames: 64, images: 5, slots: 1024 } });
  const seen: string[] = [];
  for (let steps = 0; seen.length < RETIRED && steps < 400 * RETIRED && machine.ending === undefined; steps++) {
    machine.run(1, 1e9);
    const one = find(machine);
    if (one !== undefined && one.retired === seen.length + 1) seen.push(programHash(machine, one));
  }
  return seen;
}

const bottom = (machine: Machine): Context | undefined => [...machine.root.downward()].find((context) => context.limit === WINDOW);

describe('machine: layers', () => {
  it('the same program below one, two and three layers, cut by budgets, and under trap and emulate', () => {
    let instructions = 0;
    for (const seed of SEEDS) {
      const random = new Random(seed);
      const image: Image = generate(random);
      const child = encodeStripped(image);
      const budget = (): number => random.pick([-1, 1, 3, 20, 100]);
      const native = kernel(child, WINDOW, 0, -1);
      const wanted = hashes(native, bottom);
      instructions += wanted.length;
      const guest = (): Uint8Array => bytesOfImage(kernel(child, WINDOW, random.below(2), budget()));
      const ways: Record<string, ImageText> = {
        'cut by budgets': kernel(child, WINDOW, 0, budget()),
        'in guest mode': kernel(child, WINDOW, 1, budget()),
        'below a guest': kernel(guest(), -1, 1, -1),
        'below a guest that is cut': kernel(guest(), -1, 1, 7),
        'below a guest of a guest': kernel(bytesOfImage(kernel(guest(), -1, 1, budget())), -1, 1, 50),
        'under trap and emulate': emulator(bytesOfImage(native), budget()),
      };
      for (const [name, way] of Object.entries(ways)) {
        const seen = hashes(way, bottom);
        const differs = wanted.findIndex((hash, i) => hash !== seen[i]);
        assert.equal(differs, -1, `seed ${seed}, ${name}: the first difference is after ${differs + 1} of ${wanted.length} instructions;
          there ${seen.length} ran`);
      }
    }
    assert.ok(instructions > SEEDS.length * 100, String(instructions));
  });
});
