// What the client has read of memory, so that it can be told where that is written by hand. Windows overlap, so a write to one
// context's memory concerns whoever looked at the same physical bytes through another one.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { Debugger } from '../debugger';
import type { MemoryPlace } from './memory-reference';

/** References that are kept; older ones are forgotten. */
const VIEWS_MAX = 64;

interface View {
  readonly place: MemoryPlace;
  /** Bytes that were read, as offsets from the place: from `low` up to `high`, not included. */
  low: number;
  high: number;
}

export class MemoryViews {
  private readonly views = new Map<string, View>();

  /** The client read bytes through a reference. */
  read(reference: string, place: MemoryPlace, offset: number, count: number): void {
    const known = this.views.get(reference) ?? { place, low: offset, high: offset };
    this.views.delete(reference);
    this.views.set(reference, { place, low: Math.min(known.low, offset), high: Math.max(known.high, offset + count) });
    for (const [oldest] of this.views) if (this.views.size > VIEWS_MAX) this.views.delete(oldest);
  }

  /** What is to be told where bytes of a context's window were written: which parts of what the client has read are others now. */
  written(debug: Debugger, place: MemoryPlace, count: number): P.MemoryEvent['body'][] {
    const there = new Set(debug.contexts().map(({ id }) => id));
    const start = debug.context(place.context).window.start + place.address;
    return [...this.views].flatMap(([memoryReference, { place: seen, low, high }]) => {
      if (!there.has(seen.context)) return [];
      const offset = start - (debug.context(seen.context).window.start + seen.address);
      const first = Math.max(low, offset), last = Math.min(high, offset + count);
      return first < last ? [{ memoryReference, offset: first, count: last - first }] : [];
    });
  }
}
