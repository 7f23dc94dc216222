// Bundles what package.json names as `main`, `browser` and `bin`, and what those start, into dist/.
// Minified and without maps, as it ships; `--maps` leaves it readable for a debugger. Types are the compiler's
// business (`npm run check`), not looked at here.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { chmod, rm } from 'node:fs/promises';

/** What differs between the places where a bundle runs. */
const places = {
  node: { platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'] },
  command: { platform: 'node', format: 'cjs', target: 'node20', banner: { js: '#!/usr/bin/env node' } },
  webEditor: { platform: 'browser', format: 'cjs', target: 'es2022', external: ['vscode'] },
  page: { platform: 'browser', format: 'iife', target: 'es2022', jsx: 'automatic', jsxImportSource: 'preact' },
};

/** Every bundle; a source that is not there is an error. */
const bundles = [
  { source: 'src/start.ts', output: 'dist/extension.js', place: 'node' },
  { source: 'src/node.ts', output: 'dist/node/strata.js', place: 'node' },
  { source: 'src/start.ts', output: 'dist/adapter.js', place: 'node' },
  { source: 'src/start.ts', output: 'dist/grader.js', place: 'node' },
  { source: 'src/start.ts', output: 'dist/cli.js', place: 'command' },
  { source: 'src/demo.ts', output: 'dist/demo.js', place: 'command' },
  { source: 'src/web/bundle.ts', output: 'dist/web/extension.js', place: 'webEditor' },
  { source: 'src/views/room/room.tsx', output: 'dist/room.js', place: 'page' },
];

const maps = process.argv.includes('--maps');

async function bundle({ source, output, place }) {
  await build({
    ...places[place],
    entryPoints: [source],
    outfile: output,
    bundle: true,
    minify: !maps,
    sourcemap: maps,
    legalComments: 'none',
    logLevel: 'error',
  });
  if (place === 'command') {
    await chmod(output, 0o755);
  }
}

/** A first start leaves compiled code for the next ones (see src/start.ts); here nobody waits for it. */
function startOnce() {
  const hello = 'examples/hello.sasm';
  for (const args of [['run', hello], ['debug', '--batch', '--execute', 'run', hello]]) {
    spawnSync(process.execPath, ['dist/cli.js', ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
}

await rm('dist', { recursive: true, force: true });
const results = await Promise.allSettled(bundles.map(bundle));
if (results.some(({ status }) => status === 'rejected')) {
  process.exitCode = 1; // esbuild has said what is wrong, with file and line
} else {
  startOnce();
}
