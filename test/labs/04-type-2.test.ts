// Lab 04: a hypervisor of type 2. Each exit of the guest crosses the host kernel on its way to the monitor and back; the monitor is a
// process like any other, and holds nothing that is not its own.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { decodeImage } from '../../src/image/read';
import { Machine } from '../../src/machine/machine';
import { grouped } from '../../src/meter/table';
import { onBare, underHost, underType1 } from '../../src/labs/metering';
import { Trace, Tracer } from '../../src/labs/trace';
import { crossings } from '../../src/labs/type-2';
import { bare, endedConsoleOf, optionsFor, type Limits, type Result, type Subject } from './arrangements';
import { assertGuides } from './form';
import { EXAMPLES, imageOf, verified, WORKSHOP, type Overlay } from './programs';

const LAB = join(EXAMPLES, 'labs/04-type-2'), TYPE2 = join(EXAMPLES, 'systems/type2');
const LIMITS: Limits = { handles: 40, frames: 16_384 };
const INPUT = readFileSync(join(LAB, 'session.txt'), 'utf8');
/** Of the host, as the lab says. */
const TURN = 20_000;
/** Turns of all others before the monitor is killed: before its guest boots, and when it is in the midst of its work. */
const MOMENTS: readonly number[] = [1, 700, 2000];

function subject(path: string, more: Partial<Subject> = {}): Subject {
  const image = imageOf(path);
  return { image, memory: decodeImage(image).window ?? 0, disk: new Uint8Array(0), seed: 1, ...more };
}

const slate = (): Subject => subject(join(EXAMPLES, 'systems/slate/slate.sasm'), { input: INPUT });

/** The machine of a program of the lab, as it lies there or with texts changed. */
function machineOf(name: string, changed: Overlay = {}): Machine {
  const program = subject(join(LAB, name), { input: INPUT, image: imageOf(join(LAB, name), changed) });
  return new Machine(verified(program.image), optionsFor(program, { handles: 120, frames: LIMITS.frames }));
}

function ended(machine: Machine): string {
  while (machine.ending === undefined) assert.notEqual(machine.run(Infinity, 1e9).kind, 'input');
  return Buffer.from(machine.devices.output.take()).toString('latin1');
}

/** The text of a file with something else in one place. */
function changedFile(path: string, from: string, to: string): Overlay {
  const text = readFileSync(path, 'utf8');
  assert.equal(text.split(from).length, 2, `${path} holds it once: ${from}`);
  return { [path]: text.replace(from, to) };
}

/** The lines of the host's own processes. */
function ofHost(text: string): string[] {
  return text.split('\n').filter((line) => line.startsWith('host: '));
}

