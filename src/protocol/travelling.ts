// What clients ask about the branches of a recorded run and about what was printed: the requests `strata/compareBranches` and
// `strata/output`.
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Shapes } from './shape';

export interface CompareBranchesArguments {
  /** Numbers of two branches, as `strata/history` has them. */
  one: number;
  other: number;
}

/** What a branch executes next. */
export interface BranchInstruction {
  instruction: string;
  threadId: number;
  function: string;
  instructionPointerReference: string;
  source?: DebugProtocol.Source;
  line?: number;
  column?: number;
}

export interface CompareBranchesBody {
  /** Counts of steps: they are one branch up to the first, and were compared up to the second. */
  shared: number;
  until: number;
  /** The first moment at which the machine is in another state; left out where it never is. */
  state?: number;
  /** The first moment at which they stand at different instructions; left out where they never do. */
  execution?: number;
  /** The instruction before that, which both executed, each in its own way; left out where a change by hand parted them. */
  decided?: BranchInstruction;
  /** What each of them executes at that moment; left out where its run is over. */
  one?: BranchInstruction;
  other?: BranchInstruction;
}

export interface OutputBody {
  /** The text that the program has printed up to the moment where the run stands. */
  output: string;
  /** Bytes before it that are left out: it is too long. */
  omittedBytes: number;
  steps: number;
  branch: number;
}

export const TRAVELLING_SHAPES: Shapes = {
  CompareBranchesArguments: { one: 'number', other: 'number' },
  BranchInstruction: {
    instruction: 'string', threadId: 'number', function: 'string', instructionPointerReference: 'string', 'source?': 'Source', 'line?': 'number', 'column?': 'number',
  },
  CompareBranchesBody: {
    shared: 'number', until: 'number', 'state?': 'number', 'execution?': 'number', 'decided?': 'BranchInstruction', 'one?': 'BranchInstruction',
    'other?': 'BranchInstruction',
  },
  OutputBody: { output: 'string', omittedBytes: 'number', steps: 'number', branch: 'number' },
};
