// What carries messages: frames over a stream of bytes, or, where both sides live in one process, the messages themselves.
import type { ByteStream } from '../platform/stream';
import { frame, FrameReader, type Received } from './framing';

/** A two-way way for messages. */
export interface Transport {
  /** Begins to deliver; called once. `onEnd` is called once, after the last message. */
  start(onReceived: (received: Received) => void, onEnd: (trouble?: Error) => void): void;
  send(message: object): void;
  /** Bytes sent that the other side has not yet taken; 0 where that cannot be known. */
  readonly waiting_bytes: number;
  /** Resolves when the other side has taken all that was sent. */
  drained(): Promise<void>;
  pause(): void;
  resume(): void;
  end(): void;
}

/** Messages in frames over a stream. */
export function framedTransport(stream: ByteStream): Transport {
  return {
    start(onReceived, onEnd) {
      const reader = new FrameReader(onReceived);
      stream.read((bytes) => reader.push(bytes), (trouble) => {
        reader.end();
        onEnd(trouble);
      });
    },
    send: (message) => stream.write(frame(message)),
    get waiting_bytes() {
      return stream.waiting_bytes;
    },
    drained: () => stream.drained(),
    pause: () => stream.pause(),
    resume: () => stream.resume(),
    end: () => stream.end(),
  };
}

/** Messages handed over as they are, as an editor does with an adapter in its own process. */
export class InlineTransport implements Transport {
  readonly waiting_bytes = 0;
  private readonly early: unknown[] = [];
  private onReceived: ((received: Received) => void) | undefined;
  private onEnd: () => void = () => undefined;

  /** `onSent` gets each message that this side sends. */
  constructor(private readonly onSent: (message: object) => void) {}

  /** Gives this side a message. It is copied, because checking may change it. */
  deliver(message: unknown): void {
    if (this.onReceived === undefined) this.early.push(message);
    else this.onReceived({ kind: 'message', message: structuredClone(message) });
  }

  /** Tells this side that no more messages come. */
  close(): void {
    const { onEnd } = this;
    this.onEnd = () => undefined;
    onEnd();
  }

  start(onReceived: (received: Received) => void, onEnd: () => void): void {
    this.onReceived = onReceived;
    this.onEnd = onEnd;
    for (const message of this.early.splice(0)) this.deliver(message);
  }

  send(message: object): void {
    this.onSent(message);
  }

  drained(): Promise<void> {
    return Promise.resolve();
  }

  pause(): void {
    // An editor hands messages over when it likes; there is no way to hold it back.
  }

  resume(): void {
    // See pause.
  }

  end(): void {
    this.close();
  }
}
