// Two branches of a run compared: chosen from lists, answered by a list of the moments at which they differ, to one of which one goes.
import * as vscode from 'vscode';
import type { HistoryBody } from '../protocol/own';
import type { BranchInstruction, CompareBranchesBody } from '../protocol/travelling';
import { DEBUG_TYPE } from './configuration';
import { readable } from './convert';
import { branchItems, history } from './travelling';

/** What VS Code says where somebody has called a request off. */
const CALLED_OFF = /^cancell?ed$/i;

interface Chosen {
  readonly one: number;
  readonly other: number;
}

interface MomentItem extends vscode.QuickPickItem {
  readonly steps: number;
  readonly branch: number;
}

/** Registers the command. */
export function registerBranches(): vscode.Disposable {
  return vscode.commands.registerCommand('strata.compareBranches', compare);
}

async function compare(): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== DEBUG_TYPE) return;
  const recorded = await history();
  const chosen = recorded && await choose(recorded);
  if (chosen === undefined) return;
  const body = await comparison(session, chosen);
  if (body === undefined) return;
  const item = await pickMoment(chosen, body);
  if (item !== undefined) await session.customRequest('strata/goTo', { steps: item.steps, branch: item.branch });
}

/** Asks for two branches, where there are more than that. */
async function choose(recorded: HistoryBody): Promise<Chosen | undefined> {
  const items = branchItems(recorded);
  if (items.length < 2) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The run has one branch only. Change something in the past and run on: that makes another one.'));
    return undefined;
  }
  if (items.length === 2) return { one: items[0].number, other: items[1].number };
  const one = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Compare which branch?'), matchOnDetail: true });
  if (one === undefined) return undefined;
  const others = items.filter(({ number }) => number !== one.number);
  const other = await vscode.window.showQuickPick(others, { title: vscode.l10n.t('Compare branch {0} with which one?', one.number), matchOnDetail: true });
  return other && { one: one.number, other: other.number };
}

/** Undefined where it was called off: the adapter shows how far it is, and lets one do that. */
async function comparison(session: vscode.DebugSession, chosen: Chosen): Promise<CompareBranchesBody | undefined> {
  try {
    return await session.customRequest('strata/compareBranches', chosen) as CompareBranchesBody;
  } catch (trouble) {
    if (trouble instanceof Error && CALLED_OFF.test(trouble.message)) return undefined;
    throw trouble;
  }
}

async function pickMoment(chosen: Chosen, body: CompareBranchesBody): Promise<MomentItem | undefined> {
  const items = momentsOf(chosen, body);
  if (items.length > 0) {
    const title = vscode.l10n.t('Branches {0} and {1}: choose a moment to go to', chosen.one, chosen.other);
    return vscode.window.showQuickPick(items, { title, matchOnDescription: true, matchOnDetail: true });
  }
  void vscode.window.showInformationMessage(vscode.l10n.t('Branches {0} and {1} are the same up to instruction {2}.', chosen.one, chosen.other, readable(body.until)));
  return undefined;
}

function momentsOf({ one, other }: Chosen, body: CompareBranchesBody): MomentItem[] {
  const { state, execution, decided, until } = body;
  const items: MomentItem[] = [];
  if (state !== undefined) {
    const same = execution === undefined ? vscode.l10n.t('both execute the same instructions, up to instruction {0}', readable(until)) : '';
    items.push({ steps: state, branch: other, label: vscode.l10n.t('The state differs'), description: same, detail: momentText(state, other) });
  }
  if (execution === undefined) return items;
  if (decided !== undefined) {
    const description = vscode.l10n.t('both execute this, each in its own way');
    items.push({ steps: execution - 1, branch: one, label: decided.instruction, description, detail: `${placeText(decided)} ${momentText(execution - 1, one)}` });
  }
  items.push(branchItem(one, execution, body.one), branchItem(other, execution, body.other));
  return items;
}

function branchItem(branch: number, steps: number, code: BranchInstruction | undefined): MomentItem {
  const label = code?.instruction ?? vscode.l10n.t('the run is over');
  return { steps, branch, label, description: vscode.l10n.t('branch {0} goes on here', branch), detail: `${code === undefined ? '' : placeText(code)} ${momentText(steps, branch)}` };
}

function momentText(steps: number, branch: number): string {
  return vscode.l10n.t('instruction {0} of branch {1}', readable(steps), branch);
}

function placeText({ source, line, function: name }: BranchInstruction): string {
  return line === undefined ? name : `${source?.name ?? ''}:${line}`;
}
