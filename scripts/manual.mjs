// Writes docs/cli.md from the tables of the command line: `node scripts/manual.mjs`. A test compares the two.
import { build } from 'esbuild';
import { writeFile } from 'node:fs/promises';

const bundle = await build({ entryPoints: ['src/cli/manual.ts'], bundle: true, format: 'esm', platform: 'neutral', mainFields: ['main'], write: false });
const { manual } = await import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].contents).toString('base64')}`);
await writeFile('docs/cli.md', manual());
