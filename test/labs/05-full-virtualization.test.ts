// Lab 05: the unmodified image runs under hypervisors as on the bare machine. Equivalence: the same bytes on the console and the
// same hash over (function, address, opcode) of the guest's own instructions, for every length of a slice, two and three deep.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../src/base/random';
import { decodeImage } from '../../src/image/read';
import { Machine, type MachineOptions } from '../../src/machine/machine';
import { SUBJECTS } from '../engines/subjects';
import { assertSame, bare, machineFor, nested, optionsFor, watch, widened, type Limits, type Result, type Subject } from './arrangements';
import { BROKEN, brokenFiles } from './broken';
import { EXAMPLES, imageOf, verified } from './programs';

const LAB = join(EXAMPLES, 'labs/05-full-virtualization');
/** What slate has, and what the guest of under.sasm has. */
const LIMITS: Limits = { handles: 40, frames: 16_384 }, PROBE_LIMITS: Limits = { handles: 8, frames: 16_384 };
const SECTORS = 256, SECTOR_BYTES = 512;
/** Every length up to here, and some beyond it, up to more than the probe lasts. */
const SLICES_MAX = 100, LONG_SLICES: readonly number[] = [127, 128, 250, 499, 1000, 1999, 5000, 10_000, 1_000_000];

function subject(path: string, more: Partial<Subject> = {}): Subject {
  const image = imageOf(path);
  return { image, memory: decodeImage(image).window ?? 0, disk: new Uint8Array(0), seed: 1, ...more };
}

/** Checks a guest under hypervisors with these lengths of a turn, the innermost first. */
function check(guest: Subject, limits: Limits, wanted: Result, slices: readonly number[]): void {
  const { hypervisor, base } = nested(guest, limits, slices);
  const seen = watch(machineFor(hypervisor, guest, widened(limits, slices.length)), base, guest, wanted);
  assertSame(`slices ${slices.join(' ')}`, seen, wanted);
  assert.equal(seen.trace.hash(), wanted.trace.hash());
}

/** What a program of the lab writes, as it lies in its folder. */
function consoleOf(name: string, more: Partial<MachineOptions> = {}): string {
  return Buffer.from(machineOf(name, more).devices.output.take()).toString('latin1');
}

/** The machine of a program of the lab, at its end. */
function machineOf(name: string, more: Partial<MachineOptions> = {}): Machine {
  const program = subject(join(LAB, name));
  const machine = new Machine(verified(program.image), { ...optionsFor(program, { handles: 120, frames: LIMITS.frames }), ...more });
  while (machine.ending === undefined) assert.notEqual(machine.run(Infinity, 1e9).kind, 'input');
  return machine;
}

describe('lab 05: full virtualization', function () {
  this.timeout(0);

  describe('the probe', () => {
    const probe = subject(join(LAB, 'probe.sasm'));
    const wanted = bare(probe, PROBE_LIMITS, Infinity);

    it('says "bare metal" on the bare machine, where every answer is right', () => {
      assert.match(wanted.console, /^(.*: yes\n){14}clock between two calls of my process:( \d+){10}\nThis is bare metal\.\n$/);
      assert.equal(wanted.ending?.code, 0);
    });

    for (const engine of SUBJECTS) {
      it(`says the same in the engine "${engine.name}"`, () => {
        for (const name of ['under.sasm', 'deep.sasm']) assert.equal(consoleOf(name, { engine: engine.make(new Random(1)) }), wanted.console);
      });
    }

    it('is the same image there, and that of under.sasm is the same in deep.sasm', () => {
      const [under, deep] = [imageOf(join(LAB, 'under.sasm')), imageOf(join(LAB, 'deep.sasm'))].map((bytes) => Buffer.from(bytes));
      assert.ok(under.includes(Buffer.from(probe.image)));
      assert.ok(deep.includes(under));
    });

    it('reads the same clock between any two calls of its process in every arrangement', () => {
      const clocks = (text: string): string | undefined => /process:(.*)\n/.exec(text)?.[1];
      const found = clocks(wanted.console) ?? '';
      const numbers = found.trim().split(' ').map(Number);
      assert.ok(numbers.every((clock, i) => i === 0 || clock > numbers[i - 1]));
      for (const name of ['under.sasm', 'deep.sasm']) assert.equal(clocks(consoleOf(name)), found);
    });

    it('does what the guide says, in both languages', () => {
      const [alone, under, deep] = ['probe.sasm', 'under.sasm', 'deep.sasm'].map((name) => machineOf(name).running.time.toLocaleString('en'));
      const { hypervisor } = nested(probe, PROBE_LIMITS, [1000], brokenFiles(BROKEN[0]));
      const broken = machineFor(hypervisor, probe, widened(PROBE_LIMITS, 1));
      while (broken.ending === undefined) broken.run(Infinity, 1e9);
      const said: Readonly<Record<string, string>> = {
        console: wanted.console, hash: `${wanted.trace.hash()}\n`, cost: `bare ${alone} instructions, under one ${under}, under two ${deep}\n`,
        broken: Buffer.from(broken.devices.output.take()).toString('latin1'), leaky: consoleOf('under.sasm', { leaky: true }),
      };
      for (const guide of ['GUIDE.md', 'GUIDE.ko.md']) {
        const blocks = [...readFileSync(join(LAB, guide), 'utf8').matchAll(/^ *```(\w+)\n([^]*?)^ *```$/gm)];
        assert.deepEqual(blocks.map(([, kind]) => kind), ['console', 'console', 'hash', 'console', 'cost', 'broken', 'leaky'], guide);
        for (const [, kind, block] of blocks) {
          const quoted = block.replace(/^ {3}/gm, '');
          assert.ok(said[kind].includes(quoted), `${guide}: ${quoted} is not in: ${said[kind]}`);
        }
      }
    });

    it(`for every slice of 1 to ${SLICES_MAX} instructions, and for long ones`, () => {
      for (let slice = 1; slice <= SLICES_MAX; slice++) check(probe, PROBE_LIMITS, wanted, [slice]);
      for (const slice of LONG_SLICES) check(probe, PROBE_LIMITS, wanted, [slice]);
    });

    it('two and three deep', () => {
      for (const slices of [[7, 50], [1000, 33], [1000, 700, 300]]) check(probe, PROBE_LIMITS, wanted, slices);
    });
  });

  for (const [name, path, input] of [
    ['slate', 'systems/slate/slate.sasm', 'echo hello\ncount 3\ncrash\nsave note remember\nls\ncat note\n'], ['chalk', 'systems/chalk/chalk.sasm', undefined],
  ] as const) {
    it(`${name}, unmodified: the same hash for slices short and long, and two and three deep`, () => {
      const guest = subject(join(EXAMPLES, path), { disk: new Uint8Array(SECTORS * SECTOR_BYTES), input });
      const wanted = bare(guest, LIMITS, Infinity);
      for (const slices of [[1000], [5000, 4000, 20_000]]) check(guest, LIMITS, wanted, slices);
    });
  }
});
