// What holds in lab 10: where the host of the containers is itself a guest, they write the same and leave the same disk; and the memory of
// the virtual machine is counted once, however many containers there are.
import { message, type Message } from '../base/message';
import { windowOf } from '../machine/context';
import type { Machine } from '../machine/machine';
import { consoleDifferences, endingDifferences, taken } from './arrangements';
import { CONTAINERS, containerMachine, engineOf, preparedDisk } from './containers';
import { guideSessions } from './guide-sessions';
import { Unfit, type Check, type Finding } from './lab';
import { DIFFERS } from './messages';
import type { Workshop } from './workshop';

const FOLDER = '10-docker-on-a-mac';
const MAC = `labs/${FOLDER}/mac.sasm`, MACHINES = `labs/${FOLDER}/machines.sasm`;
/** What containers do: compute, write, commit, save and load. */
const SESSION: readonly string[] = ['create a short:1', 'start a', 'wait a', 'run b base:1', 'save new text', 'rm bin/rm', 'ls', 'exit 3', 'commit b work:2',
  'save work:2 box', 'load box again:3', 'run c again:3', 'ls', 'exit 4', 'images', 'ps'];
const NAMES: readonly string[] = ['a', 'b', 'c', 'd'];
const STEPS = 100_000, STEPS_MAX = 1e9;
/** Ctrl-A gives the keyboard to the next guest. */
const NEXT_GUEST = '\x01';

function same(workshop: Workshop): Finding {
  const disk = preparedDisk(workshop, FOLDER), [linux, mac] = [CONTAINERS, MAC].map((program) => engineOf(workshop, disk, SESSION, program)), found: Message[] = [];
  found.push(...consoleDifferences('mac.sasm', taken(mac), taken(linux)), ...endingDifferences('mac.sasm', mac.ending?.code, linux.ending?.code));
  const wanted = linux.devices.disk.contents(), byte = mac.devices.disk.contents().findIndex((each, i) => each !== wanted[i]);
  if (byte >= 0) found.push(message(DIFFERS.disk, { who: 'mac.sasm', address: byte }));
  return { figures: { linux: linux.running.time, mac: mac.running.time }, differences: found };
}

/** Bytes of memory of each that has memory of its own: the windows that lie in no other. */
function outermost(machine: Machine): number[] {
  const windows = [...machine.root.downward()].filter(({ parent }) => parent === machine.root).map(windowOf);
  const within = (one: (typeof windows)[number], other: typeof one): boolean => one !== other && other.start <= one.start && one.start + one.size <= other.start + other.size;
  return windows.filter((one) => !windows.some((other) => within(one, other))).map(({ size }) => size);
}

/** The memory of each machine while so many containers run. */
function memories(workshop: Workshop, program: string, disk: Uint8Array, input: string, containers: number): number[] {
  const machine = containerMachine(workshop.image(program), disk, input);
  let output = '';
  while (machine.ending === undefined && output.split('process 1').length <= containers) {
    if (machine.steps >= STEPS_MAX) throw new Unfit([message(DIFFERS.never_ends, { who: program, steps: STEPS_MAX })]);
    machine.run(STEPS, 1e9);
    output += taken(machine);
  }
  return outermost(machine);
}

function starting(names: readonly string[]): string {
  return [...names.map((name) => `create ${name} stay:1`), ...names.map((name) => `start ${name}`), 'run z base:1', ''].join('\n');
}

function once(workshop: Workshop): Finding {
  const disk = preparedDisk(workshop, FOLDER), found: Message[] = [];
  const [one] = memories(workshop, MAC, disk, starting(NAMES.slice(0, 1)), 1);
  for (let n = 2; n <= NAMES.length; n++) {
    const all = memories(workshop, MAC, disk, starting(NAMES.slice(0, n)), n);
    if (all.length !== 1 || all[0] !== one) found.push(message(DIFFERS.machine_memory, { count: n, found: all.join(' + '), wanted: one ?? 0 }));
  }
  const two = new Uint8Array(disk.length * 2), apart = starting(['a']);
  two.set(disk);
  two.set(disk, disk.length);
  const each = memories(workshop, MACHINES, two, `${apart}${NEXT_GUEST}${apart}`, 2);
  if (each.length !== 2) found.push(message(DIFFERS.machine_memory, { count: 2, found: each.join(' + '), wanted: `${one} + ${one}` }));
  return { figures: { machine: one ?? 0, apart: each.reduce((sum, bytes) => sum + bytes, 0) }, differences: found };
}

export const DOCKER_ON_A_MAC: readonly Check[] = [
  guideSessions(FOLDER, { session: MAC }),
  { name: 'same-output', text: { en: 'output, exit code and disk are the same with and without the virtual machine', ko: '출력, 종료 코드, 디스크가 가상 머신이 있든 없든 같다' }, run: same },
  { name: 'memory-once', text: { en: 'the memory of the virtual machine is counted once for all its containers', ko: '가상 머신의 메모리는 컨테이너가 몇 개든 한 번만 든다' }, run: once },
];
