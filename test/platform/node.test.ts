// The platform of Node: what is read, refused and written, and that a failed write leaves nothing behind.
import * as assert from 'node:assert';
import * as childProcess from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Refusal } from '../../src/base/message';
import { FILE_IS_FOLDER, FILE_NOT_WRITABLE, FILE_TOO_LARGE } from '../../src/platform/messages';
import { NodePlatform } from '../../src/platform/node/platform';

const platform = new NodePlatform();
let folder = '';

function refused(row: { code: string }, work: () => unknown): void {
  assert.throws(work, (trouble) => trouble instanceof Refusal && trouble.row.code === row.code);
}

describe('platform/node', () => {
  beforeEach(() => {
    folder = fs.realpathSync.native(fs.mkdtempSync(path.join(os.tmpdir(), 'strata-플랫폼 ')));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('reads a file back as it was written, with a Korean name and blanks in the path', () => {
    const name = platform.join(folder, '한 글.bin'), bytes = Uint8Array.of(0, 1, 255);
    platform.writeFile(name, bytes);
    assert.deepStrictEqual(platform.readFile(name), bytes);
    assert.deepStrictEqual(fs.readdirSync(folder), ['한 글.bin']);
  });

  it('answers undefined for what is not there, even where the name can be no name', () => {
    for (const name of ['none', 'a/b/c', 'a\0b', 'x'.repeat(5000)]) {
      assert.strictEqual(platform.readFile(platform.join(folder, name)), undefined, name);
      assert.strictEqual(platform.realPath(platform.join(folder, name)), undefined, name);
    }
    assert.strictEqual(platform.listFolder(platform.join(folder, 'none')), undefined);
  });

  it('refuses folders, endless devices and files above the limit', () => {
    const name = platform.join(folder, 'large');
    platform.writeFile(name, new Uint8Array(11));
    refused(FILE_TOO_LARGE, () => platform.readFile(name, 10));
    assert.strictEqual(platform.readFile(name, 11)?.length, 11);
    refused(FILE_IS_FOLDER, () => platform.readFile(folder));
    refused(FILE_IS_FOLDER, () => platform.writeFile(folder, new Uint8Array(1)));
    if (process.platform !== 'win32') refused(FILE_IS_FOLDER, () => platform.readFile('/dev/zero'));
  });

  it('writes through a link and keeps the permissions of what it replaces', function () {
    if (process.platform === 'win32') return;
    const name = platform.join(folder, 'real'), link = platform.join(folder, 'link');
    fs.writeFileSync(name, 'old', { mode: 0o600 });
    fs.symlinkSync(name, link);
    platform.writeFile(link, new TextEncoder().encode('new'));
    assert.strictEqual(fs.readFileSync(name, 'utf8'), 'new');
    assert.ok(fs.lstatSync(link).isSymbolicLink());
    assert.strictEqual(fs.statSync(name).mode & 0o777, 0o600);
  });

  it('leaves the old file and nothing else where the system takes only part of a write', function () {
    if (process.platform === 'win32') return;
    const name = platform.join(folder, 'disk');
    fs.writeFileSync(name, 'old');
    // A limit on the size of files fails half-way through the write, exactly as a full disk does.
    const script = `
      const { NodePlatform } = require(${JSON.stringify(require.resolve('../../src/platform/node/platform'))});
      try { new NodePlatform().writeFile(${JSON.stringify(name)}, new Uint8Array(1 << 20)); } catch (e) { console.log(e.row.code, e.args.reason); }`;
    const run = childProcess.spawnSync('bash', ['-c', 'ulimit -f 8; exec "$0" -e "$1"', process.execPath, script], { encoding: 'utf8' });
    assert.strictEqual(run.stdout, `${FILE_NOT_WRITABLE.code} EFBIG\n`, run.stderr);
    assert.deepStrictEqual(fs.readdirSync(folder), ['disk']);
    assert.strictEqual(fs.readFileSync(name, 'utf8'), 'old');
  });

  it('refuses to write where there is no folder', () => {
    refused(FILE_NOT_WRITABLE, () => platform.writeFile(platform.join(folder, 'none/file'), new Uint8Array(1)));
  });

  it('says what lies below a folder, with `/`, and what does not', () => {
    const below = platform.join(folder, 'a/b.sasm');
    assert.strictEqual(platform.relative(folder, below), 'a/b.sasm');
    assert.strictEqual(platform.relative(folder, platform.join(folder, '..x')), '..x');
    for (const above of [folder, platform.join(folder, '..'), platform.join(folder, '../other'), `${folder}x`]) {
      assert.strictEqual(platform.relative(folder, above), undefined, above);
    }
    assert.strictEqual(platform.folderOf(below), platform.join(folder, 'a'));
    assert.strictEqual(platform.resolve(folder, below), below);
    assert.strictEqual(platform.resolve(folder, 'a/b.sasm'), below);
  });

  it('lists files and folders by name and leaves out links that lead nowhere', () => {
    fs.mkdirSync(path.join(folder, 'b'));
    fs.writeFileSync(path.join(folder, 'a'), '');
    if (process.platform !== 'win32') fs.symlinkSync('nowhere', path.join(folder, 'c'));
    assert.deepStrictEqual(platform.listFolder(folder), [{ name: 'a', kind: 'file' }, { name: 'b', kind: 'folder' }]);
  });

  it('lets messages in between one call back and the next', (done) => {
    const child = childProcess.spawn(process.execPath, ['-e', 'process.stdout.write("x")']);
    let arrived = false;
    child.stdout.once('data', () => { arrived = true; });
    // Without a turn for messages between the calls this would go round for ever.
    const again = (): void => arrived ? done() : platform.soon(again);
    again();
  });
});
