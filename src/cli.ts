// Entry point of the command line; src/cli does the work.
import * as path from 'node:path';
import { main } from './cli/main';
import { useNodeHasher } from './platform/node/hash';

useNodeHasher();
void main(process.argv.slice(2), { adapter: path.join(__dirname, 'adapter.js'), grader: path.join(__dirname, 'grader.js') });
