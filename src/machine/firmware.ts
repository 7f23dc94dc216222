// The firmware: what a `sys` in the root does. Kernels serve the same numbers to their processes.
import { Cause } from '../isa/causes';
import { CALLS, Call } from '../isa/firmware';
import { decodeSys } from '../isa/encoding';
import { TRANSFER_BYTES_MAX } from '../isa/limits';
import { sameType } from '../isa/types';
import { Interrupt } from '../isa/ports';
import { defined } from '../base/assert';
import type { Context } from './context';
import type { Machine } from './machine';
import { After } from './after';
import { completeInstruction, integerAt } from './operands';

const LINE_END = 10;
/** What a call answers where the bytes that it names are not all in the window. */
const REFUSED = -1;
/** How much more work a byte of output is than a byte moved in memory: somebody must show it. */
const WORK_OF_OUTPUT = 64;

const rows = new Map(Object.values(CALLS).map((row) => [row.code as number, row]));

/** Serves the `sys` at which the root stands. A call that the firmware does not know is an unhandled trap. */
export function serveFirmware(machine: Machine, root: Context, word: number): Cause | After {
  const { number, type } = defined(decodeSys(word >>> 8), 'a verified sys operand');
  const row = rows.get(number);
  if (row === undefined || !sameType(row.type, type)) return Cause.sys;
  const operand = (index: number): number => integerAt(machine.store, root, type.params.length - 1 - index);
  const answer = serve(machine, number, operand);
  if (typeof answer !== 'number') return answer.after;
  completeInstruction(machine.store, root, answer);
  return After.retired;
}

function serve(machine: Machine, number: Call, operand: (index: number) => number): number | { after: After } {
  switch (number) {
    case Call.exit: machine.end({ code: operand(0) & 0xff }); return { after: After.ended };
    case Call.write: return write(machine, operand(0) >>> 0, operand(1) >>> 0);
    case Call.read: return read(machine, operand(0) >>> 0, operand(1) >>> 0);
    case Call.print: return print(machine, operand(0));
    case Call.args: return args(machine, operand(0) >>> 0, operand(1) >>> 0);
    case Call.clock: return machine.clock;
    case Call.random: return machine.devices.nextRandom();
  }
}

function write(machine: Machine, address: number, length: number): number {
  const bytes = machine.rootBytes(address, Math.min(length, TRANSFER_BYTES_MAX));
  if (bytes === undefined) return REFUSED;
  machine.devices.output.bytes(bytes);
  machine.touched(machine.root, bytes.byteOffset, bytes.length, false);
  machine.spend(bytes.length * WORK_OF_OUTPUT);
  return bytes.length;
}

function print(machine: Machine, value: number): number {
  machine.devices.output.bytes(new TextEncoder().encode(String(value)));
  return 0;
}

function read(machine: Machine, address: number, length: number): number | { after: After } {
  const { input } = machine.devices;
  const bytes = machine.rootBytes(address, Math.min(length, TRANSFER_BYTES_MAX));
  if (bytes === undefined) return REFUSED;
  if (bytes.length === 0) return 0;
  if (input.available === 0 && !input.ended && !machine.inputArrives()) return { after: After.waiting };
  machine.root.interrupts &= ~Interrupt.console;
  let count = 0;
  while (count < bytes.length && input.available > 0) {
    const byte = input.byte();
    bytes[count++] = byte;
    if (byte === LINE_END) break;
  }
  machine.touched(machine.root, bytes.byteOffset, count, true);
  return count;
}

function args(machine: Machine, address: number, length: number): number {
  const all = machine.args;
  const bytes = machine.rootBytes(address, Math.min(length, all.length));
  if (bytes === undefined) return REFUSED;
  bytes.set(all.subarray(0, bytes.length));
  machine.touched(machine.root, bytes.byteOffset, bytes.length, true);
  return all.length;
}
