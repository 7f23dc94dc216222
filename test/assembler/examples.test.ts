// The examples of this repository: in regular form, and the same image after disassembly.
import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemble, disassemble, formatText } from '../../src/assembler';
import { decodeImage } from '../../src/image/read';
import { encodeImage } from '../../src/image/write';
import { diskFiles } from './files';

const FOLDER = join(process.cwd(), 'examples');
const examples = (readdirSync(FOLDER, { recursive: true }) as string[]).filter((name) => name.endsWith('.sasm')).sort();

describe('examples', () => {
  for (const name of examples) {
    const path = join(FOLDER, name), text = readFileSync(path, 'utf8');

    it(`${name} is in regular form`, () => assert.equal(formatText(text), text));

    if (/^entry func/m.test(text)) {
      it(`${name} comes back from its disassembly`, () => {
        const { image, debug, identity, diagnostics } = assemble({ path, files: diskFiles, folder: FOLDER });
        assert.ok(image !== undefined);
        assert.deepEqual(diagnostics, []);
        for (const known of [debug, new Map()]) {
          const again = assemble({ path, text: disassemble(decodeImage(encodeImage(image, known))) });
          assert.equal(again.identity, identity);
        }
      });
    }
  }
});
