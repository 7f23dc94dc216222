// Files as the core names them: a URI without any escapes. The editor's own escapes differ from system to system, and
// an `include` is written without them.
import * as vscode from 'vscode';

/** Scheme of the disassemblies that the editor shows; see disassemblies.ts. */
export const IMAGE_SCHEME = 'strata-image';

/** The disassembly of a program: named like its image, and its query is the program's own URI. */
export function disassemblyOf(program: vscode.Uri): vscode.Uri {
  const path = `/${program.path.replace(/^\/|\.sasm$/g, '').replace(/(\.simg)?$/, '.simg')}`;
  return vscode.Uri.from({ scheme: IMAGE_SCHEME, path, query: program.toString() });
}

/** The program of a disassembly. */
export function programAt(disassembly: vscode.Uri): vscode.Uri {
  return vscode.Uri.parse(disassembly.query);
}

/** The name of a file, such as `file:///home/a/b c.sasm`. */
export function nameOf(uri: vscode.Uri): string {
  if (uri.scheme === IMAGE_SCHEME) return uri.toString();
  return uri.scheme === 'untitled' ? `untitled:${uri.path}` : `${uri.scheme}://${uri.authority}${uri.path}`;
}

/** The file that {@link nameOf} named. */
export function uriOf(name: string): vscode.Uri {
  if (name.startsWith(`${IMAGE_SCHEME}:`)) return vscode.Uri.parse(name);
  const [, scheme, , authority, path] = /^([^:]+):(\/\/([^/]*))?([^]*)$/.exec(name) ?? ['', 'file', '', '', name];
  return vscode.Uri.from({ scheme, authority, path });
}

/** How a launch configuration names a file: by its path on disk, or as {@link nameOf} does where it is elsewhere. */
export function programOf(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : nameOf(uri);
}

/** The file that a launch configuration names; undefined where that is no absolute path and no URI. */
export function uriOfProgram(program: string): vscode.Uri | undefined {
  if (/^([a-z]:)?[\\/]/i.test(program)) return vscode.Uri.file(program);
  return /^[a-z][a-z0-9+.-]+:/i.test(program) ? uriOf(program) : undefined;
}

/** Whether a text is that of a source as the adapter names it; one without a file is known by its name alone. */
export function isTextOf({ uri }: vscode.TextDocument, path: string): boolean {
  const file = uriOfProgram(path);
  return file === undefined || uri.scheme === 'debug' ? path.endsWith(lastPart(uri)) : nameOf(file) === nameOf(uri);
}

/** Whether a text stands alone: it was never saved or is a disassembly, and can name no other files. */
export function standsAlone({ scheme }: vscode.Uri): boolean {
  return scheme === 'untitled' || scheme === IMAGE_SCHEME;
}

/** The last part of a path. */
export function lastPart({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
