// One guest in many arrangements: on the bare machine, under a hypervisor of type 1 alone and beside a neighbour, under two and
// three of them. Each says what came of it, and the first must equal all others.
import { assert } from '../base/assert';
import { message, type Message } from '../base/message';
import { decodeImage } from '../image/read';
import { SECTOR_BYTES } from '../isa/limits';
import { Machine, type Ending, type MachineOptions } from '../machine/machine';
import { PAGE_SHIFT, PHYSICAL_START } from '../machine/store';
import { Unfit } from './lab';
import { DIFFERS } from './messages';
import { Trace, Tracer } from './trace';
import { verified, type Guest, type Host, type HostName, type Hypervisor, type Type1, type Workshop } from './workshop';

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

/** The program of a path with the memory that it wants and an empty disk. */
export function subjectOf(image: Uint8Array, more: Partial<Subject> = {}): Subject {
  return { image, memory: decodeImage(image).window ?? 0, disk: new Uint8Array(0), seed: 1, ...more };
}

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

/** What was written since somebody looked, a character for each byte. */
export function taken(machine: Machine): string {
  let text = '';
  for (const byte of machine.devices.output.take()) text += String.fromCharCode(byte);
  return text;
}

/** Runs to the end. Who does not get there, or waits for input that never comes, is unfit. */
export function ended(machine: Machine, who: string, steps = STEPS_MAX): Machine {
  while (machine.ending === undefined) {
    if (machine.steps >= steps) throw new Unfit([message(DIFFERS.never_ends, { who, steps })]);
    if (machine.run(steps - machine.steps, 1e9).kind === 'input') throw new Unfit([message(DIFFERS.waits, { who })]);
  }
  return machine;
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

/** The guest in a monitor of a host, with the console for itself. */
export function hosted(workshop: Workshop, host: HostName, subject: Subject, { handles }: Limits, slice: number): Host {
  return workshop.hosted({ host, guest: { ...subject, sectors: subject.disk.length / SECTOR_BYTES }, slice, handles });
}

/** The guest alone under one hypervisor of type 1 and more around it, with the console for itself. */
export function nested(workshop: Workshop, subject: Subject, limits: Limits, slices: readonly number[], changed: Type1['changed'] = {}):
{ hypervisor: Hypervisor; base: number } {
  let guest: Guest = subject, base = 0;
  let hypervisor: Hypervisor | undefined;
  slices.forEach((slice, depth) => {
    hypervisor = workshop.type1({ guests: [{ ...guest, sectors: subject.disk.length / SECTOR_BYTES }], slice, handles: limits.handles + depth * 2, changed });
    base += hypervisor.bases[0];
    guest = { image: hypervisor.image, memory: hypervisor.memory };
  });
  assert(hypervisor !== undefined, 'a guest without a hypervisor');
  return { hypervisor, base };
}

/** Room for a guest with so many hypervisors around it. */
export function widened({ handles, frames }: Limits, depth: number): Limits {
  return { handles: handles + depth * 2, frames };
}

/** Where a guest in an arrangement is not what it is on the bare machine. */
export function differences(who: string | Message, seen: Seen, wanted: Result): Message[] {
  const { trace, memory, strayPages } = seen, found: Message[] = [];
  const instruction = trace.differs(wanted.trace), byte = memory.findIndex((each, i) => each !== wanted.memory[i]);
  if (instruction >= 0) found.push(message(DIFFERS.instruction, { who, number: instruction + 1 }));
  if (trace.length !== wanted.trace.length) found.push(message(DIFFERS.length, { who, found: trace.length, wanted: wanted.trace.length }));
  found.push(...consoleDifferences(who, seen.console, wanted.console));
  if (byte >= 0 || memory.length !== wanted.memory.length) found.push(message(DIFFERS.memory, { who, address: byte }));
  found.push(...endingDifferences(who, seen.ending?.code, wanted.ending?.code));
  if (strayPages.length > 0) found.push(message(DIFFERS.stray, { who, pages: [...new Set(strayPages)].join(' ') }));
  return found;
}

/** The first line that is another one. */
export function consoleDifferences(who: string | Message, found: string, wanted: string): Message[] {
  if (found === wanted) return [];
  const lines = found.split('\n'), others = wanted.split('\n');
  const at = others.findIndex((line, i) => line !== lines[i]), line = at < 0 ? others.length : at;
  return [message(DIFFERS.console, { who, line: line + 1, found: lines[line] ?? '', wanted: others[line] ?? '' })];
}

/** Exit codes that are not the same; undefined: it goes on. */
export function endingDifferences(who: string | Message, found: number | undefined, wanted: number | undefined): Message[] {
  return found === wanted ? [] : [message(DIFFERS.ending, { who, found: found ?? '—', wanted: wanted ?? '—' })];
}
