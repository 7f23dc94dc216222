// What clients ask about the past of a recorded run: what log points would have printed, what values something has had, what
// lines have left on the operand stack and how often they ran.
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Shapes } from './shape';

/** A log point, which need not be set. It is in a line of a source, at a function, or at an instruction. */
export interface PastLogPoint {
  source?: DebugProtocol.Source;
  line?: number;
  column?: number;
  /** Name of a function. */
  name?: string;
  instructionReference?: string;
  /** Text with `{expressions}`. */
  logMessage: string;
  condition?: string;
  hitCondition?: string;
  /** Only in this context. */
  threadId?: number;
}

export interface PastLogArguments {
  points: PastLogPoint[];
}

/** What has become of a log point. */
export interface PastLogState {
  verified: boolean;
  /** Why it is not verified, or what is different from what was asked for. */
  message?: string;
  /** How often the run came to it with its condition true. */
  hits: number;
}

/** A line that was printed. */
export interface PastLogLine {
  /** The moment, before the instruction at which the log point is: `strata/goTo` goes there. */
  steps: number;
  text: string;
  /** The text says why there is none: the condition had no value. A live log point stops there. */
  failed?: boolean;
  /** Which of the points, counted from 0. */
  point: number;
  threadId: number;
  function: string;
  source?: DebugProtocol.Source;
  line?: number;
  column?: number;
}

export interface PastLogBody {
  points: PastLogState[];
  /** From the beginning of the run to the furthest point that was reached on the branch. */
  lines: PastLogLine[];
  /** How many lines behind them are left out, because there are too many. */
  leftOut: number;
  /** Where the run stands, and the furthest point: lines up to the first are of its past, the others of its future. */
  steps: number;
  end: number;
}

/** One value that something has had. */
export interface HistoryValue {
  /** The count of steps from which on it is there: `strata/goTo` goes there. */
  steps: number;
  value: string;
  /** Which element of an array. */
  index?: number;
  /** `initial`: there when the history begins. `edit`: changed by hand. */
  kind: 'initial' | 'write' | 'edit';
  /** The instruction that wrote it. */
  instruction?: string;
  threadId?: number;
  function?: string;
  instructionPointerReference?: string;
  source?: DebugProtocol.Source;
  line?: number;
  column?: number;
}

export interface ValueHistoryBody {
  name: string;
  /** What holds the values: bytes of memory, or a slot of one frame, as long as there is that frame. */
  scope: 'memory' | 'frame';
  /** Each other than the one before. */
  values: HistoryValue[];
  /** Where the history begins, and where the frame returned, if it has. */
  start: number;
  returned?: number;
  /** Whether there are more before the first and behind the last. */
  earlier: boolean;
  later: boolean;
  /** Where the run stands. */
  steps: number;
}

export interface LineStacksArguments {
  frameId: number;
}

/** What the operand stack was when a line had been executed for the last time. */
export interface LineStack {
  line: number;
  /** Deepest first. */
  operands: string[];
  /** The moment: `strata/goTo` goes there. */
  steps: number;
}

export interface LineStacksBody {
  /** Lines of the frame's function that this call of it has executed of late, in the order in which it left them. */
  lines: LineStack[];
}

export interface LineCount {
  line: number;
  count: number;
}

/** All lines of a source that have instructions. */
export interface SourceCounts {
  source: DebugProtocol.Source;
  lines: LineCount[];
}

export interface LineCountsBody {
  sources: SourceCounts[];
  /** The counts are those from the beginning of the run up to here. */
  steps: number;
}

export const PAST_SHAPES: Shapes = {
  LineStacksArguments: { frameId: 'number' },
  LineStack: { line: 'number', operands: 'string[]', steps: 'number' },
  LineStacksBody: { lines: 'LineStack[]' },
  LineCount: { line: 'number', count: 'number' },
  SourceCounts: { source: 'Source', lines: 'LineCount[]' },
  LineCountsBody: { sources: 'SourceCounts[]', steps: 'number' },
  PastLogPoint: {
    'source?': 'Source', 'line?': 'number', 'column?': 'number', 'name?': 'string', 'instructionReference?': 'string', logMessage: 'string',
    'condition?': 'string', 'hitCondition?': 'string', 'threadId?': 'number',
  },
  PastLogArguments: { points: 'PastLogPoint[]' },
  PastLogState: { verified: 'boolean', 'message?': 'string', hits: 'number' },
  PastLogLine: {
    steps: 'number', text: 'string', 'failed?': 'boolean', point: 'number', threadId: 'number', function: 'string', 'source?': 'Source',
    'line?': 'number', 'column?': 'number',
  },
  PastLogBody: { points: 'PastLogState[]', lines: 'PastLogLine[]', leftOut: 'number', steps: 'number', end: 'number' },
  HistoryValue: {
    steps: 'number', value: 'string', 'index?': 'number', kind: '"initial"|"write"|"edit"', 'instruction?': 'string', 'threadId?': 'number',
    'function?': 'string', 'instructionPointerReference?': 'string', 'source?': 'Source', 'line?': 'number', 'column?': 'number',
  },
  ValueHistoryBody: {
    name: 'string', scope: '"memory"|"frame"', values: 'HistoryValue[]', start: 'number', 'returned?': 'number', earlier: 'boolean', later: 'boolean',
    steps: 'number',
  },
};
