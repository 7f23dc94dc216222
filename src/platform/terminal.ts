// A terminal of the client's as the console of a program: a small process that the client starts there carries bytes
// between the terminal and the adapter.
import type { ByteStream } from './stream';

export interface TerminalBridge {
  /** What the client is to start in its terminal, and the environment that it needs. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Resolves when that process has come: its bytes are what is typed, bytes written to it are shown. */
  readonly connected: Promise<ByteStream>;
  /** Waits no longer. */
  close(): void;
}

/** The word that makes the adapter's own program the process in the terminal. */
export const TERMINAL_FLAG = '--terminal';
