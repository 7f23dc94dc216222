// Writes what derives from the table of launch options: the schema in package.json, its texts in package.nls*.json, and
// docs/options.md: `node scripts/contribute.mjs`. A test compares all of them with the table.
import { build } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';

const bundle = await build({
  stdin: { contents: "export * from './src/options/schema'; export * from './src/options/manual';", resolveDir: '.', loader: 'ts' },
  bundle: true, format: 'esm', platform: 'neutral', mainFields: ['main'], write: false,
});
const options = await import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].contents).toString('base64')}`);

async function change(path, edit) {
  const value = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, `${JSON.stringify(edit(value), undefined, 2)}\n`);
}

/** The texts of everybody else, in their order, and then ours. */
function withTexts(language) {
  return (all) => ({ ...Object.fromEntries(Object.entries(all).filter(([key]) => !key.startsWith('options.'))), ...options.configurationTexts(language) });
}

await change('package.json', (manifest) => {
  manifest.contributes.debuggers.find(({ type }) => type === 'strata').configurationAttributes = options.configurationAttributes();
  return manifest;
});
await change('package.nls.json', withTexts('en'));
await change('package.nls.ko.json', withTexts('ko'));
await writeFile('docs/options.md', options.manual());
