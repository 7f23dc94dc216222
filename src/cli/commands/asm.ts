// `strata asm`: source text to image.
import { defined } from '../../base/assert';
import { encodeImage } from '../../image/write';
import type { Call } from '../call';
import { EXIT_CODES } from '../exit-codes';
import { USAGE } from '../messages';
import { assembleContent, readOperand, STANDARD, writeDiagnostics } from '../programs';
import { UsageError } from '../usage';

/** Writes the image of a source text, and its warnings to standard error. */
export async function asm(call: Call): Promise<number> {
  const { given, terminal } = call;
  if (given.has('strip') && given.has('embed-sources')) throw new UsageError(USAGE.together, { first: '--strip', second: '--embed-sources' });
  const operand = given.operands[0];
  const output = given.text('output') ?? imageName(operand);
  const content = await readOperand(call, operand);
  const { image, bytes, debug, diagnostics } = assembleContent(call, content, given.has('embed-sources'), given.texts('allow-root').map((root) => call.platform.resolve(call.folder, root)));
  writeDiagnostics(call, diagnostics, content);
  if (image === undefined) return EXIT_CODES.source.code;
  const written = given.has('strip') ? defined(bytes, 'the bytes of an image') : encodeImage(image, debug);
  if (output === STANDARD) terminal.out.write(written);
  else call.platform.writeFile(output, written);
  return EXIT_CODES.done.code;
}

/** `examples/echo.sasm` becomes `examples/echo.simg`; standard input becomes standard output. */
function imageName(operand: string): string {
  return operand === STANDARD ? STANDARD : `${operand.replace(/\.sasm$/, '')}.simg`;
}
