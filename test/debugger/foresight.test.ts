// What an instruction is about to do: held against what it then does, in random programs, step by step.
import * as assert from 'node:assert/strict';
import { foresee, type Foresight } from '../../src/debugger/foresight';
import { Programs } from '../../src/debugger/programs';
import { INSTRUCTIONS } from '../../src/isa/instructions';
import { causeName } from '../../src/isa/causes';
import { interpreter } from '../../src/machine/interpreter';
import { Machine } from '../../src/machine/machine';
import { framesOf, operandTypes, slotValue } from '../../src/machine/walk';
import { imageOf, sampleOf } from '../engines/sample';

const SEEDS = 90, STEPS_MAX = 500;

/** The operand stack of the innermost frame of the context that runs, deepest first. */
function stackOf(machine: Machine): string[] {
  const [frame] = framesOf(machine.store, machine.current);
  return operandTypes(machine.current, frame).map((type, i) => `${type} ${slotValue(machine.store, frame.operands + i * 2, type)}`);
}

const textOf = (value: Foresight['pushes'][number]): string => (typeof value === 'string' ? value : `${value.type} ${value.value}`);
/** Whether what was found is what was foreseen; of some values only the type was. */
const agree = (foreseen: readonly string[], found: readonly string[]): boolean =>
  foreseen.length === found.length && foreseen.every((each, i) => (each.includes(' ') ? each === found[i] : found[i].startsWith(each)));

describe('what an instruction is about to do', () => {
  it('is what it then does, in random programs', () => {
    let values = 0, traps = 0;
    const seen = new Set<string>();
    for (let seed = 1; seed <= SEEDS; seed++) {
      const sample = sampleOf(seed, []), machine = new Machine(imageOf(sample), { ...sample.options, engine: interpreter });
      const programs = new Programs(machine, () => undefined);
      machine.onProgram = (program) => { programs.add(program); };
      for (let step = 0; step < STEPS_MAX && machine.ending === undefined; step++) {
        const { current } = machine, { pc, frames, id } = current, before = stackOf(machine), foreseen = foresee(machine, programs, current);
        const what = `seed ${seed}, step ${machine.steps}, ${foreseen.text}`;
        assert.ok(agree(foreseen.pops.map(textOf), before.slice(before.length - foreseen.pops.length)), what);
        machine.watch.unhandled = true;
        machine.watch.causes = -1;
        const outcome = machine.run(1, 1e6);
        if (foreseen.trap !== undefined && machine.current.id === id && machine.current.frames === frames) {
          assert.ok(outcome.kind === 'trap', `${what}: ${outcome.kind}`);
          const cause = causeName(outcome.cause);
          if (cause === foreseen.trap) traps++;
          else assert.ok(cause === 'budget' || cause === 'interrupt', `${what}: ${cause}`);
        }
        if (outcome.kind === 'trap') {
          machine.watch.unhandled = false;
          machine.watch.causes = 0;
          machine.run(1, 1e6);
          continue;
        }
        if (machine.current.id !== id || machine.current.frames !== frames || machine.current.pc !== pc + 1) continue;
        const expected = [...before.slice(0, before.length - foreseen.pops.length), ...foreseen.pushes.map(textOf)];
        const after = stackOf(machine);
        assert.ok(agree(expected, after), `${what}: expected ${expected.join(', ')}, found ${after.join(', ')}`);
        if (foreseen.pushes.some((each) => typeof each !== 'string')) {
          values++;
          seen.add(foreseen.text.split(' ')[0]);
        }
      }
    }
    assert.ok(values > 10_000 && traps > 2, `${values} values, ${traps} traps`);
    const pure = Object.entries(INSTRUCTIONS).filter(([, { flow, operand, privileged, causes, effect }]) =>
      flow === 'next' && operand === 'none' && !privileged && effect.split('->')[1] !== '' && causes.every((cause) => cause === 'divide'));
    const missing = pure.map(([mnemonic]) => mnemonic).filter((mnemonic) => !seen.has(mnemonic));
    assert.deepEqual(missing, []);
  });
});
