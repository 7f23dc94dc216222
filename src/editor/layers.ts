// Layers in the editor: steps from one to another, staying in one, breakpoints of one, and what each of them did, as a text.
import * as vscode from 'vscode';
import type { StatsArguments, StatsBody, StayArguments, StayingBody, StepLayerArguments } from '../protocol/layers';
import { DEBUG_TYPE } from './configuration';

const STATS_SCHEME = 'strata-stats';
/** Whether the session in front has, or had, contexts beside the root; and whether stops are in one only. */
const LAYERED = 'strata.layered', STAYING = 'strata.staying';

/** What is known of a session. */
interface Known {
  layered: boolean;
  staying?: StayingBody;
}

/** The session in front, where it is one of ours. */
function active(): vscode.DebugSession | undefined {
  const { activeDebugSession: session } = vscode.debug;
  return session?.type === DEBUG_TYPE ? session : undefined;
}

/** The commands, and what shows whether stops are in one layer only. */
export class LayerCommands implements vscode.Disposable, vscode.TextDocumentContentProvider {
  private readonly sessions = new Map<string, Known>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly status = vscode.window.createStatusBarItem('strata.staying', vscode.StatusBarAlignment.Left);
  private readonly registrations: vscode.Disposable;
  private text = '';

  constructor() {
    this.status.name = vscode.l10n.t('Strata: the layer to stay in');
    this.status.command = 'strata.leaveLayer';
    const step = (kind: StepLayerArguments['kind'], back = false) => () => stepLayer(kind, back);
    this.registrations = vscode.Disposable.from(
      this.changed, this.status,
      vscode.workspace.registerTextDocumentContentProvider(STATS_SCHEME, this),
      vscode.debug.registerDebugAdapterTrackerFactory(DEBUG_TYPE, { createDebugAdapterTracker: ({ id }) => this.tracker(id) }),
      vscode.debug.onDidChangeActiveDebugSession(() => this.refresh()),
      vscode.commands.registerCommand('strata.stepIntoExit', step('intoExit')),
      vscode.commands.registerCommand('strata.stepOverExit', step('overExit')),
      vscode.commands.registerCommand('strata.stepToGuest', step('toGuest')),
      vscode.commands.registerCommand('strata.stepBackIntoExit', step('intoExit', true)),
      vscode.commands.registerCommand('strata.stepBackOverExit', step('overExit', true)),
      vscode.commands.registerCommand('strata.stepBackToGuest', step('toGuest', true)),
      vscode.commands.registerCommand('strata.stayInLayer', () => stay(vscode.debug.activeStackItem?.threadId)),
      vscode.commands.registerCommand('strata.leaveLayer', () => stay(undefined)),
      vscode.commands.registerCommand('strata.breakInLayer', breakInLayer),
      vscode.commands.registerCommand('strata.stats', () => this.showStats()),
    );
  }

  dispose(): void {
    this.registrations.dispose();
  }

  /** The text of the last report. */
  provideTextDocumentContent(): string {
    return this.text;
  }

  private tracker(id: string): vscode.DebugAdapterTracker {
    const known: Known = { layered: false };
    this.sessions.set(id, known);
    return {
      onDidSendMessage: ({ type, event, body }: { type: string; event?: string; body?: unknown }) => {
        if (type !== 'event') return;
        if (event === 'thread') known.layered = true;
        else if (event === 'strata/staying') known.staying = body as StayingBody;
        else return;
        this.refresh();
      },
      onWillStopSession: () => {
        this.sessions.delete(id);
        this.refresh();
      },
    };
  }

  /** Shows what is known of the session in front. */
  private refresh(): void {
    const { layered = false, staying } = this.sessions.get(active()?.id ?? '') ?? {}, { name } = staying ?? {};
    void vscode.commands.executeCommand('setContext', LAYERED, layered);
    void vscode.commands.executeCommand('setContext', STAYING, name !== undefined);
    if (name === undefined) return this.status.hide();
    this.status.text = `$(layers-active) ${name}`;
    this.status.tooltip = vscode.l10n.t('Breakpoints, traps and steps stop in this layer only. Click to stop in every layer again.');
    this.status.show();
  }

  private async showStats(): Promise<void> {
    const given: StatsArguments = {};
    const body = await active()?.customRequest('strata/stats', given) as StatsBody | undefined;
    if (body === undefined) return;
    this.text = body.text;
    const uri = vscode.Uri.from({ scheme: STATS_SCHEME, path: `/${vscode.l10n.t('Exits and Instructions by Layer')}` });
    this.changed.fire(uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true, viewColumn: vscode.ViewColumn.Beside });
  }
}

async function stepLayer(kind: StepLayerArguments['kind'], back: boolean): Promise<void> {
  const threadId = vscode.debug.activeStackItem?.threadId;
  if (threadId === undefined) return;
  const given: StepLayerArguments = { threadId, kind, ...(back ? { back } : {}) };
  await active()?.customRequest('strata/stepLayer', given);
}

async function stay(threadId: number | undefined): Promise<void> {
  const given: StayArguments = threadId === undefined ? {} : { threadId };
  await active()?.customRequest('strata/stay', given);
}

/** A breakpoint at the cursor that stops only in the context that is chosen in the call stack; its condition says so, and can be changed. */
function breakInLayer(): void {
  const editor = vscode.window.activeTextEditor, threadId = vscode.debug.activeStackItem?.threadId;
  if (editor === undefined || threadId === undefined || active() === undefined) return;
  const { document: { uri }, selection: { active: { line } } } = editor;
  const here = vscode.debug.breakpoints.filter((each) => (
    each instanceof vscode.SourceBreakpoint && each.location.uri.toString() === uri.toString() && each.location.range.start.line === line));
  vscode.debug.removeBreakpoints(here);
  vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(new vscode.Location(uri, new vscode.Position(line, 0)), true, `$context == ${threadId}`)]);
}
