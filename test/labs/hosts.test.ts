// Equivalence under the hosts: an unmodified guest in a monitor, with and without hardware assistance, does what it does on the bare
// machine, instruction by instruction. Kernels that nobody wrote for this do, too.
// STRATA_HOSTED_KERNELS=n runs so many of them.
import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { decodeImage } from '../../src/image/read';
import { bare, hosted, machineFor, nested, watch, widened, type Limits, type Result, type Seen, type Subject } from './arrangements';
import { EXAMPLES, imageOf, WORKSHOP, type HostName, type Workshop } from './programs';
import { randomKernel } from './random-kernels';

const LIMITS: Limits = { handles: 40, frames: 16_384 }, PROBE_LIMITS: Limits = { handles: 8, frames: 16_384 };
const KERNEL_LIMITS: Limits = { handles: 12, frames: 40 };
const SECTORS = 256, SECTOR_BYTES = 512;
const KERNELS = Number(process.env.STRATA_HOSTED_KERNELS ?? 100);
/** Instructions of a random kernel that are compared. */
const LENGTH = 600;

const HOSTS: readonly HostName[] = ['type2', 'kvm'];

/** A guest under a host, seen from outside. */
function watchHosted(host: HostName, guest: Subject, slice: number, limits: Limits, wanted: Result, workshop?: Workshop, steps?: number): Seen {
  const hypervisor = hosted(host, guest, limits, slice, workshop);
  return watch(machineFor(hypervisor, guest, widened(limits, 1)), hypervisor.bases[0], guest, wanted, steps);
}

function subject(path: string, more: Partial<Subject> = {}): Subject {
  const image = imageOf(join(EXAMPLES, path));
  return { image, memory: decodeImage(image).window ?? 0, disk: new Uint8Array(0), seed: 1, ...more };
}

/** Fails where a guest is not what it is alone. The host sends a line when it is whole, so of a run that was cut the last one may be missing. */
function assertEqual(name: string, seen: Seen, wanted: Result): void {
  const difference = seen.trace.differs(wanted.trace);
  assert.equal(difference, -1, `${name}: instruction ${difference} differs`);
  assert.equal(seen.trace.length, wanted.trace.length, `${name}: instructions retired`);
  assert.equal(seen.trace.hash(), wanted.trace.hash(), name);
  const told = wanted.ending === undefined ? wanted.console.slice(0, seen.console.length) : wanted.console;
  assert.equal(seen.console, told, `${name}: console`);
  assert.equal(Buffer.compare(seen.memory, wanted.memory), 0, `${name}: memory`);
  assert.equal(seen.ending?.code, wanted.ending?.code, `${name}: exit code`);
  assert.deepEqual(seen.strayPages, [], `${name}: pages written`);
}

for (const host of HOSTS) {
  describe(`labs: guests of ${host}`, function () {
    this.timeout(0);

    for (const [name, path, limits, input] of [
      ['the probe', 'labs/05-full-virtualization/probe.sasm', PROBE_LIMITS, undefined],
      ['slate', 'systems/slate/slate.sasm', LIMITS, 'echo hello\ncount 3\ncrash\nsave note remember\nls\ncat note\n'],
      ['chalk', 'systems/chalk/chalk.sasm', LIMITS, undefined],
    ] as const) {
      it(`${name}, unmodified: the same bytes and the same hash for turns short and long`, () => {
        const guest = subject(path, { disk: new Uint8Array(SECTORS * SECTOR_BYTES), input });
        const wanted = bare(guest, limits, Infinity);
        for (const slice of [97, 1000, 20_000, 200_000]) {
          assertEqual(`${name}, slice ${slice}`, watchHosted(host, guest, slice, limits, wanted), wanted);
        }
      });
    }

    it('the host with its guest, under a hypervisor of type 1: two deep, the same bytes and the same hash of all of it', () => {
      const guest = subject('systems/chalk/chalk.sasm'), { image, memory } = hosted(host, guest, LIMITS, 20_000);
      const whole: Subject = { image, memory, disk: new Uint8Array(0), seed: 1 }, limits = widened(LIMITS, 1);
      const wanted = bare(whole, limits, Infinity);
      assert.equal(wanted.console, bare(guest, LIMITS, Infinity).console);
      const outer = nested(whole, limits, [50_000]);
      assertEqual('two deep', watch(machineFor(outer.hypervisor, whole, widened(limits, 1)), outer.base, whole, wanted), wanted);
    });

    it(`${KERNELS} random kernels`, () => {
      for (let number = 1; number <= KERNELS; number++) {
        const kernel = randomKernel(number);
        const wanted = bare(kernel, KERNEL_LIMITS, LENGTH);
        const seen = watchHosted(host, kernel, 60 + kernel.slice, KERNEL_LIMITS, wanted);
        assertEqual(`kernel ${number}`, seen, wanted);
      }
    });
  });
}

/** Mistakes in the hosts: a line of a file below the systems, and what stands there instead. */
const BROKEN: readonly (readonly [name: string, host: HostName, file: string, from: string, to: string])[] = [
  ['slept time forgotten', 'kvm', 'kvm/hot.sasm', '  get vm  get vm fload +vm.alarm get vm load +vm.context field.time ctx.getf fsub  fstore +vm.slept\n', ''],
  ['the alarm is late by one', 'kvm', 'kvm/run.sasm', 'get vm fload +vm.alarm fmin  get vm call', 'get vm fload +vm.alarm 1.0 fadd fmin  get vm call'],
  ['arming the alarm leaves its interrupt pending', 'kvm', 'kvm/hot.sasm', '(-1 ^ interrupt.alarm)', '-1'],
  ['the clock counts from the last exit', 'type2', 'type2/vmm/run.sasm', 'get time fadd get slot fload +slot.time fsub', 'get time fadd'],
  ['a result is given to an instruction twice', 'type2', 'type2/vmm/record.sasm', 'completion get result store', 'completion 0 store'],
];

describe('labs: teeth of the checks on hosts', function () {
  this.timeout(0);
  const STEPS = 3_000_000;
  const probes = (): Subject[] => [subject('labs/05-full-virtualization/probe.sasm'), subject('../test/labs/kernels/sleeper.sasm', { input: 'ab' })];

  for (const [name, host, file, from, to] of BROKEN) {
    it(`caught: ${name}`, () => {
      const text = WORKSHOP.text(`systems/${file}`), workshop = WORKSHOP.with({ [`systems/${file}`]: text.replace(from, to) });
      assert.equal(text.split(from).length, 2, `${file} holds the line once`);
      const different = probes().filter((guest) => {
        const wanted = bare(guest, PROBE_LIMITS, Infinity);
        const seen = watchHosted(host, guest, 5000, PROBE_LIMITS, wanted, workshop, STEPS);
        return seen.trace.hash() !== wanted.trace.hash() || seen.console !== wanted.console || seen.ending?.code !== wanted.ending?.code;
      });
      assert.notEqual(different.length, 0);
    });
  }
});
