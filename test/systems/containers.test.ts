// The system of containers, its engine and its store: how long they are and what stands in front of each routine; layers laid over one
// another as the host does it; what is refused; what is committed, saved and loaded.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { formatText } from '../../src/assembler';
import { Random } from '../../src/base/random';
import { encodeStripped } from '../../src/image/write';
import { makeDisk } from '../../src/oci/disk-write';
import { readDisk } from '../../src/oci/disk-read';
import type { Image } from '../../src/oci/image';
import { BuildError } from '../../src/oci/messages';
import { buildImage, filesOf, type Files } from '../oci/images';
import { assertLines, lines, ran, system } from '../labs/containers';
import { EXAMPLES } from '../labs/programs';
import { assembled, generateLayer } from '../witness/generate';
import { sizes } from './sizes';
import { blankDisk, stripped, written } from './systems';

const FOLDER = join(EXAMPLES, 'systems/containers');
const SLATE_PROGRAMS = join(EXAMPLES, 'systems/slate/programs');
const COLUMNS_MAX = 120;

/** The texts of a folder's programs, by name. */
function texts(folder: string): [name: string, text: string][] {
  return readdirSync(folder).filter((name) => name.endsWith('.sasm')).sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
}

/** The comment in front of each routine, and its first line. */
function routines(text: string): { readonly comment: string; readonly line: string }[] {
  const all = text.split('\n');
  return all.flatMap((line, at) => {
    if (!/^(entry )?func /.test(line)) return [];
    let first = at;
    while (all[first - 1]?.startsWith(';;')) first--;
    return [{ comment: all.slice(first, at).join(' '), line }];
  });
}

describe('reading the system of containers', () => {
  it('uses all files of slate, but that which says where files lie and its main loop, as they are', () => {
    const { files } = sizes('containers');
    assert.deepEqual([...files.keys()].filter((name) => name.startsWith('systems/slate/')).sort(),
      ['calls', 'console', 'files', 'processes', 'traps'].map((name) => `systems/slate/${name}.sasm`));
  });

  for (const folder of ['.', 'engine', 'store', 'programs']) {
    for (const [name, text] of texts(join(FOLDER, folder))) {
      it(`${folder}/${name} is formatted, fits a page, and says what it is and what each routine does`, () => {
        assert.equal(formatText(text), text);
        assert.deepEqual(text.split('\n').filter((line) => line.length > COLUMNS_MAX), []);
        assert.match(text, /^; [A-Za-z]/);
        for (const { comment, line } of folder === 'programs' ? [] : routines(text)) {
          assert.match(comment, /Changes/, line);
          if (/\(\w+:/.test(line)) assert.match(comment, /[Tt]akes/, line);
          if (/->/.test(line)) assert.match(comment, /[Gg]ives/, line);
        }
      });
    }
  }
});

const program = (name: string): Uint8Array => system(join(SLATE_PROGRAMS, `${name}.sasm`));

function disk(...images: readonly Image[]): Uint8Array {
  return makeDisk(images, { system: blankDisk(), room: 1 << 18, scratch: 8 << 20 });
}

/** An image with slate's programs, and more files. */
function base(more = '', files: Files = {}): Image {
  const programs = Object.fromEntries(['cat', 'ls', 'rm', 'save', 'shell'].map((name) => [`bin/${name}`, program(name)]));
  return buildImage(`FROM scratch\nCOPY bin /bin\n${more}\nENTRYPOINT ["/bin/shell"]\n`, { ...programs, ...files }, { reference: 'base:1' });
}

/** Runs a container of the image with lines for its shell, after it commands of the engine. */
function session(image: Image, inside: readonly string[], behind: readonly string[] = []): { output: string; disk: Uint8Array } {
  return ran({ disk: disk(image), input: ['run a base:1', ...inside, 'exit 0', ...behind, ''].join('\n') });
}

/** What `ls` says of the files that the host sees in an image. */
function listed(image: Image): string[] {
  return filesOf(image).filter((file) => !file.endsWith('/')).map((file) => file.slice(0, file.indexOf(':'))).sort();
}

describe('layers on the machine', function () {
  this.timeout(0);

  it('at random are what the host makes of them', () => {
    const files: Files = { 'a': '1', 'b': '22', 'd/a': '333', 'd/e/c': '4444', 'd/e/d': '55555' };
    const target = fc.constantFrom('/', '/x/', '/x/d/', '/y');
    const line = fc.oneof(
      fc.tuple(fc.constantFrom('a', 'b', 'd', 'd/e'), target).map(([from, to]) => `COPY ${from} ${to}`),
      fc.constantFrom('/a', '/x/a', '/x/*', '/x/e/*', '/y', '/y/*', '/x/d').map((name) => `DELETE ${name}`),
    );
    fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (wanted) => {
      const image = base(buildable(wanted, files).join('\n'), files);
      const shown = lines(session(image, ['ls']).output).slice(0, -1);
      assert.deepEqual(shown.map((each) => each.split(' ')[0]).sort(), listed(image));
    }), { numRuns: 25 });
  });

  it('are refused where a byte is not what the digest says', () => {
    const damaged = disk(base());
    const at = Buffer.from(damaged).indexOf('bin/ls');
    damaged[at + 1000] ^= 1;
    assertLines(ran({ disk: damaged, input: 'run a base:1\nps\n' }).output, 'a layer is damaged: its digest is another one', 'damage');
  });

  it('are refused where a path is longer than slate has them, or there are more files than it has', () => {
    assertLines(session(base('COPY f /f', { 'f/twelve-bytes': 'x' }), []).output, 'the image has a path of more than 11 bytes', 'long');
    const many = Object.fromEntries(Array.from({ length: 60 }, (_each, i) => [`f/${i}`, 'x']));
    assertLines(session(base('COPY f /f', many), []).output, 'the image has a path of more than 11 bytes, or more than 63 files', 'many');
  });

  it('lie on the disk as before, whatever containers write', () => {
    const image = base('COPY f /f', { 'f/x': 'text\n' }), before = disk(image);
    const { output, disk: after } = session(image, ['save f/x other', 'cat f/x', 'rm bin/ls', 'save new n']);
    assertLines(output, 'other', 'written');
    assert.deepEqual(readDisk(after), readDisk(before));
  });
});

