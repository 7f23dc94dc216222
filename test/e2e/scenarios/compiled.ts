// The browser lets the extension compile: with `engine: compiler` the adapter refuses to run anything where it does not.
import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { lineOf } from '../lines';
import type { Scenario } from '../scenario';

const PROGRAM = 'sieve.sasm';

export const scenario: Scenario = {
  title: 'compiled code in the browser alone',
  folder: 'examples',
  host: 'web',
  files: {
    '.vscode/launch.json': JSON.stringify({
      version: '0.2.0',
      configurations: [{ type: 'strata', request: 'launch', name: PROGRAM, program: `\${workspaceFolder}/${PROGRAM}`, engine: 'compiler' }],
    }),
  },
  tests: {
    'a program runs compiled, before a breakpoint and after it': async ({ workbench, folder }) => {
      const line = lineOf(join(folder, PROGRAM), /^\s+get n call print_item/);
      await workbench.openFile(PROGRAM);
      await workbench.toggleBreakpoint(line);
      await workbench.startDebugging();
      await workbench.untilStoppedAt(line);
      await workbench.toggleBreakpoint(line);
      await workbench.press('Continue');
      await workbench.runOut();
      const [primes, end] = await workbench.consoleLines();
      assert.match(primes, /^2 3 5 7 .* 89 97$/);
      assert.match(end, /^The program ended with exit code 0 after \d+ instructions\.$/);
    },
  },
};
