// The first things that somebody does: begin a program, open an example. What lies in the extension is copied to where the person works,
// and nothing there is ever overwritten.
import * as vscode from 'vscode';
import { copyMissing, programFiles } from '../labs/copying';
import { editorLanguage } from './convert';
import { chooseFolder, folderAt } from './folders';
import { LANGUAGE } from './open-texts';
import { FIRST_PROGRAM } from './program-choice';

/** Rows of the table in examples/README.md: the program, its file, and what to look at. */
const ROW = /^\| \[(\w+)\]\((\w+\.sasm)\) \| (.+) \|$/gm;

export function registerFirstSteps(extension: vscode.Uri): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('strata.newProgram', newProgram),
    vscode.commands.registerCommand('strata.openExample', (name?: unknown) => openExample(extension, typeof name === 'string' ? name : undefined)),
  );
}

async function show(uri: vscode.Uri): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
}

/** A new file in the folder that is open, else a text that has no file yet. */
async function newProgram(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.at(0)?.uri;
  if (folder === undefined) return void await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: LANGUAGE, content: FIRST_PROGRAM }));
  const given = await vscode.window.showInputBox({
    title: vscode.l10n.t('New Program'), value: await freeName(folder), valueSelection: [0, 'program'.length], prompt: vscode.l10n.t('The name of the file'),
    validateInput: async (name) => {
      if (!/^[^/\\:*?"<>|]+$/.test(name)) return vscode.l10n.t('A file name is needed, without a folder.');
      return await exists(vscode.Uri.joinPath(folder, withEnding(name))) ? vscode.l10n.t('{0} is there already.', withEnding(name)) : undefined;
    },
  });
  if (given === undefined) return;
  const uri = vscode.Uri.joinPath(folder, withEnding(given));
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(FIRST_PROGRAM));
  await show(uri);
}

function withEnding(name: string): string {
  return name.endsWith('.sasm') ? name : `${name}.sasm`;
}

async function freeName(folder: vscode.Uri): Promise<string> {
  for (let i = 1; ; i++) {
    const name = i === 1 ? 'program.sasm' : `program${i}.sasm`;
    if (!await exists(vscode.Uri.joinPath(folder, name))) return name;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(() => true, () => false);
}

async function textOf(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** @param name the example; without it a person chooses */
async function openExample(extension: vscode.Uri, name: string | undefined): Promise<void> {
  const examples = vscode.Uri.joinPath(extension, 'examples'), readme = editorLanguage() === 'ko' ? 'README.ko.md' : 'README.md';
  const rows = [...(await textOf(vscode.Uri.joinPath(examples, readme))).matchAll(ROW)].map(([, label, file, what]) => ({ label, file, detail: what.replace(/\[(\w+)\]\([^)]*\)|`/g, '$1') }));
  const row = rows.find(({ label }) => label === name) ?? await vscode.window.showQuickPick(rows, { title: vscode.l10n.t('Open Example'), matchOnDetail: true, placeHolder: vscode.l10n.t('What do you want to see?') });
  if (row === undefined) return;
  const folder = vscode.workspace.workspaceFolders?.at(0)?.uri ?? await chooseFolder(vscode.l10n.t('Where should the example go?'));
  if (folder === undefined) return;
  const originals = folderAt(examples);
  await copyMissing(await programFiles(originals, row.file), originals, folderAt(folder));
  await show(vscode.Uri.joinPath(folder, row.file));
}
