// Steps from layer to layer, there and back; what a layer is called; stops in one layer only.
import * as assert from 'node:assert/strict';
import { compiler } from '../../src/compiler/engine';
import type { LayerStepKind } from '../../src/debugger';
import type { MachineOptions } from '../../src/machine/machine';
import { machineHash } from '../../src/machine/state-hash';
import { COUNTER, KERNEL_AND_COUNTER, TRAP_AND_EMULATE, tower } from './layers';
import { machineOf, refusal, session, Tester } from './sessions';

const HISTORY = { history: { bytes: 1e8, interval: 40 } };

function recorded(texts: Readonly<Record<string, string>>, options: Partial<MachineOptions> = {}): Tester {
  return new Tester(machineOf(texts, options), HISTORY);
}

/** A step from layer to layer, and where it ended. */
function layerStep(tester: Tester, kind: LayerStepKind, context = tester.machine.current.id): string {
  tester.debug.stepLayer(kind, context);
  return tester.place(tester.run());
}

function back(tester: Tester, kind: LayerStepKind, context = tester.machine.current.id): string {
  tester.debug.stepLayerBack(kind, context);
  return tester.place(tester.run());
}

/** A session that stands before an instruction of a context, reached for the first time. */
function at(tester: Tester, path: string, line: number): Tester {
  tester.debug.setSourceBreakpoints({ name: path }, [{ line: line - 1 }]);
  tester.go();
  tester.debug.setSourceBreakpoints({ name: path }, []);
  return tester;
}

