// What a client is given to name something that it wants watched, and gives back: a line of text that means the same in a
// later session, where that can be. `memory c2 0x1f40 4 i32 both total+0 total` is four bytes; `local c1 3 0 2 both - n` is
// local 2 of function 0 in frame 3 from the outside.
import { Refusal } from '../base/message';
import type { BreakpointMode, Debugger, MemoryElement, WatchTarget } from '../debugger';
import { BAD_DATA_ID } from './messages';
import { isMode, type ModeName } from './modes';

/** What is to be watched, and how. */
export interface DataWish {
  readonly target: WatchTarget;
  readonly mode: ModeName;
}

const ELEMENTS: readonly string[] = ['i8', 'u8', 'i16', 'u16', 'i32', 'f64'] satisfies MemoryElement[];

/** The text for a wish. */
export function dataId(debug: Debugger, { target, mode }: DataWish): string {
  const { name, context } = target;
  if (target.kind === 'memory') {
    return `memory c${context} 0x${target.address.toString(16)} ${target.size} ${target.element} ${mode} ${labelOf(debug, target)} ${name}`;
  }
  return `${target.kind} c${context} ${target.frame} ${target.function} ${target.index} ${mode} - ${name}`;
}

/** The label in whose data an address lies, and how far behind it. */
function labelOf(debug: Debugger, { context, address, size }: WatchTarget & { kind: 'memory' }): string {
  if (!isThere(debug, context)) return '-';
  const item = debug.data(context).find((each) => address >= each.address && address + size <= each.address + each.size);
  return item === undefined ? '-' : `${item.name}+${address - item.address}`;
}

function isThere(debug: Debugger, context: number): boolean {
  return debug.contexts().some(({ id }) => id === context);
}

/** Whether a wish means the same in another session of the program: labelled data of the root does. */
export function isLasting(debug: Debugger, { target }: DataWish): boolean {
  return target.kind === 'memory' && target.context === 1 && labelOf(debug, target) !== '-';
}

/** The wish; refuses what is none. Data with a label is where the label is now. */
export function parseDataId(text: string, debug: Debugger): DataWish {
  const [, kind, context, first, second, third, mode, label, name] = /^(\w+) c(\d{1,9}) (0x[0-9a-f]{1,9}|\d{1,9}) (\d{1,9}) (\w{1,9}) ([\w-]{1,20}) (\S+) (.*)$/s.exec(text) ?? [];
  if (kind === undefined || !isMode(mode)) throw new Refusal(BAD_DATA_ID, { text: text.slice(0, 60) });
  const common = { context: Number(context), name };
  if (kind === 'memory' && ELEMENTS.includes(third)) {
    const address = addressNow(debug, common.context, label) ?? Number(first);
    return { mode, target: { ...common, kind, address, size: Number(second), element: third as MemoryElement } };
  }
  if ((kind !== 'local' && kind !== 'operand') || !/^\d+$/.test(third)) throw new Refusal(BAD_DATA_ID, { text: text.slice(0, 60) });
  return { mode, target: { ...common, kind, frame: Number(first), function: Number(second), index: Number(third) } };
}

function addressNow(debug: Debugger, context: number, label: string): number | undefined {
  const plus = label.lastIndexOf('+');
  if (plus < 0 || !isThere(debug, context)) return undefined;
  const item = debug.data(context).find(({ name }) => name === label.slice(0, plus));
  return item === undefined ? undefined : item.address + Number(label.slice(plus + 1));
}

/** The direction of a mode. */
export function directionOf(mode: ModeName): BreakpointMode {
  return mode === 'own' ? 'both' : mode;
}
