// The trees of the texts that stand open in the editor, each parsed again only where it changed.
import * as vscode from 'vscode';
import type { SyntaxTree } from '../assembler/syntax/tree';
import { updated } from '../language/update';
import { nameOf } from './names';

/** The language that package.json gives `.sasm` files. */
export const LANGUAGE = 'strata';

/** Trees by the names of their files. */
export class OpenTexts implements vscode.Disposable {
  private readonly documents = new Map<string, vscode.TextDocument>();
  private readonly trees = new WeakMap<vscode.TextDocument, { readonly version: number; readonly tree: SyntaxTree }>();
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor() {
    for (const document of vscode.workspace.textDocuments) this.open(document);
    this.subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => this.open(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.close(document)),
    ];
  }

  /** All that are open. */
  get all(): Iterable<vscode.TextDocument> {
    return this.documents.values();
  }

  /** The open text of a file. */
  document(name: string): vscode.TextDocument | undefined {
    return this.documents.get(name);
  }

  /** The tree of a text as it stands now. */
  tree(document: vscode.TextDocument): SyntaxTree {
    const known = this.trees.get(document);
    if (known?.version === document.version) return known.tree;
    const tree = updated(known?.tree, document.getText());
    this.trees.set(document, { version: document.version, tree });
    return tree;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private open(document: vscode.TextDocument): void {
    if (document.languageId === LANGUAGE) this.documents.set(nameOf(document.uri), document);
  }

  /** A name may be another document's by now. */
  private close(document: vscode.TextDocument): void {
    const name = nameOf(document.uri);
    if (this.documents.get(name) === document) this.documents.delete(name);
  }
}
