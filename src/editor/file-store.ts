// The files of the editor, wherever they are, as the platform of browsers asks for them.
import * as vscode from 'vscode';
import type { Fetched, FileStore } from '../platform/web/platform';
import { uriOf } from './names';

/** Reads and writes by way of the editor. */
export const editorFiles: FileStore = {
  async fetch(name: string): Promise<Fetched> {
    const uri = uriOf(name);
    try {
      const { type } = await vscode.workspace.fs.stat(uri);
      if ((type & vscode.FileType.Directory) === 0) return await vscode.workspace.fs.readFile(uri);
      const entries = await vscode.workspace.fs.readDirectory(uri);
      return entries.map(([entry, kind]) => ({ name: entry, kind: (kind & vscode.FileType.Directory) === 0 ? 'file' : 'folder' }));
    } catch (error) {
      if (error instanceof vscode.FileSystemError) return undefined;
      throw error;
    }
  },
  async store(name, bytes) {
    await vscode.workspace.fs.writeFile(uriOf(name), bytes);
  },
};