describe('lab 04: type 2', function () {
  this.timeout(0);
  let alone: Result;
  before(() => { alone = bare(slate(), LIMITS, Infinity); });

  it('the unmodified guest writes what it writes alone, between the lines of an ordinary process', () => {
    const text = ended(machineOf('lab.sasm'));
    assert.equal(endedConsoleOf(text, 'G'), `${alone.console}[ended with 3]\n`);
    assert.deepEqual(ofHost(text).filter((line) => line.includes('tick ')), Array.from({ length: 9 }, (_, i) => `host: tick ${i + 1}`));
  });

  it('each exit takes about three times the layer crossings of type 1', () => {
    for (const guest of [slate(), { ...slate(), input: 'primes 20000\n' }, subject(join(EXAMPLES, 'systems/chalk/chalk.sasm'))]) {
      const { type1, type2 } = crossings(WORKSHOP, guest);
      assert.equal(type1, 2);
      assert.ok(type2 / type1 >= 2.9 && type2 / type1 <= 3.6, `${type2} and ${type1}`);
    }
  });

  it('killing the monitor at any moment leaves the host and its other process as they are', () => {
    const ticker = verified(imageOf(join(LAB, 'ticker.sasm'))).identity;
    const traces = MOMENTS.map((patience) => {
      const machine = machineOf('kill.sasm', changedFile(join(LAB, 'killer.sasm'), 'patience = 2000', `patience = ${patience}`));
      const trace = new Trace('ticker', [ticker]);
      new Tracer(machine, [trace]).run(() => false);
      const text = ended(machine), lines = ofHost(text);
      assert.deepEqual(lines.filter((line) => line.includes('tick ')), Array.from({ length: 9 }, (_, i) => `host: tick ${i + 1}`));
      assert.equal(lines.filter((line) => line === 'host: the monitor has ended with 137').length, 1);
      assert.ok(!text.includes('G: [ended'));
      assert.equal(machine.ending?.code, 0);
      for (const gone of [slate().image, imageOf(join(LAB, 'monitor.sasm'))]) assert.ok(!identities(machine).includes(verified(gone).identity));
      return trace;
    });
    assert.ok(traces[0].length > 1000);
    for (const trace of traces) assert.equal(trace.hash(), traces[0].hash());
  });

  describe('a process that tries what belongs to another', () => {
    /** Nothing was given; base not set, field not there; memory trap, at the end of its own window, and once more. */
    const ROGUE_SAYS = '0-1-1440964';
    const ROGUE = resolve('test/labs/kernels/rogue.sasm');
    const rogue = (changed: Overlay = {}): Machine => {
      const first = join(LAB, 'first.sasm'), text = readFileSync(first, 'utf8');
      return machineOf('lab.sasm', { ...changed, [first]: text.replace('"ticker.sasm"', '"../../../test/labs/kernels/rogue.sasm"') });
    };
    const said = (machine: Machine): string => ofRogue(ended(machine));
    /** What is not the guest's and not the first process's. */
    const ofRogue = (text: string): string => text.split('\n').filter((line) => !/^(G: |host: the)/.test(line)).join('|');

    it('is refused, whatever number it names, and the guest does not notice', () => {
      const machine = rogue(), text = ended(machine);
      assert.ok(machine.programs.has(verified(imageOf(ROGUE)).identity));
      assert.equal(endedConsoleOf(text, 'G'), `${alone.console}[ended with 3]\n`);
      assert.ok(text.split('\n').includes(ROGUE_SAYS), text);
    });

    it('would not be by a host that forgets whose a number is', () => {
      const changed = changedFile(join(TYPE2, 'machines.sasm'), 'get table_at  get process load +process.number (processes_max - 1) and  (held_max * 4) mul add ret',
        'get table_at ret');
      assert.ok(!said(rogue(changed)).includes(ROGUE_SAYS));
    });

    it('would reach out of its window under a host that does not clip', () => {
      const changed = changedFile(join(TYPE2, 'machines.sasm'), 'call operand me load +process.window call least  sub\n  call least ret', 'call operand sub\n  drop ret');
      assert.ok(!said(rogue(changed)).includes(ROGUE_SAYS));
    });
  });

  it('does what the guide says, in both languages', () => {
    const text = ended(machineOf('lab.sasm'));
    const guest = slate(), { type1, type2 } = crossings(WORKSHOP, guest);
    const one = underType1(WORKSHOP, guest, LIMITS, TURN), two = underHost(WORKSHOP, 'type2', guest, LIMITS, TURN);
    const said: Readonly<Record<string, string>> = {
      console: text, killed: ended(machineOf('kill.sasm')), crossings: `type 1: ${type1.toFixed(1)}, type 2: ${type2.toFixed(1)}\n`,
      cost: `bare ${grouped(onBare(guest, LIMITS).retired)}, type 1 ${grouped(one.retired)}, type 2 ${grouped(two.retired)}\n`,
    };
    assertGuides(LAB, ['console', 'console', 'crossings', 'cost', 'killed'], said);
  });
});

/** The programs of all contexts that there are. */
function identities(machine: Machine): string[] {
  return [...machine.root.downward()].map((context) => context.program.image.identity);
}
