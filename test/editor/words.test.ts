// Every string that the editor side shows is there in English and Korean, and none is left over.
import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const KOREAN = /[가-힣]/;

function json(path: string): Record<string, string> {
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
}

/** Strings that the sources hand to `l10n.t`. */
function spoken(): string[] {
  const sources = readdirSync('src/editor').map((file) => readFileSync(join('src/editor', file), 'utf8'));
  const found = sources.flatMap((source) => [...source.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, text]) => text.replace(/\\(.)/g, '$1')));
  return [...new Set(found)].sort();
}

/** Arguments that a text has room for. */
function rooms(text: string): string[] {
  return [...text.matchAll(/\{\w+\}/g)].map(([room]) => room).sort();
}

describe('words of the editor', () => {
  it('are all given to l10n.t as plain texts', () => {
    for (const file of readdirSync('src/editor')) {
      const source = readFileSync(join('src/editor', file), 'utf8');
      assert.equal(source.match(/l10n\.t\(/g)?.length ?? 0, source.match(/l10n\.t\(\s*'/g)?.length ?? 0, file);
    }
  });

  it('stand in the Korean bundle, which holds no others', () => {
    assert.ok(spoken().length > 10);
    assert.deepEqual(Object.keys(json('l10n/bundle.l10n.ko.json')).sort(), spoken());
  });

  it('are Korean in Korean, with the same arguments', () => {
    for (const [english, korean] of Object.entries(json('l10n/bundle.l10n.ko.json'))) {
      assert.match(korean, KOREAN, english);
      assert.deepEqual(rooms(korean), rooms(english));
    }
  });
});

describe('words of package.json', () => {
  const manifest = readFileSync('package.json', 'utf8');
  const keys = [...new Set([...manifest.matchAll(/%([\w.]+)%/g)].map(([, key]) => key))].sort();
  const english = json('package.nls.json'), korean = json('package.nls.ko.json');

  it('stand in both languages, and no others do', () => {
    assert.deepEqual(Object.keys(english).sort(), keys);
    assert.deepEqual(Object.keys(korean).sort(), keys);
  });

  it('are Korean in Korean, but for those that are no words', () => {
    for (const [key, text] of Object.entries(korean)) assert.match(text, KOREAN, key);
  });

  it('say nothing beside those: titles and descriptions are all keys', () => {
    const bare = [...manifest.matchAll(/"(title|description|label|markdownDescription|displayName)": "([^"]*)"/g)];
    const unkeyed = bare.filter(([, , text]) => !/^%[\w.]+%$/.test(text)).map(([, , text]) => text);
    assert.deepEqual([...new Set(unkeyed)], ['Strata']);
  });

  it('name files that are there', () => {
    for (const [, path] of manifest.matchAll(/"\.\/((?!dist)[\w./-]+\.\w+)"/g)) assert.ok(existsSync(path), path);
  });
});
