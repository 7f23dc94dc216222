// Every transcript in this folder, played against the real adapter process.
import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { play, titleOf } from './transcript';

const ROOT = process.cwd();
const FOLDER = join(ROOT, 'test', 'sessions');
const ADAPTER = join(ROOT, 'dist', 'adapter.js');

describe('sessions with the adapter process', () => {
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.session'))) {
    it(titleOf(name), async () => {
      const file = join(FOLDER, name);
      const golden = readFileSync(file, 'utf8');
      const played = await play(golden, ROOT, ADAPTER);
      if (process.env.UPDATE_TRANSCRIPTS === '1') writeFileSync(file, played);
      else assert.equal(played, golden);
    });
  }
});
