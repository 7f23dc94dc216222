// `strata record` and `strata replay`: what is recorded runs again elsewhere, and what is not the recorded run is refused.
import { strict as assert } from 'node:assert';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { finished, says, start, strata, withFolder } from './process';
import { ECHO_LINE, ENDLESS, FIRST_ARGUMENT, OUTSIDE } from './programs';

/** Prints a random number, and what the first sector of the disk begins with. */
const DISK_AND_RANDOM = `data sector = space 512
entry func main -> i32
  sys random sys print
  port.disk sector 512 ins drop
  sector load8.u ret
end
`;

const INCLUDING = `include "lib/part.sasm"
data text = space 64
entry func main -> i32
  text 64 sys read drop
  text call first ret
end
`;
const INCLUDED = 'func first (at: i32) -> i32\n  get at load8.u ret\nend\n';

describe('strata record and strata replay', () => {
  it('give the same output and the same exit code again, without the input', async () => {
    await withFolder({ 'p.sasm': ECHO_LINE }, async (cwd) => {
      const recorded = await strata(['record', 'p.sasm'], { cwd, input: 'abc\n' });
      assert.deepEqual([recorded.code, recorded.stdout, recorded.stderr], [4, 'abc\n', '']);
      assert.deepEqual(await strata(['replay', 'p.strec'], { cwd, input: 'other\n' }), recorded);
      assert.ok(readFileSync(path.join(cwd, 'p.strec')).length < 300);
    });
  });

  it('keep options, arguments, random numbers and the disk', async () => {
    await withFolder({ 'p.sasm': DISK_AND_RANDOM, 'a.sasm': FIRST_ARGUMENT, 'disk.img': 'Disk of a test' }, async (cwd) => {
      const recorded = await strata(['record', '--seed', '77', '--memory', '1MiB', '--disk', 'disk.img', 'p.sasm'], { cwd });
      assert.deepEqual([recorded.code, recorded.stderr], [68, '']);
      assert.deepEqual(await strata(['replay', 'p.strec'], { cwd }), recorded);
      assert.equal((await strata(['record', 'a.sasm', 'Z'], { cwd })).code, 90);
      assert.equal((await strata(['replay', 'a.strec'], { cwd })).code, 90);
    });
  });

  it('tell of a trap as the run did', async () => {
    await withFolder({ 'p.sasm': OUTSIDE }, async (cwd) => {
      const recorded = await strata(['record', 'p.sasm'], { cwd });
      assert.equal(recorded.code, 132);
      assert.match(recorded.stderr, /p\.sasm:3/);
      assert.deepEqual(await strata(['replay', 'p.strec'], { cwd }), recorded);
    });
  });

  it('record up to a limit, and up to an interrupt', async () => {
    await withFolder({ 'p.sasm': ENDLESS }, async (cwd) => {
      assert.equal((await strata(['record', '--max-instructions', '1000', 'p.sasm'], { cwd })).code, 68);
      assert.deepEqual(await strata(['replay', 'p.strec'], { cwd }), { code: 0, signal: null, stdout: 'ready\n', stderr: '' });
      const child = start(['record', '-o', 'q.strec', 'p.sasm'], { cwd });
      const end = finished(child);
      await says(child, 'ready');
      child.kill('SIGINT');
      assert.equal((await end).code, 130);
      assert.deepEqual(await strata(['replay', 'q.strec'], { cwd }), { code: 0, signal: null, stdout: 'ready\n', stderr: '' });
    });
  });

  it('stop behind a step, list points, and are traced in place of a program', async () => {
    await withFolder({ 'p.sasm': ECHO_LINE }, async (cwd) => {
      const { stderr } = await strata(['record', '--point', '3=before the read', '--point', '999=never', 'p.sasm'], { cwd, input: 'abc\n' });
      assert.match(stderr, /^strata: .* 999 .*`never`/);
      assert.equal((await strata(['replay', '--points', 'p.strec'], { cwd })).stdout, '3\tbefore the read\n');
      assert.deepEqual(await strata(['replay', '--to', '3', 'p.strec'], { cwd }), { code: 0, signal: null, stdout: '', stderr: '' });
      const live = await strata(['trace', '--from', '2', '--to', '6', 'p.sasm'], { cwd, input: 'abc\n' });
      assert.equal(live.stdout.trimEnd().split('\n').length, 5);
      assert.deepEqual(await strata(['trace', '--from', '2', '--to', '6', 'p.strec'], { cwd }), live);
      assert.equal((await strata(['run', 'p.strec'], { cwd })).code, 4);
      assert.match((await strata(['record', 'p.strec'], { cwd })).stderr, /^strata: R823: /);
      assert.equal((await strata(['record', '--point', 'three=x', 'p.sasm'], { cwd })).code, 64);
    });
  });

  it('find what was recorded below the recording, beside it, in the current folder, or where they are told', async () => {
    await withFolder({}, async (cwd) => {
      for (const folder of ['programs', 'away', 'flat', 'here']) mkdirSync(path.join(cwd, folder));
      writeFileSync(path.join(cwd, 'programs/p.sasm'), ECHO_LINE);
      assert.equal((await strata(['record', '-o', 'r.strec', 'programs/p.sasm'], { cwd, input: 'xy' })).code, 2);
      for (const folder of ['away', 'flat']) copyFileSync(path.join(cwd, 'r.strec'), path.join(cwd, folder, 'r.strec'));
      for (const folder of ['flat', 'here']) copyFileSync(path.join(cwd, 'programs/p.sasm'), path.join(cwd, folder, 'p.sasm'));
      assert.equal((await strata(['replay', 'r.strec'], { cwd })).code, 2);
      assert.equal((await strata(['replay', '../flat/r.strec'], { cwd: path.join(cwd, 'away') })).code, 2);
      assert.equal((await strata(['replay', '../away/r.strec'], { cwd: path.join(cwd, 'here') })).code, 2);
      assert.match((await strata(['replay', 'r.strec'], { cwd: path.join(cwd, 'away') })).stderr, /^strata: R313: .*`programs\/p\.sasm`/);
      assert.equal((await strata(['replay', '--program', '../programs/p.sasm', 'r.strec'], { cwd: path.join(cwd, 'away') })).code, 2);
    });
  });

  it('are refused on another program or disk, and damaged', async () => {
    await withFolder({ 'p.sasm': DISK_AND_RANDOM, 'disk.img': 'Disk of a test' }, async (cwd) => {
      await strata(['record', '--disk', 'disk.img', 'p.sasm'], { cwd });
      const refused = async (pattern: RegExp, ...flags: string[]): Promise<void> => {
        const { code, stdout, stderr } = await strata(['replay', ...flags, 'p.strec'], { cwd });
        assert.deepEqual([code, stdout], [66, '']);
        assert.match(stderr, pattern);
      };
      writeFileSync(path.join(cwd, 'other.img'), 'Disk of no test');
      writeFileSync(path.join(cwd, 'other.sasm'), ECHO_LINE);
      await refused(/^strata: R307: .*`disk\.img`/, '--disk', 'other.img');
      await refused(/^strata: R306: .*`p\.sasm`/, '--program', 'other.sasm');
      await refused(/^strata: R306: .*식별 해시/, '--language', 'ko', '--program', 'other.sasm');
      const bytes = readFileSync(path.join(cwd, 'p.strec'));
      bytes[40] ^= 4;
      writeFileSync(path.join(cwd, 'p.strec'), bytes);
      await refused(/^strata: R304: /);
    });
  });

  it('bundle image, sources and disk into a file that needs nothing else and names no folder', async () => {
    const files = { 'p.sasm': INCLUDING, 'disk.img': 'Disk of a test' };
    await withFolder(files, async (from) => withFolder({}, async (to) => {
      mkdirSync(path.join(from, 'lib'));
      writeFileSync(path.join(from, 'lib/part.sasm'), INCLUDED);
      const program = path.join(from, 'p.sasm'), bundle = path.join(to, 'b.strec');
      const flags = ['--bundle', '-o', bundle, '--disk', path.join(from, 'disk.img')];
      assert.equal((await strata(['record', ...flags, program], { input: 'A' })).code, 65);
      assert.equal((await strata(['replay', 'b.strec'], { cwd: to })).code, 65);
      const text = readFileSync(bundle, 'latin1');
      for (const known of [INCLUDING, INCLUDED, 'lib/part.sasm', 'Disk of a test']) assert.ok(text.includes(known), known);
      for (const folder of [path.basename(from), path.basename(to), path.dirname(from), process.cwd()]) assert.ok(!text.includes(folder), folder);
    }));
  });
});
