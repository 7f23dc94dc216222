// Names of files where there is no file system: URIs such as `vscode-vfs://github/a/b.sasm` and bare absolute paths.
// Only `/` separates; `.` and `..` are taken out, and `..` never climbs above the root.

const URI = /^[a-z][a-z0-9+.-]*:(\/\/[^/]*)?/i;

/** The scheme and authority of a name, which no `..` can leave; empty for a bare path. */
function rootOf(name: string): string {
  return URI.exec(name)?.[0] ?? '';
}

/** The name without empty parts, `.` and `..`. */
export function normalise(name: string): string {
  const root = rootOf(name);
  const parts: string[] = [];
  for (const part of name.slice(root.length).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `${root}/${parts.join('/')}`;
}

/** Joins a folder and a relative path. */
export function joinNames(folder: string, relative: string): string {
  return normalise(`${folder}/${relative}`);
}

/** The name itself where it is absolute or a URI, else joined to the folder. */
export function resolveName(folder: string, name: string): string {
  return name.startsWith('/') || rootOf(name) !== '' ? normalise(name) : joinNames(folder, name);
}

/** The folder of a name; a root is its own folder. */
export function folderOfName(name: string): string {
  const whole = normalise(name), root = rootOf(whole);
  return normalise(root + whole.slice(root.length).replace(/[^/]*$/, ''));
}

/** The name relative to a folder; undefined where it is not below it. */
export function relativeName(folder: string, name: string): string | undefined {
  const above = normalise(folder), below = normalise(name);
  const prefix = above.endsWith('/') ? above : `${above}/`;
  return below.startsWith(prefix) && below.length > prefix.length ? below.slice(prefix.length) : undefined;
}
