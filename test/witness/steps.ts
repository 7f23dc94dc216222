// A machine run by single steps, and what each step did, found out by brute force from the manual alone: which context
// retired what, which bytes of physical memory its instruction touched, which `resume` came back. A witness for
// everything that a machine tells its observers.
import { assert } from '../../src/base/assert';
import { decoded, decodeSys } from '../../src/isa/encoding';
import { Call } from '../../src/isa/firmware';
import { windowOf, type Context } from '../../src/machine/context';
import type { Machine } from '../../src/machine/machine';
import { operandsOf } from './machines';

/** Bytes of physical memory that an instruction touched. */
export interface TouchedBytes {
  readonly address: number;
  readonly size: number;
  readonly write: boolean;
}

/** What one step did. */
export interface StepSeen {
  /** Whose instruction retired, and where it stands; undefined where a `resume` entered its child. */
  readonly retired?: { readonly context: Context; readonly pc: number };
  /** What that instruction touched. */
  readonly touched: readonly TouchedBytes[];
  /** What came back from below that context, and for which cause. */
  readonly back?: { readonly context: Context; readonly pc: number; readonly cause: number };
}

const LOADS: Readonly<Record<string, number>> = { load: 4, 'load8.s': 1, 'load8.u': 1, 'load16.s': 2, 'load16.u': 2, fload: 8 };
const STORES: Readonly<Record<string, number>> = { store: 4, store8: 1, store16: 2, fstore: 8 };

/** An instruction that is about to run. */
interface Coming {
  readonly context: Context;
  readonly pc: number;
  readonly retired: number;
  readonly word: number;
  readonly operands: readonly number[];
  /** Whether its parent has given it a result, so that it has no effect of its own. */
  readonly completed: boolean;
}

function coming(machine: Machine): Coming[] {
  return machine.chain.map((context) => ({
    context, pc: context.pc, retired: context.retired, word: machine.wordAt(context), operands: operandsOf(machine, context),
    completed: context.completion !== undefined,
  }));
}

/** Takes one step; undefined where the run ended or waits. */
export function oneStep(machine: Machine): StepSeen | undefined {
  const before = coming(machine), { steps } = machine;
  while (machine.steps === steps) {
    const { kind } = machine.run(1, 1e9);
    if (kind === 'ended' || kind === 'input') return undefined;
    assert(kind === 'slice', 'nobody observes but the witness');
  }
  const level = before.findIndex(({ context, retired }) => context.retired > retired);
  if (level < 0) return { touched: [] };
  const { context, pc } = before[level];
  const child = before.at(level + 1);
  return {
    retired: { context, pc },
    touched: child === undefined ? touchedBy(machine, before[level]) : [],
    ...(child === undefined ? {} : { back: { context: child.context, pc: child.pc, cause: operandsOf(machine, context).at(-1) ?? 0 } }),
  };
}

function touchedBy(machine: Machine, { context, word, operands, completed }: Coming): TouchedBytes[] {
  if (completed) return [];
  const { start } = windowOf(context);
  const { mnemonic } = decoded(word);
  const bytes = (address: number, size: number, write: boolean): TouchedBytes => ({ address: start + (address >>> 0), size: size >>> 0, write });
  const result = operandsOf(machine, context).at(-1) ?? 0;
  const [first, second, third] = operands.slice(-3), address = operands.at(-1) ?? 0;
  const all = ((): TouchedBytes[] => {
    if (mnemonic in LOADS) return [bytes(address + (word >>> 8), LOADS[mnemonic], false)];
    if (mnemonic in STORES) return [bytes((operands.at(-2) ?? 0) + (word >>> 8), STORES[mnemonic], true)];
    switch (mnemonic) {
      case 'copy': return [bytes(second, third, false), bytes(first, third, true)];
      case 'fill': return [bytes(first, third, true)];
      case 'image.load': return [bytes(operands.at(-2) ?? 0, address, false)];
      case 'ins': return [bytes(second, result, true)];
      case 'outs': return [bytes(second, result, false)];
      case 'ctx.new': return result === 0 ? [] : dataOf(context, result);
      case 'sys': return context.isRoot ? firmware(machine, word, operands, result, bytes) : [];
      default: return [];
    }
  })();
  return all.filter(({ size }) => size > 0);
}

function dataOf(parent: Context, handle: number): TouchedBytes[] {
  const child = parent.child(handle);
  assert(child !== undefined, 'a handle of ctx.new');
  return child.program.image.segments.map((segment) => ({ address: windowOf(child).start + segment.address, size: segment.bytes.length, write: true }));
}

function firmware(machine: Machine, word: number, operands: readonly number[], result: number,
  bytes: (address: number, size: number, write: boolean) => TouchedBytes): TouchedBytes[] {
  if (result <= 0) return [];
  const [address, length] = operands.slice(-2);
  switch (decodeSys(word >>> 8)?.number) {
    case Call.write: return [bytes(address, result, false)];
    case Call.read: return [bytes(address, result, true)];
    case Call.args: return [bytes(address, Math.min(length >>> 0, machine.args.length), true)];
    default: return [];
  }
}
