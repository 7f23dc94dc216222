// Both ends of a terminal bridge under Node: a local socket in a folder that only its owner can open (a named pipe on
// Windows), so nothing of it is on any network.
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { randomBytes } from 'node:crypto';
import { TERMINAL_FLAG, type TerminalBridge } from '../terminal';
import { nodeStream } from './standard-streams';

/** Listens for the process that the client is about to start with `program`, a script of Node. */
export async function terminalBridge(program: string): Promise<TerminalBridge> {
  const folder = process.platform === 'win32' ? undefined : fs.mkdtempSync(path.join(os.tmpdir(), 'strata-'));
  const address = folder === undefined ? `\\\\.\\pipe\\strata-${randomBytes(16).toString('hex')}` : path.join(folder, 'console');
  const server = net.createServer();
  const close = (): void => {
    server.close();
    if (folder !== undefined) fs.rmSync(folder, { recursive: true, force: true });
  };
  const connected = new Promise<net.Socket>((resolve) => server.once('connection', resolve));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
  return {
    command: [process.execPath, program, TERMINAL_FLAG, address],
    environment: { ELECTRON_RUN_AS_NODE: '1' },
    connected: connected.then((socket) => {
      close();
      return nodeStream(socket, socket);
    }),
    close,
  };
}

/** The process in the terminal: carries bytes both ways until the adapter ends it, then leaves with what it was told. */
export function runInTerminal(address: string): void {
  const socket = net.connect(address);
  socket.on('error', (trouble) => {
    process.stderr.write(`strata: ${trouble.message}\n`);
    process.exit(1);
  });
  socket.on('close', () => process.exit(0));
  socket.pipe(process.stdout);
  process.stdin.on('data', (bytes) => socket.write(bytes));
  process.stdin.on('end', () => socket.end());
  // Ctrl+C belongs to the program that is debugged: it ends the session.
  process.on('SIGINT', () => socket.destroy());
}
