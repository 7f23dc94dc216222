// The files that the assembler reads while a person writes: open texts as they stand in the editor, all others as they
// were read last. What is not here yet is noted, fetched, and the work done again.
import * as vscode from 'vscode';
import type { Steps } from '../base/steps';
import type { Files } from '../assembler/sources';
import { parse } from '../assembler/syntax/parse';
import type { SyntaxTree } from '../assembler/syntax/tree';
import { folderOfName, joinNames, relativeName } from '../platform/web/names';
import { nameOf, uriOf } from './names';
import type { OpenTexts } from './open-texts';

/** Rounds of fetching for one piece of work: each `include` below another takes one. */
const ROUNDS_MAX = 100;
/** How long work goes on before others have their turn, in milliseconds. */
const SLICE_MS = 20;

/** A file as it was read. */
interface Stored {
  readonly bytes: Uint8Array | undefined;
  tree?: SyntaxTree;
}

/** Files by their names (see names.ts), for as long as the extension lives. */
export class EditorFiles implements vscode.Disposable {
  private readonly stored = new Map<string, Stored>();
  private readonly changed = new vscode.EventEmitter<string>();
  private readonly watchers = new Map<string, vscode.FileSystemWatcher>();
  private readonly subscriptions: readonly vscode.Disposable[];

  /** A file that was read has changed on disk. */
  readonly onDidChange = this.changed.event;

  constructor(readonly texts: OpenTexts) {
    this.subscriptions = [
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.stored.delete(nameOf(uri))),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.stored.delete(nameOf(uri))),
    ];
  }

  /** Does some work for a program that may use what is in some folders, in slices, again and again until it finds every file that it asks for; undefined where it was overtaken. */
  async gather<T>(folders: readonly string[], work: (files: FoundFiles) => Steps<T>, overtaken: () => boolean): Promise<T | undefined> {
    for (let round = 0; ; round++) {
      const files = new FoundFiles(this.texts, this.stored, folders);
      const result = await inSlices(work(files), overtaken);
      if (result === undefined || files.missing.size === 0 || round === ROUNDS_MAX) return result;
      await Promise.all([...files.missing].map((name) => this.fetch(name)));
    }
  }

  /** Whether a tree is that of a file as it stands now, in the editor or as it was read last. */
  isCurrent(name: string, tree: SyntaxTree | undefined): boolean {
    const document = this.texts.document(name);
    if (document !== undefined) return this.texts.tree(document) === tree;
    const stored = this.stored.get(name);
    return stored !== undefined && stored.tree === tree;
  }

  dispose(): void {
    for (const one of [...this.watchers.values(), ...this.subscriptions, this.changed]) one.dispose();
  }

  private async fetch(name: string): Promise<void> {
    this.watch(folderOfName(name));
    this.stored.set(name, { bytes: await readBytes(uriOf(name)) });
  }

  private watch(folder: string): void {
    if (this.watchers.has(folder)) return;
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(uriOf(folder), '*'));
    this.watchers.set(folder, watcher);
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) event((uri) => this.forget(uri));
  }

  private forget(uri: vscode.Uri): void {
    const name = nameOf(uri);
    if (this.stored.delete(name)) this.changed.fire(name);
  }
}

/** The files that are here, for one piece of work, and the names of those that it asked for in vain. */
export class FoundFiles implements Files {
  readonly join = joinNames;
  readonly folderOf = folderOfName;
  readonly relative = relativeName;
  readonly missing = new Set<string>();

  /** `folders`: what is in them may be used; they are not asked for. */
  constructor(private readonly texts: OpenTexts, private readonly stored: ReadonlyMap<string, Stored>, private readonly folders: readonly string[]) {}

  readFile(name: string): Uint8Array | undefined {
    const document = this.texts.document(name);
    return document === undefined ? this.find(name)?.bytes : new TextEncoder().encode(document.getText());
  }

  realPath(name: string): string | undefined {
    const there = this.folders.includes(name) || this.texts.document(name) !== undefined || this.find(name)?.bytes !== undefined;
    return there ? name : undefined;
  }

  /** The tree of a file that is open or was read. */
  treeOf(name: string): SyntaxTree | undefined {
    const document = this.texts.document(name);
    if (document !== undefined) return this.texts.tree(document);
    const stored = this.find(name);
    if (stored?.bytes !== undefined) stored.tree ??= treeOfBytes(stored.bytes);
    return stored?.tree;
  }

  private find(name: string): Stored | undefined {
    const stored = this.stored.get(name);
    if (stored === undefined) this.missing.add(name);
    return stored;
  }
}

/** Runs work to its end, letting others have their turn now and then; undefined where it was overtaken on the way. */
async function inSlices<T>(steps: Steps<T>, overtaken: () => boolean): Promise<T | undefined> {
  for (let end_ms = performance.now() + SLICE_MS; ;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (performance.now() < end_ms) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (overtaken()) return undefined;
    end_ms = performance.now() + SLICE_MS;
  }
}

/** The bytes of a file; undefined where there is none that can be read. */
export async function readBytes(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return undefined;
    throw error;
  }
}

function treeOfBytes(bytes: Uint8Array): SyntaxTree | undefined {
  try {
    return parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