/** The lines that can be carried out. */
function buildable(wanted: readonly string[], files: Files): string[] {
  const kept: string[] = [];
  for (const line of wanted) {
    try {
      buildImage(['FROM scratch', ...kept, line].join('\n'), files);
      kept.push(line);
    } catch (trouble) {
      if (!(trouble instanceof BuildError)) throw trouble;
    }
  }
  return kept;
}

/** An image whose first process is a program of a text. */
function running(text: string): Image {
  return buildImage('FROM scratch\nCOPY bin /bin\nENTRYPOINT ["/bin/probe"]\n', { 'bin/probe': stripped(written(text)) }, { reference: 'probe:1' });
}

/** What a program prints that asks for one thing. */
function asking(code: string): string[] {
  return lines(ran({ disk: disk(running(`memory 4096 data room = space 64 entry func main ${code} sys print ret end`)), input: 'run p probe:1\n' }).output);
}

describe('processes of a container', function () {
  this.timeout(0);

  it('may not control: neither enter spaces, nor read what they have, nor touch the disk', () => {
    for (let what = 0; what < 8; what++) {
      assert.deepEqual(asking(`6 0 room 64 ${what} sys 29 (i32 i32 i32 i32 i32 -> i32)`), ['-1p: exit code 0'], `${what}`);
    }
  });

  it('are refused where a buffer is not wholly inside the window', () => {
    for (const buffer of ['4090 12', '-1 4', '4096 1']) {
      assert.match(asking(`${buffer} sys 25 (i32 i32 -> i32)`).join(), /^-1/, `host ${buffer}`);
      assert.match(asking(`0 5 ${buffer} sys 27 (i32 i32 i32 i32 -> i32)`).join(), /^-1/, `send ${buffer}`);
    }
  });

  it('end with their container where they call what there is not', () => {
    for (const call of ['sys 7 () 1', 'sys 30 (-> i32)', 'sys 4095 (-> i32)', 'sys 16 (-> f64) drop 1']) assert.match(asking(call).join(), /p: exit code 129$/, call);
  });

  for (let seed = 1; seed <= 20; seed++) {
    it(`leave the system and their neighbours alone: random program ${seed}`, () => {
      const random = new Random(seed);
      const layer = generateLayer(random, { words: 150, window: 4096, risk: 40, devices: true, privileged: true, irreducible: false });
      const wild = buildImage('FROM scratch\nCOPY bin /bin\nENTRYPOINT ["/bin/wild"]\n', { 'bin/wild': encodeStripped(assembled(layer)) }, { reference: 'wild:1' });
      const count = buildImage('FROM scratch\nCOPY bin /bin\nENTRYPOINT ["/bin/count", "a"]\n', { 'bin/count': program('count') }, { reference: 'count:1' });
      const { output } = ran({ disk: disk(wild, count), input: 'create w wild:1\nlimit w instructions 500000\ncreate c count:1\nstart w\nstart c\nwait c\nwait w\n' });
      assert.deepEqual(output.match(/a \d\n/g), ['a 1\n', 'a 2\n', 'a 3\n', 'a 4\n', 'a 5\n']);
      assert.match(output, /c: exit code 0/);
      assert.match(output, /w: exit code \d+/);
    });
  }
});

