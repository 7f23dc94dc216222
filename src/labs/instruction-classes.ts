// What kind each instruction is in the words of Popek and Goldberg (1974), found by executing it: in the root, in user mode,
// in two windows, and in two machines whose resources differ. Nothing here reads the column of the table that says it.
//
// The state of a machine is that of the program (frames, operands, bytes of the window) and that of its resources (devices,
// other contexts, images, mode, where the window lies). An instruction is
// - privileged, where it traps in user mode because of the mode, and does not in the root;
// - sensitive, where it changes resources, or where what it does to the program depends on them.
import { assemble } from '../assembler/assemble';
import { assert, defined } from '../base/assert';
import { Digest } from '../base/hash';
import { Cause, causeName } from '../isa/causes';
import { opcodeOf } from '../isa/encoding';
import { EXAMPLE_SURROUNDINGS, INSTRUCTIONS, Op, type InstructionRow } from '../isa/instructions';
import type { ValueType } from '../isa/types';
import type { Context } from '../machine/context';
import { Machine, Pass, type MachineOptions } from '../machine/machine';
import { framesOf, operandTypes, slotValue } from '../machine/walk';
import { stripped, verified } from './workshop';

/** What makes an instruction sensitive. */
export type Reason = 'changes resources' | 'depends on resources' | 'depends on mode or place';

/** What was seen of one instruction. */
export interface Found {
  readonly privileged: boolean;
  /** Why it is sensitive; none: it is not. */
  readonly sensitive: ReadonlySet<Reason>;
  /** Runs of it in user mode. */
  readonly runs: number;
}

const WINDOW = 65_536;
/** Where the windows of a child begin. */
const PLACES: readonly number[] = [2 * WINDOW, 3 * WINDOW + 4096];
const MEMORY = 8 * WINDOW;
const STEPS_MAX = 100_000;

/** Its input has ended. */
const OPTIONS: MachineOptions = {
  memory: MEMORY, limits: { contexts: 8, frames: 256, images: 8, slots: 16_384 }, seed: 1, leaky: false, disk: new Uint8Array(4096), args: [],
  input: [{ step: 0, bytes: undefined }],
};

/** What an instruction did to its program. */
interface Effect {
  /** The trap that it raised. */
  readonly cause?: string;
  /** The operands, how deep the calls are, how far it went, the window. */
  readonly state: string;
}

function assembled(text: string): Uint8Array {
  const { bytes, diagnostics } = assemble({ path: 'example.sasm', text });
  assert(!diagnostics.some(({ severity }) => severity === 'error'), `an example assembles: ${text}`);
  return stripped(defined(bytes, 'the image of an example'));
}

/** The example as a program; behind it stands `unreachable`. */
function programOf(code: string): Uint8Array {
  return assembled(EXAMPLE_SURROUNDINGS.replace('{example}', `${code} unreachable`));
}

function machineOf(image: Uint8Array, leaky: boolean, input = OPTIONS.input): Machine {
  const machine = new Machine(verified(image), { ...OPTIONS, leaky, input });
  machine.watch.causes = ~0;
  return machine;
}

/** Runs a context up to the instruction; false where something else traps before. */
function runTo(machine: Machine, context: Context, op: Op): boolean {
  for (let steps = 0; steps < STEPS_MAX; steps++) {
    if (machine.current === context && opcodeOf(machine.wordAt(context)) === op) return true;
    const outcome = machine.run(1, 1e9);
    if (outcome.kind === 'trap' && machine.current === context) return false;
    if (outcome.kind === 'trap') machine.run(1, 1e9, Pass.trap);            // of a child: the `resume` comes back
    if (outcome.kind === 'ended') return false;
  }
  return false;
}

interface Operands {
  readonly types: readonly ValueType[];
  readonly values: readonly number[];
}

function operands(machine: Machine, context: Context): Operands {
  const [frame] = framesOf(machine.store, context);
  const types = operandTypes(context, frame);
  return { types, values: types.map((type, i) => slotValue(machine.store, frame.operands + i * 2, type)) };
}

/** Executes the one instruction at which the context stands. */
function execute(machine: Machine, context: Context): Effect {
  const { pc, fn } = context, op = opcodeOf(machine.wordAt(context));
  const outcome = machine.run(1, 1e9);
  // The root's parent is the firmware: a `sys` there is a trap to it, although it is served before anybody sees it.
  if (op === Op.sys) return { cause: causeName(Cause.sys), state: '' };
  if (outcome.kind === 'trap') return { cause: causeName(outcome.cause), state: '' };
  if (outcome.kind === 'ended') return { state: 'off' };
  if (machine.current !== context) return { state: 'another context' };
  const digest = new Digest();
  digest.bytes(machine.bytesOf(context, 0, WINDOW) ?? new Uint8Array(0));
  const { types, values } = operands(machine, context);
  const kept = values.map((value, i) => `${types[i]} ${Object.is(value, -0) ? '-0' : value}`).join(' ');
  return { state: [kept, context.frames, context.fn - fn, context.pc - pc, digest.finish()].join(' / ') };
}

