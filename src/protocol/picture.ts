// What the machine room draws of a stopped machine, asked for with the request `strata/picture`. Values are texts, as the
// Variables view has them, so that whoever draws knows nothing of their types but the name.
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Shapes } from './shape';

export interface PictureArguments {
  /** The thread whose stack is drawn. */
  threadId: number;
  /** Frames that are wanted at most, innermost first. */
  frames: number;
}

/** A value on an operand stack; without `value` only its type is known. */
export interface PictureValue {
  type: string;
  value?: string;
}

export interface PictureLocal {
  name: string;
  type: string;
  value: string;
}

/** A frame; or, with a `label` alone, the border between the layer above and the one that follows. */
export interface PictureFrame {
  label?: string;
  threadId: number;
  name: string;
  source?: DebugProtocol.Source;
  line?: number;
  locals: PictureLocal[];
  /** Deepest first. */
  operands: PictureValue[];
}

/** What the next instruction is about to do to the operand stack. */
export interface PictureNext {
  instruction: string;
  pops: PictureValue[];
  pushes: PictureValue[];
  /** It will trap: the name of the cause. */
  trap?: string;
}

export interface PictureBody {
  /** Where the run stands, and where what is recorded of this branch ends. */
  steps: number;
  end: number;
  branch: number;
  /** What executes the instructions: `interpreter`, `compiler`, or `auto` for both in turn. */
  engine: string;
  /** The path of the thread's context through the layers. */
  layer: string;
  frames: PictureFrame[];
  totalFrames: number;
  next: PictureNext;
}

/** A layer: a context that there is, with what it came to so far. */
export interface PictureLayer {
  /** Of its context. */
  id: number;
  /** The layer below which it lies, as people think of it; none for the root. */
  below?: number;
  name: string;
  mode: 'root' | 'guest' | 'user';
  /** `executing`: its instruction is next; `inside`: it is inside a `resume` that runs; `still`: it waits to be resumed. */
  state: 'executing' | 'inside' | 'still';
  /** Its window in physical memory, in bytes. */
  start: number;
  size: number;
  /** Instructions of its own. */
  retired: number;
  /** How often control left it, of the root: calls of the firmware; and why, the most frequent first. */
  exits: number;
  causes: PictureCause[];
}

export interface PictureCause {
  cause: string;
  count: number;
}

export interface LayersBody {
  steps: number;
  /** Bytes of physical memory. */
  memory: number;
  /** The root first, each followed by those below it. */
  layers: PictureLayer[];
}

/** How far a branch was at a moment. */
export interface PictureSample {
  steps: number;
  /** Bytes of output so far. */
  printed: number;
  /** Instructions so far, by context. */
  retired: { context: number; count: number }[];
}

export interface PictureBranch {
  number: number;
  /** The last count of steps. */
  end: number;
  /** The branch that it leaves, and the count of steps there; nothing for the first. */
  from?: number;
  fromSteps?: number;
  samples: PictureSample[];
}

/** A moment at which the program has stopped. */
export interface PictureMark {
  branch: number;
  steps: number;
  /** Why, in the protocol's words. */
  reason: string;
}

export interface TimeBody {
  /** Where the run stands. */
  steps: number;
  branch: number;
  /** Empty where nothing is recorded. */
  branches: PictureBranch[];
  /** What the contexts are called that the meter knows. */
  names: { context: number; name: string }[];
  /** Filled by whoever has seen the program stop. */
  marks: PictureMark[];
}

export interface MemoryArguments {
  /** Bytes that one cell of the map stands for; a power of two. */
  cell: number;
}

/** A cell whose bytes changed, or were read, lately: how lately, from 255 down. */
export interface PictureHeat {
  cell: number;
  written: number;
  read: number;
}

/** Bytes that the next instruction touches. */
export interface PictureTouch {
  start: number;
  size: number;
  write: boolean;
}

/** The memory of the root's window. */
export interface MemoryBody {
  steps: number;
  /** Bytes. */
  size: number;
  cell: number;
  layers: PictureLayer[];
  heat: PictureHeat[];
  next: PictureTouch[];
}

export const PICTURE_SHAPES: Shapes = {
  PictureArguments: { threadId: 'number', frames: 'number' },
  PictureValue: { type: 'string', 'value?': 'string' },
  PictureLocal: { name: 'string', type: 'string', value: 'string' },
  PictureFrame: {
    'label?': 'string', threadId: 'number', name: 'string', 'source?': 'Source', 'line?': 'number', locals: 'PictureLocal[]', operands: 'PictureValue[]',
  },
  PictureNext: { instruction: 'string', pops: 'PictureValue[]', pushes: 'PictureValue[]', 'trap?': 'string' },
  PictureLayer: {
    id: 'number', 'below?': 'number', name: 'string', mode: '"root"|"guest"|"user"', state: '"executing"|"inside"|"still"', start: 'number', size: 'number',
    retired: 'number', exits: 'number', causes: 'PictureCause[]',
  },
  PictureCause: { cause: 'string', count: 'number' },
  LayersBody: { steps: 'number', memory: 'number', layers: 'PictureLayer[]' },
  PictureAmount: { context: 'number', count: 'number' },
  PictureSample: { steps: 'number', printed: 'number', retired: 'PictureAmount[]' },
  PictureBranch: { number: 'number', end: 'number', 'from?': 'number', 'fromSteps?': 'number', samples: 'PictureSample[]' },
  PictureMark: { branch: 'number', steps: 'number', reason: 'string' },
  PictureName: { context: 'number', name: 'string' },
  TimeBody: { steps: 'number', branch: 'number', branches: 'PictureBranch[]', names: 'PictureName[]', marks: 'PictureMark[]' },
  MemoryArguments: { cell: 'uint32' },
  PictureHeat: { cell: 'number', written: 'number', read: 'number' },
  PictureTouch: { start: 'number', size: 'number', write: 'boolean' },
  MemoryBody: { steps: 'number', size: 'number', cell: 'number', layers: 'PictureLayer[]', heat: 'PictureHeat[]', next: 'PictureTouch[]' },
  PictureBody: {
    steps: 'number', end: 'number', branch: 'number', engine: 'string', layer: 'string', frames: 'PictureFrame[]', totalFrames: 'number', next: 'PictureNext',
  },
};
