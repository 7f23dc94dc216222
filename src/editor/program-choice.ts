// Which program a person means who says only "debug": the one in front of them, or the only one that there is.
import * as vscode from 'vscode';
import { parse } from '../assembler/syntax/parse';
import type { SyntaxTree } from '../assembler/syntax/tree';
import { entryOf, programsAmong, programsWith } from '../language/programs';
import { readBytes } from './files';
import { IMAGE_SCHEME, nameOf, programAt, uriOf } from './names';
import { LANGUAGE, type OpenTexts } from './open-texts';

/** Files that are looked at in a search for programs. */
const FILES_MAX = 1_000;

/** The types of the editors that package.json gives images and recordings. */
export const IMAGE_EDITOR = 'strata.image';
export const RECORDING_EDITOR = 'strata.recording';

/** What a new program begins with: an instruction a line, so that each step shows on the stack. */
export const FIRST_PROGRAM = `; A first program: it works out 6 * 7 on the operand stack, an instruction a line.
; Press "Step from the start", then Step Into (F11), and watch the operand stack.
entry func main
  6
  7
  mul
  sys print
  ret
end
`;

/** Finds programs among the open texts and in the folders of the workspace. */
export class ProgramChoice {
  /** `isBroken`: whether a program has errors, by its name. */
  constructor(private readonly texts: OpenTexts, private readonly isBroken: (program: string) => Promise<boolean>) {}

  /** The program that a person most likely means; asks where there are several; undefined, after a word, where there is none. */
  async choose(folder: vscode.WorkspaceFolder | undefined): Promise<vscode.Uri | undefined> {
    const active = activeProgram();
    if (active !== undefined) return this.programOf(active);
    const found = await this.programs(folder);
    if (found.length > 0) return pick(found);
    void offerNew();
    return undefined;
  }

  /** The program itself where it has no errors alone, or the one that it is a part of; asks where it may be either, or there are several. */
  private async programOf(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
    const tree = await this.treeOf(uri);
    if (!uri.path.endsWith('.sasm') || tree === undefined) return uri;
    const mayBeAlone = entryOf(tree) !== undefined;
    if (mayBeAlone && !await this.isBroken(nameOf(uri))) return uri;
    const programs = await this.programsWith(uri);
    return pick(mayBeAlone || programs.length === 0 ? [...programs, uri] : programs);
  }

  /** The programs that take a text in. */
  async programsWith(uri: vscode.Uri): Promise<vscode.Uri[]> {
    return programsWith(nameOf(uri), await this.trees(vscode.workspace.getWorkspaceFolder(uri))).map(uriOf);
  }

  /** The programs of a folder, or of the whole workspace: source texts, or else images. */
  async programs(folder: vscode.WorkspaceFolder | undefined): Promise<vscode.Uri[]> {
    const programs = programsAmong(await this.trees(folder)).map(uriOf);
    return programs.length > 0 ? programs : find(folder, '**/*.simg');
  }

  /** The trees of all sources of a folder that can be read, by name. */
  private async trees(folder: vscode.WorkspaceFolder | undefined): Promise<Map<string, SyntaxTree>> {
    const files = await find(folder, '**/*.sasm');
    const trees = await Promise.all(files.map((file) => this.treeOf(file)));
    return new Map(trees.flatMap((tree, i) => (tree === undefined ? [] : [[nameOf(files[i]), tree] as const])));
  }

  /** The trees of all sources of the workspace. */
  sources(): Promise<ReadonlyMap<string, SyntaxTree>> {
    return this.trees(undefined);
  }

  /** Whether a program is open or can be read. */
  async exists(uri: vscode.Uri): Promise<boolean> {
    return this.texts.document(nameOf(uri)) !== undefined || await readBytes(uri) !== undefined;
  }

  private async treeOf(uri: vscode.Uri): Promise<SyntaxTree | undefined> {
    const open = this.texts.document(nameOf(uri));
    if (open !== undefined) return this.texts.tree(open);
    const bytes = await readBytes(uri);
    return bytes === undefined ? undefined : parse(new TextDecoder().decode(bytes));
  }
}

async function find(folder: vscode.WorkspaceFolder | undefined, pattern: string): Promise<vscode.Uri[]> {
  const where = folder === undefined ? pattern : new vscode.RelativePattern(folder, pattern);
  const found = await vscode.workspace.findFiles(where, '**/node_modules/**', FILES_MAX);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The program in the editor in front, be it a text, an image, a disassembly or a recording. */
export function activeProgram(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === LANGUAGE) return document.uri.scheme === IMAGE_SCHEME ? programAt(document.uri) : document.uri;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom && (input.viewType === IMAGE_EDITOR || input.viewType === RECORDING_EDITOR) ? input.uri : undefined;
}

async function pick(programs: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  if (programs.length === 1) return programs[0];
  const items = programs.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which program?') });
  return picked?.uri;
}

/** Says that there is no program, and makes one where that is wanted; then there is something to look at first. */
async function offerNew(): Promise<void> {
  const create = vscode.l10n.t('New Program');
  const said = vscode.l10n.t('There is no program here. Open a .sasm or .simg file, or begin a new program.');
  if (await vscode.window.showInformationMessage(said, create) !== create) return;
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: LANGUAGE, content: FIRST_PROGRAM }));
}
