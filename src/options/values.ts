// One value of a launch option, from anything to its kind. Numbers and switches may also come as texts, because the
// command line and an editor's variables give nothing else.
import { type MessageRow, Refusal } from '../base/message';
import { INPUT_BYTES_MAX } from '../isa/limits';
import * as says from './messages';
import type { InputPiece, Kind, OptionRow, Values } from './table';

/** Characters of a wrong value that a message repeats. */
const FOUND_MAX = 60;

/** Reads a value of a row; throws a `Refusal` that says what would be accepted. `name` is what a message calls it. */
export function readValue(row: OptionRow, name: string, given: unknown): Values[Kind] {
  return readers[row.kind](row, name, given);
}

type Reader<K extends Kind> = (row: OptionRow, name: string, given: unknown) => Values[K];

const readers: { readonly [K in Kind]: Reader<K> } = {
  file: readText,
  folder: readText,
  text: readText,
  choice: readChoice,
  switch: readSwitch,
  count: readCount,
  size: readSize,
  texts: (row, name, given) => readList(row, name, given, isText),
  files: (row, name, given) => readList(row, name, given, isFilledText),
  folders: (row, name, given) => readList(row, name, given, isFilledText),
  map: (row, name, given) => readMap(row, name, given, isFilledText),
  contents: (row, name, given) => readMap(row, name, given, isText),
  input: readInput,
};

/** The refusal of a value. Rows use what they need of the arguments. */
function wrong(says_: MessageRow, row: OptionRow, name: string, given: unknown): Refusal {
  const [least, most] = row.range ?? [0, Number.MAX_SAFE_INTEGER];
  const choices = (row.choices ?? []).map(({ value }) => JSON.stringify(value)).join(', ');
  return new Refusal(says_, { name, found: show(given), example: JSON.stringify(row.examples.at(-1)), least, most, choices });
}

/** A value as a message repeats it. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > FOUND_MAX ? `${text.slice(0, FOUND_MAX)}…` : text;
}

type Fits = (value: unknown) => value is string;

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isFilledText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function readText(row: OptionRow, name: string, given: unknown): string {
  if (isFilledText(given)) return given;
  throw wrong(says.OPTION_NO_TEXT, row, name, given);
}

function readChoice(row: OptionRow, name: string, given: unknown): string {
  const chosen = row.choices?.find(({ value }) => value === given);
  if (chosen !== undefined) return chosen.value;
  throw wrong(says.OPTION_NO_CHOICE, row, name, given);
}

function readSwitch(row: OptionRow, name: string, given: unknown): boolean {
  if (given === true || given === 'true') return true;
  if (given === false || given === 'false') return false;
  throw wrong(says.OPTION_NO_SWITCH, row, name, given);
}

function readCount(row: OptionRow, name: string, given: unknown): number {
  const value = typeof given === 'string' && /^\d+(_\d+)*$/.test(given) ? Number(given.replaceAll('_', '')) : given;
  if (isInRange(row, value)) return value;
  throw wrong(says.OPTION_NO_COUNT, row, name, given);
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/** The texts of a size; the schema has it too. */
export const SIZE_PATTERN = '^\\d+(_\\d+)* ?([KkMmGg]?([Ii]?[Bb])?)$';

function readSize(row: OptionRow, name: string, given: unknown): number {
  const value = typeof given === 'string' && new RegExp(SIZE_PATTERN).test(given) ? sizeOf(given) : given;
  if (isInRange(row, value)) return value;
  throw wrong(says.OPTION_NO_SIZE, row, name, given);
}

/** Bytes of a text such as `64 MiB`; `M`, `MB` and `MiB` are all 2^20. */
export function sizeOf(text: string): number {
  const unit = /[kmg]/i.exec(text)?.[0].toLowerCase() ?? '';
  return Number(text.replace(/[^\d]/g, '')) * UNITS[unit];
}

function isInRange(row: OptionRow, value: unknown): value is number {
  const [least, most] = row.range ?? [0, Number.MAX_SAFE_INTEGER];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most;
}

function readList(row: OptionRow, name: string, given: unknown, fits: Fits): readonly string[] {
  if (Array.isArray(given) && given.every(fits)) return given;
  throw wrong(says.OPTION_NO_LIST, row, name, given);
}

function readMap(row: OptionRow, name: string, given: unknown, fits: Fits): Readonly<Record<string, string>> {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
    const entries: [string, unknown][] = Object.entries(given);
    if (entries.every(([from, to]) => from !== '' && fits(to))) return Object.fromEntries(entries) as Record<string, string>;
  }
  throw wrong(says.OPTION_NO_MAP, row, name, given);
}

function readInput(row: OptionRow, name: string, given: unknown): readonly InputPiece[] {
  const pieces: unknown = typeof given === 'string' ? [{ at: 0, text: given }] : given;
  if (!Array.isArray(pieces) || !pieces.every(isPiece)) throw wrong(says.OPTION_NO_INPUT, row, name, given);
  const read = pieces.map(({ at, text }) => ({ at, text }));
  if (read.some(({ at }, index) => index > 0 && at < read[index - 1].at)) throw wrong(says.OPTION_NO_INPUT, row, name, given);
  const size = read.reduce((sum, { text }) => sum + new TextEncoder().encode(text).length, 0);
  if (size > INPUT_BYTES_MAX) throw new Refusal(says.OPTION_TOO_LONG, { name, size, limit: INPUT_BYTES_MAX });
  return read;
}

function isPiece(value: unknown): value is InputPiece {
  if (typeof value !== 'object' || value === null) return false;
  const { at, text } = value as Partial<Record<keyof InputPiece, unknown>>;
  return typeof at === 'number' && Number.isSafeInteger(at) && at >= 0 && typeof text === 'string';
}
