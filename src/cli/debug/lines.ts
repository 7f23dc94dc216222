// A line of the prompt taken apart: the command's word, the format behind a slash, and the rest.
import { Refusal } from '../../base/message';
import { PROMPT } from './messages';

/** A line as it was typed. */
export interface ShellLine {
  readonly word: string;
  /** What stood behind a `/`, as in `x/8xw`. */
  readonly format: string;
  readonly rest: string;
}

/** Undefined for an empty line and a comment. */
export function parseLine(text: string): ShellLine | undefined {
  const line = text.trim();
  if (line === '' || line.startsWith('#')) return undefined;
  const match = /^([\w-]+)(?:\/(\S*))?(?:\s+|(?=[^\w\s/-])|$)(.*)$/s.exec(line);
  return match === null ? { word: line, format: '', rest: '' } : { word: match[1], format: match[2] ?? '', rest: match[3].trim() };
}

/** A whole number from 1, or the usual one where none is given. */
export function countOf(rest: string, usual = 1): number {
  if (rest === '') return usual;
  const count = /^\d+$/.test(rest) ? Number(rest) : 0;
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new Refusal(PROMPT.count, { found: rest });
}

/** Numbers in a row, such as `1 3 4`. */
export function numbersOf(rest: string): number[] {
  return rest === '' ? [] : rest.split(/\s+/).map((word) => countOf(word));
}

/** Where a breakpoint is to be. */
export type Location =
  | { readonly kind: 'here' }
  | { readonly kind: 'line'; readonly file?: string; readonly line: number; readonly column?: number }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'address'; readonly expression: string };

/** `12`, `echo.sasm:12`, `echo.sasm:12:5`, `*0x100000010`, `main`, or nothing. */
export function parseLocation(text: string): Location {
  if (text === '') return { kind: 'here' };
  if (text.startsWith('*')) return { kind: 'address', expression: text.slice(1).trim() };
  const match = /^(?:(.+?):)?(\d+)(?::(\d+))?$/.exec(text);
  if (match === null) return { kind: 'function', name: text };
  const [, file, line, column] = match;
  return { kind: 'line', line: Number(line), ...(file === undefined ? {} : { file }), ...(column === undefined ? {} : { column: Number(column) }) };
}

/** What stands in front of `thread ID` and `if CONDITION`, and the condition that both make; as in gdb, either may be left out. */
export function parseOnly(text: string): { readonly rest: string; readonly condition?: string } {
  const [, front = '', condition] = /^(.*?)(?:\s*\bif\b\s+(.+))?$/s.exec(text) ?? [];
  const [, rest = '', thread] = /^(.*?)(?:\s*\bthread\s+(\d+))?\s*$/s.exec(front) ?? [];
  const only = thread === undefined ? [] : [`$context == ${thread}`];
  const both = condition === undefined ? only : [...only, only.length === 0 ? condition : `(${condition})`];
  return both.length === 0 ? { rest } : { rest, condition: both.join(' && ') };
}

/** A location, and the condition behind it. */
export function parseConditional(text: string): { readonly location: Location; readonly condition?: string } {
  const { rest, ...more } = parseOnly(text);
  return { location: parseLocation(rest.trim()), ...more };
}
