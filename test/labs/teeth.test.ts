// Teeth: a check that cannot fail is none. Each hypervisor here is the real one with one line of its source broken, and at
// least one of the checks that the real one passes must catch it.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { assertSame, bare, machineFor, nested, watch, widened, type Limits, type Result, type Subject } from './arrangements';
import { EXAMPLES, imageOf } from './programs';
import { randomKernel } from './random-kernels';

interface Broken {
  readonly name: string;
  readonly changes: readonly { readonly file: string; readonly from: string; readonly to: string }[];
}

const BROKEN: readonly Broken[] = [
  { name: 'no clipping of limits', changes: [{
    file: 'contexts.sasm', from: 'get slot load +slot.limit  get slot load +slot.base call room  call least ret', to: 'get slot load +slot.limit ret',
  }] },
  { name: 'slept time forgotten', changes: [{ file: 'time.sasm', from: 'now now fload +guest.alarm fstore +guest.clock\n', to: '\n' }] },
  { name: 'budget off by one', changes: [{ file: 'contexts.sasm', from: 'get budget u2f now', to: 'get budget u2f 1.0 fadd now' }] },
  { name: 'raw handles shown', changes: [{
    file: 'contexts.sasm', from: 'get handle  0  get slot load +slot.handle  select ret', to: 'get slot load +slot.handle ret',
  }] },
  { name: 'alarm before budget', changes: [
    { file: 'exits.sasm', from: '  now fload +guest.end_of_budget  now fload +guest.clock  fle jumpnz used_up\n', to: '' },
    { file: 'exits.sasm', from: 'jumpz done       ; as', to: 'jumpz calm       ; as' },
    { file: 'exits.sasm', from: '  cause.interrupt call come_back\ndone:\n', to: `  cause.interrupt call come_back ret
calm:
  now fload +guest.end_of_budget  now fload +guest.clock  fle jumpnz used_up
` },
  ] },
  { name: '`mode` tells the truth', changes: [{ file: 'ports.sasm', from: '  1 ret', to: '  0 ret' }] },
  { name: 'a stale trap record', changes: [
    { file: 'exits.sasm', from: 'trap:\n', to: 'trap:\n  last  now load +guest.process load +slot.handle field.opcode ctx.get  store\n' },
    { file: 'contexts.sasm', from: '  get field field.interrupt gt.u', to: '  get field jumpnz fresh  last load ret\nfresh:\n  get field field.interrupt gt.u' },
    { file: 'guest.sasm', from: 'data home', to: 'data last = i32 0\ndata home' },
  ] },
  { name: 'a refused ctx.set passed on unchecked', changes: [{
    file: 'contexts.sasm', from: 'get value ctx.set ret', to: 'get value ctx.set drop 1 ret',
  }] },
  { name: 'memory of others read and written by ins and outs', changes: [{
    file: 'ports.sasm', from: '  get address get size call inside jumpz outside', to: '  get address get size call inside 1 or jumpz outside',
  }] },
  { name: 'the time of a dropped process runs again', changes: [{ file: 'contexts.sasm', from: '  get slot 0.0 fstore +slot.time\n', to: '' }] },
  { name: 'the alarm is late by one', changes: [{ file: 'run.sasm', from: 'now fload +guest.alarm  flt', to: 'now fload +guest.alarm  fle' }] },
  { name: 'an interrupt is heard twice', changes: [{ file: 'time.sasm', from: 'woken:\n  now 0 store +guest.pending\n', to: 'woken:\n' }] },
  { name: 'handles are never free again', changes: [{
    file: 'slots.sasm', from: 'ctx.drop\n  get slot 0 store +slot.handle\n', to: 'ctx.drop\n',
  }] },
  { name: 'a window is moved in our memory, not in the guest\'s', changes: [{
    file: 'contexts.sasm', from: 'now load +guest.base  get slot load +slot.base  add ret', to: 'get slot load +slot.base ret',
  }] },
];

const LIMITS: Limits = { handles: 12, frames: 40 };
const LENGTH = 1500;
/** Random kernels that are tried until one shows the mistake. */
const KERNELS = 60;
/** A broken hypervisor may never come back to its guest. */
const STEPS_MAX = 2_000_000;
const PROBE_MEMORY = 65_536;

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
    const probe: Subject = { image: imageOf(resolve('test/labs/kernels/probe.sasm')), memory: PROBE_MEMORY, disk: new Uint8Array(512), seed: 1 };
    const kernels = Array.from({ length: KERNELS }, (_, i) => randomKernel(i + 1));
    checks = [
      { name: 'the probe', subject: probe, slice: 1000, wanted: bare(probe, LIMITS, LENGTH) },
      ...kernels.map((kernel) => ({ name: `kernel ${kernel.number}`, subject: kernel, slice: kernel.slice + 1, wanted: bare(kernel, LIMITS, LENGTH) })),
    ];
  });

  it('the hypervisor as it is passes every check', () => {
    for (const check of checks) run(check, {});
  });

  for (const { name, changes } of BROKEN) {
    it(`caught: ${name}`, () => {
      const changed: Record<string, string> = {};
      for (const { file, from, to } of changes) {
        const text = changed[file] ?? readFileSync(join(EXAMPLES, 'systems/type1', file), 'utf8');
        assert.equal(text.split(from).length, 2, `${file} holds the line once`);
        changed[file] = text.replace(from, to);
      }
      assert.ok(checks.some((check) => isCaught(check, changed)), name);
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
