// What the debugger tells whoever drives it, as plain data. It knows no protocol and no editor: lines and columns count
// from 0, sources go by their names in the debug information, contexts by their ids, messages are not yet rendered.
import type { Span } from '../base/diagnostic';
import type { Message, Refusal } from '../base/message';
import type { CauseName } from '../isa/causes';
import type { ValueType } from '../isa/types';
import type { DebugInfo, SourceFile } from '../image/debug';
import type { Ending } from '../machine/machine';
import type { RunLimit } from '../options/run-limits';

/** How far one step goes. */
export type Granularity = 'instruction' | 'statement' | 'line';

/** `over` is what editors call "next". */
export type StepKind = 'in' | 'over' | 'out';

/**
 * Steps from layer to layer. `intoExit`: until the context comes out, to the first instruction of whoever goes on; backward: until something
 * around it ran, to its `resume`. `toGuest`: until something below the context runs; backward the same. `overExit`: until the context
 * itself has got over its instruction, whoever does what for it meanwhile.
 */
export type LayerStepKind = 'intoExit' | 'overExit' | 'toGuest';

/** What a step, or a run, may be told beside its kind. */
export interface StepOptions {
  /** Flat address of the call to step into; others on the way are stepped over. */
  readonly target?: number;
  /** Stop as soon as another context would execute: only this one runs. */
  readonly alone?: boolean;
}

/** An instruction that one can go to, or into. */
export interface CodeTarget {
  /** Flat address. */
  readonly address: number;
  readonly text: string;
  readonly location?: SourceLocation;
}

/** Whether the program runs, and if not, why. `waiting`: it wants console input and goes on by itself when that comes. */
export type RunState = 'stopped' | 'running' | 'waiting' | 'ended';

/** Why a run stopped. `dropped`: the context in which a step began is gone. */
export type StopReason = 'entry' | 'breakpoint' | 'data' | 'step' | 'pause' | 'trap' | 'dropped' | 'goto' | 'restart' | 'left' | 'exit';

/** The run stopped before an instruction of a context. */
export interface StopEvent {
  readonly kind: 'stopped';
  readonly reason: StopReason;
  /** The context that executes next. */
  readonly context: number;
  /** Ids of the breakpoints that were hit here, whatever the reason. */
  readonly breakpoints: readonly number[];
  /** What there is to say beyond the reason: of a trap, of a dropped context, of a condition that could not be evaluated. */
  readonly message?: Message;
  /** For the reason `trap`. */
  readonly trap?: TrapInfo;
  /** For the reason `exit`. */
  readonly ending?: Ending;
}

/** Where a recorded run stands. */
export interface Position {
  /** Steps so far, and where the recorded future of the branch ends. */
  readonly steps: number;
  readonly end: number;
  readonly branch: number;
}

/** One of the ways that a recorded run has taken. */
export interface BranchInfo {
  readonly number: number;
  readonly end: number;
  /** The branch and the count of steps where it begins; undefined for the first. */
  readonly from?: { readonly branch: number; readonly steps: number };
}

/** What a run came to. */
export type SessionEvent =
  | StopEvent
  /** The program wants console input; it goes on when {@link Debugger.provideInput} was called. */
  | { readonly kind: 'waiting'; readonly context: number }
  | { readonly kind: 'ended'; readonly ending: Ending; readonly message?: Message }
  /** A limit of the run is reached, exactly; it is over, and stands before an instruction of a context. */
  | { readonly kind: 'limit'; readonly limit: RunLimit; readonly context: number };

/** An instruction that traps, or would trap if it went on. */
export interface TrapInfo {
  readonly cause: CauseName;
  /** Whether no parent takes it, so that it ends the run. */
  readonly unhandled: boolean;
  readonly context: number;
  /** What was attempted, with the values, and what was allowed. */
  readonly attempted: Message;
  /** Where to look: which instructions made the values, where that is known. */
  readonly look: readonly LookAt[];
}

