// `strata format`: source texts in their regular form.
import { formatText } from '../../assembler';
import { Refusal } from '../../base/message';
import type { Call } from '../call';
import { EXIT_CODES } from '../exit-codes';
import { REFUSALS, USAGE } from '../messages';
import { readOperand, refuseTwiceStandard, STANDARD, type Content } from '../programs';
import { UsageError } from '../usage';

/** Formats each file; with `--check` it only says which ones would change. */
export async function format(call: Call): Promise<number> {
  const { given, terminal } = call;
  refuseTwiceStandard(given.operands);
  if (given.has('check') && given.has('write')) throw new UsageError(USAGE.together, { first: '--check', second: '--write' });
  let changes = 0;
  for (const operand of given.operands) {
    const content = await readOperand(call, operand);
    const before = textOf(content), after = formatText(before);
    if (before !== after) changes++;
    if (!given.has('check')) write(call, operand, after, before !== after);
    else if (before !== after) terminal.out.write(`${content.name}\n`);
  }
  return given.has('check') && changes > 0 ? EXIT_CODES.found.code : EXIT_CODES.done.code;
}

function write({ given, platform, terminal }: Call, operand: string, text: string, changed: boolean): void {
  if (!given.has('write') || operand === STANDARD) terminal.out.write(text);
  else if (changed) platform.writeFile(operand, new TextEncoder().encode(text));
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a file; refuses what is no UTF-8, because it would be damaged. */
export function textOf({ name, bytes }: Content): string {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Refusal(REFUSALS.not_text, { path: name });
  }
}
