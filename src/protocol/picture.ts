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
  /** The path of the thread's context through the layers. */
  layer: string;
  frames: PictureFrame[];
  totalFrames: number;
  next: PictureNext;
}

export const PICTURE_SHAPES: Shapes = {
  PictureArguments: { threadId: 'number', frames: 'number' },
  PictureValue: { type: 'string', 'value?': 'string' },
  PictureLocal: { name: 'string', type: 'string', value: 'string' },
  PictureFrame: {
    'label?': 'string', threadId: 'number', name: 'string', 'source?': 'Source', 'line?': 'number', locals: 'PictureLocal[]', operands: 'PictureValue[]',
  },
  PictureNext: { instruction: 'string', pops: 'PictureValue[]', pushes: 'PictureValue[]', 'trap?': 'string' },
  PictureBody: {
    steps: 'number', end: 'number', branch: 'number', layer: 'string', frames: 'PictureFrame[]', totalFrames: 'number', next: 'PictureNext',
  },
};
