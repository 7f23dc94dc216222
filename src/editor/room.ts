// The machine room: the view that draws what the machine does. The page is in src/views/room; here it gets what it shows from the
// debug session in front, and what it asks for is done.
import * as vscode from 'vscode';
import type { PictureBody } from '../protocol/picture';
import { fromRoom, type FromRoom, type Move, type Pane, type ToRoom } from '../views/room-messages';
import { roomPage } from '../views/room-page';
import { mark, paneTelling, pictureOf, type Ask } from '../views/room-telling';
import { editorLanguage } from './convert';
import type { Presenter } from './presenter';
import type { Stops } from './stops';

export const ROOM_VIEW = 'strata.room';
const NONCE_BYTES = 16;
/** What shows memory in the editor, its own *View Binary Data* included. */
const HEX_EDITOR = 'ms-vscode.hexeditor';

export class Room implements vscode.WebviewViewProvider {
  private view: vscode.WebviewView | undefined;
  private body: PictureBody | undefined;
  private pane: Pane = 'stack';

  constructor(private readonly extension: vscode.Uri, private readonly stops: Stops, private readonly presenter: Presenter, private readonly log: vscode.LogOutputChannel) {}

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    const { webview } = view;
    webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(this.extension, 'dist'), vscode.Uri.joinPath(this.extension, 'media')] };
    webview.html = this.page(webview);
    webview.onDidReceiveMessage((data: unknown) => {
      const message = fromRoom(data);
      if (message === undefined) this.log.warn('The machine room said what it cannot say.', JSON.stringify(data));
      else void this.hear(message);
    });
    view.onDidChangeVisibility(() => this.refresh());
    view.onDidDispose(() => { this.view = undefined; });
  }

  private page(webview: vscode.Webview): string {
    const uri = (...path: string[]): string => webview.asWebviewUri(vscode.Uri.joinPath(this.extension, ...path)).toString();
    const nonce = [...crypto.getRandomValues(new Uint8Array(NONCE_BYTES))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return roomPage({ language: editorLanguage(), script: uri('dist', 'room.js'), style: uri('media', 'room.css'), source: webview.cspSource, nonce });
  }

  private async hear(message: FromRoom): Promise<void> {
    switch (message.kind) {
      case 'ready': return this.refresh();
      case 'pane': this.pane = message.pane; return this.draw();
      case 'move': return this.move(message.move);
      case 'show': return this.show(message.frame);
      case 'save': return save(message);
      case 'travel': return travel(message);
      case 'bytes': return showBytes(message.address);
      case 'present': return this.presenter.toggle();
      case 'begin': return void await vscode.commands.executeCommand(`strata.${message.with}`);
    }
  }

  private tell(message: ToRoom): void {
    void this.view?.webview.postMessage(message);
  }

  /** Tells the room everything anew. */
  refresh(): void {
    if (this.view?.visible !== true) return;
    this.tell({ kind: 'look', language: editorLanguage(), presenting: this.presenter.isOn });
    void this.draw();
  }

  /** Draws anew whenever there is something else to see. */
  follow(): vscode.Disposable {
    return vscode.Disposable.from(this.stops.onDidChange(() => void this.draw()), this.presenter.onDidChange(() => this.present()));
  }

  /** A class is shown the room; the keyboard stays where it is. */
  private present(): void {
    if (this.presenter.isOn) void vscode.commands.executeCommand(`${ROOM_VIEW}.focus`, { preserveFocus: true });
    this.refresh();
  }

  private async draw(): Promise<void> {
    if (this.view?.visible !== true) return;
    const standing = this.stops.current, stop = standing?.stop;
    if (standing === undefined) return this.tell({ kind: 'nothing' });
    if (stop === undefined) return this.tell({ kind: 'running' });
    let picture: PictureBody, others: readonly ToRoom[];
    const ask: Ask = (command, given) => stop.session.customRequest(command, given);
    try {
      this.body = picture = await pictureOf(ask, stop.threadId);
      others = await paneTelling(ask, this.pane, standing.marks);
    } catch (error) {
      // It ran on, or ended, before it could be asked; whatever follows tells the room.
      this.log.debug('No picture.', String(error));
      return;
    }
    if (standing.stop !== stop) return;
    mark(standing.marks, { branch: picture.branch, steps: picture.steps, reason: stop.reason });
    for (const message of others) this.tell(message);
    this.tell({ kind: 'picture', body: picture, reason: stop.reason });
  }

  private async move(move: Move): Promise<void> {
    const stop = this.stops.current?.stop;
    switch (move) {
      case 'continue': return void await vscode.commands.executeCommand('workbench.action.debug.continue');
      case 'reverse': return void await vscode.commands.executeCommand('workbench.action.debug.reverseContinue');
      case 'pause': return void await vscode.commands.executeCommand('workbench.action.debug.pause');
      case 'step': case 'stepBack':
        if (stop === undefined) return;
        if (move === 'step') await stop.session.customRequest('strata/step', { threadId: stop.threadId });
        else await stop.session.customRequest('strata/stepBack', { threadId: stop.threadId, kind: 'in', granularity: 'instruction' });
    }
  }

  /** Shows where a frame of the last picture is. */
  private async show(depth: number): Promise<void> {
    const { source, line = 1 } = this.body?.frames.at(depth) ?? {};
    if (source?.path === undefined) return;
    const uri = /^[a-z][\w+.-]+:/i.test(source.path) ? vscode.Uri.parse(source.path) : vscode.Uri.file(source.path);
    const at = new vscode.Position(line - 1, 0);
    await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at), viewColumn: vscode.ViewColumn.One });
  }
}

/** Opens the editor's view of memory at a byte of the root's window. */
async function showBytes(address: number): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session === undefined) return;
  if (vscode.extensions.getExtension(HEX_EDITOR) === undefined) {
    const find = vscode.l10n.t('Show the Extension');
    const chosen = await vscode.window.showInformationMessage(vscode.l10n.t('Memory is shown by the extension Hex Editor, which is not installed.'), find);
    if (chosen === find) await vscode.commands.executeCommand('workbench.extensions.search', HEX_EDITOR);
    return;
  }
  const uri = vscode.Uri.from({ scheme: 'vscode-debug-memory', authority: session.id, path: `/${encodeURIComponent(`0x${address.toString(16)}`)}/memory.bin` });
  await vscode.commands.executeCommand('vscode.openWith', uri, 'hexEditor.hexedit', vscode.ViewColumn.Beside);
}

async function travel({ steps, branch }: FromRoom & { kind: 'travel' }): Promise<void> {
  await vscode.debug.activeDebugSession?.customRequest('strata/goTo', { steps, branch });
}

async function save({ format, name, data }: FromRoom & { kind: 'save' }): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.at(0)?.uri, file = `${name}.${format}`;
  const uri = await vscode.window.showSaveDialog({
    filters: format === 'svg' ? { SVG: ['svg'] } : { PNG: ['png'] }, ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, file) }),
  });
  if (uri === undefined) return;
  const bytes = format === 'svg' ? new TextEncoder().encode(data) : Uint8Array.from(atob(data), (each) => each.charCodeAt(0));
  await vscode.workspace.fs.writeFile(uri, bytes);
}
