// Folders that a person works in: chosen, and read and written by paths below them.
import * as vscode from 'vscode';
import type { Target } from '../labs/copying';
import { readBytes } from './files';

/** The folder that a person chooses for something to be copied to. */
export async function chooseFolder(title: string): Promise<vscode.Uri | undefined> {
  const [folder] = await vscode.window.showOpenDialog({ canSelectFiles: false, canSelectFolders: true, title, openLabel: vscode.l10n.t('Copy Here') }) ?? [];
  return folder;
}

export function folderAt(folder: vscode.Uri): Target {
  const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
  return { read: (name) => readBytes(at(name)), write: async (name, bytes) => vscode.workspace.fs.writeFile(at(name), bytes) };
}
