// The labs of the lecture, as a student does them: opened by a command into a folder of the student's, with the guide beside.
import { resolve } from 'node:path';
import { lineOf } from '../lines';
import { EVERYWHERE, type Scenario } from '../scenario';
import type { Workbench } from '../workbench';

async function openLab(workbench: Workbench, number: string, program: string): Promise<void> {
  await workbench.pressActivity('Run and Debug');
  await workbench.untilButton('New Strata Program');
  await workbench.command('Strata: Open Lab...');
  await workbench.pick(number);
  await workbench.eventually('the lab and its guide', () => workbench.tabs(), tabs => [program, 'GUIDE.md'].every(name => tabs.includes(name)));
}

export const scenario: Scenario = {
  title: 'labs',
  hosts: EVERYWHERE,
  tests: {
    'lab 03 stops in the exit handler, and one call stack has hypervisor, kernel and program': async ({ workbench }) => {
      await openLab(workbench, '03', 'lab.sasm');
      const line = lineOf(resolve('examples', 'systems', 'type1', 'exits.sasm'), /^func process_exit/) + 1;
      await workbench.openBelow(['systems', 'type1'], 'exits.sasm');
      await workbench.toggleBreakpoint(line);
      await workbench.pressTab('lab.sasm');
      await workbench.showRun();
      await workbench.startDebugging();
      await workbench.eventually('the breakpoint to be hit', () => workbench.stoppedLine(), found => found === line);
      await workbench.closeSection('Watch');
      await workbench.closeSection('Variables');
      await workbench.screenshot('labs-1-exit-handler');
      await workbench.openContext('shell');
      await workbench.eventually('one call stack through all layers', () => workbench.callStack(), frames => {
        const text = JSON.stringify(frames);
        return text.includes('process_exit') && text.includes('shell') && text.includes('slate');
      });
      await workbench.screenshot('labs-2-call-stack');
    },
    'lab 12 has its chart in the guide': async ({ workbench }) => {
      await openLab(workbench, '12', 'type1.sasm');
      await workbench.eventually('the chart', () => workbench.pictures(), texts => texts.includes('The chart'));
      await workbench.screenshot('labs-3-chart');
    },
  },
};
