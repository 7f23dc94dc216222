// What labs 04, 06 and 07 have in common: their guest is slate, and it writes what it writes alone, as the image that boots on the bare
// machine or, in lab 06, ported.
import { message, type Message } from '../base/message';
import { Machine, type MachineOptions } from '../machine/machine';
import { bare, consoleDifferences, consoleOf, ended, endedConsoleOf, optionsFor, subjectOf, taken, type Limits, type Subject } from './arrangements';
import type { Check } from './lab';
import { exitsOf, printed, type Ledger } from './ledger';
import { DIFFERS } from './messages';
import { verified, type Workshop } from './workshop';

export const LIMITS: Limits = { handles: 40, frames: 16_384 };
const CONTEXTS = 120, STEPS_MAX = 1e8;
export const SESSION = 'echo hello\ncount a\nprimes 100\ncrash divide\nnobody\nexit 3\n';

/** What came of a program with the session. */
interface Came {
  readonly text: string;
  readonly ledger: Ledger;
  readonly machine: Machine;
}

/** slate on the bare machine, with something typed at its shell. */
export function slate(workshop: Workshop, input = SESSION): Subject {
  return subjectOf(workshop.image('systems/slate/slate.sasm'), { input });
}

/** The machine of a program before its first instruction. */
export function machineOf(workshop: Workshop, program: string, input: string, more: Partial<MachineOptions> = {}): Machine {
  const image = workshop.image(program);
  return new Machine(verified(image), { ...optionsFor(subjectOf(image, { input }), { ...LIMITS, handles: CONTEXTS }), ...more });
}

/** Runs a program with the session; its guest has this label. */
export function ran(workshop: Workshop, program: string, label: string): Came {
  const machine = ended(machineOf(workshop, program, SESSION), program, STEPS_MAX), text = taken(machine);
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
      const guest = slate(workshop), { console, ending } = bare(guest, LIMITS, Infinity);
      const { text, ledger, machine } = ran(workshop, program, label), found: Message[] = [];
      found.push(...consoleDifferences(label, endedConsoleOf(text, label), `${console}[ended with ${ending?.code}]\n`));
      if (!ported && !machine.programs.has(verified(guest.image).identity)) found.push(message(DIFFERS.changed_guest, { who: label }));
      return { figures: { exits: exitsOf(ledger), instructions: machine.running.time }, differences: found };
    },
  };
}
