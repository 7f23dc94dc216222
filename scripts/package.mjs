// `npm run package`: makes the VSIX of what dist/ holds; the first argument is where to. The bundles need no modules, and the
// links of README are meant as they stand.
import { createRequire } from 'node:module';
import { spawnSync } from 'node:child_process';

const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce');
const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', process.argv[2] ?? 'strata.vsix'];
process.exitCode = spawnSync(process.execPath, [vsce, 'package', ...options], { stdio: ['ignore', 'inherit', 'inherit'] }).status ?? 1;
