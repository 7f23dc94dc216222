// `strata image`: what it prints, where it writes, what it leaves alone, and its exit codes.
import { strict as assert } from 'node:assert';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { strata, withFolder, type Finished } from './process';

const BUILD_FILE = 'FROM scratch\nCOPY data /data\nCOPY program /bin/\nENTRYPOINT ["/bin/program"]\n';

/** A folder `source` to build from, for the length of some work with commands in it. */
async function withSource(work: (run: (...args: string[]) => Promise<Finished>, folder: string) => Promise<void>): Promise<void> {
  await withFolder({}, async (cwd) => {
    mkdirSync(path.join(cwd, 'source', 'data'), { recursive: true });
    for (const [name, text] of [['Buildfile', BUILD_FILE], ['data/a', 'A'], ['program', 'P']]) writeFileSync(path.join(cwd, 'source', name), text);
    await work((...args) => strata(['image', ...args], { cwd }), cwd);
  });
}

const BUILD = ['build', '-t', 'hello:1', '-o', 'images', 'source'];

/** Every file below a folder with its content. */
function contents(folder: string, below = ''): Record<string, string> {
  return Object.assign({}, ...readdirSync(path.join(folder, below), { withFileTypes: true }).map((entry) => {
    const name = path.join(below, entry.name);
    return entry.isDirectory() ? contents(folder, name) : { [name]: readFileSync(path.join(folder, name), 'latin1') };
  })) as Record<string, string>;
}

