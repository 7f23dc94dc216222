// Writes dist/labs.json: the labs with their files, for the editor, which cannot list folders where it runs in a browser.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const { stdout, status } = spawnSync(process.execPath, ['dist/cli.js', 'lab', 'list', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
if (status === 0) writeFileSync('dist/labs.json', stdout);
else process.exitCode = 1;
