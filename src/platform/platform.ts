// What Strata asks of the system it runs on, behind one small interface. `node/` and `web/` give it.

/** A file of the platform, named by an absolute path or a URI in the platform's own form. */
export interface Platform {
  /** Bytes of a file; undefined where there is none. Throws for any other trouble. */
  readFile(path: string): Uint8Array | undefined;
  /** Writes a file whole or not at all: to a new file beside it, which then takes its name. */
  writeFile(path: string, bytes: Uint8Array): void;
  /** The path with every link resolved; undefined where it does not exist. */
  realPath(path: string): string | undefined;
  /** Joins a folder and a relative path with `/`, as the platform names files. */
  join(folder: string, relative: string): string;
  /** The folder of a path. */
  folderOf(path: string): string;
  /** The path relative to a folder with `/` between its parts; undefined where it is not below it. */
  relative(folder: string, path: string): string | undefined;
  /** Milliseconds that only ever go up; for slices and progress, never for anything a program can see. */
  now_ms(): number;
  /** Calls back soon, after messages that have arrived have been served. */
  soon(callback: () => void): void;
}
