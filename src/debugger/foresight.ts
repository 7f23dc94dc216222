// What the next instruction of a context will do to its operand stack, before it does it: `3 4 | add -> 7`. Nothing happens to the
// machine. What depends on nothing but the operands is done by the interpreter, on a small machine of its own, so that no meaning
// stands here; what reads is read; of all others only the types of what they push are told.
import { encode, decoded, effectOf, opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import { causeName, CAUSES, type CauseName } from '../isa/causes';
import type { ValueType } from '../isa/types';
import type { LoadedImage } from '../image/image';
import { windowOf, type Context } from '../machine/context';
import { interpreter } from '../machine/interpreter';
import { Machine, runToEnd } from '../machine/machine';
import { PHYSICAL_START } from '../machine/store';
import { framesOf, localTypes, operandTypes, slotValue } from '../machine/walk';
import { verify } from '../verifier/verify';
import { countsOf } from './effect-counts';
import { leavesWindow } from './next-touches';
import type { Programs } from './programs';
import type { MemoryElement, Value } from './types';

/** What an instruction is about to do. */
export interface Foresight {
  /** The instruction. */
  readonly text: string;
  /** What it takes from the operand stack, deepest first. */
  readonly pops: readonly Value[];
  /** What it leaves there, deepest first: values, or only types where they cannot be known before. */
  readonly pushes: readonly (Value | ValueType)[];
  /** It will trap, for this cause. */
  readonly trap?: CauseName;
}

/** Memory of the machine on which an instruction is tried, in bytes: none of those that are looks at it. */
const TRIAL_MEMORY = 65_536;
const TRIAL_SLOTS = 64;

/** Instructions that read one element, and of which type. */
const LOADS: Readonly<Partial<Record<Op, MemoryElement>>> = {
  [Op.load]: 'i32', [Op.load8_s]: 'i8', [Op.load8_u]: 'u8', [Op.load16_s]: 'i16', [Op.load16_u]: 'u16', [Op.fload]: 'f64',
};

/** What the instruction at which a context stands will do. */
export function foresee(machine: Machine, programs: Programs, context: Context): Foresight {
  const [frame] = framesOf(machine.store, context);
  const { image } = context.program, word = machine.wordAt(context), { pops: count } = countsOf(image, word);
  const operands = operandTypes(context, frame).map((type, i) => ({ type, value: slotValue(machine.store, frame.operands + i * 2, type) }));
  const pops = operands.slice(operands.length - count), text = programs.of(context.program).instructionText(context.pc);
  return { text, pops, ...(completed(context, word) ?? outcome(machine, context, word, pops, frame.fp)) };
}

type Result = Pick<Foresight, 'pushes' | 'trap'>;

/** What a parent, or the machine, has already worked out for it. */
function completed(context: Context, word: number): Result | undefined {
  const { completion } = context;
  if (completion === undefined) return undefined;
  return { pushes: typesAfter(context, word).map((type) => ({ type, value: completion.value })) };
}

function outcome(machine: Machine, context: Context, word: number, pops: readonly Value[], fp: number): Result {
  const { image } = context.program, op = opcodeOf(word), operand = word >>> 8;
  if (leavesWindow(machine, context)) return { pushes: [], trap: 'memory' };
  const load = LOADS[op];
  if (load !== undefined) return loaded(machine, context, (pops[0].value >>> 0) + operand, load);
  switch (op) {
    case Op.push: return { pushes: [{ type: 'i32', value: word >> 8 }] };
    case Op.push_i32: return { pushes: [{ type: 'i32', value: image.integers[operand] }] };
    case Op.push_f64: return { pushes: [{ type: 'f64', value: image.floats[operand] }] };
    case Op.get: {
      const type = localTypes(context, context.fn)[operand];
      return { pushes: [{ type, value: slotValue(machine.store, fp + operand * 2, type) }] };
    }
    case Op.tee: return { pushes: pops };
  }
  return isPure(op) ? tried(word, pops) : { pushes: typesAfter(context, word) };
}

function loaded({ store: { view } }: Machine, context: Context, address: number, element: MemoryElement): Result {
  const at = PHYSICAL_START + windowOf(context).start + address, integer = (value: number): Result => ({ pushes: [{ type: 'i32', value }] });
  switch (element) {
    case 'i8': return integer(view.getInt8(at));
    case 'u8': return integer(view.getUint8(at));
    case 'i16': return integer(view.getInt16(at, true));
    case 'u16': return integer(view.getUint16(at, true));
    case 'i32': return integer(view.getInt32(at, true));
    case 'f64': return { pushes: [{ type: 'f64', value: view.getFloat64(at, true) }] };
  }
}

/** Whether an instruction depends on nothing but its operands, and does nothing but to them. */
function isPure(op: Op): boolean {
  const { privileged, flow, operand, causes } = decoded(op);
  return effectOf(op) !== undefined && !privileged && flow === 'next' && operand === 'none' && causes.every((cause) => cause === 'divide');
}

/** Types of what an instruction pushes, where the program goes on behind it. */
function typesAfter({ program: { image }, pc }: Context, word: number): ValueType[] {
  const { pushes } = countsOf(image, word);
  return pushes === 0 ? [] : image.states.types(image.stateAt[pc + 1]).slice(-pushes);
}

/** Tries an instruction with its operands on a machine of its own. */
function tried(word: number, operands: readonly Value[]): Result {
  const machine = new Machine(verify(trialOf(word, operands)), {
    memory: TRIAL_MEMORY, limits: { contexts: 1, frames: 1, images: 1, slots: TRIAL_SLOTS }, seed: 0, leaky: false, disk: new Uint8Array(0),
    args: [], input: [], engine: interpreter,
  });
  machine.watch.unhandled = true;
  const { root, store } = machine, end = runToEnd(machine);
  if (end.kind === 'trap' && end.cause !== CAUSES.unreachable.code) return { pushes: [], trap: causeName(end.cause) };
  const [frame] = framesOf(store, root);
  return { pushes: operandTypes(root, frame).map((type, i) => ({ type, value: slotValue(store, frame.operands + i * 2, type) })) };
}

/** An image that pushes values, executes a word, and ends where its operand stack can be seen. */
function trialOf(word: number, operands: readonly Value[]): LoadedImage {
  const integers: number[] = [], floats: number[] = [];
  const code = operands.map(({ type, value }) => (type === 'i32' ? encode(Op.push_i32, integers.push(value) - 1) : encode(Op.push_f64, floats.push(value) - 1)));
  code.push(word, encode(Op.unreachable));
  return {
    window: 0, entry: 0, types: [{ params: [] }], functions: [{ type: 0, locals: [], operands: operands.length + 1, start: 0, length: code.length }],
    code: Int32Array.from(code), integers: Int32Array.from(integers), floats: Float64Array.from(floats), table: new Int32Array(0), segments: [], exports: [],
    identity: '', debug: new Map(),
  };
}
