// The extension where there are no processes: programs run in a worker.
import type * as vscode from 'vscode';
import { activateEverywhere } from './activate';
import { webAdapters } from './adapter-web';

/** Called by the editor when the extension is first needed. */
export function activateOnWeb(context: vscode.ExtensionContext): void {
  activateEverywhere(context, webAdapters);
}
