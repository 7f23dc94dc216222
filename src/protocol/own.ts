// The requests and events that Strata adds to the protocol, all named `strata/...`. Shapes and types stand together here;
// a client that knows none of them loses comfort, never function.
import type { DebugProtocol } from '@vscode/debugprotocol';
import { LAYER_SHAPES, type StatsArguments, type StatsBody, type StayArguments, type StayingBody, type StepLayerArguments } from './layers';
import { PICTURE_SHAPES, type LayersBody, type MemoryArguments, type MemoryBody, type PictureArguments, type PictureBody, type TimeBody } from './picture';
import { PAST_SHAPES, type LineCountsBody, type LineStacksArguments, type LineStacksBody, type PastLogArguments, type PastLogBody, type ValueHistoryBody } from './past';
import type { Shapes } from './shape';
import { TRAVELLING_SHAPES, type CompareBranchesArguments, type CompareBranchesBody, type OutputBody } from './travelling';
import type { Exchange } from './types.generated';

export interface InputArguments {
  /** Text for the console, sent as UTF-8. */
  text?: string;
  /** Whether the input ends after the text. */
  end?: boolean;
}

export interface StepBackByArguments {
  /** The thread; its innermost frame is stepped. */
  threadId: number;
  /** `over` to the last place in the frame or its caller, `out` to the call, `in` to whatever ran last. */
  kind: 'over' | 'out' | 'in';
  granularity?: 'statement' | 'line' | 'instruction';
}

export interface StepArguments {
  /** The thread whose next instruction is executed. */
  threadId: number;
}

export interface BackToArguments {
  source: DebugProtocol.Source;
  line: number;
}

export interface GoToMomentArguments {
  /** The count of steps; the end of the branch where it is left out. */
  steps?: number;
  /** The number of the branch; that of now where it is left out. */
  branch?: number;
}

export interface HistoryBranch {
  number: number;
  /** The last count of steps. */
  end: number;
  /** The branch that it leaves, and the count of steps there; nothing for the first. */
  from?: number;
  fromSteps?: number;
}

export interface HistoryBody {
  /** Where the run stands. */
  steps: number;
  branch: number;
  /** All branches; none where nothing is recorded. */
  branches: HistoryBranch[];
}

export interface OriginArguments {
  /** What to ask about: an expression that names a place, in a frame; or a variable of a container. */
  expression?: string;
  frameId?: number;
  variablesReference?: number;
  name?: string;
  /** Only what the value came from directly. Whatever the client asks next calls it off. */
  brief?: boolean;
}

export interface OwnHoversArguments {
  /** Whether the client shows values under the pointer by itself: `evaluate` is then refused in the context `hover`. */
  own: boolean;
}

/** A value on the way to what was asked about. */
export interface OriginValue {
  /** 0 for what was asked about; what a value was made from follows it, one deeper. */
  depth: number;
  /** How it came to be. */
  kind: 'place' | 'instruction' | 'constant' | 'move' | 'parent' | 'input' | 'machine' | 'initial' | 'edit';
  /** The count of steps before the instruction: `strata/goTo` goes there. */
  steps: number;
  value: string;
  /** The instruction; nothing for what was asked about, what was there at first, and what was changed by hand. */
  instruction?: string;
  threadId?: number;
  function?: string;
  instructionPointerReference?: string;
  source?: DebugProtocol.Source;
  line?: number;
  column?: number;
  /** Whether it is on the way to what the value mainly came from. */
  main: boolean;
  /** What it was made from is told where it stands for the first time. */
  again?: boolean;
  /** Not all that it was made from was looked for. */
  open?: boolean;
}

export interface OriginBody {
  values: OriginValue[];
}

export interface SaveRecordingArguments {
  /** The file, as the client names files. */
  path: string;
  /** Whether image, sources and disk go into it; they do in any case where no file is known to hold what runs. */
  bundle?: boolean;
}

export interface RecordingBody {
  path: string;
  bytes: number;
  /** The count of steps that is recorded. */
  steps: number;
  /** Whether it has everything with it. */
  bundled: boolean;
}

export interface WaitingBody {
  /** Whether the program waits for console input, and nothing but input lets it go on. */
  waiting: boolean;
}

export interface OwnRequests {
  /** Gives the program console input. */
  'strata/input': Exchange<InputArguments, void>;
  /** Steps into the past, in the ways that `stepBack` has not. */
  'strata/stepBack': Exchange<StepBackByArguments, void>;
  /** Goes back to the last moment at which a line was about to be executed. */
  'strata/backTo': Exchange<BackToArguments, void>;
  /** Goes to a moment of the recorded run. */
  'strata/goTo': Exchange<GoToMomentArguments, void>;
  /** What is recorded, and where in it the run stands. */
  'strata/history': Exchange<void, HistoryBody>;
  /** Where two branches of the run differ for the first time. */
  'strata/compareBranches': Exchange<CompareBranchesArguments, CompareBranchesBody>;
  /** What the program has printed up to this moment. */
  'strata/output': Exchange<void, OutputBody>;
  /** Where a value came from, as far as the run is recorded. */
  'strata/origin': Exchange<OriginArguments, OriginBody>;
  /** What log points would have printed, had they been there from the beginning of the run. */
  'strata/pastLog': Exchange<PastLogArguments, PastLogBody>;
  /** The values that something has had on the branch. */
  'strata/valueHistory': Exchange<OriginArguments, ValueHistoryBody>;
  /** What each line that a frame has executed of late left on the operand stack. Whatever the client asks next calls it off. */
  'strata/lineStacks': Exchange<LineStacksArguments, LineStacksBody>;
  /** How often each line was executed up to this moment. Whatever the client asks next calls it off. */
  'strata/lineCounts': Exchange<void, LineCountsBody>;
  /** Whether the client shows values under the pointer by itself. */
  'strata/ownHovers': Exchange<OwnHoversArguments, void>;
  /** Writes the run so far, all of its branch, to a file. */
  'strata/saveRecording': Exchange<SaveRecordingArguments, RecordingBody>;
  /** One instruction forward, asked for beside the editor's own buttons: it is told that the program goes on. */
  'strata/step': Exchange<StepArguments, void>;
  /** A step from layer to layer; it is told that the program goes on. */
  'strata/stepLayer': Exchange<StepLayerArguments, void>;
  /** Lets only one context stop, or all again. */
  'strata/stay': Exchange<StayArguments | undefined, void>;
  /** Instructions and exits by layer up to this moment. */
  'strata/stats': Exchange<StatsArguments | undefined, StatsBody>;
  /** What the machine room draws of a stopped machine. */
  'strata/layers': Exchange<void, LayersBody>;
  'strata/time': Exchange<void, TimeBody>;
  'strata/memory': Exchange<MemoryArguments, MemoryBody>;
  'strata/picture': Exchange<PictureArguments, PictureBody>;
}

