// The same extension in an editor that has a browser only: no process, no disk.
import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { lineOf } from '../lines';
import type { Scenario } from '../scenario';

const PROGRAM = 'factorial.sasm';

export const scenario: Scenario = {
  title: 'in the browser alone',
  folder: 'examples',
  host: 'web',
  tests: {
    'a program is debugged without any process': async ({ workbench, folder }) => {
      const line = lineOf(join(folder, PROGRAM), /^\s+mul/);
      await workbench.openFile(PROGRAM);
      await workbench.toggleBreakpoint(line);
      await workbench.startDebugging();
      await workbench.untilStoppedAt(line);
      await workbench.expandScope('Operand Stack');
      await workbench.untilScope('Operand Stack', [{ name: '[0]', value: '1' }, { name: '[1]', value: '1' }]);
      await workbench.screenshot('web');
      await workbench.toggleBreakpoint(line);
      await workbench.press('Continue');
      await workbench.runOut();
      assert.equal((await workbench.consoleLines())[0], '5! = 120');
      assert.deepEqual(await workbench.tabs(), [PROGRAM]);
    },
  },
};
