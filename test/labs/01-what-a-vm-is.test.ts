// Lab 01: two different systems on one machine, each as if it were alone; and whatever happens to one, the other does not notice.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { assemble } from '../../src/assembler';
import type { DebugInfo } from '../../src/image/debug';
import { windowOf, type Context } from '../../src/machine/context';
import type { InputEvent } from '../../src/machine/input';
import { Machine, runToEnd, type MachineOptions } from '../../src/machine/machine';
import { programHash } from '../../src/machine/state-hash';
import { NodePlatform } from '../../src/platform/node/platform';
import { consoleOf } from './arrangements';
import { stripped, verified } from './programs';
import { Trace, Tracer } from '../../src/labs/trace';

const FOLDER = resolve('examples/labs/01-what-a-vm-is');
const LINES = 'echo hello\ncount sheep\nprimes 300\nexit 3\n';
/** When the other one is killed, as parts of the time in which both live. */
const MOMENTS: readonly number[] = [0.1, 0.5, 0.9];

/** A program with its debug information. */
interface Program {
  readonly image: Uint8Array;
  readonly identity: string;
  readonly debug: ReadonlyMap<string, DebugInfo>;
}

function program(path: string): Program {
  const { bytes, debug, identity, diagnostics } = assemble({ path, files: new NodePlatform(), folder: resolve('examples') });
  assert.deepEqual(diagnostics.map(({ row }) => row.code), []);
  assert.ok(bytes !== undefined && debug !== undefined && identity !== undefined);
  return { image: stripped(bytes), identity, debug };
}

/** One of the two systems. */
interface System {
  readonly label: string;
  readonly program: Program;
  /** What is typed when it is alone. */
  readonly input: string;
  /** Its table of processes: the name, and the structure of an entry. */
  readonly table: readonly [string, string];
}

/** A text that is there from the beginning, if there is one, and the end of the input. */
function typed(text: string): InputEvent[] {
  return [...text === '' ? [] : [{ step: 0, bytes: new TextEncoder().encode(text) }], { step: 0, bytes: undefined }];
}

function machineOf({ image }: Program, input: readonly InputEvent[]): Machine {
  const options: MachineOptions = {
    memory: 1 << 20, limits: { contexts: 64, frames: 16_384, images: 64, slots: 131_072 }, seed: 1, leaky: false,
    disk: new Uint8Array(0), args: [], input,
  };
  return new Machine(verified(image), options);
}

function written(machine: Machine): string {
  return new TextDecoder().decode(machine.devices.output.take());
}

