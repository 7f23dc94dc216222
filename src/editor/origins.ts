// Where a value came from: asked in the menu of a variable, answered by a list in which one chooses a moment to go to.
import * as vscode from 'vscode';
import type { OriginBody, OriginValue } from '../protocol/own';
import { DEBUG_TYPE } from './configuration';
import { readable } from './convert';
import { hideHover } from './links';
import { uriOfProgram } from './names';

/** What the Variables view tells of the variable whose menu it is, or a link of an expression in a frame. */
export interface ChosenVariable {
  readonly expression?: string;
  readonly frameId?: number;
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
  const given = await askedFor(chosen, vscode.l10n.t('Where did this value come from?'));
  if (given === undefined) return;
  const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Looking where the value came from') };
  const { values } = await vscode.window.withProgress(options, () => session.customRequest('strata/origin', given)) as OriginBody;
  const item = await chosenOf(values.map(itemOf));
  if (item !== undefined) await session.customRequest('strata/goTo', { steps: item.steps });
}

/** Lets somebody choose one; a button of each shows where it stands in the source, and nothing moves. */
function chosenOf(items: readonly OriginItem[]): Promise<OriginItem | undefined> {
  const list = vscode.window.createQuickPick<OriginItem>();
  list.items = items;
  list.title = vscode.l10n.t('Where this value came from: choose a moment to go to');
  list.matchOnDescription = list.matchOnDetail = true;
  list.onDidTriggerItemButton(({ item }) => void showPlace(item));
  return new Promise((resolve) => {
    list.onDidAccept(() => {
      resolve(list.selectedItems[0]);
      list.hide();
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}

/** Shows the place of an instruction beside the list, which stays open. */
async function showPlace({ place }: OriginItem): Promise<void> {
  if (place === undefined) return;
  const { uri, line } = place;
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(line, 0, line, 0), preview: true, preserveFocus: true });
}

/** What the request names: the variable of the menu, or an expression that somebody types. */
export async function askedFor({ container, variable, expression: linked, frameId }: ChosenVariable = {}, title: string): Promise<object | undefined> {
  if (linked !== undefined) {
    await hideHover();
    return { expression: linked, frameId };
  }
  if (container?.variablesReference !== undefined && variable?.name !== undefined) {
    return { variablesReference: container.variablesReference, name: variable.name };
  }
  const expression = await vscode.window.showInputBox({ title, prompt: vscode.l10n.t('A local, stack[n], data or memory, such as i32[100].') });
  const frame = vscode.debug.activeStackItem;
  return expression === undefined || expression === '' ? undefined : { expression, ...(frame instanceof vscode.DebugStackFrame ? { frameId: frame.frameId } : {}) };
}

/** An instruction in the list. */
interface OriginItem extends vscode.QuickPickItem {
  readonly steps: number;
  /** Where it stands, where that is a file. */
  readonly place: { readonly uri: vscode.Uri; readonly line: number } | undefined;
}

function placeOf({ source, line }: OriginValue): OriginItem['place'] {
  const uri = source?.path === undefined || (source.sourceReference ?? 0) > 0 ? undefined : uriOfProgram(source.path);
  return uri === undefined || line === undefined ? undefined : { uri, line: line - 1 };
}

function itemOf(value: OriginValue): OriginItem {
  const there = placeOf(value);
  const place = value.line === undefined ? value.function ?? '' : `${value.source?.name ?? ''}:${value.line}`;
  const more = value.open === true ? ` · ${vscode.l10n.t('not followed further')}` : value.again === true ? ` · ${vscode.l10n.t('told above')}` : '';
  return {
    steps: value.steps, place: there,
    buttons: there === undefined ? [] : [{ iconPath: new vscode.ThemeIcon('go-to-file'), tooltip: vscode.l10n.t('Show in the source, without going there in time') }],
    label: `${'\u2003'.repeat(Math.min(value.depth, INDENT_MAX))}${value.value}`,
    description: `${KINDS[value.kind](value)}${more}`,
    detail: `${'\u2003'.repeat(Math.min(value.depth, INDENT_MAX))}${place}  ${vscode.l10n.t('instruction {0}', readable(value.steps))}`,
  };
}
