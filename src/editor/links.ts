// Links and code in Markdown that is shown under the pointer.
import * as vscode from 'vscode';

/** What closes what shows under the pointer, in editors that have it. */
const HIDE = 'editor.action.hideHover';

/** Closes what shows under the pointer: a link in it was pressed, and it is true no longer. */
export async function hideHover(): Promise<void> {
  if ((await vscode.commands.getCommands()).includes(HIDE)) await vscode.commands.executeCommand(HIDE);
}

/** A link that runs a command with one argument. */
export function commandLink(text: string, command: string, given: unknown): string {
  return `[${text}](command:${command}?${encodeURIComponent(JSON.stringify([given]))})`;
}

/** Text as code within a line, whatever is in it. */
export function inCode(text: string): string {
  return `\`${text.replace(/\s+/g, ' ').replace(/`/g, '\u02cb')}\``;
}

/** Text that shows as it is, but for what stands in backticks. */
export function plainly(text: string): string {
  return text.replace(/[\\[\]<>*_]/g, '\\$&');
}
