// Whether a change by hand that a recording names can be made where the machine stands now. A recording may be anybody's: none of
// its changes may leave the machine in a state that the verifier does not know.
import { opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import type { ValueType } from '../isa/types';
import type { MachineChange } from '../machine/changes';
import type { Context } from '../machine/context';
import type { Machine } from '../machine/machine';
import { PHYSICAL_START } from '../machine/store';
import { framesOf, localTypes, operandTypes } from '../machine/walk';
import { UNREACHED } from '../verifier/flow';

const SLOT_BYTES: Readonly<Record<ValueType, number>> = { i32: 4, f64: 8 };
const SLOT_WORDS = 2;
const WORD_BYTES = 4;

/** Whether it can be made now. */
export function mayChange(machine: Machine, change: MachineChange): boolean {
  return change.kind === 'write' ? mayWrite(machine, change.at, change.bytes) : mayMove(machine, change);
}

function mayWrite(machine: Machine, at: number, bytes: Uint8Array): boolean {
  return at + bytes.length <= machine.store.physicalBytes || isSlot(machine, PHYSICAL_START + at, bytes);
}

/** Whether the bytes are all of a local or an operand of some frame, and a value of its type. */
function isSlot(machine: Machine, at: number, bytes: Uint8Array): boolean {
  for (const context of machine.root.downward()) {
    for (const frame of framesOf(machine.store, context)) {
      const type = typeAt(at, frame.fp, localTypes(context, frame.fn)) ?? typeAt(at, frame.operands, operandTypes(context, frame));
      if (type !== undefined) return bytes.length === SLOT_BYTES[type] && (type === 'i32' || isCanonical(bytes));
    }
  }
  return false;
}

/** Type of the slot that begins at a byte of the store, of slots that begin at a word. */
function typeAt(at: number, first: number, types: readonly ValueType[]): ValueType | undefined {
  return types.find((_, i) => (first + i * SLOT_WORDS) * WORD_BYTES === at);
}

/** Whether it is a number, or the one NaN that the machine has. */
function isCanonical(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const value = view.getFloat64(0, true);
  return value === value || (view.getUint32(0, true) === 0 && view.getUint32(4, true) === 0x7ff8_0000);
}

function mayMove(machine: Machine, change: Exclude<MachineChange, { kind: 'write' }>): boolean {
  const context = machine.root.find(change.context);
  if (context === undefined) return false;
  switch (change.kind) {
    case 'restart': return context.active === undefined && change.frame >= 1 && change.frame <= context.frames;
    case 'jump': return context.active === undefined && mayJump(machine, context, change.address, change.operands);
    case 'drop': return context.parent !== undefined && context.parent.active !== context;
  }
}

/** Whether the innermost frame may go on at the address with so many of its operands. */
function mayJump({ store }: Machine, context: Context, address: number, operands: number): boolean {
  const { image } = context.program;
  const { start, length } = image.functions[context.fn];
  if (address < start || address >= start + length) return false;
  const state = image.stateAt[address];
  if (state === UNREACHED || opcodeOf(image.code[address]) === Op.case_) return false;
  const [frame] = framesOf(store, context);
  const there = operandTypes(context, frame), wanted = image.states.types(state);
  return wanted.length === operands && operands <= there.length && wanted.every((type, i) => there[i] === type);
}
