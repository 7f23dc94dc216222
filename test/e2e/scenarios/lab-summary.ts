// The lab that sums the lecture up, in an empty folder of its own: the table and the chart are there to be read at once.
import { openLab } from '../labs';
import { EVERYWHERE, type Scenario } from '../scenario';

export const scenario: Scenario = {
  title: 'labs, summary',
  hosts: EVERYWHERE,
  tests: {
    'lab 12 has its chart in the guide': async ({ workbench }) => {
      await openLab(workbench, '12', 'type1.sasm');
      await workbench.eventually('the chart', () => workbench.pictures(), texts => texts.includes('The chart'));
      await workbench.screenshot('labs-3-chart');
    },
  },
};
