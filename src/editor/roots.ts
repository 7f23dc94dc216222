// Which folders a program in the editor may include files from, beside its own: the folder of the workspace that it lies in, and, for
// a lab, the folder that has `labs` and what labs share.
import * as vscode from 'vscode';

/** The lab that a file belongs to, and the folder that has `labs`. */
export function labAt(file: vscode.Uri): { readonly name: string; readonly folder: vscode.Uri } | undefined {
  const [, folder, name] = /^(.*)\/labs\/(\d\d-[^/]+)\//.exec(file.path) ?? [];
  return name === undefined ? undefined : { name, folder: file.with({ path: folder === '' ? '/' : folder }) };
}

/** The folders, as places. */
export function rootsOf(program: vscode.Uri): vscode.Uri[] {
  const found = [vscode.workspace.getWorkspaceFolder(program)?.uri, labAt(program)?.folder].filter((uri) => uri !== undefined);
  return found.filter((uri, i) => found.findIndex((other) => other.toString() === uri.toString()) === i);
}
