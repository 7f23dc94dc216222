// The commands that ask about the past of the recorded run: what log points would have printed, and what values something has had.
import { Refusal } from '../../base/message';
import type { HistoryValue, PastLogLine, PastLogPoint } from '../../protocol/past';
import { SHELL } from './commands';
import { numbersOf, parseConditional, type ShellLine } from './lines';
import { pointPlace } from './locations';
import { PROMPT } from './messages';
import { placeArguments } from './points';
import type { Result, ShownPastLine, ShownPastValue } from './results';
import type { Action, Shell } from './shell';

/** A log point, and the number by which it is known, where it is set. */
interface Asked {
  readonly number?: number;
  readonly point: PastLogPoint;
}

/** `past-log 2 3`, `past-log main.sasm:12 if n > 3, n is {n}`, or all log points that are set. */
async function pastLog(shell: Shell, { rest }: ShellLine): Promise<Result> {
  shell.requireStop();
  const asked: readonly Asked[] = /^[\d\s]*$/.test(rest) ? shell.points.logPoints(numbersOf(rest)) : [{ point: await typedPoint(shell, rest) }];
  const { lines, points, ...more } = await shell.target.long.ask('strata/pastLog', { points: asked.map(({ point }) => point) });
  const problems = points.flatMap(({ verified, message }, i) => (verified || message === undefined ? [] : [{ number: asked[i].number, message }]));
  return { type: 'past_log', ...more, problems, lines: lines.map((line) => shownLine(shell, line, asked)) };
}

/** `LOCATION [if CONDITION], TEXT`; quotation marks around the text may be there, as with `dprintf`. */
async function typedPoint(shell: Shell, rest: string): Promise<PastLogPoint> {
  const comma = rest.indexOf(',');
  const logMessage = rest.slice(comma + 1).trim().replace(/^"(.*)"$/s, '$1');
  if (comma < 0 || logMessage === '') throw new Refusal(PROMPT.operand, { command: 'past-log', operands: SHELL['past-log'].operands });
  const { location, condition } = parseConditional(rest.slice(0, comma).trim());
  return { ...placeArguments(await pointPlace(shell, location)), logMessage, ...(condition === undefined ? {} : { condition }) };
}

function shownLine({ inspection }: Shell, { steps, text, failed = false, point, threadId, function: name, ...place }: PastLogLine, asked: readonly Asked[]): ShownPastLine {
  return { steps, text, failed, number: asked[point].number, thread: threadId, function: name, place: inspection.placeOf(place) };
}

/** `history n`: of this call of the function, where it is a local. */
async function history(shell: Shell, { rest }: ShellLine): Promise<Result> {
  if (rest === '') throw new Refusal(PROMPT.operand, { command: 'history', operands: SHELL.history.operands });
  shell.requireStop();
  const { id: frameId } = await shell.inspection.frame();
  const { values, ...more } = await shell.target.long.ask('strata/valueHistory', { expression: rest, frameId });
  return { type: 'history', ...more, values: values.map((value) => shownValue(shell, value)) };
}

function shownValue({ inspection }: Shell, { steps, value, index, kind, instruction, threadId, function: name, ...place }: HistoryValue): ShownPastValue {
  return { steps, value, index, kind, instruction, thread: threadId, function: name, place: inspection.placeOf(place) };
}

export const PAST = { 'past-log': pastLog, history } satisfies Record<string, Action>;
