// At which of its hits a breakpoint stops.
import { Refusal } from '../base/message';
import { BREAKPOINT_PROBLEMS } from './messages';

/** Whether to stop at the hit with this number, from 1. */
export type HitTest = (hits: number) => boolean;

const TESTS: Readonly<Record<string, (limit: number) => HitTest>> = {
  '': (limit) => (hits) => hits === limit,
  '=': (limit) => (hits) => hits === limit,
  '==': (limit) => (hits) => hits === limit,
  '>': (limit) => (hits) => hits > limit,
  '>=': (limit) => (hits) => hits >= limit,
  '<': (limit) => (hits) => hits < limit,
  '<=': (limit) => (hits) => hits <= limit,
  '%': (limit) => (hits) => hits % limit === 0,
};

/** Reads `5`, `>=5`, `%5` and the like. Throws a Refusal for anything else. */
export function parseHitCondition(text: string): HitTest {
  const [, sign, digits] = /^\s*(==|=|>=|>|<=|<|%|)\s*([0-9]{1,15})\s*$/.exec(text) ?? [];
  const limit = Number(digits);
  if (digits === undefined || (sign === '%' && limit === 0)) throw new Refusal(BREAKPOINT_PROBLEMS.hit_condition, { text });
  return TESTS[sign](limit);
}
