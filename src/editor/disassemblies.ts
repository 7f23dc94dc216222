// Shows what a program became: a read-only text for each image, and for each source while it is being written. Clicking
// on an image leads here too.
import * as vscode from 'vscode';
import { disassemble } from '../assembler/disassemble';
import { Refusal } from '../base/message';
import { decodeImage } from '../image/read';
import type { LoadedImage } from '../image/image';
import { verify } from '../verifier/verify';
import type { Assembly } from '../assembler/assemble';
import { editorLanguage } from './convert';
import { escaped, page } from './html';
import type { Models } from './models';
import { disassemblyOf, IMAGE_SCHEME, lastPart, nameOf, programAt } from './names';

/** Texts of disassemblies as files, so that they can be restored, searched, and have breakpoints. */
export class Disassemblies implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  private readonly watched = new Map<string, vscode.Uri>();
  private readonly subscriptions: readonly vscode.Disposable[];
  readonly onDidChangeFile = this.changed.event;
  private changes = 0;

  constructor(private readonly models: Models) {
    this.subscriptions = [this.changed, models.onDidChange(({ program }) => this.tell(program))];
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return new TextEncoder().encode(disassemble(await this.image(programAt(uri))));
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const program = programAt(uri);
    const known = program.scheme === 'untitled' ? { ctime: 0, mtime: 0 } : await vscode.workspace.fs.stat(program);
    const size = (await this.readFile(uri)).length;
    return { type: vscode.FileType.File, ctime: known.ctime, mtime: known.mtime + this.changes, size, permissions: vscode.FilePermission.Readonly };
  }

  /** Tells of changes of the image on disk; those of a source come with its model. */
  watch(uri: vscode.Uri): vscode.Disposable {
    const program = programAt(uri), name = nameOf(program);
    this.watched.set(name, uri);
    if (program.scheme === 'untitled') return new vscode.Disposable(() => this.watched.delete(name));
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.joinPath(program, '..'), lastPart(program)));
    watcher.onDidChange(() => this.tell(name));
    watcher.onDidCreate(() => this.tell(name));
    return vscode.Disposable.from(watcher, new vscode.Disposable(() => this.watched.delete(name)));
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  writeFile(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  private tell(name: string): void {
    const uri = this.watched.get(name);
    if (uri === undefined) return;
    this.changes++;
    this.changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  private async image(program: vscode.Uri): Promise<LoadedImage> {
    if (program.path.endsWith('.simg')) return loadImage(await vscode.workspace.fs.readFile(program));
    const { assembly } = await this.models.modelOf(nameOf(program));
    return imageOf(assembly) ?? refuse(vscode.l10n.t('{0} has errors, so there is no image of it.', lastPart(program)));
  }
}

/** An image from its bytes, verified; refuses with a text for people where it is invalid. */
function loadImage(bytes: Uint8Array): LoadedImage {
  try {
    return verify(decodeImage(bytes));
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.text(editorLanguage()));
    throw error;
  }
}

function imageOf({ image, identity, debug }: Assembly): LoadedImage | undefined {
  return image === undefined || identity === undefined ? undefined : { ...image, identity, debug };
}

function refuse(text: string): never {
  throw vscode.FileSystemError.Unavailable(text);
}

/** The editor of images: it opens their disassembly in its place, and stays only to say why there is none. */
export class ImageEditor implements vscode.CustomReadonlyEditorProvider {
  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  async resolveCustomEditor({ uri: given }: vscode.CustomDocument, panel: vscode.WebviewPanel): Promise<void> {
    const uri = given.scheme === IMAGE_SCHEME ? programAt(given) : given;
    try {
      if (uri.path.endsWith('.simg')) loadImage(await vscode.workspace.fs.readFile(uri));
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError)) throw error;
      panel.webview.html = page(vscode.l10n.t('This is no valid image'), `<p>${escaped(error.message)}</p>`);
      return;
    }
    await openDisassembly(uri, panel.viewColumn);
    panel.dispose();
  }
}

/** Opens the disassembly of a program. */
export async function openDisassembly(program: vscode.Uri, column?: vscode.ViewColumn): Promise<void> {
  const document = await vscode.workspace.openTextDocument(disassemblyOf(program));
  await vscode.window.showTextDocument(document, { viewColumn: column, preview: true });
}

