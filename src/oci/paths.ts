// Paths inside of an image: which are accepted, and the order in which a layer has them.

/** Bytes of the last part that a header of an archive holds, and of what stands before it. */
export const NAME_BYTES_MAX = 100;
export const PREFIX_BYTES_MAX = 155;

/** What hides a name of the layers below (OCI image specification, "Whiteouts"), and what hides all that is in a folder. */
export const WHITEOUT = '.wh.';
export const OPAQUE = '.wh..wh..opq';

const encoder = new TextEncoder();

/** Whether a path stays inside of what it is relative to: parts that are no `.` or `..`, without control characters. */
export function isEntryPath(path: string): boolean {
  return !/[\u0000-\u001f\u007f]/.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** Whether an archive's header can hold the path, with a `/` behind it as folders have. */
export function fitsHeader(path: string): boolean {
  const bytes = encoder.encode(`${path}/`);
  if (bytes.length <= NAME_BYTES_MAX) return true;
  const slash = bytes.indexOf(0x2f, bytes.length - NAME_BYTES_MAX - 1);
  return slash > 0 && slash <= PREFIX_BYTES_MAX && slash < bytes.length - 1;
}

/** The folders above a path, outermost first: `a`, `a/b` for `a/b/c`. */
export function parentsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join('/'));
}

/** The folder of a path; empty for what stands in the root. */
export function folderOfPath(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The last part of a path. */
export function nameOfPath(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Orders by the parts of the paths, so that a folder comes before what is in it, the same on every system. */
export function comparePaths(first: string, second: string): number {
  const a = first.split('/'), b = second.split('/');
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return a.length - b.length;
}
