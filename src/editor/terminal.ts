// Makes the command `strata` known in the terminals of the editor.
import * as vscode from 'vscode';
import type { CommandRunner } from './labs';

/** What the entry point knows of the system. */
export interface Runtime {
  /** The program that runs this extension, and can run others. */
  readonly program: string;
  /** What stands between the folders of PATH. */
  readonly separator: string;
  /** Runs that program with these words and gives what it wrote. */
  readonly run: CommandRunner;
}

/** Puts the extension's bin folder in front of PATH, and tells its scripts of the runtime that surely is there. */
export function offerCommandLine({ extensionUri, environmentVariableCollection }: vscode.ExtensionContext, { program, separator }: Runtime): void {
  const folder = vscode.Uri.joinPath(extensionUri, 'bin').fsPath;
  environmentVariableCollection.description = vscode.l10n.t('The command `strata`');
  environmentVariableCollection.prepend('PATH', `${folder}${separator}`);
  environmentVariableCollection.replace('STRATA_NODE', program);
}
