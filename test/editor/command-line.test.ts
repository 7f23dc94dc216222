// The scripts of bin/, which the extension puts on the PATH of the editor's terminals.
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const SCRIPT = resolve('bin', 'strata');

/** What the script prints, with nothing in its environment but what is given. */
function run(environment: Readonly<Record<string, string>>, ...words: string[]): string {
  return execFileSync('/bin/sh', [SCRIPT, ...words], { env: environment, encoding: 'utf8' });
}

describe('bin/strata', () => {
  let folder: string;
  before(() => { folder = realpathSync(mkdtempSync(join(tmpdir(), 'strata-bin-'))); });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('can be executed', () => assert.equal(statSync(SCRIPT).mode & 0o111, 0o111));

  it('runs a program with the runtime that the editor names, without a node on the PATH', () => {
    const output = run({ PATH: '/usr/bin:/bin', STRATA_NODE: process.execPath }, 'run', resolve('examples', 'hello.sasm'));
    assert.equal(output, 'Hello, world!\n');
  });

  it('runs it with the node on the PATH where the editor names nothing that is there', () => {
    symlinkSync(process.execPath, join(folder, 'node'));
    const environments: readonly Readonly<Record<string, string>>[] = [{}, { STRATA_NODE: join(folder, 'gone') }];
    for (const environment of environments) {
      assert.equal(run({ ...environment, PATH: `${folder}:/usr/bin:/bin` }, 'run', resolve('examples', 'hello.sasm')), 'Hello, world!\n');
    }
  });

  it('hands words over as they are', () => {
    const output = run({ PATH: dirname(process.execPath) + ':/usr/bin:/bin' }, '--help');
    assert.match(output, /strata/);
  });
});

describe('bin/strata.cmd', () => {
  const lines = readFileSync(resolve('bin', 'strata.cmd'), 'utf8').split('\r\n');

  it('has the line ends that Windows wants', () => assert.ok(lines.length > 5 && lines.every((line) => !line.includes('\n'))));
  it('runs the same file with all words', () => assert.equal(lines.at(-2), '"%STRATA_RUNTIME%" "%~dp0..\\dist\\cli.js" %*'));
});
