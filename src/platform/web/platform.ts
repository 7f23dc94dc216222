// The platform where no file system can be asked at once, as in a browser's worker: files are kept in memory, and those
// that are missing are fetched, by messages, between two runs of the work that reads them.
import { reasonOf } from '../../base/assert';
import { Refusal } from '../../base/message';
import { FILE_IS_FOLDER, FILE_NOT_WRITABLE, FILE_TOO_LARGE } from '../messages';
import type { FolderEntry, Platform } from '../platform';
import { folderOfName, joinNames, normalise, relativeName, resolveName } from './names';
import type { Port } from './port';

/** What a fetched name turned out to be; undefined where nothing has that name. */
export type Fetched = Uint8Array | readonly FolderEntry[] | undefined;

/** Where files really are: an editor's file system, or a test's. */
export interface FileStore {
  /** A file's bytes, or what stands in a folder. */
  fetch(name: string): Promise<Fetched>;
  /** Writes a file whole or not at all; rejects where it cannot. */
  store(name: string, bytes: Uint8Array): Promise<void>;
}

/** Rounds of fetching that one piece of work may need: each `include` or folder below another takes one. */
const ROUNDS_MAX = 1_000;

/** Files of a store, as far as they were fetched; links do not exist here. */
export class WebPlatform implements Platform {
  private readonly known = new Map<string, Fetched>();
  private readonly wanted = new Set<string>();
  private writing: Promise<void> = Promise.resolve();
  private readonly troubles: Refusal[] = [];

  constructor(private readonly files: FileStore) {}

  readFile(name: string, bytes_max = Infinity): Uint8Array | undefined {
    const found = this.find(name);
    if (found === undefined) return undefined;
    if (!(found instanceof Uint8Array)) throw new Refusal(FILE_IS_FOLDER, { path: name });
    if (found.length > bytes_max) throw new Refusal(FILE_TOO_LARGE, { path: name, size: found.length, limit: bytes_max });
    return found.slice();
  }

  writeFile(name: string, bytes: Uint8Array): void {
    const whole = normalise(name), copy = bytes.slice();
    this.known.set(whole, copy);
    this.writing = this.writing.then(() => this.files.store(whole, copy)).catch((trouble: unknown) => {
      this.known.delete(whole);
      this.troubles.push(new Refusal(FILE_NOT_WRITABLE, { path: name, reason: reasonOf(trouble) }));
    });
  }

  realPath(name: string): string | undefined {
    return this.find(name) === undefined ? undefined : normalise(name);
  }

  listFolder(folder: string): readonly FolderEntry[] | undefined {
    const found = this.find(folder);
    return found instanceof Uint8Array ? undefined : found;
  }

  join(folder: string, relative: string): string {
    return joinNames(folder, relative);
  }

  resolve(folder: string, name: string): string {
    return resolveName(folder, name);
  }

  folderOf(name: string): string {
    return folderOfName(name);
  }

  relative(folder: string, name: string): string | undefined {
    return relativeName(folder, name);
  }

  now_ms(): number {
    return performance.now();
  }

  soon(callback: () => void): void {
    turns.push(callback);
    if (turns.length === 1) beginTurn();
  }

  async gather<T>(work: () => T | Promise<T>): Promise<T> {
    await this.writing;
    this.known.clear();
    for (let round = 0; round < ROUNDS_MAX; round++) {
      this.wanted.clear();
      const outcome = await attempt(work);
      if (this.wanted.size === 0) return outcome();
      await Promise.all([...this.wanted].map(async (name) => this.known.set(name, await this.files.fetch(name))));
    }
    return work();
  }

  async stored(): Promise<void> {
    await this.writing;
    const trouble = this.troubles.shift();
    if (trouble !== undefined) throw trouble;
  }

  /** What is known of a name; one that was never fetched is noted as wanted and counts as absent until then. */
  private find(name: string): Fetched {
    const whole = normalise(name);
    if (!this.known.has(whole)) this.wanted.add(whole);
    return this.known.get(whole);
  }
}

/** Runs work and gives its result, or its trouble, when asked: trouble may come only of a file that is still missing. */
async function attempt<T>(work: () => T | Promise<T>): Promise<() => T> {
  try {
    const result = await work();
    return () => result;
  } catch (trouble) {
    return () => {
      throw trouble;
    };
  }
}

const turns: (() => void)[] = [];

/** One callback a turn, in order; a message to oneself comes after those that have arrived and, unlike a timer, at once. */
function beginTurn(): void {
  const { port1, port2 } = new MessageChannel() as unknown as { port1: Port; port2: Port };
  port1.onmessage = () => {
    port1.close?.();
    const callback = turns[0];
    turns.shift();
    if (turns.length > 0) beginTurn();
    callback();
  };
  port2.postMessage(undefined);
}
