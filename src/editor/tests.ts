// The tests of the workspace in the Test Explorer: every program that states what must come of it, and its cases. How they run is in
// test-runs.ts. Nothing is searched before somebody looks.
import * as vscode from 'vscode';
import { message, render } from '../base/message';
import { statedIn, type StatedCase } from '../grading/stated';
import { editorLanguage } from './convert';
import { readBytes } from './files';
import { nameOf } from './names';
import { LANGUAGE, type OpenTexts } from './open-texts';

/** Programs that are searched for tests. */
const FILES_MAX = 5_000;
/** How long nothing must have been written before the tests of a text are read again, in milliseconds. */
const SILENCE_MS = 300;
const PATTERN = '**/*.sasm';

/** One test: a program and one of its cases. */
export interface ProgramTest {
  readonly uri: vscode.Uri;
  readonly stated: StatedCase;
}

/** All of them. */
export class Tests implements vscode.Disposable {
  readonly controller = vscode.tests.createTestController('strata', 'Strata');
  private readonly known = new WeakMap<vscode.TestItem, ProgramTest>();
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly subscriptions: vscode.Disposable[] = [this.controller];
  private searched = false;

  constructor(private readonly texts: OpenTexts) {
    this.controller.resolveHandler = async (item) => {
      if (item === undefined && !this.searched) await this.search();
    };
    this.controller.refreshHandler = () => this.search();
    this.subscriptions.push(
      vscode.workspace.onDidOpenTextDocument((document) => this.read(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.readSoon(document)),
    );
    for (const document of texts.all) this.read(document);
  }

  /** The tests that items stand for; those below an item that is none itself. */
  below(item: vscode.TestItem): (readonly [vscode.TestItem, ProgramTest])[] {
    const own = this.known.get(item);
    return own !== undefined ? [[item, own]] : [...item.children].flatMap(([, child]) => this.below(child));
  }

  dispose(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Reads every program of the workspace, and from now on follows what happens to them. */
  private async search(): Promise<void> {
    if (!this.searched) this.follow();
    this.searched = true;
    const found = await vscode.workspace.findFiles(PATTERN, '**/node_modules/**', FILES_MAX);
    await Promise.all(found.map((uri) => this.readFile(uri)));
  }

  private follow(): void {
    const watcher = vscode.workspace.createFileSystemWatcher(PATTERN);
    this.subscriptions.push(
      watcher, watcher.onDidCreate((uri) => void this.readFile(uri)), watcher.onDidChange((uri) => void this.readFile(uri)),
      watcher.onDidDelete((uri) => this.controller.items.delete(uri.toString())),
    );
  }

  private async readFile(uri: vscode.Uri): Promise<void> {
    const document = this.texts.document(nameOf(uri));
    if (document !== undefined) return this.read(document);
    const bytes = await readBytes(uri);
    if (bytes !== undefined) this.update(uri, new TextDecoder().decode(bytes));
  }

  private readSoon(document: vscode.TextDocument): void {
    const name = nameOf(document.uri);
    clearTimeout(this.waiting.get(name));
    this.waiting.set(name, setTimeout(() => {
      this.waiting.delete(name);
      if (!document.isClosed) this.read(document);
    }, SILENCE_MS));
  }

  private read(document: vscode.TextDocument): void {
    const { uri } = document;
    if (document.languageId === LANGUAGE && isFile(uri) && uri.path.endsWith('.sasm')) this.update(uri, document.getText());
  }

  /** Makes the items of a program what its text states. */
  private update(uri: vscode.Uri, text: string): void {
    const { items } = this.controller, id = uri.toString(), { cases, problems: [problem] } = statedIn(text);
    if (cases.length === 0) return items.delete(id);
    const item = items.get(id) ?? this.controller.createTestItem(id, vscode.workspace.asRelativePath(uri), uri);
    item.range = lineRange(cases[0].line);
    item.error = problem && render(message(problem.message.row, problem.message.arguments), editorLanguage());
    this.known.delete(item);
    const [only] = cases;
    if (cases.length === 1 && only.name === '') {
      item.children.replace([]);
      this.known.set(item, { uri, stated: only });
    } else item.children.replace(cases.map((stated) => this.caseItem(item, uri, stated)));
    items.add(item);
  }

  private caseItem(parent: vscode.TestItem, uri: vscode.Uri, stated: StatedCase): vscode.TestItem {
    const id = `${uri.toString()}#${stated.name}`, item = parent.children.get(id) ?? this.controller.createTestItem(id, stated.name, uri);
    item.range = lineRange(stated.line);
    this.known.set(item, { uri, stated });
    return item;
  }
}

/** Whether it is a file and no other text, such as a version of long ago, or what an image carries of its source. */
function isFile(uri: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(uri) !== undefined || vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true;
}

/** A line from 0 as a range. */
export function lineRange(line: number): vscode.Range {
  return new vscode.Range(line, 0, line, 0);
}
