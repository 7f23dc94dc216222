// Opens the manual that comes with the extension.
import * as vscode from 'vscode';

/** Pages of the manual, as the extension carries them. */
const PAGES = ['reference.md', 'language.md', 'options.md'] as const;

/** Shows a page of the manual; asks which one. */
export async function openManual(extension: vscode.Uri): Promise<void> {
  const titles: Readonly<Record<(typeof PAGES)[number], string>> = {
    'reference.md': vscode.l10n.t('Instructions, causes, ports and calls'),
    'language.md': vscode.l10n.t('The assembly language'),
    'options.md': vscode.l10n.t('Launch options'),
  };
  const items = PAGES.map((page) => ({ label: titles[page], page }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which part of the manual?') });
  if (picked !== undefined) await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(extension, 'docs', picked.page));
}
