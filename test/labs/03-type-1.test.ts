// Lab 03: two unmodified systems under a hypervisor of type 1. Each prints what it prints alone, and every exit is one that the bare
// run predicts: privileged instructions of the kernel, returns of its `resume`s and ends of slices, less those that coincide.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { opcodeOf } from '../../src/isa/encoding';
import { Op } from '../../src/isa/instructions';
import { Machine } from '../../src/machine/machine';
import { decodeImage } from '../../src/image/read';
import { consoleOf, endedConsoleOf, machineFor, nested, optionsFor, widened, type Limits, type Subject } from './arrangements';
import { exitsOf, observe, predict, rows } from '../../src/labs/ledger';
import { EXAMPLES, imageOf, type1, verified } from './programs';

const LIMITS: Limits = { handles: 40, frames: 16_384 };
/** What a hypervisor with both systems needs itself. */
const WIDE: Limits = { handles: 90, frames: 16_384 };
const SECTORS = 1024, SECTOR_BYTES = 512;
/** As the lab says. */
const TURN = 20_000;
const LAB = join(EXAMPLES, 'labs/03-type-1');
const INPUT = readFileSync(join(LAB, 'session.txt'), 'utf8');

function subject(path: string, more: Partial<Subject> = {}): Subject {
  const image = imageOf(path);
  return { image, memory: decodeImage(image).window ?? 0, disk: new Uint8Array(0), seed: 1, ...more };
}

const slate = (): Subject => subject(join(EXAMPLES, 'systems/slate/slate.sasm'), { input: INPUT });
const slateWithDisk = (): Subject => ({ ...slate(), disk: new Uint8Array(SECTORS * SECTOR_BYTES), input: `${INPUT}save note remember\nls\ncat note\n` });

