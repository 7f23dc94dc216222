// The privileged instructions where they work natively: in the root, and in guest mode on a context's own children.
import { Cause } from '../isa/causes';
import { Op } from '../isa/instructions';
import { TRANSFER_BYTES_MAX } from '../isa/limits';
import { Port } from '../isa/ports';
import { After } from './after';
import { Mode, type Context } from './context';
import { dropContext, dropImage, getField, getFloatField, newContext, setField, setFloatField } from './contexts';
import type { Machine } from './machine';
import { completeInstruction, floatAt, integerAt } from './operands';

/** Whether ports, `halt` and `wait` are native: only in the root. */
function ownsDevices(context: Context): boolean {
  return context.isRoot;
}

/** Whether instructions on contexts and images are native: in the root and in guest mode. */
function ownsContexts(context: Context): boolean {
  return context.isRoot || context.mode !== Mode.user;
}

/** {@link Slice.onChild} */
export function fieldInstruction(machine: Machine, context: Context, op: Op): boolean {
  return ownsContexts(context) && onChild(machine, context, op) === After.retired;
}

/** Carries out the privileged instruction at which the context stands, or says for which cause it traps. */
export function executePrivileged(machine: Machine, context: Context, op: Op): Cause | After {
  if (!ownsContexts(context)) {
    return op === Op.mode && machine.leaky ? retire(machine, context, Mode.user) : Cause.privileged;
  }
  switch (op) {
    case Op.in_: case Op.out: case Op.ins: case Op.outs: return ownsDevices(context) ? portInstruction(machine, context, op) : Cause.privileged;
    case Op.halt: return ownsDevices(context) ? halt(machine) : Cause.privileged;
    case Op.wait: return waitInstruction(machine, context);
    case Op.mode: return retire(machine, context, Mode.guest);
    case Op.image_load: return machine.beginImageLoad(context);
    case Op.image_drop: return dropImage(context, integerAt(machine.store, context, 0)) ? retire(machine, context, 0) : Cause.operand;
    case Op.ctx_new: return answer(machine, context, makeContext(machine, context));
    default: return onChild(machine, context, op);
  }
}

function retire(machine: Machine, context: Context, value: number): After {
  completeInstruction(machine.store, context, value);
  return After.retired;
}

/** Retires with the value, or traps where there is none. */
function answer(machine: Machine, context: Context, value: number | undefined): Cause | After {
  return value === undefined ? Cause.operand : retire(machine, context, value);
}

function makeContext(machine: Machine, context: Context): number | undefined {
  const operand = (below: number): number => integerAt(machine.store, context, below);
  return newContext(machine, context, operand(3), operand(2) >>> 0, operand(1) >>> 0, operand(0));
}

/** How many operands lie above the handle, of the instructions whose first operand is one. */
function aboveHandle(op: Op): number {
  switch (op) {
    case Op.ctx_drop: return 0;
    case Op.ctx_set: case Op.ctx_setf: return 2;
    default: return 1;
  }
}

/** The instructions whose first operand is a handle. */
function onChild(machine: Machine, context: Context, op: Op): Cause | After {
  const { store } = machine;
  const above = aboveHandle(op);
  const handle = integerAt(store, context, above);
  const child = context.child(handle);
  if (child === undefined) return Cause.operand;
  if (op === Op.ctx_drop) {
    dropContext(machine, context, handle);
    return retire(machine, context, 0);
  }
  const second = integerAt(store, context, above - 1);
  switch (op) {
    case Op.ctx_get: return answer(machine, context, getField(store, child, second));
    case Op.ctx_getf: return answer(machine, context, getFloatField(store, child, second));
    case Op.ctx_set: return answer(machine, context, setField(machine, context, child, second, integerAt(store, context, 0)));
    case Op.ctx_setf: return answer(machine, context, setFloatField(child, second, floatAt(store, context, 0)));
    default: machine.enter(child, second); return After.entered;
  }
}

function portInstruction(machine: Machine, context: Context, op: Op): Cause | After {
  const { store, devices } = machine;
  const clear = (bits: number): void => { context.interrupts &= ~bits; };
  switch (op) {
    case Op.in_: return answer(machine, context, devices.in(integerAt(store, context, 0), machine.clock, clear));
    case Op.out: return out(machine, context, clear);
    default: return transfer(machine, context, op);
  }
}

function out(machine: Machine, context: Context, clear: (bits: number) => void): Cause | After {
  const port = integerAt(machine.store, context, 1), value = integerAt(machine.store, context, 0);
  if (port === Port.power) {
    machine.end({ code: value & 0xff });
    return After.ended;
  }
  return machine.devices.out(port, value, clear) ? retire(machine, context, 0) : Cause.operand;
}

/** `ins` and `outs`: whole or part of a transfer between the window and the disk. */
function transfer(machine: Machine, context: Context, op: Op): Cause | After {
  const { store, devices } = machine;
  if (integerAt(store, context, 2) !== Port.disk) return Cause.operand;
  const address = integerAt(store, context, 1) >>> 0;
  const length = devices.disk.transferable(devices.sector, Math.min(integerAt(store, context, 0) >>> 0, TRANSFER_BYTES_MAX));
  const read = op === Op.ins;
  const bytes = machine.bytesOf(context, address, length);
  if (bytes === undefined) return machine.refuse({ address, size: length, write: read });
  if (read) devices.disk.read(devices.sector, bytes);
  else devices.disk.write(devices.sector, bytes);
  machine.touched(context, bytes.byteOffset, length, read);
  machine.spend(length);
  return retire(machine, context, length);
}

function halt(machine: Machine): After {
  machine.end({ code: 0 });
  return After.ended;
}

function waitInstruction(machine: Machine, context: Context): Cause | After {
  const pending = context.interrupts !== 0;
  while (context.interrupts === 0) {
    if (!ownsDevices(context)) return Cause.privileged;
    if (machine.sleep()) break;
    if (!machine.inputArrives()) return machine.devices.input.open ? After.waiting : Cause.idle;
  }
  context.interrupts = 0;
  machine.observation.tally?.waited(context, pending);
  return retire(machine, context, 0);
}
