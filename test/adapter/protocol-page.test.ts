// docs/protocol.md and its Korean translation: their tables are those of the code. UPDATE_TRANSCRIPTS=1 writes them anew.
import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Adapter } from '../../src/adapter/adapter';
import { capabilities } from '../../src/adapter/capabilities';
import * as messages from '../../src/adapter/messages';
import { NodePlatform } from '../../src/platform/node/platform';
import type { Language, MessageRow } from '../../src/base/message';
import { InlineTransport } from '../../src/protocol/transport';
import { COMPARED, PEERS } from './peers';

const PAGES: Readonly<Record<Language, string>> = { en: join(process.cwd(), 'docs', 'protocol.md'), ko: join(process.cwd(), 'docs', 'protocol.ko.md') };
/** The protocol's own list of what an adapter may say. */
const SCHEMA = join(process.cwd(), 'test', 'protocol', 'debugAdapterProtocol.json');

function flags(): string[] {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as { definitions: { Capabilities: { properties: Record<string, unknown> } } };
  return Object.keys(schema.definitions.Capabilities.properties).sort();
}

/** Every flag of the protocol with who has it. */
function comparison(): string {
  const ours = capabilities('en');
  const columns = [{ name: 'Strata', flags: Object.keys(ours) }, ...PEERS];
  const mark = (has: boolean): string => (has ? '✓' : '');
  const rows = flags().map((flag) => `| \`${flag}\` | ${columns.map(({ flags: all }) => mark(all.includes(flag))).join(' | ')} |`);
  const sums = columns.map(({ flags: all }) => all.filter((flag) => flags().includes(flag)).length);
  return [`| flag | ${columns.map(({ name }) => name).join(' | ')} |`, `|---|${columns.map(() => ':-:').join('|')}|`, ...rows,
    `| **${flags().length}** | ${sums.map((sum) => `**${sum}**`).join(' | ')} |`].join('\n');
}

/** The requests that the adapter serves, as it says when it is asked for one that it does not know. */
function served(): string[] {
  let answer = '';
  const transport = new InlineTransport((message) => { answer = (message as { message: string }).message; });
  new Adapter(new NodePlatform(''), transport, { broken: assert.fail, mistake: assert.fail });
  transport.deliver({ seq: 1, type: 'request', command: 'unknown' });
  return /: ([^:]*)\.$/.exec(answer)?.[1].split(', ').sort() ?? assert.fail(answer);
}

function tables(language: Language): Record<string, string> {
  const { exceptionBreakpointFilters = [], breakpointModes = [], additionalModuleColumns = [], ...rest } = capabilities(language);
  const rows = Object.values(messages).filter((row): row is MessageRow => 'code' in row);
  return {
    requests: served().map((name) => `\`${name}\``).join(', '),
    modes: ['| mode | | |', '|---|---|---|', ...breakpointModes.map(({ mode, label, description, appliesTo }) => (
      `| \`${mode}\` | ${label}. ${description ?? ''} | ${appliesTo.join(', ')} |`))].join('\n'),
    columns: additionalModuleColumns.map(({ attributeName, label }) => `\`${attributeName}\` (${label})`).join(', '),
    comparison: comparison(),
    sources: [...PEERS.map(({ name, from }) => `- ${name}: ${from}`), `- ${COMPARED}`].join('\n'),
    capabilities: Object.entries(rest).map(([name, value]) => `\`${name}\`${value === true ? '' : ` (${String(value)})`}`).join(', '),
    filters: ['| filter | |', '|---|---|', ...exceptionBreakpointFilters.map(({ filter, label, description }) => `| \`${filter}\` | ${description ?? label} |`)].join('\n'),
    refusals: ['| number | |', '|---|---|', ...rows.map((row) => `| ${row.code} | ${row[language]} |`)].join('\n'),
  };
}

describe('docs/protocol.md', () => {
  for (const language of ['en', 'ko'] as const) {
    it(`has the tables of the code, ${language}`, () => {
      const page = readFileSync(PAGES[language], 'utf8');
      let made = page;
      for (const [name, table] of Object.entries(tables(language))) {
        assert.ok(made.includes(`<!-- ${name} -->`), name);
        made = made.replace(new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end -->)`), (_all, begin: string, end: string) => `${begin}${table}\n${end}`);
      }
      if (process.env.UPDATE_TRANSCRIPTS === '1') writeFileSync(PAGES[language], made);
      else assert.equal(page, made);
    });
  }

  it('names flags that there are', () => {
    for (const { name, flags: all } of PEERS) for (const flag of all) assert.ok(flags().includes(flag), `${name}: ${flag}`);
  });
});
