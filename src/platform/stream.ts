// Bytes in both directions: a pipe, a socket, the port of a worker. What the bytes mean is left to `protocol`.

/** One end of a two-way stream of bytes. */
export interface ByteStream {
  /**
   * Begins to deliver what arrives; called once. `onEnd` is called once, after the last bytes, with the trouble that ended
   * the stream where there was one. Our own direction stays open until {@link end}.
   */
  read(onBytes: (bytes: Uint8Array) => void, onEnd: (trouble?: Error) => void): void;
  /** Holds deliveries back, so that the other side notices; some that are under way may still come. */
  pause(): void;
  /** Lets deliveries go on after {@link pause}. */
  resume(): void;
  /** Sends bytes, always: {@link waiting_bytes} says whether the other side keeps up. Nothing is sent after the end. */
  write(bytes: Uint8Array): void;
  /** Bytes written that the other side has not yet taken. */
  readonly waiting_bytes: number;
  /** Resolves when the other side has taken all that was written, or the stream has ended. */
  drained(): Promise<void>;
  /** Ends the stream after what was written. */
  end(): void;
}
