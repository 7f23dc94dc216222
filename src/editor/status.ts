// The item in the status bar while a program is debugged: how many instructions it has executed, which layer is next, and what executes it.
import * as vscode from 'vscode';
import type { PictureArguments, PictureBody } from '../protocol/picture';
import { editorLanguage } from './convert';
import type { Stops } from './stops';

const PRIORITY = 90;

/** Shows it; a press opens the machine room. */
export function registerStatus(stops: Stops): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('strata.status', vscode.StatusBarAlignment.Left, PRIORITY);
  item.name = 'Strata';
  item.command = 'strata.openRoom';
  return vscode.Disposable.from(item, stops.onDidChange(() => void show(item, stops)));
}

async function show(item: vscode.StatusBarItem, stops: Stops): Promise<void> {
  const { current } = stops;
  if (current === undefined) return item.hide();
  const { stop } = current;
  if (stop === undefined) {
    item.text = `$(sync~spin) ${vscode.l10n.t('running')}`;
    item.tooltip = undefined;
    return item.show();
  }
  const given: PictureArguments = { threadId: stop.threadId, frames: 1 };
  const body = await stop.session.customRequest('strata/picture', given).then((found: PictureBody) => found, () => undefined);
  // Where there is no answer the program went on, or is over: whatever follows is shown instead.
  if (body === undefined || stops.current?.stop !== stop) return;
  const count = body.steps.toLocaleString(editorLanguage());
  item.text = `$(layers) ${count} · ${body.layer.split(' > ').at(-1) ?? ''} · ${body.engine}`;
  item.tooltip = vscode.l10n.t('{0} instructions; layer {1}; engine {2}. Press to open the machine room.', count, body.layer, body.engine);
  item.show();
}
