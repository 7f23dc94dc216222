// Starts programs: the commands Run, Debug and Debug from the First Instruction, from the title bar, the explorer, the
// line above the entry function and the list of commands.
import * as vscode from 'vscode';
import { startPlace } from '../language/outline';
import { launchOf } from './configuration';
import { IMAGE_SCHEME, programAt, programOf } from './names';
import type { OpenTexts } from './open-texts';
import type { ProgramChoice } from './program-choice';

/** How the commands differ. */
const STARTS = {
  'strata.run': { configuration: {}, options: { noDebug: true } },
  'strata.debug': { configuration: {}, options: {} },
  'strata.debugRecording': { configuration: {}, options: {} },
  'strata.step': { configuration: { stopOnEntry: true }, options: {} },
} as const;

/** Registers the commands that start programs. The editor shows the stack by itself only at breakpoints, so stepping asks for it. */
export function registerLaunching(choice: ProgramChoice): vscode.Disposable {
  const commands = Object.entries(STARTS).map(([command, { configuration, options }]) =>
    vscode.commands.registerCommand(command, async (given?: unknown) => {
      const program = given instanceof vscode.Uri ? given : await choice.choose(undefined);
      if (program === undefined) return;
      const launched = program.scheme === IMAGE_SCHEME ? programAt(program) : program;
      const folder = vscode.workspace.getWorkspaceFolder(launched);
      const started = await vscode.debug.startDebugging(folder, launchOf(programOf(launched), configuration), options);
      if (started && command === 'strata.step') await vscode.commands.executeCommand('workbench.view.debug');
    }));
  return vscode.Disposable.from(...commands);
}

/** Run and Debug above the entry function. */
export class StartLenses implements vscode.CodeLensProvider {
  constructor(private readonly texts: OpenTexts) {}

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const place = startPlace(this.texts.tree(document));
    if (place === undefined) return [];
    const range = new vscode.Range(document.positionAt(place.start), document.positionAt(place.end));
    const lens = (title: string, command: keyof typeof STARTS): vscode.CodeLens => new vscode.CodeLens(range, { title, command, arguments: [document.uri] });
    return [
      lens(vscode.l10n.t('Run'), 'strata.run'),
      lens(vscode.l10n.t('Debug'), 'strata.debug'),
      lens(vscode.l10n.t('Step from the start'), 'strata.step'),
    ];
  }
}
