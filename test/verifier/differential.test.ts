// Two machines against each other: random verified programs run as a child on the machine, and on the reference written
// from the manual. Every trap, every count, every value and every byte must agree. A failure names its seed;
// STRATA_PROGRAMS sets how many programs, STRATA_PROGRAM runs one by its number.
import * as assert from 'node:assert/strict';
import { Random } from '../../src/base/random';
import { causeName } from '../../src/isa/causes';
import type { Image } from '../../src/image/image';
import { encodeStripped } from '../../src/image/write';
import type { Context } from '../../src/machine/context';
import { Pass, type Machine } from '../../src/machine/machine';
import { framesOf, localTypes, operandTypes, slotValue } from '../../src/machine/walk';
import { build } from '../witness/builder';
import { generate } from '../witness/generate';
import { launch, verified } from '../witness/machines';
import { Reference, type Value } from '../witness/reference';

const COUNT = Number(process.env.STRATA_PROGRAMS ?? 1000);
const STEPS = 3000, FRAMES = 12, WINDOW = 8192, BASE = 65_536;

/** A parent that resumes its child again and again, completes every trap with a number, and ends when it no longer can. */
function parentOf(image: Image, budget: number, result: number): Machine {
  const bytes = encodeStripped(image);
  return launch(build({
    window: 131_072, data: { 1024: bytes },
    functions: {
      'main () c:i32': `1024 ${bytes.length} image.load ${BASE} ${WINDOW} 0 ctx.new tee c field.frames ${FRAMES} ctx.set drop
        loop: get c ${budget} resume cause.budget eq jumpnz loop
        get c field.result ${result} ctx.set jumpnz loop get c field.result ${result} i2f ctx.setf jumpnz loop ret`,
    },
  }), { memory: 131_072, limits: { contexts: 2, frames: 100, images: 1, slots: 1024 } });
}

/** A line for a frame: where it stands, its locals and its operands, each with its type. */
function frameText(fn: number, pc: number, locals: readonly Value[], stack: readonly Value[]): string {
  const texts = (values: readonly Value[]): string => values.map(({ type,
    value }) => `${type} ${Object.is(value, -0) ? '-0' : value}`).join(', ');
  return `function ${fn} at ${pc} [${texts(locals)}] [${texts(stack)}]`;
}

function framesOfMachine(machine: Machine, context: Context): string {
  return [...framesOf(machine.store, context)].reverse().map((frame) => frameText(frame.fn, frame.pc,
    localTypes(context, frame.fn).map((type, i) => ({ type, value: slotValue(machine.store, frame.fp + i * 2, type) })),
    operandTypes(context, frame).map((type, i) => ({ type, value: slotValue(machine.store, frame.operands + i * 2, type) })))).join('\n');
}

function compare(machine: Machine, child: Context, reference: Reference, when: string): void {
  assert.equal(child.retired, reference.retired, `${when}: retired`);
  const frames = reference.frames.map(({ fn, pc, locals, stack }) => frameText(fn, pc, locals, stack)).join('\n');
  assert.equal(framesOfMachine(machine, child), frames, `${when}: frames`);
}

/** Runs one program on both; gives the causes that it met. */
function differ(image: Image, random: Random): Set<string> {
  const budget = random.pick([-1, 1, 7, 50]), result = random.below(5) - 1;
  const machine = parentOf(image, budget, result);
  const reference = new Reference(image, WINDOW, FRAMES);
  const met = new Set<string>();
  machine.watch.causes = ~0;
  let pass = Pass.nothing, child: Context | undefined;
  for (let traps = 0; machine.steps < STEPS && traps < 60;) {
    const outcome = machine.run(STEPS - machine.steps, 1e9, pass);
    [child] = machine.root.children;
    pass = outcome.kind === 'trap' ? Pass.trap : Pass.nothing;
    if (outcome.kind === 'ended') break;
    if (outcome.kind !== 'trap' || child === undefined || machine.current !== child) continue;
    traps++;
    runTo(reference, child.retired, result);
    const trap = reference.step();
    assert.equal(causeName(outcome.cause), trap?.cause);
    assert.deepEqual(outcome.access, trap?.access);
    compare(machine, child, reference, `trap ${traps}`);
    met.add(causeName(outcome.cause));
  }
  assert.ok(child !== undefined);
  runTo(reference, child.retired, result);
  compare(machine, child, reference, 'at the end');
  assert.ok(Buffer.from(reference.memory).equals(machine.bytesOf(child, 0, WINDOW) ?? new Uint8Array(0)), 'memory');
  return met;
}

/** Lets the reference retire so many instructions, completing traps on the way. */
function runTo(reference: Reference, retired: number, result: number): void {
  while (reference.retired < retired) if (reference.step() !== undefined) reference.complete(result);
}

describe('verifier: differential', () => {
  it(`${COUNT} random verified programs do the same on the machine and on the reference`, function () {
    this.timeout(COUNT * 50 + 60_000);
    const only = process.env.STRATA_PROGRAM;
    const met = new Set<string>();
    for (let number = Number(only ?? 0); number < (only === undefined ? COUNT : Number(only) + 1); number++) {
      const random = new Random(Math.imul(number + 1, 0x9e37_79b1));
      try {
        const image = generate(random);
        verified(image);
        for (const cause of differ(image, random)) met.add(cause);
      } catch (error) {
        throw new Error(`program ${number} (run it alone with STRATA_PROGRAM=${number})`, { cause: error });
      }
    }
    if (only === undefined) assert.deepEqual([...met].sort(),
      ['breakpoint', 'divide', 'exit', 'indirect', 'memory', 'stack', 'sys', 'unreachable']);
  });
});
