// The commands that work on texts and images: asm, dis, check, format.
import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { decodeImage } from '../../src/image/read';
import { strata, withFolder } from './process';

const PROGRAM = 'entry func main -> i32\n  3 4 add ret ; seven\nend\n';
const BROKEN = 'entry func main\n  1 ret\nend\n';

describe('strata asm', () => {
  it('writes the image beside the source, where -o says, or to standard output', async () => {
    await withFolder({ 'p.sasm': PROGRAM }, async (cwd) => {
      assert.deepEqual(await strata(['asm', 'p.sasm'], { cwd }), { code: 0, signal: null, stdout: '', stderr: '' });
      const beside = readFileSync(path.join(cwd, 'p.simg'));
      await strata(['asm', 'p.sasm', '-o', 'other.simg'], { cwd });
      assert.deepEqual(readFileSync(path.join(cwd, 'other.simg')), beside);
      assert.equal((await strata(['run', 'p.simg'], { cwd })).code, 7);
      assert.match((await strata(['asm', '-'], { input: PROGRAM })).stdout, /^SIMG/);
    });
  });

  it('leaves debug information out, or puts the texts in', async () => {
    await withFolder({ 'p.sasm': PROGRAM }, async (cwd) => {
      const debugOf = async (...flags: string[]): Promise<ReturnType<typeof decodeImage>> => {
        await strata(['asm', ...flags, 'p.sasm'], { cwd });
        return decodeImage(readFileSync(path.join(cwd, 'p.simg')));
      };
      const plain = await debugOf(), stripped = await debugOf('--strip'), whole = await debugOf('--embed-sources');
      assert.equal(stripped.debug.size, 0);
      assert.deepEqual([plain, whole].map(({ debug, identity }) => debug.get(identity)?.files[0].text), [undefined, PROGRAM]);
      assert.equal(stripped.identity, plain.identity);
    });
  });

  it('writes no image where there is an error', async () => {
    await withFolder({ 'p.sasm': BROKEN }, async (cwd) => {
      const { code, stderr } = await strata(['asm', 'p.sasm'], { cwd });
      assert.equal(code, 65);
      assert.match(stderr, /^p\.sasm:2:5: error S314: /);
      assert.equal(existsSync(path.join(cwd, 'p.simg')), false);
    });
  });

  it('cannot write into a folder that is not there', async () => {
    const { code, stderr } = await strata(['asm', '-o', path.join('nowhere', 'at', 'all.simg'), '-'], { input: PROGRAM });
    assert.equal(code, 74);
    assert.match(stderr, /^strata: R004: /);
  });
});

describe('strata dis', () => {
  it('gives a text that assembles to the same bytes', async () => {
    await withFolder({ 'p.sasm': PROGRAM }, async (cwd) => {
      await strata(['asm', '--strip', 'p.sasm'], { cwd });
      const { stdout } = await strata(['dis', 'p.simg'], { cwd });
      assert.match(stdout, /\badd\b/);
      await strata(['dis', 'p.simg', '-o', 'again.sasm'], { cwd });
      assert.equal(readFileSync(path.join(cwd, 'again.sasm'), 'utf8'), stdout);
      await strata(['asm', '--strip', 'again.sasm'], { cwd });
      assert.deepEqual(readFileSync(path.join(cwd, 'again.simg')), readFileSync(path.join(cwd, 'p.simg')));
    });
  });
});

