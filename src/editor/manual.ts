// Opens the manual that comes with the extension.
import * as vscode from 'vscode';
import { editorLanguage } from './convert';

/** A page of the manual. */
interface Page {
  readonly title: string;
  readonly file: string;
  /** The same page in Korean, where there is one. */
  readonly korean?: string;
}

/** Shows a page of the manual; asks which one. */
export async function openManual(extension: vscode.Uri): Promise<void> {
  const pages: readonly Page[] = [
    { title: vscode.l10n.t('The assembly language'), file: 'language.md', korean: 'language.ko.md' },
    { title: vscode.l10n.t('Instructions, causes, ports and calls'), file: 'reference.md' },
    { title: vscode.l10n.t('The machine'), file: 'machine.md' },
    { title: vscode.l10n.t('Launch options'), file: 'options.md' },
    { title: vscode.l10n.t('The command line'), file: 'cli.md' },
  ];
  const items = pages.map((page) => ({ label: page.title, page }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which part of the manual?') });
  if (picked === undefined) return;
  const { file, korean } = picked.page;
  const shown = editorLanguage() === 'ko' ? korean ?? file : file;
  await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(extension, 'docs', shown));
}
