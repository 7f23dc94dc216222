// Copies, fills and image loads: bounds first, then pieces of 64 KiB; a stop between pieces is the state before.
import * as assert from 'node:assert/strict';
import { PIECE_BYTES } from '../../src/isa/limits';
import { encodeImage } from '../../src/image/write';
import { PHYSICAL_START } from '../../src/machine/store';
import type { Machine } from '../../src/machine/machine';
import { machineHash } from '../../src/machine/state-hash';
import { build, bytesOfImage, main, type ImageText } from '../witness/builder';
import { launch, limited, operandsOf, outcomeOf, runs, runSteps, trapCode } from '../witness/machines';
import { child, parent } from '../witness/parents';

const MEMORY = 2 * 1024 * 1024;

/** A machine whose memory holds a pattern, standing before its last instruction but one. */
function patterned(code: string, steps: number): Machine {
  const machine = launch(build({ window: 'all', functions: { 'main ()': code } }), { memory: MEMORY });
  for (let i = 0; i < MEMORY; i++) machine.store.u8[PHYSICAL_START + i] = (i * 2654435761) >>> 13;
  runSteps(machine, steps);
  return machine;
}

/** Bytes of physical memory. */
function memoryOf(machine: Machine): Uint8Array {
  return machine.store.u8.slice(PHYSICAL_START, PHYSICAL_START + MEMORY);
}

/** Does a long instruction piece by piece: after each, looks at the machine as it is then; gives how many pieces there were. */
function byPieces(machine: Machine, look: () => void): number {
  const before = machine.steps;
  let pieces = 0;
  for (; machine.steps === before; pieces++) {
    assert.equal(machine.run(1, 1).kind, 'slice');
    look();
  }
  return pieces;
}

