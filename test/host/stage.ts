// What the tests of the extension host share: folders that vanish, documents, and sessions that are watched.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { leaveAtEnd } from './session';

const folders: string[] = [];

/** The folder of the workspace. */
export function workspace(): string {
  return (vscode.workspace.workspaceFolders ?? [])[0].uri.fsPath;
}

/** Writes files into a new folder, outside the workspace where nothing is said, and gives its path. */
export function folderWith(files: Readonly<Record<string, string>>, above = tmpdir()): string {
  const folder = realpathSync(mkdtempSync(join(above, 'strata-host-')));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Keeps unsaved texts unsaved: the editor in a browser saves them by itself otherwise. */
export function keepUnsaved(): Thenable<void> {
  return vscode.workspace.getConfiguration('files').update('autoSave', 'off', vscode.ConfigurationTarget.Global);
}

/** Closes all editors, throwing unsaved texts away, and removes the folders. */
export async function clear(): Promise<void> {
  while (vscode.window.activeTextEditor?.document.isDirty === true) await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Opens a file of a folder in an editor. */
export async function show(folder: string, name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(join(folder, name)));
  await vscode.window.showTextDocument(document);
  return document;
}

let untitled = 0;

/** Opens a text that was never saved in an editor. Each has a name of its own: the editor keeps closed ones for a while. */
export async function showUntitled(content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: 'untitled', path: `test-${++untitled}.sasm` }));
  await vscode.window.showTextDocument(document);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), content);
  await vscode.workspace.applyEdit(edit);
  return document;
}

/** What a session did. */
export interface Played {
  readonly configuration: vscode.DebugConfiguration;
  /** Output of the program. */
  readonly output: string;
}

interface OutputEvent {
  readonly type?: string;
  readonly event?: string;
  readonly body?: { readonly [name: string]: unknown; readonly category?: string; readonly output?: string };
}

/** Starts a session in some way, and resolves when it has ended. */
export async function play(start: () => Thenable<unknown>): Promise<Played> {
  let output = '';
  const tracker = vscode.debug.registerDebugAdapterTrackerFactory('strata', {
    createDebugAdapterTracker: (session: vscode.DebugSession) => ({
      onDidSendMessage({ event, body }: OutputEvent) {
        leaveAtEnd(session, { event, body });
        if (event === 'output' && body?.category === 'stdout') output += body.output ?? '';
      },
    }),
  });
  const ended = new Promise<vscode.DebugSession>((resolve) => {
    const listener = vscode.debug.onDidTerminateDebugSession((session) => {
      listener.dispose();
      resolve(session);
    });
  });
  try {
    await start();
    const { configuration } = await ended;
    return { configuration, output };
  } finally {
    tracker.dispose();
  }
}

/** The problems of a file as soon as they are as wanted. */
export async function problems(uri: vscode.Uri, right: (found: readonly vscode.Diagnostic[]) => boolean): Promise<readonly vscode.Diagnostic[]> {
  const now = (): readonly vscode.Diagnostic[] => vscode.languages.getDiagnostics(uri);
  if (!right(now())) {
    await new Promise<void>((resolve) => {
      const listener = vscode.languages.onDidChangeDiagnostics(() => {
        if (!right(now())) return;
        listener.dispose();
        resolve();
      });
    });
  }
  return now();
}
