// Whether what came of a run is what was expected: the verdict, the sentence about it, and how much of the output was right.
import { message, type Message } from '../base/message';
import { causeName, type Cause } from '../isa/causes';
import type { Expected, OutputExpected, Verdict } from './cases';
import { DETAILS } from './messages';

/** How a run ended, and what it wrote. */
export interface Came {
  readonly output: Uint8Array;
  /** The exit code; 128 and the number of the cause where a trap ended it. */
  readonly code: number;
  /** The trap in the root that ended it. */
  readonly cause?: Cause;
  readonly step: number;
  /** Where it trapped, as `file:line`. */
  readonly place?: string;
}

/** What is to be said of it. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly detail?: Message;
  /** Bytes of the output that are as expected; absent where the output is not what is wrong. */
  readonly right?: number;
  /** The line of the output that is wrong, from 0. */
  readonly wrongLine?: number;
}

/** Characters of a line that a sentence repeats. */
const SHOWN_MAX = 80;

/** Judges a run that came to its end. */
export function judge(expected: Expected, came: Came): Judgement {
  if (came.cause !== undefined && causeName(came.cause) !== expected.trap && came.code !== expected.exit) return trapped(came);
  const wrong = expected.output && wrongOutput(expected.output, new TextDecoder().decode(came.output));
  if (wrong !== undefined) return wrong;
  if (expected.trap !== undefined && came.cause === undefined) return { verdict: 'wrong-exit', detail: message(DETAILS.no_trap, { expected: expected.trap, found: came.code }) };
  if (expected.trap !== undefined || came.code === (expected.exit ?? 0)) return { verdict: 'passed' };
  return { verdict: 'wrong-exit', detail: message(DETAILS.exit, { expected: expected.exit ?? 0, found: came.code }) };
}

function trapped({ cause, place, step }: Came): Judgement {
  const at = place === undefined ? '' : message(DETAILS.place, { place });
  return { verdict: 'trap', detail: message(DETAILS.trap, { cause: cause === undefined ? '' : causeName(cause), place: at, step }) };
}

/** What is wrong with an output; undefined where nothing is. */
function wrongOutput({ exact, contains = [], matches = [] }: OutputExpected, output: string): Judgement | undefined {
  const line = exact === undefined ? undefined : wrongLine(exact, output);
  if (line !== undefined) return line;
  const missing = contains.find((text) => !output.includes(text));
  if (missing !== undefined) return { verdict: 'wrong-output', detail: message(DETAILS.contains, { expected: shown(missing) }) };
  const unmatched = matches.find((text) => !new RegExp(text, 'mu').test(output));
  return unmatched === undefined ? undefined : { verdict: 'wrong-output', detail: message(DETAILS.matches, { expected: unmatched }) };
}

/** The first line that is not the expected one. */
function wrongLine(exact: string, output: string): Judgement | undefined {
  const wanted = linesOf(exact), found = linesOf(output);
  const wrong = Array.from({ length: Math.max(wanted.length, found.length) }, (_, index) => index).find((index) => wanted[index] !== found[index]);
  if (wrong === undefined) return undefined;
  const args = { line: wrong + 1, expected: shown(wanted[wrong] ?? ''), found: shown(found[wrong] ?? '') };
  const detail = wanted[wrong] === undefined ? DETAILS.further_line : found[wrong] === undefined ? DETAILS.missing_line : DETAILS.line;
  return { verdict: 'wrong-output', detail: message(detail, args), right: rightBytes(output, wrong, wanted[wrong] ?? ''), wrongLine: wrong };
}

/** Lines as they are compared: without blanks at their ends; the last one may end or not. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.replace(/[ \t\r]+$/, ''));
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Bytes of the output before the first that is wrong. */
function rightBytes(output: string, line: number, wanted: string): number {
  const lines = output.split('\n'), found = lines[line] ?? '';
  let same = 0;
  while (same < found.length && found[same] === wanted[same]) same++;
  const before = lines.slice(0, line).map((each) => `${each}\n`).join('');
  return new TextEncoder().encode(before.slice(0, output.length) + found.slice(0, same)).length;
}

function shown(text: string): string {
  return JSON.stringify(text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text);
}
