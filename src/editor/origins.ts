// Where a value came from: asked in the menu of a variable, answered by a list in which one chooses a moment to go to.
import * as vscode from 'vscode';
import type { OriginBody, OriginValue } from '../protocol/own';
import { DEBUG_TYPE } from './configuration';
import { editorLanguage } from './convert';

/** What the Variables view tells of the variable whose menu it is. */
interface ChosenVariable {
  readonly container?: { readonly variablesReference?: number };
  readonly variable?: { readonly name?: string };
}

/** Deeper ones stand no further to the right. */
const INDENT_MAX = 12;

const KINDS: Readonly<Record<OriginValue['kind'], (value: OriginValue) => string>> = {
  place: () => vscode.l10n.t('this value'),
  instruction: ({ instruction = '' }) => instruction,
  constant: ({ instruction = '' }) => vscode.l10n.t('{0}: a constant', instruction),
  move: ({ instruction = '' }) => instruction,
  parent: ({ instruction = '' }) => vscode.l10n.t('{0}: the answer of the parent', instruction),
  input: ({ instruction = '' }) => vscode.l10n.t('{0}: input', instruction),
  machine: ({ instruction = '' }) => vscode.l10n.t('{0}: made by the machine', instruction),
  initial: () => vscode.l10n.t('there from the beginning'),
  edit: () => vscode.l10n.t('changed by hand'),
};

/** Registers the command. */
export function registerOrigins(): vscode.Disposable {
  return vscode.commands.registerCommand('strata.origin', (chosen?: ChosenVariable) => showOrigin(chosen));
}

async function showOrigin(chosen: ChosenVariable | undefined): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== DEBUG_TYPE) return;
  const given = await askedFor(chosen);
  if (given === undefined) return;
  const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Looking where the value came from') };
  const { values } = await vscode.window.withProgress(options, () => session.customRequest('strata/origin', given)) as OriginBody;
  const item = await vscode.window.showQuickPick(values.map(itemOf), {
    title: vscode.l10n.t('Where this value came from: choose a moment to go to'), matchOnDescription: true, matchOnDetail: true,
  });
  if (item !== undefined) await session.customRequest('strata/goTo', { steps: item.steps });
}

/** What the request names: the variable of the menu, or an expression that somebody types. */
async function askedFor({ container, variable }: ChosenVariable = {}): Promise<object | undefined> {
  if (container?.variablesReference !== undefined && variable?.name !== undefined) {
    return { variablesReference: container.variablesReference, name: variable.name };
  }
  const expression = await vscode.window.showInputBox({ title: vscode.l10n.t('Where did this value come from?'), prompt: vscode.l10n.t('A local, stack[n], data or memory, such as i32[100].') });
  const frame = vscode.debug.activeStackItem;
  return expression === undefined || expression === '' ? undefined : { expression, ...(frame instanceof vscode.DebugStackFrame ? { frameId: frame.frameId } : {}) };
}

function itemOf(value: OriginValue): vscode.QuickPickItem & { steps: number } {
  const place = value.line === undefined ? value.function ?? '' : `${value.source?.name ?? ''}:${value.line}`;
  const more = value.open === true ? ` · ${vscode.l10n.t('not followed further')}` : value.again === true ? ` · ${vscode.l10n.t('told above')}` : '';
  return {
    steps: value.steps,
    label: `${'\u2003'.repeat(Math.min(value.depth, INDENT_MAX))}${value.value}`,
    description: `${KINDS[value.kind](value)}${more}`,
    detail: `${'\u2003'.repeat(Math.min(value.depth, INDENT_MAX))}${place}  ${vscode.l10n.t('instruction {0}', value.steps.toLocaleString(editorLanguage()))}`,
  };
}
