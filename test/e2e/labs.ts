// How a student opens a lab of the lecture.
import type { Workbench } from './workbench';

/** Opens a lab, by its number, into the empty folder that the window shows; `program`: the one that opens with it, beside the guide. */
export async function openLab(workbench: Workbench, number: string, program: string): Promise<void> {
  await workbench.pressActivity('Run and Debug');
  await workbench.untilButton('New Strata Program');
  await workbench.command('Strata: Open Lab...');
  await workbench.pick(number);
  await workbench.eventually('the lab and its guide', () => workbench.tabs(), tabs => [program, 'GUIDE.md'].every(name => tabs.includes(name)));
}
