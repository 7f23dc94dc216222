// The commands that look at a stopped program, and the one that changes a value.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { Refusal } from '../../base/message';
import { list as listPoints } from './breakpoint-commands';
import { SHELL } from './commands';
import { examine } from './examine';
import type { ScopeName } from './inspection';
import { countOf, numbersOf, parseLocation, type ShellLine } from './lines';
import { codeAt, functionLine, sourceOf } from './locations';
import { PROMPT } from './messages';
import type { Result, ShownValue } from './results';
import type { Action, Shell } from './shell';

/** Frames that `backtrace` shows where nobody says how many. */
const FRAMES_SHOWN_MAX = 100;

async function backtrace(shell: Shell, { rest }: ShellLine): Promise<Result> {
  const frames = await shell.inspection.shownFrames();
  const count = countOf(rest, FRAMES_SHOWN_MAX);
  return { type: 'frames', frames: frames.slice(0, count), more: Math.max(0, frames.length - count) };
}

/** Chooses a frame of the chosen context and shows it. */
async function chooseFrame({ inspection }: Shell, number: number): Promise<Result> {
  const frame = await inspection.chooseFrame(number);
  return { type: 'frame', frame: inspection.shownFrame(frame, number), line: await inspection.lineOf(frame) };
}

async function frame(shell: Shell, { rest }: ShellLine): Promise<Result> {
  if (rest !== '' && !/^\d+$/.test(rest)) throw new Refusal(PROMPT.count, { found: rest });
  return chooseFrame(shell, rest === '' ? shell.inspection.chosenFrame : Number(rest));
}

function mover(direction: 1 | -1): Action {
  return (shell, { rest }) => chooseFrame(shell, shell.inspection.chosenFrame + direction * countOf(rest));
}

async function threads({ target, inspection }: Shell): Promise<Result> {
  const { threads: all } = await target.client.request('threads');
  return { type: 'values', subject: 'threads', values: all.map(({ id, name }) => ({ name: String(id), value: name, chosen: id === inspection.thread })) };
}

async function thread(shell: Shell, { rest }: ShellLine): Promise<Result> {
  if (rest === '') return threads(shell);
  const id = countOf(rest);
  const { threads: all } = await shell.target.client.request('threads');
  if (!all.some((each) => each.id === id)) throw new Refusal(PROMPT.no_thread, { id });
  shell.inspection.choose(id);
  return chooseFrame(shell, 0);
}

async function print(shell: Shell, line: ShellLine): Promise<Result> {
  if (line.rest === '') throw new Refusal(PROMPT.operand, { command: 'print', operands: SHELL.print.operands });
  return { type: 'values', subject: 'print', values: [await shell.inspection.value(line.rest, line.format)] };
}

async function origin(shell: Shell, { rest }: ShellLine): Promise<Result> {
  if (rest === '') throw new Refusal(PROMPT.operand, { command: 'origin', operands: SHELL.origin.operands });
  return { type: 'origins', expression: rest, values: await shell.inspection.origins(rest) };
}

async function display(shell: Shell, { rest, format }: ShellLine): Promise<Result> {
  if (rest !== '') {
    await shell.inspection.value(rest, format);
    shell.displays.push({ number: ++shell.lastDisplay, expression: rest, format });
  }
  return { type: 'values', subject: 'display', values: await shell.shownDisplays() };
}

async function undisplay(shell: Shell, { rest }: ShellLine): Promise<Result> {
  const numbers = rest === '' ? shell.displays.map(({ number }) => number) : numbersOf(rest);
  for (const number of numbers) {
    const at = shell.displays.findIndex((each) => each.number === number);
    if (at < 0) throw new Refusal(PROMPT.no_display, { number });
    shell.displays.splice(at, 1);
  }
  return { type: 'values', subject: 'display', values: await shell.shownDisplays() };
}

/** Lines of source that `list` shows at once. */
const LINES_SHOWN = 10;

/** Lines around a place, or those behind the ones that were listed last. */
async function list(shell: Shell, { rest }: ShellLine): Promise<Result> {
  const { source, line, exact, current } = await listedPlace(shell, rest);
  const lines = await shell.inspection.lines(source);
  const file = source.path ?? source.name ?? '';
  if (lines === undefined) throw new Refusal(PROMPT.no_text, { file: shell.shown(file) });
  const first = exact ? line : Math.max(1, line - LINES_SHOWN / 2);
  if (first > lines.length) throw new Refusal(PROMPT.no_lines, { file: shell.shown(file), count: lines.length, line: first });
  const shownLines = lines.slice(first - 1, first - 1 + LINES_SHOWN);
  shell.listed = { source, next: first + shownLines.length };
  return { type: 'lines', file: shell.shown(file), first, lines: shownLines, current };
}

