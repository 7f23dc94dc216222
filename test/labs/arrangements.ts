// One guest in many arrangements: on the bare machine, under a hypervisor of type 1 alone and beside a neighbour, under two and
// three of them. Each says what came of it, and the first must equal all others.
import { strict as assert } from 'node:assert';
import { SECTOR_BYTES } from '../../src/isa/limits';
import { Machine, type Ending, type MachineOptions } from '../../src/machine/machine';
import { PAGE_SHIFT, PHYSICAL_START } from '../../src/machine/store';
import { Trace, Tracer } from './trace';
import { type1, verified, type Guest, type Hypervisor, type Type1 } from './programs';

/** A guest and what its machine has. */
export interface Subject {
  readonly image: Uint8Array;
  /** Bytes of its memory. */
  readonly memory: number;
  readonly disk: Uint8Array;
  readonly seed: number;
  readonly input?: string;
}

/** What a guest may use on any machine. */
export interface Limits {
  /** Contexts below it, and images. */
  readonly handles: number;
  readonly frames: number;
}

/** What came of a guest. */
export interface Result {
  readonly trace: Trace;
  readonly console: string;
  /** All its memory, when its last instruction that counts had retired. */
  readonly memory: Uint8Array;
  /** How the machine ended; undefined: the trace was long enough. */
  readonly ending: Ending | undefined;
}

const SLOTS = 16_384;
/** A machine that takes more steps than this for one instruction of a guest is not going to come back to it. */
const STEPS_MAX = 1e9;

export function optionsFor({ memory, disk, seed, input }: Subject, limits: Limits): MachineOptions {
  const typed = input === undefined ? [] : [{ step: 0, bytes: new TextEncoder().encode(input) }];
  return {
    memory, limits: { contexts: limits.handles + 1, frames: limits.frames, images: limits.handles, slots: SLOTS }, seed, leaky: false, disk,
    args: [], input: [...typed, { step: 0, bytes: undefined }],
  };
}

/** Bytes of physical memory. */
export function memoryOf(machine: Machine, base: number, size: number): Uint8Array {
  return machine.store.u8.slice(PHYSICAL_START + base, PHYSICAL_START + base + size);
}

function taken(machine: Machine): string {
  return Buffer.from(machine.devices.output.take()).toString('latin1');
}

/** What a guest wrote on a console that it shares: its lines without labels; where they were broken they are whole again. */
export function consoleOf(text: string, label: string): string {
  let found = '';
  for (const line of text.split('\n')) {
    if (line[0] !== label) continue;
    if (line[1] === '+') found = found.slice(0, -1);
    found += `${line.slice(LABEL_LENGTH)}\n`;
  }
  return found;
}

/** {@link consoleOf} up to the line that says with which code the guest has ended, without the ledger behind it. */
export function endedConsoleOf(text: string, label: string): string {
  const found = consoleOf(text, label), end = found.lastIndexOf('[ended with ');
  return end < 0 ? found : found.slice(0, found.indexOf('\n', end) + 1);
}

/** `A: ` or `A+ `. */
const LABEL_LENGTH = 3;

/** The guest on the bare machine, for at most so many instructions. */
export function bare(subject: Subject, limits: Limits, length: number): Result {
  const machine = new Machine(verified(subject.image), optionsFor(subject, limits));
  const trace = new Trace('guest');
  trace.add(machine.root.program.image.identity);
  machine.onProgram = ({ image }) => trace.add(image.identity);
  new Tracer(machine, [trace]).run(() => trace.length >= length);
  return { trace, console: taken(machine), memory: memoryOf(machine, 0, subject.memory), ending: machine.ending };
}

/** A guest under hypervisors: what of it is to be seen there, and whether anything happened outside its memory. */
export interface Seen extends Result {
  /** Pages of physical memory that were written while the guest ran by itself, and are none of its own. */
  readonly strayPages: readonly number[];
}

/** A machine for a hypervisor with the disk, seed and input of the guest. */
export function machineFor({ image, memory }: Hypervisor, subject: Subject, limits: Limits): Machine {
  return new Machine(verified(image), optionsFor({ ...subject, memory }, limits));
}

/** Runs a machine until a guest in it has retired as much as it did on the bare one. */
export function watch(machine: Machine, base: number, subject: Subject, wanted: Result, steps = STEPS_MAX): Seen {
  const trace = wanted.trace.another();
  const first = base >> PAGE_SHIFT, last = (base + subject.memory - 1) >> PAGE_SHIFT;
  const strayPages: number[] = [];
  machine.observation.record(true);
  const enough = (): boolean => wanted.ending === undefined && trace.length >= wanted.trace.length;
  new Tracer(machine, [trace]).run(enough, steps, (inside) => {
    const written = machine.observation.takeWritten();
    if (!inside) strayPages.push(...written.filter((page) => page < first || page > last));
  });
  return { trace, console: taken(machine), memory: memoryOf(machine, base, subject.memory), ending: machine.ending, strayPages };
}

/** The guest alone under one hypervisor of type 1 and more around it, with the console for itself. */
export function nested(subject: Subject, limits: Limits, slices: readonly number[], changed: Type1['changed'] = {}): { hypervisor: Hypervisor; base: number } {
  let guest: Guest = subject, base = 0;
  let hypervisor: Hypervisor | undefined;
  slices.forEach((slice, depth) => {
    hypervisor = type1({ guests: [{ ...guest, sectors: subject.disk.length / SECTOR_BYTES }], slice, handles: limits.handles + depth * 2, changed });
    base += hypervisor.bases[0];
    guest = { image: hypervisor.image, memory: hypervisor.memory };
  });
  assert.ok(hypervisor !== undefined);
  return { hypervisor, base };
}

/** Room for a guest with so many hypervisors around it. */
export function widened({ handles, frames }: Limits, depth: number): Limits {
  return { handles: handles + depth * 2, frames };
}

/** Fails where a guest in an arrangement is not what it is on the bare machine. */
export function assertSame(name: string, seen: Seen, wanted: Result): void {
  const difference = seen.trace.differs(wanted.trace);
  assert.equal(difference, -1, `${name}: instruction ${difference} differs`);
  assert.equal(seen.trace.length, wanted.trace.length, `${name}: instructions retired`);
  assert.equal(seen.console, wanted.console, `${name}: console`);
  assert.equal(Buffer.compare(seen.memory, wanted.memory), 0, `${name}: memory`);
  assert.equal(seen.ending?.code, wanted.ending?.code, `${name}: exit code`);
  assert.deepEqual(seen.strayPages, [], `${name}: pages written`);
}
