// Stepping through the labs themselves: at a guest process's `sys write` into whoever takes the exit, from there to the guest's kernel,
// through each of its privileged instructions, and back to the process. Every stop says layer, mode and line; going back is the same way.
import { strict as assert } from 'node:assert';
import { encodeImage } from '../../src/image/write';
import { decoded } from '../../src/isa/encoding';
import { Machine } from '../../src/machine/machine';
import { machineHash } from '../../src/machine/state-hash';
import { Tester } from '../debugger/sessions';
import { optionsFor, subjectOf } from '../../src/labs/arrangements';
import { verified, WORKSHOP } from './programs';

const SESSION = 'echo ab\nexit 3\n';
/** Where echo ends its line: slate then sends three bytes. */
const FILE = 'examples/systems/slate/programs/lib/text.sasm', LINE = 57;
/** What slate does for that call where every privileged instruction is an exit; `flush` for each byte. */
const KERNEL_STOPS = ['turn resume', 'serve ctx.get', 'operand ctx.get', 'operand ctx.get', 'flush out', 'flush out', 'flush out', 'serve ctx.set'];
/** What it does where assistance leaves only devices to come out: the first stop is the call itself, which goes to the kernel alone. */
const ASSISTED_STOPS = ['turn tee', 'flush out', 'flush out', 'flush out'];
const BYTES = 3, STOPS_MAX = 400, HASH_EVERY = 50;

/** The machine of a lab. */
function machineOf(lab: string): Machine {
  const { image, debug } = WORKSHOP.assembled(WORKSHOP.path(`labs/${lab}/lab.sasm`)), bytes = encodeImage(image, debug);
  return new Machine(verified(bytes), optionsFor(subjectOf(bytes, { input: SESSION }), { handles: 119, frames: 16_384 }));
}

/** A lab, stopped before the call; all of it is recorded. */
function stopped(lab: string): Tester {
  const tester = new Tester(machineOf(lab), { history: { bytes: 1e8, interval: 100 } });
  tester.debug.setSourceBreakpoints({ name: FILE }, [{ line: LINE - 1 }]);
  assert.match(tester.go(), /end_line:57$/);
  tester.debug.setSourceBreakpoints({ name: FILE }, []);
  while (stopOf(tester).instruction !== 'sys') tester.step('in', 'instruction');
  return tester;
}

/** A stop: whose, in which mode, at which line, before which instruction. */
interface Stop {
  readonly program: string;
  readonly mode: string;
  readonly fn: string;
  readonly line: number;
  readonly instruction: string;
  readonly privileged: boolean;
}

function stopOf(tester: Tester): Stop {
  const { machine, debug } = tester, { current } = machine, { name, mode } = debug.layer(current.id);
  const [fn, line] = tester.where().replace(/^\S+ /, '').split(':'), { mnemonic, privileged } = decoded(machine.wordAt(current));
  return { program: name.replace(/ #\d+$/, ''), mode, fn, line: Number(line), instruction: mnemonic, privileged: privileged === true };
}

/** Steps from layer to layer until the process has its turn again: out of whoever runs, and from the root to whom it lets run. */
function way(tester: Tester): Stop[] {
  const stops: Stop[] = [];
  do {
    const { current } = tester.machine, sent = stops.filter(({ fn }) => fn === 'flush').length;
    const kernelIsDone = stops.at(-1)?.mode === 'guest' && sent === BYTES;
    tester.debug.stepLayer(current.isRoot || kernelIsDone ? 'toGuest' : 'intoExit', current.id);
    tester.run();
    stops.push(stopOf(tester));
  } while (stops.at(-1)?.program !== 'echo.sasm' && stops.length < STOPS_MAX);
  return stops;
}

/** Stops of a program, as function and instruction. */
function stopsOf(stops: readonly Stop[], program: string): string[] {
  return stops.filter((stop) => stop.program === program).map(({ fn, instruction }) => `${fn} ${instruction}`);
}

/** Goes back by layers: each step ends earlier, and the last one where all began. */
function assertLayersBack(tester: Tester, length: number, start: string): void {
  for (let i = 0; i < length; i++) {
    const { machine: { current, steps } } = tester;
    tester.debug.stepLayerBack(current.isRoot ? 'toGuest' : 'intoExit', current.id);
    tester.run();
    assert.ok(tester.machine.steps < steps);
  }
  assert.equal(machineHash(tester.machine), start);
}

/** Goes by single instructions as far as the way has led, and back: there and back it is the same. */
function assertRetraced(tester: Tester, end: number): void {
  const there: { readonly place: string; readonly steps: number; readonly hash: string }[] = [];
  const here = (hashed: boolean): (typeof there)[number] => ({ place: tester.where(), steps: tester.machine.steps, hash: hashed ? machineHash(tester.machine) : '' });
  while (tester.machine.steps < end) {
    there.push(here(there.length % HASH_EVERY === 0));
    tester.step('in', 'instruction');
  }
  assert.ok(there.length > 500, `${there.length} instructions`);
  for (const expected of there.reverse()) {
    tester.debug.stepBack('in', 'instruction', tester.machine.current.id);
    tester.run();
    assert.deepEqual(here(expected.hash !== ''), expected);
  }
}

describe('stepping through the labs', function () {
  this.timeout(0);

  for (const [name, lab, mode, kernelStops] of [
    ['type 1', '03-type-1', 'user', KERNEL_STOPS], ['type 2', '04-type-2', 'user', KERNEL_STOPS], ['KVM', '07-kvm', 'guest', ASSISTED_STOPS],
  ] as const) {
    it(`${name}: from the program out to the guest's kernel, through what comes out of it, and back to the program`, () => {
      const tester = stopped(lab), start = machineHash(tester.machine), { steps } = tester.machine;
      const stops = way(tester), end = tester.machine.steps, unwatched = machineOf(lab), kernel = stops.filter(({ program }) => program === 'slate.sasm');
      assert.deepEqual(stopsOf(stops, 'slate.sasm'), kernelStops);
      assert.ok(kernel.every((stop) => stop.mode === mode && stop.line > 0 && (stop.privileged || mode === 'guest')));
      assert.ok(stopsOf(stops, 'root').length >= BYTES && stops.at(-1)?.program === 'echo.sasm');
      // With assistance the call goes to the guest's kernel at once, else to whoever is below it.
      assert.equal(stops[0].program, mode === 'guest' ? 'slate.sasm' : 'root');
      if (lab !== '03-type-1') assert.ok(stopsOf(stops, 'vmm.sasm').length >= BYTES, 'the monitor plays the console');
      unwatched.run(end, 1e9);
      assert.equal(machineHash(tester.machine), machineHash(unwatched), 'nothing of the machine knows that it was stepped');
      if (mode === 'user') assertLayersBack(tester, stops.length, start);
      tester.debug.goTo(steps);
      tester.run();
      assert.equal(machineHash(tester.machine), start);
      assertRetraced(tester, end);
    });
  }
});
