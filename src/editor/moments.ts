// The view of moments: a list beside the variables in which each line is a moment of the run that one can go to. What the lines are
// about is the business of past.ts; here they are shown, and the one of now is marked.
import * as vscode from 'vscode';
import { DEBUG_TYPE } from './configuration';
import { readable } from './convert';
import { history } from './travelling';

export const MOMENTS_VIEW = 'strata.moments';
/** The view shows while this holds. */
const HAS_MOMENTS = 'strata.hasMoments';

/** A line of the list. */
export interface Moment {
  /** Where to go. */
  readonly steps: number;
  readonly text: string;
  /** What stands behind the count. */
  readonly place: string;
  readonly icon: string;
}

/** What the list shows. */
export interface Moments {
  /** What the lines are about. */
  readonly subject: string;
  /** What there is to say above the lines. */
  readonly said: string;
  readonly moments: readonly Moment[];
  /** Whether a line is true from its moment up to that of the next one, rather than at its moment alone. */
  readonly lasting: boolean;
}

export class MomentsView implements vscode.TreeDataProvider<Moment>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Moment | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly tree: vscode.TreeView<Moment>;
  private readonly subscriptions: vscode.Disposable;
  private session: vscode.DebugSession | undefined;
  private shown: Moments | undefined;
  private now: Moment | undefined;

  constructor() {
    this.tree = vscode.window.createTreeView(MOMENTS_VIEW, { treeDataProvider: this });
    this.subscriptions = vscode.Disposable.from(
      this.changed, this.tree,
      vscode.debug.onDidChangeActiveStackItem(() => this.follow()),
      vscode.debug.onDidTerminateDebugSession((session) => this.forget(session)),
    );
  }

  /** Shows moments of a session that stands at a count of steps. */
  async show(session: vscode.DebugSession, moments: Moments, steps: number): Promise<void> {
    this.session = session;
    this.shown = moments;
    this.tree.description = moments.subject;
    this.tree.message = moments.said === '' ? undefined : moments.said;
    this.now = this.momentAt(steps);
    await vscode.commands.executeCommand('setContext', HAS_MOMENTS, true);
    this.changed.fire(undefined);
    await vscode.commands.executeCommand(`${MOMENTS_VIEW}.focus`);
    const near = this.lastUntil(steps);
    if (near !== undefined) await this.tree.reveal(near, { select: true, focus: true });
  }

  getChildren(parent?: Moment): Moment[] {
    return parent === undefined ? [...this.shown?.moments ?? []] : [];
  }

  getParent(): undefined {
    return undefined;
  }

  getTreeItem(moment: Moment): vscode.TreeItem {
    const item = new vscode.TreeItem(moment.text);
    const count = vscode.l10n.t('instruction {0}', readable(moment.steps));
    item.description = moment.place === '' ? count : `${count} · ${moment.place}`;
    item.tooltip = vscode.l10n.t('Go to instruction {0}', readable(moment.steps));
    item.iconPath = new vscode.ThemeIcon(moment === this.now ? 'arrow-right' : moment.icon);
    item.command = { command: 'strata.goToMoment', title: item.tooltip, arguments: [moment.steps] };
    return item;
  }

  /** The line of a moment; undefined where there is none. */
  private momentAt(steps: number): Moment | undefined {
    const last = this.lastUntil(steps);
    return this.shown?.lasting === true || last?.steps === steps ? last : undefined;
  }

  private lastUntil(steps: number): Moment | undefined {
    return this.shown?.moments.filter((moment) => moment.steps <= steps).at(-1);
  }

  /** The program stands elsewhere now. */
  private async follow(): Promise<void> {
    if (this.session === undefined || this.session !== vscode.debug.activeDebugSession || vscode.debug.activeStackItem === undefined) return;
    const recorded = await history();
    if (recorded === undefined) return;
    const before = this.now;
    this.now = this.momentAt(recorded.steps);
    if (before === this.now) return;
    for (const moment of [before, this.now]) if (moment !== undefined) this.changed.fire(moment);
    if (this.now !== undefined && this.tree.visible) await this.tree.reveal(this.now, { select: true });
  }

  private async forget(session: vscode.DebugSession): Promise<void> {
    if (session !== this.session || session.type !== DEBUG_TYPE) return;
    this.session = this.shown = this.now = undefined;
    this.changed.fire(undefined);
    await vscode.commands.executeCommand('setContext', HAS_MOMENTS, false);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
