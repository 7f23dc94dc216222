// From a location as it was typed to a place that the adapter understands.
import { Refusal } from '../../base/message';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { Location } from './lines';
import { PROMPT } from './messages';
import type { PointPlace } from './points';
import type { Shell } from './shell';

/** Where a breakpoint at the location is to be set. */
export async function pointPlace(shell: Shell, location: Location): Promise<PointPlace> {
  switch (location.kind) {
    case 'function': return { kind: 'function', name: location.name };
    case 'address': return { kind: 'address', reference: await codeAt(shell, location.expression) };
    case 'here': return { kind: 'address', reference: await codeAt(shell, 'pc') };
    case 'line': {
      const { path } = await sourceOf(shell, location.file);
      if (path === undefined) throw new Refusal(PROMPT.no_source);
      return { kind: 'source', path, line: location.line, ...(location.column === undefined ? {} : { column: location.column }) };
    }
  }
}

/** The reference of the code that an expression names: a function, a label, `pc`, or a flat address. */
export async function codeAt(shell: Shell, expression: string): Promise<string> {
  if (/^0x[0-9a-f]+$/i.test(expression)) return expression;
  if (expression === 'pc' || expression === '$pc') return (await shell.inspection.frame()).instructionPointerReference ?? refuseCode(expression);
  const { memoryReference } = await shell.inspection.evaluate(expression);
  // References of code are bare addresses; those of memory name their context.
  return memoryReference === undefined || memoryReference.includes(':') ? refuseCode(expression) : memoryReference;
}

function refuseCode(expression: string): never {
  throw new Refusal(PROMPT.no_code, { expression });
}

/** The source that a file's name means: that of the chosen frame, one of the program's, else a file of this computer. */
export async function sourceOf(shell: Shell, file: string | undefined): Promise<P.Source> {
  if (file === undefined) return (await shell.inspection.frame()).source ?? refuseSource();
  const { sources } = await shell.target.client.request('loadedSources');
  const named = sources.filter(({ path = '' }) => path === file || path.endsWith(`/${file}`) || path.endsWith(`\\${file}`));
  return named.at(0) ?? { path: shell.resolveSource(file) };
}

function refuseSource(): never {
  throw new Refusal(PROMPT.no_source);
}

/** The source and line at which a function begins. */
export async function functionLine(shell: Shell, name: string): Promise<{ readonly source: P.Source; readonly line: number }> {
  const memoryReference = await codeAt(shell, name);
  const [{ location, line } = {}] = await shell.inspection.instructions(memoryReference, 0, 1) as Partial<P.DisassembledInstruction>[];
  if (location === undefined || line === undefined) throw new Refusal(PROMPT.no_source);
  return { source: location, line };
}
