// Steps: where each kind, at each granularity, ends. Every place reads `context function:line`.
import { strict as assert } from 'node:assert';
import type { Granularity, StepKind } from '../../src/debugger';
import { COUNTER, KERNEL_AND_COUNTER, tower } from './layers';
import { machineOf, session, Tester } from './sessions';

const FACTORIAL = `func factorial (n: i32) -> i32
  get n jumpz nothing_left
  get n
  get n 1 sub call factorial
  mul ret
nothing_left:
  1 ret
end

entry func main
  local f: i32
  3 call factorial set f
  get f sys print
  ret
end
`;

/** Steps until the program ends, at most so often. */
function walk(tester: Tester, kind: StepKind, granularity: Granularity, most = 1000): string[] {
  const places: string[] = [];
  while (places.length < most) {
    const place = tester.step(kind, granularity);
    places.push(place);
    if (place.startsWith('ended')) break;
  }
  return places;
}

/** The places of a walk in a program of one context. */
function walkRoot(text: string, kind: StepKind, granularity: Granularity): string {
  return walk(session(text), kind, granularity).map((place) => place.replace('root ', '')).join(' ');
}

/** Goes into things by line until it is at a place. */
function stepTo(tester: Tester, wanted: string): void {
  for (let left = 200; left > 0; left--) if (tester.step('in') === wanted) return;
  assert.fail(`never came to ${wanted}`);
}

describe('steps in one context', () => {
  it('go over calls by line', () => {
    assert.equal(walkRoot(FACTORIAL, 'over', 'line'), 'main:13 main:14 ended 0');
  });

  it('go into calls by line, and back to the middle of the caller\'s line', () => {
    assert.equal(walkRoot(FACTORIAL, 'in', 'line'),
      'factorial:2 factorial:3 factorial:4 factorial:2 factorial:3 factorial:4 factorial:2 factorial:3 factorial:4 '
      + 'factorial:2 factorial:7 factorial:5 factorial:5 factorial:5 main:12 main:13 main:14 ended 0');
  });

  it('go over calls by statement: a statement begins with its line, or with an empty operand stack', () => {
    const text = 'func two -> i32\n  1 drop 2 ret\nend\nentry func main\n  1 2 add drop 3 drop\n  call two drop nop\n  ret\nend\n';
    assert.equal(walkRoot(text, 'over', 'statement'), 'main:5 main:6 main:6 main:7 ended 0');
    assert.equal(walkRoot(text, 'in', 'statement'), 'main:5 main:6 two:2 two:2 main:6 main:6 main:7 ended 0');
  });

  it('go by instruction', () => {
    const tester = session(FACTORIAL);
    const columns: string[] = [];
    for (let i = 0; i < 5; i++) {
      tester.step('over', 'instruction');
      const [frame] = tester.debug.frames(1, 0, 1);
      assert(frame.kind === 'frame' && frame.location !== undefined);
      columns.push(`${frame.location.span.start.line + 1}:${frame.location.span.start.column + 1}`);
    }
    assert.deepEqual(columns, ['12:5', '12:20', '13:3', '13:9', '14:3']);
  });

  it('go out to just after the call, and from the last frame to the end', () => {
    const tester = session(FACTORIAL);
    stepTo(tester, 'root factorial:7');
    assert.deepEqual(tester.stack(), ['factorial:7', 'factorial:4', 'factorial:4', 'factorial:4', 'main:12']);
    assert.equal(tester.step('out'), 'root factorial:5');
    assert.deepEqual(tester.operands(), [1, 1]);
    assert.equal(tester.step('out'), 'root factorial:5');
    assert.deepEqual(tester.operands(), [2, 1]);
    assert.equal(tester.step('out'), 'root factorial:5');
    assert.equal(tester.step('out'), 'root main:12');
    assert.deepEqual(tester.operands(), [6]);
    assert.equal(tester.step('out'), 'ended 0');
  });

  it('belong to their frame, though the same code runs in deeper ones', () => {
    const tester = session(FACTORIAL);
    stepTo(tester, 'root factorial:4');
    assert.equal(tester.step('over'), 'root factorial:5');
    assert.deepEqual(tester.operands(), [3, 2]);
    assert.equal(tester.machine.root.frames, 2);
  });

  it('stop when a line comes round again', () => {
    const text = 'entry func main\n  local i: i32\n  3 set i\nround: get i 1 sub tee i jumpnz round\n  ret\nend\n';
    assert.equal(walkRoot(text, 'over', 'line'), 'main:4 main:4 main:4 main:5 ended 0');
  });

  it('run through an inner loop of one line', () => {
    const text = 'entry func main\n  local i: i32\n  9 set i round: get i 1 sub tee i jumpnz round\n  ret\nend\n';
    assert.equal(walkRoot(text, 'over', 'line'), 'main:4 ended 0');
    assert.equal(walkRoot(text, 'over', 'statement').split(' ').filter((place) => place === 'main:3').length, 9);
  });

  it('end earlier at a breakpoint, and are then forgotten', () => {
    const tester = session(FACTORIAL);
    tester.debug.setSourceBreakpoints({ name: 'main.sasm' }, [{ line: 6 }]);
    assert.equal(tester.step('over'), 'breakpoint root factorial:7');
    assert.equal(tester.go(), 'ended 0');
  });

  it('end earlier at an unhandled trap, once', () => {
    const tester = session('func divide -> i32\n  1 0 div ret\nend\nentry func main\n  call divide drop\n  ret\nend\n');
    assert.equal(tester.step('over'), 'trap root divide:2');
    assert.equal(tester.step('over'), 'ended 133');
  });

  it('go by instruction where there is no debug information', () => {
    const tester = new Tester(machineOf(FACTORIAL, {}, true));
    assert.deepEqual(walk(tester, 'over', 'line'), ['root f1@12', 'root f1@13', 'root f1@14', 'root f1@15', 'root f1@16', 'ended 0']);
  });

  it('wait for input and go on', () => {
    const tester = session('data line = space 8\nentry func main\n  line 8 sys read drop\n  ret\nend\n', { input: [] });
    assert.equal(tester.step('over'), 'waiting');
    tester.debug.provideInput(new TextEncoder().encode('x\n'));
    assert.equal(tester.place(tester.run()), 'root main:4');
  });
});

