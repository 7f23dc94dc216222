// Going back, as a person does it: a program has run to its end, and from there one steps back, runs backward to the last write of
// some data, asks where a value came from, goes there, changes what was, and sees another ending; the first one is still there.
import { strict as assert } from 'node:assert';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { lineOf } from '../lines';
import { EVERYWHERE, type Scenario } from '../scenario';
import { PRIMES, runToEnd, SIEVE } from '../sieve';

const LOCALS = 'Locals';

export const scenario: Scenario = {
  title: 'going back in time',
  folder: 'examples',
  hosts: EVERYWHERE,
  tests: {
    'from the end of a sieve to a data breakpoint, to another ending, and back to the first': async (stage) => {
      const { workbench, folder } = stage;
      const crossed = lineOf(join(folder, SIEVE), /^\s+get multiple 1 store8/) + 1;
      await runToEnd(stage);
      const [primes] = await workbench.consoleLines();
      assert.match(primes, PRIMES);
      await workbench.screenshot('going-back-1-end');

      await workbench.step('Step Back');
      await workbench.screenshot('going-back-2-step-back');
      await workbench.expandScope('Data');
      await workbench.askOf('crossed', 'Break on Value Change');
      await workbench.eventually('the data breakpoint', () => workbench.breakpointRows(), rows => rows.some(row => row.includes('crossed')));
      await workbench.step('Reverse');
      await workbench.untilStoppedAt(crossed);
      await workbench.expandScope(LOCALS);
      await workbench.untilScope(LOCALS, [{ name: 'prime', value: '47' }, { name: 'multiple', value: '94' }]);
      await workbench.screenshot('going-back-3-data-breakpoint');
      assert.equal((await workbench.consoleLines()).filter(line => line.includes('89 97')).length, 1, 'nothing is printed twice');

      await workbench.askOf('multiple', 'Where Did This Value Come From?');
      await workbench.eventually('the instructions that made the value', () => workbench.listed(), rows => rows.some(row => row.includes('add')) && rows.some(row => row.includes('47')));
      await workbench.screenshot('going-back-4-origin');
      await workbench.untilStopAfter(() => workbench.pick('tee multiple'));
      await workbench.untilScope(LOCALS, [{ name: 'prime', value: '47' }, { name: 'multiple', value: '0' }]);
      await workbench.screenshot('going-back-5-travelled');

      await workbench.step('Continue');
      await workbench.untilStoppedAt(crossed);
      await workbench.removeBreakpoints();
      await workbench.selectFrame(1);
      await workbench.untilScope(LOCALS, [{ name: 'n', value: '47' }]);
      await workbench.setVariable('n', '60');
      await workbench.untilScope(LOCALS, [{ name: 'n', value: '60' }]);
      await workbench.press('Continue');
      await workbench.eventually('the other ending', () => workbench.consoleLines(), found => found.some(line => line.trim().startsWith('61 67 71')));
      await workbench.screenshot('going-back-6-branch');

      await workbench.command('Strata: Switch Branch of the Run...');
      await workbench.untilStopAfter(() => workbench.pick('Branch 1'));
      await workbench.eventually('the end of the first branch', () => workbench.statusItems(), items => items.some(item => item.includes('3,478')));
      await workbench.screenshot('going-back-7-first-branch');
    },
    'what stands under the pointer has its value and a way to what wrote it': async (stage) => {
      const { workbench } = stage, line = 'get n 1 add tee n';
      await runToEnd(stage);
      await workbench.step('Step Back');
      const said = await workbench.hover(line, 'n', 'Last written');
      assert.match(said, /n = 101[^]*Last written by tee n in line 33 at instruction 3,4\d\d · Where from\?/);
      await workbench.screenshot('going-back-8-hover');
      await workbench.untilStopAfter(() => workbench.pressInHover('instruction'));
      await workbench.untilStoppedAt(33);
      assert.match(await workbench.hover('get n call print_item', 'n', 'n = 100'), /Last written by tee n in line 33/);
      await workbench.screenshot('going-back-9-hover-before');
      await workbench.pressInHover('Where from?');
      await workbench.eventually('the instructions that made the value', () => workbench.listed(), rows => rows.some(row => row.includes('add')));
      await workbench.untilStopAfter(() => workbench.pick('add'));
    },
    'a run is saved as a recording, which opens by itself': async (stage) => {
      const { workbench, folder, host } = stage;
      await runToEnd(stage);
      await workbench.command('Strata: Share Recording...');
      await workbench.acceptFileName('sieve.strec');
      await workbench.eventually('the word that it is saved', () => workbench.notifications(), said => said.some(text => text.includes('It has everything with it.')));
      await workbench.screenshot('going-back-10-saved');
      await workbench.command('Notifications: Clear All Notifications');
      await workbench.press('Stop');
      await workbench.untilEnded();
      await workbench.showFiles();
      if (host === 'server') rmSync(join(folder, SIEVE));
      else await workbench.deleteFile(SIEVE);
      assert.match(await workbench.openPage('sieve.strec'), /sieve\.sasm[^]*instruction 3,478, exit code 0/);
      await workbench.screenshot('going-back-11-recording');
      await workbench.startDebugging();
      await workbench.eventually('the recorded run', () => workbench.consoleLines(), lines => lines.some(text => text.includes('a recorded run of 3478 instructions')));
      await workbench.untilAtEnd();
      await workbench.showRun();
      await workbench.step('Step Back');
      await workbench.untilStoppedAt(36);
      await workbench.screenshot('going-back-12-recording-debugged');
    },
  },
};
