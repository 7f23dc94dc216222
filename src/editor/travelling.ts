// Going back in time: the commands that the editor lacks. Steps back and running backward by itself are the editor's own.
import * as vscode from 'vscode';
import type { GoToMomentArguments, HistoryBody, StepBackByArguments } from '../protocol/own';
import { DEBUG_TYPE } from './configuration';
import { readable } from './convert';
import { hideHover } from './links';

/** The session in front, where it is one of ours. */
function session(): vscode.DebugSession | undefined {
  const active = vscode.debug.activeDebugSession;
  return active?.type === DEBUG_TYPE ? active : undefined;
}

/** A line of a text, as a link writes it. */
export interface LineLink {
  readonly uri: string;
  /** From 0. */
  readonly line: number;
}

/** Registers the commands. */
export function registerTravelling(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('strata.stepBackOver', () => stepBack('over')),
    vscode.commands.registerCommand('strata.stepBackOut', () => stepBack('out')),
    vscode.commands.registerCommand('strata.backToCursor', backToCursor),
    vscode.commands.registerCommand('strata.goToMoment', goToMoment),
    vscode.commands.registerCommand('strata.goToPresent', () => goTo({})),
    vscode.commands.registerCommand('strata.switchBranch', switchBranch),
  );
}

async function stepBack(kind: StepBackByArguments['kind']): Promise<void> {
  const threadId = vscode.debug.activeStackItem?.threadId;
  if (threadId === undefined) return;
  const given: StepBackByArguments = { threadId, kind };
  await session()?.customRequest('strata/stepBack', given);
}

/** The line of the cursor, or the one that a link names. */
async function backToCursor(given?: Partial<LineLink>): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const uri = typeof given?.uri === 'string' ? vscode.Uri.parse(given.uri) : editor?.document.uri;
  const line = typeof given?.line === 'number' ? given.line : editor?.selection.active.line;
  if (uri === undefined || line === undefined) return;
  await hideHover();
  await session()?.customRequest('strata/backTo', { source: { path: uri.scheme === 'file' ? uri.fsPath : uri.toString() }, line: line + 1 });
}

async function goTo(given: GoToMomentArguments): Promise<void> {
  await session()?.customRequest('strata/goTo', given);
}

/** What is recorded of the session in front. */
export async function history(): Promise<HistoryBody | undefined> {
  return await session()?.customRequest('strata/history') as HistoryBody | undefined;
}

/** Goes to a count of instructions; asks which where a link does not say. */
async function goToMoment(given?: unknown): Promise<void> {
  if (typeof given === 'number') {
    await hideHover();
    return goTo({ steps: given });
  }
  const recorded = await history();
  const end = recorded?.branches.find(({ number }) => number === recorded.branch)?.end;
  if (recorded === undefined || end === undefined) return;
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Go to Instruction'), value: String(recorded.steps),
    prompt: vscode.l10n.t('A count of instructions from 0 to {0}; now it is {1}.', readable(end), readable(recorded.steps)),
    validateInput: (given) => {
      const steps = momentOf(given);
      return steps === undefined || steps > end ? vscode.l10n.t('A whole number from 0 to {0} is needed.', readable(end)) : undefined;
    },
  });
  const steps = text === undefined ? undefined : momentOf(text);
  if (steps !== undefined) await goTo({ steps });
}

/** A count as somebody types it, with or without separators; undefined where it is none. */
function momentOf(text: string): number | undefined {
  const digits = text.replace(/[\s,._]/g, '');
  return /^\d+$/.test(digits) ? Number(digits) : undefined;
}

async function switchBranch(): Promise<void> {
  const recorded = await history();
  if (recorded === undefined) return;
  const chosen = await vscode.window.showQuickPick(branchItems(recorded), { title: vscode.l10n.t('Branches of the run'), matchOnDetail: true });
  if (chosen !== undefined) await goTo({ branch: chosen.number });
}

/** The branches of a run as one chooses among them. */
export function branchItems({ branch, branches }: HistoryBody): (vscode.QuickPickItem & { readonly number: number })[] {
  return branches.map(({ number, end, from, fromSteps }) => ({
    number, label: vscode.l10n.t('Branch {0}', number),
    description: number === branch ? vscode.l10n.t('the run is here') : '',
    detail: from === undefined || fromSteps === undefined ? vscode.l10n.t('the first run, up to instruction {0}', readable(end))
      : vscode.l10n.t('leaves branch {0} at instruction {1}, up to instruction {2}', from, readable(fromSteps), readable(end)),
  }));
}
