// Byte streams over those of Node, and the standard streams of this process: what every start needs. It loads no module of
// Node's, which takes longer than all that is done here.
import type { Readable, Writable } from 'node:stream';
import type { ByteStream } from '../stream';

/** A stream over a readable and a writable half, which may be the same socket. */
export function nodeStream(input: Readable, output: Writable): ByteStream {
  return new NodeStream(input, output);
}

class NodeStream implements ByteStream {
  private ended = false;

  constructor(private readonly input: Readable, private readonly output: Writable) {}

  read(onBytes: (bytes: Uint8Array) => void, onEnd: (trouble?: Error) => void): void {
    const finish = (trouble?: Error): void => {
      if (this.ended) return;
      this.ended = true;
      onEnd(trouble);
    };
    this.input.on('data', onBytes);
    this.input.on('end', () => finish());
    this.input.on('close', () => finish());
    this.input.on('error', finish);
    // Who no longer reads has ended the conversation, even where its sending half stays open.
    this.output.on('error', finish);
  }

  pause(): void {
    this.input.pause();
  }

  resume(): void {
    this.input.resume();
  }

  write(bytes: Uint8Array): void {
    if (this.output.writable) this.output.write(bytes);
  }

  get waiting_bytes(): number {
    return this.output.writableLength;
  }

  drained(): Promise<void> {
    const { output } = this;
    if (!output.writable || output.writableLength === 0) return Promise.resolve();
    return new Promise((resolve) => {
      // An empty write is called back once everything before it has gone, with an error where it never will.
      output.write('', () => resolve());
    });
  }

  end(): void {
    if (this.output.writable) this.output.end();
  }
}

/** The standard input and output of this process. */
export function standardStreams(): ByteStream {
  return nodeStream(process.stdin, process.stdout);
}