/** Where a listing begins. */
interface ListedPlace {
  readonly source: P.Source;
  readonly line: number;
  /** Whether it begins at that line, rather than around it. */
  readonly exact: boolean;
  /** The line at which the program stands. */
  readonly current?: number;
}

async function listedPlace(shell: Shell, rest: string): Promise<ListedPlace> {
  if (rest === '' && shell.listed !== undefined) return { source: shell.listed.source, line: shell.listed.next, exact: true };
  const location = parseLocation(rest);
  if (location.kind === 'line') return { source: await sourceOf(shell, location.file), line: location.line, exact: false };
  if (location.kind === 'function') return { ...await functionLine(shell, location.name), exact: false };
  const { source, line } = await shell.inspection.frame();
  if (source === undefined || line === 0) throw new Refusal(PROMPT.no_source);
  return { source, line, exact: false, current: line };
}

/** Rows of disassembly before and behind the address. */
const ROWS_BEFORE = 8;
const ROWS_SHOWN = 24;

async function disassemble(shell: Shell, { rest }: ShellLine): Promise<Result> {
  const memoryReference = await codeAt(shell, rest === '' ? 'pc' : rest);
  return { type: 'disassembly', instructions: await shell.inspection.shownInstructions(memoryReference, -ROWS_BEFORE, ROWS_SHOWN) };
}

async function set(shell: Shell, { rest }: ShellLine): Promise<Result> {
  const match = /^(?:var(?:iable)?\s+)?(.+?)\s*(?<![=!<>])=(?!=)\s*(.+)$/s.exec(rest);
  if (match === null) throw new Refusal(PROMPT.operand, { command: 'set', operands: SHELL.set.operands });
  return { type: 'values', subject: 'set', values: [await shell.inspection.set(match[1], match[2])] };
}

type Subject = keyof typeof SHELL.info.subjects;

const SUBJECTS: Readonly<Record<Subject, (shell: Shell, line: ShellLine) => Promise<Result>>> = {
  breakpoints: async (shell) => listPoints(shell),
  operands: scoped('stack'),
  locals: scoped('locals'),
  context: scoped('context'),
  registers: scoped('context'),
  data: scoped('data'),
  threads,
  stack: backtrace,
  frame: (shell) => chooseFrame(shell, shell.inspection.chosenFrame),
  display: (shell) => display(shell, { word: 'display', format: '', rest: '' }),
  source: sources,
  branches,
  modules,
};

function scoped(name: ScopeName): (shell: Shell) => Promise<Result> {
  return async ({ inspection }) => ({ type: 'values', subject: name, values: await inspection.shownScope(name) });
}

async function sources(shell: Shell): Promise<Result> {
  const { sources: all } = await shell.target.client.request('loadedSources');
  return { type: 'values', subject: 'source', values: all.map(({ name = '', path = '' }) => ({ name, value: shell.shown(path) })) };
}

async function branches({ target }: Shell): Promise<Result> {
  const { branch, steps, branches: all } = await target.client.request('strata/history');
  const values: ShownValue[] = all.map(({ number, end, from, fromSteps }) => ({
    name: String(number), value: `${number === branch ? `${steps} / ` : ''}${end}`, type: from === undefined ? '' : `${from} @ ${fromSteps}`, chosen: number === branch,
  }));
  return { type: 'values', subject: 'branches', values };
}

async function modules({ target }: Shell): Promise<Result> {
  const { modules: all } = await target.client.request('modules', {});
  const values: ShownValue[] = all.map(({ id, name, addressRange, symbolStatus }) => ({ name: String(id), value: name, type: `${addressRange ?? ''} ${symbolStatus ?? ''}` }));
  return { type: 'values', subject: 'modules', values };
}

async function info(shell: Shell, { rest }: ShellLine): Promise<Result> {
  const [word = '', ...behind] = rest.split(/\s+/);
  const subjects = Object.keys(SUBJECTS) as Subject[];
  const subject = subjects.find((name) => name === word) ?? subjects.find((name) => word !== '' && name.startsWith(word));
  if (subject === undefined) throw new Refusal(PROMPT.subject, { command: 'info', subjects: subjects.join(', '), found: word });
  return SUBJECTS[subject](shell, { word, format: '', rest: behind.join(' ') });
}

export const LOOKING = {
  backtrace, frame, up: mover(1), down: mover(-1), threads, thread, print, origin, x: examine, display, undisplay, list, disassemble, info, set,
} satisfies Record<string, Action>;
