// A value on the way to one that was asked about, as a line of the prompt.
import type { Text } from '../../base/message';
import { SAYS } from './messages';
import type { ShownOrigin } from './results';

type Say = (text: Text, args?: Readonly<Record<string, string | number>>) => string;

/** What is said of kinds that their instruction does not explain. */
const KINDS: Readonly<Record<ShownOrigin['kind'], Text | undefined>> = {
  place: undefined, instruction: undefined, constant: undefined, move: undefined, parent: SAYS.origin_parent, input: SAYS.origin_input,
  machine: SAYS.origin_machine, initial: SAYS.origin_initial, edit: SAYS.origin_edit,
};

/** `  12  twice: mul  main.sasm:4, step 5`. */
export function originText({ depth, kind, value, instruction, function: name, place, steps, again, open }: ShownOrigin, expression: string, say: Say): string {
  if (kind === 'place') return `${expression} = ${value}${open ? `  (${say(SAYS.origin_open)})` : ''}\n`;
  const code = instruction === undefined ? '' : `  ${name ?? '?'}: ${instruction}`;
  const where = [...(place === undefined ? [] : [`${place.file}:${place.line}`]), say(SAYS.at_step, { steps })].join(', ');
  const said = [KINDS[kind], again ? SAYS.origin_again : undefined, open ? SAYS.origin_open : undefined].flatMap((text) => (text === undefined ? [] : [say(text)]));
  return `${'  '.repeat(depth)}${value}${code}  ${where}${said.length === 0 ? '' : `  (${said.join(', ')})`}\n`;
}
