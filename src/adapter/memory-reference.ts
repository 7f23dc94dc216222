// Places in memory as clients hand them around: `c2:0x1f40` is byte 0x1f40 of the window of context 2.
import { Refusal } from '../base/message';
import { BAD_CODE_REFERENCE, BAD_MEMORY_REFERENCE } from './messages';

export interface MemoryPlace {
  readonly context: number;
  readonly address: number;
}

export function memoryReference(place: MemoryPlace): string {
  return `c${place.context}:0x${place.address.toString(16)}`;
}

/** The place; refuses what is no reference. A bare address means the root. */
export function parseMemoryReference(text: string): MemoryPlace {
  const match = /^(?:c(\d{1,9}):)?(0x[0-9a-f]{1,13}|\d{1,15})$/i.exec(text.trim());
  if (match === null) throw new Refusal(BAD_MEMORY_REFERENCE, { text: text.slice(0, 60) });
  return { context: match[1] === undefined ? 1 : Number(match[1]), address: Number(match[2]) };
}

/** A flat address of code as clients hand it around. */
export function codeReference(address: number): string {
  return `0x${address.toString(16)}`;
}

/** The flat address; refuses what is none. */
export function parseCodeReference(text: string): number {
  const address = /^(0x[0-9a-f]{1,13}|\d{1,15})$/i.test(text.trim()) ? Number(text) : NaN;
  if (!Number.isSafeInteger(address)) throw new Refusal(BAD_CODE_REFERENCE, { text: text.slice(0, 60) });
  return address;
}