describe('a container', function () {
  this.timeout(0);

  it('begins again as process 1, with the files that it wrote, and is gone when it is deleted', () => {
    const who = buildImage('FROM scratch\nCOPY bin /bin\nENTRYPOINT ["/bin/who", "stay"]\n', { 'bin/who': system(join(FOLDER, 'programs/who.sasm')) }, { reference: 'who:1' });
    const { output } = ran({ disk: disk(who), input: 'create a who:1\nstart a\nps\nstop a\nstart a\nps\nstop a\nwait a\ndelete a\nps\nstart a\n' });
    assertLines(output, 'process 1, user 0, host a\na running\nprocess 1, user 0, host a\na running\na: exit code 137\nthere is no such container', 'again');
    const { output: files } = session(base(), ['save n text'], ['start a', 'wait a', 'cat n', 'exit 2', 'ps', 'delete a', 'run a base:1', 'ls', 'exit 5']);
    assertLines(files, 'a: exit code 0', 'first');
    assert.ok(!/a: exit code 5[^]*\bn 5/.test(files));
  });

  it('is one of seven at most, each with a name of its own', () => {
    const names = Array.from({ length: 8 }, (_each, i) => `c${i}`);
    const { output } = ran({ disk: disk(base()), input: `${[...names, 'c0'].map((name) => `create ${name} base:1`).join('\n')}\nps\n` });
    const refused = 'there is a container of that name, or no room for one more';
    assert.deepEqual(lines(output).filter((line) => line === refused), [refused, refused]);
    assert.equal(lines(output).filter((line) => / created,/.test(line)).length, 7);
  });

  it('is not made of what the disk does not have, and nonsense is refused in words', () => {
    const { output } = ran({ disk: disk(base()), input: 'create\ncreate a\ncreate a none:1\nstart\nwait\nstop\ndelete\nlimit\njoin\ncommit\nlimit a\nfoo\n\nrun b base:1\nexit 3\nlimit b nothing 5\njoin b ports z\nwait b\n' });
    assertLines(output, 'there is no such image\nthere is no such command\nb: exit code 3\na limit is share, instructions, bytes or processes\nthere is no such container\nb: exit code 3', 'nonsense');
  });

  it('without an area of images on the disk there is none, and the engine says so', () => {
    assertLines(ran({ disk: blankDisk(), input: 'create a base:1\nps\n' }).output, 'there is no such image', 'no area');
  });
});

