// The two hashes: what counts in each, and what does not.
import * as assert from 'node:assert/strict';
import { machineHash, programHash } from '../../src/machine/state-hash';
import type { Machine } from '../../src/machine/machine';
import { PHYSICAL_START } from '../../src/machine/store';
import { main, type ImageText } from '../witness/builder';
import { launch, outcomeOf, runSteps } from '../witness/machines';
import { child, layer, parent } from '../witness/parents';

const WORK = child('5 set i 2.5 set x loop: get i 7 mul 3 add set i get x 1.5 fmul set x 100 get i store get i sys 20 (i32) jump loop',
  { window: 16_384, table: ['h'], functions: { 'h ()': 'ret' } });

/** A machine that has run to a `sys` 4000 of its root. */
function stopped(image: Parameters<typeof launch>[0], options: Parameters<typeof launch>[1] = {}): Machine {
  const machine = launch(image, options);
  machine.watch.unhandled = true;
  assert.equal(machine.run(1e6, 1e9).kind, 'trap');
  return machine;
}

/** Program hash of the first child. */
function childHash(machine: Machine): string {
  const [first] = machine.root.children;
  if (first === undefined) throw new Error('no child');
  return programHash(machine, first);
}

describe('machine: hashes', () => {
  it('are 32 hexadecimal digits and differ from moment to moment', () => {
    const machine = launch(parent(WORK, '0 make set c again: get c 5 resume drop get c field.result 0 ctx.set drop jump again'));
    const seen = new Set<string>();
    for (let i = 0; i < 200; i++) {
      assert.match(machineHash(machine), /^[0-9a-f]{32}$/);
      seen.add(machineHash(machine));
      runSteps(machine, 1);
    }
    assert.equal(seen.size, 200);
  });

  it('the program hash is the same wherever the program runs: base, mode, handle and parent do not count', () => {
    const code = 'get c 40 resume drop get c field.result 1 ctx.set drop get c 7 resume drop sys 4000 () ret';
    const below = stopped(parent(WORK, `0 make set c ${code}`));
    const elsewhere = stopped(parent(WORK, `0 make drop child child.size image.load 40000 16384 1 ctx.new tee d 40 resume drop get d
      field.result 1 ctx.set drop get d 7 resume drop sys 4000 () ret`));
    const guest = layer(WORK,
      `child child.size image.load 20000 16384 0 ctx.new set c 1 40 resume drop get c field.result 1 ctx.set drop get c 7 resume drop sys
        40 () ret`);
    const deeper = stopped(parent(guest, 'child child.size image.load 16384 -1 1 ctx.new -1 resume drop sys 4000 () ret'));
    const wanted = childHash(below);
    assert.equal(programHash(elsewhere, [...elsewhere.root.downward()][2]), wanted);
    assert.equal(programHash(deeper, [...deeper.root.downward()][2]), wanted);
  });

  it('the program hash counts locals, operands, frames, window bytes, retired instructions and the image', () => {
    const at = (text: ImageText | string, budget: number, then = ''): string => childHash(stopped(parent(text, `0 make tee c ${budget}
      resume drop ${then} sys 4000 () ret`)));
    const base = at('1 2 drop drop nop ret', 1);
    assert.notEqual(at('1 2 drop drop nop ret', 2), base);
    assert.notEqual(at('3 2 drop drop nop ret', 1), base, 'another image');
    const same = at(WORK, 4);
    assert.equal(at(WORK, 4), same);
    assert.notEqual(at(WORK, 4, '16384 1 store8'), same, 'a byte of its window');
    assert.equal(at(WORK, 4, '16383 1 store8 32768 1 store8'), same, 'bytes beside it');
    assert.equal(at(WORK, 4, 'get c field.interrupt 1 ctx.set drop get c field.frames 5 ctx.set drop get c field.call 0 ctx.set drop'),
      same);
    assert.notEqual(at(WORK, 4, 'get c field.limit 16383 ctx.set drop'), same, 'the size of its window');
  });

  it('the machine hash counts every field of a context, and every device', () => {
    const machine = stopped(parent(WORK, '0 make tee c 30 resume drop sys 4000 () ret'), { disk: new Uint8Array(1024) });
    const [one] = machine.root.children;
    if (one === undefined) throw new Error('no child');
    const before = machineHash(machine);
    const seen = new Set([before]);
    const counts = <T extends object, K extends keyof T>(object: T, field: K, value: T[K]): void => {
      const old = object[field];
      assert.notEqual(old, value, String(field));
      object[field] = value;
      seen.add(machineHash(machine));
      object[field] = old;
      assert.equal(machineHash(machine), before, `${String(field)} restored`);
    };
    const contextFields = { pc: 1, base: 1, limit: 1, mode: 1, interrupts: 1, call: 0, retired: 1, time: 1, budget: 5,
      trap: undefined } as const;
    for (const [field, value] of Object.entries(contextFields)) counts(one, field as 'pc', value as number);
    counts(machine.root, 'active', one);
    counts(one, 'completion', { value: 0, float: false });
    counts(one, 'completion', { value: 1, float: false });
    counts(one, 'completion', { value: 1, float: true });
    for (const field of ['contexts', 'frames', 'images'] as const) counts(one.allowance, field, 1);
    for (const field of ['sector', 'clockLatch', 'alarmLatch', 'random', 'alarm', 'slept'] as const) counts(machine.devices, field, 77);
    counts(machine.devices.input, 'ended', false);
    counts(machine.devices.input, 'position', 1);
    counts(machine.devices.output, 'total', 5);
    counts(machine, 'steps', 1);
    for (const address of [0, 12_345, machine.store.physicalBytes - 1]) counts(machine.store.u8, PHYSICAL_START + address, 99);
    assert.equal(seen.size, 1 + 11 + 3 + 3 + 6 + 4 + 3);
  });

  it('the machine hash counts handles and who holds what', () => {
    const machine = stopped(parent(WORK, '0 make drop 0 make drop 1 ctx.drop child child.size image.load drop sys 4000 () ret'));
    const { children, images } = machine.root;
    const before = machineHash(machine);
    assert.deepEqual(children.map((one) => one !== undefined), [false, true]);
    children.reverse();
    const moved = machineHash(machine);
    children.push(undefined);
    assert.equal(machineHash(machine), moved, 'a free handle at the end');
    children.pop();
    children.reverse();
    images.push(images[0]);
    assert.equal(new Set([before, moved, machineHash(machine)]).size, 3);
  });

  it('the machine hash counts trap records and budgets inside a resume', () => {
    const machine = (budget: number): Machine => {
      const one = launch(parent(child('loop: jump loop'), `0 make ${budget} resume drop ret`));
      runSteps(one, 40);
      return one;
    };
    const [a, b] = [machine(-1), machine(1000)];
    assert.equal(a.current.budget, Infinity);
    assert.notEqual(machineHash(a), machineHash(b), 'the images differ too');
    const before = machineHash(b);
    b.current.budget -= 1;
    assert.notEqual(machineHash(b), before);
    b.current.budget += 1;
    assert.equal(machineHash(b), before);
    b.current.trap = { cause: 4, word: b.wordAt(b.current), access: { address: 1, size: 2, write: false } };
    const trapped = machineHash(b);
    b.current.trap = { cause: 4, word: b.wordAt(b.current), access: { address: 1, size: 2, write: true } };
    assert.equal(new Set([before, trapped, machineHash(b)]).size, 3);
  });

  it('every NaN counts as one, and -0 is not 0', () => {
    const bits = (high: number, low: number): string => {
      const machine = launch(main('nan set x loop: jump loop'));
      runSteps(machine, 2);
      const slot = machine.root.fp + 6;
      machine.store.i32[slot] = low;
      machine.store.i32[slot + 1] = high;
      return machineHash(machine);
    };
    assert.equal(bits(0x7ff8_0000, 0), bits(0xfff0_0000 | 0, 1));
    assert.notEqual(bits(0, 0), bits(0x8000_0000 | 0, 0));
  });

  it('what lies unused in private storage does not count', () => {
    const machine = launch(main('1.5 drop 7 loop: jump loop'));
    runSteps(machine, 5);
    const before = machineHash(machine);
    machine.store.i32[machine.root.sp - 1] = 12345;
    machine.store.i32.fill(99, machine.root.sp, machine.store.stackEnd(machine.root.stack));
    assert.equal(machineHash(machine), before);
    machine.store.i32[machine.root.sp - 2] = 8;
    assert.notEqual(machineHash(machine), before);
  });

  it('the disk counts by what was written, in any order', () => {
    const disk = new Uint8Array(4 * 512);
    const write = (...sectors: number[]): Machine => {
      const machine = launch(main(`${sectors.map((sector) => `0 ${sector + 1} 512 fill port.disk.sector ${sector} out port.disk 0 512 outs
        drop`).join(' ')} 0 0 512 fill port.disk.sector 0 out halt`), { disk });
      outcomeOf(machine);
      Object.assign(machine.root, { program: launch(main('halt')).root.program, pc: 0 });
      return machine;
    };
    assert.equal(machineHash(write(1, 2)), machineHash(write(2, 1)));
    assert.notEqual(machineHash(write(1, 2)), machineHash(write(1, 3)));
    assert.equal(write(1, 2).store.u8[PHYSICAL_START], 0);
  });
});
