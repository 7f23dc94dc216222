// Building: what COPY and DELETE make, that nothing else changes a byte, and what a build file may not say.
import { strict as assert } from 'node:assert';
import { symlinkSync } from 'node:fs';
import * as path from 'node:path';
import { readBuildFile } from '../../src/oci/build-file';
import { readBaseConfig } from '../../src/oci/image';
import { BuildFolder } from '../../src/oci/sources';
import { NodePlatform } from '../../src/platform/node/platform';
import { buildImage, buildIn, filesOf, inFolder, layerEntries, refusalOf, richImage } from './images';

const FILES = { 'etc/motd': 'hi', 'etc/deep/one': '1', 'bin/hello': 'program', 'top': 't' };

describe('a build', () => {
  it('copies files, folders and several of them', () => {
    assert.deepEqual(filesOf(buildImage('FROM scratch\nCOPY etc /config\nCOPY top bin/hello /bin/\nCOPY top /etc/name', FILES)), [
      'bin/', 'bin/hello: program', 'bin/top: t', 'config/', 'config/deep/', 'config/deep/one: 1', 'config/motd: hi', 'etc/', 'etc/name: t',
    ]);
    assert.deepEqual(filesOf(buildImage('FROM scratch\nWORKDIR /srv\nCOPY . .', FILES)), [
      'srv/', 'srv/bin/', 'srv/bin/hello: program', 'srv/etc/', 'srv/etc/deep/', 'srv/etc/deep/one: 1', 'srv/etc/motd: hi', 'srv/top: t',
    ]);
    assert.deepEqual(filesOf(buildImage('FROM scratch\nCOPY bin /\nCOPY top /bin/top\nCOPY top /bin', FILES)), ['bin/', 'bin/top: t', 'hello: program']);
  });

  it('leaves the build file and the layout out', () => {
    inFolder({ 'Buildfile': 'FROM scratch', 'out/oci-layout': '{}', 'a': '1' }, (folder) => {
      const build = new BuildFolder(new NodePlatform(), folder, [path.join(folder, 'Buildfile'), path.join(folder, 'out')]);
      assert.deepEqual(filesOf(buildIn(folder, 'FROM scratch\nCOPY . /', { folder: build })), ['a: 1']);
      assert.equal(refusalOf(() => buildIn(folder, 'FROM scratch\nCOPY Buildfile /', { folder: build })), 'C108 at 2');
    });
  });

  it('gives the same bytes wherever and whenever it is done', () => {
    const text = 'FROM scratch\nCOPY . /\nENV A=1\nLABEL b=2 a=1\nCMD x';
    const reversed = Object.fromEntries(Object.entries(FILES).reverse());
    const one = buildImage(text, FILES), other = buildImage(text, reversed);
    assert.deepEqual(other.manifest, one.manifest);
    assert.deepEqual(other.config.bytes, one.config.bytes);
    assert.deepEqual(layerEntries(one, 0).map((entry) => entry.path), ['bin', 'bin/hello', 'etc', 'etc/deep', 'etc/deep/one', 'etc/motd', 'top']);
  });

  it('changes the digest of the layer that changes, and of no other', () => {
    const text = 'FROM scratch\nCOPY etc /etc\nCOPY bin /bin\nCOPY top /';
    const before = buildImage(text, FILES), after = buildImage(text, { ...FILES, 'bin/hello': 'changed' });
    assert.deepEqual(before.layers.map(({ digest }, index) => digest === after.layers[index].digest), [true, false, true]);
    assert.notEqual(before.manifest.digest, after.manifest.digest);
  });

  it('says the time that it is given', () => {
    const image = buildImage('FROM scratch\nCOPY top /', FILES, { time_s: 86_400 });
    assert.equal(readBaseConfig(image.config, 'config').plain.created, '1970-01-02T00:00:00Z');
    assert.equal(new TextDecoder().decode(image.layers[0].bytes.subarray(136, 147)), '00000250600');
  });

  it('deletes a file, a folder, and all that is in one', () => {
    const copied = 'FROM scratch\nCOPY . /\n';
    assert.deepEqual(filesOf(buildImage(`${copied}DELETE /etc/motd\nDELETE bin`, FILES)), ['etc/', 'etc/deep/', 'etc/deep/one: 1', 'top: t']);
    const opaque = buildImage(`${copied}DELETE /etc/*`, FILES);
    assert.deepEqual(filesOf(opaque), ['bin/', 'bin/hello: program', 'etc/', 'top: t']);
    assert.deepEqual(layerEntries(opaque, 1).map((entry) => entry.path), ['etc', 'etc/.wh..wh..opq']);
    assert.deepEqual(layerEntries(buildImage(`${copied}DELETE /etc/motd`, FILES), 1).map((entry) => entry.path), ['etc', 'etc/.wh.motd']);
    assert.deepEqual(filesOf(buildImage(`${copied}DELETE /*\nCOPY top /again`, FILES)), ['again: t']);
  });

  it('knows entry point, command, variables, labels and working folder', () => {
    assert.deepEqual(richImage().settings, {
      entryPoint: ['/bin/hello', 'x'], command: ['y'], environment: ['PATH=/bin', 'NAME=a b'], workingFolder: '/home', labels: { who: 'me' },
    });
  });

  it('builds on an image, whose layers and settings it keeps', () => {
    const base = richImage();
    const image = buildImage('FROM base\nENV NAME=c MORE=1\nWORKDIR more\nCOPY new .\nENTRYPOINT other', { new: 'n' }, { baseOf: (name) => (name === 'base' ? base : undefined) });
    assert.deepEqual(image.layers.slice(0, 3), base.layers);
    assert.deepEqual(image.settings, { entryPoint: ['other'], command: [], environment: ['PATH=/bin', 'NAME=c', 'MORE=1'], workingFolder: '/home/more', labels: { who: 'me' } });
    assert.ok(filesOf(image).includes('home/more/new: n') && filesOf(image).includes('etc/motd: hi\n'));
    const history = readBaseConfig(image.config, 'config').plain.history as readonly { created_by: string; empty_layer?: boolean }[];
    assert.deepEqual(history.slice(8).map((line) => [line.created_by, line.empty_layer ?? false]), [
      ['ENV NAME=c MORE=1', true], ['WORKDIR more', true], ['COPY new .', false], ['ENTRYPOINT other', true],
    ]);
  });

  it('refuses what leads out of the folder or the image', () => {
    const refused = (line: string): string => refusalOf(() => buildImage(`FROM scratch\n${line}`, FILES));
    assert.equal(refused('COPY ../secret /'), 'C107 at 2');
    assert.equal(refused('COPY etc/../../secret /'), 'C107 at 2');
    assert.equal(refused('COPY top ../x'), 'C109 at 2');
    assert.equal(refused('COPY top /a/../../x'), 'C109 at 2');
    assert.equal(refused('WORKDIR ../..'), 'C109 at 2');
    assert.equal(refused('COPY top /.wh.name'), 'C109 at 2');
    assert.equal(refused(`COPY top /${'x'.repeat(101)}`), 'C109 at 2');
    assert.equal(refused(`COPY top /${'y/'.repeat(130)}x`), 'C109 at 2');
  });

  it('follows links inside of the folder, and none that lead out or in circles', function () {
    inFolder({ 'a/real': 'r' }, (folder) => {
      symlinkSync('a', path.join(folder, 'linked'));
      assert.deepEqual(filesOf(buildIn(folder, 'FROM scratch\nCOPY linked /l')), ['l/', 'l/real: r']);
      symlinkSync('..', path.join(folder, 'a', 'up'));
      assert.equal(refusalOf(() => buildIn(folder, 'FROM scratch\nCOPY a /')), 'C114 at 2');
      symlinkSync(path.dirname(folder), path.join(folder, 'out'));
      assert.equal(refusalOf(() => buildIn(folder, 'FROM scratch\nCOPY out /')), 'C107 at 2');
    });
  });

  it('refuses sources that are not there or collide, bases and deletions of nothing', () => {
    const refused = (line: string): string => refusalOf(() => buildImage(`FROM scratch\n${line}`, FILES));
    assert.equal(refused('COPY none /'), 'C108 at 2');
    assert.equal(refused('COPY top bin /x'), 'C110 at 2');
    assert.equal(refused('COPY top etc/../top /x/'), 'C107 at 2');
    assert.equal(refused('COPY top ./top /x/'), 'C113 at 2');
    assert.equal(refused('DELETE /etc'), 'C111 at 2');
    assert.equal(refused('DELETE /etc/*'), 'C111 at 2');
    assert.equal(refusalOf(() => buildImage('FROM none:1')), 'C115 at 1');
    assert.equal(refusalOf(() => buildImage(`FROM scratch\n${'COPY top /\n'.repeat(33)}`, FILES)), 'C116 at 34');
  });
});

