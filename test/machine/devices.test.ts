// Devices: every port in both directions, the console's input, the disk with its overlay, random numbers, power.
import * as assert from 'node:assert/strict';
import { PORTS } from '../../src/isa/ports';
import { SECTOR_BYTES, TRANSFER_BYTES_MAX } from '../../src/isa/limits';
import { machineHash } from '../../src/machine/state-hash';
import { PHYSICAL_START } from '../../src/machine/store';
import { main } from '../witness/builder';
import { launch, outcomeOf, runs, runSteps, trapCode } from '../witness/machines';
import { child, parent } from '../witness/parents';

const text = (bytes: string): Uint8Array => new TextEncoder().encode(bytes);
const at = (...events: [number, string | undefined][]): { input: { step: number; bytes: Uint8Array | undefined }[] } =>
  ({ input: events.map(([step, bytes]) => ({ step, bytes: bytes === undefined ? undefined : text(bytes) })) });

describe('machine: devices', () => {
  it('every port takes the instructions that its row says and traps on all others', () => {
    for (const row of Object.values(PORTS)) {
      const has = { in: row.in !== '', out: row.out !== '', ins: row.block, outs: row.block };
      const codes = { in: `${row.code} in drop`, out: `${row.code} 1 out`, ins: `${row.code} 0 0 ins drop`,
        outs: `${row.code} 0 0 outs drop` };
      for (const name of ['in', 'out', 'ins', 'outs'] as const) {
        const writes = name === 'out' && row.code === PORTS.console.code, ends = name === 'out' && row.code === PORTS.power.code;
        assert.equal(runs(main(`${codes[name]} ret`)), has[name] ? `${writes ? '\x01' : ''}|${ends ? 1 : 0}` : `|${trapCode('operand')}`,
          `${name} ${row.code}`);
      }
    }
    for (const port of [-1, 11, 2 ** 31 - 1]) assert.equal(runs(main(`${port} in drop ret`)), `|${trapCode('operand')}`);
  });

  describe('console', () => {
    it('gives what has come byte by byte, -1 while there is none, -2 at the end', () => {
      const read = 'port.console in sys print ';
      assert.equal(runs(main(`${read.repeat(3)} nop nop ${read.repeat(4)} ret`), at([0, 'AB'], [11, '\xff'], [14, undefined])),
        '6566-1195191-2-2|0');
    });

    it('interrupts when something comes and when it ends; reading takes the bit', () => {
      const interrupts = (...events: [number, string | undefined][]): string =>
        runs(parent(child('again: jump again'), '0 make set c 0 set i loop: get c 100 resume say get i 1 add tee i 5 lt jumpnz loop ret'),
          at(...events));
      assert.equal(interrupts([0, undefined]), '11 11 11 11 11 |0', 'nothing ever comes');
      assert.equal(interrupts([0, 'A']), '12 11 11 11 11 |0');
      assert.equal(interrupts([0, ''], [0, undefined]), '12 11 11 11 11 |0');
      assert.equal(interrupts([150, 'A'], [250, undefined]), '11 12 12 11 11 |0');
      assert.equal(interrupts([150, 'A'], [151, 'B'], [152, undefined], [153, 'C']), '11 12 12 11 11 |0', 'after the end nothing comes');
      assert.equal(runs(parent(child('nop ret'), 'port.console in say 0 make -1 resume say ret'), at([0, 'A'])), '65 9 |0');
    });

    it('input from outside is logged with the step at which it came', () => {
      const machine = launch(main('again: port.console in 0 ge jumpz again port.console in sys print ret'), { input: [] });
      runSteps(machine, 22);
      machine.provideInput(text('AB'));
      assert.equal(outcomeOf(machine), '66|0');
      assert.deepEqual(machine.devices.input.log, [{ step: 22, bytes: text('AB') }]);
    });

    it('a run with the logged input is the same run', () => {
      const image = parent(child('again: get i 1 add set i jump again'),
        `0 make set c loop: get c 50 resume say port.console in tee i say get i -2 ne jumpnz loop ret`);
      const live = launch(image, { input: [] });
      for (const [steps, bytes] of [[33, text('x')], [100, text('yz')], [1, new Uint8Array(0)], [77, undefined],
        [5, text('late')]] as const) {
        runSteps(live, steps);
        live.provideInput(bytes);
      }
      const recorded = [...live.devices.input.log];
      assert.equal(recorded.length, 4);
      const first = outcomeOf(live);
      const again = launch(image, { input: recorded });
      assert.equal(outcomeOf(again), first);
      assert.equal(machineHash(again), machineHash(live));
    });

    it('output is the low 8 bits', () => {
      assert.equal(runs(main('port.console 321 out port.console -159 out ret')), 'Aa|0');
    });
  });

  describe('disk', () => {
    const disk = Uint8Array.from({ length: SECTOR_BYTES * 2 + 100 }, (_, i) => i % 251);
    const word = (address: number): string => `${address} load8.u sys print port.console 32 out`;

    it('counts its sectors; a rest of the last one reads as zeros', () => {
      assert.equal(runs(main(`port.disk.sectors in sys print port.disk.sector 2 out 0 255 512 fill port.disk 0 512 ins sys print 32 drop
        ${word(0)} ${word(99)} ${word(100)} ${word(511)} ret`.replace('32 drop',
        'port.console 32 out')), { disk }), `3512 ${1024 % 251} ${1123 % 251} 0 0 |0`);
      assert.equal(runs(main('port.disk.sectors in sys print port.disk 0 512 ins sys print ret')), '00|0');
    });

    it('reads from the sector set on, over several sectors, up to the end of the disk', () => {
      assert.equal(runs(main(`port.disk.sector 1 out port.disk 7 700 ins sys print port.console 32 out ${word(6)} ${word(7)} ${word(706)}
        ${word(707)} ret`), { disk }),
        `700 0 ${512 % 251} ${(512 + 699) % 251 * Number(512 + 699 < disk.length)} 0 |0`);
      assert.equal(runs(main(`port.disk.sector 1 out port.disk 0 65536 ins sys print port.disk.sector 3 out port.disk 0 1 ins sys print
        port.disk.sector -1 out port.disk 0 1 ins sys print ret`),
        { disk }), '102400|0');
    });

    it('keeps its sector where it was set', () => {
      assert.equal(runs(main(`port.disk.sector 1 out port.disk 0 512 ins drop port.disk.sector in sys print port.disk.sector -1 out
        port.disk.sector in sys print ret`), { disk }), '1-1|0');
    });

    it('writes go to an overlay: read back, in the hash, and the file stays as it is', () => {
      const before = disk.slice();
      const machine = launch(main(`0 66 600 fill port.disk.sector 1 out port.disk 0 600 outs sys print port.console 32 out 2000 0 2000 fill
        port.disk 2000 1024 ins drop ${word(2599)} ${word(2600)} ret`), { disk });
      assert.equal(outcomeOf(machine), `600 66 ${(512 + 600) % 251} |0`);
      assert.deepEqual(disk, before);
      const contents = machine.devices.disk.contents();
      assert.equal(contents.length, 3 * SECTOR_BYTES);
      assert.deepEqual(contents.subarray(0, 512), before.subarray(0, 512));
      assert.ok(contents.subarray(512, 1112).every((byte) => byte === 66));
      assert.deepEqual([...contents.subarray(1112, 1124)], [...before.subarray(1112)]);
      const other = launch(main(`0 67 600 fill port.disk.sector 1 out port.disk 0 600 outs sys print port.console 32 out 2000 0 2000 fill
        port.disk 2000 1024 ins drop ${word(2599)} ${word(2600)} ret`), { disk });
      outcomeOf(other);
      assert.notEqual(machineHash(other), machineHash(machine));
    });

    it('moves at most 65,536 bytes and says how many', () => {
      const machine = launch(main('port.disk 0 -1 ins sys print port.disk 0 70000 outs sys print ret', { window: 131_072 }),
        { memory: 131_072, disk: new Uint8Array(300_000) });
      assert.equal(outcomeOf(machine), `${TRANSFER_BYTES_MAX}${TRANSFER_BYTES_MAX}|0`);
    });

    it('a transfer that reaches outside the window traps and moves nothing', () => {
      const machine = launch(main('port.disk 65500 512 ins drop ret'), { disk: disk.map(() => 255) });
      assert.equal(outcomeOf(machine), `|${trapCode('memory')}`);
      assert.deepEqual(machine.ending?.access, { address: 65_500, size: 512, write: true });
      assert.ok(machine.store.u8.subarray(PHYSICAL_START, PHYSICAL_START + 65_536).every((byte) => byte === 0));
      const out = launch(main('port.disk 65500 512 outs drop ret'), { disk });
      assert.equal(outcomeOf(out), `|${trapCode('memory')}`);
      assert.deepEqual(out.ending?.access, { address: 65_500, size: 512, write: false });
      assert.equal(out.devices.disk.written.size, 0);
    });

    it('only the bytes that a transfer moves need to be in the window', () => {
      assert.equal(runs(main('port.disk.sector 2 out port.disk 65024 65536 ins sys print ret'), { disk }), '512|0');
      assert.equal(runs(main('port.disk.sector 9 out port.disk -1 65536 ins sys print port.disk -1 0 outs sys print ret'), { disk }),
        '00|0');
    });
  });

  it('random numbers come from the seed, by port and call from one sequence', () => {
    const numbers = (code: string, seed: number): string => runs(main(`${code} ret`), { seed });
    const port = 'port.random in sys print port.console 32 out ', call = 'sys random sys print port.console 32 out ';
    assert.equal(numbers(port.repeat(5), 7), numbers(call.repeat(5), 7));
    assert.equal(numbers(port + call + port, 7), numbers(call + port + call, 7));
    assert.notEqual(numbers(port.repeat(5), 7), numbers(port.repeat(5), 8));
    assert.equal(new Set(numbers(port.repeat(50), 1).split(' ')).size, 51);
  });

  it('power ends the run with the low 8 bits, and `halt` with 0; neither retires', () => {
    for (const [code, exit, steps] of [['port.power 259 out ret', 3, 2], ['port.power -1 out ret', 255, 2], ['nop halt', 0, 1]] as const) {
      const machine = launch(main(code));
      assert.equal(outcomeOf(machine), `|${exit}`);
      assert.equal(machine.steps, steps);
      assert.equal(machine.run(1e6, 1e6).kind, 'ended');
    }
  });

  it('the memory port gives the bytes of the root\'s window', () => {
    assert.equal(runs(main('port.memory in sys print ret', { window: 4096 })), '4096|0');
    assert.equal(runs(main('port.memory in sys print ret', { window: 'all' }), { memory: 200_000 }), '200000|0');
  });
});
