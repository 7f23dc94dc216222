// Trouble as the protocol's error message: a number, a text with variables in the reader's language, and whether the
// editor should show it.
import type { DebugProtocol } from '@vscode/debugprotocol';
import { reasonOf } from '../base/assert';
import { argumentText, type Language, Refusal } from '../base/message';
import { MISTAKE } from './messages';

/**
 * Requests behind a button or key, whose refusal the editor shows nowhere unless asked to. What it asks by itself, and
 * what it shows in place (a launch, the console, a hover, a variable), is not to raise a second message.
 */
const SHOWN = new Set<string>([
  'continue', 'next', 'stepIn', 'stepOut', 'stepBack', 'reverseContinue', 'pause', 'restart', 'restartFrame', 'goto', 'terminate',
  'terminateThreads', 'setExceptionBreakpoints', 'setDataBreakpoints', 'dataBreakpointInfo', 'writeMemory', 'strata/input', 'strata/stepBack', 'strata/backTo', 'strata/goTo',
]);

/** The refusal as the body of an error response. Its number is that of the row: `R051` is 51. */
export function errorOf(refusal: Refusal, command: string, language: Language): DebugProtocol.Message {
  const { row, args } = refusal;
  const error: DebugProtocol.Message = { id: Number(row.code.replace(/\D/g, '')), format: `${row.code}: ${row[language]}` };
  if (command !== 'launch' && command !== 'attach') error.showUser = SHOWN.has(command);
  const variables = Object.entries(args).map(([name, value]) => [name, argumentText(value, language)]);
  if (variables.length > 0) error.variables = Object.fromEntries(variables) as Record<string, string>;
  return error;
}

/** A thrown mistake of our own as the refusal that the client is told. */
export function mistake(command: string, trouble: unknown): Refusal {
  return new Refusal(MISTAKE, { command, reason: reasonOf(trouble) });
}
