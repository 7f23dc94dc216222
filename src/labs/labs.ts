// THE table of labs, in the order of the lecture. What one sees in each stands in the guide in its folder.
import { FULL_VIRTUALIZATION } from './full-virtualization';
import type { Lab } from './lab';
import { TYPE_1 } from './type-1';
import { WHAT_A_VM_IS } from './what-a-vm-is';
import { WHY_IT_IS_POSSIBLE } from './why-it-is-possible';

export const LABS: readonly Lab[] = [
  {
    number: 1, folder: '01-what-a-vm-is', title: { en: 'What a virtual machine is', ko: '가상 머신이란' },
    program: 'two_systems.sasm', launch: {}, checks: WHAT_A_VM_IS,
  },
  {
    number: 2, folder: '02-why-it-is-possible', title: { en: 'Why it is possible', ko: '왜 가능한가' },
    program: 'classify.sasm', launch: {}, checks: WHY_IT_IS_POSSIBLE,
  },
  {
    number: 3, folder: '03-type-1', title: { en: 'A hypervisor of type 1', ko: '1형 하이퍼바이저' },
    program: 'lab.sasm', launch: { inputFile: 'session.txt' }, checks: TYPE_1,
  },
  {
    number: 5, folder: '05-full-virtualization', title: { en: 'Full virtualization', ko: '전가상화' },
    program: 'probe.sasm', launch: {}, checks: FULL_VIRTUALIZATION,
  },
];

/** The lab that somebody means: by its folder, its number, or the end of its name, as `type-1`. */
export function labNamed(name: string): Lab | undefined {
  return LABS.find(({ folder, number }) => folder === name || String(number) === name.replace(/^0(?=.)/, '') || folder.slice(3) === name);
}
