// The two hashes of a machine's state, over what programs can tell apart and never over how it is laid out.
import { Digest } from '../base/hash';
import { windowOf, type Context } from './context';
import type { Machine } from './machine';
import { PHYSICAL_START } from './store';
import { framesOf, localTypes, operandTypes, slotValue } from './walk';

/**
 * The program hash of a context: identity of its image, frames, locals, operands, bytes of its window, instructions
 * retired. Neither base, mode, handles nor parent count. 32 hexadecimal digits.
 */
export function programHash(machine: Machine, context: Context): string {
  const digest = new Digest();
  addProgram(digest, machine, context);
  const { start, size } = windowOf(context);
  digest.bytes(machine.store.u8.subarray(PHYSICAL_START + start, PHYSICAL_START + start + size));
  return digest.finish();
}

/** The hash of everything: the tree of contexts with every field, devices, the position of the input, memory. */
export function machineHash(machine: Machine): string {
  const digest = new Digest();
  for (const context of machine.root.downward()) addContext(digest, machine, context);
  addDevices(digest, machine);
  digest.count(machine.steps);
  const { store } = machine;
  digest.bytes(store.u8.subarray(PHYSICAL_START, PHYSICAL_START + store.physicalBytes));
  return digest.finish();
}

function addProgram(digest: Digest, machine: Machine, context: Context): void {
  digest.text(context.program.image.identity);
  digest.count(context.retired);
  for (const frame of framesOf(machine.store, context)) {
    digest.word(frame.fn);
    digest.word(frame.pc);
    localTypes(context, frame.fn).forEach((type, i) => addSlot(digest, machine, frame.fp + i * 2, type));
    operandTypes(context, frame).forEach((type, i) => addSlot(digest, machine, frame.operands + i * 2, type));
  }
}

function addSlot(digest: Digest, machine: Machine, word: number, type: 'i32' | 'f64'): void {
  const value = slotValue(machine.store, word, type);
  if (type === 'i32') digest.word(value);
  else digest.float(value);
}

function addContext(digest: Digest, machine: Machine, context: Context): void {
  addProgram(digest, machine, context);
  const { allowance, trap, completion } = context;
  digest.count(context.time);
  for (const word of [context.base, context.limit, context.mode, context.interrupts, context.call, allowance.contexts, allowance.frames,
    allowance.images, trap?.word ?? 0, trap?.cause ?? 0, trap?.access?.size ?? 0, trap?.access?.write === true ? 1 : 0]) digest.word(word);
  digest.count(trap?.access?.address ?? 0);
  digest.float(context.budget);
  digest.word(completion === undefined ? 0 : completion.float ? 2 : 1);
  digest.float(completion?.value ?? 0);
  digest.word(context.active === undefined ? 0 : context.children.indexOf(context.active) + 1);
  addTables(digest, context);
}

/** Its own handle, how many children it has (they come next) and its images. Handles that are free leave no trace. */
function addTables(digest: Digest, context: Context): void {
  digest.word(context.parent === undefined ? 0 : context.parent.children.indexOf(context) + 1);
  digest.word(context.children.filter((child) => child !== undefined).length);
  context.images.forEach((program, i) => {
    if (program === undefined) return;
    digest.word(i + 1);
    digest.text(program.image.identity);
  });
  digest.word(-1);
}

function addDevices(digest: Digest, machine: Machine): void {
  const { devices } = machine;
  for (const word of [devices.sector, devices.clockLatch, devices.alarmLatch, devices.random]) digest.word(word);
  digest.float(devices.alarm);
  for (const count of [devices.slept, devices.input.position, devices.input.available, devices.output.total]) digest.count(count);
  digest.word(devices.input.ended ? 1 : 0);
  for (const [number, bytes] of [...devices.disk.written].sort(([a], [b]) => a - b)) {
    digest.word(number);
    digest.bytes(bytes);
  }
}
