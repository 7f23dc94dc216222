// Traps: each cause with its record, how a parent completes, retries or diverts the trapped instruction, and how long the record lives.
import * as assert from 'node:assert/strict';
import type { CauseName } from '../../src/isa/causes';
import { CAUSES } from '../../src/isa/causes';
import { INSTRUCTIONS } from '../../src/isa/instructions';
import { build, main } from '../witness/builder';
import { launch, limited, outcomeOf, runs, trapCode } from '../witness/machines';
import { CHILD_LIMIT, child, parent } from '../witness/parents';

/** Runs a child once and says the cause and then the fields, each with a blank behind it. */
function record(childCode: string | ReturnType<typeof child>, fields: string[], mode = 0): string {
  const says = fields.map((field) => `get c ${field.startsWith('f:') ? `field.${field.slice(2)} ctx.getf sayf` : `field.${field} ctx.get
    say`}`);
  return runs(parent(childCode, `${mode} make tee c -1 resume say ${says.join(' ')} ret`)).replace(/ \|0$/, '');
}

describe('machine: traps', () => {
  describe('in the root', () => {
    const roots: [CauseName, string][] = [
      ['sys', 'sys 4000 () ret'],
      ['operand', 'port.disk in drop ret'],
      ['memory', '65533 load drop ret'],
      ['divide', '1 0 rem drop ret'],
      ['indirect', '7 call.table () ret'],
      ['unreachable', 'unreachable'],
      ['breakpoint', 'break ret'],
      ['idle', 'wait wait ret'],
    ];
    for (const [cause, code] of roots) {
      it(`ends the run with 128 + ${cause}`, () => {
        const machine = launch(main(code));
        assert.equal(outcomeOf(machine), `|${trapCode(cause)}`);
        assert.equal(machine.ending?.cause, CAUSES[cause].code);
      });
    }

    it('ends the run with 128 + stack where the frames are used up', () => {
      assert.equal(runs(build({ functions: { 'main ()': 'main ret' } }), limited({ frames: 5 })), `|${trapCode('stack')}`);
    });

    it('a return of the entry function ends the run with its result, modulo 256', () => {
      assert.equal(runs(main('ret')), '|0');
      assert.equal(runs(build({ functions: { 'main (-> i32)': '259 ret' } })), '|3');
    });

    it('an unhandled memory trap says which access it was', () => {
      const machine = launch(main('65535 2.5 fstore +7 ret'));
      outcomeOf(machine);
      assert.deepEqual(machine.ending?.access, { address: 65_542, size: 8, write: true });
    });

    it('a `sys` of a known number and another type is not the firmware\'s', () => {
      assert.equal(runs(main('1 sys 3 (i32 -> i32) drop ret')), `|${trapCode('sys')}`);
    });
  });

  describe('records', () => {
    const { code } = INSTRUCTIONS.sys;
    it('sys: number, operands, their types and the result type', () => {
      assert.equal(record('7 2.9 -3 4 5 sys 77 (i32 f64 i32 i32 i32 -> f64) drop ret',
        ['opcode', 'number', 'operands', 'types', 'result_type', 'operand0', 'operand1', 'f:operand1', 'f:operand0', 'operand2',
          'operand4', 'operand5', 'operand7']),
      `1 ${code} 77 5 2 2 7 0 2 0 -3 5 0 0`);
    });

    it('sys without result and operands', () => {
      assert.equal(record('sys 4095 () ret', ['number', 'operands', 'types', 'result_type']), '1 4095 0 0 0');
    });

    it('privileged: which instruction and its operands', () => {
      assert.equal(record('5 6 out ret', ['opcode', 'number', 'operands', 'result_type', 'operand0', 'operand1']),
        `2 ${INSTRUCTIONS.out.code} 0 2 0 5 6`);
      assert.equal(record('mode drop ret', ['opcode', 'operands', 'result_type']), `2 ${INSTRUCTIONS.mode.code} 0 1`);
      assert.equal(record('1 2 3.5 ctx.setf drop ret', ['opcode', 'types', 'f:operand2']), `2 ${INSTRUCTIONS['ctx.setf'].code} 4 3`);
      assert.equal(record('1 2 ctx.getf drop ret', ['result_type']), '2 2');
    });

    it('every privileged instruction traps in user mode', () => {
      for (const [mnemonic, row] of Object.entries(INSTRUCTIONS)) {
        if (!row.privileged) continue;
        const [pops, pushes] = row.effect.split('->').map((side) => side.trim().split(/\s+/).filter((word) => word !== ''));
        const operands = pops.map((word) => (word.endsWith('f64') ? '1.0' : '1')).join(' ');
        const rest = (row.flow as string) === 'end' ? '' : `${pushes.map(() => 'drop').join(' ')} ret`;
        assert.equal(record(`${operands} ${mnemonic} ${rest}`, ['opcode', 'operands']), `2 ${row.code} ${pops.length}`, mnemonic);
      }
    });

    it('in guest mode only ports, halt and wait trap', () => {
      const trapping: string[] = [];
      for (const [mnemonic, row] of Object.entries(INSTRUCTIONS)) {
        if (!row.privileged) continue;
        const [pops, pushes] = row.effect.split('->').map((side) => side.trim().split(/\s+/).filter((word) => word !== ''));
        const operands = pops.map((word) => (word.endsWith('f64') ? '1.0' : '0')).join(' ');
        const rest = (row.flow as string) === 'end' ? '' : `${pushes.map(() => 'drop').join(' ')} ret`;
        if (record(`${operands} ${mnemonic} ${rest}`, [], 1) === '2') trapping.push(mnemonic);
      }
      assert.deepEqual(trapping.sort(), ['halt', 'in', 'ins', 'out', 'outs', 'wait']);
    });

    it('operand: a bad handle, an unknown field, a bad image, natively in a guest', () => {
      assert.equal(record('9 4 ctx.get drop ret', ['opcode', 'operand0', 'operand1'], 1), `3 ${INSTRUCTIONS['ctx.get'].code} 9 4`);
      assert.equal(record('1 0 0 0 ctx.new drop ret', ['opcode', 'operand0'], 1), `3 ${INSTRUCTIONS['ctx.new'].code} 1`);
      assert.equal(record('0 image.drop ret', ['opcode'], 1), `3 ${INSTRUCTIONS['image.drop'].code}`);
    });

    it('memory: address, size, read or write', () => {
      const fields = ['address', 'size', 'write'];
      assert.equal(record(`${CHILD_LIMIT - 3} load drop ret`, fields), `4 ${CHILD_LIMIT - 3} 4 0`);
      assert.equal(record(`${CHILD_LIMIT} load8.u drop ret`, fields), `4 ${CHILD_LIMIT} 1 0`);
      assert.equal(record(`${CHILD_LIMIT - 1} 0 store16 +0 ret`, fields), `4 ${CHILD_LIMIT - 1} 2 1`);
      assert.equal(record('0 1.5 fstore +65536 ret', fields), '4 65536 8 1');
      assert.equal(record('-1 load +16777215 drop ret', fields), '4 -1 4 0');
      assert.equal(record('-2 load8.u drop ret', fields), '4 -2 1 0');
      assert.equal(record(`${CHILD_LIMIT - 5} 0 300 copy ret`, fields), `4 ${CHILD_LIMIT - 5} 300 1`);
      assert.equal(record(`0 ${CHILD_LIMIT - 5} 300 copy ret`, fields), `4 ${CHILD_LIMIT - 5} 300 0`);
      assert.equal(record(`0 ${CHILD_LIMIT - 5} 6 copy ret`, fields), `4 ${CHILD_LIMIT - 5} 6 0`);
      assert.equal(record('0 0 -1 fill ret', fields), '4 0 -1 1');
    });

    it('divide, indirect, stack, unreachable, exit, breakpoint', () => {
      assert.equal(record('8 0 div.u drop ret', ['opcode', 'operands', 'operand0', 'result_type', 'address']),
        `5 ${INSTRUCTIONS['div.u'].code} 2 8 1 0`);
      const calls = child('5 1.5 0 call.table (i32 f64 -> f64) drop ret');
      assert.equal(record(calls, ['opcode', 'operands', 'types', 'result_type', 'f:operand1', 'operand2']),
        `6 ${INSTRUCTIONS['call.table'].code} 3 2 2 1 0`);
      const deep = child('7 f drop ret', { functions: { 'f (a:i32 -> i32)': 'get a 1 add f ret' } });
      assert.equal(record(deep, ['opcode', 'number', 'operands', 'result_type', 'operand0']), `7 ${INSTRUCTIONS.call.code} 1 1 1 262`);
      assert.equal(record('unreachable', ['opcode', 'result_type']), `8 ${INSTRUCTIONS.unreachable.code} -1`);
      assert.equal(record('ret', ['opcode', 'operands', 'result_type']), `9 ${INSTRUCTIONS.ret.code} 0 -1`);
      assert.equal(record({ window: 64, functions: { 'main (-> i32)': '6 ret' } }, ['operands', 'operand0', 'result_type']), '9 1 6 -1');
      assert.equal(record('break ret', ['opcode', 'result_type']), `10 ${INSTRUCTIONS.break.code} 0`);
    });

    it('only the first eight operands can be read, and all are counted', () => {
      const many = child('1 2 3 4 5 6 7 8 9 0 call.table (i32 i32 i32 i32 i32 i32 i32 i32 i32) ret');
      assert.equal(record(many, ['operands', 'operand0', 'operand7', 'types']), '6 10 1 8 0');
    });

    it('before any trap all fields read 0', () => {
      const fields = ['opcode', 'number', 'operands', 'types', 'result_type', 'address', 'size', 'write', 'operand0', 'operand7',
        'interrupt'];
      const says = fields.map((field) => `get c field.${field} ctx.get say`).join(' ');
      assert.equal(runs(parent('ret', `0 make set c ${says} get c field.operand0 ctx.getf sayf get c field.time ctx.getf sayf ret`)),
        `${'0 '.repeat(13)}|0`);
    });

    it('a field that does not exist traps, also one below 0 and one of the other kind', () => {
      for (const field of ['-1', '-2147483648', '17', '18', '19', '20', '21', '22', '23', '24', '25', '26', '99']) {
        assert.equal(runs(parent('ret', `0 make ${field} ctx.get say ret`)), `|${trapCode('operand')}`, `get ${field}`);
      }
      for (const field of ['-1', '0', '7', '16', '17', '24', '26']) {
        assert.equal(runs(parent('ret', `0 make ${field} ctx.getf sayf ret`)), `|${trapCode('operand')}`, `getf ${field}`);
      }
      for (const field of ['-1', '0', '15', '25', '26']) {
        assert.equal(runs(parent('ret', `0 make ${field} 0 ctx.set say ret`)), `|${trapCode('operand')}`, `set ${field}`);
      }
      for (const field of ['0', '16', '18', '25']) {
        assert.equal(runs(parent('ret', `0 make ${field} 0.0 ctx.setf say ret`)), `|${trapCode('operand')}`, `setf ${field}`);
      }
      assert.equal(runs(parent('1 2 sys 20 (i32 i32) ret', '0 make tee c -1 resume say get c -1 ctx.get say ret')),
        `1 |${trapCode('operand')}`, 'after a trap');
    });
  });

  describe('completion', () => {
    it('pops the operands, pushes the result and retires the instruction', () => {
      assert.equal(runs(parent('3 4 sys 30 (i32 i32 -> i32) sys 31 (i32) ret', `0 make tee c -1 resume say
        get c field.time ctx.getf sayf get c field.result 99 ctx.set say
        get c -1 resume say get c field.number ctx.get say get c field.operand0 ctx.get say get c field.time ctx.getf sayf ret`)),
      '1 2 1 1 31 99 3 |0');
    });

    it('an f64 result for an instruction that pushes one; a NaN becomes the one NaN', () => {
      assert.equal(runs(parent('sys 30 (-> f64) sys 31 (f64) ret', `0 make tee c -1 resume say
        get c field.result 7 ctx.set say get c field.result 7.9 ctx.setf say get c -1 resume say get c field.operand0 ctx.getf sayf
        ret`)), '1 0 1 1 7 |0');
      assert.equal(runs(parent('0 sys 30 (-> f64) fstore 4 load sys 31 (i32) ret', `0 make tee c -1 resume drop
        get c field.result nan fneg ctx.setf drop get c -1 resume drop get c field.operand0 ctx.get say ret`)), '2146959360 |0');
    });

    it('what pushes nothing is completed by any i32, and by no f64', () => {
      assert.equal(runs(parent('sys 30 () 5 sys 31 (i32) ret', `0 make tee c -1 resume say
        get c field.result 0.0 ctx.setf say get c field.result -77 ctx.set say get c -1 resume say get c field.operand0 ctx.get say
        ret`)), '1 0 1 1 5 |0');
    });

    const completable: [string, string][] = [
      ['a refused load', '16384 load sys 31 (i32) ret'], ['a division by zero', '1 0 div sys 31 (i32) ret'],
      ['a privileged instruction', 'port.console in sys 31 (i32) ret'], ['an indirect call',
        '3 9 call.table (i32 -> i32) sys 31 (i32) ret'],
    ];
    for (const [what, code] of completable) {
      it(`${what} takes a result`, () => {
        assert.equal(runs(parent(code, `0 make tee c -1 resume drop get c field.result 123 ctx.set say
          get c -1 resume say get c field.operand0 ctx.get say ret`)), '1 1 123 |0');
      });
    }

    it('a call that found no frame is completed with the result that the function would have given', () => {
      const deep = child('1 f sys 31 (f64) ret', { functions: { 'f (a:i32 -> f64)': '2.5 ret' } });
      assert.equal(runs(parent(deep, `0 make set c get c field.frames 1 ctx.set say get c -1 resume say get c field.result 1.0 ctx.setf say
        get c -1 resume say get c field.operand0 ctx.getf sayf ret`)), '1 7 1 1 1 |0');
    });

    it('the return of the entry function, halt and unreachable cannot be completed and trap again', () => {
      for (const [code, cause] of [['ret', 9], ['halt', 2], ['unreachable', 8]] as const) {
        assert.equal(runs(parent(code, `1 make tee c -1 resume say get c field.result_type ctx.get say get c field.result 1 ctx.set say
          get c -1 resume say get c field.time ctx.getf sayf ret`)), `${cause} -1 0 ${cause} 0 |0`, code);
      }
    });

    it('without a trap no result is taken', () => {
      assert.equal(runs(parent('nop nop ret', `0 make tee c field.result 1 ctx.set say
        get c 1 resume say get c field.result 1 ctx.set say ret`)), '0 11 0 |0');
    });

    it('the last of several results counts', () => {
      assert.equal(runs(parent('sys 30 (-> i32) sys 31 (i32) ret', `0 make tee c -1 resume drop
        get c field.result 1 ctx.set drop get c field.result 2 ctx.set drop get c -1 resume drop get c field.operand0 ctx.get say
        ret`)), '2 |0');
    });

    it('is the first step of the next resume and counts 1 in its budget; with none left it waits', () => {
      assert.equal(runs(parent('sys 30 () nop ret', `0 make tee c -1 resume say get c field.result 0 ctx.set say
        get c 0 resume say get c field.time ctx.getf sayf get c field.opcode ctx.get 0 ne say
        get c 1 resume say get c field.time ctx.getf sayf get c field.opcode ctx.get say
        get c 1 resume say get c field.time ctx.getf sayf ret`)), '1 1 11 0 1 11 1 0 11 2 |0');
    });

    it('retries the instruction where there is no result, which succeeds once the reason is gone', () => {
      assert.equal(runs(parent('100 load sys 31 (i32) ret', `0 make set c get c field.limit 64 ctx.set drop get c -1 resume say get c -1
        resume say
        get c field.limit 128 ctx.set drop get c -1 resume say ret`)), '4 4 1 |0');
    });
  });

  describe('the record', () => {
    it('survives budget and interrupt, and ends with the next instruction that retires', () => {
      assert.equal(runs(parent('sys 30 () nop nop ret', `0 make tee c -1 resume say get c 0 resume say get c field.number ctx.get say
        get c field.result 0 ctx.set say get c 1 resume say get c field.opcode ctx.get say get c field.result 0 ctx.set say
        ret`)), '1 11 30 1 11 0 0 |0');
    });

    it('ends when a called handler is entered', () => {
      const handler = child('100000 load drop ret', { table: ['h'], functions: { 'h ()': 'nop ret' } });
      assert.equal(runs(parent(handler, `0 make tee c -1 resume say get c field.call 0 ctx.set say get c field.opcode ctx.get 0 ne say
        get c 1 resume say get c field.opcode ctx.get say get c field.result 5 ctx.set say
        get c -1 resume say get c field.opcode ctx.get 0 ne say ret`)), '4 1 1 11 0 0 4 1 |0');
    });

    it('ends when a handler is entered, also where no budget is left for its first instruction', () => {
      const handler = child('sys 30 () ret', { table: ['h'], functions: { 'h ()': 'nop ret' } });
      assert.equal(runs(parent(handler, `0 make tee c -1 resume say get c field.call 0 ctx.set say get c field.number ctx.get say
        get c 0 resume say get c field.number ctx.get say get c field.time ctx.getf sayf get c 2 resume say get c -1 resume say ret`)),
      '1 1 30 11 0 0 11 1 |0');
    });

    it('is replaced by the next trap', () => {
      assert.equal(runs(parent('100000 load8.u drop ret', `0 make tee c -1 resume say get c field.base 40000 ctx.set drop get c field.limit
        0 ctx.set drop
        get c -1 resume say get c field.size ctx.get say ret`)), '4 4 1 |0');
    });
  });

  describe('a call of a handler', () => {
    const handler = child('sys 30 (-> i32) sys 31 (i32) ret', {
      table: ['h', 'takes', 'gives', 'main'],
      functions: { 'h () a:i32': '64 64 load 1 add store get a sys 40 (i32) ret', 'takes (a:i32)': 'ret', 'gives (-> i32)': '1 ret' },
    });

    it('is entered after a completion, and returns to the next instruction', () => {
      assert.equal(runs(parent(handler, `0 make tee c -1 resume say get c field.result 9 ctx.set say get c field.call 0 ctx.set say
        get c -1 resume say get c field.number ctx.get say get c field.result 0 ctx.set drop
        get c -1 resume say get c field.number ctx.get say get c field.operand0 ctx.get say ret`)), '1 1 1 1 40 1 31 9 |0');
    });

    it('without a completion the interrupted instruction runs again', () => {
      assert.equal(runs(parent(handler, `0 make tee c -1 resume say get c field.call 0 ctx.set say
        get c -1 resume say get c field.number ctx.get say get c field.result 0 ctx.set drop
        get c -1 resume say get c field.number ctx.get say ret`)), '1 1 1 40 1 30 |0');
    });

    it('is no step and counts nothing: the budget is that of the handler\'s instructions', () => {
      assert.equal(runs(parent(child('nop ret', { table: ['h'], functions: { 'h ()': 'nop nop ret' } }),
        `0 make tee c field.call 0 ctx.set say
        get c 3 resume say get c field.time ctx.getf sayf get c 1 resume say get c 1 resume say get c field.time ctx.getf sayf
        ret`)), '1 11 3 11 9 4 |0');
    });

    it('must name an entry of the table of type () whose frame is free', () => {
      for (const [index, answer] of [[0, 1], [1, 0], [2, 0], [3, 1], [4, 0], [-1, 0]]) {
        assert.equal(runs(parent(handler, `0 make field.call ${index} ctx.set say ret`)), `${answer} |0`, String(index));
      }
      assert.equal(runs(parent(handler, '0 make tee c field.frames 1 ctx.set say get c field.call 0 ctx.set say ret')), '1 0 |0');
    });

    it('needs room in the private storage, also beside the result that is to be pushed', () => {
      const wide = child('f ret', { operands: 1, table: ['h'], functions: { 'f () a:i32': 'f ret', 'h ()': 'ret' } });
      const machine = launch(parent(wide, '0 make tee c -1 resume say get c field.call 0 ctx.set say ret'),
        limited({ frames: 100_000, slots: 1000 }));
      assert.equal(outcomeOf(machine), '7 0 |0');
    });
  });
});
