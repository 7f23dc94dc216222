// Lab 07: a host with a module for machines. A guest's system calls and switches cost no exit; its ports, `halt` and `wait` come out as often
// as without assistance. What that is worth depends on what an exit costs.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defined } from '../../src/base/assert';
import { decodeImage } from '../../src/image/read';
import { Machine } from '../../src/machine/machine';
import { COMPUTING, cycles, MIXED, ported, translated, unassisted, underKvm } from '../../src/labs/kvm';
import { exitsByInstruction, layerOf, metered, onBare } from '../../src/labs/metering';
import { COST_NAMES } from '../../src/meter/costs';
import type { LayerReport, MeterReport } from '../../src/meter/report';
import { grouped } from '../../src/meter/table';
import { diskWith, program, stripped, written } from '../systems/systems';
import { bare, endedConsoleOf, hosted, machineFor, optionsFor, widened, type Limits, type Subject } from './arrangements';
import { assertGuides } from './form';
import { EXAMPLES, imageOf, verified, WORKSHOP } from './programs';

const LAB = join(EXAMPLES, 'labs/07-kvm');
const LIMITS: Limits = { handles: 40, frames: 16_384 };
const INPUT = readFileSync(join(LAB, 'session.txt'), 'utf8');
const SECTORS = 256, SECTOR_BYTES = 512;
/** Of the host. */
const SLICE = 200_000;
/** What may come out of a guest in guest mode, and what may not. */
const DEVICES: readonly string[] = ['in', 'out', 'ins', 'outs', 'halt', 'wait'];

function subject(path: string, more: Partial<Subject> = {}): Subject {
  const image = imageOf(path);
  return { image, memory: decodeImage(image).window ?? 0, disk: new Uint8Array(SECTORS * SECTOR_BYTES), seed: 1, ...more };
}

const slate = (input: string): Subject => subject(join(EXAMPLES, 'systems/slate/slate.sasm'), { input });

function kernelOf(report: MeterReport, guest: Subject): LayerReport {
  return defined(layerOf(report, guest.image), 'the kernel');
}

/** The machine of the lab, as it lies there. */
function labMachine(): Machine {
  const lab = subject(join(LAB, 'lab.sasm'), { input: INPUT, disk: new Uint8Array(0) });
  const machine = new Machine(verified(lab.image), optionsFor(lab, { handles: 120, frames: LIMITS.frames }));
  return machine;
}

function ended(machine: Machine): string {
  while (machine.ending === undefined) assert.notEqual(machine.run(Infinity, 1e9).kind, 'input');
  return Buffer.from(machine.devices.output.take()).toString('latin1');
}

/** The exits of slate's kernel in guest mode while one of its processes makes a call so many times. */
function exitsOfCalls(call: string, times: number): number {
  const probe = written(`memory 4096 data line = "1234567890123456789012345678901\\n" entry func main ${`${call} `.repeat(times)} ret end`);
  const guest = { ...slate('probe\n'), image: stripped(program('slate/slate')), disk: diskWith({ probe: stripped(probe) }) };
  return kernelOf(underKvm(WORKSHOP, guest, 1 << 30), guest).exits;
}

