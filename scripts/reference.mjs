// Writes what derives from the tables of the machine: docs/reference.md and the TextMate grammar:
// `node scripts/reference.mjs`. Tests compare both with the tables.
import { build } from 'esbuild';
import { writeFile } from 'node:fs/promises';

const bundle = await build({
  stdin: { contents: "export { reference } from './src/isa/manual'; export { grammarFile } from './src/language/grammar';", resolveDir: '.', loader: 'ts' },
  bundle: true, format: 'esm', platform: 'neutral', mainFields: ['main'], write: false,
});
const made = await import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].contents).toString('base64')}`);
await writeFile('docs/reference.md', made.reference());
await writeFile('syntaxes/strata.tmLanguage.json', made.grammarFile());
