// Files as the core names them, URIs without escapes, and as the protocol and the system do.
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The name of what a URI stands for: `file:///home/a/b c.sasm`. */
export function nameOf(uri: string): string {
  const [, scheme = '', rest = uri] = /^([a-z][a-z0-9+.-]*:)([^]*)$/i.exec(uri) ?? [];
  return scheme + unescaped(rest);
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** The URI of a name. */
export function uriOf(name: string): string {
  const path = pathOf(name);
  return path === undefined ? name : pathToFileURL(path).href;
}

/** Where a file lies on disk; undefined for what does not, such as a text that was never saved. */
export function pathOf(name: string): string | undefined {
  if (!name.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(`file://${encodeURI(name.replace(/^file:(\/\/[^/]*)?/, '')).replace(/[?#]/g, encodeURIComponent)}`);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The name of a file on disk. */
export function nameOfPath(path: string): string {
  return nameOf(pathToFileURL(path).href);
}
