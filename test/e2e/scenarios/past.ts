// Questions about the past, as a person asks them: a program has run to its end; what would a log point have printed, and which values
// has a variable had? Each answer is a list of moments, and a click goes there.
import { strict as assert } from 'node:assert';
import { EVERYWHERE, type Scenario } from '../scenario';
import { printingLine, runToEnd } from '../sieve';

const LOCALS = 'Locals';
const LENS = 'What this log point would have printed';

export const scenario: Scenario = {
  title: 'questions about the past',
  folder: 'examples',
  hosts: EVERYWHERE,
  tests: {
    'log points print what they would have printed, variables list their values, and a click goes to the moment': async (stage) => {
      const { workbench, folder } = stage;
      const printing = printingLine(folder);
      await runToEnd(stage);
      for (const section of ['Call Stack', 'Breakpoints', 'Variables']) await workbench.closeSection(section);

      await workbench.askOfLine(printing, 'Show What a Log Point Here Would Have Printed', 'past-1-menu');
      await workbench.answer('n is {n}');
      const printed = await workbench.eventually('the lines of the log point', () => workbench.moments(), rows => rows.length === 25);
      assert.match(printed[0], /^n is 2\s*instruction \d/);
      await workbench.screenshot('past-2-log');
      await workbench.untilStopAfter(() => workbench.pickMoment('n is 13'));
      await workbench.eventually('the line where the program stopped', () => workbench.stoppedLine(), line => line === printing);
      await workbench.eventually('the moment of now to be marked', () => workbench.momentsOfNow(), rows => rows.join().startsWith('n is 13'));
      await workbench.screenshot('past-3-there');
      await workbench.openSection('Variables');
      await workbench.expandScope(LOCALS);
      await workbench.untilScope(LOCALS, [{ name: 'n', value: '13' }]);
      assert.equal((await workbench.consoleLines()).filter(line => line.includes('89 97')).length, 1, 'nothing is printed twice');

      await workbench.askOf('n', 'Which Values Has This Had?');
      await workbench.closeSection('Variables');
      await workbench.eventually('the values', () => workbench.moments(), rows => rows.some(row => row.startsWith('14')) && rows.some(row => row.startsWith('12')));
      await workbench.eventually('the value of now to be marked', () => workbench.momentsOfNow(), rows => rows.length === 1 && rows[0].startsWith('13'));
      await workbench.screenshot('past-4-values');
      await workbench.untilStopAfter(() => workbench.pickMoment('14'));
      await workbench.openSection('Variables');
      await workbench.expandScope(LOCALS);
      await workbench.untilScope(LOCALS, [{ name: 'n', value: '14' }]);

      await workbench.closeSection('Variables');
      await workbench.addLogPoint(printing, 'prime {n}');
      await workbench.eventually('the lens', () => workbench.lenses(), lenses => lenses.includes(LENS));
      await workbench.pressLens(LENS);
      await workbench.eventually('the lines of the log point', () => workbench.moments(), rows => rows.some(row => row.startsWith('prime 7')));
      await workbench.screenshot('past-5-lens');
    },
  },
};
