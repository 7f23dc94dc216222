// The commands about layers: steps from one to another, staying in one, and what each did.
import { Refusal } from '../../base/message';
import type { StatsArguments, StepLayerArguments } from '../../protocol/layers';
import { sentence } from '../diagnostics';
import { SHELL } from './commands';
import { countOf, type ShellLine } from './lines';
import { PROMPT, SAYS } from './messages';
import type { Result } from './results';
import type { Action, Shell } from './shell';

function stepper(kind: StepLayerArguments['kind'], back = false): Action {
  return async (shell) => {
    shell.requireStop();
    const { target, inspection } = shell;
    return shell.halted(await target.go(() => target.client.request('strata/stepLayer', { threadId: inspection.thread, kind, back })));
  };
}

async function stay(shell: Shell, { rest }: ShellLine): Promise<Result> {
  shell.requireStop();
  const { target, inspection, language } = shell;
  const id = rest === 'off' ? undefined : countOf(rest, inspection.thread);
  await target.client.request('strata/stay', id === undefined ? {} : { threadId: id });
  return { type: 'text', text: id === undefined ? sentence(SAYS.staying_nowhere, language) : sentence(SAYS.staying, language, { id }) };
}

async function stats(shell: Shell, { word, rest }: ShellLine): Promise<Result> {
  shell.requireStop();
  if (rest !== '' && rest !== 'first' && rest !== 'later') throw new Refusal(PROMPT.operand, { command: word, operands: SHELL.stats.operands });
  const given: StatsArguments = rest === '' ? {} : { costs: rest };
  return { type: 'stats', ...await shell.target.client.request('strata/stats', given) };
}

export const LAYERS = {
  stepexit: stepper('intoExit'),
  nextexit: stepper('overExit'),
  stepguest: stepper('toGuest'),
  'reverse-stepexit': stepper('intoExit', true),
  'reverse-nextexit': stepper('overExit', true),
  'reverse-stepguest': stepper('toGuest', true),
  stay,
  stats,
} satisfies Record<string, Action>;
