// Makes the VSIX that a person would install, and unpacks nothing: the editor installs it.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from './fetch';

/** Packages what dist/ holds with vsce; gives the path of the VSIX. Takes about a second. */
export function packageExtension(): string {
  const output = resolve('.cache', 'strata.vsix');
  mkdirSync(resolve('.cache'), { recursive: true });
  const vsce = join(resolve('node_modules'), '@vscode', 'vsce', 'vsce');
  run(process.execPath, [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--out', output],
    undefined, 'Is dist/ built?');
  return output;
}
