// What differs between two branches, and what was printed up to a moment, as text for people.
import type { Text } from '../../base/message';
import { SAYS } from './messages';
import type { Result, ShownCode } from './results';

type Say = (text: Text, args?: Readonly<Record<string, string | number>>) => string;
type Of<T extends Result['type']> = Extract<Result, { type: T }>;

/** One fact a line; the instructions, where they differ, each in a line below. */
export function comparisonText({ one, other, until, state, execution }: Of<'comparison'>, say: Say): string {
  if (state === undefined && execution === undefined) return `${say(SAYS.compared_same, { one, other, until })}\n`;
  const lines = state === undefined ? [] : [say(SAYS.compared_state, { steps: state })];
  if (execution === undefined) lines.push(say(SAYS.compared_one_way, { until }));
  else {
    const { steps, decided, branches } = execution;
    lines.push(say(SAYS.compared_execution, { steps }));
    if (decided !== undefined) lines.push(say(SAYS.compared_decided, { code: codeText(decided) }));
    for (const { number, code } of branches) lines.push(say(SAYS.compared_branch, { number, code: code === undefined ? say(SAYS.compared_over) : codeText(code) }));
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** `main: jumpz quiet  p.sasm:13`. */
function codeText({ instruction, function: name, place }: ShownCode): string {
  return `${name}: ${instruction}${place === undefined ? '' : `  ${place.file}:${place.line}`}`;
}

/** The text as it is, with a line end behind it. */
export function printedText({ text, omittedBytes }: Of<'printed'>, say: Say): string {
  const omitted = omittedBytes === 0 ? '' : `${say(SAYS.omitted, { count: omittedBytes })}\n`;
  return `${omitted}${text}${text === '' || text.endsWith('\n') ? '' : '\n'}`;
}