describe('steps over layers', () => {
  it('over `resume` run until it returns', () => {
    const tester = session(KERNEL_AND_COUNTER);
    const places = walk(tester, 'over', 'line');
    assert.equal(new Set(places.map((place) => place.split(' ')[0])).size, 2);
    assert.equal(places.filter((place) => place === 'root main:9').length, 4);
    assert.equal(tester.output(), '123');
  });

  it('into `resume` go to the child\'s next instruction, and into a trap to just after the `resume`', () => {
    const tester = session(KERNEL_AND_COUNTER);
    assert.deepEqual(walk(tester, 'in', 'line', 12), [
      'root main:7', 'root main:8', 'root>#1 main:5', 'root>#1 main:6', 'root main:9', 'root main:10', 'root main:11', 'root main:12',
      'root main:13', 'root main:7', 'root main:8', 'root>#1 main:6',
    ]);
  });

  it('over what traps in a process end there, when its parent has served it', () => {
    const tester = session(KERNEL_AND_COUNTER);
    stepTo(tester, 'root>#1 main:6');
    assert.deepEqual(walk(tester, 'over', 'line'), [
      'root>#1 main:7', 'root>#1 main:5', 'root>#1 main:6', 'root>#1 main:7', 'root>#1 main:5', 'root>#1 main:6', 'root>#1 main:7',
      'root>#1 main:8', 'dropped root main:16', 'ended 0',
    ]);
  });

  it('say in whom a step began that was dropped', () => {
    const tester = session(KERNEL_AND_COUNTER);
    stepTo(tester, 'root>#1 main:8');
    assert.equal(tester.step('over'), 'dropped root main:16');
    assert.match(JSON.stringify(tester.stopped.message), /child\.sasm #1/);
  });

  it('out of a context\'s last frame go to just after the parent\'s `resume`', () => {
    const tester = session(KERNEL_AND_COUNTER);
    stepTo(tester, 'root>#1 main:5');
    assert.equal(tester.step('out'), 'root main:9');
  });

  it('over every instruction of a process that is preempted all the time', () => {
    const kernel = KERNEL_AND_COUNTER['kernel.sasm'].replace('get c -1', 'get c 1').replace('ne jumpnz finish', 'ne jumpnz preempted')
      .replace('finish:', 'preempted: get cause cause.budget eq jumpnz again');
    const tester = session({ ...KERNEL_AND_COUNTER, 'kernel.sasm': kernel });
    stepTo(tester, 'root>#1 main:5');
    const places = walk(tester, 'over', 'instruction');
    assert.equal(places.filter((place) => place.startsWith('root>#1')).length, 3 * 9);
    assert.deepEqual(places.slice(3 * 9), ['dropped root main:16', 'ended 0']);
    assert.equal(tester.output(), '123');
  });

  it('of a kernel that is inside `resume` end when that returns', () => {
    const tester = session(KERNEL_AND_COUNTER);
    stepTo(tester, 'root>#1 main:6');
    assert.equal(tester.step('over', 'line', 1), 'root main:9');
    stepTo(tester, 'root>#1 main:7');
    assert.equal(tester.step('in', 'line', 1), 'root main:9');
  });

  it('of a suspended process begin with its turn', () => {
    const tester = session(KERNEL_AND_COUNTER);
    stepTo(tester, 'root>#1 main:5');
    assert.equal(tester.step('out'), 'root main:9');
    assert.equal(tester.step('over', 'line', 2), 'root>#1 main:7');
  });

  it('go down four levels and up again', () => {
    const tester = session(tower(3, COUNTER));
    assert.deepEqual(walk(tester, 'in', 'line', 10), [
      'root main:7', 'root>#1 main:5', 'root>#1 main:7', 'root>#1>#1 main:5', 'root>#1>#1 main:7', 'root>#1>#1>#1 main:5',
      'root>#1>#1>#1 main:6', 'root>#1>#1 main:8', 'root>#1>#1 main:9', 'root>#1 main:8',
    ]);
  });

  it('into a handler that the parent has called stop before its first instruction', () => {
    const child = 'memory 4096\ntable handler\nfunc handler\n  nop\n  ret\nend\nentry func main\n  sys 20 ()\n  nop\n  ret\nend\n';
    const kernel = `memory 65536
embed child "child.sasm"
entry func main
  local c: i32
  child child.size image.load 16384 4096 mode.user ctx.new set c
  get c -1 resume drop
  get c field.result 0 ctx.set drop
  get c field.call 0 ctx.set drop
  get c -1 resume drop
  ret
end
`;
    const into = session({ 'kernel.sasm': kernel, 'child.sasm': child });
    stepTo(into, 'root main:9');
    assert.equal(into.step('in', 'instruction'), 'root main:9');
    into.step('in', 'instruction');
    assert.equal(into.step('in', 'instruction'), 'root>#1 main:8');
    assert.equal(into.step('in', 'instruction'), 'root>#1 handler:4');
    assert.deepEqual(into.stack(), ['handler:4', 'main:9', '[resumed by root]', 'main:9']);
    assert.equal(into.step('out'), 'root>#1 main:9');

    const over = session({ 'kernel.sasm': kernel, 'child.sasm': child });
    stepTo(over, 'root>#1 main:8');
    assert.equal(over.step('over'), 'root>#1 main:9');
  });
});
