// The commands that set the program going.
import type { Step } from '../../client/session';
import { countOf, parseLocation, type ShellLine } from './lines';
import { pointPlace } from './locations';
import type { Result } from './results';
import type { Action, Shell } from './shell';
import type { Halt } from './target';

/** Starts the program; stops before its first instruction only where that is wanted, or a breakpoint is there. */
async function start(shell: Shell, stopsAtEntry: boolean): Promise<Result> {
  shell.inspection.forgetTexts();
  const halt = await shell.target.start();
  const wanted = stopsAtEntry || halt.kind !== 'stopped' || (halt.body.hitBreakpointIds ?? []).length > 0;
  return shell.halted(wanted ? halt : await goOn(shell));
}

function goOn({ target }: Shell): Promise<Halt> {
  return target.go(() => target.client.request('continue', { threadId: target.thread }));
}

/** Goes on from a stop, past the breakpoint here so many times less one. */
async function continueOn(shell: Shell, { rest }: ShellLine): Promise<Result> {
  const count = countOf(rest);
  shell.requireStop();
  if (shell.target.state === 'waiting') return shell.halted(await shell.target.wentOn());
  for (let left = count; ; left--) {
    const halt = await goOn(shell);
    if (left === 1 || halt.kind !== 'stopped' || ['exception', 'exit'].includes(halt.body.reason)) return shell.halted(halt);
    await shell.points.hit(halt.body.hitBreakpointIds ?? []);
  }
}

/** One step, in the chosen context. */
function stepOnce({ target, inspection }: Shell, step: Step, granularity: 'line' | 'instruction'): Promise<Halt> {
  return target.go(() => target.client.request(step, { threadId: inspection.thread, granularity }));
}

function stepper(step: Step, granularity: 'line' | 'instruction'): Action {
  return async (shell, { rest }) => {
    const count = countOf(rest);
    shell.requireStop();
    for (let left = count; ; left--) {
      const halt = await stepOnce(shell, step, granularity);
      if (left === 1 || halt.kind !== 'stopped' || halt.body.reason !== 'step') return shell.halted(halt);
    }
  };
}

/** `until` without a location: to a line behind this one, or out of the function. */
async function untilBehind(shell: Shell): Promise<Result> {
  const { inspection } = shell;
  const before = await inspection.frame();
  const depth = (await inspection.stack()).length;
  for (;;) {
    const halt = await stepOnce(shell, 'next', 'line');
    if (halt.kind !== 'stopped' || halt.body.reason !== 'step') return shell.halted(halt);
    inspection.choose(shell.target.thread);
    const { name, line } = await inspection.frame();
    if (name !== before.name || line > before.line || (await inspection.stack()).length !== depth) return shell.halted(halt);
  }
}

async function until(shell: Shell, { rest }: ShellLine): Promise<Result> {
  shell.requireStop();
  if (rest === '') return untilBehind(shell);
  const { number } = await shell.points.add(await pointPlace(shell, parseLocation(rest)), { temporary: true });
  const halt = await goOn(shell);
  const result = await shell.halted(halt);
  if (shell.points.list().some((point) => point.number === number)) await shell.points.remove([number]);
  return result;
}

/** Gives the program console input; where it waits, it goes on. */
async function input(shell: Shell, { rest }: ShellLine): Promise<Result | undefined> {
  const { target } = shell;
  const given = rest === '--end' ? { end: true } : { text: `${rest}\n` };
  const send = (): Promise<unknown> => target.client.request('strata/input', given);
  if (target.state === 'waiting') return shell.halted(await target.go(send));
  await send();
  return undefined;
}

export const RUNNING = {
  run: (shell) => start(shell, false),
  start: (shell) => start(shell, true),
  restart: (shell) => start(shell, false),
  continue: continueOn,
  next: stepper('next', 'line'),
  step: stepper('stepIn', 'line'),
  nexti: stepper('next', 'instruction'),
  stepi: stepper('stepIn', 'instruction'),
  finish: stepper('stepOut', 'line'),
  until,
  input,
  kill: async (shell) => {
    shell.requireStop();
    return shell.halted(await shell.target.go(() => shell.target.client.request('terminate')));
  },
} satisfies Record<string, Action>;
