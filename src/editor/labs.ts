// The labs of the lecture in the editor: a lab is copied to where the student works and never overwritten, reset with the student's
// version kept beside it, and checked by the command line in a process of its own.
import * as vscode from 'vscode';
import { copyMissing, resetLab, type Origin } from '../labs/copying';
import { editorLanguage } from './convert';
import { chooseFolder, folderAt } from './folders';
import { labAt } from './roots';

/** The editor's own page for Markdown, as an editor of files. */
const MARKDOWN_PREVIEW = 'vscode.markdown.preview.editor';

/** One lab, as the build lists it in dist/labs.json. */
interface Listed {
  readonly name: string;
  readonly number: number;
  readonly title: Readonly<Record<'en' | 'ko', string>>;
  readonly program: string;
  readonly launch: Readonly<Record<string, unknown>>;
  /** Below the examples, and below the student's folder. */
  readonly files: readonly string[];
}

/** Runs the command line; gives what it wrote, or rejects where it could not be started. Aborted, it is ended. */
export type CommandRunner = (words: readonly string[], signal: AbortSignal, onText: (text: string) => void) => Promise<string>;

/** `run` is absent where there are no processes. */
export function registerLabs(extension: vscode.Uri, run: CommandRunner | undefined): vscode.Disposable {
  const labs = new Labs(extension, run);
  const register = (name: string, work: (lab: Listed, folder: vscode.Uri) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(`strata.${name}`, (given?: unknown) => labs.carryOut(typeof given === 'string' ? given : undefined, name === 'openLab', work));
  return vscode.Disposable.from(
    register('openLab', (lab, folder) => labs.open(lab, folder)), register('resetLab', (lab, folder) => labs.reset(lab, folder)),
    register('checkLab', (lab, folder) => labs.check(lab, folder)),
  );
}

class Labs {
  constructor(private readonly extension: vscode.Uri, private readonly run: CommandRunner | undefined) {}

  /** @param name the lab; without it that of the active text counts, or a person chooses */
  async carryOut(name: string | undefined, isNew: boolean, work: (lab: Listed, folder: vscode.Uri) => Promise<void>): Promise<void> {
    const active = vscode.window.activeTextEditor?.document.uri, here = isNew || active === undefined ? undefined : labAt(active), all = await this.listed(), wanted = name ?? here?.name;
    const lab = all.find((each) => each.name === wanted) ?? await choose(all, isNew ? vscode.l10n.t('Open Lab') : vscode.l10n.t('Which lab?'));
    const folder = lab === undefined ? undefined : here?.folder ?? vscode.workspace.workspaceFolders?.at(0)?.uri ?? await chooseFolder(vscode.l10n.t('Where should the lab go?'));
    if (lab !== undefined && folder !== undefined) await work(lab, folder);
  }

  private async listed(): Promise<readonly Listed[]> {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.extension, 'dist', 'labs.json'));
    return (JSON.parse(new TextDecoder().decode(bytes)) as { readonly labs: readonly Listed[] }).labs;
  }

  private get originals(): Origin {
    return folderAt(vscode.Uri.joinPath(this.extension, 'examples'));
  }

  /** Copies the lab and shows its program with the guide beside it. */
  async open(lab: Listed, folder: vscode.Uri): Promise<void> {
    const { kept } = await copyMissing(lab.files, this.originals, folderAt(folder)), own = vscode.Uri.joinPath(folder, 'labs', lab.name);
    const program = vscode.Uri.joinPath(own, lab.program);
    await vscode.window.showTextDocument(program, { preview: false, viewColumn: vscode.ViewColumn.One });
    const guide = vscode.Uri.joinPath(own, editorLanguage() === 'ko' ? 'GUIDE.ko.md' : 'GUIDE.md');
    // The keyboard stays with the program, so that F5 starts it.
    await vscode.commands.executeCommand('vscode.openWith', guide, MARKDOWN_PREVIEW, { preview: false, preserveFocus: true, viewColumn: vscode.ViewColumn.Beside });
    if (kept.some((file) => file.startsWith(`labs/${lab.name}/`))) void vscode.window.showInformationMessage(vscode.l10n.t('{0} was open here already. Nothing was overwritten.', lab.name));
  }

  async reset(lab: Listed, folder: vscode.Uri): Promise<void> {
    const { written, kept } = await resetLab(lab.files, this.originals, folderAt(folder));
    void vscode.window.showInformationMessage(written.length === 0
      ? vscode.l10n.t('{0} is as it came.', lab.name)
      : vscode.l10n.t('{0} is again as it came. Your versions: {1}', lab.name, kept.map((file) => file.slice(file.lastIndexOf('/') + 1)).join(', ') || '—'));
  }

  /** Runs the checks on what is on disk, after saving, and shows what differs in words. */
  async check(lab: Listed, folder: vscode.Uri): Promise<void> {
    const { run } = this;
    if (run === undefined || folder.scheme !== 'file') {
      void vscode.window.showInformationMessage(vscode.l10n.t('Checks run for a while in a process of their own, which a browser cannot start. On a desktop `strata lab check` does it.'));
      return;
    }
    await vscode.workspace.saveAll();
    const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Checking {0}', lab.name), cancellable: true };
    const text = await vscode.window.withProgress(options, (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      const words = ['--language', editorLanguage(), 'lab', 'check', vscode.Uri.joinPath(folder, 'labs', lab.name).fsPath];
      return run(words, stop.signal, (line) => progress.report({ message: line.trim().split('\n').at(-1) })).then((all) => (stop.signal.aborted ? undefined : all));
    });
    if (text !== undefined) await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: text, language: 'plaintext' }), { preview: true, viewColumn: vscode.ViewColumn.Beside });
  }
}

async function choose(labs: readonly Listed[], title: string): Promise<Listed | undefined> {
  const items = labs.map((lab) => ({ label: `${String(lab.number).padStart(2, '0')}  ${lab.title[editorLanguage()]}`, lab }));
  return (await vscode.window.showQuickPick(items, { title, placeHolder: vscode.l10n.t('Every sentence of the lecture is a lab.') }))?.lab;
}
