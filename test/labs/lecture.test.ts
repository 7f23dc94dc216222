// The lecture, sentence by sentence: every lab and every test that a row names is there, and every figure came out of the run.
import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LABS } from '../../src/labs/labs';
import { checkLab } from '../../src/labs/run';
import { Workshop } from '../../src/labs/workshop';
import { NodePlatform } from '../../src/platform/node/platform';
import { preparedDisk } from './containers';
import { EXAMPLES } from './programs';

/** A row: the figure that it quotes, and where that comes from. */
interface Row {
  readonly links: readonly string[];
  readonly figure: string;
  readonly source: string;
  readonly cells: readonly string[];
}

function rowsOf(page: string): Row[] {
  return readFileSync(page, 'utf8').split('\n').filter((line) => /^\| .*\.test\.ts/.test(line)).map((line) => {
    const cells = line.slice(1, -1).split(' | ').map((cell) => cell.trim()), [, source] = /`([\w.-]+\/[\w.-]+\/[\w.-]+)`/.exec(cells[3]) ?? [];
    const figure = cells[3].match(/\d[\d,]*/)?.[0] ?? '';
    return { links: [...line.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link), figure, source: source ?? '', cells };
  });
}

(process.platform === 'win32' ? describe.skip : describe)('the lecture', function () {
  this.timeout(0);
  const pages = ['docs/lecture.md', 'docs/lecture.ko.md'];

  for (const page of pages) {
    it(`${page}: every lab and test that it names is there, and each row has all its cells`, () => {
      const rows = rowsOf(page);
      assert.ok(rows.length >= 12);
      for (const { links, cells } of rows) {
        assert.equal(cells.length, 6, cells[0]);
        assert.ok(cells.every((cell) => cell !== ''), cells[0]);
        for (const link of links) assert.ok(existsSync(join('docs', link)), link);
      }
    });
  }

  it('both pages have the same rows', () => {
    const [english, korean] = pages.map((page) => rowsOf(page).map(({ figure, source }) => `${figure} ${source}`));
    assert.deepEqual(korean, english);
  });

  it('every figure came out of the run', () => {
    const disks = new Map<string, Uint8Array>();
    const workshop = new Workshop(new NodePlatform(), EXAMPLES, resolve('.'), (folder) => {
      const disk = disks.get(folder) ?? preparedDisk(folder);
      disks.set(folder, disk);
      return disk;
    });
    for (const { figure, source } of rowsOf(pages[0])) {
      const [folder, name, key] = source.split('/'), lab = LABS.find((each) => each.folder === folder);
      assert.ok(lab !== undefined, source);
      const { checks: [checked] } = checkLab({ ...lab, checks: lab.checks.filter((check) => check.name === name) }, workshop);
      assert.equal(figure, checked.finding.figures[key].toLocaleString('en'), source);
    }
  });
});