/** A place that explains a trap. */
export interface LookAt {
  readonly message: Message;
  readonly address: number;
  readonly location?: SourceLocation;
}

/** A place in a source as the image knows it. */
export interface SourceLocation {
  readonly source: SourceRef;
  readonly span: Span;
}

/** A source text of some image. Two with the same name and different `sha256` are different texts. */
export interface SourceRef {
  /** Relative to the program's folder, with `/`. */
  readonly name: string;
  /** Of the text that the image was made from. */
  readonly sha256: string;
}

/** A source that an image was made from. */
export interface LoadedSource extends SourceFile {
  /** Numbers of the modules that name it. */
  readonly modules: readonly number[];
}

/** A program that was loaded, that is an image by its identity. */
export interface ModuleInfo {
  /** The upper half of its code addresses. */
  readonly number: number;
  /** Name of the source that its entry function is in, or the beginning of its identity. */
  readonly name: string;
  readonly identity: string;
  /** Whether debug information was found for it. */
  readonly debug: boolean;
  /** First address of its code, and the address after the last; see {@link Debugger.disassemble}. */
  readonly start: number;
  readonly end: number;
}

/** A source in which breakpoints are wanted. */
export interface SourceQuery {
  readonly name: string;
  /** SHA-256 of the text that the person sees, where it is known; breakpoints in a different text are refused. */
  readonly sha256?: string;
}

/** What every breakpoint may have. */
export interface BreakpointOptions {
  /** An expression; the breakpoint counts and stops only where it is not 0. */
  readonly condition?: string;
  /** `5`, `=5`, `>5`, `>=5`, `<5`, `<=5`, `%5`: at which hits it stops. */
  readonly hitCondition?: string;
  /** Text with `{expressions}`, told instead of stopping; `\{` is a brace. */
  readonly logMessage?: string;
  /** Only in this context. */
  readonly context?: number;
  /** Without one: both. */
  readonly mode?: BreakpointMode;
}

/** Which way time goes. */
export type Direction = 'forward' | 'backward';

/** In which directions a breakpoint stops. */
export type BreakpointMode = Direction | 'both';

export interface SourceBreakpointRequest extends BreakpointOptions {
  readonly line: number;
  readonly column?: number;
}

export interface FunctionBreakpointRequest extends BreakpointOptions {
  readonly name: string;
}

export interface InstructionBreakpointRequest extends BreakpointOptions {
  /** Flat code address. */
  readonly address: number;
}

/** Which accesses a data breakpoint stops at. */
export type DataAccess = 'read' | 'write' | 'readWrite';

/**
 * What a data breakpoint watches: bytes, which are those of physical memory that lie there in the context's window when it
 * is set, whoever touches them later; or a slot of one frame, as long as there is that frame.
 */
export type WatchTarget =
  | {
    readonly kind: 'memory';
    readonly context: number;
    readonly address: number;
    /** Bytes. */
    readonly size: number;
    /** What `value` reads. */
    readonly element: MemoryElement;
    readonly name: string;
  }
  | {
    /** A local by its number, or an operand by its place, 0 the deepest. */
    readonly kind: 'local' | 'operand';
    readonly context: number;
    /** Number of the frame, 1 the outermost, and its function. */
    readonly frame: number;
    readonly function: number;
    readonly index: number;
    readonly name: string;
  };

/** Conditions and log messages know `value`, `old` and, of an array, `index` of what was touched; they are asked after the access. */
export interface DataBreakpointRequest extends BreakpointOptions {
  readonly target: WatchTarget;
  readonly access: DataAccess;
}

