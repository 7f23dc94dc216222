// The way to an adapter: bytes in both directions, and how long to wait for what may never come. An adapter is a process of
// its own, spoken to over its standard streams or a socket; the tests put one in its place that lives in memory.
import { execFileSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import type { ByteStream } from '../../src/platform/stream';
import { connectToLoopback, startProcess, type StartedProcess } from '../../src/platform/node/streams';
import type { Description } from './description';

export interface Line {
  readonly stream: ByteStream;
  /** Calls back when nothing more is to be expected; gives what calls that off. */
  patience(over: () => void): () => void;
  /** Resolves when the adapter is gone: its process has ended or, over a socket, it has closed the connection. */
  readonly gone: Promise<void>;
  /** What the adapter said beside the protocol. */
  errors(): string;
  /** Ends the adapter at once. */
  kill(): void;
}

/** Opens a new way to a new adapter. */
export type Open = () => Promise<Line>;

const PATIENCE_SECONDS = 10;
const PORT_TRY_MS = 20;

/** Starts the adapter of a description. */
export function opener({ start, patience_seconds = PATIENCE_SECONDS }: Description): Open {
  const patience = (over: () => void): (() => void) => {
    const timer = setTimeout(over, patience_seconds * 1000);
    return () => clearTimeout(timer);
  };
  return async () => {
    const port = start.speaks === 'tcp' ? await freePort() : 0;
    const given = (start.arguments ?? []).map((each) => each.replaceAll('${port}', String(port)));
    const adapter = startProcess(start.command, given, { cwd: start.folder });
    const exit = adapter.exit.then(() => undefined);
    if (start.speaks !== 'tcp') return { stream: adapter.stream, patience, gone: exit, errors: adapter.errors, kill: adapter.kill };
    adapter.stream.read(() => undefined, () => undefined);
    const { stream, closed } = watched(await connect(port, adapter, Date.now() + patience_seconds * 1000));
    return { stream, patience, gone: Promise.race([closed, exit]), errors: adapter.errors, kill: adapter.kill };
  };
}

/** Runs the commands that a description wants run before. */
export function prepare({ prepare: commands = [] }: Description): void {
  for (const { command, arguments: given = [], folder } of commands) execFileSync(command, [...given], { cwd: folder, stdio: 'inherit' });
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Connects as soon as the adapter listens. */
async function connect(port: number, adapter: StartedProcess, end_ms: number): Promise<ByteStream> {
  for (;;) {
    try {
      return await connectToLoopback(port);
    } catch (trouble) {
      const { code } = trouble as NodeJS.ErrnoException;
      if (code !== 'ECONNREFUSED' || Date.now() > end_ms) throw new Error(`the adapter does not listen: ${adapter.errors()}`);
      await new Promise((resolve) => setTimeout(resolve, PORT_TRY_MS));
    }
  }
}

/** A stream, and when the other side ended it. */
function watched(stream: ByteStream): { stream: ByteStream; closed: Promise<void> } {
  let close = (): void => undefined;
  const closed = new Promise<void>((resolve) => { close = resolve; });
  const read: ByteStream['read'] = (onBytes, onEnd) => stream.read(onBytes, (trouble) => {
    close();
    onEnd(trouble);
  });
  const watching: ByteStream = {
    read,
    pause: () => stream.pause(),
    resume: () => stream.resume(),
    write: (bytes) => stream.write(bytes),
    get waiting_bytes() { return stream.waiting_bytes; },
    drained: () => stream.drained(),
    end: () => stream.end(),
  };
  return { stream: watching, closed };
}
