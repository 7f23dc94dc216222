// Progress of long work, shown by the client. Nothing is sent for work that is soon done, and little for any other.
import type { Call } from './call';
import type { Connection } from './connection';

/** Work that ends sooner than this shows no progress, in milliseconds. */
const QUIET_MS = 500;
/** The least time between two messages about one piece of work. */
const INTERVAL_MS = 100;

let last = 0;

/** Shows how far one call is; the client can cancel the call through it. */
export class Progress {
  private readonly id = `progress-${++last}`;
  private next_ms: number;
  private shown = false;

  /** `now_ms` is the platform's clock. Make one only for a client that supports progress reporting. */
  constructor(
    private readonly connection: Connection,
    private readonly call: Call,
    private readonly title: string,
    private readonly now_ms: () => number,
  ) {
    this.next_ms = now_ms() + QUIET_MS;
  }

  /** Tells how far the work is, from 0 to 100 where that is known; may be called as often as one likes. */
  update(message: string, percentage?: number): void {
    const now = this.now_ms();
    if (now < this.next_ms) return;
    this.next_ms = now + INTERVAL_MS;
    const body = { progressId: this.id, message, ...(percentage === undefined ? {} : { percentage }) };
    if (this.shown) this.connection.event('progressUpdate', body);
    else this.begin(body);
  }

  /** The work is over, however it ended. */
  end(): void {
    if (!this.shown) return;
    this.shown = false;
    this.connection.forgetProgress(this.id);
    this.connection.event('progressEnd', { progressId: this.id });
  }

  private begin(body: { progressId: string; message: string; percentage?: number }): void {
    this.shown = true;
    this.connection.registerProgress(this.id, this.call);
    this.connection.event('progressStart', { ...body, title: this.title, requestId: this.call.seq, cancellable: true });
  }
}
