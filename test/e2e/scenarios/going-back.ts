// Going back, as a person does it: a program has run to its end, and from there one steps back, runs backward to a
// breakpoint, changes what was, and sees another ending; the first one is still there.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../scenario';

const PROGRAM = 'sieve.sasm';
const LOCALS = 'Locals';

export const scenario: Scenario = {
  title: 'going back in time',
  folder: 'examples',
  tests: {
    'from the end of a sieve to another ending, and back to the first': async ({ workbench, folder }) => {
      const lines = readFileSync(join(folder, PROGRAM), 'utf8').split('\n');
      const printing = lines.findIndex(text => /^\s+get n call print_item/.test(text)) + 1;
      await workbench.openFile(PROGRAM);
      await workbench.eventually('the extension to be there', () => workbench.lenses(), lenses => lenses.includes('Debug'));
      await workbench.startDebugging();
      await workbench.untilAtEnd();
      await workbench.showRun();
      await workbench.closeSection('Watch');
      const [primes] = await workbench.consoleLines();
      assert.match(primes, /^2 3 5 7 .* 89 97$/);
      await workbench.screenshot('going-back-1-end');

      await workbench.step('Step Back');
      await workbench.screenshot('going-back-2-step-back');
      await workbench.toggleBreakpoint(printing);
      await workbench.step('Reverse');
      await workbench.untilStoppedAt(printing);
      await workbench.expandScope(LOCALS);
      await workbench.untilScope(LOCALS, [{ name: 'n', value: '97' }]);
      await workbench.step('Reverse');
      await workbench.untilScope(LOCALS, [{ name: 'n', value: '89' }]);
      await workbench.screenshot('going-back-3-reverse');
      assert.equal((await workbench.consoleLines()).filter(line => line.includes('89 97')).length, 1, 'nothing is printed twice');

      await workbench.askOf('n', 'Where Did This Value Come From?');
      await workbench.eventually('the instructions that made the value', () => workbench.listed(), rows => rows.some(row => row.includes('add') && row.includes('89')));
      await workbench.screenshot('going-back-4-origin');
      await workbench.untilStopAfter(() => workbench.pick('add'));
      await workbench.untilScope(LOCALS, [{ name: 'n', value: '88' }]);
      await workbench.step('Continue');
      await workbench.untilScope(LOCALS, [{ name: 'n', value: '89' }]);
      await workbench.setVariable('n', '60');
      await workbench.untilScope(LOCALS, [{ name: 'n', value: '60' }]);
      await workbench.toggleBreakpoint(printing);
      await workbench.press('Continue');
      await workbench.untilAtEnd();
      await workbench.eventually('the other ending', () => workbench.consoleLines(), found => found.some(line => line.trim().startsWith('60 61 67 71')));
      await workbench.screenshot('going-back-5-branch');

      await workbench.command('Strata: Switch Branch of the Run...');
      await workbench.untilStopAfter(() => workbench.pick('Branch 1'));
      await workbench.type('steps');
      await workbench.eventually('the end of the first branch', () => workbench.consoleLines(), found => found.includes('3478.0'));
      await workbench.screenshot('going-back-6-first-branch');
    },
  },
};
