// Lets the program run in slices, so that messages are served in between: a slice is made of pieces, which are cut by a
// count of instructions, and after at most SLICE_MS others have their turn. It also drives long jobs, in the same way.
import type { Steps } from '../base/steps';
import type { Debugger, SessionEvent } from '../debugger';
import type { Platform } from '../platform/platform';
import type { Call } from '../protocol/call';
import { Pace } from './pace';

/** The longest that messages wait for a program that runs, in milliseconds. */
const SLICE_MS = 8;

/** What the runner tells. */
export interface RunListener {
  /** After each piece of work; false: do not go on before {@link Runner.go} is called again. */
  onPiece(): boolean;
  onEvent(event: SessionEvent): void;
  /** A mistake of our own that the program's run brought up; the run is over. */
  onMistake(trouble: unknown): void;
}

export class Runner {
  private scheduled = false;
  private readonly pace = new Pace();

  constructor(private readonly platform: Platform, private readonly debug: Debugger, private readonly listener: RunListener) {}

  /** Goes on while the program runs. */
  go(): void {
    if (this.scheduled || this.debug.state !== 'running') return;
    this.scheduled = true;
    this.platform.soon(() => {
      this.scheduled = false;
      try {
        if (this.slice()) this.go();
      } catch (trouble) {
        this.listener.onMistake(trouble);
      }
    });
  }

  /** Runs for a while; whether to go on. */
  private slice(): boolean {
    let start_ms = this.platform.now_ms();
    const end_ms = start_ms + SLICE_MS;
    do {
      const event = this.debug.advance(this.pace.work);
      const wanted = this.listener.onPiece();
      if (event !== undefined) {
        this.listener.onEvent(event);
        return false;
      }
      if (!wanted) return false;
      const now_ms = this.platform.now_ms();
      this.pace.took(now_ms - start_ms);
      start_ms = now_ms;
    } while (this.debug.state === 'running' && start_ms < end_ms);
    return true;
  }
}

/** Does long work in pieces, between which messages are served; rejects with `Cancelled` where the call is cancelled. */
export function runJob<T>(platform: Platform, call: Call, steps: Steps<T>, onPiece: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const turn = (): void => {
      const end = platform.now_ms() + SLICE_MS;
      try {
        for (;;) {
          call.check();
          const { done, value } = steps.next();
          if (done === true) return resolve(value);
          if (platform.now_ms() >= end) break;
        }
        onPiece();
        platform.soon(turn);
      } catch (trouble) {
        reject(trouble);
      }
    };
    turn();
  });
}
