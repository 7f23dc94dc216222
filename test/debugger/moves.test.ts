// Moving a program to where it was not going, stepping into one call of several, and running one context only.
import { strict as assert } from 'node:assert';
import { render } from '../../src/base/message';
import { engineOf, type EngineName } from '../../src/compiler/engines';
import type { StopEvent } from '../../src/debugger';
import { KERNEL_AND_COUNTER, tower, COUNTER } from './layers';
import { machineOf, refusal, Tester } from './sessions';

const CALLS = `data kept = i32 0

func one (n: i32) -> i32
  get n 1 add ret
end

func two (n: i32, by: f64) -> i32
  local half: i32, x: f64
  get n 2 mul set half get by set x
  get half call one get n call one add
  ret
end

entry func main
  local i: i32
  5 0.5 call two set i
  kept get i store
  1 2 3
  drop drop drop
  ret
end
`;
const MAIN = { name: 'main.sasm' };

for (const engine of ['interpreter', 'compiler'] satisfies EngineName[]) {
  const session = (texts: string | Readonly<Record<string, string>>, recorded = true): Tester => (
    new Tester(machineOf(texts, { engine: engineOf(engine) }), recorded ? { history: { bytes: 1 << 24 } } : {}));

  describe(`moves, engine ${engine}`, () => {
    for (const recorded of [true, false]) {
      it(`begin a frame again, with its parameters as they are, ${recorded ? '' : 'not '}recorded`, () => {
        const tester = session(CALLS, recorded);
        tester.debug.setFunctionBreakpoints([{ name: 'one', hitCondition: '2' }]);
        assert.equal(tester.go(), 'breakpoint root one:4');
        const frame = { context: 1, depth: 1 };
        tester.debug.setPlace({ kind: 'local', frame, index: 0 }, '20', frame);
        const stop = tester.debug.restartFrame(frame);
        assert.deepEqual([stop.reason, tester.where(), tester.stack().length], ['restart', 'root two:9', 2]);
        assert.deepEqual(tester.debug.locals({ context: 1, depth: 0 }).map(({ value }) => value), [20, 0.5, 0, 0]);
        tester.debug.setFunctionBreakpoints([]);
        tester.debug.setSourceBreakpoints(MAIN, [{ line: 17 }]);
        assert.equal(tester.go(), 'breakpoint root main:18');
        assert.equal(tester.value('i32[kept]'), '62');
        assert.equal(tester.go(), 'ended 0');
      });
    }

    it('go on elsewhere in the function where the operands fit, and drop those that are too many', () => {
      const tester = session(CALLS);
      tester.debug.setSourceBreakpoints(MAIN, [{ line: 18 }]);
      assert.equal(tester.go(), 'breakpoint root main:19');
      const lines = [15, 16, 17, 18, 19].map((line) => tester.debug.jumpTargets(1, MAIN, line).map(({ text }) => text));
      assert.deepEqual(lines.slice(2), [['push 1', 'push 2', 'push 3'], ['drop', 'drop', 'drop'], ['ret']]);
      assert.equal(lines[0][0], 'push 5');
      assert.equal(lines[1][0], 'push 8');
      const [target] = tester.debug.jumpTargets(1, MAIN, 15);
      const stop = tester.debug.jump(1, target.address);
      assert.deepEqual([stop.reason, tester.where(), tester.operands()], ['goto', 'root main:16', []]);
      assert.equal(tester.go(), 'breakpoint root main:19');
      assert.deepEqual(tester.operands(), [1, 2, 3]);
    });

    it('are refused where they lead nowhere', () => {
      const tester = session(CALLS);
      assert.deepEqual(tester.debug.jumpTargets(1, MAIN, 3), []);
      assert.equal(refusal(() => tester.debug.jump(1, 2 ** 32)), 'D321');
      assert.equal(refusal(() => tester.debug.jump(1, 7)), 'D321');
      assert.equal(refusal(() => tester.debug.dropContext(1)), 'D322');
      assert.equal(refusal(() => tester.debug.restartFrame({ context: 1, depth: 3 })), 'D304');
    });

    it('belong to a branch, and are undone by going back', () => {
      const tester = session(CALLS);
      tester.debug.setFunctionBreakpoints([{ name: 'one' }]);
      tester.go();
      const { steps } = tester.machine;
      tester.debug.restartFrame({ context: 1, depth: 1 });
      tester.debug.setFunctionBreakpoints([]);
      tester.debug.setSourceBreakpoints(MAIN, [{ line: 18 }]);
      assert.equal(tester.go(), 'breakpoint root main:19');
      const end = tester.machine.steps;
      const travel = (to: number): string => {
        tester.debug.goTo(to);
        return tester.place(tester.run());
      };
      assert.equal(travel(steps - 1), 'goto root two:10');
      assert.equal(travel(steps), 'goto root two:9');
      assert.equal(travel(end), 'goto root main:19');
    });

    it('drop a context that nobody is inside of', () => {
      const tester = session(KERNEL_AND_COUNTER);
      tester.debug.setSourceBreakpoints({ name: 'kernel.sasm' }, [{ line: 10 }]);
      assert.equal(tester.go(), 'breakpoint root main:11');
      tester.debug.dropContext(2);
      assert.deepEqual(tester.debug.contexts().map(({ id }) => id), [1]);
      tester.debug.setSourceBreakpoints({ name: 'kernel.sasm' }, []);
      assert.equal(tester.go(), 'trap root main:11');
      const inside = session(KERNEL_AND_COUNTER);
      inside.debug.setSourceBreakpoints({ name: 'child.sasm' }, [{ line: 4 }]);
      inside.go();
      assert.equal(refusal(() => inside.debug.dropContext(2)), 'D323');
      assert.equal(refusal(() => inside.debug.restartFrame({ context: 1, depth: 0 })), 'D320');
      assert.equal(refusal(() => inside.debug.jump(1, 2 ** 32)), 'D320');
    });

    it('step into one call of several', () => {
      const tester = session(CALLS);
      tester.debug.setSourceBreakpoints(MAIN, [{ line: 9 }]);
      tester.go();
      const targets = tester.debug.stepTargets({ context: 1, depth: 0 });
      assert.deepEqual(targets.map(({ text }) => text), ['call one', 'call one']);
      tester.debug.step('in', 'statement', 1, { target: targets[1].address });
      assert.equal(tester.place(tester.run()), 'root one:4');
      assert.equal(tester.value('n'), '5');
    });

    it('run one context only, until any other would go on', () => {
      const tester = session(tower(2, COUNTER));
      const said = ({ message: text }: StopEvent): string => text === undefined ? '' : render(text, 'en');
      const alone = (): string => {
        tester.debug.continue(tester.machine.current.id);
        return tester.place(tester.run());
      };
      assert.equal(alone(), 'left root>#1 main:5');
      assert.equal(said(tester.stopped), 'Context 1 was to run alone; context 2 is next.');
      assert.match(alone(), /^left root>#1>#1 main:/);
      const before = tester.machine.current.retired;
      assert.equal(refusal(() => tester.debug.continue(1)), 'D324');
      assert.match(alone(), /^left root>#1 main:/);
      assert.ok(tester.debug.context(3).retired > before);
      tester.debug.step('over', 'line', 2, { alone: true });
      assert.match(tester.place(tester.run()), /^(left )?root>#1 main:/);
      assert.equal(tester.machine.watch.contexts.size, 0);
    });
  });
}
