// What holds in labs 04, 06 and 07, whose guest is slate: it writes what it writes alone, as the image that boots on the bare machine
// or, in lab 06, ported; and which exits are left is what the lab is about. Also the check that programs can be run at all.
import { message, type Message } from '../base/message';
import { Machine } from '../machine/machine';
import { bare, consoleDifferences, consoleOf, ended, endedConsoleOf, optionsFor, subjectOf, taken, type Limits } from './arrangements';
import type { Check } from './lab';
import { exitsOf, printed, type Ledger } from './ledger';
import { DIFFERS } from './messages';
import { verified, type Workshop } from './workshop';

const LIMITS: Limits = { handles: 40, frames: 16_384 };
const CONTEXTS = 120, STEPS_MAX = 1e8;
const SESSION = 'echo hello\ncount a\nprimes 100\ncrash divide\nnobody\nexit 3\n';

/** What came of a program with the session. */
interface Came {
  readonly text: string;
  readonly ledger: Ledger;
  readonly machine: Machine;
}

function ran(workshop: Workshop, program: string, label: string): Came {
  const image = workshop.image(program);
  const machine = ended(new Machine(verified(image), optionsFor(subjectOf(image, { input: SESSION }), { ...LIMITS, handles: CONTEXTS })), program, STEPS_MAX);
  const text = taken(machine);
  return { text, ledger: printed(consoleOf(text, label)), machine };
}

/** The guest writes what slate writes on the bare machine; unless it was ported it is that very image. */
export function asAlone(program: string, label: string, ported = false): Check {
  return {
    name: ported ? 'ported' : 'unchanged',
    text: ported
      ? { en: 'the ported guest writes what the original writes on the bare machine', ko: '이식한 게스트가 맨 머신의 원본과 똑같이 출력한다' }
      : { en: 'the unmodified guest writes what it writes on the bare machine', ko: '고치지 않은 게스트가 맨 머신에서와 똑같이 출력한다' },
    run: (workshop) => {
      const slate = subjectOf(workshop.image('systems/slate/slate.sasm'), { input: SESSION }), { console, ending } = bare(slate, LIMITS, Infinity);
      const { text, ledger, machine } = ran(workshop, program, label), found: Message[] = [];
      found.push(...consoleDifferences(label, endedConsoleOf(text, label), `${console}[ended with ${ending?.code}]\n`));
      if (!ported && !machine.programs.has(verified(slate.image).identity)) found.push(message(DIFFERS.changed_guest, { who: label }));
      return { figures: { exits: exitsOf(ledger), instructions: machine.running.time }, differences: found };
    },
  };
}

/** Exits that are left under `one` are fewer than under `other`. */
export function fewerExits(one: string, other: string, label: string): Check {
  return {
    name: 'fewer-exits', text: { en: 'the port comes out less often', ko: '이식한 쪽이 덜 자주 탈출한다' },
    run: (workshop) => {
      const [few, many] = [one, other].map((program) => exitsOf(ran(workshop, program, label).ledger));
      const wrong = message(DIFFERS.order, { what: 'exits', one, other, first: few, second: many });
      return { figures: { ported: few, unmodified: many }, differences: few < many ? [] : [wrong] };
    },
  };
}

/** Nothing that a process of the guest does comes out of the guest. */
export function noProcessExits(program: string, label: string): Check {
  return {
    name: 'no-process-exits', text: { en: 'calls and traps of the guest\'s processes are no exits', ko: '게스트 프로세스의 호출과 트랩은 탈출이 아니다' },
    run: (workshop) => {
      const { ledger } = ran(workshop, program, label), rows = [...ledger].filter(([cause]) => cause.startsWith('process: '));
      return { figures: { exits: exitsOf(ledger) }, differences: rows.map(([cause, found]) => message(DIFFERS.exits, { who: label, cause, found, wanted: 0 })) };
    },
  };
}

/** The programs, by paths below the examples, assemble and are verified. */
export function assembles(programs: readonly string[]): Check {
  return {
    name: 'assembles', text: { en: 'its programs assemble and may run', ko: '프로그램이 어셈블되고 실행할 수 있다' },
    run: (workshop) => ({
      figures: { instructions: programs.reduce((sum, program) => sum + verified(workshop.image(program)).code.length, 0) }, differences: [],
    }),
  };
}
