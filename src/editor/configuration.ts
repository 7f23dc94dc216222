// Completes what a person left out of a launch configuration, so that F5 works with nothing configured.
import * as vscode from 'vscode';

/** Launches the open program where there is no launch.json. */
export const configurations: vscode.DebugConfigurationProvider = {
  resolveDebugConfiguration: (_folder, given) => given.type
    ? given
    : { ...given, type: 'strata', request: 'launch', name: 'Strata', program: '${file}' },
};
