// Teeth: a check that cannot fail is none. Each hypervisor here is the real one with one line of its source broken, and at
// least one of the checks that the real one passes must catch it.
import { strict as assert } from 'node:assert';
import { resolve } from 'node:path';
import { assertSame, bare, machineFor, nested, watch, widened, type Limits, type Result, type Subject } from './arrangements';
import { BROKEN, BROKEN_OTHERWISE, brokenFiles } from './broken';
import { imageOf } from './programs';
import { randomKernel } from './random-kernels';

const LIMITS: Limits = { handles: 12, frames: 40 };
const LENGTH = 1500;
/** Random kernels that are tried until one shows the mistake. */
const KERNELS = 60;
/** A broken hypervisor may never come back to its guest. */
const STEPS_MAX = 2_000_000;
/** Kernels that look for mistakes, and their memory: one that prints all it sees, and the one of lab 05. */
const PROBES = [['test/labs/kernels/probe.sasm', 65_536], ['examples/labs/05-full-virtualization/probe.sasm', 16_384]] as const;

interface Check {
  readonly name: string;
  readonly subject: Subject;
  readonly slice: number;
  readonly wanted: Result;
}

describe('labs: teeth', function () {
  this.timeout(0);
  let checks: Check[] = [];

  before(() => {
    const probes = PROBES.map(([path, memory]): Subject => ({ image: imageOf(resolve(path)), memory, disk: new Uint8Array(512), seed: 1 }));
    const kernels = Array.from({ length: KERNELS }, (_, i) => randomKernel(i + 1));
    checks = [
      ...probes.map((probe, i) => ({ name: `probe ${i}`, subject: probe, slice: 1000, wanted: bare(probe, LIMITS, Infinity) })),
      ...kernels.map((kernel) => ({ name: `kernel ${kernel.number}`, subject: kernel, slice: kernel.slice + 1, wanted: bare(kernel, LIMITS, LENGTH) })),
    ];
  });

  it('the hypervisor as it is passes every check', () => {
    for (const check of checks) run(check, {});
  });

  for (const broken of [...BROKEN, ...BROKEN_OTHERWISE]) {
    it(`caught: ${broken.name}`, () => {
      const changed = brokenFiles(broken);
      assert.ok(checks.some((check) => isCaught(check, changed)), broken.name);
    });
  }
});

function run({ name, subject, slice, wanted }: Check, changed: Readonly<Record<string, string>>): void {
  const { hypervisor, base } = nested(subject, LIMITS, [slice], changed);
  assertSame(name, watch(machineFor(hypervisor, subject, widened(LIMITS, 1)), base, subject, wanted, STEPS_MAX), wanted);
}

/** Whether the check fails; what is no failed check is no catch either. */
function isCaught(check: Check, changed: Readonly<Record<string, string>>): boolean {
  try {
    run(check, changed);
    return false;
  } catch (error) {
    if (error instanceof assert.AssertionError && error.message.startsWith(check.name)) return true;
    throw error;
  }
}
