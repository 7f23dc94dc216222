// What a person points at, as something that can be watched.
import { Refusal } from '../base/message';
import type { Evaluator } from './evaluator';
import type { Frames } from './frames';
import { MEMORY_ELEMENT_BYTES } from './memory-watch';
import { DATA_PROBLEMS } from './messages';
import type { DataItem, FrameRef, MemoryElement, Place, WatchTarget } from './types';

const INTEGER_BYTES = 4;

export class WatchTargets {
  constructor(private readonly frames: Frames, private readonly evaluator: Evaluator) {}

  /** Data by its label is all of it; a value that is no place is no target, unless so many bytes from there on are wanted. */
  ofExpression(expression: string, frame: FrameRef, bytes: number | undefined): WatchTarget {
    const { place, data, memory } = this.evaluator.evaluate(expression, frame);
    if (bytes !== undefined && memory !== undefined) return memoryTarget(memory.context, memory.address, bytes, elementOf(bytes), expression);
    if (place !== undefined) return this.ofPlace(place, expression);
    if (data !== undefined) return memoryTarget(frame.context, data.address, data.size, elementOfData(data), expression);
    throw new Refusal(DATA_PROBLEMS.no_target, { text: expression });
  }

  ofPlace(place: Place, name: string): WatchTarget {
    if (place.kind === 'memory') return memoryTarget(place.context, place.address, MEMORY_ELEMENT_BYTES[place.element], place.element, name);
    const { context, frame } = this.frames.find(place.frame);
    const operands = (frame.sp - frame.operands) / 2;
    return {
      kind: place.kind, context: context.id, frame: context.frames - frame.depth, function: frame.fn, name,
      index: place.kind === 'local' ? place.index : operands - 1 - place.index,
    };
  }
}

function memoryTarget(context: number, address: number, size: number, element: MemoryElement, name: string): WatchTarget {
  if (size < 1) throw new Refusal(DATA_PROBLEMS.no_target, { text: name });
  return { kind: 'memory', context, address, size, element, name };
}

/** What so many bytes without a type are read as. */
export function elementOf(bytes: number): MemoryElement {
  return bytes % INTEGER_BYTES === 0 ? 'i32' : bytes === 2 ? 'u16' : 'u8';
}

function elementOfData({ element }: DataItem): MemoryElement {
  return element === 'text' || element === 'image' ? 'u8' : element;
}
