// What holds in lab 01: two different systems on one machine, each as if it were alone; and whatever happens to one, the other
// does not notice.
import { message, type Message } from '../base/message';
import { windowOf, type Context } from '../machine/context';
import { Machine } from '../machine/machine';
import type { InputEvent } from '../machine/input';
import { programHash } from '../machine/state-hash';
import { consoleDifferences, consoleOf, ended, taken } from './arrangements';
import type { Check, Finding } from './lab';
import { DIFFERS, NAMES } from './messages';
import { Trace, Tracer } from './trace';
import { stripped, verified, type Assembled, type Workshop } from './workshop';

const LINES = 'echo hello\ncount sheep\nprimes 300\nexit 3\n';
/** When the other one is killed, as parts of the time in which both live. */
const MOMENTS: readonly number[] = [0.1, 0.5, 0.9];
/** Steps between two looks at all windows. */
const LOOK = 997;
/** What a killed system ends with: 128 and the cause `operand`. */
const KILLED = 131;
const STEPS_MAX = 1e8;

/** A program without its debug section, and with what that says. */
interface Program {
  readonly image: Uint8Array;
  readonly identity: string;
  readonly debug: Assembled['debug'];
}

function program(workshop: Workshop, name: string): Program {
  const { bytes, debug, identity } = workshop.assembled(workshop.path(name));
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

/** The systems, slate first, and the program that has both. */
interface Both {
  readonly program: Program;
  readonly systems: readonly [System, System];
}

function bothOf(workshop: Workshop): Both {
  return {
    program: program(workshop, 'labs/01-what-a-vm-is/two_systems.sasm'),
    systems: [
      { label: 'S', program: program(workshop, 'systems/slate/slate.sasm'), input: LINES, table: ['processes', 'process'] },
      { label: 'C', program: program(workshop, 'systems/chalk/chalk.sasm'), input: '', table: ['tasks', 'task'] },
    ],
  };
}

/** A text that is there from the beginning, if there is one, and the end of the input. */
function typed(text: string): InputEvent[] {
  return [...text === '' ? [] : [{ step: 0, bytes: new TextEncoder().encode(text) }], { step: 0, bytes: undefined }];
}

function machineOf({ image }: Program, input: readonly InputEvent[]): Machine {
  return new Machine(verified(image), {
    memory: 1 << 20, limits: { contexts: 64, frames: 16_384, images: 64, slots: 131_072 }, seed: 1, leaky: false, disk: new Uint8Array(0), args: [], input,
  });
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

const LAST = 5;

function alone({ program: { identity }, program: bare, input }: System): Life {
  const all = new Trace('alone', [identity]);
  const run = (until: (trace: Trace) => boolean): { machine: Machine; trace: Trace } => {
    const machine = machineOf(bare, typed(input)), trace = all.another();
    machine.onProgram = ({ image }) => all.add(image.identity);
    new Tracer(machine, [trace]).run(() => until(trace), STEPS_MAX);
    return { machine, trace };
  };
  run(() => false);                                        // which programs there are
  const { machine, trace } = run(() => false), { machine: before } = run((upTo) => upTo.length === trace.length - LAST);
  return { output: taken(machine), trace, hash: programHash(before, before.root) };
}

function kernelOf(machine: Machine, { program: { identity } }: System): Context | undefined {
  return [...machine.root.downward()].find((context) => context.program.image.identity === identity);
}

/** Each writes what it writes alone. */
function sameOutput(workshop: Workshop): Finding {
  const { program: both, systems } = bothOf(workshop), machine = machineOf(both, typed(LINES)), found: Message[] = [];
  ended(machine, 'two_systems.sasm', STEPS_MAX);
  const text = taken(machine);
  for (const system of systems) {
    found.push(...consoleDifferences(system.label, ofGuest(text, system.label), alone(system).output));
    if (!machine.programs.has(system.program.identity)) found.push(message(DIFFERS.changed_guest, { who: system.label }));
  }
  return { figures: { instructions: machine.running.time }, differences: found };
}

/** No window overlaps another, but for those of a kernel and its own processes. */
function disjoint(workshop: Workshop): Finding {
  const { program: both, systems } = bothOf(workshop), machine = machineOf(both, typed(LINES)), found: Message[] = [];
  const { segments } = machine.root.program.image, ours = Math.max(...segments.map(({ address, bytes }) => address + bytes.length));
  let pairs = 0, contexts = 0;
  while (found.length === 0 && machine.steps < STEPS_MAX && machine.run(LOOK, 1e9).kind !== 'ended') {
    const kernels = systems.map((system) => kernelOf(machine, system)), all = [...machine.root.downward()].slice(1);
    contexts = Math.max(contexts, all.length);
    for (const one of all) {
      if (windowOf(one).start < ours) found.push(message(DIFFERS.too_low, { one: nameOf(one) }));
      for (const other of all) {
        const within = kernels.includes(one) !== kernels.includes(other) && (inside(other, one) || inside(one, other));
        if (one === other || within) continue;
        if (overlap(one, other)) found.push(message(DIFFERS.overlap, { one: nameOf(one), other: nameOf(other) }));
        pairs++;
      }
    }
  }
  return { figures: { pairs, contexts }, differences: found };
}

function nameOf({ id }: Context): string {
  return `#${id}`;
}

function overlap(one: Context, other: Context): boolean {
  const a = windowOf(one), b = windowOf(other);
  return a.start < b.start + b.size && b.start < a.start + a.size;
}

function inside(one: Context, other: Context): boolean {
  const a = windowOf(one), b = windowOf(other);
  return a.start >= b.start && a.start + a.size <= b.start + b.size;
}

/** When each had ended, where nobody was killed. */
function endsOf({ program: both, systems }: Both): number[] {
  const machine = machineOf(both, typed(LINES)), ends = new Map<string, number>();
  machine.onContext = (context, made) => { if (!made) ends.set(context.program.image.identity, machine.steps); };
  ended(machine, 'two_systems.sasm', STEPS_MAX);
  return systems.map(({ program: { identity } }) => ends.get(identity) ?? machine.steps);
}

/** Overwrites the handle of every process in a kernel's table, so that the kernel resumes what there is not. False where it is gone already. */
function kill(machine: Machine, victim: System): boolean {
  const { program: { identity, debug }, table: [name, entry] } = victim, info = debug.get(identity), kernel = kernelOf(machine, victim);
  const constant = (wanted: string): number => info?.constants.find((one) => one.name === wanted)?.value ?? 0;
  const [data, me] = [name, 'me'].map((wanted) => info?.data.find((one) => one.name === wanted)), step = constant(`${entry}.size`);
  if (kernel === undefined || data === undefined || step === 0) return false;
  const nonsense = Uint8Array.of(99, 0, 0, 0);
  for (let at = data.address; at < data.address + data.size; at += step) {
    machine.bytesOf(kernel, at + constant(`${entry}.context`), 4)?.set(nonsense);
  }
  if (me !== undefined) machine.bytesOf(kernel, me.address + constant(`${entry}.context`), 4)?.set(nonsense);
  return true;
}

/** A run in which the victim is killed after so many steps: what differs for the survivor. */
function killed({ program: both }: Both, victim: System, survivor: System, life: Life, steps: number): Message[] {
  const who = message(NAMES.when_killed, { who: survivor.label, victim: victim.label, steps });
  const machine = machineOf(both, typed(LINES)), trace = life.trace.another(), tracer = new Tracer(machine, [trace]), found: Message[] = [];
  let hash = '';
  const look = (): boolean => {
    const kernel = trace.length === life.trace.length - LAST ? kernelOf(machine, survivor) : undefined;
    if (kernel !== undefined) hash = programHash(machine, kernel);
    return false;
  };
  tracer.run(look, steps);
  const done = kill(machine, victim);
  tracer.run(look, STEPS_MAX);
  const text = taken(machine), difference = trace.differs(life.trace);
  if (!done || !new RegExp(`^${victim.label}.*\\[ended with ${KILLED}\\]`, 'm').test(text)) found.push(message(DIFFERS.not_killed, { who: victim.label }));
  found.push(...consoleDifferences(who, ofGuest(text, survivor.label), life.output));
  if (difference >= 0) found.push(message(DIFFERS.instruction, { who, number: difference + 1 }));
  if (trace.length !== life.trace.length) found.push(message(DIFFERS.length, { who, found: trace.length, wanted: life.trace.length }));
  else if (difference < 0 && hash !== life.hash) found.push(message(DIFFERS.memory, { who, address: '?' }));
  return found;
}

/** Killing either at any of three moments leaves the other as it is alone. */
function killing(workshop: Workshop): Finding {
  const both = bothOf(workshop), { systems } = both, lives = systems.map(alone), shorter = Math.min(...endsOf(both));
  const found = [0, 1].flatMap((i) => MOMENTS.flatMap((moment) => killed(both, systems[i], systems[1 - i], lives[1 - i], Math.floor(shorter * moment))));
  return { figures: { runs: MOMENTS.length * 2, slate: lives[0].trace.length, chalk: lives[1].trace.length }, differences: found };
}

export const WHAT_A_VM_IS: readonly Check[] = [
  { name: 'same-output', text: { en: 'each system writes what it writes alone, and is the unchanged image', ko: '두 시스템이 혼자 있을 때와 똑같이 출력하고, 이미지도 고치지 않았다' }, run: sameOutput },
  { name: 'disjoint-windows', text: { en: 'their windows in memory never overlap', ko: '메모리의 창이 한 번도 겹치지 않는다' }, run: disjoint },
  { name: 'killing', text: { en: 'killing one at any moment leaves the other as it is alone', ko: '언제 하나를 죽여도 다른 하나는 혼자 있을 때와 같다' }, run: killing },
];
