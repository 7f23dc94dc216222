// Recordings as files: the commands that save the run so far, and what shows where somebody opens such a file.
import * as vscode from 'vscode';
import { Refusal } from '../base/message';
import type { Recording } from '../history/recording';
import { decodeRecording } from '../history/recording-file';
import type { RecordingBody } from '../protocol/own';
import { DEBUG_TYPE, launchOf } from './configuration';
import { editorLanguage, readable } from './convert';
import { escaped, page } from './html';
import { lastPart, programOf, uriOfProgram } from './names';
import { RECORDING_EDITOR } from './program-choice';

/** Registers the commands that save recordings, and the editor of their files. */
export function registerRecordings(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('strata.saveRecording', () => save(false)),
    vscode.commands.registerCommand('strata.shareRecording', () => save(true)),
    vscode.window.registerCustomEditorProvider(RECORDING_EDITOR, new RecordingEditor()),
  );
}

/** Saves the run of the session in front, where somebody says; `bundle`: with all that it needs. */
async function save(bundle: boolean): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== DEBUG_TYPE) return;
  const uri = await vscode.window.showSaveDialog({
    title: bundle ? vscode.l10n.t('Share the recording: one file with image, sources and disk') : vscode.l10n.t('Save the recording'),
    defaultUri: offered(session), filters: { [vscode.l10n.t('Strata recording')]: ['strec'] },
  });
  if (uri === undefined) return;
  const given = { path: uri.scheme === 'file' ? uri.fsPath : uri.toString(), bundle };
  const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Saving the recording') };
  await vscode.window.withProgress(options, () => session.customRequest('strata/saveRecording', given)).then(
    (body) => tellSaved(uri, body as RecordingBody),
    (trouble: Error) => void vscode.window.showErrorMessage(vscode.l10n.t('The recording was not saved: {0}', trouble.message)));
}

/** A name beside the program. */
function offered(session: vscode.DebugSession): vscode.Uri | undefined {
  const program = uriOfProgram(String(session.configuration['program'])), folder = session.workspaceFolder?.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  if (program === undefined || program.scheme === 'untitled') return folder && vscode.Uri.joinPath(folder, 'recording.strec');
  const name = lastPart(program).replace(/\.\w+$/, '');
  return vscode.Uri.joinPath(program, '..', `${name}${program.path.endsWith('.strec') ? '-2' : ''}.strec`);
}

async function tellSaved(uri: vscode.Uri, { bytes, steps, bundled }: RecordingBody): Promise<void> {
  const debug = vscode.l10n.t('Debug Recording');
  const said = bundled ? vscode.l10n.t('{0} saved: {1} instructions, {2} bytes. It has everything with it.', lastPart(uri), readable(steps), readable(bytes))
    : vscode.l10n.t('{0} saved: {1} instructions, {2} bytes. It needs the program as it is now.', lastPart(uri), readable(steps), readable(bytes));
  if (await vscode.window.showInformationMessage(said, debug) !== debug) return;
  await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(uri), launchOf(programOf(uri)));
}

/** Shows what a recording is of, and offers to debug it. */
class RecordingEditor implements vscode.CustomReadonlyEditorProvider {
  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  async resolveCustomEditor({ uri }: vscode.CustomDocument, { webview }: vscode.WebviewPanel): Promise<void> {
    webview.options = { enableCommandUris: ['strata.debugRecording', 'strata.run'] };
    const bytes = await vscode.workspace.fs.readFile(uri);
    try {
      webview.html = page(lastPart(uri), description(uri, decodeRecording(bytes), bytes.length));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      webview.html = page(vscode.l10n.t('This is no valid recording'), `<p>${escaped(error.text(editorLanguage()))}</p>`);
    }
  }
}

function description(uri: vscode.Uri, recording: Recording, size: number): string {
  const rows = rowsOf(recording, size).map(([head, text]) => `<tr><th>${escaped(head)}</th><td>${escaped(text)}</td></tr>`);
  const link = (command: string, text: string): string => `<a class="button" href="command:${command}?${encodeURIComponent(JSON.stringify([uri]))}">${escaped(text)}</a>`;
  const said = vscode.l10n.t('The recording of a run: the same program with the same input does the same again, here or anywhere. F5 opens it; from any stop one goes back.');
  return `<p>${escaped(said)}</p><p>${link('strata.debugRecording', vscode.l10n.t('Debug Recording'))} ${link('strata.run', vscode.l10n.t('Run'))}</p><table>${rows.join('')}</table>`;
}

function rowsOf({ program, disk, options, input, edits, points, end, bundle }: Recording, size: number): [head: string, text: string][] {
  const bytes = (count: number): string => vscode.l10n.t('{0} bytes', readable(count));
  const typed = input.reduce((sum, each) => sum + (each.bytes?.length ?? 0), 0);
  const { ending } = end, code = ending === undefined ? vscode.l10n.t('left there') : vscode.l10n.t('exit code {0}', ending.code);
  return [
    [vscode.l10n.t('Program'), program.name], ...(options.args.length === 0 ? [] : [row(vscode.l10n.t('Arguments'), options.args.join(' '))]),
    [vscode.l10n.t('End'), `${vscode.l10n.t('instruction {0}', readable(end.steps))}, ${code}`],
    [vscode.l10n.t('Input'), bytes(typed)], [vscode.l10n.t('Changes by hand'), readable(edits.length)],
    ...(disk === undefined ? [] : [row(vscode.l10n.t('Disk'), disk.name)]),
    [vscode.l10n.t('Has with it'), bundle === undefined ? vscode.l10n.t('nothing: the program is looked for beside this file') : vscode.l10n.t('image, sources and disk')],
    [vscode.l10n.t('Size'), bytes(size)],
    ...points.map(({ step, text }) => row(vscode.l10n.t('instruction {0}', readable(step)), text)),
  ];
}

function row(head: string, text: string): [head: string, text: string] {
  return [head, text];
}
