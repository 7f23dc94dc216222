// The commands about the session itself.
import { Refusal } from '../../base/message';
import { SHELL } from './commands';
import { shellHelp, commandHelp } from './help';
import type { ShellLine } from './lines';
import { PROMPT } from './messages';
import type { Result } from './results';
import { commandNamed, type Action, type Shell } from './shell';

async function source(shell: Shell, { rest }: ShellLine): Promise<undefined> {
  if (rest === '') throw new Refusal(PROMPT.operand, { command: 'source', operands: SHELL.source.operands });
  await shell.script(rest);
  return undefined;
}

async function help(shell: Shell, { rest }: ShellLine): Promise<Result> {
  return { type: 'text', text: rest === '' ? shellHelp(shell.language) : commandHelp(commandNamed(rest), shell.language) };
}

export const SESSION = {
  echo: async (_shell, { rest }) => ({ type: 'text', text: rest.replace(/\\n/g, '\n') }),
  source,
  help,
  quit: async (shell) => {
    shell.ended = true;
    return undefined;
  },
} satisfies Record<string, Action>;
