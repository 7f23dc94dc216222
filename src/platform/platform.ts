// What Strata asks of the system it runs on, behind one small interface. `node/` and `web/` give it; streams of bytes
// stand in stream.ts. Nothing a program inside the machine can see depends on it.
import type { TerminalBridge } from './terminal';

/** What stands in a folder under one name; links count as what they lead to. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/** A file of the platform is named by an absolute path or a URI in the platform's own form. */
export interface Platform {
  /**
   * Bytes of a file; undefined where there is none. Refuses (`Refusal`) what is no ordinary file, what is larger than
   * `bytes_max`, and what the system does not let us read.
   */
  readFile(path: string, bytes_max?: number): Uint8Array | undefined;
  /** Writes a file whole or not at all: to a new file beside it, which then takes its name. Refuses where the system does. */
  writeFile(path: string, bytes: Uint8Array): void;
  /** The path with every link resolved; undefined where it does not exist. */
  realPath(path: string): string | undefined;
  /** What stands in a folder, by name; undefined where there is no such folder or it may not be read. */
  listFolder(folder: string): readonly FolderEntry[] | undefined;
  /** Joins a folder and a relative path with `/`, as the platform names files. */
  join(folder: string, relative: string): string;
  /** The path itself where it is absolute, else joined to the folder. */
  resolve(folder: string, path: string): string;
  /** The folder of a path. */
  folderOf(path: string): string;
  /** The path relative to a folder with `/` between its parts; undefined where it is not below it. */
  relative(folder: string, path: string): string | undefined;
  /** Milliseconds that only ever go up; for slices and progress, never for anything a program can see. */
  now_ms(): number;
  /** Calls back soon, after messages that have arrived have been served. */
  soon(callback: () => void): void;
  /**
   * Runs `work`, which reads files. Where files have to be fetched from elsewhere first, they are, and `work` runs again
   * until nothing is missing: so it must do nothing but compute its result.
   */
  gather<T>(work: () => T | Promise<T>): Promise<T>;
  /** Prepares a terminal of the client's as the console of a program; absent where no process can be started. */
  terminal?(): Promise<TerminalBridge>;
  /** Resolves when everything written is where it belongs; refuses where it could not be stored. */
  stored(): Promise<void>;
}
