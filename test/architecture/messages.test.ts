// Everything said to people: each row in both languages, with the same arguments, under a number of its own.
import * as assert from 'node:assert';
import * as path from 'node:path';
import type { MessageRow, Text } from '../../src/base/message';
import { sourceFiles } from './sources';

interface Found {
  readonly file: string;
  readonly row: Text & Partial<MessageRow>;
}

/** Every text in what a file exports, however deep it stands. */
function textsIn(file: string, value: unknown, seen: Set<unknown>): Found[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  const own = 'en' in value && 'ko' in value ? [{ file, row: value as Found['row'] }] : [];
  return [...own, ...Object.values(value).flatMap((each) => textsIn(file, each, seen))];
}

function load(file: string): unknown {
  const compiled = path.resolve(__dirname, '../..', file.replace(/\.ts$/, '.js'));
  return require(compiled) as unknown;
}

const tables = sourceFiles().filter((file) => file.endsWith('/messages.ts') || file === 'src/options/table.ts' || file === 'src/cli/commands.ts');
const found = tables.flatMap((file) => textsIn(file, load(file), new Set()));

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
}

describe('messages', () => {
  it('are found', () => {
    assert.ok(tables.length >= 5 && found.length > 150, `${found.length} texts in ${tables.length} files`);
  });

  it('stand in both languages, with the same arguments', () => {
    for (const { file, row: { en, ko } } of found) {
      assert.ok(en.trim() !== '' && !/[가-힣]/.test(en), `${file}: ${en}`);
      // Without words there is nothing to translate: only arguments, signs and names of the machine.
      assert.ok(/[가-힣]/.test(ko) || ko === en || !/[a-z]{2}/i.test(ko.replace(/\{\w+\}/g, '')), `${file}: ${ko}`);
      assert.deepStrictEqual(placeholders(ko), placeholders(en), `${file}: ${en}`);
    }
  });

  it('have numbers of their own', () => {
    const owners = new Map<string, string>();
    for (const { file, row } of found) {
      if (row.code === undefined || typeof row.code !== 'string') continue;
      assert.match(row.code, /^[A-Z]\d{3}$/, `${file}: ${row.en}`);
      assert.ok(!owners.has(row.code), `${row.code} is both "${owners.get(row.code)}" and "${row.en}"`);
      owners.set(row.code, row.en);
    }
    assert.ok(owners.size > 100);
  });

  it('keep what follows an argument free of particles that depend on its last sound', () => {
    // 이/가, 은/는, 을/를, 과/와, 으로/로 after `{name}` would be wrong for half of the values.
    const particle = /(?<!\\u)\{\w+\}[`'"”’)]*(이|가|은|는|을|를|과|와|으로|로|이나|나|이라|라|이며|며)(?=[\s.,;:!?]|$)/;
    const wrong = found.filter(({ row }) => particle.test(row.ko)).map(({ file, row }) => `${file}: ${row.ko}`);
    assert.strictEqual(wrong.join('\n'), '');
  });
});
