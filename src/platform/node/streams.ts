// Byte streams to others: a child process, a socket on this machine only.
import * as childProcess from 'node:child_process';
import * as net from 'node:net';
import type { ByteStream } from '../stream';
import { nodeStream } from './standard-streams';

/** A process that was started, as its starter sees it. */
export interface StartedProcess {
  /** Its standard input (written) and output (read). */
  readonly stream: ByteStream;
  readonly pid: number | undefined;
  /** Its exit code, or the name of the signal that ended it; rejects where it could not be started. */
  readonly exit: Promise<number | string>;
  /** What it has written to standard error so far, at most the last 64 KiB. */
  errors(): string;
  /** Ends it at once. */
  kill(): void;
}

const ERROR_TEXT_MAX = 65_536;

/** Starts a program without a shell. */
export function startProcess(command: string, args: readonly string[], options: { readonly cwd?: string } = {}): StartedProcess {
  const child = childProcess.spawn(command, args, { cwd: options.cwd, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-ERROR_TEXT_MAX);
  });
  const exit = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  const stream = nodeStream(child.stdout, child.stdin);
  return { stream, pid: child.pid, exit, errors: () => errors, kill: () => void child.kill('SIGKILL') };
}

/** A server for this machine only. */
export interface LoopbackServer {
  /** The port it listens on. */
  readonly port: number;
  /** Takes no more connections; those that are open go on. */
  close(): void;
}

/** Listens on the loopback address, at a free port where `port` is 0; rejects where the port is taken. */
export function listenOnLoopback(port: number, onConnection: (stream: ByteStream) => void): Promise<LoopbackServer> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.setNoDelay(true);
    onConnection(nodeStream(socket, socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address !== null ? address.port : port, close: () => void server.close() });
    });
  });
}

/** Connects to a server of this machine; rejects where none listens. */
export function connectToLoopback(port: number): Promise<ByteStream> {
  const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.setNoDelay(true);
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', () => resolve(nodeStream(socket, socket)));
  });
}
