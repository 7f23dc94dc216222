// docs/containers.md and its Korean form say what the code does: the same offsets, and a program that reads a disk.
import { strict as assert } from 'node:assert';
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as format from '../../src/oci/disk-format';
import { makeDisk } from '../../src/oci/disk-write';
import { KINDS_OF_INSTRUCTIONS } from '../../src/oci/build-file';
import { strata, withFolder } from '../cli/process';
import { buildImage, richImage } from './images';

const PAGES = ['docs/containers.md', 'docs/containers.ko.md'].map((name) => ({ name, text: readFileSync(name, 'utf8') }));

/** The rows `| 4 | \`format\` |` of the table that begins with a word. */
function offsets(page: string, table: string): [string, number][] {
  const rows = new RegExp(`^\\| ${table} \\| \\| \\|\\n\\|---.*\\n((?:\\|.*\\n)+)`, 'm').exec(page)?.[1] ?? '';
  return [...rows.matchAll(/^\| (\d+) \| `(\w+)` \|/gm)].map(([, offset, name]) => [name, Number(offset)]);
}

/** Without the size of all, which has no row. */
function fields(table: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(table).filter(([name]) => name !== 'bytes');
}

describe('docs/containers.md', () => {
  for (const { name, text } of PAGES) {
    it(`has the offsets of the format (${name})`, () => {
      assert.deepEqual(offsets(text, 'end'), fields(format.END));
      assert.deepEqual(offsets(text, 'header'), fields(format.HEADER));
      assert.deepEqual(offsets(text, 'image'), fields(format.IMAGE));
      assert.deepEqual(offsets(text, 'blob'), fields(format.BLOB));
      for (const magic of [format.END_MAGIC, format.HEADER_MAGIC]) assert.ok(text.includes(`0x${magic.toString(16)}`));
      assert.ok(text.includes(` 1 `) && text.includes(`${format.BLOB_FIRST}`) && text.includes(`${format.STORE_FIRST}`));
    });

    it(`has every instruction of a build file, and no other (${name})`, () => {
      const rows = [...text.matchAll(/^\| `([A-Z]+) [^|]*` \|/gm)].map(([, kind]) => kind);
      assert.deepEqual([...new Set(rows)].sort(), [...KINDS_OF_INSTRUCTIONS].sort());
    });

    it(`has a program that lists the images of a disk (${name})`, async () => {
      const [, program] = /```sasm\n([^]*?)```/.exec(text) ?? [];
      const images = [richImage(), buildImage('FROM other\nENV X=1', {}, { baseOf: richImage, reference: 'team/other:2' })];
      await withFolder({ 'list.sasm': program, 'disk.img': makeDisk(images, { system: new Uint8Array(1024), room: 512, scratch: 512 }) }, async (cwd) => {
        const { code, stdout, stderr } = await strata(['run', '--disk', 'disk.img', 'list.sasm'], { cwd });
        assert.deepEqual([code, stderr], [0, '']);
        assert.equal(stdout, 'test:1 97+3584 104+2560 109+2048\nteam/other:2 97+3584 104+2560 109+2048\n');
        writeFileSync(path.join(cwd, 'empty.img'), new Uint8Array(1024));
        assert.equal((await strata(['run', '--disk', 'empty.img', 'list.sasm'], { cwd })).code, 1);
      });
    });
  }

  it('has the same program in both languages', () => {
    const [english, korean] = PAGES.map(({ text }) => /```sasm\n([^]*?)```/.exec(text)?.[1].replace(/;.*$/gm, '').replace(/[ \t]+$/gm, ''));
    assert.equal(korean, english);
  });
});
