// What a command of the debugger came to, as plain data: `show.ts` writes it for people, `--json` as it is. Lines and
// columns count from 1; lists of operands begin with the deepest, so that the last one is the top.

import type { StatsBody } from '../../protocol/layers';
import type { OriginValue } from '../../protocol/own';
import type { HistoryValue } from '../../protocol/past';

/** A place in a source text. */
export interface ShownPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A frame of a call stack, or the label between two layers. */
export interface ShownFrame {
  /** Counted from 0, labels left out. */
  readonly number?: number;
  readonly name: string;
  readonly address?: string;
  readonly place?: ShownPlace;
}

/** A name with its value. */
export interface ShownValue {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
  /** Where the program's context marks itself. */
  readonly chosen?: boolean;
}

/** A breakpoint. */
export interface ShownPoint {
  readonly number: number;
  readonly where: string;
  readonly verified: boolean;
  readonly enabled: boolean;
  readonly temporary: boolean;
  readonly hits: number;
  readonly place?: ShownPlace;
  readonly condition?: string;
  readonly ignored?: number;
  readonly log?: string;
  readonly message?: string;
}

/** A row of disassembly. */
export interface ShownInstruction {
  readonly address: string;
  readonly instruction: string;
  readonly symbol?: string;
  readonly line?: number;
  readonly current: boolean;
}

/** A row of a memory dump. */
export interface ShownMemory {
  readonly address: string;
  readonly values: readonly string[];
}

/** A value on the way to one that was asked about; see `OriginValue` of the protocol. */
export interface ShownOrigin {
  readonly depth: number;
  readonly kind: OriginValue['kind'];
  readonly steps: number;
  readonly value: string;
  readonly instruction?: string;
  readonly thread?: number;
  readonly function?: string;
  readonly place?: ShownPlace;
  readonly main: boolean;
  readonly again: boolean;
  readonly open: boolean;
}

/** What a branch executes next, where it was compared with another one. */
export interface ShownBranch {
  readonly number: number;
  /** Nothing: its run is over. */
  readonly code?: ShownCode;
}

/** An instruction with the function and the context that execute it. */
export interface ShownCode {
  readonly instruction: string;
  readonly function: string;
  readonly thread: number;
  readonly place?: ShownPlace;
}

/** A line that a log point would have printed; see `PastLogLine` of the protocol. */
export interface ShownPastLine {
  readonly steps: number;
  readonly text: string;
  readonly failed: boolean;
  /** Of the log point, where it is set. */
  readonly number?: number;
  readonly thread: number;
  readonly function: string;
  readonly place?: ShownPlace;
}

/** A value that something has had; see `HistoryValue` of the protocol. */
export interface ShownPastValue {
  readonly steps: number;
  readonly value: string;
  readonly index?: number;
  readonly kind: HistoryValue['kind'];
  readonly instruction?: string;
  readonly thread?: number;
  readonly function?: string;
  readonly place?: ShownPlace;
}

export type Result =
  | {
    readonly type: 'stopped'; readonly reason: string; readonly description?: string;
    /** Layer, mode and owner, where there are layers. */
    readonly layer?: string; readonly breakpoints: readonly number[];
    readonly thread: number; readonly frame: ShownFrame; readonly stack: readonly string[]; readonly line?: string;
    /** Whether the function or context is another than at the stop before. */
    readonly elsewhere: boolean; readonly instruction?: string; readonly displays: readonly ShownValue[];
  }
  | { readonly type: 'exited'; readonly code: number | undefined }
  | { readonly type: 'waiting' }
  | { readonly type: 'frames'; readonly frames: readonly ShownFrame[]; readonly more: number }
  | { readonly type: 'frame'; readonly frame: ShownFrame; readonly line?: string }
  | { readonly type: 'values'; readonly subject: string; readonly values: readonly ShownValue[] }
  | { readonly type: 'origins'; readonly expression: string; readonly values: readonly ShownOrigin[] }
  | {
    readonly type: 'comparison'; readonly one: number; readonly other: number; readonly shared: number; readonly until: number; readonly state?: number;
    readonly execution?: { readonly steps: number; readonly decided?: ShownCode; readonly branches: readonly ShownBranch[] };
  }
  | { readonly type: 'printed'; readonly text: string; readonly omittedBytes: number; readonly steps: number; readonly branch: number }
  | {
    readonly type: 'past_log'; readonly lines: readonly ShownPastLine[]; readonly leftOut: number; readonly steps: number; readonly end: number;
    readonly problems: readonly { readonly number?: number; readonly message: string }[];
  }
  | {
    readonly type: 'history'; readonly name: string; readonly scope: 'memory' | 'frame'; readonly values: readonly ShownPastValue[];
    readonly start: number; readonly returned?: number; readonly earlier: boolean; readonly later: boolean; readonly steps: number;
  }
  | { readonly type: 'breakpoint'; readonly breakpoint: ShownPoint }
  | { readonly type: 'breakpoints'; readonly breakpoints: readonly ShownPoint[]; readonly catching: readonly string[] }
  | { readonly type: 'lines'; readonly file: string; readonly first: number; readonly lines: readonly string[]; readonly current?: number }
  | { readonly type: 'disassembly'; readonly instructions: readonly ShownInstruction[] }
  | { readonly type: 'memory'; readonly rows: readonly ShownMemory[] }
  | ({ readonly type: 'stats' } & StatsBody)
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'error'; readonly command: string; readonly message: string };
