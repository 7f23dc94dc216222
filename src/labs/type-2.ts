// What holds in lab 04: the monitor is a process of a host, and so each exit of its guest crosses the host's kernel; and when it is
// killed, nobody else notices.
import { message, type Message } from '../base/message';
import { consoleDifferences, consoleOf, ended, endingDifferences, hosted, machineFor, nested, taken, widened, type Subject } from './arrangements';
import { asAlone, LIMITS, machineOf, ran, SESSION, slate } from './hosted';
import type { Check, Finding } from './lab';
import { exitsOf, ledgerDifferences, predict, printed } from './ledger';
import { DIFFERS } from './messages';
import { crossingsPerExit, metered } from './metering';
import { verified, type Workshop } from './workshop';

const FOLDER = 'labs/04-type-2';
/** Of both hypervisors; and one that never ends, since the monitor knows no turns. */
const TURN = 20_000, ENDLESS = 1 << 30;
/** Ordinary work. Exits for which the monitor must ask the host more than once take more crossings: a session of crashes nearly four times. */
const WORK = 'count sheep\nprimes 2000\nexit 3\n';
/** How many times the crossings of type 1 an exit may take: about three. */
const TIMES_MIN = 2.9, TIMES_MAX = 3.6;
const STEPS_MAX = 1e8;

/** Crossings between layers for each exit of a guest: under a hypervisor of type 1, and in a monitor. */
export function crossings(workshop: Workshop, guest: Subject): { readonly type1: number; readonly type2: number } {
  const one = nested(workshop, guest, LIMITS, [TURN]).hypervisor, two = hosted(workshop, 'type2', guest, LIMITS, TURN), room = widened(LIMITS, 1);
  return {
    type1: crossingsPerExit(metered(machineFor(one, guest, room)), [one.image]),
    type2: crossingsPerExit(metered(machineFor(two, guest, room)), [two.image, two.monitor]),
  };
}

function threeTimes(workshop: Workshop): Finding {
  const { type1, type2 } = crossings(workshop, slate(workshop, WORK)), times = type2 / type1;
  const wrong = message(DIFFERS.times, { found: times.toFixed(1), least: TIMES_MIN, most: TIMES_MAX });
  return { figures: { type1, type2 }, differences: times >= TIMES_MIN && times <= TIMES_MAX ? [] : [wrong] };
}

function printedLedger(workshop: Workshop): Finding {
  const { ledger } = predict(slate(workshop), LIMITS, ENDLESS), { text } = ran(workshop, `${FOLDER}/lab.sasm`, 'G');
  return { figures: { exits: exitsOf(ledger) }, differences: ledgerDifferences('G', printed(consoleOf(text, 'G')), ledger) };
}

/** The lines of the host's other process. */
function ticks(text: string): string {
  return text.split('\n').filter((line) => line.startsWith('host: tick ')).join('\n');
}

/** The monitor is killed: the host ends well, the other process has said what it says, and nothing of the guest is left. */
function killed(workshop: Workshop): Finding {
  const machine = ended(machineOf(workshop, `${FOLDER}/kill.sasm`, SESSION), 'kill.sasm', STEPS_MAX), text = taken(machine), found: Message[] = [];
  const { text: whole } = ran(workshop, `${FOLDER}/lab.sasm`, 'G'), guest = verified(slate(workshop).image).identity;
  const left = [...machine.root.downward()].some(({ program }) => program.image.identity === guest);
  if (left || /^G: \[ended/m.test(text)) found.push(message(DIFFERS.not_killed, { who: 'G' }));
  found.push(...consoleDifferences('host', ticks(text), ticks(whole)), ...endingDifferences('kill.sasm', machine.ending?.code, 0));
  return { figures: { instructions: machine.running.time }, differences: found };
}

export const TYPE_2: readonly Check[] = [
  asAlone(`${FOLDER}/lab.sasm`, 'G'),
  { name: 'ledger', text: { en: 'the ledger that the monitor prints is the one that the bare run predicts', ko: '모니터가 출력한 장부가 맨 머신의 실행으로 예측한 것과 같다' }, run: printedLedger },
  { name: 'crossings', text: { en: 'an exit crosses about three times as many borders as under type 1', ko: '탈출 한 번에 넘는 경계가 1형의 세 배쯤이다' }, run: threeTimes },
  { name: 'killing', text: { en: 'killing the monitor ends the guest, and nobody else', ko: '모니터를 죽이면 게스트만 끝난다' }, run: killed },
];
