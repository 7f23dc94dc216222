// The values of bytes of physical memory while the machine runs: it comes back behind every instruction that writes one of them,
// whoever executes it and through whatever window.
import type { Steps } from '../base/steps';
import { TRAVEL_WORK } from '../history/limits';
import type { Timeline } from '../history/timeline';
import type { Context } from '../machine/context';
import type { DataAccess } from '../machine/observation';
import { PHYSICAL_START } from '../machine/store';
import { elementAt, MEMORY_ELEMENT_BYTES } from './memory-watch';
import type { WatchTarget } from './types';
import { isEdited, type TakeValue, type ValueTrace } from './value-trace';

/** The watch's number; those of data breakpoints are positive. */
const WATCH = -1;

export class ByteTrace implements ValueTrace {
  readonly ended = undefined;
  private before = new Uint8Array(0);
  private readonly width: number;

  /** @param start the first byte, of physical memory */
  constructor(private readonly timeline: Timeline, private readonly target: WatchTarget & { kind: 'memory' }, private readonly first: number) {
    this.width = MEMORY_ELEMENT_BYTES[target.element];
  }

  *start(): Steps<number> {
    return 0;
  }

  begin(): void {
    this.before = this.now().slice();
  }

  private now(): Uint8Array {
    const at = PHYSICAL_START + this.first;
    return this.timeline.machine.store.u8.subarray(at, at + this.target.size);
  }

  /** How many elements there are; those that are not whole do not count. */
  private get count(): number {
    return Math.floor(this.target.size / this.width);
  }

  initial(take: TakeValue): void {
    if (this.count === 1) take({ ...this.element(this.before, 0), steps: this.timeline.machine.steps, how: isEdited(this.timeline) ? 'edit' : 'initial' });
  }

  *run(high: number, take: TakeValue): Steps<void> {
    const { timeline, timeline: { machine }, first, target: { size } } = this;
    machine.observation.watch({ id: WATCH, start: first, length: size, read: false, write: true });
    try {
      while (machine.steps < high) {
        const outcome = timeline.run(high - machine.steps, TRAVEL_WORK);
        machine.devices.output.take();
        const accesses = outcome.kind === 'data' ? outcome.accesses.filter(({ watch }) => watch === WATCH) : [];
        if (!this.follow(accesses, take)) return;
        yield;
      }
    } finally {
      machine.observation.unwatch(WATCH);
    }
  }

  /** After a turn: false: no more is wanted. */
  private follow(accesses: readonly DataAccess[], take: TakeValue): boolean {
    if (isEdited(this.timeline)) return this.compare(0, this.target.size, undefined, take);
    return accesses.every(({ address, size, context }) => this.compare(address - this.first, size, context, take));
  }

  /** Tells the elements that are others now, of those that some bytes belong to. */
  private compare(from: number, size: number, context: Context | undefined, take: TakeValue): boolean {
    const { width, before, timeline: { machine: { steps } } } = this, now = this.now();
    const last = Math.min(this.count - 1, Math.floor((from + size - 1) / width));
    for (let index = Math.max(0, Math.floor(from / width)); index <= last; index++) {
      const old = this.element(before, index).value, seen = this.element(now, index);
      before.set(now.subarray(index * width, (index + 1) * width), index * width);
      if (Object.is(old, seen.value)) continue;
      if (!take({ ...seen, ...(this.count === 1 ? {} : { index }), steps, ...written(context) })) return false;
    }
    return true;
  }

  private element(bytes: Uint8Array, index: number): { type: 'i32' | 'f64'; value: number } {
    const { element } = this.target;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return { type: element === 'f64' ? 'f64' : 'i32', value: elementAt(view, element, index * this.width) };
  }
}

/** By whom: the instruction has retired, and its context goes on behind it. */
function written(context: Context | undefined): Pick<Parameters<TakeValue>[0], 'how' | 'site'> {
  if (context === undefined) return { how: 'edit' };
  const { id, program, fn, pc } = context;
  return { how: 'write', site: { context: id, program, fn, pc: pc - 1 } };
}