describe('lab 03: type 1', function () {
  this.timeout(0);

  it('the keyboard belongs to one guest, and Ctrl-A gives it to the next', () => {
    const guest = { ...slate(), label: 'A' };
    const hypervisor = type1({ guests: [guest, { ...guest, label: 'B' }], slice: TURN, handles: LIMITS.handles });
    const machine = machineFor(hypervisor, { ...guest, input: 'echo one\n\x01echo two\n' }, { handles: 120, frames: LIMITS.frames });
    while (machine.ending === undefined) assert.notEqual(machine.run(Infinity, 1e9).kind, 'input');
    const text = Buffer.from(machine.devices.output.take()).toString('latin1');
    assert.deepEqual(['A', 'B'].map((label) => endedConsoleOf(text, label)), ['$ one\n$ \n[ended with 0]\n', '$ two\n$ \n[ended with 0]\n']);
  });

  it('the whole lab under another hypervisor, and under two, writes what it writes on the bare machine', () => {
    const lab = { ...slate(), ...subject(join(LAB, 'lab.sasm')), input: INPUT };
    const wanted = ranLab();
    for (const slices of [[7000], [3000, 50_000]]) {
      const machine = machineFor(nested(lab, WIDE, slices).hypervisor, lab, widened(WIDE, slices.length));
      while (machine.ending === undefined) assert.notEqual(machine.run(Infinity, 1e9).kind, 'input');
      assert.equal(Buffer.from(machine.devices.output.take()).toString('latin1'), wanted, `slices ${slices.join(' ')}`);
    }
  });

  it('a guest that cannot boot dies alone', () => {
    const whole = ranLab(), spoiled = ranLab((text) => text.replace('chalk.size', '100'));
    assert.equal(consoleOf(spoiled, 'A'), consoleOf(whole, 'A'));
    assert.equal(endedConsoleOf(spoiled, 'B'), '[ended with 127]\n');
  });

  it('the length of a turn changes only the rows of turns and budgets', () => {
    const [long, short] = [TURN, 1000].map((turn) => rows(predict(slate(), LIMITS, turn).ledger));
    const others = (ledger: readonly string[]): string[] => ledger.filter((row) => !/turns|budget/.test(row));
    assert.deepEqual(others(short), others(long));
    assert.notDeepEqual(short, long);
  });

  it('the guide says what comes of it, in both languages', () => {
    const { ledger, privileged, returns, coinciding } = predict(slate(), LIMITS, TURN);
    const turns = ledger.get('turns used up') ?? 0, interrupts = ledger.get('kernel: interrupt') ?? 0;
    assert.equal(coinciding, 0);
    const said: Readonly<Record<string, string>> = {
      console: ranLab(), sum: `${privileged} + ${returns} + ${turns} + ${interrupts} = ${exitsOf(ledger)}\n`,
      spoiled: ranLab((text) => text.replace('chalk.size', '100')),
    };
    for (const guide of ['GUIDE.md', 'GUIDE.ko.md']) {
      const text = readFileSync(join(LAB, guide), 'utf8');
      const blocks = [...text.matchAll(/^ *```(\w+)\n([^]*?)^ *```$/gm)];
      assert.deepEqual(blocks.map(([, kind]) => kind), ['console', 'console', 'sum', 'spoiled'], guide);
      for (const [, kind, block] of blocks) assert.ok(said[kind].includes(block.replace(/^ {3}/gm, '')), `${guide}: ${block}`);
      for (const number of [privileged, returns]) assert.ok(text.split('```sum')[0].includes(String(number)), guide);
      assert.ok(text.includes(instructions().toLocaleString('en')), `${guide}: ${instructions()} instructions`);
    }
  });

  const kernels = { 'slate with a disk': slateWithDisk, 'a small kernel': () => subject(resolve('test/labs/kernels/neighbour.sasm'), { disk: new Uint8Array(2048) }) };
  for (const [name, make] of Object.entries(kernels)) {
    for (const turn of name === 'a small kernel' ? [1, 2, 7, 77, 100, 1000, 100_000] : [1000, 5000, 20_000]) {
      it(`every exit of ${name} with turns of ${turn} is explained: nothing is left over`, () => {
        const guest = make(), prediction = predict(guest, LIMITS, turn);
        const { hypervisor } = nested(guest, LIMITS, [turn]);
        const seen = observe(machineFor(hypervisor, guest, widened(LIMITS, 1)), verified(guest.image).identity);
        const turns = prediction.ledger.get('turns used up') ?? 0;
        assert.deepEqual(rows(seen), rows(prediction.ledger).filter((row) => !row.startsWith('turns')));
        const others = (seen.get('kernel: sys') ?? 0) + (seen.get('kernel: exit') ?? 0) + (seen.get('kernel: interrupt') ?? 0);
        assert.equal(exitsOf(seen) - (prediction.privileged + prediction.returns + others + turns - prediction.coinciding), 0);
      });
    }
  }
});

/** Instructions of the hypervisor as the lab has it. */
function instructions(): number {
  return [...verified(imageOf(join(LAB, 'lab.sasm'))).code].filter((word) => opcodeOf(word) !== Op.case_).length;
}

/** The console of the lab as it lies in its folder, or with its text changed. */
function ranLab(change?: (text: string) => string): string {
  return Buffer.from(labMachine(change).devices.output.take()).toString('latin1');
}

/** The machine of the lab at its end. */
function labMachine(change: (text: string) => string = (text) => text): Machine {
  const path = join(LAB, 'lab.sasm');
  const bytes = imageOf(path, { [path]: change(readFileSync(path, 'utf8')) }), image = verified(bytes);
  const machine = new Machine(image, optionsFor({ ...slate(), image: bytes, memory: image.window ?? 0 }, { handles: 120, frames: LIMITS.frames }));
  while (machine.ending === undefined) assert.notEqual(machine.run(Infinity, 1e9).kind, 'input');
  assert.equal(machine.ending.code, 0);
  return machine;
}
