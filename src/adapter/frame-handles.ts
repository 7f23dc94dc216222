// Numbers of frames. A client has those of earlier stops until it has asked for all of the new ones, and may ask by them meanwhile: they
// are good while their call is still there.
import { Refusal } from '../base/message';
import type { CallRef, FrameEntry, FrameRef } from '../debugger';
import { Handles } from './handles';
import { STALE_HANDLE } from './messages';

/** The most numbers of earlier stops that are remembered. */
const FORMER_MAX = 1_000;

export class FrameHandles {
  private readonly refs = new Handles<FrameRef>(STALE_HANDLE);
  private readonly calls = new Map<number, CallRef>();
  private readonly former = new Map<number, CallRef>();

  /** @param find the frame that a call has now; undefined where the program runs, too */
  constructor(private readonly find: (call: CallRef) => FrameRef | undefined) {}

  give(entry: FrameEntry): number {
    if (entry.kind === 'label') return this.refs.give({ context: entry.context, depth: 0 });
    const handle = this.refs.give(entry.ref);
    this.calls.set(handle, entry.call);
    return handle;
  }

  /** The frame; refuses where its call is gone. */
  get(handle: number): FrameRef {
    const call = this.former.get(handle);
    if (call === undefined) return this.refs.get(handle);
    const found = this.find(call);
    if (found === undefined) throw new Refusal(STALE_HANDLE, { handle });
    return found;
  }

  /** The program runs on. */
  forget(): void {
    this.refs.forget();
    for (const [handle, call] of this.calls) this.former.set(handle, call);
    this.calls.clear();
    for (const handle of [...this.former.keys()].slice(0, Math.max(0, this.former.size - FORMER_MAX))) this.former.delete(handle);
  }

  /** Another program begins. */
  clear(): void {
    this.refs.forget();
    this.calls.clear();
    this.former.clear();
  }
}