describe('a build file', () => {
  const refused = (text: string): string => refusalOf(() => readBuildFile(text, 'Buildfile'));

  it('has comments, lines that go on, quotation marks and lists', () => {
    assert.deepEqual(readBuildFile('# a\n\nFROM scratch\nENV A="x y" \\\n  # between\n  B=a\\ b\nCMD ["a", "b c"]\nEntrypoint a "b c"\r\n', 'f').map((each) => ({ ...each, text: '' })), [
      { kind: 'FROM', line: 3, text: '', base: 'scratch' },
      { kind: 'ENV', line: 4, text: '', pairs: [['A', 'x y'], ['B', 'a b']] },
      { kind: 'CMD', line: 7, text: '', words: ['a', 'b c'] },
      { kind: 'ENTRYPOINT', line: 8, text: '', words: ['a', 'b c'] },
    ]);
  });

  it('is refused with the line and the reason', () => {
    assert.equal(refused(''), 'C118 at 1');
    assert.equal(refused('COPY a b'), 'C103 at 1');
    assert.equal(refused('FROM scratch\nFROM scratch'), 'C103 at 2');
    assert.equal(refused('FROM scratch\n\nRUN x'), 'C102 at 3');
    assert.equal(refused('FROM scratch\nADD a b'), 'C101 at 2');
    assert.equal(refused('FROM scratch\nCOPY a'), 'C104 at 2');
    assert.equal(refused('FROM scratch\nCOPY --chown=1 a b'), 'C104 at 2');
    assert.equal(refused('FROM scratch\nCOPY --chmod=9 a b'), 'C112 at 2');
    assert.equal(refused('FROM scratch\nENV A'), 'C104 at 2');
    assert.equal(refused('FROM scratch\nLABEL'), 'C104 at 2');
    assert.equal(refused('FROM a b'), 'C104 at 1');
    assert.equal(refused('FROM scratch\nCMD "a'), 'C105 at 2');
    assert.equal(refused('FROM scratch\nCMD ["a", 1]'), 'C106 at 2');
    assert.equal(refused('FROM scratch\nCMD ["a"'), 'C106 at 2');
    assert.equal(refused('FROM scratch\nCMD ["a\\u0000b"]'), 'C119 at 2');
    assert.equal(refused('FROM scratch\nENV A=a\0b'), 'C119 at 2');
  });
});
