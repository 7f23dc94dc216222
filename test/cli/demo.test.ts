// The demonstration that `npm run demo` shows, over the real adapter process.
import { strict as assert } from 'node:assert';
import * as path from 'node:path';
import { PassThrough } from 'node:stream';
import { demonstrate } from '../../src/cli/demo/demo';
import { Output, painter } from '../../src/cli/terminal';
import type { Language } from '../../src/base/message';

/** What it shows in a language. */
async function shown(language: Language): Promise<string> {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (bytes: Uint8Array) => { text += String(bytes); });
  const out = new Output(() => stream);
  const adapter = path.resolve(__dirname, '../../src/adapter.js');
  assert.equal(await demonstrate({ adapter, folder: process.cwd(), language, out, paint: painter(out, {}) }), true);
  await out.drained();
  return text;
}

/** Its lines with single spaces. */
function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim().replace(/ +/g, ' '));
}

describe('the demonstration', () => {
  it('shows stops, operand stacks and frames of the example, and comes to its end', async () => {
    const lines = linesOf(await shown('en'));
    for (const line of ['sub │ 5 │ 4 │', 'call factorial → factorial (n = 4)', 'factorial (n = 5) │ 5 │ 24 │', 'main () │ 120 │', 'It printed 5! = 120', 'Its exit code 0']) {
      assert.ok(lines.includes(line), line);
    }
    assert.equal(lines.filter((line) => /^factorial \(n = \d\) :\d+ /.test(line)).length, 6);
    assert.ok(lines.some((line) => line.startsWith('▶') && line.includes('get n jumpz nothing_left')));
  });

  it('does so in Korean', async () => {
    const lines = linesOf(await shown('ko'));
    for (const line of ['main () │ 120 │', '출력 5! = 120', '종료 코드 0']) assert.ok(lines.includes(line), line);
  });
});
