// A lab of the lecture, as a student does it: opened by a command into a folder of the student's, with the guide beside, and stopped where layers meet.
import { resolve } from 'node:path';
import { lineOf } from '../lines';
import { openLab } from '../labs';
import { EVERYWHERE, type Scenario } from '../scenario';

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
  },
};
