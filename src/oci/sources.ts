// The folder that is built, as COPY sees it: files below it and nothing else. Links count as what they lead to, which must be below
// the folder, too. The build file and the layout that is written are not part of it.
import type { Arguments, MessageRow } from '../base/message';
import type { Platform } from '../platform/platform';
import { BUILD } from './messages';
import { isEntryPath } from './paths';

/** What is asked of the platform. */
export type SourceFiles = Pick<Platform, 'readFile' | 'listFolder' | 'realPath' | 'join' | 'relative'>;

/** A file, or a folder (`bytes` absent), that COPY found. */
export interface Source {
  /** From the folder that is built. */
  readonly path: string;
  /** From the folder that COPY names; absent where it names the file itself. */
  readonly below?: string;
  readonly bytes?: Uint8Array;
}

/** Makes the error that a refused source becomes. */
export type SourceTrouble = (row: MessageRow, args: Arguments) => Error;

/** A folder with the files to be copied. */
export class BuildFolder {
  private readonly root: string | undefined;
  private readonly left: ReadonlySet<string>;

  /** @param leftOut absolute paths that COPY does not see */
  constructor(private readonly files: SourceFiles, folder: string, leftOut: readonly string[]) {
    this.root = files.realPath(folder);
    this.left = new Set(leftOut.map((path) => files.realPath(path) ?? path));
  }

  /** The files of a source, in no promised order; what is not there or leads out is thrown as `trouble` says. */
  read(source: string, trouble: SourceTrouble): Source[] {
    const path = source.replace(/^(\.?\/)+/, '').replace(/\/+$/, '').replace(/^\.$/, '');
    if (path !== '' && !isEntryPath(path)) throw trouble(BUILD.outside, { path: source });
    const real = this.inside(path, source, trouble);
    const list = this.files.listFolder(real);
    if (list === undefined) return [{ path, bytes: this.bytes(real, source, trouble) }];
    return [{ path, below: '' }, ...this.below(path, '', [real], trouble)];
  }

  /** All that is below a folder; `way`: that folder and those above it, really. */
  private below(folder: string, base: string, way: readonly string[], trouble: SourceTrouble): Source[] {
    return (this.files.listFolder(way[0]) ?? []).flatMap(({ name, kind }): Source[] => {
      const path = folder === '' ? name : `${folder}/${name}`, below = base === '' ? name : `${base}/${name}`;
      const real = this.inside(path, path, trouble);
      if (this.left.has(real)) return [];
      if (kind === 'file') return [{ path, below, bytes: this.bytes(real, path, trouble) }];
      if (way.includes(real)) throw trouble(BUILD.circle, { path });
      return [{ path, below }, ...this.below(path, below, [real, ...way], trouble)];
    });
  }

  /** The path with its links resolved, which must not lead out of the folder. */
  private inside(path: string, shown: string, trouble: SourceTrouble): string {
    const { root, files } = this;
    const real = root && files.realPath(path === '' ? root : files.join(root, path));
    if (root === undefined || real === undefined) throw trouble(BUILD.source, { path: shown });
    if (real !== root && files.relative(root, real) === undefined) throw trouble(BUILD.outside, { path: shown });
    return real;
  }

  private bytes(real: string, shown: string, trouble: SourceTrouble): Uint8Array {
    const bytes = this.left.has(real) ? undefined : this.files.readFile(real);
    if (bytes === undefined) throw trouble(BUILD.source, { path: shown });
    return bytes;
  }
}

