// The launch options as the manual's page, docs/options.md. scripts/contribute.mjs writes it; a test compares it.
import { type Kind, LIMITS, LIMITS_TEXT, OPTIONS, type OptionRow } from './table';

const KINDS: { readonly [K in Kind]: string } = {
  file: 'path',
  folder: 'path',
  text: 'text',
  choice: 'one of the words below',
  switch: '`true` or `false`',
  count: 'whole number',
  size: 'bytes, or a text such as `"64MiB"`',
  texts: 'list of texts',
  files: 'list of paths',
  folders: 'list of paths',
  map: 'object from names to paths',
  contents: 'object from names to texts',
  input: 'text, or list of `{ "at": steps, "text": text }`',
};

const HEAD = `# Launch options

Made from \`src/options/table.ts\`; do not edit.

Each option stands in \`launch.json\` (any editor: in the arguments of the \`launch\` request) under its name, and, where it
says so, on the command line of \`strata run\`, \`strata trace\` and \`strata debug\` as a flag.
`;

/** The whole page. */
export function manual(): string {
  return [
    HEAD,
    ...Object.entries<OptionRow>(OPTIONS).map(([name, row]) => section(`## \`${name}\``, row)),
    `## \`limits\`\n\n${LIMITS_TEXT.en}\n`,
    ...Object.entries<OptionRow>(LIMITS).map(([name, row]) => section(`### \`limits.${name}\``, row)),
  ].join('\n');
}

function section(heading: string, row: OptionRow): string {
  const byDefault = row.default === undefined ? 'none' : `\`${JSON.stringify(row.default)}\``;
  const facts = [
    `- Value: ${KINDS[row.kind]}${row.range === undefined ? '' : `, ${row.range[0]} to ${row.range[1]}`}`,
    ...(row.choices ?? []).map(({ value, en }) => `  - \`${JSON.stringify(value)}\`: ${en}`),
    row.required === true ? '- Must be given.' : `- Default: ${byDefault}`,
    ...(row.flag === undefined ? [] : [`- Flag: \`--${row.flag}\``]),
    ...row.examples.map((example) => `- Example: \`${JSON.stringify(example)}\``),
  ];
  return `${heading}\n\n${row.en}\n\n${facts.join('\n')}\n`;
}
