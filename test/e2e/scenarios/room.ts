// The machine room: what it draws of a stopped program, and how a person moves the program from there.
import { strict as assert } from 'node:assert';
import type { Scenario } from '../scenario';

const PROGRAM = 'factorial.sasm';

export const scenario: Scenario = {
  title: 'the machine room',
  folder: 'examples',
  tests: {
    'it draws the stack, and steps forwards and backwards': async ({ workbench }) => {
      await workbench.openFile(PROGRAM);
      await workbench.eventually('the extension to be there', () => workbench.lenses(), lenses => lenses.includes('Debug'));
      await workbench.toggleBreakpoint(12);
      await workbench.startDebugging();
      await workbench.untilStoppedAt(12);
      await workbench.command('Strata: Open Machine Room');
      const room = workbench.room();
      await workbench.eventually('the stack', () => room.texts(), texts => texts.includes('next') && texts.includes('main'));
      await workbench.screenshot('room-1-stack');
      const first = await room.count();
      for (let i = 0; i < 6; i++) await workbench.untilStopAfter(() => room.press('One instruction'));
      await workbench.eventually('six instructions more', () => room.count(), count => count === first + 6);
      await workbench.screenshot('room-2-steps');
      const said = await room.said();
      assert.match(said, /stack|empty/);
      await workbench.untilStopAfter(() => room.press('One instruction back'));
      await workbench.eventually('one less', () => room.count(), count => count === first + 5);
      await room.press('Play');
      await workbench.eventually('it to play on', () => room.count(), count => count > first + 7);
      await room.press('Pause');
      await workbench.screenshot('room-3-played');
    },
  },
};
