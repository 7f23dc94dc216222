// Log messages: text with expressions in braces.
import { Refusal } from '../base/message';
import { compile, type Compiled } from './expression/compile';
import type { Environment } from './expression/environment';
import { parseExpression } from './expression/parse';
import type { Scope } from './expression/scope';
import { ExpressionRefusal, type Expression } from './expression/tree';
import { formatNumber } from './format';
import { BREAKPOINT_PROBLEMS } from './messages';
import type { Format } from './types';

/** Pieces of a message. */
export type LogPart = string | Expression;
/** Pieces of a message whose names are settled. */
export type CompiledPart = string | { readonly compiled: Compiled; readonly format: Format | undefined };

/** Cuts a message into its pieces. Throws a Refusal where an expression is not well written. */
export function parseLogMessage(text: string): LogPart[] {
  const parts: LogPart[] = [];
  let plain = '';
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\' && (text[at + 1] === '{' || text[at + 1] === '}')) plain += text[++at];
    else if (text[at] !== '{') plain += text[at];
    else {
      const end = closing(text, at);
      parts.push(plain, parseExpression(text, at + 1, end));
      plain = '';
      at = end;
    }
  }
  return [...parts, plain];
}

/** Where the brace that opens at `open` is closed, texts and characters left out. */
function closing(text: string, open: number): number {
  let quote = '';
  for (let at = open + 1; at < text.length; at++) {
    const unit = text[at];
    if (quote !== '') {
      if (unit === '\\') at++;
      else if (unit === quote) quote = '';
    } else if (unit === '}') return at;
    else if (unit === '"' || unit === '\'') quote = unit;
  }
  throw new Refusal(BREAKPOINT_PROBLEMS.open_brace);
}

/** Settles the names of a message for a place of a program. */
export function compileLog(parts: readonly LogPart[], scope: Scope): CompiledPart[] {
  return parts.map((part) => (typeof part === 'string' ? part : { compiled: compile(part.tree, scope), format: part.format }));
}

/** The message as text; an expression that has no value here stands as the number of its refusal. */
export function logText(parts: readonly CompiledPart[], environment: Environment): string {
  return parts.map((part) => (typeof part === 'string' ? part : partText(part.compiled, part.format, environment))).join('');
}

function partText(compiled: Compiled, format: Format | undefined, environment: Environment): string {
  try {
    return compiled.type === 'text' ? compiled.text(environment) : formatNumber(compiled.type, compiled.compute(environment), format);
  } catch (error) {
    if (error instanceof ExpressionRefusal) return `<${error.row.code}>`;
    throw error;
  }
}
