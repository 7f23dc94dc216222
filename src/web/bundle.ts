// What Strata is in a browser, in one bundle, so that what extension and worker share ships once: the extension, which the editor loads,
// and the debug adapter, which the extension starts in a worker with the same text, its `role` put before it.
import type * as vscode from 'vscode';

/** Given to the worker only. */
declare const role: unknown;

/** What the editor calls; not there in a worker. */
export const activate = typeof role === 'undefined'
  ? async (context: vscode.ExtensionContext): Promise<void> => (await import('./extension.js')).activate(context)
  : undefined;

if (activate === undefined) void import('./adapter.js');
