// Questions about the past of a run: what a log point would have printed, whether or not it was set, and which values a variable has
// had. Asked above a log point, in the menu of a line, in the menu of a variable; answered in the view of moments.
import * as vscode from 'vscode';
import type { HistoryValue, PastLogBody, PastLogLine, PastLogPoint, ValueHistoryBody } from '../protocol/past';
import { DEBUG_TYPE } from './configuration';
import { readable } from './convert';
import { MOMENTS_VIEW, MomentsView, type Moment, type Moments } from './moments';
import { LANGUAGE } from './open-texts';
import { askedFor, type ChosenVariable } from './origins';

/** What the menu of a line's number tells; lines count from 1. */
interface ChosenLine {
  readonly uri?: vscode.Uri;
  readonly lineNumber?: number;
}

/** A line of a text, from 0. */
interface Line {
  readonly uri: vscode.Uri;
  readonly line: number;
}

/** Registers commands, lenses and the view. */
export function registerPast(): vscode.Disposable {
  const view = new MomentsView(), lenses = new PastLenses();
  return vscode.Disposable.from(
    view, lenses, vscode.languages.registerCodeLensProvider({ language: LANGUAGE }, lenses),
    vscode.commands.registerCommand('strata.pastLog', (chosen?: ChosenLine) => showLine(view, chosen)),
    vscode.commands.registerCommand('strata.pastLogs', () => showLog(view, logPoints().map(pointOf), '')),
    vscode.commands.registerCommand('strata.valueHistory', (chosen?: ChosenVariable) => showHistory(view, chosen)),
  );
}

/** The log points that are set and not switched off. */
function logPoints(): vscode.SourceBreakpoint[] {
  return vscode.debug.breakpoints.filter((point): point is vscode.SourceBreakpoint => (
    point instanceof vscode.SourceBreakpoint && point.enabled && point.logMessage !== undefined));
}

function pointOf({ location: { uri, range: { start } }, condition, hitCondition, logMessage = '' }: vscode.SourceBreakpoint): PastLogPoint {
  return {
    ...placeOf({ uri, line: start.line }), ...(start.character === 0 ? {} : { column: start.character + 1 }), logMessage,
    ...(condition === undefined ? {} : { condition }), ...(hitCondition === undefined ? {} : { hitCondition }),
  };
}

function placeOf({ uri, line }: Line): Pick<PastLogPoint, 'source' | 'line'> {
  return { source: { path: uri.scheme === 'file' ? uri.fsPath : uri.toString() }, line: line + 1 };
}

/** The log points of a line; where there is none, one that somebody types is asked about, and not set. */
async function showLine(view: MomentsView, chosen: ChosenLine | undefined): Promise<void> {
  const at = lineOf(chosen);
  if (at === undefined) return;
  const set = logPoints().filter(({ location: { uri, range } }) => uri.toString() === at.uri.toString() && range.start.line === at.line).map(pointOf);
  const points = set.length > 0 ? set : await typedPoint(at);
  if (points.length > 0) await showLog(view, points, points.map(({ logMessage }) => logMessage).join(' · '));
}

/** The line of a menu or a lens, else that of the cursor. */
function lineOf({ uri, lineNumber }: ChosenLine = {}): Line | undefined {
  if (uri !== undefined && lineNumber !== undefined) return { uri, line: lineNumber - 1 };
  const editor = vscode.window.activeTextEditor;
  return editor === undefined ? undefined : { uri: editor.document.uri, line: editor.selection.active.line };
}

async function typedPoint(at: Line): Promise<PastLogPoint[]> {
  const logMessage = await vscode.window.showInputBox({
    title: vscode.l10n.t('What would line {0} have printed?', at.line + 1), prompt: vscode.l10n.t('A text with expressions in braces, such as: n is {n}'),
  });
  return logMessage === undefined || logMessage === '' ? [] : [{ ...placeOf(at), logMessage }];
}

