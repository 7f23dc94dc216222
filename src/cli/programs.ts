// Reads what a command works on: a source text or an image, from a file or from standard input.
import { Refusal } from '../base/message';
import type { Diagnostic } from '../base/diagnostic';
import { assemble, type Assembly } from '../assembler';
import { decodeImage } from '../image/read';
import { MAGIC } from '../image/write';
import type { LoadedImage } from '../image/image';
import { verify, type VerifiedImage } from '../verifier/verify';
import type { Call } from './call';
import { diagnosticText, linesOfText, type DiagnosticStyle } from './diagnostics';
import { REFUSALS, USAGE } from './messages';
import { readStandardInput } from './standard-input';
import { painter } from './terminal';
import { UsageError } from './usage';

/** What stands for standard input on a command line, and how it is called in messages. */
export const STANDARD = '-';
const STANDARD_NAME = '<stdin>';

/** Bytes that were read, under the name that messages give them. */
export interface Content {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The bytes of an operand. */
export async function readOperand(call: Call, operand: string): Promise<Content> {
  if (operand === STANDARD) return { name: STANDARD_NAME, bytes: await readStandardInput() };
  const bytes = call.platform.readFile(operand);
  if (bytes === undefined) throw new Refusal(REFUSALS.no_file, { path: operand });
  return { name: operand, bytes };
}

/** Refuses a command line that names standard input twice. */
export function refuseTwiceStandard(operands: readonly string[]): void {
  if (operands.indexOf(STANDARD) !== operands.lastIndexOf(STANDARD)) throw new UsageError(USAGE.standard_twice);
}

/** Whether it is an image: by its name, else by its first bytes. */
export function isImage({ name, bytes }: Content): boolean {
  if (name.endsWith('.simg')) return true;
  return !name.endsWith('.sasm') && bytes.length >= 4 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === MAGIC;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The content as text; bytes that are no UTF-8 are told by the assembler, which reads files itself. */
export function textOf({ bytes }: Content): string {
  return decoder.decode(bytes);
}

/** Assembles a source text; `roots`: folders that it may reach beside its own. */
export function assembleContent(call: Call, content: Content, sourceText = false, roots: readonly string[] = []): Assembly {
  const text = content.name === STANDARD_NAME ? textOf(content) : undefined;
  return assemble({ path: content.name, text, files: call.platform, sourceText, roots });
}

/** A path below the current folder is shown from there. */
export function shownPath({ platform, folder }: Call, path: string): string {
  return platform.relative(folder, path) ?? path;
}

/** Writes diagnostics to standard error, for a person. */
export function writeDiagnostics(call: Call, diagnostics: readonly Diagnostic[], main?: Content): void {
  const { terminal: { language, error, environment } } = call;
  const style: DiagnosticStyle = { language, paint: painter(error, environment), linesOf: linesReader(call, main), shown: (file) => shownPath(call, file) };
  for (const diagnostic of diagnostics) error.write(diagnosticText(diagnostic, style));
}

/** Lines of files by name, each read once. */
function linesReader(call: Call, main: Content | undefined): (file: string) => readonly string[] | undefined {
  const known = new Map<string, readonly string[] | undefined>();
  const read = (file: string): readonly string[] | undefined => {
    const bytes = file === main?.name ? main.bytes : call.platform.readFile(file);
    return bytes && linesOfText(decoder.decode(bytes));
  };
  return (file) => {
    if (!known.has(file)) known.set(file, read(file));
    return known.get(file);
  };
}

/** The image of an operand, verified; undefined where it has errors, which then have been written. */
export async function readProgram(call: Call, operand: string): Promise<VerifiedImage | undefined> {
  const content = await readOperand(call, operand);
  const image = isImage(content) ? decodeImage(content.bytes) : assembledImage(call, content);
  return image && verify(image);
}

function assembledImage(call: Call, content: Content): LoadedImage | undefined {
  const { image, identity, debug, diagnostics } = assembleContent(call, content);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  writeDiagnostics(call, errors, content);
  return image && identity !== undefined ? { ...image, identity, debug } : undefined;
}
