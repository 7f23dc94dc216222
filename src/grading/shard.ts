// Splits submissions into parts that different machines grade. A submission stays in its part whatever others come or go.
import { sha256Text } from '../base/hash';

/** Part `index` of `of`, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** The part that a name belongs to: by the first 32 bits of its SHA-256. */
export function shardOf(name: string, of: number): number {
  return 1 + parseInt(sha256Text(name).slice(0, 8), 16) % of;
}

/** `2/5` as a part; undefined where the text is none. */
export function readShard(text: string): Shard | undefined {
  const match = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text);
  const index = Number(match?.[1]), of = Number(match?.[2]);
  return match !== null && index <= of ? { index, of } : undefined;
}
