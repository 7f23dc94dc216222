// Time: the clock of the root, the time of children, alarms at their exact count, and waiting.
import * as assert from 'node:assert/strict';
import { main } from '../witness/builder';
import { launch, output, outcomeOf, runs, trapCode } from '../witness/machines';
import { child, parent } from '../witness/parents';

const NO_INPUT = { input: [{ step: 0, bytes: undefined }] };
const OPEN = { input: [] };

describe('machine: time', () => {
  it('the clock counts all instructions retired before the one that reads it', () => {
    assert.equal(runs(main('port.clock.low in sys print nop nop port.clock.low in sys print ret')), '16|0', 'read as 1 and as 6');
  });

  it('the clock of the root goes on while children run; entering is a step but no time', () => {
    const machine = launch(parent(child('nop nop nop sys 30 () ret'),
      '0 make set c port.clock.low in set i get c -1 resume drop port.clock.low in get i sub say ret'));
    assert.equal(outcomeOf(machine), '10 |0', 'in, set i, get c, push, three nops, resume itself, drop, push');
    assert.equal(machine.steps, machine.root.time + 1);
  });

  it('a child\'s time is cumulative over all its resumes, and its own', () => {
    assert.equal(runs(parent(child('again: nop jump again'), `0 make tee c 7 resume drop get c field.time ctx.getf sayf get c 7 resume drop
      get c field.time ctx.getf sayf
      0 make field.time ctx.getf sayf ret`)), '7 14 0 |0');
  });

  it('the high word of the clock is latched when the low one is read', () => {
    const machine = launch(main(`port.alarm.high 3 out port.alarm.low 4294967290 out wait
      port.clock.low in drop nop nop nop nop nop nop nop nop port.clock.high in sys print 32 drop port.clock.low in sys print
      port.clock.high in sys print ret`));
    assert.equal(outcomeOf(machine), '3124|0',
      'the low word wrapped to 12 in between, and the high one read first is that of the first reading');
    assert.equal(machine.devices.slept + machine.root.time, machine.clock);
  });

  it('the clock call of the firmware gives the same count, as f64', () => {
    assert.equal(runs(main('nop nop sys clock f2i sys print port.clock.low in sys print ret')), '26|0');
  });

  describe('the alarm', () => {
    it('interrupts at its exact count', () => {
      const code = (count: number): string => `port.alarm.low ${count} out 0 make tee c -1 resume say port.clock.low in say get c
        field.time ctx.getf sayf ret`;
      for (const count of [100, 101, 102, 1000]) {
        const [cause, clock, time] = runs(parent(child('again: jump again'), code(count))).split(' ').map(Number);
        assert.equal(cause, 12);
        const behind = clock - count;
        assert.equal(behind, 1 + 7 + 1, `alarm at ${count}: resume retires, the call of say and its six instructions, the push of the
          port`);
        assert.ok(time < count);
      }
    });

    it('armed at a count that is past comes at once', () => {
      assert.equal(runs(parent(child('again: jump again'),
        'port.alarm.low 1 out 0 make tee c -1 resume say get c field.time ctx.getf sayf ret')), '12 0 |0');
    });

    it('armed low and high together, disarmed by 0', () => {
      const machine = launch(main('port.alarm.high 2 out port.alarm.low 5 out wait port.clock.low in sys print ret'), NO_INPUT);
      assert.equal(outcomeOf(machine), '7|0', 'wait retires at 2^33 + 5');
      assert.equal(machine.root.time + machine.devices.slept > 2 ** 33, true);
      assert.equal(runs(main('port.alarm.low 500 out port.alarm.low 0 out wait ret'), NO_INPUT), `|${trapCode('idle')}`);
    });

    it('writing its high word alone arms nothing', () => {
      assert.equal(runs(main('port.alarm.high 1 out wait ret'), NO_INPUT), `|${trapCode('idle')}`);
    });

    it('writing its low word clears its interrupt', () => {
      assert.equal(runs(parent(child('nop sys 30 () ret'), `port.alarm.low 1 out nop nop port.alarm.low 100000 out 0 make -1 resume say
        ret`)), '1 |0');
    });

    it('comes once', () => {
      assert.equal(runs(parent(child('again: jump again'), 'port.alarm.low 100 out 0 make tee c -1 resume say get c 5000 resume say ret')),
        '12 11 |0');
    });
  });

  describe('wait', () => {
    it('with an interrupt pending takes all bits and adds no time', () => {
      assert.equal(runs(main('port.alarm.low 1 out wait port.clock.low in sys print wait ret'), NO_INPUT), `5|${trapCode('idle')}`);
    });

    it('with an alarm jumps the clock to it and disarms it', () => {
      assert.equal(runs(main('port.alarm.low 1000 out wait port.clock.low in sys print wait ret'), NO_INPUT), `1002|${trapCode('idle')}`);
    });

    it('jumping is no step and nobody\'s time but the root clock\'s', () => {
      const machine = launch(main('port.alarm.low 1000 out wait ret'), NO_INPUT);
      outcomeOf(machine);
      assert.deepEqual([machine.steps, machine.root.time, machine.root.retired, machine.devices.slept], [4, 4, 4, 997]);
    });

    it('with an alarm does not wait for input that is not there yet; input that is there comes first', () => {
      const code = main('port.alarm.low 1000 out wait port.clock.low in sys print ret');
      assert.equal(runs(code, OPEN), '1002|0');
      assert.equal(runs(code, { input: [{ step: 3, bytes: Uint8Array.of(65) }] }), '5|0');
      assert.equal(runs(code, { input: [{ step: 4, bytes: Uint8Array.of(65) }] }), '1002|0');
    });

    it('without an alarm lets input come that is known for later, and adds no time', () => {
      const machine = launch(main('wait port.clock.low in sys print port.console in sys print ret'),
        { input: [{ step: 5000, bytes: Uint8Array.of(65) }] });
      assert.equal(outcomeOf(machine), '265|0');
      assert.equal(machine.devices.input.log[0].step, 0, 'the log says when it came');
    });

    it('without alarm and with input open the machine waits, changes nothing and goes on when input comes', () => {
      const machine = launch(main('wait port.console in sys print wait port.console in sys print ret'), OPEN);
      assert.equal(machine.run(1e6, 1e9).kind, 'input');
      assert.equal(machine.run(1e6, 1e9).kind, 'input');
      assert.deepEqual([machine.steps, machine.clock], [0, 0]);
      machine.provideInput(Uint8Array.of(66));
      assert.equal(machine.run(1e6, 1e9).kind, 'input');
      assert.equal(output(machine), '66');
      machine.provideInput(undefined);
      assert.equal(outcomeOf(machine), '-2|0');
    });

    it('with neither alarm nor further input the run ends with a numbered trap', () => {
      assert.equal(runs(main('wait ret'), NO_INPUT), `|${trapCode('idle')}`);
    });
  });
});