describe('machine: long instructions', () => {
  const copies: [string, number, number, number][] = [
    ['upwards, apart', 1_000_000, 100, 800_000], ['downwards, apart', 100, 1_000_000, 800_000],
    ['overlapping upwards', 100_003, 100, 800_000], ['overlapping downwards', 100, 100_003, 800_000],
    ['overlapping by one byte less than a piece', 5 + PIECE_BYTES - 1, 5, 500_000], ['onto itself', 77, 77, 300_000],
    ['just more than an engine does', 1000, 5000, 257], ['as much as an engine does', 1000, 5000, 256], ['all of memory', 0, 0, MEMORY],
  ];
  for (const [what, to, from, size] of copies) {
    it(`copy ${what}: memory as if all were moved at once, one instruction`, () => {
      const machine = patterned(`${to} ${from} ${size} copy ret`, 3);
      const wanted = memoryOf(machine).copyWithin(to, from, from + size);
      byPieces(machine, () => undefined);
      assert.deepEqual(memoryOf(machine), wanted);
      assert.deepEqual([machine.steps, machine.clock], [4, 4]);
    });

    it(`copy ${what}: undone between pieces it leaves the state before, and works all the same`, () => {
      const machine = patterned(`${to} ${from} ${size} copy ret`, 3);
      const before = machineHash(machine), memory = memoryOf(machine);
      const wanted = memory.slice().copyWithin(to, from, from + size);
      for (let pieces = 1; pieces <= Math.ceil(size / PIECE_BYTES); pieces++) {
        for (let i = 0; i < pieces && machine.steps === 3; i++) machine.run(1, 1);
        if (machine.steps > 3) break;
        machine.settle();
        assert.equal(machineHash(machine), before, `after ${pieces} pieces`);
      }
      runSteps(machine, 1 - (machine.steps - 3));
      assert.deepEqual(memoryOf(machine), wanted);
    });
  }

  it('fill: the low 8 bits, in pieces, undone and done', () => {
    const machine = patterned('1000 -191 1000000 fill ret', 3);
    const before = machineHash(machine);
    const wanted = memoryOf(machine).fill(65, 1000, 1_001_000);
    for (const pieces of [1, 2, 5, 14]) {
      for (let i = 0; i < pieces; i++) machine.run(1, 1);
      machine.settle();
      assert.equal(machineHash(machine), before);
    }
    const pieces = byPieces(machine, () => undefined);
    assert.ok(pieces >= 1_000_000 / PIECE_BYTES, `${pieces} pieces`);
    assert.deepEqual(memoryOf(machine), wanted);
  });

  it('a piece is at most 64 KiB', () => {
    const machine = patterned('0 255 2000000 fill ret', 3);
    let before = memoryOf(machine), most = 0;
    byPieces(machine, () => {
      const now = memoryOf(machine);
      most = Math.max(most, now.reduce((count, byte, i) => count + Number(byte !== before[i]), 0));
      before = now;
    });
    assert.ok(most > PIECE_BYTES / 2 && most <= PIECE_BYTES, String(most));
  });

  it('bounds are checked first: outside nothing has changed, and the trap says which range it was', () => {
    const cases: [string, { address: number; size: number; write: boolean }][] = [
      [`${MEMORY - 99_999} 0 100000 copy ret`, { address: MEMORY - 99_999, size: 100_000, write: true }],
      [`0 ${MEMORY - 99_999} 100000 copy ret`, { address: MEMORY - 99_999, size: 100_000, write: false }],
      ['5 7 -1 fill ret', { address: 5, size: 2 ** 32 - 1, write: true }],
      ['-1 7 1000 fill ret', { address: 2 ** 32 - 1, size: 1000, write: true }],
    ];
    for (const [code, access] of cases) {
      const machine = patterned(code, 3);
      const memory = memoryOf(machine);
      assert.equal(outcomeOf(machine), `|${trapCode('memory')}`);
      assert.deepEqual(machine.ending?.access, access);
      assert.deepEqual(memoryOf(machine), memory);
    }
  });

  it('input that comes between two pieces comes before the instruction', () => {
    const worker = child('0 1 200000 fill sys 30 () ret', { window: 'all' });
    const image = build({ ...parentText(worker), window: 'all' });
    const options = { memory: MEMORY, input: [] };
    const live = launch(image, options);
    runSteps(live, 11);
    live.run(1000, 9000);
    assert.equal(live.steps, 13, 'in the middle of the fill');
    live.provideInput(Uint8Array.of(65));
    outcomeOf(live);
    const again = launch(image, { ...options, input: [...live.devices.input.log] });
    outcomeOf(again);
    assert.equal(machineHash(again), machineHash(live));
    assert.equal(again.ending?.code, 12, 'the resume came back with the interrupt');
  });

  describe('image.load', () => {
    const worker = child('sys 30 () ret', { data: { 8: new Uint8Array(300_000) }, window: 400_000 });
    const bytes = bytesOfImage(worker);
    const loads = (code: string): ReturnType<typeof build> =>
      build({ window: 'all', functions: { 'main () i:i32': code }, data: { 1000: bytes },
        constants: { child: 1000, 'child.size': bytes.length } });

    it('is one instruction, in pieces, and undone between them', () => {
      const machine = launch(loads('child child.size image.load drop ret'), { memory: MEMORY });
      runSteps(machine, 2);
      const before = machineHash(machine);
      for (let i = 0; i < 3; i++) {
        machine.run(1, 1);
        assert.equal(machine.steps, 2);
        machine.settle();
        assert.equal(machineHash(machine), before);
        assert.deepEqual(operandsOf(machine), [1000, bytes.length]);
      }
      assert.ok(byPieces(machine, () => undefined) > 1);
      assert.deepEqual(operandsOf(machine), [1]);
      assert.equal(machine.root.imagesHeld, 1);
    });

    it('copies: what happens to the bytes afterwards changes nothing', () => {
      assert.equal(runs(parent('sys 30 () ret',
        'child child.size image.load child 0 child.size fill 16384 16384 0 ctx.new -1 resume say ret')), '1 |0');
    });

    it('gives the smallest free handle; dropping one gives it back, and contexts that run it go on', () => {
      const load = 'child child.size image.load';
      assert.equal(runs(parent('nop sys 30 () ret', `${load} say ${load} say ${load} say 2 image.drop ${load} say 1 image.drop 3 image.drop
        ${load} tee i 16384 16384 0 ctx.new set c
        get i image.drop get c 1 resume say get c -1 resume say ret`)), '1 2 3 2 11 1 |0');
      assert.equal(runs(main('1 image.drop ret')), `|${trapCode('operand')}`);
      assert.equal(runs(parent('ret', '1 image.drop ret')), `|${trapCode('operand')}`);
    });

    it('the same bytes are the same program, whoever loads them', () => {
      const machine = launch(parent('ret', '0 make drop 0 make drop 1 make drop ret'));
      outcomeOf(machine);
      const programs = [...machine.root.downward()].slice(1).map((context) => context.program);
      assert.equal(programs.length, 3);
      assert.equal(new Set(programs).size, 1);
      assert.equal(machine.programs.size, 2);
    });

    it('0 where the bytes are no valid image, or do not verify, and nothing is held', () => {
      const bad = encodeImage(main('add drop ret'));
      const machine = launch(build({ functions: { 'main ()': `1000 ${bad.length} image.load sys print 0 60 image.load sys print 0 0
        image.load sys print -1 0 image.load sys print ret` }, data: { 1000: bad } }));
      assert.equal(outcomeOf(machine), '0000|0');
      assert.equal(machine.root.imagesHeld, 0);
      assert.equal(machine.programs.size, 1);
    });

    it('an image for which no handle is free is not even remembered', () => {
      const machine = launch(parent('ret', 'child child.size image.load say ret'), limited({ images: 0 }));
      assert.equal(outcomeOf(machine), '0 |0');
      assert.equal(machine.programs.size, 1);
    });

    it('bytes outside the window trap', () => {
      assert.equal(runs(main('65535 2 image.load drop ret')), `|${trapCode('memory')}`);
      assert.equal(runs(main('0 -1 image.load drop ret')), `|${trapCode('memory')}`);
    });
  });
});

function parentText(worker: ImageText): ImageText {
  const bytes = bytesOfImage(worker);
  return {
    functions: { 'main (-> i32) c:i32': `1000 ${bytes.length} image.load 500000 1000000 1 ctx.new tee c -1 resume ret` },
    data: { 1000: bytes },
  };
}
