// The walkthrough shows what a program looks like now.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { pictures } from './walkthrough';

describe('the pictures of the walkthrough', () => {
  it('are those of its programs', async () => {
    for (const [name, svg] of Object.entries(await pictures())) {
      assert.equal(readFileSync(`media/walkthrough/${name}.svg`, 'utf8'), svg, `media/walkthrough/${name}.svg is stale: run scripts/walkthrough.mjs`);
    }
  });
});
