// The command line as the manual's page, docs/cli.md. scripts/manual.mjs writes it; a test compares it.
import { COMMANDS, COMMON_FLAGS, type CommandName, type CommandRow } from './commands';
import { GROUPS, SHELL, type ShellRow } from './debug/commands';
import { SAYS } from './debug/messages';
import { exitRows, flagText, operandsText } from './help';
import type { Flag } from './flags';

const HEAD = `# Command line

Made from \`src/cli/commands.ts\` and \`src/cli/debug/commands.ts\`; do not edit. \`strata COMMAND --help\` says the same, in
English or Korean.

Options stand before the program: all that follows a program is its own. A count may have \`_\` between its digits. \`-\` as
a file is standard input or output.
`;

/** The whole page. */
export function manual(): string {
  return [
    HEAD,
    ...(Object.keys(COMMANDS) as CommandName[]).map(command),
    section('## Options of every command', flagRows(COMMON_FLAGS)),
    section('## Exit codes', table(['Code', 'Meaning'], exitRows('en'))),
    prompt(),
  ].join('\n');
}

function command(name: CommandName): string {
  const row: CommandRow = COMMANDS[name];
  const operands = row.rest === undefined ? row.operands : [...row.operands, row.rest];
  return [
    `## \`strata ${name}${operandsText(row, 'en')}\``,
    [row.summary, ...(row.more === undefined ? [] : [row.more])].map((text) => text.en).join(' '),
    operands.map((operand) => `- ${operand.name.en}: ${operand.text.en}`).join('\n'),
    row.flags.length === 0 ? '' : flagRows(row.flags),
    row.launches === true ? 'It takes the [launch options](options.md) that have a flag, too.' : '',
    ['```sh', ...row.examples.flatMap((example) => [`# ${example.en}`, `strata ${example.line}`]), '```'].join('\n'),
  ].filter((part) => part !== '').join('\n\n') + '\n';
}

function flagRows(flags: readonly Flag[]): string {
  return table(['Option', 'Meaning'], flags.map((flag) => [`\`${flagText(flag, 'en')}\``, flag.text.en]));
}

function section(heading: string, body: string): string {
  return `${heading}\n\n${body}\n`;
}

/** The prompt of `strata debug`. */
function prompt(): string {
  const groups = Object.entries(GROUPS).map(([group, title]) => {
    const rows = Object.entries<ShellRow>(SHELL).filter(([, row]) => row.group === group);
    return `### ${title.en}\n\n${table(['Command', 'Short', 'Meaning'], rows.map(([name, row]) => [`\`${`${name} ${row.operands}`.trim()}\``, row.short.join(', '), meaning(row)]))}\n`;
  });
  return [`## The prompt of \`strata debug\`\n\n${SAYS.beginnings.en}\n`, ...groups].join('\n');
}

function meaning({ text, subjects = {} }: ShellRow): string {
  const names = Object.keys(subjects).map((name) => `\`${name}\``);
  return names.length === 0 ? text.en : `${text.en} Subjects: ${names.join(', ')}.`;
}

/** A table of Markdown. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cellsOfRow: readonly string[]): string => `| ${cellsOfRow.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
