// `strata lab`: copies that are never overwritten, originals that come back with the student's version beside them, and checks that say
// in words what differs.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { environmentOf } from '../../src/cli/labs/disks';
import { LABS } from '../../src/labs/labs';

const CLI = resolve('dist/cli.js'), LAB = 'labs/03-type-1/lab.sasm';

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

function strata(...words: readonly string[]): Said {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, '--language', 'en', 'lab', ...words], { encoding: 'utf8' });
  return { code: status, out: stdout, error: stderr };
}

describe('strata lab', function () {
  this.timeout(0);
  let folder: string;
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');

  beforeEach(() => { folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'strata-lab-'))); });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('lists every lab, and for programs with its files', () => {
    assert.deepEqual(strata('list').out.trim().split('\n').map((line) => line.split(' ')[0]), LABS.map((lab) => lab.folder));
    const { labs } = JSON.parse(strata('list', '--json').out) as { labs: { name: string; files: string[] }[] };
    for (const { name, files } of labs) assert.ok(files.some((file) => file.startsWith(`labs/${name}/`)), name);
  });

  it('opens a lab so that it runs, and overwrites nothing', () => {
    assert.equal(strata('open', 'type-1', folder).code, 0);
    const run = spawnSync(process.execPath, [CLI, 'run', '--allow-root', folder, '--input', 'exit\n', join(folder, LAB)], { encoding: 'utf8' });
    assert.match(run.stdout, /^A: \$ \[ended with 0\]$/m);
    writeFileSync(join(folder, LAB), 'mine');
    assert.match(strata('open', '3', folder).out, /was there already and stays as it is/);
    assert.equal(text(LAB), 'mine');
  });

  it('says in words what differs, and resets with the own version beside it, as often as one likes', () => {
    strata('open', '3', folder);
    const original = text(LAB), changed = original.replace('chalk.size', '100');
    writeFileSync(join(folder, LAB), changed);
    const { code, out } = strata('check', folder);
    assert.equal(code, 1);
    assert.match(out, /✘ two unmodified guests[^]*B writes something else, from line 1 on/);
    strata('reset', '3', folder);
    writeFileSync(join(folder, LAB), 'second');
    strata('reset', '3', folder);
    assert.deepEqual([LAB, 'labs/03-type-1/lab.mine.sasm', 'labs/03-type-1/lab.mine-2.sasm'].map(text), [original, changed, 'second']);
    const { labs } = JSON.parse(strata('check', '--json', join(folder, 'labs/03-type-1')).out) as { labs: { name: string; passed: boolean }[] };
    assert.deepEqual(labs.map(({ name, passed }) => [name, passed]), [['03-type-1', true]]);
  });

  it('refuses a lab that there is not, a folder without one, and resetting what was not opened', () => {
    for (const [words, row] of [[['open', 'nothing', folder], 'R880'], [['check', folder], 'R881'], [['reset', '3', folder], 'R883']] as const) {
      const { code, error } = strata(...words);
      assert.equal(code, 66);
      assert.ok(error.includes(row), error);
    }
  });

  // Scripts of labs are for a shell; Windows has others.
  if (process.platform !== 'win32') it('is `strata` for the scripts of labs, wherever it lies', () => {
    const odd = join(folder, "it's here"), script = join(odd, 'said.js');
    mkdirSync(odd);
    writeFileSync(script, 'console.log(JSON.stringify(process.argv.slice(2)))');
    const { stdout } = spawnSync('strata', ['asm', 'two words'], { env: environmentOf(odd, script), encoding: 'utf8' });
    assert.equal(stdout, '["asm","two words"]\n');
  });

  it('tests labs: a table on a slide, or JSON', () => {
    const { code, out } = strata('test', '3', '5');
    assert.deepEqual([code, out.split('\n').slice(2, 4)], [0, ['03  A hypervisor of type 1     3/3  passed', '05  Full virtualization        4/4  passed']]);
    const { labs } = JSON.parse(strata('test', '--json', 'type-1').out) as { labs: { name: string; passed: boolean }[] };
    assert.deepEqual(labs.map(({ name, passed }) => [name, passed]), [['03-type-1', true]]);
  });
});
