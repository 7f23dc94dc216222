// THE table of labs, in the order of the lecture. What one sees in each stands in the guide in its folder.
import { DOCKER_DEPLOY } from './docker-deploy';
import { DOCKER_ISOLATION } from './docker-isolation';
import { DOCKER_ON_A_MAC } from './docker-on-a-mac';
import { FULL_VIRTUALIZATION } from './full-virtualization';
import { KVM } from './kvm';
import type { Lab } from './lab';
import { PARAVIRTUALIZATION } from './paravirtualization';
import { ONE_FILE, ONE_PROGRAM } from './portable';
import { SUMMARY, SUMMARY_FOLDER } from './summary';
import { TYPE_1 } from './type-1';
import { TYPE_2 } from './type-2';
import { WHAT_A_VM_IS } from './what-a-vm-is';
import { WHY_IT_IS_POSSIBLE } from './why-it-is-possible';

const SYSTEMS: readonly string[] = ['systems/containers', 'systems/slate', 'lib'];

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
    number: 4, folder: '04-type-2', title: { en: 'A hypervisor of type 2', ko: '2형 하이퍼바이저' },
    program: 'lab.sasm', launch: { inputFile: 'session.txt' }, needs: ['systems/type1'], checks: TYPE_2,
  },
  {
    number: 5, folder: '05-full-virtualization', title: { en: 'Full virtualization', ko: '전가상화' },
    program: 'probe.sasm', launch: {}, needs: ['systems/slate', 'systems/chalk'], checks: FULL_VIRTUALIZATION,
  },
  {
    number: 6, folder: '06-paravirtualization', title: { en: 'Paravirtualization', ko: '반가상화' },
    program: 'para.sasm', launch: {}, checks: PARAVIRTUALIZATION,
  },
  {
    number: 7, folder: '07-kvm', title: { en: 'KVM', ko: 'KVM' },
    program: 'lab.sasm', launch: { inputFile: 'session.txt' }, needs: ['systems/type1', 'systems/translate', 'systems/para'], checks: KVM,
  },
  {
    number: 8, folder: '08-docker-isolation', title: { en: 'Docker: isolation', ko: 'Docker: 격리' },
    program: 'careless.sasm', launch: {}, needs: SYSTEMS, checks: DOCKER_ISOLATION,
  },
  {
    number: 9, folder: '09-docker-deploy', title: { en: 'Docker: image to deploy', ko: 'Docker: 이미지에서 배포까지' },
    program: 'job.sasm', launch: {}, needs: SYSTEMS, checks: DOCKER_DEPLOY,
  },
  {
    number: 10, folder: '10-docker-on-a-mac', title: { en: 'Docker on a Mac', ko: 'Mac에서의 Docker' },
    program: 'mac.sasm', launch: {}, needs: SYSTEMS, checks: DOCKER_ON_A_MAC,
  },
  {
    number: 11, folder: '11-jvm', title: { en: 'The Java Virtual Machine', ko: '자바 가상 머신' },
    program: 'on_chalk.sasm', launch: {}, needs: ['systems/slate'], checks: [ONE_PROGRAM, ONE_FILE],
  },
  {
    number: 12, folder: SUMMARY_FOLDER, title: { en: 'The summary', ko: '정리' },
    program: 'type1.sasm', launch: {}, needs: SYSTEMS, checks: SUMMARY,
  },
];

/** The lab that somebody means: by its folder, its number, or the end of its name, as `type-1`. */
export function labNamed(name: string): Lab | undefined {
  return LABS.find(({ folder, number }) => folder === name || String(number) === name.replace(/^0(?=.)/, '') || folder.slice(3) === name);
}
