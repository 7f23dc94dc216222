// Writing a program: what the editor says of it, the buttons above the entry function, what it became.
import { strict as assert } from 'node:assert';
import { EVERYWHERE, type Scenario } from '../scenario';

const PROGRAM = 'factorial.sasm';

export const scenario: Scenario = {
  title: 'writing a program',
  folder: 'examples',
  hosts: EVERYWHERE,
  files: { 'damaged.simg': 'no image' },
  tests: {
    'hover says what an instruction does, with an example and the stack': async ({ workbench }) => {
      await workbench.openFile(PROGRAM);
      await workbench.eventually('the lenses, which move the lines', () => workbench.lenses(), lenses => lenses.length === 3);
      const said = await workbench.hover('mul ret', 'mul');
      for (const words of [/a:i32 b:i32 -> i32/, /Multiplies, wrapping/, /6 7 mul/, /Operand stack here: i32 i32/]) assert.match(said, words);
      await workbench.screenshot('hover');
    },
    'Step from the start, above the entry function, stops at its first instruction': async ({ workbench }) => {
      await workbench.openFile(PROGRAM);
      await workbench.eventuallyEqual('the lenses', () => workbench.lenses(), ['Run', 'Debug', 'Step from the start']);
      await workbench.pressLens('Step from the start');
      const lines = await workbench.visibleText();
      await workbench.untilStoppedAt(lines.findIndex(line => line.startsWith('entry func')) + 2);
      await workbench.expandScope('Operand Stack');
      await workbench.untilScope('Operand Stack', []);
      await workbench.screenshot('stepping-from-the-start');
      await workbench.press('Stop');
      await workbench.untilEnded();
    },
    'a program becomes an image, which opens as its disassembly': async ({ workbench }) => {
      await workbench.openFile('hello.sasm');
      await workbench.command('Strata: Show Disassembly');
      await workbench.eventuallyEqual('both tabs', () => workbench.tabs(), ['hello.sasm', 'hello.simg']);
      await workbench.eventually('the disassembly', () => workbench.visibleText(), lines => lines.some(line => line.trim() === 'sys write'));
      await workbench.screenshot('disassembly');
    },
    'a damaged image says what is wrong with it': async ({ workbench }) => {
      await workbench.openFile('hello.sasm');
      const said = await workbench.openPage('damaged.simg');
      assert.match(said, /^This is no valid image\s+L\d+: /);
      await workbench.screenshot('damaged-image');
    },
  },
};
