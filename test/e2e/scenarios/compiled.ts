// With `engine: compiler` the adapter refuses to run anything where it may not compile: what runs is compiled, in a browser too.
import { strict as assert } from 'node:assert';
import { EVERYWHERE, type Scenario } from '../scenario';
import { PRIMES, runToPrinting, SIEVE } from '../sieve';

export const scenario: Scenario = {
  title: 'compiled code',
  folder: 'examples',
  hosts: EVERYWHERE,
  files: {
    '.vscode/launch.json': JSON.stringify({
      version: '0.2.0',
      configurations: [{ type: 'strata', request: 'launch', name: SIEVE, program: `\${workspaceFolder}/${SIEVE}`, engine: 'compiler' }],
    }),
  },
  tests: {
    'a program runs compiled, before a breakpoint and after it': async (stage) => {
      const { workbench } = stage, line = await runToPrinting(stage);
      await workbench.toggleBreakpoint(line);
      await workbench.press('Continue');
      await workbench.runOut();
      const [primes, end] = await workbench.consoleLines();
      assert.match(primes, PRIMES);
      assert.match(end, /^The program ended with exit code 0 after \d+ instructions\.$/);
    },
  },
};
