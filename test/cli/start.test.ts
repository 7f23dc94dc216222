// How the bundles start: from the compiled code that an earlier start has left beside them, or without.
import * as assert from 'node:assert';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const DIST = path.join(process.cwd(), 'dist');
const HELLO = path.join(process.cwd(), 'examples', 'hello.sasm');

describe('the start of a bundle', () => {
  let folder = '';
  const kept = (): string[] => fs.readdirSync(path.join(folder, 'node')).filter((name) => name !== 'strata.js');
  const run = (): string => execFileSync(process.execPath, [path.join(folder, 'cli.js'), 'run', HELLO], { encoding: 'utf8' });

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'strata-start-'));
    fs.mkdirSync(path.join(folder, 'node'));
    for (const name of ['cli.js', 'node/strata.js']) fs.copyFileSync(path.join(DIST, name), path.join(folder, name));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('leaves compiled code, once, and starts from it', () => {
    assert.strictEqual(run(), 'Hello, world!\n');
    const [name, ...others] = kept();
    assert.deepStrictEqual(others, []);
    const file = path.join(folder, 'node', name), { mtimeMs } = fs.statSync(file);
    assert.strictEqual(run(), 'Hello, world!\n');
    assert.deepStrictEqual(kept(), [name]);
    assert.strictEqual(fs.statSync(file).mtimeMs, mtimeMs);
  });

  it('makes it anew where it does not fit, as another build or a damaged file', () => {
    run();
    const [name] = kept(), file = path.join(folder, 'node', name);
    fs.writeFileSync(file, 'damaged');
    assert.strictEqual(run(), 'Hello, world!\n');
    assert.ok(fs.statSync(file).size > 'damaged'.length);
    fs.appendFileSync(path.join(folder, 'node', 'strata.js'), '\n');
    assert.strictEqual(run(), 'Hello, world!\n');
    assert.strictEqual(kept().length, 2);
  });

  it('works where nothing can be kept', () => {
    run();
    const [name] = kept(), file = path.join(folder, 'node', name);
    fs.rmSync(file);
    fs.mkdirSync(path.join(file, 'in the way'), { recursive: true });
    assert.strictEqual(run(), 'Hello, world!\n');
    assert.deepStrictEqual(kept(), [name]);
  });
});
