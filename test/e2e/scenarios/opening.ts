// The extension comes alive for a file of its language.
import { strict as assert } from 'node:assert';
import { EVERYWHERE, type Scenario } from '../scenario';

export const scenario: Scenario = {
  title: 'opening a folder',
  folder: 'examples',
  hosts: EVERYWHERE,
  tests: {
    'a .sasm file is Strata assembly': async ({ workbench }) => {
      await workbench.openFile('factorial.sasm');
      await workbench.eventually('the language', () => workbench.language(), language => language === 'Strata Assembly');
      assert.deepEqual(await workbench.tabs(), ['factorial.sasm']);
      await workbench.screenshot('opening');
    },
  },
};
