// What Tab proposes at the prompt: commands and subjects from the table, names from the adapter.
import { FILTER_CAUSES } from '../../adapter/capabilities';
import { RequestFailed } from '../../client/client';
import { findCommand, SHELL, type ShellRow } from './commands';
import type { Shell } from './shell';

/** Proposals for the end of a line, and what of the line they replace. */
export type Proposals = [proposals: string[], replaced: string];

const COMMANDS = Object.keys(SHELL);

/** Proposals for a line whose end the person is at. */
export async function complete(shell: Shell, line: string): Promise<Proposals> {
  const match = /^\s*([\w-]+)(?:\/\S*)?\s+(.*)$/s.exec(line);
  if (match === null) return beginning(COMMANDS, line.trimStart());
  const [, word, rest] = match;
  const name = findCommand(word);
  if (typeof name !== 'string') return [[], line];
  const row: ShellRow = SHELL[name];
  switch (row.completes) {
    case 'nothing': return [[], line];
    case 'command': return beginning(COMMANDS, rest);
    case 'subject': return beginning(name === 'catch' ? [...FILTER_CAUSES, 'none'] : Object.keys(row.subjects ?? {}), lastWord(rest));
    case 'expression': return names(shell, rest, () => true);
    case 'location': return locations(shell, rest);
  }
}

function beginning(words: readonly string[], begun: string): Proposals {
  return [words.filter((word) => word.startsWith(begun)), begun];
}

function lastWord(text: string): string {
  return /\S*$/.exec(text)?.[0] ?? '';
}

/** Names that the adapter knows in the chosen frame. */
async function names(shell: Shell, text: string, wanted: (type: string | undefined) => boolean): Promise<Proposals> {
  try {
    const { id: frameId } = await shell.inspection.frame();
    const { targets } = await shell.target.client.request('completions', { frameId, text, column: text.length + 1 });
    const fitting = targets.filter(({ type }) => wanted(type));
    const length = fitting.at(0)?.length ?? 0;
    return [fitting.map(({ label, text: proposed }) => proposed ?? label), text.slice(text.length - length)];
  } catch (trouble) {
    // A program that runs or is not there proposes nothing.
    if (trouble instanceof RequestFailed) return [[], text];
    throw trouble;
  }
}

/** Functions and files; behind `if` an expression. */
async function locations(shell: Shell, rest: string): Promise<Proposals> {
  const condition = /\bif\s+(.*)$/s.exec(rest);
  if (condition !== null) return names(shell, condition[1], () => true);
  const [functions, replaced] = await names(shell, rest, (type) => type === 'function');
  const { sources } = await shell.target.client.request('loadedSources');
  const files = sources.map(({ path = '' }) => `${shell.shown(path)}:`).filter((file) => file.startsWith(rest));
  return functions.length > 0 ? [[...functions, ...files], replaced] : [files, rest];
}
