// Control, the second of Popek and Goldberg's conditions, and equivalence, the first, for random guest kernels: in every
// arrangement a kernel retires the same instructions, prints the same bytes and leaves the same memory as on the bare
// machine, writes nothing outside its own memory, and a neighbour does not notice it.
// STRATA_KERNELS=10000 runs so many; STRATA_KERNEL=n a single one.
import { strict as assert } from 'node:assert';
import { resolve } from 'node:path';
import { Cause } from '../../src/isa/causes';
import { SECTOR_BYTES } from '../../src/isa/limits';
import { Machine } from '../../src/machine/machine';
import { Tracer } from '../../src/labs/trace';
import { PAGE_BYTES } from '../../src/machine/store';
import { assertSame, bare, endedConsoleOf, machineFor, memoryOf, nested, optionsFor, watch, widened, type Limits, type Result } from './arrangements';
import { imageOf, type1, verified, type Hypervisor } from './programs';
import { randomKernel, type RandomKernel } from './random-kernels';

const ONE = process.env.STRATA_KERNEL;
const KERNELS = Number(process.env.STRATA_KERNELS ?? 500);
const NUMBERS = ONE === undefined ? Array.from({ length: KERNELS }, (_, i) => i + 1) : [Number(ONE)];
/** What a kernel may use, and how many instructions of it are compared. */
const LIMITS: Limits = { handles: 12, frames: 40 };
const LENGTH = 600;
/** One kernel in so many runs two deep, and one in so many three deep. */
const TWO_DEEP = 4, THREE_DEEP = 25;
const NEIGHBOUR_MEMORY = 32_768;
/** Steps that two guests take together at most until they have been compared, and that the neighbour then takes to its end. */
const STEPS = 1e8, STEPS_TO_END = 300_000;

describe('labs: random kernels', function () {
  this.timeout(0);

  it(`${NUMBERS.length} kernels under one hypervisor, and some under two and three of them`, () => {
    for (const number of NUMBERS) {
      const kernel = randomKernel(number);
      const wanted = bare(kernel, LIMITS, LENGTH);
      for (const slices of arrangements(kernel)) {
        const { hypervisor, base } = nested(kernel, LIMITS, slices);
        const machine = machineFor(hypervisor, kernel, widened(LIMITS, slices.length));
        assertSame(`kernel ${number}, slices ${slices.join(' ')}`, watch(machine, base, kernel, wanted), wanted);
      }
    }
  });

  it('beside each a neighbour that does what it does alone', () => {
    const neighbour = imageOf(resolve('test/labs/kernels/neighbour.sasm'));
    const solo = bare({ image: neighbour, memory: NEIGHBOUR_MEMORY, disk: new Uint8Array(2048), seed: 1 }, LIMITS, Infinity);
    assert.equal(solo.ending?.code, 3);
    for (const number of NUMBERS) beside(randomKernel(number), neighbour, solo);
  });
});

function arrangements({ number, slice }: RandomKernel): number[][] {
  const found = [[slice]];
  if (number % TWO_DEEP === 0 || ONE !== undefined) found.push([slice, 1000]);
  if (number % THREE_DEEP === 0 || ONE !== undefined) found.push([slice + 40, 77, 5000]);
  return found;
}

/** Runs a kernel, which has the keyboard, and the neighbour, each in its own half of memory and disk, until both have done what they are to be compared for. */
function beside(kernel: RandomKernel, neighbour: Uint8Array, solo: Result): void {
  const name = `kernel ${kernel.number} beside a neighbour`;
  const wanted = bare(kernel, LIMITS, LENGTH);
  const sectors = kernel.disk.length / SECTOR_BYTES;
  const hypervisor = type1({
    guests: [{ ...kernel, label: 'B', sectors }, { image: neighbour, memory: NEIGHBOUR_MEMORY, label: 'A', sectors, firstSector: sectors }],
    slice: kernel.slice + 3, handles: LIMITS.handles,
  });
  const disk = new Uint8Array(kernel.disk.length * 2);
  disk.set(kernel.disk);
  const options = optionsFor({ ...kernel, memory: hypervisor.memory, disk }, { handles: 40, frames: LIMITS.frames });
  const machine = new Machine(verified(hypervisor.image), options);
  const own = wanted.trace.another(), other = solo.trace.another();
  new Tracer(machine, [own, other]).run(() => own.length >= wanted.trace.length && other.length >= solo.trace.length, STEPS);
  machine.watch.contexts.clear();
  machine.run(STEPS_TO_END, Infinity);
  assert.equal(own.differs(wanted.trace), -1, `${name}: its instructions`);
  assert.ok(own.length >= wanted.trace.length, `${name}: ${own.length} instructions`);
  assert.equal(other.hash(), solo.trace.hash(), `${name}: the neighbour's instructions`);
  const text = Buffer.from(machine.devices.output.take()).toString('latin1');
  assert.equal(endedConsoleOf(text, 'A'), `${solo.console}[ended with ${solo.ending?.code}]\n`, `${name}: the neighbour's console`);
  const shown = endedConsoleOf(text, 'B');
  // A machine that is idle says nothing more: the end of an unfinished line is not the guest's.
  const rest = wanted.console === '' || wanted.console.endsWith('\n') ? '' : '\n';
  if (wanted.ending?.cause === Cause.idle) assert.equal(shown, wanted.console + rest, `${name}: its console`);
  else if (wanted.ending !== undefined) assert.equal(shown, `${wanted.console}[ended with ${wanted.ending.code}]\n`, `${name}: its console`);
  else assertBegins(shown.slice(0, -1), wanted.console, `${name}: its console`);
  assert.equal(Buffer.compare(memoryOf(machine, hypervisor.bases[1], NEIGHBOUR_MEMORY), solo.memory), 0, `${name}: the neighbour's memory`);
  assertGapsEmpty(name, machine, hypervisor, kernel.memory);
}

/** The pages between the memories, and behind them, belong to nobody. */
function assertGapsEmpty(name: string, machine: Machine, { bases, memory }: Hypervisor, size: number): void {
  const ends = [bases[0] + size, bases[1] + NEIGHBOUR_MEMORY];
  for (const [from, to] of [[bases[0] - PAGE_BYTES, bases[0]], [ends[0], bases[1]], [ends[1], memory]]) {
    assert.ok(memoryOf(machine, from, to - from).every((byte) => byte === 0), `${name}: bytes from ${from} to ${to}`);
  }
}

/** One text is the beginning of the other. */
function assertBegins(one: string, other: string, name: string): void {
  const length = Math.min(one.length, other.length);
  assert.equal(one.slice(0, length), other.slice(0, length), name);
}
