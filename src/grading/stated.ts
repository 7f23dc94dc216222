// THE language of expectations in comments: what a program states of itself, what it is given and what must come of it. The words are
// explained in docs/grading.md. One way through the lines; what is misspelt is a problem, what is no statement is a comment.
import { message, type Message, type MessageRow } from '../base/message';
import { nearest } from '../base/suggest';
import { CAUSES, type CauseName } from '../isa/causes';
import type { InputPiece } from '../options/table';
import { SIZE_PATTERN, sizeOf } from '../options/values';
import type { CaseLaunch, CaseLimits, Expected, TestCase } from './cases';
import { WRONG } from './messages';

/** A case as a text states it. */
export interface StatedCase {
  readonly name: string;
  readonly launch: CaseLaunch;
  readonly expected: Expected;
  /** Those that the text states. */
  readonly limits: Partial<CaseLimits>;
  /** Lines of the text, from 0: of its first statement, of each line of the exact output, of its end. */
  readonly line: number;
  readonly outputLines: readonly number[];
  readonly endLine?: number;
}

/** A statement that cannot be read. */
export interface StatedProblem {
  /** From 0. */
  readonly line: number;
  readonly message: Message & { readonly row: MessageRow };
}

/** What a text states. */
export interface Stated {
  /** Empty where it states nothing that must come of it. */
  readonly cases: readonly StatedCase[];
  readonly problems: readonly StatedProblem[];
}

/** The words, in the order of the manual. */
export const STATEMENT_WORDS = ['expect', 'expect contains', 'expect matches', 'exit', 'trap', 'input', 'input at', 'args', 'option', 'limit', 'case'] as const;

const STATEMENT = /^; ([a-z]+(?: [a-z]+)?)(?: (\d+))?: ?(.*)$/;
const MACHINE_LIMITS = ['contexts', 'frames', 'slots', 'images'];
const OPTION_NAMES = ['memory', 'seed', 'disk', 'leaky', ...MACHINE_LIMITS];
const LIMIT_NAMES = ['instructions', 'output', 'time'];

interface Statement {
  readonly line: number;
  readonly word: string;
  readonly number: number;
  readonly value: string;
}

/** Reads what a text states. */
export function statedIn(text: string): Stated {
  const problems: StatedProblem[] = [], statements = text.split(/\r\n|\r|\n/).flatMap((line, index) => statementOf(line, index, problems));
  const begins = statements.flatMap(({ word }, index) => (word === 'case' ? [index] : [])), [first = statements.length] = begins;
  const shared = statements.slice(0, first), names = new Set<string>();
  const named = begins.map((begin, index) => {
    const { line, value } = statements[begin];
    if (value.trim() === '' || names.has(value.trim())) problems.push(problem(WRONG.case, line, { found: value.trim() }));
    names.add(value.trim());
    return caseOf(value.trim(), line, [...shared, ...statements.slice(begin + 1, begins[index + 1])], problems);
  });
  const isStated = shared.some(({ word }) => /^(expect|exit|trap)/.test(word));
  const cases = begins.length > 0 ? named : isStated ? [caseOf('', shared[0].line, shared, problems)] : [];
  return { cases, problems: unique(problems).sort((a, b) => a.line - b.line) };
}

/** The case as it is run: what it states, never more than `most`. */
export function limited({ name, launch, expected, limits }: StatedCase, most: CaseLimits): TestCase {
  const least = (limit: keyof CaseLimits): number => Math.min(limits[limit] ?? most[limit], most[limit]);
  return {
    name, launch, expected,
    limits: { instructions: least('instructions'), outputBytes: least('outputBytes'), memory: least('memory'), time_ms: least('time_ms') },
  };
}

/** What cases share is read for each of them. */
function unique(problems: readonly StatedProblem[]): StatedProblem[] {
  return [...new Map(problems.map((each) => [`${each.line} ${each.message.row.code}`, each])).values()];
}

function problem(row: MessageRow, line: number, args: Readonly<Record<string, string>> = {}): StatedProblem {
  return { line, message: message(row, { line: line + 1, ...args }) as StatedProblem['message'] };
}

function statementOf(text: string, line: number, problems: StatedProblem[]): Statement[] {
  const match = STATEMENT.exec(text);
  if (match === null) return [];
  const [, word, number, value] = match;
  if (STATEMENT_WORDS.some((known) => known === word) && (word === 'input at') === (number !== undefined)) return [{ line, word, number: Number(number ?? 0), value }];
  const near = nearest(word, STATEMENT_WORDS);
  if (near !== undefined) problems.push(problem(WRONG.word, line, { word: number === undefined ? word : `${word} ${number}`, near }));
  return [];
}

