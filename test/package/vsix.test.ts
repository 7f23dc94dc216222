// What a person downloads: exactly the files of files.txt, small, with nothing of the build in it.
import { strict as assert } from 'node:assert';
import { readFileSync, statSync } from 'node:fs';
import { filesOf, packageExtension, type PackedFile } from './vsix';

const MEGABYTE = 1_000_000;

describe('the VSIX', () => {
  let vsix: string;
  let files: readonly PackedFile[];

  before(() => {
    vsix = packageExtension();
    files = filesOf(vsix);
  });

  it('holds the files of test/package/files.txt and no other', () => {
    const pinned = readFileSync('test/package/files.txt', 'utf8').trimEnd().split('\n');
    assert.deepEqual(files.map(({ path }) => path).sort(), pinned);
  });

  it('has neither source maps nor modules', () => {
    assert.deepEqual(files.filter(({ path }) => /\.map$|node_modules|\.ts$/.test(path)), []);
  });

  it('stays under a megabyte, packed', () => {
    assert.ok(statSync(vsix).size < MEGABYTE, `${statSync(vsix).size} bytes`);
  });

  it('holds every file that package.json names', () => {
    const named = readFileSync('package.json', 'utf8').match(/"\.\/[\w./-]+\.\w+"|"dist\/[\w./-]+"/g) ?? [];
    const packed = new Set(files.map(({ path }) => path));
    const missing = named.map(quoted => quoted.replace(/"|\.\//g, '')).filter(path => !packed.has(`extension/${path}`));
    assert.deepEqual(missing, []);
  });
});
