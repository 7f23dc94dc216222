// The extension where there are no processes: programs run in a worker.
import * as vscode from 'vscode';
import { activateEverywhere } from './activate';
import { webAdapters } from './adapter-web';

/** Called by the editor when the extension is first needed. */
export function activateOnWeb(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Strata', { log: true });
  context.subscriptions.push(log);
  activateEverywhere(context, webAdapters(context.extensionUri, log));
}
