// What the program prints, on its way to the client: gathered into few events of bounded size. A program that prints
// faster than the client can show is slowed down, never cut short.
import type { Connection } from '../protocol/connection';
import type { Platform } from '../platform/platform';
import type { ByteStream } from '../platform/stream';

/** The least time between two events while the program runs, in milliseconds. */
const INTERVAL_MS = 50;
/** Bytes of one event; more than that in one interval, and the program waits for the next one. */
const EVENT_BYTES = 65_536;
/** Bytes on their way to the client above which the program waits. */
const WAITING_BYTES_MAX = 1024 * 1024;

/** Where the output of a program goes. */
export interface ProgramOutput {
  /** Takes what the program printed. */
  add(bytes: Uint8Array): void;
  /** Sends what there is if it is time; false where the program has to wait for {@link whenReady}. */
  tick(): boolean;
  /** Calls back when {@link tick} may succeed. */
  whenReady(callback: () => void): void;
  /** Sends what the program printed up to that byte, counted from its start: before something is told that came after. */
  flushTo(position: number): void;
  /** Sends all there is: before a stop is told, and at the end. */
  flush(): void;
}

/** Output to a terminal of the client's. */
export class TerminalOutput implements ProgramOutput {
  constructor(private readonly platform: Platform, private readonly terminal: ByteStream) {}

  add(bytes: Uint8Array): void {
    if (bytes.length > 0) this.terminal.write(bytes);
  }

  tick(): boolean {
    return this.terminal.waiting_bytes <= WAITING_BYTES_MAX;
  }

  whenReady(callback: () => void): void {
    void this.terminal.drained().then(() => this.platform.soon(callback));
  }

  flushTo(): void {
    // Bytes are written as they come.
  }

  flush(): void {
    // The same.
  }
}

/** Output as events for the client's own console. */
export class EventOutput implements ProgramOutput {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  private readonly parts: Uint8Array[] = [];
  private size = 0;
  /** Bytes sent since the program started. */
  private sent = 0;
  private next_ms = 0;

  constructor(private readonly platform: Platform, private readonly connection: Connection) {}

  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.parts.push(bytes);
    this.size += bytes.length;
  }

  tick(): boolean {
    if (this.size === 0) return true;
    if (this.platform.now_ms() >= this.next_ms && this.connection.waiting_bytes <= WAITING_BYTES_MAX) this.send(EVENT_BYTES);
    return this.size < EVENT_BYTES;
  }

  whenReady(callback: () => void): void {
    if (this.connection.waiting_bytes > WAITING_BYTES_MAX) void this.connection.drained().then(() => this.platform.soon(callback));
    else this.platform.soon(callback);
  }

  flushTo(position: number): void {
    while (this.size > 0 && this.sent < position) this.send(Math.min(EVENT_BYTES, position - this.sent));
  }

  flush(): void {
    this.flushTo(Infinity);
  }

  private send(limit: number): void {
    this.next_ms = this.platform.now_ms() + INTERVAL_MS;
    const bytes = this.take(limit);
    const output = this.decoder.decode(bytes, { stream: true });
    if (output !== '') this.connection.event('output', { category: 'stdout', output });
  }

  private take(limit: number): Uint8Array {
    const taken = new Uint8Array(Math.min(limit, this.size));
    let length = 0;
    while (length < taken.length) {
      const part = this.parts[0];
      const piece = part.subarray(0, taken.length - length);
      taken.set(piece, length);
      length += piece.length;
      if (piece.length === part.length) this.parts.shift();
      else this.parts[0] = part.subarray(piece.length);
    }
    this.size -= length;
    this.sent += length;
    return taken;
  }
}