describe('strata image', () => {
  it('builds, and says which layers are new', async () => {
    await withSource(async (run, cwd) => {
      const first = await run(...BUILD);
      assert.deepEqual([first.code, first.stderr], [0, '']);
      assert.match(first.stdout, /^layer 1 sha256:\w{64} 2560 bytes, new\nlayer 2 sha256:\w{64} 2560 bytes, new\nimage hello:1 sha256:\w{64}\n$/);
      const before = contents(path.join(cwd, 'images'));
      assert.equal((await run(...BUILD)).stdout, first.stdout.replaceAll(', new', ', unchanged'));
      assert.deepEqual(contents(path.join(cwd, 'images')), before);
      writeFileSync(path.join(cwd, 'source', 'program'), 'Q');
      const second = await run('build', '-t', 'hello:2', '-o', 'images', 'source');
      assert.match(second.stdout, /^layer 1 .* unchanged\nlayer 2 .* new\nimage hello:2 /);
      assert.match((await run('ls', 'images')).stdout, /^hello:1 .* 2 layers, 5120 bytes\nhello:2 .* 2 layers, 5120 bytes\n$/);
      assert.deepEqual(readdirSync(cwd).sort(), ['images', 'source']);
    });
  });

  it('leaves the name of an image with it, unless forced', async () => {
    await withSource(async (run, cwd) => {
      await run(...BUILD);
      const before = contents(path.join(cwd, 'images'));
      writeFileSync(path.join(cwd, 'source', 'program'), 'Q');
      const { code, stderr } = await run(...BUILD);
      assert.deepEqual([code, stderr.slice(0, 14)], [74, 'strata: C203: ']);
      assert.deepEqual(contents(path.join(cwd, 'images')), before);
      assert.equal((await run(...BUILD, '--force')).code, 0);
      const after = contents(path.join(cwd, 'images'));
      assert.ok(Object.keys(before).every((name) => name === 'index.json' || after[name] === before[name]));
    });
  });

  it('begins with an image of the layout, or of another one', async () => {
    await withSource(async (run, cwd) => {
      await run(...BUILD);
      writeFileSync(path.join(cwd, 'source', 'More'), 'FROM hello:1\nDELETE /data/a\n');
      assert.match((await run('build', '-f', 'source/More', '-t', 'less', '-o', 'images', 'source')).stdout, /image less:latest /);
      writeFileSync(path.join(cwd, 'source', 'More'), 'FROM oci:../images:hello:1\nENV A=1\n');
      assert.equal((await run('build', '-f', 'source/More', '-t', 'other', '-o', 'others', 'source')).code, 0);
      const [image] = [JSON.parse((await run('inspect', 'images', 'less')).stdout) as { name: string; files: readonly { path: string }[] }];
      assert.deepEqual([image.name, image.files.map((file) => file.path)], ['less:latest', ['/bin', '/bin/program', '/data']]);
    });
  });

  it('names the file and the line of what cannot be built, and writes nothing', async () => {
    await withSource(async (run, cwd) => {
      writeFileSync(path.join(cwd, 'source', 'Buildfile'), 'FROM scratch\nCOPY none /\n');
      const { code, stderr } = await run(...BUILD);
      assert.equal(code, 65);
      assert.equal(stderr, `${path.join('source', 'Buildfile')}:2: error C108: There is no \`none\` in the folder that is built.\n`);
      assert.match((await run('--language', 'ko')).stdout + (await run(...BUILD, '--language', 'ko')).stderr, /:2: error C108: .*없습니다/);
      assert.deepEqual(readdirSync(cwd), ['source']);
    });
  });

  it('carries images over archives and disks, and they stay the same', async () => {
    await withSource(async (run, cwd) => {
      await run(...BUILD);
      assert.equal((await run('disk', 'images', '-o', 'disk.img', '--room', '64KiB', '--scratch', '4096')).code, 0);
      assert.equal((await run('save', 'disk.img', 'hello', '-o', 'hello.tar')).code, 0);
      assert.equal((await run('load', 'hello.tar', '-o', 'again')).code, 0);
      assert.deepEqual(contents(path.join(cwd, 'again')), contents(path.join(cwd, 'images')));
      writeFileSync(path.join(cwd, 'source', 'Buildfile'), 'FROM hello:1\nENV A=1\n');
      await run('build', '-t', 'hello:2', '-o', 'images', 'source');
      assert.equal((await run('load', 'images', '-o', 'disk.img')).code, 0);
      assert.deepEqual((await run('ls', 'disk.img', '--json')).stdout, (await run('ls', 'images', '--json')).stdout);
      assert.equal((await run('verify', 'disk.img', 'images', 'hello.tar')).stdout, 'disk.img: all well, images: 2\nimages: all well, images: 2\nhello.tar: all well, images: 1\n');
    });
  });

  it('replaces a file only where it is told to', async () => {
    await withSource(async (run, cwd) => {
      await run(...BUILD);
      writeFileSync(path.join(cwd, 'disk.img'), 'mine');
      for (const line of [['disk', 'images', '-o', 'disk.img'], ['save', 'images', '-o', 'disk.img']]) assert.notEqual((await run(...line)).code, 0);
      assert.equal(readFileSync(path.join(cwd, 'disk.img'), 'utf8'), 'mine');
      assert.equal((await run('disk', 'images', '-o', 'disk.img', '--force')).code, 0);
      mkdirSync(path.join(cwd, 'mine'));
      writeFileSync(path.join(cwd, 'mine', 'text'), 'mine');
      const { code, stderr } = await run('save', 'images', '-o', 'mine');
      assert.deepEqual([code, stderr.slice(0, 14)], [74, 'strata: C206: ']);
      assert.deepEqual(readdirSync(path.join(cwd, 'mine')), ['text']);
      assert.equal((await run('save', 'images', '-o', path.join('no', 'folder', 'here'))).code, 74);
      assert.deepEqual(readdirSync(cwd).sort(), ['disk.img', 'images', 'mine', 'source']);
    });
  });

  it('finds damage, with its place', async () => {
    await withSource(async (run, cwd) => {
      await run(...BUILD);
      const [blob] = readdirSync(path.join(cwd, 'images', 'blobs', 'sha256')), file = path.join(cwd, 'images', 'blobs', 'sha256', blob);
      cpSync(path.join(cwd, 'images'), path.join(cwd, 'copy'), { recursive: true });
      writeFileSync(file, Buffer.from(readFileSync(file)).fill(1, 3, 4));
      const { code, stderr } = await run('verify', 'images');
      assert.equal(code, 67);
      assert.match(stderr, new RegExp(`^strata: C011: .* \\(section blobs/sha256/${blob}, byte 0\\)\n$`));
      assert.equal((await run('disk', 'images', '-o', 'disk.img')).code, 67);
      assert.ok(!existsSync(path.join(cwd, 'disk.img')));
      rmSync(path.join(cwd, 'copy', 'index.json'));
      assert.match((await run('ls', 'copy')).stderr, /C034: .*index\.json/);
    });
  });

  it('takes the time from the environment', async () => {
    await withSource(async (run, cwd) => {
      const built = await strata(['image', ...BUILD], { cwd, environment: { SOURCE_DATE_EPOCH: '86400' } });
      assert.equal(built.code, 0);
      assert.match((await run('inspect', 'images')).stdout, /"created": "1970-01-02T00:00:00Z"/);
      assert.match((await strata(['image', ...BUILD], { cwd, environment: { SOURCE_DATE_EPOCH: 'now' } })).stderr, /^strata: C212: /);
    });
  });

  it('says what is missing or unknown on its command line', async () => {
    await withSource(async (run, cwd) => {
      await run(...BUILD);
      const code = async (...args: string[]): Promise<string> => {
        const { code: exit, stderr } = await run(...args);
        return `${exit} ${/\b([CR]\d{3})\b/.exec(stderr)?.[1] ?? ''}`;
      };
      assert.equal(await code('build', 'source', '-o', 'x'), '64 R814');
      assert.equal(await code('build', 'source', '-o', 'x', '-t', 'Hello'), '66 C201');
      assert.equal(await code('build', 'source', '-o', 'x', '-t', 'a:'), '66 C201');
      assert.equal(await code('build', 'source', '-o', 'x', '-t', 'a:b', '-f', 'none'), '66 R820');
      assert.equal(await code('inspect', 'images', 'other'), '66 C202');
      assert.equal(await code('ls', 'none'), '66 R820');
      assert.equal(await code('ls', 'source'), '66 C205');
      assert.equal(await code('ls', path.join('source', 'program')), '66 C205');
      assert.equal(await code('disk', 'images', '-o', 'd', '--room', 'much'), '64 R815');
      assert.equal(await code('disk', 'images', '-o', 'd', '--room', '2GiB'), '74 C209');
      assert.equal(await code('disk', 'images', '-o', 'd', '--system', path.join('source', 'program')), '66 C213');
      writeFileSync(path.join(cwd, 'others'), Uint8Array.from({ length: 1024 }, (_, i) => i >> 9));
      assert.equal(await code('disk', 'images', '-o', 'd', '--system', 'others'), '66 C216');
      assert.equal(await code('load', 'images', '-o', 'none.img'), '66 C214');
      assert.equal(await code('lss'), '64 R801');
      assert.equal(await code(), '64 ');
    });
  });

  it('explains itself', async () => {
    const { code, stdout } = await strata(['image', '--help']);
    assert.equal(code, 0);
    for (const name of ['build', 'ls', 'inspect', 'verify', 'disk', 'save', 'load']) {
      assert.match(stdout, new RegExp(`^ {2}image ${name} `, 'm'));
      assert.match((await strata(['image', name, '--help'])).stdout, new RegExp(`^Usage: strata image ${name} `));
    }
    assert.equal((await strata(['help', 'image'])).stdout, stdout);
    assert.equal((await strata(['help', 'image', 'ls'])).stdout, (await strata(['image', 'ls', '--help'])).stdout);
  });
});
