// Which folders a program in the editor may include files from, beside its own: the folder of the workspace that it lies in, and, for
// a lab, the folder that has `labs` and what labs share.
import * as vscode from 'vscode';

/** The folders, as places. */
export function rootsOf(program: vscode.Uri): vscode.Uri[] {
  const workspace = vscode.workspace.getWorkspaceFolder(program)?.uri, [, lab] = /^(.+)\/labs\/\d\d-[^/]+\//.exec(program.path) ?? [];
  const found = [...workspace === undefined ? [] : [workspace], ...lab === undefined ? [] : [program.with({ path: lab })]];
  return found.filter((uri, i) => found.findIndex((other) => other.toString() === uri.toString()) === i);
}