/** What one case has gathered so far. */
class Reader {
  readonly exact: { readonly line: number; readonly text: string }[] = [];
  readonly contains: string[] = [];
  readonly matches: string[] = [];
  readonly input: InputPiece[] = [];
  readonly args: string[] = [];
  readonly machine: Record<string, number> = {};
  readonly limits: { -readonly [Name in keyof CaseLimits]?: number } = {};
  readonly options: { seed?: number; leaky?: boolean; diskBytes?: number } = {};
  end: { readonly line: number; readonly exit?: number; readonly trap?: CauseName } | undefined;

  constructor(private readonly problems: StatedProblem[]) {}

  take({ word, line, number, value }: Statement): void {
    switch (word) {
      case 'expect': this.exact.push({ line, text: value }); break;
      case 'expect contains': this.contains.push(value); break;
      case 'expect matches': this.takeExpression(line, value); break;
      case 'exit': case 'trap': this.takeEnd(word, line, value.trim()); break;
      case 'input': case 'input at': this.takeInput(line, number, value); break;
      case 'args': this.args.push(...value.split(' ').filter((each) => each !== '')); break;
      case 'option': this.takeOption(line, value); break;
      default: this.takeLimit(line, value);
    }
  }

  private takeExpression(line: number, value: string): void {
    const reason = expressionProblem(value);
    if (reason === undefined) this.matches.push(value);
    else this.problems.push(problem(WRONG.expression, line, { found: value, reason }));
  }

  private takeEnd(word: 'exit' | 'trap', line: number, value: string): void {
    if (this.end !== undefined) this.problems.push(problem(WRONG.ends, line));
    const known = word === 'exit' ? /^\d+$/.test(value) && Number(value) <= 255 : Object.hasOwn(CAUSES, value);
    if (!known) this.problems.push(problem(WRONG[word], line, { found: value, causes: Object.keys(CAUSES).join(', ') }));
    this.end = word === 'exit' ? { line, exit: Number(value) } : { line, trap: value as CauseName };
  }

  private takeInput(line: number, at: number, value: string): void {
    if (at < (this.input.at(-1)?.at ?? 0)) this.problems.push(problem(WRONG.step, line));
    this.input.push({ at, text: `${value}\n` });
  }

  private takeOption(line: number, value: string): void {
    const [name, given] = value.trim().split(/ +/);
    if (!OPTION_NAMES.includes(name)) return void this.problems.push(problem(WRONG.option, line, { found: name, names: OPTION_NAMES.join(', ') }));
    if (name === 'leaky') this.options.leaky = true;
    else this.number(line, name, given, (count) => {
      if (name === 'memory') this.limits.memory = count;
      else if (name === 'seed') this.options.seed = count;
      else if (name === 'disk') this.options.diskBytes = count;
      else this.machine[name] = count;
    });
  }

  private takeLimit(line: number, value: string): void {
    const [name, given] = value.trim().split(/ +/);
    if (!LIMIT_NAMES.includes(name)) return void this.problems.push(problem(WRONG.limit, line, { found: name, names: LIMIT_NAMES.join(', ') }));
    this.number(line, name, given, (count) => {
      if (name === 'instructions') this.limits.instructions = count;
      else if (name === 'output') this.limits.outputBytes = count;
      else this.limits.time_ms = count * 1000;
    });
  }

  private number(line: number, name: string, given: string | undefined, take: (count: number) => void): void {
    const count = given !== undefined && new RegExp(SIZE_PATTERN).test(given) ? sizeOf(given) : NaN;
    if (Number.isSafeInteger(count)) take(count);
    else this.problems.push(problem(WRONG.number, line, { name, found: given ?? '' }));
  }
}

function caseOf(name: string, line: number, statements: readonly Statement[], problems: StatedProblem[]): StatedCase {
  const reader = new Reader(problems);
  for (const statement of statements) reader.take(statement);
  const { exact, contains, matches, input, args, machine, options, limits, end } = reader;
  const output = {
    ...(exact.length > 0 && { exact: exact.map(({ text }) => `${text}\n`).join('') }),
    ...(contains.length > 0 && { contains }), ...(matches.length > 0 && { matches }),
  };
  return {
    name, line, limits, outputLines: exact.map((each) => each.line), endLine: end?.line,
    launch: { ...options, ...(args.length > 0 && { args }), ...(input.length > 0 && { input }), ...(Object.keys(machine).length > 0 && { machine }) },
    expected: { ...(Object.keys(output).length > 0 && { output }), ...(end?.exit !== undefined && { exit: end.exit }), ...(end?.trap !== undefined && { trap: end.trap }) },
  };
}

/** Why a text is no regular expression; undefined where it is one. */
export function expressionProblem(text: string): string | undefined {
  try {
    new RegExp(text, 'mu');
    return undefined;
  } catch (trouble) {
    if (trouble instanceof SyntaxError) return trouble.message;
    throw trouble;
  }
}
