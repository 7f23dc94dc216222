// Requests whose answer may be large: made in pieces, between which other messages are served, so that each can be cancelled.
import { Refusal } from '../base/message';
import { finish, type Steps } from '../base/steps';
import type { Call } from '../protocol/call';
import type { Adapter } from './adapter';
import { NEEDS_STOP } from './messages';
import { runJob } from './runner';

/** Items of one piece, and of an answer that is made at once. */
const PIECE = 500;

/** A value that may still be in the making. */
export type Later<T> = T | Promise<T>;

/** What is made of a value as soon as it is there; at once where it is, so that answers keep the order of the requests. */
export function then<T, R>(value: Later<T>, make: (value: T) => R): Later<R> {
  return value instanceof Promise ? value.then(make) : make(value);
}

/** Makes an answer in steps, or at once where it is a small one. */
export function inSteps<T>(adapter: Adapter, call: Call, steps: Steps<T>, isSmall: boolean): Later<T> {
  return isSmall ? finish(steps) : runJob(adapter.platform, call, steps, () => undefined);
}

/**
 * Items from `start` on, so many, made in pieces. Refused where the program runs on meanwhile, unless `anyTime`.
 * @param make gives items of a range, fewer where there are no more
 */
export function inPieces<T>(adapter: Adapter, call: Call, start: number, count: number, make: (start: number, count: number) => T[],
  anyTime = false): Later<T[]> {
  if (count <= PIECE) return make(start, count);
  return runJob(adapter.platform, call, pieces(adapter, start, count, make, anyTime), () => undefined);
}

function* pieces<T>(adapter: Adapter, start: number, count: number, make: (start: number, count: number) => T[], anyTime: boolean): Steps<T[]> {
  const { debug } = adapter.debuggee;
  const { stop } = debug;
  const found: T[] = [];
  for (let done = 0; done < count; done += PIECE) {
    if (debug.stop !== stop && !anyTime) throw new Refusal(NEEDS_STOP);
    for (const item of make(start + done, Math.min(PIECE, count - done))) found.push(item);
    yield;
  }
  return found;
}
