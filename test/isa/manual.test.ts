// The reference manual is made from the tables, and says something of every row.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CAUSES } from '../../src/isa/causes';
import { FIELDS } from '../../src/isa/fields';
import { CALLS } from '../../src/isa/firmware';
import { INSTRUCTIONS } from '../../src/isa/instructions';
import * as limits from '../../src/isa/limits';
import { reference } from '../../src/isa/manual';
import { PORTS } from '../../src/isa/ports';

describe('isa: manual', () => {
  const text = reference();

  it('docs/reference.md is what the tables make (node scripts/reference.mjs writes it)', () => {
    assert.equal(readFileSync('docs/reference.md', 'utf8'), text);
  });

  it('has a heading for every instruction, each once', () => {
    for (const mnemonic of Object.keys(INSTRUCTIONS)) {
      const headings = text.match(new RegExp(`^### \`${mnemonic.replace('.', '\\.')}(\`| )`, 'gm')) ?? [];
      assert.equal(headings.length, 1, mnemonic);
    }
  });

  it('names every cause, field, port, call and limit', () => {
    for (const name of Object.keys(CAUSES)) assert.ok(text.includes(`\`cause.${name}\``), name);
    for (const name of Object.keys(FIELDS)) assert.ok(text.includes(`\`field.${name}\``), name);
    for (const name of Object.keys(PORTS)) assert.ok(text.includes(`\`port.${name}\``), name);
    for (const name of Object.keys(CALLS)) assert.ok(text.includes(`\`sys ${name}\``), name);
    for (const [name, value] of Object.entries(limits)) assert.ok(text.includes(`| ${value.toLocaleString('en-US')} |`), name);
  });

  it('its tables are tables: every row has as many cells as its head', () => {
    let cells = 0;
    for (const line of text.split('\n')) {
      const count = line.startsWith('|') ? line.replace(/\\\|/g, '').split('|').length : 0;
      if (count > 0 && cells > 0) assert.equal(count, cells, line);
      cells = count;
    }
  });
});
