// What a line has left and how often it ran, beside the lines of a program that stands still.
import { strict as assert } from 'node:assert';
import { EVERYWHERE, type Scenario } from '../scenario';
import { runToPrinting } from '../sieve';

/** Texts behind lines that are no part of them; for the browser. */
const COUNTS = "[...document.querySelectorAll('.view-line span')].map((each) => getComputedStyle(each, '::after').content).filter((text) => text.includes('×'))";

export const scenario: Scenario = {
  title: 'stacks and counts of lines',
  folder: 'examples',
  hosts: EVERYWHERE,
  tests: {
    'show behind the lines, change with the moment, and go when they are switched off': async (stage) => {
      const { workbench } = stage;
      await runToPrinting(stage);
      await workbench.eventually('a stack behind a line that ran', () => workbench.visibleText(), (lines) => lines.some((line) => line.includes('→ ∅')));
      await workbench.screenshot('lines-1-stacks');
      await workbench.command('Strata: Show or Hide How Often Lines Ran');
      const counts = (): Promise<readonly string[]> => workbench.page.evaluate<string[]>(COUNTS);
      const first = await workbench.eventually('counts', counts, (lines) => lines.length > 5);
      await workbench.screenshot('lines-2-counts');
      await workbench.untilStopAfter(() => workbench.press('Continue'));
      await workbench.eventually('other counts', counts, (lines) => lines.length > 5 && lines.join() !== first.join());
      await workbench.command('Strata: Show or Hide How Often Lines Ran');
      await workbench.eventually('no counts', counts, (lines) => lines.length === 0);
      assert.ok((await workbench.visibleText()).some((line) => line.includes('→')), 'the stacks stay');
    },
  },
};
