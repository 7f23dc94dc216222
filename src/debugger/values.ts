// The values of a machine as a debugger shows them: locals, operands with their origins, data, memory, registers. It
// only reads.
import { decoded } from '../isa/encoding';
import { causeName } from '../isa/causes';
import { INTERRUPTS } from '../isa/ports';
import type { DataLabel } from '../image/debug';
import { Mode, windowOf, type Context } from '../machine/context';
import type { Machine } from '../machine/machine';
import { PHYSICAL_START } from '../machine/store';
import { localTypes, operandTypes, slotValue } from '../machine/walk';
import { ELEMENT_BYTES } from './expression/compile';
import type { FoundFrame } from './frames';
import { Layers } from './layers';
import { MEMORY_READ_MAX, TEXT_SHOWN_MAX } from './limits';
import { FunctionOrigins } from './origins';
import type { ProgramInfo } from './program-info';
import type { Programs } from './programs';
import type { ContextView, DataItem, LocalInfo, MemoryBytes, OperandInfo, Value } from './types';

/** Data as a value of its own: how many elements it has. */
export function dataItem(label: DataLabel): DataItem {
  const { name, address, size, element } = label;
  const bytes = ELEMENT_BYTES[element];
  return { name, address, size, element, count: bytes === 0 ? 1 : Math.floor(size / bytes) };
}

export class Values {
  private readonly origins = new Map<ProgramInfo, Map<number, FunctionOrigins>>();

  constructor(private readonly machine: Machine, private readonly programs: Programs) {}

  locals({ context, frame }: FoundFrame): LocalInfo[] {
    const info = this.programs.of(context.program);
    const { types, functions } = context.program.image;
    const parameters = types[functions[frame.fn].type].params.length;
    return localTypes(context, frame.fn).map((type, index) => ({
      index, name: info.localName(frame.fn, index), type, parameter: index < parameters,
      value: slotValue(this.machine.store, frame.fp + index * 2, type),
    }));
  }

  operands({ context, frame }: FoundFrame): OperandInfo[] {
    const info = this.programs.of(context.program);
    const types = operandTypes(context, frame);
    const origins = this.pushers({ context, frame }, types.length);
    return types.map((_, index) => {
      const place = types.length - 1 - index, type = types[place], from = origins[index];
      const value = slotValue(this.machine.store, frame.operands + place * 2, type);
      return from < 0 ? { index, type, value } : { index, type, value, pushedBy: pushedBy(info, from) };
    });
  }

  /** Addresses of the instructions that pushed a frame's operands, top first; -1: unknown. */
  pushers({ context, frame }: FoundFrame, count: number): number[] {
    const info = this.programs.of(context.program);
    let functions = this.origins.get(info);
    if (functions === undefined) this.origins.set(info, functions = new Map());
    let origins = functions.get(frame.fn);
    if (origins === undefined) functions.set(frame.fn, origins = new FunctionOrigins(context.program.image, frame.fn));
    const { states, stateAt } = context.program.image;
    const above = states.depth(stateAt[frame.pc]) - count;
    return origins.at(frame.pc, above + count).slice(above);
  }

  context(context: Context): ContextView {
    const info = this.programs.of(context.program);
    const { trap } = context;
    return {
      id: context.id, name: new Layers(this.machine, this.programs).nameOf(context), module: info.number,
      pc: info.flat(context.pc), function: info.functionName(context.fn),
      mode: context.isRoot ? 'root' : context.mode === Mode.guest ? 'guest' : 'user',
      window: { base: context.base, limit: context.limit, ...windowOf(context) },
      ...(context.parent?.active === context ? { budget: context.budget } : {}),
      ...(trap === undefined ? {} : { trap: {
        cause: causeName(trap.cause), instruction: decoded(trap.word).mnemonic, completed: context.completion !== undefined,
      } }),
      interrupts: interruptNames(context.interrupts), retired: context.retired, time: context.time, frames: context.frames,
    };
  }

  data(context: Context): DataItem[] {
    const labels = this.programs.of(context.program).debug?.data ?? [];
    return labels.map((label) => this.item(context, dataItem(label)));
  }

  /** The item with its value, if it is one that is shown without asking. */
  item(context: Context, item: DataItem): DataItem {
    if (item.element === 'text') return { ...item, value: this.text(context, item.address, Math.min(item.size, TEXT_SHOWN_MAX)) };
    return item.element !== 'image' && item.count === 1 ? { ...item, value: this.elements(context, item, 0, 1).at(0)?.value } : item;
  }

  private text(context: Context, address: number, length: number): string | undefined {
    const bytes = this.machine.bytesOf(context, address, length);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes.slice());
  }

  elements(context: Context, item: DataItem, start: number, count: number): Value[] {
    const bytes = ELEMENT_BYTES[item.element];
    const window = windowOf(context);
    const found: Value[] = [];
    if (bytes === 0) return found;
    for (let i = Math.max(0, start); i < Math.min(item.count, start + count); i++) {
      const address = item.address + i * bytes;
      if (address + bytes > window.size) break;
      found.push(this.element(PHYSICAL_START + window.start + address, item.element));
    }
    return found;
  }

  private element(at: number, element: DataItem['element']): Value {
    const { view } = this.machine.store;
    switch (element) {
      case 'i8': return { type: 'i32', value: view.getInt8(at) };
      case 'i16': return { type: 'i32', value: view.getInt16(at, true) };
      case 'f64': return { type: 'f64', value: view.getFloat64(at, true) };
      default: return { type: 'i32', value: view.getInt32(at, true) };
    }
  }

  readMemory(context: Context, address: number, count: number): MemoryBytes {
    const { size } = windowOf(context);
    const wanted = Math.min(count, MEMORY_READ_MAX);
    const there = address < 0 ? 0 : Math.max(0, Math.min(wanted, size - address));
    const bytes = there === 0 ? undefined : this.machine.bytesOf(context, address, there);
    return { bytes: bytes?.slice() ?? new Uint8Array(0), missing: count - there };
  }
}

function pushedBy(info: ProgramInfo, address: number): OperandInfo['pushedBy'] {
  return { address: info.flat(address), text: info.instructionText(address), location: info.location(address) };
}

function interruptNames(bits: number): string[] {
  const names: string[] = [];
  let rest = bits;
  for (const [name, bit] of Object.entries(INTERRUPTS)) {
    if ((bits & bit) === 0) continue;
    names.push(name);
    rest &= ~bit;
  }
  return rest === 0 ? names : [...names, `0x${(rest >>> 0).toString(16)}`];
}
