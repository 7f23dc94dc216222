// Shows what the assembler finds wrong, in every file of the programs of which a text is open.
import * as vscode from 'vscode';
import { render } from '../base/message';
import type { Diagnostic } from '../base/diagnostic';
import type { Model } from '../language/model';
import { isUnnecessary, problemsOf } from '../language/problems';
import { editorLanguage, toRange } from './convert';
import type { Models } from './models';
import { IMAGE_SCHEME, uriOf } from './names';

const SEVERITIES: Readonly<Record<Diagnostic['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** The problems of all known programs, by file. */
export class Problems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('strata');
  private readonly programs = new Map<string, Model>();
  private shown: ReadonlySet<string> = new Set();
  private readonly subscription: vscode.Disposable;

  constructor(models: Models) {
    this.subscription = models.onDidChange(({ program, model }) => {
      if (uriOf(program).scheme === IMAGE_SCHEME) return;
      if (model === undefined) this.programs.delete(program);
      else this.programs.set(program, model);
      this.show();
    });
  }

  dispose(): void {
    this.subscription.dispose();
    this.collection.dispose();
  }

  private show(): void {
    const byFile = new Map<string, Map<string, vscode.Diagnostic>>();
    for (const model of this.programs.values()) {
      for (const file of model.assembly.files) if (!byFile.has(file)) byFile.set(file, new Map());
      for (const one of problemsOf(model)) byFile.get(one.file)?.set(JSON.stringify([one.row.code, one.span]), toDiagnostic(one));
    }
    for (const file of this.shown) if (!byFile.has(file)) this.collection.delete(uriOf(file));
    for (const [file, found] of byFile) this.collection.set(uriOf(file), [...found.values()]);
    this.shown = new Set(byFile.keys());
  }
}

function toDiagnostic(problem: Diagnostic): vscode.Diagnostic {
  const { span, severity, row, message, related } = problem;
  const language = editorLanguage();
  const diagnostic = new vscode.Diagnostic(toRange(span), render(message, language), SEVERITIES[severity]);
  diagnostic.source = 'strata';
  diagnostic.code = row.code;
  if (isUnnecessary(problem)) diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  diagnostic.relatedInformation = related?.map((other) => new vscode.DiagnosticRelatedInformation(
    new vscode.Location(uriOf(other.file), toRange(other.span)), render(other.message, language)));
  return diagnostic;
}

/** Says that there are errors, and leads to them. */
export async function showErrors(text: string): Promise<void> {
  const look = vscode.l10n.t('Show Problems');
  if (await vscode.window.showErrorMessage(text, look) === look) await vscode.commands.executeCommand('workbench.actions.view.problems');
}
