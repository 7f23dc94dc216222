// The first minutes of somebody new: from an empty folder to a stopped program with its stack, by what shows on the screen alone. Each
// action is one press of the mouse or of Enter.
import { strict as assert } from 'node:assert';
import { EVERYWHERE, type Scenario } from '../scenario';

const STACK = 'Operand Stack';
const ACTIONS_MAX = 12;

export const scenario: Scenario = {
  title: 'the first minutes',
  hosts: EVERYWHERE,
  tests: {
    'from an empty folder to a visible stack in at most 12 actions': async ({ workbench }) => {
      let actions = 0;
      const act = async (action: () => Promise<void>): Promise<void> => {
        actions++;
        await action();
      };
      await act(() => workbench.pressActivity('Run and Debug'));
      await workbench.screenshot('first-1-nothing-yet');
      await act(() => workbench.pressButton('New Strata Program'));
      await act(() => workbench.accept());
      await workbench.eventually('the program', () => workbench.lenses(), lenses => lenses.includes('Step from the start'));
      await workbench.screenshot('first-2-program');
      await act(() => workbench.pressLens('Step from the start'));
      await workbench.eventually('the program to stop', () => workbench.stoppedLine(), line => line !== undefined);
      await workbench.screenshot('first-3-stopped');
      await act(() => workbench.step('Step Into'));
      await act(() => workbench.step('Step Into'));
      await act(() => workbench.expandScope(STACK));
      await workbench.untilScope(STACK, [{ name: '[0]', value: '7' }, { name: '[1]', value: '6' }]);
      await workbench.screenshot('first-4-stack');
      await act(() => workbench.step('Step Into'));
      await workbench.untilScope(STACK, [{ name: '[0]', value: '42' }]);
      assert.ok(actions <= ACTIONS_MAX, `${actions} actions`);
    },
  },
};