/** Everything of a machine that is not its root's program. */
function resources(machine: Machine): string {
  const { devices, root } = machine;
  const contexts = [...root.downward()].slice(1).map((child) => [child.base, child.limit, child.mode, child.fn, child.pc, child.sp,
    child.time, child.interrupts, child.trapWord, child.answer, child.answerValue, child.call, child.allowance]);
  const { sector, clockLatch, alarmLatch, alarm, slept, random, output, input, disk } = devices;
  return JSON.stringify([
    contexts, root.children.map((child) => child?.id), root.images.map((image) => image?.image.identity), root.interrupts, root.active?.id,
    sector, clockLatch, alarmLatch, alarm, slept, random, output.total, input.position, machine.ending,
    [...disk.written].map(([at, bytes]) => [at, [...bytes]]),
  ]);
}

/** The same program, all else different: no contexts, no images, other devices. Its input has not ended, but that is so from the start. */
function exchangeResources(machine: Machine): void {
  const { devices, root } = machine;
  root.children.fill(undefined);
  root.images.fill(undefined);
  root.allowance.images = root.imagesHeld;
  root.allowance.contexts = root.contextsBelow;
  root.interrupts ^= 1;
  devices.random ^= 0x5555;
  devices.slept += 98_765;
  devices.sector = 7;
  devices.output.total++;
  for (let sector = 0; sector < 8; sector++) devices.disk.write(sector, new Uint8Array(512).fill(9));
}

/** A program that makes the operands and then meets the instruction: for what a program in user mode cannot prepare. */
function prepared(mnemonic: string, { types, values }: Operands): Uint8Array {
  const pushed = values.map((value, i) => (types[i] === 'i32' || !Number.isInteger(value) ? String(value) : `${value}.0`));
  return assembled(`memory ${WINDOW} entry func main ${pushed.join(' ')} ${mnemonic} unreachable end`);
}

/** A machine, and a child of its root. */
interface Below {
  readonly machine: Machine;
  readonly child: Context;
}

/** A machine whose root has resumed a child, in user mode, that runs the image in a window at a place. */
function inUserMode(image: Uint8Array, place: number, leaky: boolean): Below {
  const root = assembled(`memory all data image at 8 = i8 ${image.join(', ')}
    entry func main image image.size image.load ${place} ${WINDOW} mode.user ctx.new -1 resume drop ret end`);
  const machine = machineOf(root, leaky);
  while (machine.current.isRoot) assert(machine.run(1, 1e9).kind === 'slice', 'the root resumes its child');
  return { machine, child: machine.current };
}

/** {@link Found}, while it is being found out. */
interface Finding {
  privileged: boolean;
  runs: number;
  readonly sensitive: Set<Reason>;
}

/** One example: what it shows of its instruction. */
function examine(mnemonic: string, op: Op, code: string, leaky: boolean, found: Finding): void {
  const image = programOf(code);
  const machine = machineOf(image, leaky), other = machineOf(image, leaky, []);
  if (!runTo(machine, machine.root, op)) return;
  assert(runTo(other, other.root, op), mnemonic);
  const before = resources(machine), given = operands(machine, machine.root), window = machine.bytesOf(machine.root, 0, WINDOW)?.slice();
  assert(window !== undefined, 'the root has a window');
  const inRoot = execute(machine, machine.root);
  if (inRoot.cause === undefined && resources(machine) !== before) found.sensitive.add('changes resources');
  exchangeResources(other);
  if (!same(inRoot, execute(other, other.root))) found.sensitive.add('depends on resources');
  for (const place of PLACES) {
    const below = atInstruction(mnemonic, op, image, given, place, leaky);
    below.machine.bytesOf(below.child, 0, WINDOW)?.set(window);
    const inUser = execute(below.machine, below.child);
    found.runs++;
    if (inUser.cause === causeName(Cause.privileged)) found.privileged ||= inRoot.cause !== inUser.cause;
    else if (!same(inRoot, inUser)) found.sensitive.add('depends on mode or place');
  }
}

function same(a: Effect, b: Effect): boolean {
  return a.cause === b.cause && a.state === b.state;
}

/** A child in user mode that stands before the instruction, as the root did. */
function atInstruction(mnemonic: string, op: Op, image: Uint8Array, given: Operands, place: number, leaky: boolean): Below {
  const plain = inUserMode(image, place, leaky);
  if (runTo(plain.machine, plain.child, op)) return plain;
  const made = inUserMode(prepared(mnemonic, given), place, leaky);
  assert(runTo(made.machine, made.child, op), mnemonic);
  return made;
}

/** The code of an example, without what comes of it. */
function codeOf(example: string): string {
  return /^(.*) ->/.exec(example)?.[1] ?? example;
}

/** Every instruction of the table, executed. `case` never runs itself and is part of its `switch`. */
export function classify(leaky: boolean): Map<string, Found> {
  const rows: [string, InstructionRow][] = Object.entries(INSTRUCTIONS);
  return new Map(rows.filter(([mnemonic]) => mnemonic !== 'case').map(([mnemonic, { code, examples }]) => {
    const found: Finding = { privileged: false, runs: 0, sensitive: new Set() };
    for (const example of examples) examine(mnemonic, code, codeOf(example), leaky, found);
    return [mnemonic, found];
  }));
}