describe('lab 07: KVM', function () {
  this.timeout(0);

  it('the unmodified guest writes what it writes alone, between the lines of an ordinary process', () => {
    const guest = { ...slate(INPUT), disk: new Uint8Array(0) }, alone = bare(guest, LIMITS, Infinity);
    const machine = labMachine(), text = ended(machine);
    assert.equal(endedConsoleOf(text, 'G'), `${alone.console}[ended with 3]\n`);
    assert.deepEqual(text.split('\n').filter((line) => line.includes('tick ')), Array.from({ length: 9 }, (_, i) => `host: tick ${i + 1}`));
    assert.ok(machine.programs.has(verified(guest.image).identity));
  });

  it('system calls and switches of the guest cost no exit; a byte on the console costs one', () => {
    const costOf = (call: string): number => (exitsOfCalls(call, 10) - exitsOfCalls(call, 5)) / 5;
    assert.equal(costOf('sys 16 (-> i32) drop'), 0);
    assert.equal(costOf('sys 17 ()'), 0);
    assert.equal(costOf('line line.size sys write drop'), 32);
  });

  it('nothing but devices, turns and keys comes out', () => {
    for (const guest of [slate(INPUT), subject(join(EXAMPLES, 'systems/chalk/chalk.sasm'))]) {
      const kernel = kernelOf(underKvm(WORKSHOP, guest), guest);
      assert.deepEqual([...exitsByInstruction(kernel).keys()].filter((name) => !DEVICES.includes(name)), []);
      assert.deepEqual(kernel.causes.map(({ cause }) => cause).filter((cause) => !['privileged', 'budget', 'interrupt'].includes(cause)), []);
      assert.equal(kernel.mode, 'guest');
    }
  });

  const sleeper = (): Subject => subject(resolve('test/labs/kernels/sleeper.sasm'), { input: 'ab' });
  for (const [name, make] of [
    ['slate with files', () => slate('save note remember\nls\ncat note\ncrash\n')], ['slate at work', () => slate(INPUT)],
    ['chalk', () => subject(join(EXAMPLES, 'systems/chalk/chalk.sasm'))], ['the probe', () => subject(join(EXAMPLES, 'labs/05-full-virtualization/probe.sasm'))],
    ['a kernel that sleeps', sleeper],
  ] as const) {
    it(`exits of ${name} for ports and \`halt\` equal those of lab 05, and so do waits with those that found an interrupt`, () => {
      const guest = make(), without = kernelOf(unassisted(WORKSHOP, guest), guest), exits = exitsByInstruction(without);
      for (const slice of [500, SLICE]) {
        const assisted = kernelOf(underKvm(WORKSHOP, guest, slice), guest), ours = exitsByInstruction(assisted);
        for (const each of DEVICES) {
          if (each !== 'wait') assert.equal(ours.get(each), exits.get(each), `${each}, slice ${slice}`);
        }
        assert.equal((ours.get('wait') ?? 0) + assisted.waits.pending, exits.get('wait') ?? 0, `wait, slice ${slice}`);
      }
    });
  }

  it('the kernel that sleeps does find interrupts pending, and also comes out', () => {
    const guest = sleeper(), kernel = kernelOf(underKvm(WORKSHOP, guest), guest);
    assert.ok(kernel.waits.pending > 0 && (exitsByInstruction(kernel).get('wait') ?? 0) > 0);
  });

  it('hot exits never reach the monitor', () => {
    const guest = sleeper(), host = hosted('kvm', guest, LIMITS, SLICE);
    const report = metered(machineFor(host, guest, widened(LIMITS, 1)));
    const monitor = defined(layerOf(report, host.monitor), 'the monitor'), runs = monitor.causes.flatMap(({ kinds }) => kinds).find(({ call }) => call === 26)?.count ?? 0;
    assert.ok(runs < kernelOf(report, guest).exits, `${runs} calls of ioctl`);
  });

  it('who computes is best off with assistance, on either hardware', () => {
    const guest = slate(COMPUTING), kvm = underKvm(WORKSHOP, guest);
    for (const other of [unassisted, translated, ported].map((under) => under(WORKSHOP, guest))) {
      for (const costs of COST_NAMES) assert.ok(cycles(kvm, costs) < cycles(other, costs), costs);
    }
  });

  it('the probe finds nobody, on the leaky machine neither', () => {
    const probe = subject(join(EXAMPLES, 'labs/05-full-virtualization/probe.sasm'));
    const host = hosted('kvm', probe, { ...LIMITS, handles: 8 }, SLICE);
    for (const leaky of [false, true]) {
      const options = { ...optionsFor({ ...probe, memory: host.memory }, widened({ handles: 8, frames: LIMITS.frames }, 1)), leaky };
      assert.match(ended(new Machine(verified(host.image), options)), /This is bare metal\.\n$/);
    }
  });

  it('does what the guide says, in both languages', () => {
    const console = ended(labMachine());
    const mixed = slate(MIXED), computing = slate(COMPUTING);
    const ways = [unassisted, translated, ported, underKvm].map((under) => under(WORKSHOP, mixed));
    const costs = COST_NAMES.map((name) => {
      const [emulated, rewritten, hypercalls, assisted] = ways.map((report) => grouped(cycles(report, name)));
      return `${name}: trap and emulate ${emulated}, translation ${rewritten}, para ${hypercalls}, KVM ${assisted}\n`;
    });
    const alone = onBare(computing, LIMITS).retired, kvm = underKvm(WORKSHOP, computing).retired;
    const exits = kernelOf(metered(labMachine()), slate(INPUT)), without = kernelOf(unassisted(WORKSHOP, { ...slate(INPUT), disk: new Uint8Array(0) }), slate(INPUT));
    const said: Readonly<Record<string, string>> = {
      console, exits: `${grouped(without.exits)} exits without assistance, ${grouped(exits.exits)} with it\n`,
      computing: `bare ${grouped(alone)}, KVM ${grouped(kvm)}: ${((kvm / alone - 1) * 100).toFixed(2)} %\n`,
      costs: costs.join(''),
    };
    assertGuides(LAB, ['console', 'exits', 'computing', 'costs'], said);
  });
});
