// Completes what a person left out of a launch configuration, so that F5 works with nothing configured, and adds the
// texts that stand in the editor unsaved, so that what runs is what is seen.
import * as vscode from 'vscode';
import type { Assembly } from '../assembler/assemble';
import type { Models } from './models';
import { lastPart, nameOf, programOf, uriOfProgram } from './names';
import type { OpenTexts } from './open-texts';
import { showErrors } from './problems';
import { activeProgram, type ProgramChoice } from './program-choice';
import { rootsOf } from './roots';

/** The type of a debug session of ours, as in package.json. */
export const DEBUG_TYPE = 'strata';

/** A configuration that launches a program. */
export function launchOf(program: string, more: Readonly<Record<string, unknown>> = {}): vscode.DebugConfiguration {
  const name = program.slice(program.search(/[^\\/]*$/));
  return { type: DEBUG_TYPE, request: 'launch', name: vscode.l10n.t('Debug {0}', name), program, ...more };
}

/** Completes configurations before a session starts. */
export class Configurations implements vscode.DebugConfigurationProvider {
  constructor(private readonly choice: ProgramChoice, private readonly texts: OpenTexts, private readonly models: Models) {}

  /** Names the program where nobody did. */
  async resolveDebugConfiguration(folder: vscode.WorkspaceFolder | undefined, given: vscode.DebugConfiguration):
  Promise<vscode.DebugConfiguration | undefined> {
    if (typeof given.program === 'string') return given;
    const program = await this.choice.choose(folder);
    return program === undefined ? undefined : { ...launchOf(programOf(program)), ...withoutGaps(given), program: programOf(program) };
  }

  /** Adds what stands unsaved in the editor. A program with errors does not start; that is said here, with the way to them. */
  async resolveDebugConfigurationWithSubstitutedVariables(folder: vscode.WorkspaceFolder | undefined, given: vscode.DebugConfiguration):
  Promise<vscode.DebugConfiguration | undefined> {
    const program = wholeName(folder, String(given.program)), uri = uriOfProgram(program);
    const assembly = uri === undefined ? undefined : await this.assembly(uri);
    if (uri !== undefined && assembly !== undefined && assembly.image === undefined && given.allowRoots === undefined) {
      void showErrors(vscode.l10n.t('{0} has errors and cannot run.', lastPart(uri)));
      return undefined;
    }
    const openTexts = { ...this.unsaved(assembly?.files ?? []), ...given.openTexts };
    const roots = uri === undefined ? [] : rootsOf(uri).map(programOf);
    return { stopOnExit: true, ...roots.length > 0 ? { allowRoots: roots } : {}, ...given, program, ...(Object.keys(openTexts).length > 0 ? { openTexts } : {}) };
  }

  /** What comes of a source; undefined for images, recordings and for what cannot be read, which the adapter refuses. */
  private async assembly(program: vscode.Uri): Promise<Assembly | undefined> {
    if (/\.(simg|strec)$/.test(program.path) || !await this.choice.exists(program)) return undefined;
    return (await this.models.modelOf(nameOf(program))).assembly;
  }

  /** The texts of those files that are open and differ from what is on disk. */
  private unsaved(files: readonly string[]): Record<string, string> {
    const texts: Record<string, string> = {};
    for (const name of files) {
      const document = this.texts.document(name);
      if (document !== undefined && (document.isDirty || document.isUntitled)) texts[programOf(document.uri)] = document.getText();
    }
    return texts;
  }
}

/** What launch.json was given or, where F5 found none, nothing: its fields are then empty. */
function withoutGaps(given: vscode.DebugConfiguration): Partial<vscode.DebugConfiguration> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '' && value !== undefined));
}

/**
 * The program as a path of its own or a whole URI. On a folder that is not on a disk `${workspaceFolder}/x` is a bare
 * path, which would lead nowhere; below one that is all there is, it begins with two strokes.
 */
function wholeName(folder: vscode.WorkspaceFolder | undefined, program: string): string {
  const home = folder?.uri;
  if (home === undefined || home.scheme === 'file' || !program.startsWith('/')) return program;
  return programOf(home.with({ path: program.replace(/^\/+/, '/') }));
}

/** Offers the programs of a folder, without a launch.json. */
export class OfferedConfigurations implements vscode.DebugConfigurationProvider {
  constructor(private readonly choice: ProgramChoice) {}

  async provideDebugConfigurations(folder: vscode.WorkspaceFolder | undefined): Promise<vscode.DebugConfiguration[]> {
    const programs = await this.choice.programs(folder);
    return programs.map((uri) => launchOf(inFolder(folder, uri) ?? programOf(uri)));
  }
}

/** What a new launch.json begins with beside what package.json gives it, which is whatever file is open: the program in front. */
export class FirstConfigurations implements vscode.DebugConfigurationProvider {
  provideDebugConfigurations(folder: vscode.WorkspaceFolder | undefined): vscode.DebugConfiguration[] {
    const active = activeProgram(), program = active && inFolder(folder, active);
    return program === undefined ? [] : [launchOf(program)];
  }
}

/** The path below a folder as launch.json writes it; undefined where the file is not below it. */
function inFolder(folder: vscode.WorkspaceFolder | undefined, uri: vscode.Uri): string | undefined {
  const above = `${folder?.uri.path}/`;
  return folder !== undefined && uri.path.startsWith(above) ? `\${workspaceFolder}/${uri.path.slice(above.length)}` : undefined;
}
