// When a frame began: the moment from which on a context has had at least so many frames up to now. The machine is somewhere in the
// past afterwards.
import { defined } from '../base/assert';
import type { Steps } from '../base/steps';
import { opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import { sameType } from '../isa/types';
import type { Image } from '../image/image';
import type { Context } from '../machine/context';
import type { Program } from '../machine/program';
import { framesOf, type FrameView } from '../machine/walk';
import { UNREACHED } from '../verifier/flow';
import { quietly } from './quiet';
import { lastMoment, lastWhere, type Probe } from './search';
import type { Timeline } from './timeline';

/** The count of steps at which the frame with this number, 1 the outermost, of a context began. It has that frame now. */
export function* frameStart(timeline: Timeline, context: Context, number: number): Steps<number> {
  const { machine } = timeline, now = machine.steps, { id } = context;
  if (number === 1) return id === 1 ? 0 : 1 + (yield* lastWhere(timeline, 0, now, () => machine.contextsMade < id));
  const frame = frameNumber(timeline, context, number), caller = frameNumber(timeline, context, number - 1);
  const called = isCall(context.program.image, caller, frame.fn) ? yield* lastCall(timeline, now, context, caller.pc - 1, number - 1) : undefined;
  const handler = mayBeHandler(context, frame.fn) ? yield* lastHandler(timeline, now, context, frame.fn, number - 1) : undefined;
  return handler !== undefined && handler > (called ?? -1) ? handler : (called ?? -1) + 1;
}

function frameNumber({ machine: { store } }: Timeline, context: Context, number: number): FrameView {
  for (const frame of framesOf(store, context)) if (frame.depth === context.frames - number) return frame;
  throw new RangeError('a frame that is there');
}

/** Whether a frame goes on behind an instruction that calls the function. */
function isCall(image: Image, { pc, fn }: FrameView, callee: number): boolean {
  if (pc <= image.functions[fn].start) return false;
  const word = image.code[pc - 1], operand = word >>> 8;
  if (opcodeOf(word) === Op.call) return operand === callee;
  return opcodeOf(word) === Op.call_table && sameType(image.types[operand], image.types[image.functions[callee].type]);
}

/** The last moment at which a context is about to call, with so many frames. It had more ever since. */
function lastCall(timeline: Timeline, before: number, { id, program }: Context, address: number, frames: number): Steps<number | undefined> {
  const { machine } = timeline;
  return quietly(machine, lastMoment(timeline, before, stopsAt(program, [address], () => {
    const { current } = machine;
    return current.id === id && current.frames === frames && current.pc === address && current.completion === undefined;
  })));
}

/** Whether a parent can make the context call the function. */
function mayBeHandler({ parent, program: { image } }: Context, fn: number): boolean {
  const type = image.types[image.functions[fn].type];
  return parent !== undefined && type.params.length === 0 && type.result === undefined && image.table.includes(fn);
}

/** The last moment at which a handler that a parent wanted called has begun. */
function* lastHandler(timeline: Timeline, before: number, { id, parent }: Context, fn: number, frames: number): Steps<number | undefined> {
  const { machine } = timeline, { id: parentId, program } = defined(parent, 'a parent');
  const { code, stateAt } = program.image;
  const resumes = Array.from(code.keys()).filter((address) => stateAt[address] !== UNREACHED && opcodeOf(code[address]) === Op.resume);
  const wanted = (): boolean => {
    const child = machine.root.find(id);
    return machine.current.id === parentId && child !== undefined && child.call === fn && child.frames === frames;
  };
  const resume = yield* quietly(machine, lastMoment(timeline, before, stopsAt(program, resumes, wanted)));
  if (resume === undefined) return undefined;
  // It begins when the context goes on, or one step later, where the trapped instruction is completed first.
  for (let steps = resume + 1; steps < before; steps++) {
    yield* timeline.goTo(steps);
    if ((machine.root.find(id)?.frames ?? 0) > frames) return steps;
  }
  return before;
}

function stopsAt(program: Program, addresses: readonly number[], isThere: () => boolean): Probe {
  const set = (wanted: boolean): void => {
    for (const address of addresses) program.setStop(address, wanted);
  };
  return {
    plant: () => {
      set(true);
      return () => set(false);
    },
    isThere: ({ kind }) => kind === 'stop' && isThere(),
  };
}
