// Draws the pictures of the walkthrough into media/walkthrough/: real programs, stopped by the real adapter, drawn as the machine room draws
// them. Needs what `npm run compile` makes. Run it when a picture is to change; test/views holds the files to it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { pictures } = require('../out/test/views/walkthrough.js');

const folder = join('media', 'walkthrough');
mkdirSync(folder, { recursive: true });
for (const [name, svg] of Object.entries(await pictures())) writeFileSync(join(folder, `${name}.svg`), svg);