/** A breakpoint as it stands now. */
export interface Breakpoint {
  /** Never used again. */
  readonly id: number;
  /** Whether there is code at which it can stop, and nothing is wrong with its expressions. */
  readonly verified: boolean;
  /** Why it is not verified, or what is different from what was asked for. */
  readonly message?: Message;
  /** Whether it is worth a try later: its program is not loaded yet. */
  readonly pending: boolean;
  /** Whether what it watched is gone for good. */
  readonly over?: boolean;
  /** Whether it went to the next instruction's place. */
  readonly moved: boolean;
  /** Where it really is. */
  readonly location?: SourceLocation;
  /** Flat addresses of code at which it stops. */
  readonly addresses: readonly number[];
  /** How often it was reached with its condition true. */
  readonly hits: number;
}

/** What a log message said. */
export interface LogEntry {
  readonly breakpoint: number;
  readonly text: string;
  readonly context: number;
  readonly location?: SourceLocation;
  /** Bytes of console output that came before it; orders the two. */
  readonly output: number;
}

/** What happened since it was asked the last time. */
export interface News {
  /** Breakpoints that changed: verified by a program that was loaded. */
  readonly breakpoints: readonly Breakpoint[];
  readonly modules: readonly ModuleInfo[];
  readonly sources: readonly LoadedSource[];
  /** At most LOG_ENTRIES_MAX; the newest are lost where there were more. */
  readonly log: readonly LogEntry[];
  readonly logLost: number;
  /** Contexts made and dropped; filled at stops only. One that was made and dropped between two stops is in neither. */
  readonly made: readonly ContextInfo[];
  readonly dropped: readonly number[];
}

/** A context as a thread. */
export interface ContextInfo {
  /** 1 for the root, then in order of creation; never used again. */
  readonly id: number;
  /** Its path through the layers: `root > kernel.sasm #1 > shell.sasm #2`. */
  readonly name: string;
  /** Whether it runs or is inside a `resume` of what runs. */
  readonly active: boolean;
}

/** A layer as people think of it. */
export interface LayerInfo {
  readonly id: number;
  /** The image and its handle, `root` for the root. */
  readonly name: string;
  readonly mode: 'root' | 'guest' | 'user';
  /** The layer below which it lies. */
  readonly owner?: string;
  /** The context that resumes it, where that is another one. */
  readonly parent?: string;
}

/** A frame of a context by its place: 0 is the innermost. Good until the program runs again. */
export interface FrameRef {
  readonly context: number;
  readonly depth: number;
}

/** One entry of a call stack. */
export type FrameEntry =
  | FrameInfo
  /** Stands between a context's last frame and its parent's first. */
  | { readonly kind: 'label'; readonly context: number; readonly text: Message };

export interface FrameInfo {
  readonly kind: 'frame';
  readonly ref: FrameRef;
  /** Name of the function, `function 3` where none is known. */
  readonly name: string;
  readonly module: number;
  /** Flat address of the instruction it stands at: the next one, or the call that it is inside of. */
  readonly address: number;
  readonly location?: SourceLocation;
}

/** A typed value. */
export interface Value {
  readonly type: ValueType;
  readonly value: number;
}

/** A parameter or local of a frame. */
export interface LocalInfo extends Value {
  readonly index: number;
  readonly name: string;
  readonly parameter: boolean;
}

/** An operand of a frame; `index` 0 is the top. */
export interface OperandInfo extends Value {
  readonly index: number;
  /** The instruction that pushed it, where only one can have. */
  readonly pushedBy?: { readonly address: number; readonly text: string; readonly location?: SourceLocation };
}

/** Registers and fields of a context. */
export interface ContextView {
  readonly id: number;
  readonly name: string;
  readonly module: number;
  /** Flat address of the next instruction. */
  readonly pc: number;
  readonly function: string;
  readonly mode: 'root' | 'guest' | 'user';
  /** The window as its parent gave it, and what of it is really there, in bytes of physical memory. */
  readonly window: { readonly base: number; readonly limit: number; readonly start: number; readonly size: number };
  /** Instructions left of what its `resume` allowed; Infinity: no limit. Undefined in the root and while it is suspended. */
  readonly budget?: number;
  /** What it last trapped for, where it has not gone on since. */
  readonly trap?: { readonly cause: CauseName; readonly instruction: string; readonly completed: boolean };
  /** Names of the pending interrupts, other bits as numbers. */
  readonly interrupts: readonly string[];
  readonly retired: number;
  readonly time: number;
  readonly frames: number;
}

