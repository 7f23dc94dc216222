// The commands that go to other moments of the recorded run.
import type { StepBackByArguments } from '../../protocol/own';
import { Refusal } from '../../base/message';
import type { BranchInstruction } from '../../protocol/travelling';
import { SHELL } from './commands';
import { countOf, numbersOf, type ShellLine } from './lines';
import { PROMPT } from './messages';
import type { Result, ShownCode } from './results';
import type { Action, Shell } from './shell';
import type { Halt } from './target';

/** So many steps back, in the chosen context; the beginning of the run ends them. */
function back(kind: StepBackByArguments['kind'], granularity: 'line' | 'instruction'): Action {
  return async (shell, { rest }) => {
    const count = countOf(rest);
    shell.requireStop();
    const { target, inspection } = shell;
    for (let left = count; ; left--) {
      const before = (await target.client.request('strata/history')).steps;
      const halt = await target.go(() => target.client.request('strata/stepBack', { threadId: inspection.thread, kind, granularity }));
      if (left === 1 || before === 0) return shell.halted(halt);
    }
  };
}

async function reverseContinue(shell: Shell): Promise<Result> {
  shell.requireStop();
  return shell.halted(await shell.target.go(() => shell.target.client.request('reverseContinue', { threadId: shell.target.thread })));
}

/** A count of steps, 0 among them. */
function momentOf(rest: string): number {
  return rest === '0' ? 0 : countOf(rest, 0);
}

/** To a count of steps; `end`: to where the recording of the branch ends. */
async function goTo(shell: Shell, { rest }: ShellLine): Promise<Result> {
  shell.requireStop();
  return shell.halted(await travel(shell, rest === 'end' ? {} : { steps: momentOf(rest) }));
}

async function branch(shell: Shell, { rest }: ShellLine): Promise<Result> {
  shell.requireStop();
  return shell.halted(await travel(shell, { branch: countOf(rest) }));
}

function travel({ target }: Shell, to: { steps?: number; branch?: number }): Promise<Halt> {
  return target.go(() => target.client.request('strata/goTo', to));
}

async function compare(shell: Shell, { word, rest }: ShellLine): Promise<Result> {
  shell.requireStop();
  const [one, other, ...further] = numbersOf(rest);
  if (other === undefined || further.length > 0) throw new Refusal(PROMPT.operand, { command: word, operands: SHELL.compare.operands });
  const { shared, until, state, execution, decided, ...next } = await shell.target.long.ask('strata/compareBranches', { one, other });
  const code = (given: BranchInstruction | undefined): ShownCode | undefined => given && shell.inspection.shownCode(given);
  const branches = [{ number: one, code: code(next.one) }, { number: other, code: code(next.other) }];
  return {
    type: 'comparison', one, other, shared, until, state,
    ...(execution === undefined ? {} : { execution: { steps: execution, decided: code(decided), branches } }),
  };
}

async function output(shell: Shell): Promise<Result> {
  shell.requireStop();
  const { output: text, ...rest } = await shell.target.long.ask('strata/output', undefined);
  return { type: 'printed', text, ...rest };
}

export const TRAVELLING = {
  'reverse-step': back('in', 'line'),
  'reverse-next': back('over', 'line'),
  'reverse-stepi': back('in', 'instruction'),
  'reverse-nexti': back('over', 'instruction'),
  'reverse-finish': back('out', 'line'),
  'reverse-continue': reverseContinue,
  goto: goTo,
  branch,
  compare,
  output,
} satisfies Record<string, Action>;
