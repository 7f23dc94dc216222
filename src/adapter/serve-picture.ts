// The request for what the machine room draws: frames with all that they hold, and what the next instruction is about to do.
import { render } from '../base/message';
import type { Foresight, FrameEntry, Value } from '../debugger';
import type { Handlers } from '../protocol/connection';
import type { PictureFrame, PictureNext, PictureValue } from '../protocol/picture';
import type { Adapter } from './adapter';
import { showValue, stopped } from './serve-values';

/** Frames in one picture: more is not drawn. */
const FRAMES_MAX = 200;

export function servePicture(adapter: Adapter): Handlers {
  return {
    'strata/picture': ({ threadId, frames: wanted }) => {
      const { debug } = stopped(adapter);
      return {
        ...debug.position, layer: debug.context(threadId).name, totalFrames: debug.frameCount(threadId),
        frames: debug.frames(threadId, 0, Math.min(wanted, FRAMES_MAX)).map((entry) => frameOf(adapter, entry)), next: nextOf(debug.foresight(threadId)),
      };
    },
  };
}

function frameOf(adapter: Adapter, entry: FrameEntry): PictureFrame {
  const { debuggee: { debug, sources }, form } = adapter;
  if (entry.kind === 'label') return { label: render(entry.text, form.language), threadId: entry.context, name: '', locals: [], operands: [] };
  const { location, name, ref } = entry;
  const place = location === undefined ? {} : { source: sources.toClient(location.source), line: form.toRange(location.span).line };
  return {
    threadId: ref.context, name, ...place,
    locals: debug.locals(ref).map((local) => ({ name: local.name, type: local.type, value: showValue(local.type, local.value, false) })),
    operands: debug.operands(ref).map(valueOf).reverse(),
  };
}

function valueOf({ type, value }: Value): PictureValue {
  return { type, value: showValue(type, value, false) };
}

function nextOf({ text, pops, pushes, trap }: Foresight): PictureNext {
  return {
    instruction: text, pops: pops.map(valueOf), pushes: pushes.map((each) => (typeof each === 'string' ? { type: each } : valueOf(each))),
    ...(trap === undefined ? {} : { trap }),
  };
}
