// One request that is being served: whether it was cancelled, and what is to follow its answer.
import type { Command } from './check';

/** Thrown by a handler that was cancelled, and answered as the protocol wants it. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** A request on its way to its answer, as its handler sees it. */
export class Call {
  private readonly listeners: (() => void)[] = [];
  private readonly followers: (() => void)[] = [];
  private stopped = false;

  constructor(readonly seq: number, readonly command: Command) {}

  /** Whether nobody wants the answer any more. */
  get cancelled(): boolean {
    return this.stopped;
  }

  /** Throws {@link Cancelled} where nobody wants the answer any more; long work calls it between its pieces. */
  check(): void {
    if (this.stopped) throw new Cancelled();
  }

  /** Calls back when the request is cancelled; at once where it already is. */
  onCancel(listener: () => void): void {
    if (this.stopped) listener();
    else this.listeners.push(listener);
  }

  /** Calls back right after a successful answer was sent, before anything else is; in the order asked for. */
  after(follower: () => void): void {
    this.followers.push(follower);
  }

  /** Nobody wants the answer any more. */
  cancel(): void {
    if (this.stopped) return;
    this.stopped = true;
    for (const listener of this.listeners.splice(0)) listener();
  }

  /** What {@link after} asked for; empty from then on. */
  takeFollowers(): (() => void)[] {
    return this.followers.splice(0);
  }
}
