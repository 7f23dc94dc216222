// Stops at traps: when, and what they tell.
import { strict as assert } from 'node:assert';
import { render } from '../../src/base/message';
import type { CauseName } from '../../src/isa/causes';
import { limited } from '../witness/machines';
import { KERNEL_AND_COUNTER } from './layers';
import { session, type Tester } from './sessions';

/** What the stop at a trap says, and where it says to look. */
function told(tester: Tester): string[] {
  const { trap } = tester.stopped;
  assert(trap !== undefined);
  return [`${trap.cause}: ${render(trap.attempted, 'en')}`, ...trap.look.map(({ message, location }) => `${render(message, 'en')} ${(location?.span.start.line ?? -1) + 1}`)];
}

/** The same for a program that traps in its root. */
function trap(code: string, rest = ''): string[] {
  const tester = session(`memory 65536\n${rest}entry func main\n  local a: i32\n${code}\n  ret\nend\n`, limited({ frames: 3 }));
  assert.match(tester.go(), /^trap root /);
  return told(tester);
}

describe('traps are explained', () => {
  it('of memory', () => {
    assert.deepEqual(trap('  70000 set a\n  get a\n  5 store'), ['memory: store of 4 bytes at 70000, but this context has bytes 0 to 65535.', 'addr = 70000, pushed by get a 5']);
    assert.deepEqual(trap('  -1 load8.u drop'), ['memory: load8.u of 1 byte at 4294967295, but this context has bytes 0 to 65535.', 'addr = -1, pushed by push -1 4']);
    assert.deepEqual(trap('  0 65000 1000 copy'), ['memory: copy of 1000 bytes from 65000, but this context has bytes 0 to 65535.',
      'src = 65000, pushed by push 65000 4', 'len = 1000, pushed by push 1000 4']);
    assert.deepEqual(trap('  65535 0 2 copy')[0], 'memory: copy of 2 bytes to 65535, but this context has bytes 0 to 65535.');
    assert.deepEqual(trap('  65535 2 image.load drop')[0], 'memory: image.load of 2 bytes at 65535, but this context has bytes 0 to 65535.');
  });

  it('of arithmetic and calls', () => {
    assert.deepEqual(trap('  7 get a div drop'), ['divide: 7 div 0: an integer cannot be divided by zero.', 'b = 0, pushed by get a 4']);
    const table = 'table one\nfunc one (n: i32)\n  ret\nend\n';
    assert.deepEqual(trap('  9 call.table ()', table), ['indirect: call.table calls entry 9, but the table has 1 entries.', '#0 = 9, pushed by push 9 8']);
    assert.deepEqual(trap('  0 call.table ()', table)[0], 'indirect: call.table calls entry 0 as (), but that is one, of type (i32).');
    assert.deepEqual(trap('  call again', 'func again\n  call again ret\nend\n')[0], 'stack: call would be frame 4, but this context may have 3.');
  });

  it('of privileged instructions and their operands', () => {
    assert.deepEqual(trap('  5 -1 resume drop'), ['operand: resume names context 5, but this context has made none.', 'c = 5, pushed by push 5 4']);
    assert.deepEqual(trap('  3 image.drop')[0], 'operand: image.drop names image 3, but this context holds none.');
    assert.deepEqual(trap('  99 in drop')[0],
      'operand: in names port 99, which it does not have; it takes console, disk.sector, disk.sectors, clock.low, clock.high, random, memory.');
    assert.deepEqual(trap('  1 sys 99 (i32)')[0], 'sys: sys 99 (i32) calls the firmware, which has no such call.');
    assert.deepEqual(trap('  wait wait')[0], 'idle: The program waits, but neither an alarm nor input can come.');
    assert.deepEqual(trap('  unreachable')[0], 'unreachable: `unreachable` was reached.');
    assert.deepEqual(trap('  break')[0], 'breakpoint: A `break` of the program.');
  });

  it('in Korean too', () => {
    const tester = session('memory 65536\nentry func main\n  70000 5 store\n  ret\nend\n');
    tester.go();
    assert.equal(render(tester.stopped.trap?.attempted ?? { row: { en: '', ko: '' }, arguments: {} }, 'ko'),
      '주소 70000에 대한 4바이트 store: 이 컨텍스트에는 0~65535바이트만 있습니다.');
  });

  it('also when the run has ended with it', () => {
    const tester = session('memory 65536\nentry func main\n  70000 5 store\n  ret\nend\n');
    tester.debug.setTrapFilter({ causes: [], unhandled: false });
    tester.debug.continue();
    const event = tester.run();
    assert(event.kind === 'ended' && event.message !== undefined);
    assert.equal(event.ending.code, 132);
    assert.match(render(event.message, 'en'), /^store of 4 bytes at 70000/);
  });
});

describe('trap filters', () => {
  const stops = (...causes: CauseName[]): string[] => {
    const tester = session(KERNEL_AND_COUNTER);
    tester.debug.setTrapFilter({ causes, unhandled: true });
    const found: string[] = [];
    for (let place = tester.go(); ; place = tester.go()) {
      found.push(place);
      if (place.startsWith('ended')) return found;
    }
  };

  it('stop before the trap, for the causes asked for', () => {
    assert.deepEqual(stops('sys'), ['trap root>#1 main:6', 'trap root>#1 main:6', 'trap root>#1 main:6', 'ended 0']);
    assert.deepEqual(stops('exit'), ['trap root>#1 main:8', 'trap root main:16', 'ended 0']);
    assert.deepEqual(stops('memory', 'divide'), ['ended 0']);
  });

  it('say whether anybody takes the trap, and keep it for a context that came back', () => {
    const tester = session(KERNEL_AND_COUNTER);
    tester.debug.setTrapFilter({ causes: ['sys'], unhandled: true });
    tester.go();
    assert.deepEqual(told(tester), ['sys: sys print calls the parent.', '#0 = 1, pushed by add 5']);
    assert.equal(tester.stopped.trap?.unhandled, false);
    assert.equal(tester.step('in'), 'root main:9');
    assert.equal(tester.debug.trapInfo(2)?.cause, 'sys');
    assert.equal(tester.debug.trapInfo(1), undefined);
  });

  it('stop at an instruction that a step has come to, when the program goes on', () => {
    const tester = session('entry func main\n  1 0\n  div drop\n  ret\nend\n');
    assert.equal(tester.step('over'), 'root main:3');
    assert.equal(tester.go(), 'trap root main:3');
    assert.equal(tester.go(), 'ended 133');
  });
});
