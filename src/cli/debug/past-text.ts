// What log points would have printed, and the history of a value, as text for people: one line each, the count of steps in front.
import type { Text } from '../../base/message';
import { SAYS } from './messages';
import type { Result, ShownPastLine, ShownPastValue, ShownPlace } from './results';

type Say = (text: Text, args?: Readonly<Record<string, string | number>>) => string;
type Of<T extends Result['type']> = Extract<Result, { type: T }>;

/** Before a line that belongs to now, and before all others. */
const MARK = '=> ', NO_MARK = '   ';

/** The lines; those behind the moment at which the program stands lie below a line that says so. */
export function pastLogText({ lines, leftOut, steps, problems }: Of<'past_log'>, say: Say): string {
  const width = String(lines.at(-1)?.steps ?? 0).length;
  const text = ({ steps: at, text: said, failed, place }: ShownPastLine): string => (
    `${String(at).padStart(width)}  ${failed ? `[${said}]` : said}${placeText(place)}`);
  const past = lines.filter((line) => line.steps <= steps), future = lines.slice(past.length);
  const shown = [
    ...problems.map(({ number, message }) => (number === undefined ? message : `${say(SAYS.breakpoint, { number })}: ${message}`)),
    ...past.map(text),
    ...(future.length === 0 ? [] : [say(SAYS.past_now, { steps }), ...future.map(text)]),
    ...(leftOut === 0 ? [] : [say(SAYS.past_left_out, { count: leftOut })]),
    ...(lines.length === 0 && problems.length === 0 ? [say(SAYS.nothing)] : []),
  ];
  return shown.map((line) => `${line}\n`).join('');
}

/** What it is a history of, and its values; the one of now is marked. */
export function historyText({ name, scope, start, returned, values, earlier, later, steps }: Of<'history'>, say: Say): string {
  const about = scope === 'memory' ? SAYS.history_memory : returned === undefined ? SAYS.history_frame : SAYS.history_call;
  const width = String(values.at(-1)?.steps ?? 0).length;
  const now = values.some(({ index }) => index !== undefined) ? undefined : values.filter((value) => value.steps <= steps).at(-1);
  const shown = [
    say(about, { name, start, ...(returned === undefined ? {} : { returned }) }),
    ...(earlier ? [say(SAYS.history_earlier)] : []),
    ...values.map((value) => `${value === now ? MARK : NO_MARK}${valueText(value, width, say)}`),
    ...(later ? [say(SAYS.history_later)] : []),
    ...(values.length === 0 ? [say(SAYS.nothing)] : []),
  ];
  return shown.map((line) => `${line}\n`).join('');
}

function valueText({ steps, index, value, kind, instruction, function: name, place }: ShownPastValue, width: number, say: Say): string {
  const by = kind === 'initial' ? `  (${say(SAYS.history_initial)})` : kind === 'edit' ? `  (${say(SAYS.origin_edit)})` : `  ${name ?? '?'}: ${instruction ?? '?'}`;
  return `${String(steps).padStart(width)}  ${index === undefined ? '' : `[${index}] = `}${value}${by}${placeText(place)}`;
}

function placeText(place: ShownPlace | undefined): string {
  return place === undefined ? '' : `  ${place.file}:${place.line}`;
}
