// Registers everything that the extension adds to the editor.
import * as vscode from 'vscode';
import { adapterProcess } from './adapter-process';
import { configurations } from './configuration';

/** The type of a debug session of ours, as in package.json. */
const DEBUG_TYPE = 'strata';

/** Called by the editor when the extension is first needed. */
export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.debug.registerDebugConfigurationProvider(DEBUG_TYPE, configurations),
    vscode.debug.registerDebugAdapterDescriptorFactory(DEBUG_TYPE, adapterProcess(context.extensionUri)),
  );
}