describe('layers', () => {
  it('go into an exit, out to the guest, and over the exit', () => {
    const tester = at(session(KERNEL_AND_COUNTER), 'child.sasm', 6);
    assert.equal(tester.where(), 'root>#1 main:6');
    assert.equal(layerStep(tester, 'intoExit'), 'root main:9');
    assert.equal(layerStep(tester, 'toGuest'), 'root>#1 main:6');
    assert.equal(tester.step('over', 'instruction'), 'root>#1 main:7');
    assert.equal(tester.output(), '1');
    at(tester, 'child.sasm', 6);
    tester.step('in', 'instruction');
    assert.equal(tester.where(), 'root main:9');
    assert.equal(layerStep(tester, 'overExit', 2), 'root>#1 main:7');
    assert.equal(refusal(() => tester.debug.stepLayer('intoExit', 1)), 'D313');
  });

  it('lie below the kernel in whose window they are, whatever made them', () => {
    const tester = at(session(TRAP_AND_EMULATE), 'process.sasm', 3);
    assert.deepEqual(tester.stack(), ['main:3', '[resumed by root > kernel.sasm #1]', 'main:7', '[its exit is handled by root]', 'emulate:24', 'main:36']);
    assert.deepEqual(tester.debug.layer(3), { id: 3, name: 'process.sasm #2', mode: 'user', owner: 'kernel.sasm #1', parent: 'root' });
    assert.deepEqual(tester.debug.layer(2), { id: 2, name: 'kernel.sasm #1', mode: 'user', owner: 'root' });
    assert.deepEqual(tester.debug.layer(1), { id: 1, name: 'root', mode: 'root' });
    assert.deepEqual(tester.debug.contexts().map(({ name }) => name), ['root', 'root > kernel.sasm #1', 'root > kernel.sasm #1 > process.sasm #2']);
    // A name does not change while its kernel does something else.
    layerStep(tester, 'intoExit');
    layerStep(tester, 'toGuest');
    assert.equal(tester.where(), 'root>#1 main:7');
    assert.equal(tester.debug.context(3).name, 'root > kernel.sasm #1 > process.sasm #2');
    assert.deepEqual(tester.stack(3), ['main:3', '[its exit is handled by root > kernel.sasm #1]', 'main:7', '[resumed by root]', 'main:34']);
  });

  for (const [name, engine] of Object.entries({ interpreter: undefined, compiler: compiler({ always: true }) })) {
    it(`are stepped through from a call of a guest's process, and back the same way, ${name}`, () => {
      const tester = at(recorded(TRAP_AND_EMULATE, { engine }), 'process.sasm', 3);
      tester.step('over', 'instruction');
      const way: string[] = [tester.where()], hashes = [machineHash(tester.machine)];
      const kinds: LayerStepKind[] = [];
      // Program, hypervisor, guest kernel; from there through each of its privileged instructions, and back to the program.
      for (let turn = 0; way.at(-1) !== 'root>#1>#2 main:3' || turn < 2; turn++) {
        for (const kind of ['intoExit', 'toGuest'] as const) {
          way.push(layerStep(tester, kind));
          kinds.push(kind);
          hashes.push(machineHash(tester.machine));
        }
      }
      assert.deepEqual(way, [
        'root>#1>#2 main:3', 'root emulate:24', 'root>#1 main:7', 'root main:35', 'root>#1 main:9', 'root main:35', 'root>#1 main:9',
        'root main:35', 'root>#1 main:10', 'root main:35', 'root>#1>#2 main:3',
      ]);
      // Back by layers: each step ends at the last moment in the layer that was left.
      const steps = [tester.machine.steps];
      for (let i = 0; i < kinds.length; i++) {
        back(tester, i % 2 === 0 ? 'intoExit' : 'toGuest');
        steps.push(tester.machine.steps);
      }
      assert.equal(tester.where(), 'root>#1>#2 main:3');
      assert.equal(machineHash(tester.machine), hashes[0]);
      assert.ok(steps.every((each, i) => i === 0 || each < steps[i - 1]), steps.join(' '));
    });
  }

  it('are stepped through by single instructions, and back through exactly the same', () => {
    const tester = at(recorded(TRAP_AND_EMULATE), 'process.sasm', 3);
    const way: string[] = [];
    while (tester.where() !== 'root>#1>#2 main:4') {
      way.push(`${tester.where()} ${machineHash(tester.machine)}`);
      tester.step('in', 'instruction');
    }
    assert.ok(way.length > 100);
    for (const expected of way.reverse()) {
      tester.debug.stepBack('in', 'instruction', tester.machine.current.id);
      tester.run();
      assert.equal(`${tester.where()} ${machineHash(tester.machine)}`, expected);
    }
  });

  it('are left where a budget or interrupt reaches farther than the parent', () => {
    const tester = session({
      'root.sasm': `memory 65536
embed middle "middle.sasm"
entry func main
  local c: i32
  middle middle.size image.load 16384 32768 mode.guest ctx.new set c
  get c 40 resume drop
  ret
end
`,
      'middle.sasm': `memory 32768
embed inner "inner.sasm"
entry func main
  local c: i32
  inner inner.size image.load 16384 4096 mode.user ctx.new set c
  get c -1 resume drop
  ret
end
`,
      'inner.sasm': 'memory 4096\nentry func main\nagain:\n  jump again\nend\n',
    });
    at(tester, 'inner.sasm', 4);
    assert.equal(tester.where(), 'root>#1>#1 main:4');
    assert.equal(layerStep(tester, 'intoExit'), 'root main:6');
  });

  it('are entered at any depth', () => {
    const tester = at(session(tower(3, COUNTER)), 'process.sasm', 6);
    assert.equal(tester.where(), 'root>#1>#1>#1 main:6');
    assert.equal(layerStep(tester, 'intoExit'), 'root>#1>#1 main:8');
    assert.equal(layerStep(tester, 'intoExit'), 'root>#1 main:8');
    assert.equal(layerStep(tester, 'intoExit'), 'root main:8');
    assert.equal(layerStep(tester, 'toGuest'), 'root>#1 main:9');
  });

  it('keep stops to themselves where somebody stays in one', () => {
    const tester = at(recorded(KERNEL_AND_COUNTER), 'child.sasm', 6);
    const child = tester.machine.current.id;
    tester.debug.stayIn(child);
    assert.equal(tester.debug.stayingIn, child);
    tester.debug.setSourceBreakpoints({ name: 'kernel.sasm' }, [{ line: 10 }]);
    tester.debug.setTrapRules([{ causes: ['privileged'], unhandled: true }]);
    assert.equal(tester.step('in', 'instruction'), 'root>#1 main:7');
    tester.debug.setSourceBreakpoints({ name: 'child.sasm' }, [{ line: 5 }]);
    assert.equal(tester.go(), 'breakpoint root>#1 main:6');
    tester.debug.stepBack('in', 'instruction', child);
    assert.equal(tester.place(tester.run()), 'root>#1 main:5');
    tester.debug.setSourceBreakpoints({ name: 'child.sasm' }, [{ line: 4 }]);
    tester.debug.reverseContinue();
    assert.equal(tester.place(tester.run()), 'breakpoint root>#1 main:5');
    tester.debug.stayIn(undefined);
    tester.debug.setSourceBreakpoints({ name: 'child.sasm' }, []);
    assert.equal(tester.go(), 'breakpoint root main:11');
  });

  it('are stayed in until they are dropped, and a step out of them goes on', () => {
    const tester = at(session(KERNEL_AND_COUNTER), 'child.sasm', 6);
    tester.debug.stayIn(2);
    assert.match(tester.step('out'), /^dropped root main:16$/);
    assert.equal(tester.debug.stayingIn, undefined);
  });

  it('have conditions of their own, whose names need mean nothing elsewhere', () => {
    const tester = session(KERNEL_AND_COUNTER);
    const [problem] = tester.debug.setTrapRules([{ causes: ['sys', 'exit'], unhandled: true, condition: '$context == 2 && i == 2' }]);
    assert.equal(problem, undefined);
    assert.equal(tester.go(), 'trap root>#1 main:6');
    assert.equal(tester.value('i'), '2');
    tester.debug.setTrapRules([{ causes: ['exit'], unhandled: true, condition: 'context == 1' }]);
    assert.equal(tester.go(), 'trap root main:16');
  });

  it('are counted by the meter, at any moment of the run', () => {
    const tester = at(recorded(KERNEL_AND_COUNTER), 'child.sasm', 6);
    const first = JSON.stringify(tester.debug.stats());
    const { steps } = tester.machine;
    for (let i = 0; i < 3; i++) layerStep(tester, 'overExit', 2);
    assert.deepEqual(tester.debug.stats().layers.map(({ name, exits }) => [name, exits]), [['root', 1], ['child.sasm #1', 1]]);
    tester.debug.goTo(steps);
    tester.run();
    assert.equal(JSON.stringify(tester.debug.stats()), first);
  });
});
