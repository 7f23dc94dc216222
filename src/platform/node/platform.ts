// The platform of Node: files by absolute paths in the system's own form, and the clock.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Refusal } from '../../base/message';
import { FILE_IS_FOLDER, FILE_NOT_READABLE, FILE_NOT_WRITABLE, FILE_TOO_LARGE } from '../messages';
import type { FolderEntry, Platform } from '../platform';
import type { TerminalBridge } from '../terminal';

/** Bytes of a file that are read where the caller sets no limit. */
const READ_BYTES_MAX = 1024 * 1024 * 1024;
/** The trouble that means: nothing has this name. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);

/** Files, clock and turns of the event loop, as Node gives them. */
export class NodePlatform implements Platform {
  private temporaries = 0;

  /** @param program the script of this process, which can also run in a terminal; absent: no terminal can be had */
  constructor(private readonly program?: string) {}

  get terminal(): (() => Promise<TerminalBridge>) | undefined {
    const { program } = this;
    return program === undefined ? undefined : async () => (await import('./terminal.js')).terminalBridge(program);
  }

  readFile(name: string, bytes_max = READ_BYTES_MAX): Uint8Array | undefined {
    return unlessAbsent(name, () => {
      refuseUnlessFile(name, fs.statSync(name));
      const file = fs.openSync(name, 'r');
      try {
        return readAll(file, name, bytes_max);
      } finally {
        fs.closeSync(file);
      }
    });
  }

  writeFile(name: string, bytes: Uint8Array): void {
    const target = this.realPath(name) ?? name;
    const beside = path.join(path.dirname(target), `.strata-${process.pid}-${this.temporaries++}.tmp`);
    try {
      refuseUnlessFile(name, fs.statSync(target, { throwIfNoEntry: false }));
      replace(target, beside, bytes);
    } catch (trouble) {
      if (trouble instanceof Refusal) throw trouble;
      throw new Refusal(FILE_NOT_WRITABLE, { path: name, reason: codeOf(trouble) });
    }
  }

  realPath(name: string): string | undefined {
    return quietly(() => fs.realpathSync.native(name));
  }

  listFolder(folder: string): readonly FolderEntry[] | undefined {
    const names = quietly(() => fs.readdirSync(folder));
    return names?.sort().flatMap((name) => entryOf(folder, name));
  }

  join(folder: string, relative: string): string {
    return path.join(folder, relative);
  }

  resolve(folder: string, name: string): string {
    return path.resolve(folder, name);
  }

  folderOf(name: string): string {
    return path.dirname(name);
  }

  relative(folder: string, name: string): string | undefined {
    const way = path.relative(folder, name);
    if (way === '' || way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way)) return undefined;
    return way.split(path.sep).join('/');
  }

  now_ms(): number {
    return performance.now();
  }

  soon(callback: () => void): void {
    setImmediate(callback);
  }

  async gather<T>(work: () => T | Promise<T>): Promise<T> {
    return work();
  }

  async stored(): Promise<void> {
    // Files are written before writeFile returns.
  }
}

/** The result of a file operation; undefined where the name leads nowhere, a refusal for any other trouble. */
function unlessAbsent<T>(name: string, operation: () => T): T | undefined {
  try {
    return operation();
  } catch (trouble) {
    if (trouble instanceof Refusal) throw trouble;
    const code = codeOf(trouble);
    if (ABSENT.has(code)) return undefined;
    throw new Refusal(FILE_NOT_READABLE, { path: name, reason: code });
  }
}

/** The result of a file operation; undefined for every trouble that the system reports. */
function quietly<T>(operation: () => T): T | undefined {
  try {
    return operation();
  } catch (trouble) {
    codeOf(trouble);
    return undefined;
  }
}

/** The system's code for trouble with a file, such as `EACCES`; throws again what is no such trouble. */
function codeOf(trouble: unknown): string {
  if (trouble instanceof Error && 'code' in trouble && typeof trouble.code === 'string') return trouble.code;
  throw trouble;
}

function refuseUnlessFile(name: string, found: fs.Stats | undefined): void {
  if (found !== undefined && !found.isFile()) throw new Refusal(FILE_IS_FOLDER, { path: name });
}

/** All bytes of an open file; the second look at its kind is of what was really opened. */
function readAll(file: number, name: string, bytes_max: number): Uint8Array {
  const found = fs.fstatSync(file);
  refuseUnlessFile(name, found);
  if (found.size > bytes_max) throw new Refusal(FILE_TOO_LARGE, { path: name, size: found.size, limit: bytes_max });
  const bytes = new Uint8Array(found.size);
  let length = 0;
  while (length < bytes.length) {
    const count = fs.readSync(file, bytes, length, bytes.length - length, null);
    if (count === 0) break;
    length += count;
  }
  return length === bytes.length ? bytes : bytes.slice(0, length);
}

/** Writes `beside`, makes it durable and gives it the name `target`; on trouble `beside` is gone and `target` as it was. */
function replace(target: string, beside: string, bytes: Uint8Array): void {
  const permissions = fs.statSync(target, { throwIfNoEntry: false })?.mode ?? 0o666;
  const file = fs.openSync(beside, 'wx', permissions & 0o777);
  try {
    try {
      for (let written = 0; written < bytes.length;) written += fs.writeSync(file, bytes, written);
      fs.fsyncSync(file);
    } finally {
      fs.closeSync(file);
    }
    fs.renameSync(beside, target);
  } catch (trouble) {
    fs.rmSync(beside, { force: true });
    throw trouble;
  }
  if (process.platform !== 'win32') makeDurable(path.dirname(target));
}

/** A renamed file survives a crash of the system only once its folder is on the disk too; Windows has no such call. */
function makeDurable(folder: string): void {
  const opened = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(opened);
  } finally {
    fs.closeSync(opened);
  }
}

/** The entry as a list of none or one: what is neither file nor folder, and a link that leads nowhere, is left out. */
function entryOf(folder: string, name: string): FolderEntry[] {
  const found = quietly(() => fs.statSync(path.join(folder, name)));
  if (found === undefined) return [];
  if (found.isFile()) return [{ name, kind: 'file' }];
  return found.isDirectory() ? [{ name, kind: 'folder' }] : [];
}
