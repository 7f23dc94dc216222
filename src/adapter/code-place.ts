// An instruction with its place in a source, as requests of our own write it.
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { OriginCode } from '../debugger';
import type { Adapter } from './adapter';
import { codeReference } from './memory-reference';

/** An instruction, the context that executes it, and where it stands. */
export interface ShownCode {
  readonly instruction: string;
  readonly threadId: number;
  readonly function: string;
  readonly instructionPointerReference: string;
  readonly source?: DebugProtocol.Source;
  readonly line?: number;
  readonly column?: number;
}

/** An instruction as the client wants it. */
export function codePlace({ debuggee: { sources }, form }: Adapter, { text, context, address, location, function: name }: OriginCode): ShownCode {
  const code = { instruction: text, threadId: context, function: name, instructionPointerReference: codeReference(address) };
  if (location === undefined) return code;
  const { line, column } = form.toRange(location.span);
  return { ...code, source: sources.toClient(location.source), line, column };
}
