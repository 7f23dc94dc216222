// Data breakpoints: on bytes of memory, on locals and on places of the operand stack; with every engine.
import { strict as assert } from 'node:assert';
import { render } from '../../src/base/message';
import { engineOf, type EngineName } from '../../src/compiler/engines';
import type { Breakpoint, DataBreakpointRequest } from '../../src/debugger';
import { machineHash } from '../../src/machine/state-hash';
import { KERNEL_AND_COUNTER } from './layers';
import { machineOf, refusal, Tester } from './sessions';

const PROGRAM = `data total = i32 0
data pair = i16 7, 8
data many = i32 1, 2, 3, 4

func sum (n: i32) -> i32
  local twice: i32
  get n 2 mul set twice
  total total load get twice add store
  get twice
  ret
end

entry func main
  local i: i32
again:
  get i call sum drop
  get i 1 add tee i 4 lt jumpnz again
  many 4 add copied copied.size copy
  pair load drop
  ret
end

data copied = i32 9, 10
`;

type Wish = Omit<Partial<DataBreakpointRequest>, 'target'>;

for (const engine of ['interpreter', 'auto', 'compiler'] satisfies EngineName[]) {
  const session = (texts: string | Readonly<Record<string, string>>): Tester => new Tester(machineOf(texts, { engine: engineOf(engine) }));

  /** Watches what an expression names where the session stands. */
  const watch = ({ debug }: Tester, expression: string, wish: Wish = {}, bytes?: number): Breakpoint => debug.setDataBreakpoints([
    { target: debug.watchTarget(expression, undefined, bytes), access: 'write', ...wish },
  ])[0];

  /** Every stop until the end: where, and what is said. */
  const stops = (tester: Tester): string[] => {
    const found: string[] = [];
    for (let place = tester.go(); !place.startsWith('ended'); place = tester.go()) {
      const said = tester.stopped.message;
      found.push(`${place}${said === undefined ? '' : ` ${render(said, 'en')}`}`);
    }
    return found;
  };

  /** Stops at the first instruction of `sum`. */
  const inSum = (): Tester => {
    const tester = session(PROGRAM);
    tester.debug.setFunctionBreakpoints([{ name: 'sum', hitCondition: '3' }]);
    assert.equal(tester.go(), 'breakpoint root sum:7');
    tester.debug.setFunctionBreakpoints([]);
    return tester;
  };

  describe(`data breakpoints, engine ${engine}`, () => {
    it('stop behind the instruction that wrote, and tell both values', () => {
      const tester = session(PROGRAM);
      assert.equal(watch(tester, 'total').verified, true);
      assert.deepEqual(stops(tester), [
        'data root sum:9 `total` was written by context 1: 0 → 0', 'data root sum:9 `total` was written by context 1: 0 → 2',
        'data root sum:9 `total` was written by context 1: 2 → 6', 'data root sum:9 `total` was written by context 1: 6 → 12',
      ]);
    });

    it('stop at reads, and at both', () => {
      const reads = session(PROGRAM);
      watch(reads, 'total', { access: 'read', hitCondition: '>2' });
      assert.deepEqual(stops(reads), ['data root sum:8 `total` was read by context 1: 2', 'data root sum:8 `total` was read by context 1: 6']);
      const both = session(PROGRAM);
      watch(both, 'total', { access: 'readWrite' });
      assert.equal(stops(both).length, 8);
    });

    it('ask a condition about the value, the one before, and names of where it was touched', () => {
      const asked = (condition: string): string[] => {
        const tester = session(PROGRAM);
        watch(tester, 'total', { condition });
        return stops(tester).map((stop) => stop.split(': ')[1]);
      };
      assert.deepEqual(asked('value == 6'), ['2 → 6']);
      assert.deepEqual(asked('value - old == 6'), ['6 → 12']);
      assert.deepEqual(asked('n == 1'), ['0 → 2']);
      assert.deepEqual(asked('value == 5'), []);
    });

    it('stop where a condition has no value, and say so', () => {
      const tester = session(PROGRAM);
      watch(tester, 'total', { condition: 'i == 3' });
      assert.match(stops(tester)[0], /^data root sum:9 The condition `i == 3` of this breakpoint has no value here\. .*`i`/);
      assert.equal(watch(session(PROGRAM), 'total', { condition: 'i ==' }).verified, false);
    });

    it('write a log message instead of stopping', () => {
      const tester = session(PROGRAM);
      watch(tester, 'total', { logMessage: 'total {old} -> {value}, n {n}', condition: 'value > 0' });
      assert.deepEqual(stops(tester), []);
      assert.deepEqual(tester.debug.takeNews().log.map(({ text }) => text), ['total 0 -> 2, n 1', 'total 2 -> 6, n 2', 'total 6 -> 12, n 3']);
    });

    it('watch bytes, elements and whole arrays', () => {
      const element = session(PROGRAM);
      watch(element, 'many[2]');
      assert.deepEqual(stops(element), ['data root main:19 `many[2]` was written by context 1: 3 → 10']);
      const whole = session(PROGRAM);
      watch(whole, 'many', { condition: 'index == 2 && value == 10' });
      assert.deepEqual(stops(whole), ['data root main:19 `many[2]` was written by context 1: 3 → 10']);
      const bytes = session(PROGRAM);
      watch(bytes, 'pair', { access: 'read' }, 2);
      assert.deepEqual(stops(bytes), ['data root main:19 `pair` was read by context 1: 7']);
    });

    it('watch a local of one frame until it returns', () => {
      const tester = inSum();
      assert.equal(watch(tester, 'twice', { access: 'readWrite' }).verified, true);
      assert.equal(tester.go(), 'data root sum:8');
      const { message: said } = tester.stopped;
      assert.equal(said === undefined ? '' : render(said, 'en'), '`twice` was written by context 1: 0 → 4');
      assert.deepEqual(stops(tester), ['data root sum:8 `twice` was read by context 1: 4', 'data root sum:10 `twice` was read by context 1: 4']);
      const [gone] = tester.debug.takeNews().breakpoints;
      assert.equal(gone.verified, false);
      assert.equal(gone.message === undefined ? '' : render(gone.message, 'en'), 'The frame of `twice` has returned; it is watched no longer.');
    });

    it('watch a local across the calls of its frame, but not the same local of other frames', () => {
      const tester = session(`entry func main
  5 call down drop
  ret
end
func down (n: i32) -> i32
  get n jumpz done
  get n 1 sub call down set n
done:
  get n
  ret
end
`);
      tester.debug.setFunctionBreakpoints([{ name: 'down', condition: 'n == 3' }]);
      tester.go();
      watch(tester, 'n');
      tester.debug.setFunctionBreakpoints([]);
      assert.deepEqual(stops(tester), ['data root down:9 `n` was written by context 1: 3 → 0']);
    });

    it('watch a place of the operand stack', () => {
      const tester = session(`entry func main
  1 2 add
  call three add drop
  7 8 mul drop
  ret
end
func three -> i32
  3
  ret
end
`);
      tester.step('over', 'instruction');
      watch(tester, 'stack[0]', { access: 'readWrite' });
      assert.deepEqual(stops(tester), [
        'data root main:3 `stack[0]` was written by context 1: 1 → 3', 'data root main:3 `stack[0]` was written by context 1: 3 → 6',
        'data root main:4 `stack[0]` was read by context 1: 6', 'data root main:4 `stack[0]` was written by context 1: 7',
        'data root main:4 `stack[0]` was written by context 1: 7 → 56', 'data root main:5 `stack[0]` was read by context 1: 56',
      ]);
    });

    it('see what a call leaves on the stack when it comes back', () => {
      const tester = session(`entry func main
  call five drop
  ret
end
func five -> i32
  5
  ret
end
`);
      const { debug } = tester;
      const slot = { kind: 'operand', context: 1, frame: 1, function: 0, index: 0, name: 'bottom' } as const;
      debug.setDataBreakpoints([{ target: slot, access: 'write', condition: 'value == 5' }]);
      assert.deepEqual(stops(tester), ['data root main:2 `bottom` was written by context 1: 5']);
    });

    it('watch physical bytes: what a parent writes into its child, or only what one context does', () => {
      const texts = {
        'kernel.sasm': `memory 65536
embed child "child.sasm"
entry func main
  local c: i32
  child child.size image.load 16384 4096 mode.user ctx.new set c
  get c -1 resume drop
  16392 5 store
  get c field.result 0 ctx.set drop
  get c -1 resume drop
  ret
end
`,
        'child.sasm': `memory 4096
data shared = i32 1
entry func main
  shared 2 store
  sys 20 ()
  shared shared load 1 add store
  ret
end
`,
      };
      const target = { kind: 'memory', context: 2, address: 8, size: 4, element: 'i32', name: 'shared' } as const;
      const all = session(texts);
      const [waiting] = all.debug.setDataBreakpoints([{ target, access: 'write' }]);
      assert.deepEqual([waiting.verified, waiting.pending], [false, true]);
      assert.deepEqual(stops(all), [
        'data root>#1 main:5 `shared` was written by context 2: 1 → 2', 'data root main:8 `shared` was written by context 1: 2 → 5',
        'data root>#1 main:7 `shared` was written by context 2: 5 → 6',
      ]);
      const own = session(texts);
      own.debug.setDataBreakpoints([{ target, access: 'write', context: 2 }]);
      assert.equal(stops(own).length, 2);
      const parents = session(texts);
      parents.debug.setDataBreakpoints([{ target, access: 'write', context: 1 }]);
      assert.deepEqual(stops(parents), ['data root main:8 `shared` was written by context 1: 2 → 5']);
    });

    it('end a step where something is touched, and end with their context', () => {
      const tester = session(KERNEL_AND_COUNTER);
      tester.debug.setSourceBreakpoints({ name: 'child.sasm' }, [{ line: 5, hitCondition: '1' }]);
      assert.equal(tester.go(), 'breakpoint root>#1 main:6');
      watch(tester, 'i');
      assert.equal(tester.step('over'), 'root>#1 main:7');
      assert.equal(tester.go(), 'data root>#1 main:6');
      assert.equal(tester.value('i'), '2');
      tester.debug.setDataBreakpoints([]);
      watch(tester, 'i', { condition: 'value == 9' });
      assert.equal(tester.go(), 'ended 0');
      assert.equal(tester.debug.takeNews().breakpoints.at(-1)?.verified, false);
    });

    it('change nothing that can be counted', () => {
      const plain = session(PROGRAM);
      assert.equal(plain.go(), 'ended 0');
      const watched = session(PROGRAM);
      watched.debug.setDataBreakpoints(['i', 'many', 'total'].map((name) => ({ target: watched.debug.watchTarget(name), access: 'readWrite' })));
      assert.ok(stops(watched).length > 10);
      assert.equal(machineHash(watched.machine), machineHash(plain.machine));
    });
  });
}

