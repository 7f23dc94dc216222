// Chains of `resume`: four levels deep in both modes, with budgets and interrupts across levels.
import * as assert from 'node:assert/strict';
import type { Context } from '../../src/machine/context';
import type { Machine } from '../../src/machine/machine';
import { machineHash } from '../../src/machine/state-hash';
import { build, bytesOfImage, type ImageText } from '../witness/builder';
import { launch, output, outcomeOf, pathOf, runs, runSteps, SMALL } from '../witness/machines';
import { child, layer, parent } from '../witness/parents';

const LOOP = child('loop: get i 1 add set i jump loop', { window: 64 });

/** A guest that makes the layer below in a mode, resumes it with a budget again and again and counts causes in memory. */
function relay(below: ImageText, mode: number, budget: number): ImageText {
  return layer(below, `child child.size image.load 8192 -1 ${mode} ctx.new set c
    loop: get c ${budget} resume 4 mul tee j get j load 1 add store jump loop`, { window: 65_536 });
}

/** Root, guest, guest and a loop that never ends: four levels. */
function four(rootCode: string, budgets: [number, number], bottom: ImageText = LOOP): ReturnType<typeof build> {
  return build(layer(relay(relay(bottom, 0, budgets[1]), 1, budgets[0]), rootCode, { window: 65_536 }));
}

/** Instructions that a relay retires before its first resume. */
const BEFORE_RESUME = 10;

const MAKE = 'child child.size image.load 8192 -1 1 ctx.new set c';

/** Depth of the chain and what each context of it retired itself. */
function chainOf(machine: Machine): string {
  return machine.chain.map((context) => context.retired).join(' ');
}

function at(machine: Machine, path: string): Context {
  for (const context of machine.root.downward()) if (pathOf(context) === path) return context;
  throw new Error(`no context ${path}`);
}

/** How often a relay saw a cause. */
function seen(machine: Machine, path: string, cause: number): number {
  const bytes = machine.bytesOf(at(machine, path), cause * 4, 4);
  return bytes === undefined ? -1 : new DataView(bytes.buffer, bytes.byteOffset).getInt32(0, true);
}