async function showLog(view: MomentsView, points: readonly PastLogPoint[], subject: string): Promise<void> {
  const session = ourSession();
  if (session === undefined) return;
  if (points.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no log point yet. Add one in the menu of a line number.'));
    return;
  }
  const body = await asking(() => session.customRequest('strata/pastLog', { points })) as PastLogBody;
  await view.show(session, { subject, said: saidOf(body), moments: body.lines.map(lineMoment), lasting: false }, body.steps);
}

function ourSession(): vscode.DebugSession | undefined {
  const session = vscode.debug.activeDebugSession;
  return session?.type === DEBUG_TYPE ? session : undefined;
}

/** Shows in the view that an answer is in the making. */
function asking<T>(ask: () => Thenable<T>): Thenable<T> {
  return vscode.window.withProgress({ location: { viewId: MOMENTS_VIEW } }, ask);
}

function saidOf({ points, lines, leftOut, end }: PastLogBody): string {
  const said = points.flatMap(({ verified, message }) => (verified || message === undefined ? [] : [message]));
  if (lines.length > 0) said.push(vscode.l10n.t('{0} lines, up to instruction {1}.', readable(lines.length), readable(end)));
  else if (said.length === 0) said.push(vscode.l10n.t('The run never came here.'));
  if (leftOut > 0) said.push(vscode.l10n.t('{0} more are left out; a condition shows those behind.', readable(leftOut)));
  return said.join(' ');
}

function lineMoment({ steps, text, failed = false, source, line }: PastLogLine): Moment {
  return { steps, text, place: placeText(source?.name, line), icon: failed ? 'warning' : 'debug-breakpoint-log' };
}

function placeText(name: string | undefined, line: number | undefined): string {
  return name === undefined || line === undefined ? '' : `${name}:${line}`;
}

async function showHistory(view: MomentsView, chosen: ChosenVariable | undefined): Promise<void> {
  const session = ourSession();
  if (session === undefined) return;
  const given = await askedFor(chosen, vscode.l10n.t('Which values has this had?'));
  if (given === undefined) return;
  const body = await asking(() => session.customRequest('strata/valueHistory', given)) as ValueHistoryBody;
  await view.show(session, momentsOf(body), body.steps);
}

function momentsOf({ name, scope, values, start, returned, earlier, later }: ValueHistoryBody): Moments {
  const said = [
    scope === 'memory' ? vscode.l10n.t('Since the beginning of the run.')
      : returned === undefined ? vscode.l10n.t('Of this call, which began at instruction {0}.', readable(start))
        : vscode.l10n.t('Of this call, from instruction {0} to its return at {1}.', readable(start), readable(returned)),
    ...(earlier || later ? [vscode.l10n.t('Only the values nearest to now; others are left out.')] : []),
  ];
  const lasting = values.every(({ index }) => index === undefined);
  return { subject: name, said: said.join(' '), moments: values.map(valueMoment), lasting };
}

function valueMoment({ steps, value, index, kind, instruction = '', source, line }: HistoryValue): Moment {
  const by = kind === 'initial' ? vscode.l10n.t('at first') : kind === 'edit' ? vscode.l10n.t('changed by hand') : `${instruction} ${placeText(source?.name, line)}`;
  return { steps, text: index === undefined ? value : `[${index}] = ${value}`, place: by.trim(), icon: kind === 'edit' ? 'edit' : 'symbol-variable' };
}

/** Above each log point, while a program is debugged, what it would have printed. */
class PastLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly subscriptions: vscode.Disposable;

  constructor() {
    const changed = (): void => this.changed.fire();
    this.subscriptions = vscode.Disposable.from(this.changed, vscode.debug.onDidChangeBreakpoints(changed), vscode.debug.onDidChangeActiveDebugSession(changed));
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    if (ourSession() === undefined) return [];
    const lines = new Set(logPoints().filter(({ location }) => location.uri.toString() === uri.toString()).map(({ location }) => location.range.start.line));
    const title = vscode.l10n.t('What this log point would have printed');
    return [...lines].map((line) => (
      new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, command: 'strata.pastLog', arguments: [{ uri, lineNumber: line + 1 }] })));
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