export interface OwnEvents {
  /** The program has begun to wait for console input, or waits no longer. */
  'strata/waiting': WaitingBody;
  /** Stops are in one context only from now on, or in all again. */
  'strata/staying': StayingBody;
}

/** The shape of each own request's arguments, as in requests.generated.ts. */
export const OWN_ARGUMENTS = {
  'strata/stepLayer': 'StepLayerArguments', 'strata/stay': 'StayArguments?', 'strata/stats': 'StatsArguments?',
  'strata/compareBranches': 'CompareBranchesArguments', 'strata/output': '', 'strata/pastLog': 'PastLogArguments', 'strata/valueHistory': 'OriginArguments',
  'strata/lineStacks': 'LineStacksArguments', 'strata/lineCounts': '',
  'strata/picture': 'PictureArguments', 'strata/layers': '', 'strata/time': '', 'strata/memory': 'MemoryArguments', 'strata/step': 'StepArguments',
  'strata/input': 'InputArguments', 'strata/stepBack': 'StepBackByArguments', 'strata/backTo': 'BackToArguments', 'strata/goTo': 'GoToMomentArguments', 'strata/history': '',
  'strata/origin': 'OriginArguments', 'strata/ownHovers': 'OwnHoversArguments', 'strata/saveRecording': 'SaveRecordingArguments',
} as const satisfies Record<keyof OwnRequests, string>;

/** The shape of each own response's and event's body, as in answers.generated.ts. */
export const OWN_RESPONSES = {
  'strata/stepLayer': '', 'strata/stay': '', 'strata/stats': 'StatsBody',
  'strata/compareBranches': 'CompareBranchesBody', 'strata/output': 'OutputBody', 'strata/pastLog': 'PastLogBody', 'strata/valueHistory': 'ValueHistoryBody',
  'strata/lineStacks': 'LineStacksBody', 'strata/lineCounts': 'LineCountsBody',
  'strata/picture': 'PictureBody', 'strata/layers': 'LayersBody', 'strata/time': 'TimeBody', 'strata/memory': 'MemoryBody', 'strata/step': '',
  'strata/input': '', 'strata/stepBack': '', 'strata/backTo': '', 'strata/goTo': '', 'strata/history': 'HistoryBody', 'strata/origin': 'OriginBody',
  'strata/ownHovers': '', 'strata/saveRecording': 'RecordingBody',
} as const satisfies Record<keyof OwnRequests, string>;
export const OWN_EVENTS = { 'strata/waiting': 'WaitingBody', 'strata/staying': 'StayingBody' } as const satisfies Record<keyof OwnEvents, string>;

/** Columns of modules beside the protocol's own. */
export const OWN_MODULE_COLUMNS = { identity: 'string', codeBytes: 'uint64', contexts: 'uint32' } as const;

export const OWN_SHAPES: Shapes = {
  ...TRAVELLING_SHAPES,
  ...PAST_SHAPES,
  ...PICTURE_SHAPES,
  ...LAYER_SHAPES,
  InputArguments: { 'text?': 'string', 'end?': 'boolean' },
  StepBackByArguments: { threadId: 'number', kind: '"over"|"out"|"in"', 'granularity?': '"statement"|"line"|"instruction"' },
  StepArguments: { threadId: 'number' },
  BackToArguments: { source: 'Source', line: 'number' },
  GoToMomentArguments: { 'steps?': 'number', 'branch?': 'number' },
  HistoryBranch: { number: 'number', end: 'number', 'from?': 'number', 'fromSteps?': 'number' },
  HistoryBody: { steps: 'number', branch: 'number', branches: 'HistoryBranch[]' },
  OriginArguments: { 'expression?': 'string', 'frameId?': 'number', 'variablesReference?': 'number', 'name?': 'string', 'brief?': 'boolean' },
  OwnHoversArguments: { own: 'boolean' },
  SaveRecordingArguments: { path: 'string', 'bundle?': 'boolean' },
  RecordingBody: { path: 'string', bytes: 'number', steps: 'number', bundled: 'boolean' },
  OriginValue: {
    depth: 'number', kind: '"place"|"instruction"|"constant"|"move"|"parent"|"input"|"machine"|"initial"|"edit"', steps: 'number', value: 'string',
    'instruction?': 'string', 'threadId?': 'number', 'function?': 'string', 'instructionPointerReference?': 'string', 'source?': 'Source', 'line?': 'number',
    'column?': 'number', main: 'boolean', 'again?': 'boolean', 'open?': 'boolean',
  },
  OriginBody: { values: 'OriginValue[]' },
  WaitingBody: { waiting: 'boolean' },
};
