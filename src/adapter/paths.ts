// Names of sources in images, which are relative and use `/`, and the paths or URIs by which a client knows the same
// files. It compares what clients write in many ways: drive letters of either case, UNC, backslashes, escapes of URIs.
import type { Platform } from '../platform/platform';

/** What it takes of the platform. */
export type PathPlatform = Pick<Platform, 'join' | 'realPath' | 'relative'>;

const DRIVE = /^[a-zA-Z]:[\\/]/;
const OTHER_SCHEME = /^(?!file:)[a-zA-Z][a-zA-Z0-9+.-]+:/i;

/** A path as a `file:` URI; URIs of other schemes stay as they are. */
export function toUri(path: string): string {
  if (OTHER_SCHEME.test(path)) return path;
  const slashes = DRIVE.test(path) || path.startsWith('\\\\') ? path.replace(/\\/g, '/') : path;
  const escaped = slashes.split('/').map((part) => encodeURIComponent(part)).join('/');
  if (slashes.startsWith('//')) return `file:${escaped}`;
  return `file://${slashes.startsWith('/') ? '' : '/'}${escaped}`;
}

/** The path of a `file:` URI in the form of the system it comes from; all else stays as it is. */
export function fromUri(uri: string): string {
  const match = /^file:(?:\/\/([^/]*))?(\/.*)$/i.exec(uri);
  if (match === null) return uri;
  const path = unescape(match[2]);
  const host = match[1] ?? '';
  if (host !== '' && host !== 'localhost') return `\\\\${host}${path.replace(/\//g, '\\')}`;
  return /^\/[a-zA-Z]:\//.test(path) ? path.slice(1) : path;
}

/** `decodeURIComponent`, which leaves what is no escape as it is. */
function unescape(text: string): string {
  return text.replace(/(%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch (error) {
      if (error instanceof URIError) return escapes;
      throw error;
    }
  });
}

/** One writing for all writings of the same path, to compare with; not for opening files. */
export function pathKey(path: string): string {
  let plain = fromUri(path);
  const windows = DRIVE.test(plain) || plain.startsWith('\\\\');
  if (windows) plain = plain.replace(/\\/g, '/').toLowerCase();
  const head = plain.startsWith('//') ? '//' : '';
  const parts: string[] = [];
  for (const part of plain.slice(head.length).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return head + parts.join('/').normalize('NFC');
}

/** Where the sources of a program are: where the launch option `sourceMap` says, below its folder, or below one of `allowRoots`. */
export class SourcePaths {
  private readonly mapped: readonly (readonly [string, string])[];

  /**
   * @param folder the program's folder, as the platform names it
   * @param sourceMap names or beginnings of names in images, and the paths or folders where they are; the longest beginning counts
   * @param roots more folders from which sources may have their names
   */
  constructor(private readonly platform: PathPlatform, private readonly folder: string, private readonly uris: boolean,
    sourceMap: Readonly<Record<string, string>>, private readonly roots: readonly string[] = []) {
    this.mapped = Object.entries(sourceMap).sort(([a], [b]) => b.length - a.length);
  }

  /** The platform's path of a source. */
  pathOf(name: string): string {
    for (const [from, to] of this.mapped) {
      if (name === from) return to;
      const folder = from.endsWith('/') ? from : `${from}/`;
      if (name.startsWith(folder)) return this.platform.join(to, name.slice(folder.length));
    }
    const inRoot = this.roots.map((root) => this.platform.join(root, name)).find((path) => this.platform.realPath(path) !== undefined);
    const below = this.platform.join(this.folder, name);
    return inRoot === undefined || this.platform.realPath(below) !== undefined ? below : inRoot;
  }

  /** The path or URI that the client knows a source by. */
  toClient(name: string): string {
    const path = this.pathOf(name);
    return this.uris ? toUri(path) : path;
  }

  /** The name of a file of the client's: that of a known source where it is one, else what it would be called below the folder. */
  toName(clientPath: string, known: Iterable<string>): string {
    const key = pathKey(clientPath);
    for (const name of known) if (pathKey(this.pathOf(name)) === key) return name;
    const path = fromUri(clientPath);
    const real = this.platform.realPath(path);
    if (real !== undefined) {
      for (const name of known) if (this.platform.realPath(this.pathOf(name)) === real) return name;
    }
    return this.below(real ?? path) ?? this.below(path) ?? clientPath;
  }

  private below(path: string): string | undefined {
    for (const folder of [this.folder, ...this.roots]) {
      const real = this.platform.realPath(folder);
      const name = this.platform.relative(folder, path) ?? (real === undefined ? undefined : this.platform.relative(real, path));
      if (name !== undefined) return name;
    }
    return undefined;
  }
}
