// Files for tests of the assembler, without Node's own platform: a folder of texts, in memory or on the disk.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { posix } from 'node:path';
import type { Files } from '../../src/assembler';

/** Files in memory by absolute path; `links` lead from one path to another. */
export function memoryFiles(files: Readonly<Record<string, string | Uint8Array>>, links: Readonly<Record<string, string>> = {}): Files {
  const real = (path: string): string => links[path] ?? path;
  const isFolder = (path: string): boolean => Object.keys(files).some((file) => file.startsWith(`${path}/`));
  return {
    readFile: (path) => {
      const content = files[real(path)];
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    realPath: (path) => (real(path) in files || isFolder(path) ? real(path) : undefined),
    ...names,
  };
}

const names: Pick<Files, 'join' | 'folderOf' | 'relative'> = {
  join: (folder, relative) => posix.resolve(folder, relative),
  folderOf: (path) => posix.dirname(path),
  relative: (folder, path) => {
    const relative = posix.relative(folder, path);
    return relative.startsWith('..') ? undefined : relative;
  },
};

/** Files of the disk, for POSIX paths. */
export const diskFiles: Files = {
  readFile: (path) => (existsSync(path) ? readFileSync(path) : undefined),
  realPath: (path) => (existsSync(path) ? realpathSync(path) : undefined),
  ...names,
};
