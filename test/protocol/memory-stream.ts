// A stream of bytes for tests of whoever reads and writes them: the test gives what arrives and keeps what is sent.
import { FrameReader } from '../../src/protocol/framing';
import type { ByteStream } from '../../src/platform/stream';

export class MemoryStream implements ByteStream {
  /** Every message that was sent, in order. */
  readonly sent: Record<string, unknown>[] = [];
  /** What of it the other side has not yet taken; a test sets it. */
  waiting_bytes = 0;
  paused = false;
  ended = false;
  private drains: (() => void)[] = [];
  private onBytes: (bytes: Uint8Array) => void = () => undefined;
  private onEnd: () => void = () => undefined;
  private readonly reader = new FrameReader((received) => {
    if (received.kind === 'broken') throw new Error(`sent what is no message: ${received.row.code}`);
    this.sent.push(received.message as Record<string, unknown>);
    for (const watcher of this.watchers) watcher();
  });
  private readonly watchers: (() => void)[] = [];

  read(onBytes: (bytes: Uint8Array) => void, onEnd: () => void): void {
    this.onBytes = onBytes;
    this.onEnd = onEnd;
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  write(bytes: Uint8Array): void {
    this.reader.push(bytes);
  }

  drained(): Promise<void> {
    return this.waiting_bytes === 0 ? Promise.resolve() : new Promise((resolve) => this.drains.push(resolve));
  }

  end(): void {
    this.ended = true;
  }

  /** Gives bytes to whoever reads. */
  arrive(bytes: Uint8Array): void {
    this.onBytes(bytes);
  }

  /** The other side has taken all. */
  drain(): void {
    this.waiting_bytes = 0;
    for (const resolve of this.drains.splice(0)) resolve();
  }

  /** The other side is gone. */
  close(): void {
    this.onEnd();
  }

  /** Resolves when so many messages were sent. */
  async until(count: number): Promise<void> {
    if (this.sent.length >= count) return;
    await new Promise<void>((resolve) => this.watchers.push(() => {
      if (this.sent.length >= count) resolve();
    }));
  }
}