describe('machine: chains of resume', () => {
  it('go on at the innermost instruction: no level between sees a return of a level above', () => {
    const machine = launch(four(`${MAKE} again: get c 1000 resume say jump again`, [-1, -1]));
    runSteps(machine, 60_000);
    assert.match(output(machine), /^(11 )+$/);
    assert.equal(seen(machine, '1', 11) + seen(machine, '1.1', 11), 0);
    assert.equal(machine.chain.map(pathOf).join('/'), '/1/1.1/1.1.1');
    assert.equal(at(machine, '1').retired, BEFORE_RESUME);
    assert.equal(at(machine, '1.1').retired, BEFORE_RESUME);
  });

  it('a budget belongs to its level: what runs below counts in it', () => {
    const machine = launch(four(`${MAKE} get c 1000 resume say get c field.time ctx.getf sayf get c 1 resume say get c field.time ctx.getf
      sayf ret`, [-1, -1]));
    assert.equal(outcomeOf(machine), '11 1000 11 1001 |0');
  });

  it('an inner budget returns to its own level and leaves what is left of the outer one', () => {
    const machine = launch(four(`${MAKE} get c 10000 resume say get c field.time ctx.getf sayf sys 4000 () ret`, [-1, 100]));
    assert.equal(outcomeOf(machine), '11 10000 |129');
    const round = 100 + 12, counted = 100 + 9;
    assert.equal(seen(machine, '1.1', 11), Math.floor((10_000 - 2 * BEFORE_RESUME - counted) / round) + 1,
      'level 2 saw every 100 instructions of level 3');
    assert.equal(seen(machine, '1', 11), 0);
  });

  it('budgets at three levels: each is exact to the instruction', () => {
    const machine = launch(four(`${MAKE} get c 20000 resume drop sys 4000 () ret`, [1000, 100]));
    outcomeOf(machine);
    const [one, two, three] = ['1', '1.1', '1.1.1'].map((path) => at(machine, path));
    assert.equal(one.time, 20_000);
    assert.equal(one.time, one.retired + two.time);
    assert.equal(two.time, two.retired + three.time);
    assert.equal(seen(machine, '1', 11), Math.floor(two.time / 1000));
    assert.equal(seen(machine, '1.1', 11), Math.floor(three.time / 100));
  });

  it('where several budgets end at once the outermost returns, and the inner ones return later one by one', () => {
    const guest = relay(LOOP, 0, 50);
    const machine = launch(build(layer(guest, `${MAKE} get c ${BEFORE_RESUME + 50} resume say get c field.time ctx.getf sayf sys 4000 ()
      get c 1 resume say ret`, { window: 65_536 })));
    machine.watch.unhandled = true;
    machine.run(1e6, 1e9);
    assert.equal(output(machine), '11 60 ');
    assert.equal(seen(machine, '1', 11), 0, 'the guest has not seen its own budget end');
    assert.equal(at(machine, '1').active, at(machine, '1.1'));
    assert.equal(at(machine, '1.1').budget, 0);
    machine.root.pc++;
    machine.run(1e6, 1e9);
    assert.equal(output(machine), '11 ');
    assert.equal(at(machine, '1').retired, BEFORE_RESUME + 1, 'its resume came back first');
  });

  it('a budget of no instructions returns before the first one; -1 has no limit; others count as unsigned', () => {
    assert.equal(runs(parent(child('nop nop ret'), `0 make tee c 0 resume say get c field.time ctx.getf sayf get c 1 resume say get c
      field.time ctx.getf sayf
      get c -2 resume say get c -1 resume say get c 0 resume say ret`)), '11 0 11 1 9 9 11 |0');
  });

  it('a budget that ends with the instruction before a trap returns as budget, one more lets it trap', () => {
    assert.equal(runs(parent(child('nop sys 30 () ret'), '0 make tee c 1 resume say get c 1 resume say ret')), '11 1 |0');
  });

  it('traps other than budget and interrupt go to the direct parent only', () => {
    const machine = launch(four(`${MAKE} get c 5000 resume say sys 4000 () ret`, [-1, -1],
      child('again: 1 0 div drop sys 30 () jump again', { window: 64 })));
    assert.equal(outcomeOf(machine), '11 |129');
    assert.ok(seen(machine, '1.1', 5) > 100, 'divisions trap to level 2');
    assert.equal(seen(machine, '1', 5), 0);
  });

  it('a guest\'s port traps to its direct parent, also with more guests above', () => {
    const machine = launch(four(`${MAKE} get c 5000 resume say sys 4000 () ret`, [-1, -1],
      child('port.console 65 out ret', { window: 64 })));
    assert.equal(outcomeOf(machine), '11 |129');
    assert.ok(seen(machine, '1.1', 2) > 100);
  });

  describe('interrupts', () => {
    const arrives = (step: number): Partial<typeof SMALL> => ({ input: [{ step, bytes: Uint8Array.of(65, 66) }] });

    it('of a device return to the root from four levels down, at the exact step', () => {
      const machine = launch(four(`${MAKE} get c -1 resume say get c field.time ctx.getf sayf get c 500 resume say port.console in say sys
        4000 () ret`, [-1, -1]), arrives(5000));
      machine.watch.contexts.add(machine.root);
      assert.equal(machine.run(1e6, 1e9).kind, 'entered');
      assert.equal(machine.steps, 5001);
      machine.watch.contexts.clear();
      assert.equal(outcomeOf(machine), '12 4987 11 65 |129');
    });

    it('come after the budget of the same level and before those further in', () => {
      const budget = 1000;
      const machine = launch(four(`${MAKE} get c ${budget} resume say get c 100 resume say get c 100 resume say sys 4000 () ret`,
        [-1, -1]), arrives(10 + budget + 3));
      assert.equal(outcomeOf(machine), '11 12 11 |129', 'at the same moment the budget comes first');
    });

    it('for a level between: the resume of that level returns when the chain next runs', () => {
      // Level 1 interrupts its child, level 2, which is inside its resume of level 3.
      const guest = layer(relay(LOOP, 0, -1), `child child.size image.load 8192 -1 1 ctx.new set c
        get c 100 resume drop get c field.interrupt 6 ctx.set drop get c field.interrupt ctx.get sys 40 (i32)
        get c 100 resume drop get c field.interrupt ctx.get sys 40 (i32) sys 41 () ret`, { window: 65_536 });
      const machine = launch(build(layer(guest, `${MAKE} get c -1 resume say get c field.operand0 ctx.get say get c field.result 0 ctx.set
        drop
        get c -1 resume say get c field.operand0 ctx.get say sys 4000 () ret`, { window: 65_536 })));
      assert.equal(outcomeOf(machine), '1 6 1 0 |129');
      assert.equal(seen(machine, '1.1', 12), 1);
    });

    it('set for a context outside a resume waits for its next one, which returns before the child\'s first instruction', () => {
      const guest = layer(child('sys 30 () ret', { window: 64 }), `child child.size image.load 8192 64 0 ctx.new set c sys 40 ()
        get c -1 resume sys 41 (i32) get c field.time ctx.getf sys 41 (f64) get c -1 resume sys 41 (i32) ret`);
      assert.equal(runs(parent(guest, `1 make tee c -1 resume drop get c field.interrupt 1 ctx.set say get c field.result 0 ctx.set drop
        get c -1 resume drop get c field.operand0 ctx.get say get c field.result 0 ctx.set drop
        get c -1 resume drop get c field.operand0 ctx.getf sayf get c field.result 0 ctx.set drop
        get c -1 resume drop get c field.operand0 ctx.get say ret`)), '1 12 0 1 |0');
    });

    it('the set is replaced, read back as it is, and cleared by 0', () => {
      assert.equal(runs(parent('ret', `0 make tee c field.interrupt 5 ctx.set say get c field.interrupt ctx.get say get c field.interrupt
        -2147483648 ctx.set say
        get c field.interrupt ctx.get say get c field.interrupt 0 ctx.set say get c field.interrupt ctx.get say
        ret`)), '1 5 1 -2147483648 1 0 |0');
    });

    it('a return of `interrupt` takes all bits', () => {
      const guest = layer(LOOP,
        'child child.size image.load 8192 64 0 ctx.new set c sys 40 () get c 9 resume sys 41 (i32) get c 9 resume sys 41 (i32) ret');
      assert.equal(runs(parent(guest, `1 make tee c -1 resume drop get c field.interrupt 255 ctx.set drop get c field.result 0 ctx.set drop
        get c -1 resume drop get c field.operand0 ctx.get say get c field.interrupt ctx.get say get c field.result 0 ctx.set drop
        get c -1 resume drop get c field.operand0 ctx.get say ret`)), '12 0 11 |0');
    });

    it('`wait` of a guest with one of its own pending is native and takes all; else it traps; in user mode always', () => {
      const waits = child('nop wait sys 30 () ret');
      assert.equal(runs(parent(waits, `1 make tee c -1 resume say get c field.interrupt 6 ctx.set drop get c -1 resume say get c
        field.interrupt ctx.get say
        get c field.time ctx.getf sayf 0 make tee d field.interrupt 1 ctx.set drop get d -1 resume say get d field.interrupt ctx.get say
        ret`)), '2 1 0 2 2 1 |0');
    });

    it('do not touch a user process that is no parent: its set only waits', () => {
      assert.equal(runs(parent(child('nop nop sys 30 () ret'),
        '0 make tee c field.interrupt 1 ctx.set drop get c -1 resume say get c field.interrupt ctx.get say ret')), '1 1 |0');
    });
  });

  it('a context inside a resume takes no result and no call', () => {
    const guest = layer(LOOP,
      'child child.size image.load 8192 64 0 ctx.new tee c 100 resume drop port.console in drop get c -1 resume drop ret', { table: ['h'],
        functions: { 'h ()': 'ret' } });
    assert.equal(runs(parent(guest, `1 make tee c -1 resume say get c field.call 0 ctx.set say get c field.result 5 ctx.set say get c 200
      resume say
      get c field.call 0 ctx.set say get c field.result 5 ctx.set say get c field.result 0.0 ctx.setf say ret`)), '2 1 1 11 0 0 0 |0');
  });

  it('the middle of a chain may be dropped, and the chain below it goes with it', () => {
    const machine = launch(four(`${MAKE} get c 1000 resume drop get c ctx.drop ${MAKE} get c 1000 resume say get c field.time ctx.getf sayf
      ret`, [-1, -1]));
    assert.equal(outcomeOf(machine), '11 1000 |0');
    const inner = layer(relay(LOOP, 0, -1), `child child.size image.load 8192 -1 1 ctx.new set c get c 300 resume drop get c ctx.drop
      child child.size image.load 8192 -1 1 ctx.new set c get c 300 resume sys 40 (i32) ret`, { window: 65_536 });
    assert.equal(runs(build(layer(inner, `${MAKE} get c -1 resume say get c field.operand0 ctx.get say ret`, { window: 65_536 }))),
      '1 11 |0');
  });

  it('time: the sum of what all contexts retired themselves is what the machine retired', () => {
    const machine = launch(four(`${MAKE} again: get c 777 resume drop jump again`, [333, 55]));
    for (let i = 0; i < 50; i++) {
      runSteps(machine, 997);
      const all = [...machine.root.downward()];
      assert.equal(all.reduce((sum, context) => sum + context.retired, 0), machine.root.time);
      for (const context of all) {
        const below = context.children.reduce((sum, one) => sum + (one?.time ?? 0), 0);
        assert.equal(context.time, context.retired + below);
      }
    }
    assert.equal(chainOf(machine).split(' ').length, 4);
  });

  it('a chain as deep as a machine can have contexts', () => {
    // An image that carries itself cannot be written, so it hands its own bytes down: they lie at address 0 of every window.
    const depth = 4096;
    const text: ImageText = { window: 'all', functions: { 'main () im:i32': `
      0 size image.load tee im jumpz bottom
      loop: get im 0 -1 1 ctx.new -1 resume drop
      bottom: jump bottom` }, constants: { size: 0 } };
    const size = bytesOfImage(text).length;
    const self = bytesOfImage({ ...text, constants: { size } });
    const root = build({ ...text, constants: { size }, data: { 0: self } });
    const machine = launch(root, { limits: { contexts: depth, frames: 16, images: depth - 1, slots: 128 } });
    runSteps(machine, depth * 12);
    assert.equal(machine.chain.length, depth);
    const hash = machineHash(machine);
    runSteps(machine, 1000);
    assert.notEqual(machineHash(machine), hash);
    assert.equal([...machine.root.downward()].length, depth);
  });
});
