// What somebody sees who looks at a machine after each of its steps: the slots of all frames, and bytes. Histories of values and
// data breakpoints are held against it.
import { strict as assert } from 'node:assert';
import type { Random } from '../../src/base/random';
import type { ValueType } from '../../src/isa/types';
import { formatNumber } from '../../src/debugger';
import { elementAt, MEMORY_ELEMENT_BYTES } from '../../src/debugger/memory-watch';
import type { WatchTarget } from '../../src/debugger/types';
import type { Machine } from '../../src/machine/machine';
import { PHYSICAL_START } from '../../src/machine/store';
import { framesOf, localTypes, operandTypes, slotValue } from '../../src/machine/walk';

/** A local, or a place of the operand stack, of one frame. */
export type Slot = WatchTarget & { kind: 'local' | 'operand' };

/**
 * What a machine holds at a moment, by what it is called: slots of all frames with their values, `context frame` of each frame; of
 * each context how many frames it has, and how many instructions have retired in it.
 */
export type Looked = ReadonlyMap<string, string>;

function frameName(context: number, frame: number): string {
  return `${context} ${frame}`;
}

/** What a slot is called in {@link Looked}. */
export function slotName({ context, frame, kind, index }: Pick<Slot, 'context' | 'frame' | 'kind' | 'index'>): string {
  return `${frameName(context, frame)} ${kind} ${index}`;
}

export function lookAt(machine: Machine): Looked {
  const looked = new Map<string, string>(), { store } = machine;
  for (const context of machine.root.downward()) {
    looked.set(`${context.id} frames`, String(context.frames)).set(`${context.id} retired`, String(context.retired));
    for (const frame of framesOf(store, context)) {
      const number = context.frames - frame.depth;
      looked.set(frameName(context.id, number), '');
      const add = (kind: Slot['kind'], first: number) => (type: ValueType, index: number): void => {
        looked.set(slotName({ context: context.id, frame: number, kind, index }), formatNumber(type, slotValue(store, first + index * 2, type)));
      };
      localTypes(context, frame.fn).forEach(add('local', frame.fp));
      operandTypes(context, frame).forEach(add('operand', frame.operands));
    }
  }
  return looked;
}

/** Elements of bytes at a moment, by their index. */
function elementsOf({ store: { view } }: Machine, { start, target: { size, element } }: Bytes): Looked {
  const width = MEMORY_ELEMENT_BYTES[element], type = element === 'f64' ? 'f64' : 'i32';
  return new Map(Array.from({ length: Math.floor(size / width) }, (_, index) => (
    [String(index), formatNumber(type, elementAt(view, element, PHYSICAL_START + start + index * width))])));
}

/** Bytes that are to be looked at. */
export interface Bytes {
  readonly target: WatchTarget & { kind: 'memory' };
  /** The first, of physical memory. */
  readonly start: number;
}

/** A fresh machine that takes every step alone: what is seen at each moment, and of each of the bytes. */
export function witness(machine: Machine, end: number, bytes: readonly Bytes[]): { slots: Looked[]; bytes: Looked[][] } {
  const slots: Looked[] = [], seen: Looked[][] = bytes.map(() => []);
  for (;;) {
    slots.push(lookAt(machine));
    bytes.forEach((each, i) => seen[i].push(elementsOf(machine, each)));
    if (machine.steps >= end || ['ended', 'input'].includes(machine.run(1, 1e9).kind)) return { slots, bytes: seen };
    machine.run(0, 0);
    assert.equal(machine.steps, slots.length);
  }
}

export interface Expected {
  readonly values: string[];
  readonly start: number;
}

/** The first moment from one on at which an instruction retires in the context of a slot while its frame is the innermost. */
export function goesOnAt(looks: readonly Looked[], from: number, { context, frame }: Slot): number | undefined {
  const retired = (steps: number): string | undefined => looks.at(steps)?.get(`${context} retired`);
  const found = looks.findIndex((look, steps) => steps >= from && look.get(`${context} frames`) === String(frame) && retired(steps + 1) !== retired(steps));
  return found < 0 ? undefined : found;
}

/** The history of a slot of the frame that is there at a moment. */
export function slotHistory(looks: readonly Looked[], now: number, slot: Slot): Expected {
  const { context, frame } = slot;
  const isThere = (steps: number): boolean => looks.at(steps)?.has(frameName(context, frame)) === true;
  let start = now, end = now;
  while (start > 0 && isThere(start - 1)) start--;
  while (end < looks.length && isThere(end)) end++;
  const name = slotName(slot), values: string[] = [];
  for (let steps = start; steps < end; steps++) {
    const value = looks[steps].get(name);
    if (value !== undefined && (steps === start || looks[steps - 1].get(name) !== value)) values.push(`${steps}: ${value}`);
  }
  return { values, start };
}

/** A slot of one of the frames that are there. */
export function someSlot(machine: Machine, random: Random): Slot {
  const contexts = [...machine.root.downward()], context = random.below(3) === 0 ? random.pick(contexts) : contexts[contexts.length - 1];
  const frame = random.pick([...framesOf(machine.store, context)]);
  const common = { context: context.id, frame: context.frames - frame.depth, function: frame.fn, name: 'slot' };
  const locals = localTypes(context, frame.fn).length;
  if (random.below(3) === 0 && locals > 0) return { ...common, kind: 'local', index: random.below(locals) };
  return { ...common, kind: 'operand', index: random.below(3) };
}

/** A child that is interrupted all the time, calls, is called, and has its instructions completed, all of that at once. */
export const INTERRUPTED = {
  'kernel.sasm': `memory 65536
embed child "child.sasm"
entry func main
  local c: i32, n: i32
  child child.size image.load 16384 4096 mode.guest ctx.new set c
again:
  get n 1 add set n
  get c  get n 3 rem 1 add  resume
  cause.sys ne jumpnz other
  get c field.result 5 ctx.set drop
  get n 2 rem jumpnz again
other:
  get n 5 rem jumpnz again
  get c field.call 0 ctx.set drop
  get n 900 lt jumpnz again
  ret
end
`,
  'child.sasm': `memory 4096
table handler
func handler
  local h: i32
  1 2 add set h
  get h drop
  ret
end
func twice (n: i32) -> i32
  local t: i32
  get n get n add set t
  get t ret
end
entry func main
  local i: i32
next:
  get i call twice  get i sys 20 (i32 -> i32)  add
  7 call twice drop
  set i
  get i 100 rem.u set i
  jump next
end
`,
};