describe('what can be watched', () => {
  it('is refused where it is no place, or not there', () => {
    const tester = new Tester(machineOf(PROGRAM));
    assert.equal(refusal(() => tester.debug.watchTarget('1 + 2')), 'D220');
    assert.equal(refusal(() => tester.debug.watchTarget('nothing')), 'D112');
    const said = (address: number, frame: number): (string | undefined)[] => tester.debug.setDataBreakpoints([
      { target: { kind: 'memory', context: 1, address, size: 4, element: 'i32', name: 'm' }, access: 'write' },
      { target: { kind: 'local', context: 1, frame, function: 0, index: 0, name: 'n' }, access: 'write' },
    ]).map(({ message: text }) => text === undefined ? undefined : render(text, 'en').slice(0, 20));
    assert.deepEqual(said(65_534, 2), ['Not all of 4 bytes a', 'Frame 2 of context 1']);
    assert.equal(tester.go(), 'ended 0');
  });

  it('keeps the hits of those that stay, and gives back all watches', () => {
    const tester = new Tester(machineOf(PROGRAM));
    const wish = { target: tester.debug.watchTarget('total'), access: 'write' } as const;
    tester.debug.setDataBreakpoints([wish]);
    tester.go();
    assert.equal(tester.debug.setDataBreakpoints([wish, { ...wish, access: 'read' }])[0].hits, 1);
    tester.debug.setDataBreakpoints([]);
    assert.equal(tester.machine.observation.writes || tester.machine.observation.reads, false);
    assert.equal(tester.go(), 'ended 0');
  });

  it('keeps to its direction', () => {
    const tester = new Tester(machineOf(PROGRAM));
    tester.debug.setDataBreakpoints([{ target: tester.debug.watchTarget('total'), access: 'write', mode: 'backward' }]);
    tester.debug.setFunctionBreakpoints([{ name: 'sum', mode: 'backward' }]);
    assert.equal(tester.go(), 'ended 0');
  });
});