describe('strata check', () => {
  it('says nothing where all is well, about texts and images', async () => {
    await withFolder({ 'p.sasm': PROGRAM }, async (cwd) => {
      await strata(['asm', 'p.sasm'], { cwd });
      assert.deepEqual(await strata(['check', 'p.sasm', 'p.simg'], { cwd }), { code: 0, signal: null, stdout: '', stderr: '' });
    });
  });

  it('looks at every file, and warnings are no errors', async () => {
    await withFolder({ 'a.sasm': BROKEN, 'b.sasm': 'entry func main\n  local x: i32\n  ret\nend\n', 'c.sasm': BROKEN }, async (cwd) => {
      const { code, stderr } = await strata(['check', 'a.sasm', 'b.sasm', 'c.sasm'], { cwd });
      assert.equal(code, 65);
      assert.deepEqual([...stderr.matchAll(/^(\w)\.sasm:.* (error|warning) /gm)].map(([, file, word]) => `${file} ${word}`), ['a error', 'b warning', 'c error']);
      assert.equal((await strata(['check', 'b.sasm'], { cwd })).code, 0);
    });
  });

  it('writes JSON, an object a line', async () => {
    const { code, stdout } = await strata(['check', '--json', '-'], { input: 'entry func main\n  jump lop\nloop:\n  ret\nend\n' });
    assert.equal(code, 65);
    const [first] = stdout.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual({ ...first, message: undefined, related: undefined }, {
      file: '<stdin>', line: 2, column: 8, endLine: 2, endColumn: 11, severity: 'error', code: first.code, message: undefined, related: undefined,
      fix: { line: 2, column: 8, endLine: 2, endColumn: 11, title: 'Change to `loop`', text: 'loop' },
    });
    assert.match(String(first.message), /`loop`\?$/);
  });

  it('puts the caret below what it means, also behind Korean text and tabs', async () => {
    const { stderr } = await strata(['check', '-'], { input: 'data 인사 = "안녕" oops\nentry func main\n\t1\tad ret\nend\n' });
    const lines = stderr.split('\n');
    const at = lines.findIndex((line) => line.includes('oops'));
    assert.equal(lines[at + 1].replace(/~+$/, ''), '      | ' + ' '.repeat('data 인사 = "안녕" '.length + 4) + '^');
    const tabbed = lines.findIndex((line) => line.includes('\t1\tad'));
    assert.equal(lines[tabbed + 1], '      | \t \t^~');
  });

  it('says the same in Korean, with words that programs look for in English', async () => {
    const { stderr } = await strata(['check', '--language', 'ko', '-'], { input: BROKEN });
    assert.match(stderr, /^<stdin>:2:5: error S314: .*스택/);
  });
});

describe('strata format', () => {
  const crooked = 'entry func main\nret\nend\n', straight = 'entry func main\n  ret\nend\n';

  it('writes the text to standard output, or back where that is asked for', async () => {
    assert.equal((await strata(['format', '-'], { input: crooked })).stdout, straight);
    await withFolder({ 'p.sasm': crooked }, async (cwd) => {
      assert.equal((await strata(['format', 'p.sasm'], { cwd })).stdout, straight);
      assert.equal(readFileSync(path.join(cwd, 'p.sasm'), 'utf8'), crooked);
      assert.deepEqual(await strata(['format', '--write', 'p.sasm'], { cwd }), { code: 0, signal: null, stdout: '', stderr: '' });
      assert.equal(readFileSync(path.join(cwd, 'p.sasm'), 'utf8'), straight);
    });
  });

  it('names the files that would change, and only those', async () => {
    await withFolder({ 'a.sasm': crooked, 'b.sasm': straight }, async (cwd) => {
      const { code, stdout } = await strata(['format', '--check', 'a.sasm', 'b.sasm'], { cwd });
      assert.deepEqual([code, stdout], [1, 'a.sasm\n']);
      assert.equal((await strata(['format', '--check', 'b.sasm'], { cwd })).code, 0);
    });
  });

  it('refuses what is no UTF-8, which it would damage, and what does not go together', async () => {
    await withFolder({ 'p.sasm': Uint8Array.of(0x3b, 0xff, 0x0a) }, async (cwd) => {
      assert.equal((await strata(['format', '--write', 'p.sasm'], { cwd })).code, 66);
      assert.deepEqual([...readFileSync(path.join(cwd, 'p.sasm'))], [0x3b, 0xff, 0x0a]);
    });
    assert.equal((await strata(['format', '--write', '--check', 'p.sasm'])).code, 64);
    assert.equal((await strata(['format', '-', '-'])).code, 64);
  });
});
