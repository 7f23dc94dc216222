// At which of its hits a breakpoint stops.
import { Refusal } from '../base/message';
import { BREAKPOINT_PROBLEMS } from './messages';

/** At which of the hits, counted from 1. */
export interface HitCondition {
  stops(hit: number): boolean;
  /** How many hits after the one with this number certainly do not stop: those up to the next one that might. */
  quietAfter(hit: number): number;
}

type Sign = (limit: number) => HitCondition;

const only: Sign = (limit) => ({ stops: (hit) => hit === limit, quietAfter: (hit) => (hit < limit ? limit - 1 - hit : Infinity) });

/** All from a hit on. */
const from: Sign = (first) => ({ stops: (hit) => hit >= first, quietAfter: (hit) => Math.max(0, first - 1 - hit) });

/** All up to a hit. */
const upTo: Sign = (last) => ({ stops: (hit) => hit <= last, quietAfter: (hit) => (hit < last ? 0 : Infinity) });

const every: Sign = (count) => ({ stops: (hit) => hit % count === 0, quietAfter: (hit) => count - 1 - hit % count });

const SIGNS: Readonly<Record<string, Sign>> = {
  '': only, '=': only, '==': only, '%': every,
  '>': (limit) => from(limit + 1), '>=': from, '<': (limit) => upTo(limit - 1), '<=': upTo,
};

/** Reads `5`, `>=5`, `%5` and the like. Throws a Refusal for anything else. */
export function parseHitCondition(text: string): HitCondition {
  const [, sign, digits] = /^\s*(==|=|>=|>|<=|<|%|)\s*([0-9]{1,15})\s*$/.exec(text) ?? [];
  const limit = Number(digits);
  if (digits === undefined || (sign === '%' && limit === 0)) throw new Refusal(BREAKPOINT_PROBLEMS.hit_condition, { text });
  return SIGNS[sign](limit);
}