/** What a guest wrote, without what the hypervisor says of it at its end. */
function ofGuest(text: string, label: string): string {
  return consoleOf(text, label).replace(/\[ended[^]*$/, '');
}

/** What a system does alone: its output, its trace, and its program hash when it has retired all but its last instructions. */
interface Life {
  readonly output: string;
  readonly trace: Trace;
  readonly hash: string;
}

/** What became of a system whose neighbour was killed. */
interface Killed extends Omit<Life, 'output'> {
  /** All that the machine wrote. */
  readonly text: string;
}

const LAST = 5;

function alone({ program: { identity }, program, input }: System): Life {
  const all = new Trace('alone', [identity]);
  const run = (until: (trace: Trace) => boolean): { machine: Machine; trace: Trace } => {
    const machine = machineOf(program, typed(input)), trace = all.another();
    machine.onProgram = ({ image }) => all.add(image.identity);
    new Tracer(machine, [trace]).run(() => until(trace));
    return { machine, trace };
  };
  run(() => false);                                        // which programs there are
  const whole = run(() => false), { trace } = whole;
  const { machine: before } = run((upTo) => upTo.length === trace.length - LAST);
  return { output: written(whole.machine), trace, hash: programHash(before, before.root) };
}

/** Overwrites the handle of every process in a kernel's table, so that the kernel resumes what there is not. */
function kill(machine: Machine, { program: { identity, debug }, table: [name, entry] }: System): void {
  const info = debug.get(identity);
  const constant = (wanted: string): number => {
    const found = info?.constants.find((one) => one.name === wanted);
    assert.ok(found !== undefined, wanted);
    return found.value;
  };
  const kernel = kernelOf(machine, identity), [data, me] = [name, 'me'].map((wanted) => info?.data.find((one) => one.name === wanted));
  assert.ok(kernel !== undefined && data !== undefined);
  const nonsense = Uint8Array.of(99, 0, 0, 0);
  for (let at = data.address; at < data.address + data.size; at += constant(`${entry}.size`)) {
    machine.bytesOf(kernel, at + constant(`${entry}.context`), 4)?.set(nonsense);
  }
  if (me !== undefined) machine.bytesOf(kernel, me.address + constant(`${entry}.context`), 4)?.set(nonsense);
}

function kernelOf(machine: Machine, identity: string): Context | undefined {
  return [...machine.root.downward()].find((context) => context.program.image.identity === identity);
}

describe('lab 01: what a virtual machine is', function () {
  this.timeout(0);
  let both: Program, slate: System, chalk: System;
  const lives = new Map<System, Life>();
  /** The steps after which each had ended, where nobody was killed. */
  const ends = new Map<string, number>();

  before(() => {
    both = program(join(FOLDER, 'two_systems.sasm'));
    slate = { label: 'S', program: program(resolve('examples/systems/slate/slate.sasm')), input: LINES, table: ['processes', 'process'] };
    chalk = { label: 'C', program: program(resolve('examples/systems/chalk/chalk.sasm')), input: '', table: ['tasks', 'task'] };
    for (const system of [slate, chalk]) lives.set(system, alone(system));
  });

  it('each writes what it writes alone, and neither was changed for it', () => {
    const machine = machineOf(both, typed(LINES));
    machine.onContext = (context, made) => { if (!made) ends.set(context.program.image.identity, machine.steps); };
    runToEnd(machine);
    const text = written(machine);
    for (const system of [slate, chalk]) {
      assert.equal(ofGuest(text, system.label), lives.get(system)?.output, system.label);
      assert.ok(machine.programs.has(system.program.identity));
    }
  });

  it('their windows are disjoint, and so are those of all processes', () => {
    const machine = machineOf(both, typed(LINES));
    const { image: { segments } } = machine.root.program;
    const ours = Math.max(...segments.map(({ address, bytes }) => address + bytes.length));
    let looks = 0, most = 0;
    while (machine.run(997, 1e9).kind !== 'ended') {
      const kernels = [slate, chalk].map(({ program: { identity } }) => kernelOf(machine, identity));
      const windows = [...machine.root.downward()].slice(1).map((context) => ({ context, ...windowOf(context) }));
      most = Math.max(most, windows.length);
      for (const a of windows) {
        assert.ok(a.start >= ours, 'in the data of the hypervisor');
        for (const b of windows) {
          if (a === b || kernels.includes(a.context) && inside(b, a) || kernels.includes(b.context) && inside(a, b)) continue;
          assert.ok(a.start + a.size <= b.start || b.start + b.size <= a.start, `${a.context.id} and ${b.context.id}`);
          looks++;
        }
      }
    }
    assert.ok(looks > 1000 && most >= 13, `${looks} pairs, ${most} contexts at a time`);
  });

  /** A run in which the victim is killed. The hash is that of the survivor, shortly before it has retired so many instructions. */
  function killed(victim: System, survivor: System, steps: number, length = Infinity): Killed {
    const machine = machineOf(both, typed(LINES)), trace = lives.get(survivor)?.trace.another();
    assert.ok(trace !== undefined);
    const tracer = new Tracer(machine, [trace]);
    let hash = '';
    const look = (): boolean => {
      const kernel = trace.length === length - LAST ? kernelOf(machine, survivor.program.identity) : undefined;
      if (kernel !== undefined) hash = programHash(machine, kernel);
      return false;
    };
    tracer.run(look, steps);
    assert.ok(kernelOf(machine, victim.program.identity) !== undefined, 'the victim lives');
    kill(machine, victim);
    tracer.run(look);
    return { text: written(machine), trace, hash };
  }

  it('killing one at any moment leaves the other as it is alone: output, trace and program hash', () => {
    for (const [victim, survivor] of [[slate, chalk], [chalk, slate]]) {
      for (const moment of MOMENTS) {
        const name = `${survivor.label} when ${victim.label} is killed at ${moment}`;
        const steps = Math.floor(Math.min(...[slate, chalk].map(({ program: { identity } }) => ends.get(identity) ?? 0)) * moment);
        const wanted = lives.get(survivor);
        assert.ok(wanted !== undefined);
        const { text, trace, hash } = killed(victim, survivor, steps, wanted.trace.length);
        assert.match(text, new RegExp(`^${victim.label}.*\\[ended with 131\\]`, 'm'), name);
        assert.equal(ofGuest(text, survivor.label), wanted.output, name);
        assert.equal(trace.differs(wanted.trace), -1, name);
        assert.equal(trace.length, wanted.trace.length, name);
        assert.equal(hash, wanted.hash, name);
      }
    }
  });

  it('what the guides quote is what it writes, at the prompt of `strata debug`, too', () => {
    const count = readFileSync(resolve('examples/systems/slate/programs/count.sasm'), 'utf8').split('\n');
    const line = count.findIndex((text) => text.includes('sys print')) + 1;
    const commands = [`break examples/systems/slate/programs/count.sasm:${line}`, 'run', 'backtrace', 'frame 1',
      'set i32[me + process.context] = 99', 'delete', 'continue', 'quit'];
    const typing = ['--allow-root', 'examples', '--input', 'echo hello\ncount sheep\nexit\n', join(FOLDER, 'two_systems.sasm')];
    const program = [join(__dirname, '../../src/cli.js'), '--language', 'en'];
    const cli = (words: readonly string[], input: string): string =>
      spawnSync(process.execPath, [...program, ...words], { input, encoding: 'utf8' }).stdout;
    const [before, after] = cli(['debug', ...typing], commands.join('\n')).split('i32[me + process.context] = 99');
    const said: Readonly<Record<string, string>> = { console: cli(['run', ...typing], ''), stack: before, killed: after };
    assert.ok(!before.includes('ended with'));
    assert.match(after, /^C: 19$/m);
    for (const guide of ['GUIDE.md', 'GUIDE.ko.md']) {
      const blocks = [...readFileSync(join(FOLDER, guide), 'utf8').matchAll(/^ *```(console|stack|killed)\n([^]*?)^ *```$/gm)];
      assert.deepEqual(blocks.map(([, kind]) => kind), ['console', 'stack', 'killed'], guide);
      for (const [, kind, block] of blocks) {
        const quoted = kind === 'console' ? [block.replace(/^ {3}/gm, '')] : block.trim().split(/\n */);
        for (const text of quoted) assert.ok(said[kind].includes(text), `${guide}: ${text}\n${said[kind]}`);
      }
    }
  });
});

function inside(a: { start: number; size: number }, b: { start: number; size: number }): boolean {
  return a.start >= b.start && a.start + a.size <= b.start + b.size;
}
