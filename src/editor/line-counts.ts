// How often each line ran up to the moment at which the program stands, behind the lines; those that ran most are coloured. Switched on
// and off by a command; the counts are made anew at each stop.
import * as vscode from 'vscode';
import type { LineCountsBody, SourceCounts } from '../protocol/past';
import { readable } from './convert';
import { isTextOf } from './names';
import { LANGUAGE } from './open-texts';
import { quietAnswer } from './quiet-answers';
import type { Stops } from './stops';

/** A run in which no line ran so often has no hot ones. */
const HOT_MIN = 10;

/** From which part of the most frequent line's count on a line is as hot, and how: red, green, blue, and how much of it. */
const HEATS = [[0.5, '255, 80, 0, 0.28'], [0.1, '255, 140, 0, 0.16'], [0.01, '255, 200, 0, 0.08'], [0, '0, 0, 0, 0']] as const;

export class LineCounts {
  private isOn = false;
  private sources: readonly SourceCounts[] = [];
  private asking: vscode.CancellationTokenSource | undefined;
  private readonly heats = HEATS.map(([, color]) => vscode.window.createTextEditorDecorationType({
    isWholeLine: true, backgroundColor: `rgba(${color})`, overviewRulerColor: `rgba(${color})`, overviewRulerLane: vscode.OverviewRulerLane.Full,
  }));

  constructor(private readonly stops: Stops) {}

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      ...this.heats,
      vscode.commands.registerCommand('strata.lineCounts', () => this.toggle()),
      this.stops.onDidChange(() => this.update()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.draw()),
    );
  }

  private toggle(): void {
    this.isOn = !this.isOn;
    this.update();
  }

  private update(): void {
    this.asking?.cancel();
    const stop = this.stops.current?.stop;
    if (this.isOn && stop !== undefined) void this.ask(stop.session);
    else if (!this.isOn || this.stops.current === undefined) this.show([]);
  }

  private async ask(session: vscode.DebugSession): Promise<void> {
    const asking = this.asking = new vscode.CancellationTokenSource();
    const body = await quietAnswer<LineCountsBody>(session, 'strata/lineCounts', {}, asking.token);
    if (body !== undefined && !asking.token.isCancellationRequested) this.show(body.sources);
  }

  private show(sources: readonly SourceCounts[]): void {
    this.sources = sources;
    this.draw();
  }

  private draw(): void {
    const most = Math.max(HOT_MIN, ...this.sources.flatMap(({ lines }) => lines.map(({ count }) => count)));
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.languageId !== LANGUAGE) continue;
      const found = this.sources.find(({ source: { path } }) => path !== undefined && isTextOf(editor.document, path));
      const lines = (found?.lines ?? []).filter(({ line }) => line <= editor.document.lineCount);
      this.heats.forEach((heat, i) => {
        const isHere = (count: number): boolean => HEATS.findIndex(([from]) => count / most >= from) === i;
        editor.setDecorations(heat, lines.filter(({ count }) => isHere(count)).map(({ line, count }) => behind(editor.document, line - 1, count)));
      });
    }
  }
}

function behind(document: vscode.TextDocument, line: number, count: number): vscode.DecorationOptions {
  const contentText = `× ${readable(count)}`;
  return { range: document.lineAt(line).range, renderOptions: { after: { contentText, margin: '0 0 0 2em', color: new vscode.ThemeColor('editorCodeLens.foreground') } } };
}
