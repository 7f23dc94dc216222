// The help texts: what `strata --help` and `strata COMMAND --help` write, from the tables.
import type { Language, Text } from '../base/message';
import { COMMANDS, COMMON_FLAGS, PROGRAM_FLAGS, type CommandName, type CommandRow } from './commands';
import { EXIT_CODES, TRAP_BASE, TRAP_TEXT, trapExits } from './exit-codes';
import type { Flag, Operand } from './flags';
import { columns, wrapped } from './layout';

const HEADINGS = {
  usage: { en: 'Usage: strata', ko: '사용법: strata' },
  command: { en: 'COMMAND', ko: '명령' },
  option: { en: 'OPTION', ko: '옵션' },
  commands: { en: 'Commands', ko: '명령' },
  operands: { en: 'Operands', ko: '피연산자' },
  options: { en: 'Options', ko: '옵션' },
  launch: { en: 'Launch options, the same as in launch.json', ko: '실행 옵션(launch.json과 같음)' },
  common: { en: 'Options of every command', ko: '모든 명령의 옵션' },
  examples: { en: 'Examples', ko: '예' },
  exits: { en: 'Exit codes', ko: '종료 코드' },
  about: { en: 'Write, run and debug programs for the Strata virtual machine.', ko: 'Strata 가상 머신의 프로그램을 만들고, 실행하고, 디버그합니다.' },
  more: { en: '`strata COMMAND --help` explains a command.', ko: '`strata 명령 --help`로 각 명령의 설명을 볼 수 있습니다.' },
} as const satisfies Record<string, Text>;

/** How the help is to look. */
export interface HelpStyle {
  readonly language: Language;
  /** Cells of a line. */
  readonly width: number;
}

type Rows = readonly (readonly [left: string, right: string])[];

/** What `strata --help` writes, or `strata GROUP --help`, which has the commands of one group only. */
export function programHelp({ language, width }: HelpStyle, group = ''): string {
  const prefix = group === '' ? '' : `${group} `;
  const commands: Rows = Object.entries(COMMANDS).filter(([name]) => name.startsWith(prefix)).map(([name, row]) => [name, row.summary[language]]);
  return sections([
    `${HEADINGS.usage[language]} ${prefix}${HEADINGS.command[language]} [${HEADINGS.option[language]}]...`,
    group === '' ? wrapped(HEADINGS.about[language], width).join('\n') : '',
    section(HEADINGS.commands[language], commands, width),
    section(HEADINGS.options[language], flagRows(group === '' ? PROGRAM_FLAGS : COMMON_FLAGS, language), width),
    group === '' ? section(HEADINGS.exits[language], exitRows(language), width) : '',
    HEADINGS.more[language],
  ]);
}

/** What `strata NAME --help` writes; `launch`: the flags of the launch options, where the command takes them. */
export function commandHelp(name: CommandName, launch: readonly Flag[], { language, width }: HelpStyle): string {
  const row: CommandRow = COMMANDS[name];
  const examples: Rows = row.examples.map((example) => [`strata ${example.line}`, example[language]]);
  return sections([
    usage(name, language),
    [row.summary, ...(row.more === undefined ? [] : [row.more])].map((text) => wrapped(text[language], width).join('\n')).join('\n'),
    section(HEADINGS.operands[language], operandRows(row, language), width),
    section(HEADINGS.options[language], flagRows(row.flags, language), width),
    section(HEADINGS.launch[language], flagRows(launch, language), width),
    section(HEADINGS.common[language], flagRows(COMMON_FLAGS, language), width),
    section(HEADINGS.examples[language], examples, width),
  ]);
}

/** One line: the command with its operands. */
export function usage(name: CommandName, language: Language): string {
  return `${HEADINGS.usage[language]} ${name} [${HEADINGS.option[language]}]...${operandsText(COMMANDS[name], language)}`;
}

/** A command's operands as a usage line has them, each with a space in front. */
export function operandsText({ operands, rest }: CommandRow, language: Language): string {
  return [...operands, ...(rest === undefined ? [] : [rest])].map((operand) => ` ${operandText(operand, language)}`).join('');
}

function operandText({ name, optional, many }: Operand, language: Language): string {
  const text = name[language] + (many === true ? '...' : '');
  return optional === true ? `[${text}]` : text;
}

function operandRows(row: CommandRow, language: Language): Rows {
  const all = row.rest === undefined ? row.operands : [...row.operands, row.rest];
  return all.map((operand) => [operand.name[language], operand.text[language]]);
}

function flagRows(flags: readonly Flag[], language: Language): Rows {
  return flags.map((flag) => [flagText(flag, language), flag.text[language]]);
}

/** A flag with its value, as it is typed: `-o, --output FILE`. */
export function flagText(flag: Flag, language: Language): string {
  const short = flag.short === undefined ? '' : `-${flag.short}, `;
  const words = flag.takes === undefined || typeof flag.takes === 'string' ? flag.value?.[language] : flag.takes.join('|');
  return `${short}--${flag.name}${words === undefined ? '' : ` ${words}`}`;
}

/** Every exit code with what it means. */
export function exitRows(language: Language): Rows {
  const own = Object.values(EXIT_CODES).map((row): readonly [string, string] => [String(row.code), row[language]]);
  return [...own, [`${TRAP_BASE}+`, TRAP_TEXT[language].replace('{traps}', trapExits())]];
}

function section(heading: string, rows: Rows, width: number): string {
  return rows.length === 0 ? '' : `${heading}:\n${columns(rows, width)}`;
}

function sections(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n') + '\n';
}
