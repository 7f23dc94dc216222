// Which program a person means who says only "debug": the one in front of them, or the only one that there is.
import * as vscode from 'vscode';
import { parse } from '../assembler/syntax/parse';
import type { SyntaxTree } from '../assembler/syntax/tree';
import { entryOf, programsWith } from '../language/programs';
import { readBytes } from './files';
import { IMAGE_SCHEME, nameOf, programAt, uriOf } from './names';
import { LANGUAGE, type OpenTexts } from './open-texts';

/** Files that are looked at in a search for programs. */
const FILES_MAX = 1_000;

/** The type of the editor that package.json gives images. */
export const IMAGE_EDITOR = 'strata.image';

/** What a new program begins with. */
const FIRST_PROGRAM = `; A first program: it greets and leaves.
data greeting = "Hello!\\n"

entry func main
  greeting greeting.size sys write drop
  ret
end
`;

/** Finds programs among the open texts and in the folders of the workspace. */
export class ProgramChoice {
  constructor(private readonly texts: OpenTexts) {}

  /** The program that a person most likely means; asks where there are several; undefined, after a word, where there is none. */
  async choose(folder: vscode.WorkspaceFolder | undefined): Promise<vscode.Uri | undefined> {
    const active = activeProgram();
    if (active !== undefined) return this.programOf(active);
    const found = await this.programs(folder);
    return found.length === 0 ? offerNew() : pick(found);
  }

  /** The program itself, or the one that it is a part of; asks where there are several. */
  private async programOf(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
    if (!uri.path.endsWith('.sasm') || entryOf(await this.treeOf(uri)) !== undefined) return uri;
    const programs = await this.programsWith(uri);
    return programs.length === 0 ? uri : pick(programs);
  }

  /** The programs that take a text in. */
  async programsWith(uri: vscode.Uri): Promise<vscode.Uri[]> {
    const texts = new Map<string, SyntaxTree>();
    for (const file of await sources(vscode.workspace.getWorkspaceFolder(uri))) texts.set(nameOf(file), await this.treeOf(file));
    return programsWith(nameOf(uri), texts).map(uriOf);
  }

  /** The programs of a folder, or of the whole workspace: sources with an entry function, or else images. */
  async programs(folder: vscode.WorkspaceFolder | undefined): Promise<vscode.Uri[]> {
    const programs: vscode.Uri[] = [];
    for (const file of await sources(folder)) if (entryOf(await this.treeOf(file)) !== undefined) programs.push(file);
    return programs.length > 0 ? programs : find(folder, '**/*.simg');
  }

  /** Whether a program is open or can be read. */
  async exists(uri: vscode.Uri): Promise<boolean> {
    return this.texts.document(nameOf(uri)) !== undefined || await readBytes(uri) !== undefined;
  }

  private async treeOf(uri: vscode.Uri): Promise<SyntaxTree> {
    const open = this.texts.document(nameOf(uri));
    if (open !== undefined) return this.texts.tree(open);
    return parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  }
}

function sources(folder: vscode.WorkspaceFolder | undefined): Promise<vscode.Uri[]> {
  return find(folder, '**/*.sasm');
}

async function find(folder: vscode.WorkspaceFolder | undefined, pattern: string): Promise<vscode.Uri[]> {
  const where = folder === undefined ? pattern : new vscode.RelativePattern(folder, pattern);
  const found = await vscode.workspace.findFiles(where, '**/node_modules/**', FILES_MAX);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The program in the editor in front, be it a text, an image or a disassembly. */
export function activeProgram(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === LANGUAGE) return document.uri.scheme === IMAGE_SCHEME ? programAt(document.uri) : document.uri;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom && input.viewType === IMAGE_EDITOR ? input.uri : undefined;
}

async function pick(programs: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  if (programs.length === 1) return programs[0];
  const items = programs.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which program?') });
  return picked?.uri;
}

/** Says that there is no program, and makes one where that is wanted; then there is something to look at first. */
async function offerNew(): Promise<undefined> {
  const create = vscode.l10n.t('New Program');
  const said = vscode.l10n.t('There is no program here. Open a .sasm or .simg file, or begin a new program.');
  if (await vscode.window.showInformationMessage(said, create) !== create) return undefined;
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: LANGUAGE, content: FIRST_PROGRAM }));
  return undefined;
}
