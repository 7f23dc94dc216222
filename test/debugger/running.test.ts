// Continue, pause, input, the end; what happens between slices; programs that share a source.
import { strict as assert } from 'node:assert';
import { machineHash } from '../../src/machine/state-hash';
import { KERNEL_AND_COUNTER } from './layers';
import { machineOf, refusal, session, SLICE, Tester } from './sessions';

const ENDLESS = 'memory 65536\nentry func main\n  local i: i32\nround:\n  get i 1 add set i\n  jump round\nend\n';

describe('running', () => {
  it('is cut into slices by work, and pauses at once', () => {
    const tester = session(ENDLESS);
    tester.debug.continue();
    for (let i = 1; i <= 5; i++) {
      assert.equal(tester.debug.advance(SLICE), undefined);
      assert(tester.machine.steps <= i * SLICE);
    }
    const stop = tester.debug.pause();
    assert.deepEqual([stop?.reason, stop?.context, tester.debug.state], ['pause', 1, 'stopped']);
    assert.equal(tester.debug.pause(), undefined);
    assert.equal(tester.debug.advance(SLICE), undefined);
  });

  it('bounds the work of a slice at breakpoints that never stop, too', () => {
    const tester = session(ENDLESS);
    tester.debug.setSourceBreakpoints({ name: 'main.sasm' }, [{ line: 4, condition: '0' }]);
    tester.debug.continue();
    assert.equal(tester.debug.advance(SLICE), undefined);
    assert(tester.machine.steps < SLICE);
    assert(tester.debug.setSourceBreakpoints({ name: 'main.sasm' }, [{ line: 4, condition: '0' }])[0].hits === 0);
  });

  it('pauses before a long instruction, with the memory of before', () => {
    const text = 'memory 262144\nentry func main\n  0 7 200000 fill\n  0 load8.u sys print\n  ret\nend\n';
    const tester = session(text, { memory: 262_144 }), plain = machineOf(text, { memory: 262_144 });
    tester.debug.continue();
    for (let i = 0; i < 3; i++) assert.equal(tester.debug.advance(10), undefined);
    assert.equal(tester.machine.bytesOf(tester.machine.root, 0, 1)?.[0], 7);
    assert.equal(tester.debug.pause()?.reason, 'pause');
    assert.equal(tester.where(), 'root main:3');
    plain.run(tester.machine.steps, 1e6);
    assert.equal(machineHash(tester.machine), machineHash(plain));
    assert.equal(tester.go(), 'ended 0');
    assert.equal(tester.output(), '7');
  });

  it('waits for input, can be paused there, and goes on when it comes', () => {
    const text = 'memory 4096\ndata line = space 16\nentry func main\n  line 16 sys read sys print\n  ret\nend\n';
    const tester = session(text, { input: [] });
    assert.equal(tester.go(), 'waiting');
    assert.equal(tester.debug.state, 'waiting');
    assert.equal(tester.debug.advance(SLICE), undefined);
    assert.equal(tester.debug.pause()?.reason, 'pause');
    assert.equal(tester.go(), 'waiting');
    tester.debug.provideInput(new TextEncoder().encode('abc\n'));
    assert.equal(tester.debug.state, 'running');
    assert.equal(tester.place(tester.run()), 'ended 0');
    assert.equal(tester.output(), '4');
    assert.equal(refusal(() => tester.debug.provideInput(undefined)), 'D302');
  });

  it('tells a breakpoint at an instruction that waits only once', () => {
    const text = 'memory 4096\ndata line = space 16\nentry func main\n  line 16\n  sys read sys print\n  ret\nend\n';
    const tester = session(text, { input: [] });
    tester.debug.setSourceBreakpoints({ name: 'main.sasm' }, [{ line: 4, logMessage: 'here' }]);
    assert.equal(tester.go(), 'waiting');
    tester.debug.pause();
    assert.equal(tester.go(), 'waiting');
    tester.debug.provideInput(undefined);
    assert.equal(tester.place(tester.run()), 'ended 0');
    assert.equal(tester.debug.takeNews().log.length, 1);
  });

  it('goes on after a trap that was mended', () => {
    const tester = session('entry func main\n  6 0 div sys print\n  ret\nend\n');
    assert.equal(tester.go(), 'trap root main:2');
    tester.debug.setExpression('stack[0]', '2');
    assert.equal(tester.go(), 'ended 0');
    assert.equal(tester.output(), '3');
  });
});

describe('programs that share a source', () => {
  const shared = 'func shared\n  nop\n  ret\nend\n';
  const files = {
    'kernel.sasm': KERNEL_AND_COUNTER['kernel.sasm'].replace('embed', 'include "lib/shared.sasm"\nembed').replace('again:', 'again:\n  call shared'),
    'child.sasm': KERNEL_AND_COUNTER['child.sasm'].replace('entry', 'include "lib/shared.sasm"\nentry').replace('  ret', '  call shared\n  ret'),
    'lib/shared.sasm': shared,
  };

  it('have its breakpoints in all of them', () => {
    const tester = session(files);
    const [before] = tester.debug.setSourceBreakpoints({ name: 'lib/shared.sasm' }, [{ line: 1 }]);
    assert.equal(before.addresses.length, 1);
    const places = new Map<string, number>();
    for (let place = tester.go(); !place.startsWith('ended'); place = tester.go()) places.set(place, (places.get(place) ?? 0) + 1);
    assert.deepEqual([...places], [['breakpoint root shared:2', 4], ['breakpoint root>#1 shared:2', 1]]);
    assert.equal(tester.debug.takeNews().breakpoints[0].addresses.length, 2);
    assert.deepEqual(tester.debug.sources().map(({ name, modules }) => `${name} ${modules.join()}`),
      ['kernel.sasm 1', 'lib/shared.sasm 1,2', 'child.sasm 2']);
  });

  it('are told apart by context', () => {
    const tester = new Tester(machineOf(files));
    tester.debug.setSourceBreakpoints({ name: 'lib/shared.sasm' }, [{ line: 1, context: 2 }]);
    assert.equal(tester.go(), 'breakpoint root>#1 shared:2');
    assert.equal(tester.go(), 'ended 0');
  });
});
