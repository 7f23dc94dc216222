// The extension where there are processes: on the desktop, on a server, in a container.
import * as vscode from 'vscode';
import { activateEverywhere } from './activate';
import { adapterProcesses } from './adapter-node';
import { offerCommandLine, type Runtime } from './terminal';

/** What the editor calls when the extension is first needed. */
export function activateOn(runtime: Runtime): (context: vscode.ExtensionContext) => void {
  return (context) => {
    const program = vscode.Uri.joinPath(context.extensionUri, 'dist', 'cli.js').fsPath;
    activateEverywhere(context, adapterProcesses, (words, signal, onText) => runtime.run([program, ...words], signal, onText));
    offerCommandLine(context, runtime);
  };
}
