// Layers, as a student sees them: one call stack from a guest's process through its kernel to the hypervisor, steps from one layer to
// another and back, staying in one, and what each of them did.
import { strict as assert } from 'node:assert';
import { TRAP_AND_EMULATE } from '../../debugger/layers';
import { EVERYWHERE, type Scenario } from '../scenario';

export const scenario: Scenario = {
  title: 'layers',
  folder: 'examples',
  hosts: EVERYWHERE,
  files: TRAP_AND_EMULATE,
  tests: {
    'from a process through its hypervisor to its kernel, and back the same way': async ({ workbench }) => {
      await workbench.openProgram('process.sasm');
      await workbench.toggleBreakpoint(3);
      await workbench.openFile('hypervisor.sasm');
      await workbench.showRun();
      await workbench.startDebugging();
      await workbench.openContext('process.sasm #2');
      await workbench.untilStoppedAt(3);
      await workbench.closeSection('Watch');
      await workbench.eventually('one call stack through all layers', () => workbench.callStack(), frames => {
        const text = JSON.stringify(frames);
        return text.includes('resumed by root > kernel.sasm #1') && text.includes('its exit is handled by root') && text.includes('emulate');
      });
      await workbench.screenshot('layers-1-call-stack');

      const go = async (title: string, line: number): Promise<void> => {
        await workbench.untilStopAfter(() => workbench.command(title));
        // Several contexts are open in the call stack, so its first frame tells nothing.
        await workbench.eventually(`the program to stand at line ${line}`, () => workbench.stoppedLine(), found => found === line);
      };
      await go('Strata: Step into the Exit', 24);
      await workbench.screenshot('layers-2-in-the-hypervisor');
      await go('Strata: Step Out to the Guest', 7);
      await workbench.screenshot('layers-3-in-the-kernel');
      await go('Strata: Step into the Exit', 35);
      await go('Strata: Step Back to the Guest', 9);
      await go('Strata: Step Back to the Resume', 34);
      await go('Strata: Step Back to the Guest', 3);

      await workbench.command('Strata: Stay in This Layer');
      await workbench.eventually('the layer in the status bar', () => workbench.statusItems(), items => items.some(item => item.includes('root > kernel.sasm #1 > process.sasm #2')));
      await workbench.screenshot('layers-4-staying');
      await workbench.command('Strata: Stop in Every Layer Again');
      await workbench.eventually('it to go', () => workbench.statusItems(), items => !items.some(item => item.includes('root > kernel.sasm #1 > process.sasm #2')));

      await workbench.command('Strata: Show Exits and Instructions by Layer');
      const text = await workbench.eventually('the report', () => workbench.visibleText(), lines => lines.some(line => line.includes('Exits by cause')));
      assert.ok(text.some(line => line.includes('process.sasm #2')), text.join('\n'));
      await workbench.screenshot('layers-5-report');
      await workbench.removeBreakpoints();
      await workbench.press('Continue');
      await workbench.runOut();
    },
  },
};
