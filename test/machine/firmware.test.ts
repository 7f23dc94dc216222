// The firmware: every call, its types, its limits, and that only the root has one.
import * as assert from 'node:assert/strict';
import { CALLS } from '../../src/isa/firmware';
import { typeText } from '../../src/isa/types';
import { build, main } from '../witness/builder';
import { launch, output, outcomeOf, runs, trapCode } from '../witness/machines';
import { child, parent } from '../witness/parents';

const text = (bytes: string): Uint8Array => new TextEncoder().encode(bytes);

describe('machine: firmware', () => {
  it('exit ends with the low 8 bits and does not retire', () => {
    const machine = launch(main('-250 sys exit ret'));
    assert.equal(outcomeOf(machine), '|6');
    assert.equal(machine.steps, 1);
  });

  it('write gives how many bytes it wrote, at most 65,536; -1 where they are not all in the window', () => {
    const data = { 100: text('Hello\n') };
    assert.equal(runs(main('100 6 sys write sys print 100 0 sys write sys print 65535 2 sys write sys print ret', { data })),
      'Hello\n60-1|0');
    const big = launch(main('0 65 100000 fill 0 100000 sys write sys print 0 -1 sys write sys print ret', { window: 'all' }),
      { memory: 200_000 });
    assert.equal(outcomeOf(big), `${'A'.repeat(65_536)}65536`.repeat(2) + '|0');
  });

  it('print writes decimal digits', () => {
    assert.equal(runs(main('0 sys print -1 sys print -2147483648 sys print 2147483647 sys print ret')), '0-1-21474836482147483647|0');
  });

  describe('read', () => {
    const reads = main(`again: 0 get i sys read tee j sys print port.console 58 out 0 get j sys write drop get j jumpnz again
      ret`.replace('get i', '5'));
    const input = (...events: [number,
      string | undefined][]) => ({ input: events.map(([step, bytes]) => ({ step,
        bytes: bytes === undefined ? undefined : text(bytes) })) });

    it('gives what has come, up to and with a line end, at most so many; 0 at the end', () => {
      assert.equal(runs(reads, input([0, 'ab\ncdefghi\n\nj'], [0, undefined])), '3:ab\n5:cdefg3:hi\n1:\n1:j0:|0');
    });

    it('waits where nothing has come and takes input known for later', () => {
      assert.equal(runs(reads, input([1000, 'ab'], [2000, undefined])), '2:ab0:|0');
      const machine = launch(reads, { input: [] });
      assert.equal(machine.run(1e6, 1e9).kind, 'input');
      machine.provideInput(text('x'));
      assert.equal(machine.run(1e6, 1e9).kind, 'input');
      assert.equal(output(machine), '1:x');
      machine.provideInput(undefined);
      assert.equal(outcomeOf(machine), '0:|0');
    });

    it('of no bytes gives 0 without waiting; outside the window -1', () => {
      assert.equal(runs(main('0 0 sys read sys print 65535 2 sys read sys print ret'), { input: [] }), '0-1|0');
    });

    it('takes the console interrupt', () => {
      assert.equal(runs(parent(child('sys 30 () ret'), '0 5 sys read say 0 make -1 resume say ret'), input([0, 'abc'])), '3 1 |0');
    });
  });

  it('args copies them, each ended by a zero byte, and gives how many bytes they take', () => {
    const args = ['one', '', '둘'];
    assert.equal(runs(main('0 100 sys args tee i sys print 0 get i sys write drop ret'), { args }),
      '9one\0\0둘\0|0'.replace('9', String(text('one\0\0둘\0').length)));
    assert.equal(runs(main('0 255 9 fill 0 2 sys args sys print 0 load8.u sys print 2 load8.u sys print ret'), { args }), '9111255|0');
    assert.equal(runs(main('0 100 sys args sys print -1 0 sys args sys print 65530 -1 sys args sys print ret'), { args }), '99-1|0');
    assert.equal(runs(main('0 100 sys args sys print ret')), '0|0');
  });

  it('every call refuses another type, and every other number is an unhandled trap', () => {
    for (const { code, type } of Object.values(CALLS)) {
      const wrong = typeText(type) === '(i32)' ? { params: '0.0', type: '(f64)' } : { params: '0', type: '(i32)' };
      assert.equal(runs(main(`${wrong.params} sys ${code} ${wrong.type} ret`)), `|${trapCode('sys')}`, String(code));
    }
    for (const number of [7, 15, 16, 4095]) assert.equal(runs(main(`sys ${number} () ret`)), `|${trapCode('sys')}`);
  });

  it('serves the root only: a child\'s call traps to its parent, in both modes', () => {
    for (const mode of [0, 1]) {
      assert.equal(runs(parent('65 sys print ret', `${mode} make tee c -1 resume say get c field.number ctx.get say get c field.operand0
        ctx.get say ret`)), '1 3 65 |0');
    }
  });

  it('a call counts one instruction and one step', () => {
    const machine = launch(main('1 sys print sys clock f2i sys print ret'));
    assert.equal(outcomeOf(machine), '12|0');
    assert.equal(machine.steps, 5);
  });

  it('the root has exactly the window that the image wants', () => {
    assert.equal(runs(main('999 load8.u drop 1000 load8.u drop ret', { window: 1000 })), `|${trapCode('memory')}`);
    assert.equal(runs(build({ window: 'all', functions: { 'main ()': '65535 load8.u drop 65536 load8.u drop ret' } })),
      `|${trapCode('memory')}`);
    assert.equal(runs(build({ window: 0, functions: { 'main ()': '0 load8.u drop ret' } })), `|${trapCode('memory')}`);
  });
});
