// The examples of this repository: in regular form, and the same image after disassembly.
import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { assemble, disassemble, formatText } from '../../src/assembler';
import { parse } from '../../src/assembler/syntax/parse';
import { decodeImage } from '../../src/image/read';
import { encodeImage } from '../../src/image/write';
import { entryOf, programsWith } from '../../src/language/programs';
import { diskFiles } from './files';

const FOLDER = join(process.cwd(), 'examples');
const examples = (readdirSync(FOLDER, { recursive: true }) as string[]).filter((name) => name.endsWith('.sasm')).sort();

const trees = new Map(examples.map((name) => [join(FOLDER, name), parse(readFileSync(join(FOLDER, name), 'utf8'))]));

/** Without an entry function, or with one whose functions and constants only the programs that include it have. */
function isPart(path: string): boolean {
  return programsWith(path, trees).some((program) => {
    const { diagnostics, files } = assemble({ path: program, files: diskFiles, folder: FOLDER });
    return diagnostics.length === 0 && files.includes(path);
  });
}

describe('examples', () => {
  for (const [path, tree] of trees) {
    const name = relative(FOLDER, path), text = readFileSync(path, 'utf8');

    it(`${name} is in regular form`, () => assert.equal(formatText(text), text));

    if (entryOf(tree) === undefined) continue;
    it(`${name} comes back from its disassembly, or is a part of a program`, () => {
      const { image, debug, identity, diagnostics } = assemble({ path, files: diskFiles, folder: FOLDER });
      if (image === undefined && isPart(path)) return;
      assert.deepEqual(diagnostics, []);
      assert.ok(image !== undefined);
      for (const known of [debug, new Map()]) {
        const again = assemble({ path, text: disassemble(decodeImage(encodeImage(image, known))) });
        assert.equal(again.identity, identity);
      }
    });
  }
});
