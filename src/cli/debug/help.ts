// What `help` says at the prompt, from the table of its commands.
import type { Language } from '../../base/message';
import { columns } from '../layout';
import { sentence } from '../diagnostics';
import { GROUPS, SHELL, type ShellCommand, type ShellRow } from './commands';
import { SAYS } from './messages';

const WIDTH = 80;

/** All commands by group. */
export function shellHelp(language: Language): string {
  const rows = Object.entries<ShellRow>(SHELL);
  const groups = Object.entries(GROUPS).map(([group, title]) => {
    const own = rows.filter(([, row]) => row.group === group);
    return `${title[language]}:\n${columns(own.map(([name, row]) => [name, row.text[language]]), WIDTH)}`;
  });
  return [...groups, sentence(SAYS.beginnings, language)].join('\n\n');
}

/** One command. */
export function commandHelp(name: ShellCommand, language: Language): string {
  const { text, operands, short, subjects = {} }: ShellRow = SHELL[name];
  const parts = [text[language], sentence(SAYS.usage, language, { line: `${name} ${operands}`.trim() })];
  if (short.length > 0) parts.push(sentence(SAYS.short, language, { names: short.join(', ') }));
  const rows = Object.entries(subjects).map(([subject, says]) => [subject, says[language]] as const);
  return [...parts, ...(rows.length === 0 ? [] : [columns(rows, WIDTH)])].join('\n');
}
