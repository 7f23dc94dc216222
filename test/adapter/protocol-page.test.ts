// docs/protocol.md: its tables are those of the code. UPDATE_TRANSCRIPTS=1 writes them anew.
import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Adapter } from '../../src/adapter/adapter';
import { capabilities } from '../../src/adapter/capabilities';
import * as messages from '../../src/adapter/messages';
import type { MessageRow } from '../../src/base/message';
import { NodePlatform } from '../../src/platform/node/platform';
import { InlineTransport } from '../../src/protocol/transport';

const PAGE = join(process.cwd(), 'docs', 'protocol.md');

/** The requests that the adapter serves, as it says when it is asked for one that it does not know. */
function served(): string[] {
  let answer = '';
  const transport = new InlineTransport((message) => { answer = (message as { message: string }).message; });
  new Adapter(new NodePlatform(''), transport, { broken: assert.fail, mistake: assert.fail });
  transport.deliver({ seq: 1, type: 'request', command: 'unknown' });
  return /: ([^:]*)\.$/.exec(answer)?.[1].split(', ').sort() ?? assert.fail(answer);
}

function tables(): Record<string, string> {
  const { exceptionBreakpointFilters = [], ...rest } = capabilities('en');
  const rows = Object.values(messages).filter((row): row is MessageRow => 'code' in row);
  return {
    requests: served().map((name) => `\`${name}\``).join(', '),
    capabilities: Object.entries(rest).map(([name, value]) => `\`${name}\`${value === true ? '' : ` (${String(value)})`}`).join(', '),
    filters: ['| filter | |', '|---|---|', ...exceptionBreakpointFilters.map(({ filter, label, description }) => `| \`${filter}\` | ${description ?? label} |`)].join('\n'),
    refusals: ['| number | |', '|---|---|', ...rows.map(({ code, en }) => `| ${code} | ${en} |`)].join('\n'),
  };
}

describe('docs/protocol.md', () => {
  it('has the tables of the code', () => {
    const page = readFileSync(PAGE, 'utf8');
    let made = page;
    for (const [name, table] of Object.entries(tables())) {
      assert.ok(made.includes(`<!-- ${name} -->`), name);
      made = made.replace(new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end -->)`), (_all, begin: string, end: string) => `${begin}${table}\n${end}`);
    }
    if (process.env.UPDATE_TRANSCRIPTS === '1') writeFileSync(PAGE, made);
    else assert.equal(page, made);
  });
});
