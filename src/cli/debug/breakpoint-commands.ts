// The commands about breakpoints, and about traps that stop.
import { Refusal } from '../../base/message';
import { FILTER_CAUSES, UNHANDLED } from '../../adapter/capabilities';
import { SHELL } from './commands';
import { numbersOf, parseConditional, parseLocation, parseOnly, type ShellLine } from './lines';
import { pointPlace } from './locations';
import { PROMPT } from './messages';
import type { Result } from './results';
import type { Action, Shell } from './shell';

function setter(temporary: boolean): Action {
  return async (shell, { rest }) => {
    const { location, condition } = parseConditional(rest);
    return { type: 'breakpoint', breakpoint: await shell.points.add(await pointPlace(shell, location), { temporary, condition }) };
  };
}

/** `dprintf LOCATION, TEXT`; quotation marks around the text may be there, as in gdb. */
async function dprintf(shell: Shell, { rest }: ShellLine): Promise<Result> {
  const comma = rest.indexOf(',');
  const text = rest.slice(comma + 1).trim().replace(/^"(.*)"$/s, '$1');
  if (comma < 0 || text === '') throw new Refusal(PROMPT.operand, { command: 'dprintf', operands: SHELL.dprintf.operands });
  const place = await pointPlace(shell, parseLocation(rest.slice(0, comma).trim()));
  return { type: 'breakpoint', breakpoint: await shell.points.add(place, { log: text }) };
}

/** `watch EXPRESSION [if CONDITION]`: stops behind an instruction that touches what the expression names in the chosen frame. */
function watcher(access: 'read' | 'write' | 'readWrite'): Action {
  return async (shell, { word, rest }) => {
    shell.requireStop();
    const { rest: expression, condition } = parseOnly(rest);
    if (expression === '') throw new Refusal(PROMPT.operand, { command: word, operands: SHELL.watch.operands });
    const { dataId, description } = await shell.inspection.watchable(expression);
    if (dataId === null) throw new Refusal(PROMPT.not_watchable, { reason: description });
    const place = { kind: 'data', dataId, access, name: expression } as const;
    return { type: 'breakpoint', breakpoint: await shell.points.add(place, { condition }) };
  };
}

async function remove(shell: Shell, numbers: readonly number[]): Promise<Result> {
  await shell.points.remove(numbers);
  return list(shell);
}

export function list(shell: Shell): Result {
  return { type: 'breakpoints', breakpoints: shell.points.list(), catching: shell.catching };
}

async function clear(shell: Shell, { rest }: ShellLine): Promise<Result> {
  const numbers = shell.points.at(await pointPlace(shell, parseLocation(rest)));
  if (numbers.length === 0) throw new Refusal(PROMPT.no_points_here, { where: rest === '' ? 'pc' : rest });
  return remove(shell, numbers);
}

function switcher(enabled: boolean): Action {
  return async (shell, { rest }) => {
    await shell.points.enable(numbersOf(rest), enabled);
    return list(shell);
  };
}

/** The number in front, and what stands behind it. */
function numbered(command: 'condition' | 'ignore', rest: string): { readonly number: number; readonly behind: string } {
  const match = /^(\d+)\s*(.*)$/s.exec(rest);
  if (match === null) throw new Refusal(PROMPT.operand, { command, operands: SHELL[command].operands });
  return { number: Number(match[1]), behind: match[2] };
}

async function condition(shell: Shell, { rest }: ShellLine): Promise<Result> {
  const { number, behind } = numbered('condition', rest);
  return { type: 'breakpoint', breakpoint: await shell.points.setCondition(number, behind === '' ? undefined : behind) };
}

async function ignore(shell: Shell, { rest }: ShellLine): Promise<Result> {
  const { number, behind } = numbered('ignore', rest);
  if (!/^\d+$/.test(behind)) throw new Refusal(PROMPT.operand, { command: 'ignore', operands: SHELL.ignore.operands });
  return { type: 'breakpoint', breakpoint: await shell.points.ignore(number, Number(behind)) };
}

/** `catch divide memory` adds causes, `catch sys thread 2` one for a context only, `catch none` takes all away that can be, `catch` lists. */
async function catchTraps(shell: Shell, { rest: given }: ShellLine): Promise<Result> {
  const { rest, condition } = parseOnly(given);
  const causes = rest === '' ? [] : rest.split(/[\s,]+/);
  const unknown = causes.find((cause) => cause !== 'none' && !(FILTER_CAUSES as readonly string[]).includes(cause));
  if (unknown !== undefined) throw new Refusal(PROMPT.subject, { command: 'catch', subjects: [...FILTER_CAUSES, 'none'].join(', '), found: unknown });
  if (causes.includes('none')) shell.catching = [];
  const added = causes.filter((cause) => cause !== 'none').map((cause) => (condition === undefined ? cause : `${cause} if ${condition}`));
  shell.catching = [...new Set([...shell.catching, ...added])];
  if (causes.length > 0) await sendCaught(shell);
  return list(shell);
}

async function sendCaught({ target, catching }: Shell): Promise<void> {
  const filterOptions = catching.map((caught) => {
    const [filterId, condition] = caught.split(' if ');
    return { filterId, ...(condition === undefined ? {} : { condition }) };
  });
  await target.client.request('setExceptionBreakpoints', { filters: [UNHANDLED], filterOptions });
}

export const BREAKPOINTS = {
  break: setter(false),
  tbreak: setter(true),
  dprintf,
  watch: watcher('write'),
  rwatch: watcher('read'),
  awatch: watcher('readWrite'),
  delete: (shell, { rest }) => remove(shell, rest === '' ? shell.points.list().map(({ number }) => number) : numbersOf(rest)),
  clear,
  enable: switcher(true),
  disable: switcher(false),
  condition,
  ignore,
  catch: catchTraps,
} satisfies Record<string, Action>;
