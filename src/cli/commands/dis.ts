// `strata dis`: image to source text.
import { disassemble } from '../../assembler';
import type { Call } from '../call';
import { EXIT_CODES } from '../exit-codes';
import { readProgram, STANDARD } from '../programs';

/** Writes the text of an image, or of what a source text assembles to. */
export async function dis(call: Call): Promise<number> {
  const { given, terminal, platform } = call;
  const image = await readProgram(call, given.operands[0]);
  if (image === undefined) return EXIT_CODES.source.code;
  const text = disassemble(image);
  const output = given.text('output') ?? STANDARD;
  if (output === STANDARD) terminal.out.write(text);
  else platform.writeFile(output, new TextEncoder().encode(text));
  return EXIT_CODES.done.code;
}
