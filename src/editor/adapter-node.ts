// Starts the debug adapter as a process of its own, one for each session.
import * as vscode from 'vscode';

/** A factory of adapter processes from the bundle in the extension's folder; 'node' is the editor's own runtime. */
export function adapterProcesses(extension: vscode.Uri): vscode.DebugAdapterDescriptorFactory {
  const program = vscode.Uri.joinPath(extension, 'dist', 'adapter.js').fsPath;
  return {
    createDebugAdapterDescriptor: () => new vscode.DebugAdapterExecutable('node', [program]),
  };
}