/** Data of a program by its label, in the window of a context. */
export interface DataItem {
  readonly name: string;
  readonly address: number;
  /** Bytes. */
  readonly size: number;
  readonly element: 'i8' | 'i16' | 'i32' | 'f64' | 'text' | 'image';
  /** How many elements; 1 for text and images. */
  readonly count: number;
  /** The value of a single element; the text of a text, shortened to TEXT_SHOWN_MAX bytes. Undefined where the window does not reach. */
  readonly value?: number | string;
}

/** What a number in memory is read as. */
export type MemoryElement = 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'f64';

/** A place whose value can be set. */
export type Place =
  | { readonly kind: 'local'; readonly frame: FrameRef; readonly index: number }
  | { readonly kind: 'operand'; readonly frame: FrameRef; readonly index: number }
  | { readonly kind: 'memory'; readonly context: number; readonly address: number; readonly element: MemoryElement };

/** How numbers are written: `value,x` and the like choose it in an expression. */
export type Format = 'decimal' | 'hexadecimal' | 'binary' | 'unsigned' | 'character';

/** What an expression is worth. */
export interface Evaluated {
  readonly type: ValueType | 'text';
  readonly value: number | string;
  readonly format: Format;
  /** The value as text, in the format asked for. */
  readonly text: string;
  /** What it can be assigned to, if it names a place. */
  readonly place?: Place;
  /** The data that it names, whose elements can be shown. */
  readonly data?: DataItem;
  /** Where to look in memory: the place of memory or data it names, else an i32 as an address of the context's window. */
  readonly memory?: { readonly context: number; readonly address: number };
  /** Flat address of the code it names. */
  readonly code?: number;
}

/** A proposal for the console. */
export interface Completion {
  readonly text: string;
  readonly kind: 'local' | 'constant' | 'data' | 'function' | 'label' | 'word';
  /** What stands beside it, such as the type and value. */
  readonly detail: string;
  /** What it replaces: from `start`, `length` UTF-16 units. */
  readonly start: number;
  readonly length: number;
}

/** A row of disassembly. */
export interface DisassemblyRow {
  /** Flat address. */
  readonly address: number;
  /** `placeholder`: there is no code at this address. */
  readonly kind: 'instruction' | 'placeholder';
  readonly bytes: Uint8Array;
  readonly text: string;
  /** Function or label that begins here. */
  readonly symbol?: string;
  readonly location?: SourceLocation;
}

/** Bytes of a context's window. */
export interface MemoryBytes {
  /** As many as there are of those asked for; a copy. */
  readonly bytes: Uint8Array;
  /** Those asked for beyond the end of the window. */
  readonly missing: number;
}

/** At which causes a run stops before the trap happens. */
export interface TrapFilter {
  readonly causes: readonly CauseName[];
  /** Traps of the root that would end the run. */
  readonly unhandled: boolean;
}

/** A filter with what must hold beside the cause. */
export interface TrapRule extends TrapFilter {
  /** An expression in the frame that traps; it stops only where that is not 0. */
  readonly condition?: string;
  readonly mode?: BreakpointMode;
  /** Only where no parent takes the trap, so that it ends the run. */
  readonly rootOnly?: boolean;
}

/** Finds debug information for an image that carries none itself, by identity. */
export type DebugLookup = (identity: string) => DebugInfo | undefined;

/** The things that a session may be asked for and refuses; all are {@link Refusal}s with rows of `messages.ts`. */
export type DebuggerRefusal = Refusal;
