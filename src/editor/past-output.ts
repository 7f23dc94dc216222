// What the program has printed up to the moment where it stands, as a document that follows the run through time.
import * as vscode from 'vscode';
import type { OutputBody } from '../protocol/travelling';
import { DEBUG_TYPE } from './configuration';
import { readable } from './convert';

const SCHEME = 'strata-output';

/** Gives the text of the document; what is asked for while the program runs is what was there before. */
export class PastOutput implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly sessions = new Map<string, vscode.DebugSession>();
  private readonly texts = new Map<string, string>();
  private readonly subscriptions: vscode.Disposable;

  constructor() {
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.commands.registerCommand('strata.showOutput', () => this.show()),
      vscode.debug.onDidChangeActiveStackItem(() => this.follow()),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.forget(uri)),
    );
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const session = this.sessions.get(uri.query);
    if (session !== undefined && session === vscode.debug.activeDebugSession && vscode.debug.activeStackItem !== undefined) {
      this.texts.set(uri.query, textOf(await session.customRequest('strata/output') as OutputBody));
    }
    return this.texts.get(uri.query) ?? '';
  }

  private async show(): Promise<void> {
    const session = vscode.debug.activeDebugSession;
    if (session?.type !== DEBUG_TYPE) return;
    this.sessions.set(session.id, session);
    const uri = uriOf(session);
    this.changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false, preserveFocus: true, viewColumn: vscode.ViewColumn.Beside });
  }

  /** The program stands elsewhere now. */
  private follow(): void {
    const session = vscode.debug.activeDebugSession;
    if (session !== undefined && this.sessions.has(session.id) && vscode.debug.activeStackItem !== undefined) this.changed.fire(uriOf(session));
  }

  private forget({ scheme, query }: vscode.Uri): void {
    if (scheme !== SCHEME) return;
    this.sessions.delete(query);
    this.texts.delete(query);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}

/** One document for each session. */
function uriOf(session: vscode.DebugSession): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${vscode.l10n.t('Output at This Moment')}.txt`, query: session.id });
}

function textOf({ output, omittedBytes }: OutputBody): string {
  return omittedBytes === 0 ? output : `[${vscode.l10n.t('{0} bytes before this are left out', readable(omittedBytes))}]\n${output}`;
}
