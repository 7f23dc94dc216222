// The debugger: breakpoints, stepping, frames, values, expressions over a machine. It knows no protocol, keeps no timer
// and touches no file; it serves whoever drives it in slices.
export type { Debugger } from './api';
export type { BranchComparison } from './branch-comparison';
export * from './types';
export { DebugSession, type SessionOptions } from './session';
export { ExpressionRefusal } from './expression/tree';
export type { Foresight } from './foresight';
export type { NextTouch } from './next-touches';
export { formatNumber } from './format';
export type { PastLine, PastLog, PastPointView, PastPointWish } from './past-log';
export { countsByFile, type FileCounts, type LineCounts } from './line-counts';
export type { LineStack } from './line-stacks';
export type { PastValue, ValueHistory } from './value-history';
export type { RunToRecord } from './recorded-run';
export type { OriginCode, OriginLine } from './value-origins';
export { MEMORY_ELEMENT_BYTES } from './memory-watch';
export { elementOf } from './watch-targets';
