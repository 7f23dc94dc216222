// The files that a program is made of: which ones may be read, and what they hold.
import type { Steps } from '../base/steps';
import { sha256Text } from '../base/hash';
import { Refusal } from '../base/message';
import type { Platform } from '../platform/platform';
import { PROBLEMS, withReason } from './messages';
import { parseSteps } from './syntax/parse';
import type { SyntaxTree } from './syntax/tree';
import type { Place, Report } from './report';

/** What the assembler needs of the platform. */
export type Files = Pick<Platform, 'readFile' | 'realPath' | 'join' | 'folderOf' | 'relative'>;

/** One source text. */
export interface Source {
  /** The path as diagnostics show it. */
  readonly path: string;
  /** With every link resolved, where the file exists; files are told apart by it. */
  readonly real: string;
  /** Relative to the program's folder or an allowed root, with `/`. */
  readonly name: string;
  readonly tree: SyntaxTree;
}

/** What to assemble, and what it may read. */
export interface Request {
  /** Path of the program, as diagnostics shall show it; any name where the text was never saved. */
  readonly path: string;
  /** The text; read from `path` where it is absent. */
  readonly text?: string;
  /** Absent for a text that was never saved: it can name no other files. */
  readonly files?: Files;
  /** The program's folder; that of `path` where absent. `include` and `embed` stay below it. */
  readonly folder?: string;
  /** Folders that `include` and `embed` may reach beside the program's. */
  readonly roots?: readonly string[];
  /** Whether the debug information carries the texts themselves. */
  readonly sourceText?: boolean;
  /** A tree that somebody has already for the text of a path. */
  readonly treeOf?: (path: string) => SyntaxTree | undefined;
}

/** The most bytes of a source text, and of an image with its debug information. */
export const SOURCE_BYTES_MAX = 128 * 1024 * 1024;
const IMAGE_FILE_BYTES_MAX = 1024 * 1024 * 1024;

/** How far files may name each other in a chain. */
export const FILE_DEPTH_MAX = 64;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const hashes = new WeakMap<SyntaxTree, string>();

/** SHA-256 of a tree's text as UTF-8; worked out once for each tree, since all programs inside a text need it. */
export function textHash(tree: SyntaxTree): string {
  let hash = hashes.get(tree);
  if (hash === undefined) hashes.set(tree, hash = sha256Text(tree.text));
  return hash;
}

/** A file that was asked for and may be read. */
export interface Found {
  readonly path: string;
  readonly real: string;
  readonly name: string;
}

/** Finds and reads files for one request. */
export class Sources {
  private readonly bases: readonly string[];

  constructor(private readonly request: Request, private readonly report: Report) {
    const { files, path } = request;
    const folder = request.folder ?? files?.folderOf(path);
    const bases = folder === undefined ? [] : [folder, ...request.roots ?? []];
    this.bases = bases.map((base) => files?.realPath(base) ?? base);
  }

  /** The program's own text; undefined, and a problem, where it cannot be read. */
  *main(): Steps<Source | undefined> {
    const { files, path, text, treeOf } = this.request;
    const real = files?.realPath(path) ?? path;
    const name = this.nameOf(real) ?? path.slice(path.search(/[^/\\]*$/));
    const tree = treeOf?.(path);
    if (tree !== undefined) return { path, real, name, tree };
    if (text !== undefined) return { path, real, name, tree: yield* parseSteps(text) };
    const nowhere: Source = { path, real, name, tree: yield* parseSteps('') };
    return yield* this.read({ path, real, name }, { source: nowhere, start: 0, end: 0 }, path);
  }

  /** The file that a source names; undefined, and a problem at `place`, where it is not there or out of bounds. */
  find(from: Source, wanted: string, place: Place): Found | undefined {
    const { files } = this.request;
    if (files === undefined || this.bases.length === 0) return this.refuse(place, 'no_folder', wanted);
    const path = files.join(files.folderOf(from.path), wanted);
    const real = files.realPath(path);
    if (real === undefined) return this.refuse(place, this.nameOf(path) === undefined ? 'outside' : 'no_file', wanted);
    const name = this.nameOf(real);
    return name === undefined ? this.refuse(place, 'outside', wanted) : { path, real, name };
  }

  private refuse(place: Place, problem: 'no_folder' | 'outside' | 'no_file', path: string): undefined {
    this.report.add(place, PROBLEMS[problem], { path });
    return undefined;
  }

  private nameOf(real: string): string | undefined {
    for (const base of this.bases) {
      const name = this.request.files?.relative(base, real);
      if (name !== undefined) return name;
    }
    return undefined;
  }

  /** The text of a file, parsed. */
  *read(found: Found, place: Place, wanted: string): Steps<Source | undefined> {
    const tree = this.request.treeOf?.(found.path);
    if (tree !== undefined) return { ...found, tree };
    const bytes = this.bytes(found, place, wanted, SOURCE_BYTES_MAX);
    const text = bytes === undefined ? undefined : this.decode(bytes, place, wanted);
    return text === undefined ? undefined : { ...found, tree: yield* parseSteps(text) };
  }

  /** The bytes of a file; undefined, and a problem, where there are none. */
  bytes(found: Found, place: Place, wanted: string, bytes_max = IMAGE_FILE_BYTES_MAX): Uint8Array | undefined {
    try {
      const bytes = this.request.files?.readFile(found.path, bytes_max);
      return bytes ?? this.refuse(place, 'no_file', wanted);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.report.add(place, withReason(PROBLEMS.unreadable, error.row), { ...error.args, path: wanted });
      return undefined;
    }
  }

  private decode(bytes: Uint8Array, place: Place, path: string): string | undefined {
    try {
      return decoder.decode(bytes);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.report.add(place, PROBLEMS.not_text, { path });
      return undefined;
    }
  }
}