describe('commit, save and load', function () {
  this.timeout(0);

  it('make a layer of what was written and what is gone; the host reads the same files as the next container', () => {
    const image = base('COPY f /f', { 'f/x': 'text\n', 'f/y': 'gone\n' });
    const { output, disk: after } = session(image, ['save f/x other words', 'rm f/y', 'save new/n news', 'ls'], ['commit a work:2', 'run b work:2', 'ls', 'cat new/n', 'exit 3', 'images']);
    assertLines(output, 'a: exit code 0\nnews\nb: exit code 3\nbase:1 2\nwork:2 3', 'session');
    const committed = readDisk(after).find(({ reference }) => reference === 'work:2');
    assert.ok(committed !== undefined);
    assert.deepEqual(committed.layers.slice(0, 2), image.layers);
    assert.deepEqual(listed(committed), ['bin/cat', 'bin/ls', 'bin/rm', 'bin/save', 'bin/shell', 'f/x', 'new/n']);
    assert.ok(filesOf(committed).includes('f/x: other words\n') && filesOf(committed).includes('new/n: news\n'));
  });

  it('carry an image to another machine in a file, where only the blobs that are missing are stored', () => {
    const image = base('COPY f /f', { 'f/x': 'text\n' });
    const { disk: after } = session(image, ['save f/x other'], ['commit a work:2', 'save work:2 box', 'load box again:3', 'run b again:3', 'cat f/x', 'exit 0']);
    assert.deepEqual(readDisk(after).map(({ reference, layers }) => [reference, layers.length]), [['base:1', 2], ['work:2', 3], ['again:3', 3]]);
    const fresh = disk(image), system_ = after.slice(0, 1024 * 512);
    fresh.set(system_);
    const { output, disk: there } = ran({ disk: fresh, input: 'load box work:2\nrun c work:2\ncat f/x\nexit 0\n' });
    assert.match(output, /kept .*\nkept .*\nstored 2048\nkept /);
    assertLines(output, 'other\nc: exit code 0', 'carried');
    const [, carried] = readDisk(there), [, committed] = readDisk(after);
    assert.deepEqual(filesOf(carried), filesOf(committed));
    assert.equal(carried.manifest.digest, committed.manifest.digest);
  });

  it('refuse names that are taken, images and files that are not there, and a disk that is full', () => {
    const image = base();
    const { output } = session(image, ['save n x'], ['commit a base:1', 'commit z work:1', 'save nothing:1 box', 'load box again:1']);
    assertLines(output, 'there is an image of that name\nthere is no such container\nthere is no such image\nthere is no such file, or no image in it', 'refusals');
    const full = makeDisk([image], { system: blankDisk(), room: 1024, scratch: 8 << 20 });
    const tried = ran({ disk: full, input: 'run a base:1\nsave n x\nexit 0\ncommit a work:2\nimages\n' });
    assertLines(tried.output, 'the disk is full\nbase:1 1', 'full');
    assert.deepEqual(readDisk(tried.disk), [image]);
  });

  it('give images only names that other tools can read', () => {
    for (const name of ['', 'work', 'work:', ':2', 'Work:2', 'wörk:2', `${'w'.repeat(32)}:2`, `w:${'2'.repeat(32)}`]) {
      const { output, disk: after } = session(base(), ['save n x'], [`commit a ${name}`]);
      assertLines(output, 'a: exit code 0\nan image is called NAME:TAG, small letters and digits', name);
      assert.equal(readDisk(after).length, 1, name);
    }
    assert.equal(readDisk(session(base(), ['save n x'], [`commit a ${'w'.repeat(20)}:${'2'.repeat(20)}`]).disk).length, 2);
  });

  it('find damage in a file', () => {
    const { disk: after } = session(base(), ['save n x'], ['commit a work:2', 'save work:2 box']);
    const at = Buffer.from(after).indexOf('ustar', 2 * 512);
    const fresh = disk(base());
    fresh.set(after.slice(0, 1024 * 512));
    const last = Buffer.from(fresh.subarray(0, 1024 * 512)).lastIndexOf('x\n');
    assert.ok(at > 0 && last > 0);
    fresh[last] ^= 2;
    const tried = ran({ disk: fresh, input: 'load box work:2\nimages\n' });
    assertLines(tried.output, 'there is no such file, or no image in it\nbase:1 1', 'damage');
    assert.equal(readDisk(tried.disk).length, 1);
  });
});

