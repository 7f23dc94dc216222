// SHA-256 against that of Node: of bytes and of texts, short and long, by the library and by the host's own.
import * as assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { sha256, sha256Steps, sha256Text } from '../../src/base/hash';
import { finish } from '../../src/base/steps';
import { useNodeHasher } from '../../src/platform/node/hash';

/** Characters that are read at a time of a long text. */
const PIECE = Math.floor(256 * 1024 / 3);

function expected(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Texts whose pieces end within and beside pairs of surrogates, whole ones and halves. */
function* texts(): Generator<string> {
  for (const shift of [-2, -1, 0, 1]) {
    const before = 'a'.repeat(PIECE + shift);
    for (const behind of ['😀'.repeat(9), '\ud83d', '\ud83d\ud83d\ude00', '\udc00b', '한'.repeat(PIECE)]) yield before + behind;
  }
  yield '😀'.repeat(PIECE);
  yield* ['', 'a', '한글'];
}

for (const host of ['the library', 'Node']) {
  describe(`SHA-256 by ${host}`, () => {
    if (host === 'Node') before(useNodeHasher);

    it('is that of any bytes, at once and in pieces', () => {
      for (const length of [0, 1, 63, 64, 65, 65_535, 65_536, 600_000]) {
        const bytes = Uint8Array.from({ length }, (_, i) => i * 7);
        assert.equal(sha256(bytes), expected(bytes));
        assert.equal(finish(sha256Steps(bytes)), expected(bytes));
      }
    });

    it('is that of a text as UTF-8', () => {
      for (const text of texts()) assert.equal(sha256Text(text), expected(new TextEncoder().encode(text)));
    });
  });
}
