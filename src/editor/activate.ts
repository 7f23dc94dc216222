// Registers everything that the extension adds to the editor. Nothing is worked out before somebody needs it.
import * as vscode from 'vscode';
import { Assembling, registerAssembling } from './assembling';
import { registerBranches } from './branches';
import { Configurations, DEBUG_TYPE, FirstConfigurations, OfferedConfigurations } from './configuration';
import { Disassemblies, ImageEditor, openDisassembly } from './disassemblies';
import { registerFirstSteps } from './first-steps';
import { EditorFiles } from './files';
import { LayerCommands } from './layers';
import { registerLabs, type CommandRunner } from './labs';
import { registerLaunching, StartLenses } from './launching';
import { LineCounts } from './line-counts';
import { registerLineStacks } from './line-stacks';
import { LiveHovers } from './live-hovers';
import { openManual } from './manual';
import { Models } from './models';
import { IMAGE_SCHEME, programAt } from './names';
import { LANGUAGE, OpenTexts } from './open-texts';
import { registerOrigins } from './origins';
import { registerPast } from './past';
import { PastOutput } from './past-output';
import { IMAGE_EDITOR, ProgramChoice } from './program-choice';
import { Problems } from './problems';
import { registerProviders } from './providers';
import { registerRecordings } from './recordings';
import { Presenter } from './presenter';
import { Room, ROOM_VIEW } from './room';
import { registerStatus } from './status';
import { Stops } from './stops';
import { registerTests } from './test-runs';
import { registerTravelling } from './travelling';

/** Makes what starts the debug adapter. */
export type AdapterFactory = (extension: vscode.Uri, log: vscode.LogOutputChannel) => vscode.DebugAdapterDescriptorFactory;

/** Registers all that is the same wherever the extension runs. `run`: the command line, where there are processes. */
export function activateEverywhere(context: vscode.ExtensionContext, adapters: AdapterFactory, run?: CommandRunner): void {
  const log = vscode.window.createOutputChannel('Strata', { log: true });
  const texts = new OpenTexts(), files = new EditorFiles(texts);
  const choice = new ProgramChoice(texts, async (program) => (await models.modelOf(program)).isBroken), models: Models = new Models(texts, files, choice, log);
  context.subscriptions.push(
    log, texts, files, models, new Problems(models), registerProviders(texts, models),
    vscode.languages.registerCodeLensProvider({ language: LANGUAGE }, new StartLenses(texts)),
    registerAssembling(new Assembling(models, texts, choice)),
    ...debugging(texts, choice, models, adapters(context.extensionUri, log)), ...images(models, choice),
    ...room(context, log), registerFirstSteps(context.extensionUri), registerLabs(context.extensionUri, run), registerTests(texts, context),
    vscode.commands.registerCommand('strata.manual', () => openManual(context.extensionUri)),
  );
  models.start();
}

function room({ extensionUri, globalState }: vscode.ExtensionContext, log: vscode.LogOutputChannel): vscode.Disposable[] {
  const presenter = new Presenter(globalState), stops = new Stops(), shown = new Room(extensionUri, stops, presenter, log);
  void vscode.commands.executeCommand('setContext', 'strata.here', true);
  return [
    stops.follow(), registerStatus(stops), shown.follow(), new LineCounts(stops).register(),
    vscode.window.registerWebviewViewProvider(ROOM_VIEW, shown),
    vscode.commands.registerCommand('strata.openRoom', () => vscode.commands.executeCommand(`${ROOM_VIEW}.focus`)),
    vscode.commands.registerCommand('strata.present', () => presenter.toggle()),
  ];
}

function debugging(texts: OpenTexts, choice: ProgramChoice, models: Models, adapters: vscode.DebugAdapterDescriptorFactory):
vscode.Disposable[] {
  const { Initial, Dynamic } = vscode.DebugConfigurationProviderTriggerKind;
  return [
    vscode.debug.registerDebugAdapterDescriptorFactory(DEBUG_TYPE, adapters),
    vscode.debug.registerDebugConfigurationProvider(DEBUG_TYPE, new Configurations(choice, texts, models)),
    vscode.debug.registerDebugConfigurationProvider(DEBUG_TYPE, new FirstConfigurations(), Initial),
    vscode.debug.registerDebugConfigurationProvider(DEBUG_TYPE, new OfferedConfigurations(choice), Dynamic),
    registerLaunching(choice), new LayerCommands(), registerTravelling(), registerBranches(), new PastOutput(), registerOrigins(), registerPast(),
    new LiveHovers(texts), registerLineStacks(), registerRecordings(),
  ];
}

function images(models: Models, choice: ProgramChoice): vscode.Disposable[] {
  const disassemblies = new Disassemblies(models);
  return [
    disassemblies,
    vscode.workspace.registerFileSystemProvider(IMAGE_SCHEME, disassemblies, { isReadonly: true, isCaseSensitive: true }),
    vscode.window.registerCustomEditorProvider(IMAGE_EDITOR, new ImageEditor()),
    vscode.commands.registerCommand('strata.disassemble', async (given?: unknown) => {
      const program = given instanceof vscode.Uri ? given : await choice.choose(undefined);
      if (program === undefined) return;
      const source = program.scheme === IMAGE_SCHEME ? programAt(program) : program;
      await openDisassembly(source, source.path.endsWith('.simg') ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside);
    }),
  ];
}
