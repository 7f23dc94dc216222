// Entry point of the demonstration that `npm run demo` shows; src/cli/demo does the work.
import * as path from 'node:path';
import { showDemonstration } from './cli/demo/show';

void showDemonstration(path.join(__dirname, 'adapter.js'), path.join(__dirname, '..'));
