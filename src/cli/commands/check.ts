// `strata check`: everything wrong with source texts and images, and nothing written.
import { decodeImage } from '../../image/read';
import { verify } from '../../verifier/verify';
import type { Call } from '../call';
import { diagnosticJson } from '../diagnostics';
import { EXIT_CODES } from '../exit-codes';
import { assembleContent, isImage, readOperand, refuseTwiceStandard, writeDiagnostics, type Content } from '../programs';

/** Reports on each file; the code says whether any had an error. */
export async function check(call: Call): Promise<number> {
  const { operands } = call.given;
  refuseTwiceStandard(operands);
  let errors = 0;
  for (const operand of operands) errors += checkContent(call, await readOperand(call, operand));
  return errors > 0 ? EXIT_CODES.source.code : EXIT_CODES.done.code;
}

/** How many errors it has. */
function checkContent(call: Call, content: Content): number {
  if (isImage(content)) {
    verify(decodeImage(content.bytes));
    return 0;
  }
  const { given, terminal: { language, out } } = call;
  const { diagnostics } = assembleContent(call, content);
  if (given.has('json')) for (const diagnostic of diagnostics) out.write(diagnosticJson(diagnostic, language));
  else writeDiagnostics(call, diagnostics, content);
  return diagnostics.filter(({ severity }) => severity === 'error').length;
}
