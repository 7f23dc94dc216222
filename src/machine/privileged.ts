// The privileged instructions where they work natively: in the root, and in guest mode on a context's own children.
import { Cause } from '../isa/causes';
import { opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import { TRANSFER_BYTES_MAX } from '../isa/limits';
import { Port } from '../isa/ports';
import { After } from './after';
import { Mode, type Context } from './context';
import { dropContext, dropImage, getField, getFloatField, newContext, setField, setFloatField } from './contexts';
import type { Machine } from './machine';
import { completeInstruction, floatAt, integerAt, shapeOf } from './operands';

/** Whether ports, `halt` and `wait` are native: only in the root. */
function ownsDevices(context: Context): boolean {
  return context.isRoot;
}

/** Carries out the privileged instruction at which the context stands, or says for which cause it traps. */
export function executePrivileged(machine: Machine, context: Context, word: number): Cause | After {
  const op = opcodeOf(word);
  if (!context.isRoot && context.mode === Mode.user) {
    return op === Op.mode && machine.leaky ? retire(machine, context, word, Mode.user) : Cause.privileged;
  }
  switch (op) {
    case Op.in_: case Op.out: case Op.ins: case Op.outs: return ownsDevices(context) ? portInstruction(machine, context, word) : Cause.privileged;
    case Op.halt: return ownsDevices(context) ? halt(machine) : Cause.privileged;
    case Op.wait: return waitInstruction(machine, context, word);
    case Op.mode: return retire(machine, context, word, Mode.guest);
    case Op.image_load: return machine.beginImageLoad(context);
    case Op.image_drop: return dropImage(context, integerAt(machine.store, context, 0)) ? retire(machine, context, word, 0) : Cause.operand;
    case Op.ctx_new: return answer(machine, context, word, makeContext(machine, context));
    default: return onChild(machine, context, word);
  }
}

function retire(machine: Machine, context: Context, word: number, value: number): After {
  completeInstruction(machine.store, context, shapeOf(context.program.image, word), value);
  return After.retired;
}

/** Retires with the value, or traps where there is none. */
function answer(machine: Machine, context: Context, word: number, value: number | undefined): Cause | After {
  return value === undefined ? Cause.operand : retire(machine, context, word, value);
}

function makeContext(machine: Machine, context: Context): number | undefined {
  const operand = (below: number): number => integerAt(machine.store, context, below);
  return newContext(machine, context, operand(3), operand(2) >>> 0, operand(1) >>> 0, operand(0));
}

/** The instructions whose first operand is a handle. */
function onChild(machine: Machine, context: Context, word: number): Cause | After {
  const { store } = machine;
  const operand = (index: number): number => integerAt(store, context, shapeOf(context.program.image, word).params.length - 1 - index);
  const child = context.child(operand(0));
  if (child === undefined) return Cause.operand;
  switch (opcodeOf(word)) {
    case Op.ctx_drop: dropContext(machine, context, operand(0)); return retire(machine, context, word, 0);
    case Op.ctx_get: return answer(machine, context, word, getField(store, child, operand(1)));
    case Op.ctx_getf: return answer(machine, context, word, getFloatField(store, child, operand(1)));
    case Op.ctx_set: return answer(machine, context, word, setField(machine, context, child, operand(1), operand(2)));
    case Op.ctx_setf: return answer(machine, context, word, setFloatField(child, operand(1), floatAt(store, context, 0)));
    default: machine.enter(child, operand(1)); return After.entered;
  }
}

function portInstruction(machine: Machine, context: Context, word: number): Cause | After {
  const { store, devices } = machine;
  const clear = (bits: number): void => { context.interrupts &= ~bits; };
  switch (opcodeOf(word)) {
    case Op.in_: return answer(machine, context, word, devices.in(integerAt(store, context, 0), machine.clock, clear));
    case Op.out: return out(machine, context, word, clear);
    default: return transfer(machine, context, word);
  }
}

function out(machine: Machine, context: Context, word: number, clear: (bits: number) => void): Cause | After {
  const port = integerAt(machine.store, context, 1), value = integerAt(machine.store, context, 0);
  if (port === Port.power) {
    machine.end({ code: value & 0xff });
    return After.ended;
  }
  return machine.devices.out(port, value, clear) ? retire(machine, context, word, 0) : Cause.operand;
}

/** `ins` and `outs`: whole or part of a transfer between the window and the disk. */
function transfer(machine: Machine, context: Context, word: number): Cause | After {
  const { store, devices } = machine;
  if (integerAt(store, context, 2) !== Port.disk) return Cause.operand;
  const address = integerAt(store, context, 1) >>> 0;
  const length = devices.disk.transferable(devices.sector, Math.min(integerAt(store, context, 0) >>> 0, TRANSFER_BYTES_MAX));
  const read = opcodeOf(word) === Op.ins;
  const bytes = machine.bytesOf(context, address, length);
  if (bytes === undefined) return machine.refuse({ address, size: length, write: read });
  if (read) devices.disk.read(devices.sector, bytes);
  else devices.disk.write(devices.sector, bytes);
  machine.spend(length);
  return retire(machine, context, word, length);
}

function halt(machine: Machine): After {
  machine.end({ code: 0 });
  return After.ended;
}

function waitInstruction(machine: Machine, context: Context, word: number): Cause | After {
  if (context.interrupts === 0) {
    if (!ownsDevices(context)) return Cause.privileged;
    if (!machine.sleep()) return machine.inputArrives() ? waitInstruction(machine, context, word) : machine.devices.input.open ? After.waiting : Cause.idle;
  }
  context.interrupts = 0;
  return retire(machine, context, word, 0);
}
