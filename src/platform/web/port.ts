// A byte stream over a message port, as between a page and its worker. Ports hide how much waits in them, so each side
// tells the other how many bytes it has taken.
import type { ByteStream } from '../stream';

/** What a message port of a browser, a worker or Node has in common. */
export interface Port {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  close?(): void;
}

interface PortMessage {
  readonly bytes?: Uint8Array;
  readonly taken?: number;
  readonly end?: true;
}

/** The stream whose other end is {@link portStream} of the port's other end. */
export function portStream(port: Port): ByteStream {
  return new PortStream(port);
}

class PortStream implements ByteStream {
  waiting_bytes = 0;
  private paused = false;
  private sentEnd = false;
  private gotEnd = false;
  private readonly held: PortMessage[] = [];
  private waiters: (() => void)[] = [];
  private onBytes: (bytes: Uint8Array) => void = () => undefined;
  private onEnd: () => void = () => undefined;

  constructor(private readonly port: Port) {}

  read(onBytes: (bytes: Uint8Array) => void, onEnd: () => void): void {
    this.onBytes = onBytes;
    this.onEnd = onEnd;
    this.port.onmessage = (event) => this.arrive(event.data as PortMessage);
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    while (!this.paused && this.held.length > 0) this.deliver(this.held.shift() as PortMessage);
  }

  write(bytes: Uint8Array): void {
    if (this.sentEnd || this.gotEnd) return;
    this.waiting_bytes += bytes.length;
    this.port.postMessage({ bytes } satisfies PortMessage);
  }

  drained(): Promise<void> {
    if (this.waiting_bytes === 0 || this.gotEnd) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  end(): void {
    if (this.sentEnd) return;
    this.sentEnd = true;
    this.port.postMessage({ end: true } satisfies PortMessage);
  }

  private arrive(message: PortMessage): void {
    if (message.taken !== undefined) this.acknowledge(message.taken);
    else if (this.paused || this.held.length > 0) this.held.push(message);
    else this.deliver(message);
  }

  private deliver(message: PortMessage): void {
    if (message.bytes !== undefined) {
      this.port.postMessage({ taken: message.bytes.length } satisfies PortMessage);
      this.onBytes(message.bytes);
    } else if (message.end === true && !this.gotEnd) {
      this.gotEnd = true;
      this.wake();
      // Who hears the end second closes the port, which closes both ends: nothing is then under way any more.
      if (this.sentEnd) this.port.close?.();
      this.onEnd();
    }
  }

  private acknowledge(count: number): void {
    this.waiting_bytes -= count;
    if (this.waiting_bytes === 0) this.wake();
  }

  private wake(): void {
    const { waiters } = this;
    this.waiters = [];
    for (const resolve of waiters) resolve();
  }
}
