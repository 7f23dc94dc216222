// The many ways in which clients write the path of one file.
import * as assert from 'node:assert/strict';
import { SourcePaths, fromUri, pathKey, toUri, type PathPlatform } from '../../src/adapter/paths';
import { joinNames, relativeName } from '../../src/platform/web/names';

/** A platform of plain names; `links` lead elsewhere. */
function platform(links: Readonly<Record<string, string>> = {}): PathPlatform {
  return {
    join: (folder, relative) => (folder.includes('\\') ? `${folder}\\${relative.replace(/\//g, '\\')}` : joinNames(folder, relative)),
    realPath: (path) => links[path] ?? path,
    relative: relativeName,
  };
}

describe('paths of sources', () => {
  describe('are compared whatever way they are written', () => {
    const same: readonly (readonly [string, string, string])[] = [
      ['a drive letter of either case', 'C:\\Users\\kim\\a.sasm', 'c:\\Users\\kim\\a.sasm'],
      ['either separator on Windows', 'C:\\Users\\kim\\a.sasm', 'c:/Users/kim/a.sasm'],
      ['names of either case on Windows', 'C:\\Users\\Kim\\A.sasm', 'c:\\users\\kim\\a.sasm'],
      ['a path and its URI', '/home/kim/a.sasm', 'file:///home/kim/a.sasm'],
      ['a drive and its URI', 'C:\\x\\a.sasm', 'file:///c%3A/x/a.sasm'],
      ['a UNC name and its URI', '\\\\server\\share\\a.sasm', 'file://server/share/a.sasm'],
      ['spaces', '/home/my programs/a b.sasm', 'file:///home/my%20programs/a%20b.sasm'],
      ['Korean names', '/집/덧셈.sasm', 'file:///%EC%A7%91/%EB%8D%A7%EC%85%88.sasm'],
      ['Korean names in decomposed letters', '/집/덧셈.sasm'.normalize('NFD'), '/집/덧셈.sasm'],
      ['dots', '/home/kim/x/../a.sasm', '/home/kim/./a.sasm'],
      ['a sign that is no escape', '/home/100%/a.sasm', 'file:///home/100%/a.sasm'],
      ['a virtual file system', 'vscode-vfs://github/a/b.sasm', 'vscode-vfs://github/a/x/../b.sasm'],
    ];
    for (const [what, one, other] of same) it(what, () => assert.equal(pathKey(one), pathKey(other)));
  });

  describe('stay apart where the files are', () => {
    const different: readonly (readonly [string, string, string])[] = [
      ['names of either case elsewhere', '/home/Kim/a.sasm', '/home/kim/a.sasm'],
      ['two servers', 'file://one/share/a.sasm', 'file://two/share/a.sasm'],
      ['two schemes', 'vscode-vfs://github/a.sasm', 'memfs://github/a.sasm'],
      ['a backslash in a name', '/home/a\\b.sasm', '/home/a/b.sasm'],
    ];
    for (const [what, one, other] of different) it(what, () => assert.notEqual(pathKey(one), pathKey(other)));
  });

  describe('become URIs and paths again', () => {
    for (const path of ['/home/kim/a b%20.sasm', 'C:\\Users\\김\\a.sasm', '\\\\server\\share\\a.sasm', '/a#b?c.sasm']) {
      it(path, () => assert.equal(pathKey(fromUri(toUri(path))), pathKey(path)));
    }
    it('a URI that is no file stays as it is', () => assert.equal(toUri('vscode-vfs://github/a.sasm'), 'vscode-vfs://github/a.sasm'));
  });

  describe('lead to names in images', () => {
    const known = ['kernel.sasm', 'lib/print.sasm', 'vendor/far.sasm'];
    const paths = new SourcePaths(platform({ '/link': '/home/kim', '/link/kernel.sasm': '/home/kim/kernel.sasm' }), '/home/kim', false, { vendor: '/opt/vendor' });
    const cases: readonly (readonly [string, string])[] = [
      ['/home/kim/kernel.sasm', 'kernel.sasm'],
      ['file:///home/kim/lib/print.sasm', 'lib/print.sasm'],
      ['/opt/vendor/far.sasm', 'vendor/far.sasm'],
      ['/link/kernel.sasm', 'kernel.sasm'],
      ['/home/kim/new.sasm', 'new.sasm'],
      ['/elsewhere/x.sasm', '/elsewhere/x.sasm'],
    ];
    for (const [path, name] of cases) it(`${path} is ${name}`, () => assert.equal(paths.toName(path, known), name));
    it('below another folder that was allowed, where the program\'s own has none of that name', () => {
      const files = new Set(['/labs/01', '/systems', '/labs/01/a.sasm', '/systems/slate/a.sasm', '/systems/a.sasm']);
      const allowed = new SourcePaths({ ...platform(), realPath: (path) => (files.has(path) ? path : undefined) }, '/labs/01', false, {}, ['/systems']);
      assert.equal(allowed.toName('/systems/slate/a.sasm', []), 'slate/a.sasm');
      assert.equal(allowed.toName('/systems/slate/a.sasm', ['slate/a.sasm']), 'slate/a.sasm');
      assert.equal(allowed.toClient('slate/a.sasm'), '/systems/slate/a.sasm');
      assert.equal(allowed.toClient('a.sasm'), '/labs/01/a.sasm');
      assert.equal(allowed.toClient('gone.sasm'), '/labs/01/gone.sasm');
    });
    it('on Windows', () => {
      const windows = new SourcePaths(platform(), 'C:\\work', false, {});
      assert.equal(windows.toName('c:\\Work\\lib\\print.sasm', known), 'lib/print.sasm');
    });
    it('and back, as a path or a URI', () => {
      assert.equal(paths.toClient('vendor/far.sasm'), '/opt/vendor/far.sasm');
      assert.equal(new SourcePaths(platform(), '/내 폴더', true, {}).toClient('a.sasm'), `file:///${encodeURIComponent('내 폴더')}/a.sasm`);
    });
  });
});
