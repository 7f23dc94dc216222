// The machine room: what it draws of a stopped program, and how a person moves the program from there.
import { strict as assert } from 'node:assert';
import { EVERYWHERE, type Scenario } from '../scenario';

const PROGRAM = 'factorial.sasm';

export const scenario: Scenario = {
  title: 'the machine room',
  folder: 'examples',
  hosts: EVERYWHERE,
  tests: {
    'it draws the stack, and steps forwards and backwards': async ({ workbench }) => {
      await workbench.openProgram(PROGRAM);
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
    'it draws the layers and the time of a run that has ended': async ({ workbench }) => {
      await workbench.openProgram('round_robin.sasm');
      await workbench.startDebugging();
      await workbench.untilAtEnd();
      await workbench.command('Strata: Open Machine Room');
      const room = workbench.room();
      await room.pane('Layers');
      await workbench.eventually('the hardware', () => room.texts(), texts => texts.some(text => text.startsWith('hardware')));
      await workbench.screenshot('room-4-layers');
      await room.pane('Time');
      await workbench.eventually('the branch', () => room.texts(), texts => texts.includes('Branch 1'));
      const end = await room.count();
      await workbench.untilStopAfter(() => room.travel(1, 0.5));
      const half = await workbench.eventually('the middle of the run', () => room.count(), count => count < end * 0.6 && count > end * 0.4);
      await workbench.screenshot('room-5-time');
      await room.pane('Layers');
      await workbench.eventually('contexts', () => room.texts(), texts => texts.filter(text => text.includes('#')).length >= 2);
      await workbench.screenshot('room-6-layers');
      assert.ok(half > 0);
    },
  },
};
