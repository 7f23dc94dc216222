// What holds in lab 08: one system serves all containers, and no hypervisor is there. Shares of the processor are what was asked for, a
// limit that one container hits leaves the others alone, and what breaks the system breaks them all.
import { message, type Message } from '../base/message';
import { Cause } from '../isa/causes';
import { ended, endingDifferences, taken } from './arrangements';
import { CONTAINERS, containerMachine, engineOf, preparedDisk } from './containers';
import { absent, guideSessions } from './guide-sessions';
import type { Check, Finding } from './lab';
import { DIFFERS } from './messages';
import { Trace, Tracer } from './trace';
import { verified, type Workshop } from './workshop';

const FOLDER = '08-docker-isolation';
const CARELESS = `labs/${FOLDER}/careless.sasm`, PRIMES = 'systems/slate/programs/primes.sasm';
/** Shares of two containers, and how far what they get may be from that. */
const SHARES: readonly (readonly [number, number])[] = [[3, 1], [1, 1], [2, 5]], SHARE_MORE = 0.05;

const STEPS_MAX = 3e7;

function identityOf(workshop: Workshop, program: string): string {
  return verified(workshop.image(program)).identity;
}

/** Two containers compute until a third one is ready; what each has retired is seen from outside. */
function shares(workshop: Workshop): Finding {
  const disk = preparedDisk(workshop, FOLDER), primes = identityOf(workshop, PRIMES), figures: Record<string, number> = {}, found: Message[] = [];
  for (const [a, b] of SHARES) {
    const lines = ['create a work:1', 'create b work:1', 'create t short:1', `limit a share ${a}`, `limit b share ${b}`, 'start a', 'start b', 'start t', 'wait t'];
    const { root } = engineOf(workshop, disk, lines), computing = [...root.downward()].filter(({ program }) => program.image.identity === primes);
    const [first = 0, second = 0] = computing.sort((one, other) => one.id - other.id).map(({ retired }) => retired);
    figures[`${a}:${b}`] = first / second;
    if (!(Math.abs(first / second / (a / b) - 1) < SHARE_MORE)) found.push(message(DIFFERS.share, { wanted: `${a}:${b}`, first, second }));
  }
  return { figures, differences: found };
}

/** What `short` retires and how it ends while something else runs. */
function neighbour(workshop: Workshop, disk: Uint8Array, others: readonly string[]): { readonly trace: Trace; readonly output: string } {
  const input = [...others, 'create b short:1', 'start b', 'wait b', ''].join('\n');
  const machine = containerMachine(workshop.image(CONTAINERS), disk, input), trace = new Trace('b', [identityOf(workshop, PRIMES)]);
  new Tracer(machine, [trace]).run(() => false, STEPS_MAX);
  return { trace, output: taken(machine) };
}

/** What one container is, its limit, and how it ends when it hits it. */
const LIMITS: readonly (readonly [image: string, limit: string, end: string])[] = [
  ['stay:1', 'instructions 50000', 'a: exit code 139'], ['swarm:1', 'processes 3', '2 more\na: exit code 0'], ['swarm:1', 'bytes 40000', '1 more\na: exit code 0'],
];

function limits(workshop: Workshop): Finding {
  const disk = preparedDisk(workshop, FOLDER), alone = neighbour(workshop, disk, []), found: Message[] = [];
  for (const [image, limit, end] of LIMITS) {
    const { trace, output } = neighbour(workshop, disk, [`create a ${image}`, `limit a ${limit}`, 'start a', 'create w who:1', 'start w', 'wait a']);
    const who = message(DIFFERS.beside, { limit });
    found.push(...absent(limit, output, end), ...absent(limit, output, '430 primes below 3000\nb: exit code 30'));
    if (trace.differs(alone.trace) >= 0 || trace.length !== alone.trace.length) found.push(message(DIFFERS.length, { who, found: trace.length, wanted: alone.trace.length }));
  }
  return { figures: { instructions: alone.trace.length }, differences: found };
}

/** Nobody is above the system, and nobody below it but processes: nothing privileged ever comes out. */
function noExits(workshop: Workshop): Finding {
  const lines = 'create a short:1\ncreate b who:1\nstart a\nstart b\nwait a\n', machine = containerMachine(workshop.image(CONTAINERS), preparedDisk(workshop, FOLDER), lines);
  let calls = 0, exits = 0;
  machine.observation.onExit = (context, cause) => {
    if (context.parent === machine.root && cause !== Cause.privileged) calls++;
    else exits++;
  };
  ended(machine, CONTAINERS);
  return { figures: { calls, exits }, differences: exits === 0 ? [] : [message(DIFFERS.vm_exits, { count: exits })] };
}

/** A mistake of the system ends all containers, and the machine; without it the one that computes comes to its end. */
function crash(workshop: Workshop): Finding {
  const disk = preparedDisk(workshop, FOLDER), lines = ['create a work:1', 'create p poke:1', 'start a', 'start p', 'wait a'];
  const careless = engineOf(workshop, disk, lines, CARELESS), careful = engineOf(workshop, disk, lines), found: Message[] = [];
  found.push(...endingDifferences('careless.sasm', careless.ending?.code, 128 + Cause.memory));
  if (/primes below/.test(taken(careless))) found.push(message(DIFFERS.not_killed, { who: 'a' }));
  found.push(...absent('containers.sasm', taken(careful), '2262 primes below 20000\na: exit code 62'));
  return { figures: { code: careless.ending?.code ?? 0 }, differences: found };
}

export const DOCKER_ISOLATION: readonly Check[] = [
  guideSessions(FOLDER, { session: CONTAINERS, careless: CARELESS }),
  { name: 'shares', text: { en: 'shares of the processor are what was asked for, within 5 %', ko: '프로세서 몫이 요청한 대로다(오차 5 % 이내)' }, run: shares },
  { name: 'limits', text: { en: 'a limit that one container hits leaves another as it is alone', ko: '한 컨테이너가 한도에 걸려도 다른 컨테이너는 혼자 있을 때와 같다' }, run: limits },
  { name: 'no-exits', text: { en: 'there are no exits to a hypervisor', ko: '하이퍼바이저로 나가는 탈출이 없다' }, run: noExits },
  { name: 'crash', text: { en: 'a crash of the system takes all containers', ko: '시스템이 죽으면 모든 컨테이너가 죽는다' }, run: crash },
];
