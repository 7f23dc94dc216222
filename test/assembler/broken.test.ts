// Every source in test/broken gets exactly the diagnostics that stand at its end. With UPDATE_BROKEN=1 in the
// environment they are written there instead, to be read before they are kept.
import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemble } from '../../src/assembler';
import { render } from '../../src/base/message';
import { diagnosticText, inOrder } from './expectations';
import { diskFiles } from './files';

const FOLDER = join(process.cwd(), 'test/broken');
const EXPECTED = /^; ((?:error|warning|hint): .*)$/gm;

const sources = (readdirSync(FOLDER, { recursive: true }) as string[]).filter((name) => name.endsWith('.sasm')).sort();

function diagnosticsOf(name: string): string[] {
  const path = join(FOLDER, name);
  const { diagnostics, image } = assemble({ path, files: diskFiles, folder: FOLDER });
  assert.equal(image === undefined, diagnostics.some(({ severity }) => severity === 'error'), 'an image exactly where there is no error');
  for (const { message } of diagnostics) assert.doesNotMatch(render(message, 'ko'), /(?<!\\u)\{\w+\}/, 'every argument is given');
  return inOrder(diagnostics).map((diagnostic) => diagnosticText(diagnostic, path));
}

describe('broken sources', () => {
  it('are at least fifty', () => assert.ok(sources.length >= 50));

  for (const name of sources) {
    it(name, () => {
      const path = join(FOLDER, name), text = readFileSync(path, 'utf8');
      const found = diagnosticsOf(name);
      assert.ok(found.length > 0, 'something is wrong with it');
      if (process.env.UPDATE_BROKEN === '1') {
        writeFileSync(path, `${text.replace(EXPECTED, '').trimEnd()}\n\n${found.map((line) => `; ${line}\n`).join('')}`);
      } else assert.deepEqual(found, [...text.matchAll(EXPECTED)].map((match) => match[1]));
    });
  }
});
