// Call stacks: the frames of a context, and then those of the contexts around it, with a label between two layers. Only
// the frames asked for are looked at closely; the others are stepped over, and their number is known beforehand.
import { message, Refusal } from '../base/message';
import { opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import { sameType } from '../isa/types';
import type { Image } from '../image/image';
import type { Context } from '../machine/context';
import type { Machine } from '../machine/machine';
import { framesOf, type FrameView } from '../machine/walk';
import { Layers } from './layers';
import { REQUEST_PROBLEMS, STOPS } from './messages';
import type { Programs } from './programs';
import type { FrameEntry, FrameInfo, FrameRef } from './types';

/** A frame and whose it is. */
export interface FoundFrame {
  readonly context: Context;
  readonly frame: FrameView;
}

export class Frames {
  constructor(private readonly machine: Machine, private readonly programs: Programs) {}

  /** The context with an id. */
  context(id: number): Context {
    for (const context of this.machine.chain) if (context.id === id) return context;
    const found = this.machine.root.find(id);
    if (found === undefined) throw new Refusal(REQUEST_PROBLEMS.no_context, { id });
    return found;
  }

  find({ context: id, depth }: FrameRef): FoundFrame {
    const context = this.context(id);
    if (depth >= 0 && depth < context.frames) {
      for (const frame of framesOf(this.machine.store, context)) if (frame.depth === depth) return { context, frame };
    }
    throw new Refusal(REQUEST_PROBLEMS.no_frame, { id, depth, count: context.frames });
  }

  /** The frames of a context, innermost first. */
  of(context: Context): Generator<FrameView> {
    return framesOf(this.machine.store, context);
  }

  /** Frames of all layers and the labels between them. */
  count(id: number): number {
    const layers = new Layers(this.machine, this.programs).outward(this.context(id));
    return layers.reduce((count, context) => count + context.frames + 1, -1);
  }

  entries(id: number, start: number, count: number): FrameEntry[] {
    const layers = new Layers(this.machine, this.programs);
    const found: FrameEntry[] = [];
    const end = start + count;
    let at = 0, inner: Context | undefined;
    for (const context of layers.outward(this.context(id))) {
      if (at >= end) break;
      if (inner !== undefined) {
        if (at >= start) found.push(label(layers, inner, context));
        at++;
      }
      if (at + context.frames > start && at < end) this.addFrames(context, start - at, end - at, found);
      at += context.frames;
      inner = context;
    }
    return found;
  }

  /** Adds the frames of a context whose depth is from `start` up to, not including, `end`. */
  private addFrames(context: Context, start: number, end: number, found: FrameEntry[]): void {
    let callee = -1;
    for (const frame of framesOf(this.machine.store, context)) {
      if (frame.depth >= end) return;
      if (frame.depth >= start) found.push(this.info(context, frame, callee));
      callee = frame.fn;
    }
  }

  /** @param callee the function of the frame further in; -1: there is none */
  private info(context: Context, frame: FrameView, callee: number): FrameInfo {
    const info = this.programs.of(context.program);
    const address = callee < 0 ? frame.pc : callSite(context.program.image, frame, callee);
    return {
      kind: 'frame', ref: { context: context.id, depth: frame.depth }, name: info.functionName(frame.fn), module: info.number,
      address: info.flat(address), location: info.location(address),
    };
  }
}

const LABELS = { resumes: STOPS.resumed_by, handles: STOPS.handled_by, holds: STOPS.made_by };

function label(layers: Layers, inner: Context, outer: Context): FrameEntry {
  const row = LABELS[layers.relation(outer, inner)];
  return { kind: 'label', context: outer.id, text: message(row, { name: layers.nameOf(outer) }) };
}

/**
 * The instruction that a caller is at: the call, where the word before tells that it called this function; else its pc,
 * because the frame further in is a handler that the parent put there.
 */
function callSite(image: Image, { pc, fn }: FrameView, callee: number): number {
  if (pc <= image.functions[fn].start) return pc;
  const word = image.code[pc - 1], operand = word >>> 8;
  const { type } = image.functions[callee];
  const called = opcodeOf(word) === Op.call ? operand === callee
    : opcodeOf(word) === Op.call_table && sameType(image.types[operand], image.types[type]);
  return called ? pc - 1 : pc;
}
