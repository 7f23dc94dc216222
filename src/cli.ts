// Entry point of the command line; src/cli does the work.
import * as path from 'node:path';
import { main } from './cli/main';

void main(process.argv.slice(2), { adapter: path.join(__dirname, 'adapter.js') });
