// The launch options as flags of the command line. Reading a line of words is the command line's own; here stands which
// flags there are, and how what they gave becomes a launch.
import type { Text } from '../base/message';
import { examineLaunch, type LaunchReading } from './read';
import { type Kind, LIMITS, OPTIONS, type OptionRow } from './table';

/** A flag that gives a launch option. */
export interface OptionFlag {
  /** Without the two dashes. */
  readonly name: string;
  /** What stands for its value in the help; a flag without one is a switch. */
  readonly value?: Text;
  /** Its words, where it takes only certain ones. */
  readonly takes?: readonly string[];
  /** Whether it may be given several times. */
  readonly many?: boolean;
  readonly text: Text;
}

const FILE: Text = { en: 'FILE', ko: '파일' };
const FOLDER: Text = { en: 'FOLDER', ko: '폴더' };
const TEXT: Text = { en: 'TEXT', ko: '텍스트' };

/** What stands for the value of each kind in the help. */
const PLACEHOLDERS: { readonly [K in Exclude<Kind, 'switch'>]: Text } = {
  file: FILE,
  files: FILE,
  folder: FOLDER,
  folders: FOLDER,
  text: TEXT,
  texts: TEXT,
  input: TEXT,
  choice: { en: 'WORD', ko: '낱말' },
  count: { en: 'NUMBER', ko: '수' },
  size: { en: 'SIZE', ko: '크기' },
  map: { en: 'NAME=PATH', ko: '이름=경로' },
  contents: { en: 'NAME=TEXT', ko: '이름=텍스트' },
};

const MANY: ReadonlySet<Kind> = new Set(['texts', 'files', 'folders', 'map', 'contents']);

/** Each option that has a flag, with its name in launch.json. */
const FLAGGED: readonly (readonly [option: string, row: OptionRow])[] = [
  ...Object.entries<OptionRow>(OPTIONS),
  ...Object.entries<OptionRow>(LIMITS).map(([name, row]) => [`limits.${name}`, row] as const),
].filter(([, row]) => row.flag !== undefined);

/** Every flag that gives a launch option, in the order of the table. */
export function optionFlags(): OptionFlag[] {
  return FLAGGED.map(([, row]) => flagOf(row));
}

function flagOf({ flag = '', kind, choices, en, ko }: OptionRow): OptionFlag {
  const text = { en, ko };
  if (kind === 'switch') return { name: flag, text };
  const words = choices === undefined ? {} : { takes: choices.map(({ value }) => value) };
  return { name: flag, value: PLACEHOLDERS[kind], many: MANY.has(kind), ...words, text };
}

/** What a command line gave beside flags. */
export interface Operands {
  readonly program?: string;
  readonly args?: readonly string[];
}

/**
 * A launch from a command line. `given` has what each flag was given, in order: its texts, or true for a switch; a flag that
 * was not given is absent. Messages call the options by their flags.
 */
export function launchOfFlags(operands: Operands, given: ReadonlyMap<string, readonly (string | true)[]>): LaunchReading {
  const options: Record<string, unknown> = { ...operands }, limits: Record<string, unknown> = {};
  for (const [option, row] of FLAGGED) {
    const values = given.get(row.flag ?? '');
    if (values === undefined || values.length === 0) continue;
    const [name, limit] = option.split('.');
    if (limit === undefined) options[name] = valueOf(row, values);
    else limits[limit] = valueOf(row, values);
  }
  return examineLaunch({ ...options, limits }, flagName);
}

function valueOf(row: OptionRow, values: readonly (string | true)[]): unknown {
  if (row.kind === 'map' || row.kind === 'contents') return Object.fromEntries(values.map((value) => splitAtEquals(String(value))));
  return MANY.has(row.kind) ? values : values.at(-1);
}

/** `a=b` as name and value; without `=` the value is empty, which no path may be. */
function splitAtEquals(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function flagName(option: string): string {
  const flag = FLAGGED.find(([name]) => name === option)?.[1].flag;
  return flag === undefined ? option.toUpperCase() : `--${flag}`;
}
