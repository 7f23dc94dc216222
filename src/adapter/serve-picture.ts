// The requests for what the machine room draws: frames with all that they hold and what the next instruction is about to do; the layers.
import { Refusal, render } from '../base/message';
import type { Debugger, Foresight, FrameEntry, Value } from '../debugger';
import type { Handlers } from '../protocol/connection';
import type { LayersBody, MemoryBody, TimeBody, PictureFrame, PictureNext, PictureValue } from '../protocol/picture';
import type { Adapter } from './adapter';
import { MemoryHeat } from './memory-heat';
import { BAD_CELL } from './messages';
import { showValue, stopped } from './serve-values';

/** Frames in one picture: more is not drawn. */
const FRAMES_MAX = 200;
/** Moments of a branch. */
const SAMPLES_MAX = 120;
/** Bytes of a cell of memory, and cells of a map. */
const CELL_MIN = 16, CELLS_MAX = 65_536;

export function servePicture(adapter: Adapter): Handlers {
  const heat = new MemoryHeat();
  return {
    'strata/picture': ({ threadId, frames: wanted }) => {
      const { debug } = stopped(adapter);
      return {
        ...debug.position, engine: adapter.engine, layer: debug.context(threadId).name, totalFrames: debug.frameCount(threadId),
        frames: debug.frames(threadId, 0, Math.min(wanted, FRAMES_MAX)).map((entry) => frameOf(adapter, entry)), next: nextOf(debug.foresight(threadId)),
      };
    },
    'strata/memory': ({ cell }) => memoryOf(stopped(adapter).debug, heat, cell),
    'strata/time': () => timeOf(stopped(adapter).debug),
    'strata/layers': () => layersOf(stopped(adapter).debug),
  };
}

/** The memory of the root's window: whose it is, and where something happened since the last look. */
function memoryOf(debug: Debugger, heat: MemoryHeat, cell: number): MemoryBody {
  const memory = debug.memory(), { steps, layers } = layersOf(debug), next = debug.nextTouches(debug.stop?.context ?? 1);
  if (cell < CELL_MIN || (cell & (cell - 1)) !== 0 || memory.length / cell > CELLS_MAX) throw new Refusal(BAD_CELL, { cell, least: CELL_MIN, cells: CELLS_MAX });
  heat.look(memory, cell, steps, next);
  return { steps, size: memory.length, cell, layers, heat: heat.cells(), next };
}

/** The recorded run at a glance. */
function timeOf(debug: Debugger): TimeBody {
  const { steps, branch } = debug.position;
  const branches = debug.branches().map(({ number, end, from }) => ({
    number, end, ...(from === undefined ? {} : { from: from.branch, fromSteps: from.steps }),
    samples: debug.samples(number, SAMPLES_MAX).map(({ retired, ...rest }) => ({ ...rest, retired: retired.map(([context, count]) => ({ context, count })) })),
  }));
  const names = debug.stats().layers.flatMap(({ context, name }) => (context === null ? [] : [{ context, name }]));
  return { steps, branch, branches, names, marks: [] };
}

/** The contexts that there are, as layers, with what the meter has counted. */
function layersOf(debug: Debugger): LayersBody {
  const { steps, layers } = debug.stats(), active = new Set(debug.contexts().filter((each) => each.active).map(({ id }) => id));
  const executing = debug.stop?.context, [root] = layers;
  return {
    steps, memory: debug.context(root.context ?? 1).window.size,
    layers: layers.flatMap(({ context: id, below, name, mode, gone, retired, exits, causes }) => {
      if (id === null || gone) return [];
      const { start, size } = debug.context(id).window, state = id === executing ? 'executing' as const : active.has(id) ? 'inside' as const : 'still' as const;
      const counted = causes.map(({ cause, count }) => ({ cause, count })).sort((a, b) => b.count - a.count);
      return [{ id, ...(below === null ? {} : { below }), name, mode, state, start, size, retired, exits, causes: counted }];
    }),
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
